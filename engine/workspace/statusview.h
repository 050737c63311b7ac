// What the Status tab shows of one task: every computer that it applies to or that reported, item by item (B38, B39).
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

struct TaskStatusView {
    explicit TaskStatusView(SequentialTask shownTask) : task(std::move(shownTask)) {}

    SequentialTask task;
    bool inForce = true; // false: this order was replaced, so nobody is waited for any more
    QStringList programNames;                  // by place: "PACKAGE/PROGRAM"
    std::vector<ComputerTaskStatus> computers; // by name; `items` has an entry for every place
};

// Agents report what happened; here is a state, with a sentence (B39), for every place of the task.
[[nodiscard]] std::vector<LineItemStatus> everyPlace(const SequentialTask &task, std::vector<LineItemStatus> reported);

// What is said of a computer that the task applies to as long as it has said nothing itself. Without items.
[[nodiscard]] ComputerTaskStatus neverReported(const QString &computer);

// `computer`: absent for all. One that the task does not apply to and that never reported is notFound. `revision`: with the
// order of then (notFound where the task never had it); of one that was replaced since, only computers that reported on it.
[[nodiscard]] Result<TaskStatusView> statusOf(Workspace &workspace, const QString &task, const std::optional<QString> &computer,
                                              std::optional<int> revision = {});

} // namespace seriatim
