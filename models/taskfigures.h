// The few figures of one task for a status bar: how many computers it is for, how they stand, when it was saved.
#pragma once

#include "models/storesession.h"

#include <map>

namespace seriatim {

struct TaskFigures {
    int computers = 0; // of its collections
    std::map<ComputerStatus, int> reported;
    Instant savedAt = 0;
    QString savedBy;
    bool operator==(const TaskFigures &) const = default;
};

[[nodiscard]] Result<TaskFigures> figuresOf(Workspace &workspace, const QString &taskGuid);

[[nodiscard]] QString computersText(const TaskFigures &figures);    // "40 computers: 31 ✓  4 ✗  5 …"
[[nodiscard]] QString computersInWords(const TaskFigures &figures); // a line for each status
[[nodiscard]] QString savedText(const TaskFigures &figures, Instant now); // "saved 10:32"

} // namespace seriatim
