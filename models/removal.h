// Removal: catalogue objects that are to go together, all or none, with the consent of whoever asks for it.
#pragma once

#include "engine/workspace/catalogueediting.h"
#include "engine/workspace/folders.h"

namespace seriatim {

struct Removal {
    std::vector<PackageId> packages;
    std::vector<ProgramId> programs; // of packages that stay
    std::vector<ComputerId> computers;
    std::vector<CollectionId> collections;
    std::vector<UserId> users;
    std::vector<UserGroupId> groups;
    std::vector<AgentSettingsId> agentSettings;
    QStringList packageFolders; // with the folders in them; packages in them must be named too

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] bool losesLineItems() const { return !packages.empty() || !programs.empty(); } // of the tasks that use them
};

[[nodiscard]] Result<Usage> usageOf(Workspace &workspace, const Removal &removal);

// Out of everything that uses them, then out of the store: all in one transaction.
[[nodiscard]] Result<> removeFromAll(Workspace &workspace, const Removal &removal, KeepFinished keep);

} // namespace seriatim
