// The words of B38 as the console shows them, and what was reported as text to copy.
#pragma once

#include "engine/store/statusstore.h"

#include <QStringList>

namespace seriatim {

[[nodiscard]] QString statusText(ItemStatus status);
[[nodiscard]] QString statusText(ComputerStatus status);
[[nodiscard]] QString statusText(const ComputerTaskStatus &computer); // with the reason of a wait
[[nodiscard]] QString statusText(const LineItemStatus &item);         // with the reason of a wait, or the code
[[nodiscard]] QString reasonText(WaitReason reason);                  // "for its schedule"; none: empty
[[nodiscard]] QString eventText(const StatusEvent &event, const QStringList &programNames);

// Everything that one computer reported, a line each; `programNames` by place.
[[nodiscard]] QString statusReport(const QString &task, const ComputerTaskStatus &computer, const QStringList &programNames);

} // namespace seriatim
