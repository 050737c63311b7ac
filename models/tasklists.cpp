#include "models/tasklists.h"

#include <algorithm>

namespace seriatim {

namespace {

std::vector<TaskSummary> recentOf(TaskStore &store, const std::vector<TaskSummary> &tasks, const QStringList &guids)
{
    std::vector<TaskSummary> recent;
    for (const QString &guid : guids) {
        const std::optional<TaskId> id = TaskId::parse(guid);
        const Result<std::optional<TaskId>> current = id ? store.currentIdOf(*id) : Result<std::optional<TaskId>>(std::optional<TaskId>());
        if (!current || !*current)
            continue;
        const auto found = std::ranges::find(tasks, **current, &TaskSummary::id);
        if (found != tasks.end() && std::ranges::find(recent, found->id, &TaskSummary::id) == recent.end())
            recent.push_back(*found);
    }
    return recent;
}

} // namespace

Result<TaskLists> loadTaskLists(Workspace &workspace, const QStringList &recent)
{
    TaskStore &store = workspace.store().tasks();
    Result<std::vector<TaskSummary>> tasks = store.list();
    if (!tasks)
        return tasks.error();
    Result<QStringList> folders = store.folders();
    if (!folders)
        return folders.error();
    const Result<std::vector<SimulationRun>> runs = workspace.store().simulations().list();
    if (!runs)
        return runs.error();
    TaskLists lists{std::move(tasks).value(), std::move(folders).value(), {}, static_cast<int>(runs->size())};
    lists.recent = recentOf(store, lists.tasks, recent);
    return lists;
}

} // namespace seriatim
