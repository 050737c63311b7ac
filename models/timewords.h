// Moments and spans of time as people read them, in this computer's local time.
#pragma once

#include "engine/base/clock.h"

#include <QString>

namespace seriatim {

[[nodiscard]] QString timeText(Instant instant);                    // "2026-01-05 08:00:00"
[[nodiscard]] QString shortTimeText(Instant instant, Instant now);  // "08:00:00" where it is the day of `now`, else with the date
[[nodiscard]] QString elapsedText(qint64 milliseconds);            // "4 s", "6 min 10 s", "2 h 5 min"; never negative

} // namespace seriatim
