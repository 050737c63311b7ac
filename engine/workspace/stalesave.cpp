#include "engine/workspace/stalesave.h"

#include "engine/domain/difference.h"
#include "engine/domain/itemindexes.h"
#include "engine/domain/itemmatching.h"

#include <QHash>

namespace seriatim {

namespace {

StaleSave removedMeanwhile(Workspace &workspace, const SequentialTask &draft)
{
    StaleSave stale(draft, draft);
    stale.removed = true;
    stale.theirChanges = {QStringLiteral("the task was removed")};
    const auto records = workspace.store().audit().of(AuditObject::task, draft.id.toString());
    if (records && !records->empty() && records->back().action == AuditAction::removed) {
        stale.savedBy = records->back().who;
        stale.savedAt = records->back().when;
    }
    return stale;
}

// Gives line items other ids, and the dependencies with them; those on items that are not there any more go.
std::vector<LineItem> renamedItems(const std::vector<LineItem> &items, const QHash<LineItemId, LineItemId> &ids)
{
    std::vector<LineItem> renamed = items;
    QHash<LineItemId, LineItemId> done;
    for (LineItem &item : renamed) {
        const LineItemId old = item.id;
        item.id = ids.value(old, old);
        std::erase_if(item.dependencies, [&](const Dependency &dependency) { return !done.contains(dependency.on); });
        for (Dependency &dependency : item.dependencies)
            dependency.on = done.value(dependency.on, dependency.on);
        done.insert(old, item.id);
    }
    return renamed;
}

// Ids of the base's items to those that they have in theirs; new ones where they were removed there.
QHash<LineItemId, LineItemId> idsInTheirs(const SequentialTask &base, const SequentialTask &theirs)
{
    QHash<LineItemId, LineItemId> ids;
    const std::vector<int> matches = matchItems(base, theirs);
    for (size_t i = 0; i < matches.size(); ++i) {
        if (matches[i] >= 0)
            ids.insert(base.items[static_cast<size_t>(matches[i])].id, theirs.items[i].id);
    }
    for (const LineItem &item : base.items) {
        if (!ids.contains(item.id))
            ids.insert(item.id, LineItemId::mint());
    }
    return ids;
}

} // namespace

Result<StaleSave> staleSaveOf(Workspace &workspace, const SequentialTask &draft)
{
    TaskStore &tasks = workspace.store().tasks();
    const Result<std::optional<TaskId>> current = tasks.currentIdOf(draft.id);
    if (!current)
        return current.error();
    if (!*current)
        return removedMeanwhile(workspace, draft);
    Result<SequentialTask> theirs = tasks.load(**current);
    if (!theirs)
        return theirs.error();
    Result<SequentialTask> base = tasks.loadRevision(draft.id, draft.revision);
    if (!base)
        return base.error();
    const Result<std::vector<TaskRevision>> revisions = tasks.revisions(**current);
    if (!revisions)
        return revisions.error();
    const Result<TaskPrograms> programs = workspace.programsOf({*base, *theirs, draft});
    if (!programs)
        return programs.error();
    StaleSave stale(std::move(base).value(), std::move(theirs).value());
    if (!revisions->empty()) {
        stale.savedBy = revisions->back().savedBy;
        stale.savedAt = revisions->back().savedAt;
    }
    stale.theirChanges = describeDifferences(stale.base, stale.theirs, programs->index);
    stale.myChanges = describeDifferences(stale.base, draft, programs->index);
    return stale;
}

SequentialTask onTopOf(const SequentialTask &mine, const SequentialTask &base, const SequentialTask &theirs)
{
    SequentialTask draft = theirs;
    const auto take = [&](auto SequentialTask::*field) {
        if (mine.*field != base.*field)
            draft.*field = mine.*field;
    };
    take(&SequentialTask::name);
    take(&SequentialTask::description);
    take(&SequentialTask::folder);
    take(&SequentialTask::enabled);
    take(&SequentialTask::priority);
    take(&SequentialTask::appliesTo);
    take(&SequentialTask::schedule);
    take(&SequentialTask::options);
    take(&SequentialTask::portal);
    take(&SequentialTask::policyVersion);
    take(&SequentialTask::receivedPolicy);
    if (mine.items == base.items)
        return draft;
    draft.items = renamedItems(mine.items, idsInTheirs(base, theirs));
    const QHash<LineItemId, int> theirIndexes = indexesOf(theirs);
    for (LineItem &item : draft.items) {
        const int index = theirIndexes.value(item.id, -1);
        item.succeeds = index < 0 ? std::vector<LineItemId>() : theirs.items[static_cast<size_t>(index)].succeeds;
    }
    return draft;
}

SequentialTask asNewTask(const SequentialTask &draft)
{
    SequentialTask task = draft;
    task.id = TaskId::mint();
    task.revision = 0;
    QHash<LineItemId, LineItemId> ids;
    for (const LineItem &item : draft.items)
        ids.insert(item.id, LineItemId::mint());
    task.items = renamedItems(draft.items, ids);
    for (LineItem &item : task.items)
        item.succeeds.clear();
    return task;
}

} // namespace seriatim
