// Words for what a program is set to, short enough for a column. Minutes are whole ones.
#pragma once

#include "engine/domain/program.h"

namespace seriatim {

[[nodiscard]] QString packageText(const QString &name, const QString &version); // "Office 16.0"
[[nodiscard]] QString packageText(const Package &package);

[[nodiscard]] QString afterRunningText(AfterRunning afterRunning); // "no action", "restart computer", "log off user"
[[nodiscard]] QString rightsText(RunWithRights rights);
[[nodiscard]] QString canRunText(CanRun canRun);
[[nodiscard]] QString startingWindowText(StartingWindow window);

[[nodiscard]] QString minutesText(int minutes);       // "0 min", "59 min", "1 h", "1 h 5 min"
[[nodiscard]] QString estimatedTimeText(int minutes); // the same; "not estimated" for 0

[[nodiscard]] QString codesText(const ReturnCodeList &codes);           // "0, 3010"; "none"
[[nodiscard]] QString codesText(const ReturnCodeRules &rules);          // every code that counts as success
[[nodiscard]] QString codesInFullText(const ReturnCodeRules &rules);    // "0, 1707, 3010 (restart needed), …"

} // namespace seriatim
