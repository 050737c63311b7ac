// Catalogue objects as people edit them: validated, audited, never over somebody else's work. Everything happens whole
// or not at all, also as a part of a transaction that is open.
#pragma once

#include "engine/workspace/workspace.h"

#include <utility>

namespace seriatim {

// `before`: as the editor read it; absent for a new object. Errors: stale when the store has something else by now (who
// changed what and when; a folder alone moves along), alreadyExists (name or GUID), invalidInput, notFound (a member).
// Saving what is stored already does nothing.
[[nodiscard]] Result<> saveObject(Workspace &workspace, const std::optional<Package> &before, const Package &after);
[[nodiscard]] Result<> saveObject(Workspace &workspace, const std::optional<Computer> &before, const Computer &after);
[[nodiscard]] Result<> saveObject(Workspace &workspace, const std::optional<Collection> &before, const Collection &after);
[[nodiscard]] Result<> saveObject(Workspace &workspace, const std::optional<User> &before, const User &after);
[[nodiscard]] Result<> saveObject(Workspace &workspace, const std::optional<UserGroup> &before, const UserGroup &after);
[[nodiscard]] Result<> saveObject(Workspace &workspace, const std::optional<AgentSettings> &before, const AgentSettings &after);

// Several of one kind, as they were read and as they are to be: all or none.
[[nodiscard]] Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<Package, Package>> &beforeAfter);
[[nodiscard]] Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<Computer, Computer>> &beforeAfter);
[[nodiscard]] Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<Collection, Collection>> &beforeAfter);
[[nodiscard]] Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<User, User>> &beforeAfter);
[[nodiscard]] Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<UserGroup, UserGroup>> &beforeAfter);
[[nodiscard]] Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<AgentSettings, AgentSettings>> &beforeAfter);

// Names of what uses an object, each sorted. A collection's filter uses no computer.
struct Usage {
    QStringList tasks; // a computer's: through the collections that list it; a user's and a group's: in their portal entry
    QStringList collections;
    QStringList groups;
    QStringList agentSettings;

    [[nodiscard]] bool isEmpty() const
    {
        return tasks.isEmpty() && collections.isEmpty() && groups.isEmpty() && agentSettings.isEmpty();
    }
    bool operator==(const Usage &) const = default;
};

[[nodiscard]] Result<Usage> usageOf(Workspace &workspace, PackageId id);
[[nodiscard]] Result<Usage> usageOf(Workspace &workspace, ProgramId id);
[[nodiscard]] Result<Usage> usageOf(Workspace &workspace, ComputerId id);
[[nodiscard]] Result<Usage> usageOf(Workspace &workspace, CollectionId id);
[[nodiscard]] Result<Usage> usageOf(Workspace &workspace, UserId id);
[[nodiscard]] Result<Usage> usageOf(Workspace &workspace, UserGroupId id);

// What uses any of them, the tasks looked through once.
[[nodiscard]] Result<Usage> usageOf(Workspace &workspace, const std::vector<PackageId> &ids);
[[nodiscard]] Result<Usage> usageOf(Workspace &workspace, const std::vector<ProgramId> &ids);
[[nodiscard]] Result<Usage> usageOf(Workspace &workspace, const std::vector<ComputerId> &ids);

enum class IfUsed {
    refuse,       // the error (refused) names what uses it
    removeFromAll // line items, with the dependencies on them, out of every task; members, collections and portal access likewise
};

// Several of one kind, so that each task that uses them is saved once. `keep`: whether computers keep the finished other
// steps of tasks that lose line items (B7). A program leaves its package. notFound where one is gone.
[[nodiscard]] Result<> removeObjects(Workspace &workspace, const std::vector<PackageId> &ids, IfUsed ifUsed, KeepFinished keep);
[[nodiscard]] Result<> removeObjects(Workspace &workspace, const std::vector<ProgramId> &ids, IfUsed ifUsed, KeepFinished keep);
[[nodiscard]] Result<> removeObjects(Workspace &workspace, const std::vector<ComputerId> &ids, IfUsed ifUsed, KeepFinished keep);
[[nodiscard]] Result<> removeObjects(Workspace &workspace, const std::vector<CollectionId> &ids, IfUsed ifUsed, KeepFinished keep);
[[nodiscard]] Result<> removeObjects(Workspace &workspace, const std::vector<UserId> &ids, IfUsed ifUsed, KeepFinished keep);
[[nodiscard]] Result<> removeObjects(Workspace &workspace, const std::vector<UserGroupId> &ids, IfUsed ifUsed, KeepFinished keep);
[[nodiscard]] Result<> removeObjects(Workspace &workspace, const std::vector<AgentSettingsId> &ids, IfUsed ifUsed, KeepFinished keep);

template <typename IdType>
[[nodiscard]] Result<> removeObject(Workspace &workspace, IdType id, IfUsed ifUsed, KeepFinished keep)
{
    return removeObjects(workspace, std::vector{id}, ifUsed, keep);
}

// Oldest first. A program's changes are told in its package's records too.
[[nodiscard]] Result<std::vector<AuditRecord>> historyOf(Workspace &workspace, AuditObject object, const QString &guid);

} // namespace seriatim
