// ScheduleClock: whether a sequence is due on this computer now, and else when and what it waits for (B21–B24).
#pragma once

#include "engine/agent/journal.h"
#include "engine/domain/occurrences.h"
#include "engine/sequence/machine.h"

namespace seriatim {

struct ScheduleMoment {
    Instant now = 0;
    Instant agentSince = 0; // since when this agent has been watching: what came before was missed
    quint64 boot = 0;
    bool someoneLoggedOn = false;
    QTimeZone zone = QTimeZone::systemTimeZone();
};

struct Due {
    enum class Kind { now, later, never };
    Kind kind = Kind::never;
    RunStart::Mode mode = RunStart::Mode::anew; // now
    std::optional<Instant> at;                  // later, where the clock tells; else an event such as a start brings it
    WaitReason reason = WaitReason::none;       // later
    std::optional<Instant> lookAgain;           // later: nobody tells of a logon, so it has to be looked for
};

// `record` is of a sequence that is not in progress. `plan` decides on repeating.
[[nodiscard]] Due dueOf(const Schedule &schedule, const Plan &plan, const JournalSequence &record, const ScheduleMoment &moment);

// Where the schedule is another than the record knows, it is known since now: what it would have brought before was never
// meant to be answered. True where the record was changed.
[[nodiscard]] bool takeSchedule(JournalSequence &record, const Schedule &schedule, Instant now);

// Takes back what a clock that has been set back since wrote into the record; true where that changed it. A set-back of
// up to a day leaves the run's start, so that no occurrence is answered twice; after a larger one the old clock counts
// as wrong, and the run as started now. No wait is longer than it would be if it began now.
[[nodiscard]] bool forgetFuture(JournalSequence &record, const Plan &plan, Instant now);

// What the clock did while the agent slept for a moment.
enum class ClockStep { onward, back, ahead }; // ahead: the computer slept, or the clock was set; what came then was missed
[[nodiscard]] ClockStep clockStep(Instant before, Instant after);

} // namespace seriatim
