// What the schedule editor knows about schedules: a trigger of another type, mistakes, and combinations that do nothing.
#pragma once

#include "models/schedulewords.h"

#include <functional>

namespace seriatim {

// `previous` as a trigger of this type: begin, end and repetition stay where the type has them, the rest are its defaults.
[[nodiscard]] Trigger triggerOfType(TriggerType type, const Trigger &previous, const WallTime &now);

// Sets the trigger's begin, end or anything else through `change`; a description that only repeated the standard words
// is dropped, so that it never tells of something else.
void changeTrigger(Trigger &trigger, const std::function<void(Trigger &)> &change);

// One sentence with the remedy, for what may not be stored.
[[nodiscard]] std::optional<QString> triggerMistake(const Trigger &trigger);
[[nodiscard]] std::optional<QString> periodMistake(const ValidPeriod &period);
[[nodiscard]] std::optional<QString> scheduleMistake(const Schedule &schedule); // any of them

// Allowed, but not what somebody would want: one sentence each. `now` in the zone that the trigger is meant in.
[[nodiscard]] QStringList triggerHints(const Trigger &trigger, const Schedule &schedule, const WallTime &now);

// Why the choice about missed times, or the delay between runs, does nothing with these triggers; empty: it does.
[[nodiscard]] QString missedChoiceIdle(const Schedule &schedule);
[[nodiscard]] QString rerunDelayIdle(const Schedule &schedule);

} // namespace seriatim
