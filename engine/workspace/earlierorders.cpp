#include "engine/workspace/earlierorders.h"

#include <algorithm>

namespace seriatim {

Result<std::vector<EarlierOrder>> earlierOrders(Workspace &workspace, TaskId task)
{
    const Result<std::vector<TaskRevision>> revisions = workspace.store().tasks().revisions(task);
    if (!revisions)
        return revisions.error();
    std::vector<EarlierOrder> orders;
    for (const TaskRevision &revision : *revisions) {
        if (orders.empty() || orders.back().id != revision.id) {
            if (!orders.empty()) {
                orders.back().replacedAt = revision.savedAt;
                orders.back().replacedBy = revision.savedBy;
            }
            orders.emplace_back(revision.id).firstRevision = revision.revision;
        }
        orders.back().lastRevision = revision.revision;
    }
    if (!orders.empty())
        orders.pop_back(); // what is in force
    for (EarlierOrder &order : orders) {
        const Result<StatusCounts> counts = workspace.store().statuses().counts(order.id);
        if (!counts)
            return counts.error();
        for (const auto &[status, computers] : counts->computers)
            order.computers += computers;
    }
    std::ranges::reverse(orders);
    return orders;
}

Result<SequentialTask> taskInOrder(Workspace &workspace, const EarlierOrder &order)
{
    return workspace.store().tasks().loadRevision(order.id, order.lastRevision);
}

} // namespace seriatim
