// The execution orders of a task that a later save replaced (B5). What computers reported on one of them stays readable under
// the identity that it had.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

struct EarlierOrder {
    explicit EarlierOrder(TaskId identity) : id(identity) {}

    TaskId id; // as the task was known to agents then
    int firstRevision = 0;
    int lastRevision = 0;
    Instant replacedAt = 0;
    QString replacedBy;
    int computers = 0; // that reported on it
    bool operator==(const EarlierOrder &) const = default;
};

// The latest first. `task` may be any identity that the task has had. Costs no more where more computers reported.
[[nodiscard]] Result<std::vector<EarlierOrder>> earlierOrders(Workspace &workspace, TaskId task);

// The task as its last save with this order left it: under the identity of then.
[[nodiscard]] Result<SequentialTask> taskInOrder(Workspace &workspace, const EarlierOrder &order);

} // namespace seriatim
