// Where a report's row leads to: the Status tab of a task, showing just the computers that the row counts.
#pragma once

#include "engine/reports/reports.h"
#include "engine/store/statuslist.h"

namespace seriatim {

struct StatusLink {
    StatusLink(TaskId taskId, QString name) : task(taskId), text(std::move(name)) {}

    TaskId task;
    QString text; // "Office rollout, item 3"; empty where it is the only one
    StatusListQuery query;
};

// None where the row is about no task. A program has one for each line item that runs it. Reads at most the tasks that run a
// program: for the GUI thread.
[[nodiscard]] Result<std::vector<StatusLink>> statusLinksOf(Workspace &workspace, const ReportRequest &request, const Report &report,
                                                            const ReportRow &row);

} // namespace seriatim
