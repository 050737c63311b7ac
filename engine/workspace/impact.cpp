#include "engine/workspace/impact.h"

#include "engine/domain/itemindexes.h"

namespace seriatim {

Result<Impact> impactOf(Workspace &workspace, const SequentialTask &saved, const SequentialTask &draft)
{
    Impact impact;
    impact.orderChanged = executionOrderChanged(saved, draft);
    const Result<std::vector<Computer>> computers = workspace.computersOf(saved);
    if (!computers)
        return computers.error();
    QStringList names;
    for (const Computer &computer : *computers)
        names.append(computer.name);
    const Result<ReportedImpact> reported = workspace.store().statuses().impact(saved.id, names);
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

} // namespace seriatim
