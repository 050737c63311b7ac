// The few figures of one task for a status bar: how many computers it is for, how they stand, when it was saved.
#pragma once

#include "models/storesession.h"

#include <map>

namespace seriatim {

struct StatusBarFigures {
    int computers = 0; // of its collections
    std::map<ComputerStatus, int> reported;
    Instant savedAt = 0;
    QString savedBy;
    bool operator==(const StatusBarFigures &) const = default;
};

[[nodiscard]] Result<StatusBarFigures> figuresOf(Workspace &workspace, const QString &taskGuid);

[[nodiscard]] QString computersText(const StatusBarFigures &figures);    // "40 computers: 31 ✓  4 ✗  5 …"
[[nodiscard]] QString computersInWords(const StatusBarFigures &figures); // a line for each status
[[nodiscard]] QString savedText(const StatusBarFigures &figures, Instant now); // "saved 10:32"

} // namespace seriatim
