// Schedules in the words of the console (B21, B22, B24). Bits of days, months and weekdays as in Trigger.
#pragma once

#include "engine/domain/schedule.h"

#include <QString>

#include <vector>

namespace seriatim {

// Whether the clock brings it: all but as soon as possible, at startup and at logon.
[[nodiscard]] bool comesByClock(TriggerType type);

// One or two sentences: "As soon as possible, then again every 60 minutes until it has succeeded; not before 2026-12-01 08:00."
[[nodiscard]] QString scheduleSummary(const Schedule &schedule);

// "Every 2 weeks on Monday and Friday at 22:00, from 2026-12-01", without a full stop.
[[nodiscard]] QString triggerWords(const Trigger &trigger);

[[nodiscard]] QString triggerTypeName(TriggerType type);            // "Daily"
[[nodiscard]] const std::vector<TriggerType> &offeredTriggerTypes(); // in the order in which they are offered

[[nodiscard]] QString weekdayName(int bit);  // 0 is Sunday
[[nodiscard]] QString monthName(int bit);    // 0 is January
[[nodiscard]] QString ordinal(int number);   // "1st"
[[nodiscard]] QString weekdaysInWords(int bits); // "Monday and Friday", "every day"
[[nodiscard]] QString wallTimeText(const WallTime &time); // "2026-12-01 08:00", with seconds where there are some

} // namespace seriatim
