#include "engine/workspace/impact.h"

#include "engine/domain/itemindexes.h"

#include <QSet>

namespace seriatim {

namespace {

Result<QStringList> namesOfComputers(Workspace &workspace, const SequentialTask &task)
{
    const Result<std::vector<Computer>> computers = workspace.computersOf(task);
    if (!computers)
        return computers.error();
    QStringList names;
    names.reserve(static_cast<qsizetype>(computers->size()));
    for (const Computer &computer : *computers)
        names.append(computer.name);
    return names;
}

bool hasBegun(ComputerStatus status)
{
    switch (status) {
    case ComputerStatus::succeeded:
    case ComputerStatus::failed:
    case ComputerStatus::waiting:
    case ComputerStatus::running:
    case ComputerStatus::restartPending:
        return true;
    case ComputerStatus::notReceived:
    case ComputerStatus::withdrawn:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace

Result<Impact> impactOf(Workspace &workspace, const SequentialTask &saved, const SequentialTask &draft)
{
    Impact impact;
    impact.orderChanged = executionOrderChanged(saved, draft);
    const Result<QStringList> names = namesOfComputers(workspace, saved);
    if (!names)
        return names.error();
    std::vector<LineItemId> items;
    for (const LineItem &item : saved.items)
        items.push_back(item.id);
    const Result<ReportedImpact> reported = workspace.store().statuses().impact(saved.id, *names, items);
    if (!reported)
        return reported.error();
    impact.succeeded = reported->succeeded;
    impact.failed = reported->failed;
    impact.inProgress = reported->inProgress;

    const std::vector<bool> unchanged = unchangedItems(saved, draft);
    const QHash<LineItemId, int> savedIndexes = indexesOf(saved);
    for (size_t i = 0; i < draft.items.size(); ++i) {
        const auto finished = reported->finishedItems.find(draft.items[i].id);
        impact.steps.push_back({static_cast<int>(i) + 1, !savedIndexes.contains(draft.items[i].id), unchanged[i],
                                finished == reported->finishedItems.end() ? 0 : finished->second});
    }
    return impact;
}

Result<std::vector<ComputerTaskStatus>> computersRunningAgain(Workspace &workspace, const SequentialTask &saved, int atMost)
{
    const Result<QStringList> names = namesOfComputers(workspace, saved);
    if (!names)
        return names.error();
    QSet<QString> targets;
    for (const QString &name : *names)
        targets.insert(name.toCaseFolded());
    std::vector<ComputerTaskStatus> again;
    StatusQuery query;
    query.withItems = false;
    while (static_cast<int>(again.size()) < atMost) {
        const Result<std::vector<ComputerTaskStatus>> page = workspace.store().statuses().statuses(saved.id, query);
        if (!page)
            return page.error();
        for (const ComputerTaskStatus &computer : *page) {
            if (static_cast<int>(again.size()) < atMost && hasBegun(computer.status) && targets.contains(computer.computer.toCaseFolded()))
                again.push_back(computer);
        }
        if (static_cast<int>(page->size()) < query.atMost)
            break;
        query.after = page->back().computer;
    }
    return again;
}

} // namespace seriatim
