// What the screens need of the domain and the engine to edit packages: the door of ui to their values and functions.
#pragma once

#include "engine/domain/folderpath.h"
#include "engine/domain/options.h"
#include "engine/domain/validation.h"
#include "engine/workspace/catalogueediting.h"
#include "models/storesession.h"

namespace seriatim {

// The tasks that use a package or one of its programs.
struct UsingTask {
    TaskId id;
    QString name;
    bool operator==(const UsingTask &) const = default;
};
[[nodiscard]] Result<std::vector<UsingTask>> tasksUsing(Workspace &workspace, PackageId package); // by name

// The folder of this computer's own agent on the store.
[[nodiscard]] QString localAgentHome(const StoreSession &session);

// A name and version that no package has yet: "Phone (copy)", "Phone (copy 2)".
[[nodiscard]] Result<QString> freePackageName(Workspace &workspace, const QString &wished, const QString &version);

// A copy under a free name with identities of its own, not saved.
[[nodiscard]] Result<Package> copyOf(Workspace &workspace, const Package &package);

} // namespace seriatim
