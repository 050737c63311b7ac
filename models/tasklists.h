// What the navigator shows of sequential tasks, read in one go. Off the GUI thread.
#pragma once

#include "models/storesession.h"

namespace seriatim {

struct TaskLists {
    std::vector<TaskSummary> tasks; // by name
    QStringList folders;
    std::vector<TaskSummary> recent; // in the order in which they were named, those that are gone left out
    int simulationRuns = 0;
};

// `recent`: GUIDs, which may be those of earlier identities.
[[nodiscard]] Result<TaskLists> loadTaskLists(Workspace &workspace, const QStringList &recent);

} // namespace seriatim
