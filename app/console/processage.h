// How long this process has been running, start-up of libraries included.
#pragma once

#include <QtGlobal>

namespace seriatim {

// Milliseconds; to a hundredth of a second on Linux. -1 where the system does not tell.
[[nodiscard]] qint64 processAgeMs();

} // namespace seriatim
