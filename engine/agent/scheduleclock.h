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
};

// `record` is of a sequence that is not in progress. `plan` decides on repeating.
[[nodiscard]] Due dueOf(const Schedule &schedule, const Plan &plan, const JournalSequence &record, const ScheduleMoment &moment);

} // namespace seriatim
