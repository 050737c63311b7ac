#include "models/removal.h"

#include "engine/domain/folderpath.h"

namespace seriatim {

namespace {

void add(QStringList &names, const QStringList &more)
{
    names.append(more);
    names.removeDuplicates();
    names.sort(Qt::CaseInsensitive);
}

void add(Usage &total, const Usage &usage)
{
    add(total.tasks, usage.tasks);
    add(total.collections, usage.collections);
    add(total.groups, usage.groups);
    add(total.agentSettings, usage.agentSettings);
}

template <typename Ids>
Result<> addUsage(Workspace &workspace, const Ids &ids, Usage &total)
{
    if (ids.empty())
        return Done{};
    const Result<Usage> usage = usageOf(workspace, ids);
    if (!usage)
        return usage.error();
    add(total, *usage);
    return Done{};
}

template <typename Ids>
Result<> addUsageOfEach(Workspace &workspace, const Ids &ids, Usage &total)
{
    for (const auto &id : ids) {
        const Result<Usage> usage = usageOf(workspace, id);
        if (!usage)
            return usage.error();
        add(total, *usage);
    }
    return Done{};
}

template <typename Ids>
Result<> removeThem(Workspace &workspace, const Ids &ids, KeepFinished keep)
{
    return ids.empty() ? Result<>(Done{}) : removeObjects(workspace, ids, IfUsed::removeFromAll, keep);
}

Result<> removeFolders(Workspace &workspace, const QStringList &folders)
{
    if (folders.isEmpty())
        return Done{};
    const Result<CatalogueIndex> index = workspace.store().catalogue().index();
    if (!index)
        return index.error();
    // Each folder comes right before what is in it, so the innermost are last.
    for (auto folder = index->folders.rbegin(); folder != index->folders.rend(); ++folder) {
        const bool doomed = std::ranges::any_of(folders, [&](const QString &outer) { return isWithinFolder(*folder, outer); });
        if (!doomed)
            continue;
        if (auto removed = removePackageFolder(workspace, *folder); !removed)
            return removed;
    }
    return Done{};
}

} // namespace

bool Removal::isEmpty() const
{
    return packages.empty() && programs.empty() && computers.empty() && collections.empty() && users.empty() && groups.empty()
           && agentSettings.empty() && packageFolders.isEmpty();
}

Result<Usage> usageOf(Workspace &workspace, const Removal &removal)
{
    Usage total;
    const Result<> results[] = {addUsage(workspace, removal.packages, total), addUsage(workspace, removal.programs, total),
                                addUsage(workspace, removal.computers, total), addUsageOfEach(workspace, removal.collections, total),
                                addUsageOfEach(workspace, removal.users, total), addUsageOfEach(workspace, removal.groups, total)};
    for (const Result<> &result : results) {
        if (!result)
            return result.error();
    }
    return total;
}

Result<> removeFromAll(Workspace &workspace, const Removal &removal, KeepFinished keep)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    for (const auto &step : std::initializer_list<std::function<Result<>()>>{
             [&] { return removeThem(workspace, removal.programs, keep); }, [&] { return removeThem(workspace, removal.packages, keep); },
             [&] { return removeThem(workspace, removal.computers, keep); }, [&] { return removeThem(workspace, removal.collections, keep); },
             [&] { return removeThem(workspace, removal.users, keep); }, [&] { return removeThem(workspace, removal.groups, keep); },
             [&] { return removeThem(workspace, removal.agentSettings, keep); },
             [&] { return removeFolders(workspace, removal.packageFolders); }}) {
        if (auto done = step(); !done)
            return done;
    }
    return transaction->commit();
}

} // namespace seriatim
