// Made-up reports of many computers on a made-up task, through the store's own way of taking events in: for demonstrations
// and measurements of status, the same for the same numbers and seed.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

struct DemoStatusWish {
    int computers = 1000;
    int items = 10;      // of the task
    quint64 seed = 1;
};

// The catalogue must have as many programs as the task has items. Makes the task "Demo status" and, for each computer, a run
// with two events for each line item and two for itself: about 2 % of the installations fail, some computers are still at it.
[[nodiscard]] Result<SequentialTask> fillWithDemoStatus(Workspace &workspace, const DemoStatusWish &wish);

} // namespace seriatim
