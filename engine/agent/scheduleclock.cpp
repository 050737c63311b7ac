#include "engine/agent/scheduleclock.h"

#include <algorithm>

namespace seriatim {

namespace {

// An occurrence that the agent sees a little late (it was busy, or just started) was not missed.
constexpr qint64 punctuality = millisPerMinute;

Due later(std::optional<Instant> at, WaitReason reason)
{
    return {Due::Kind::later, RunStart::Mode::anew, at, reason};
}

Due dueNow(RunStart::Mode mode = RunStart::Mode::anew)
{
    return {Due::Kind::now, mode, std::nullopt, WaitReason::none};
}

bool hasTrigger(const Schedule &schedule, TriggerType type)
{
    return std::ranges::any_of(schedule.triggers, [&](const Trigger &t) { return !t.disabled && t.type == type; });
}

// The first clock occurrence that has not been answered by a run yet and was not missed for good (B22).
bool occurrenceIsDue(const Schedule &schedule, const JournalSequence &record, const ScheduleMoment &moment)
{
    const bool everRun = record.state.run > 0;
    // A once-only occurrence counts although it lies before the policy was known: that is what "as soon as possible
    // after it" is for. A recurring one only from then on.
    Instant notBefore = everRun ? record.started + 1 : schedule.recurs() ? record.knownSince : 0;
    if (!schedule.retryMissed)
        notBefore = std::max(notBefore, moment.agentSince - punctuality);
    return lastOccurrence(schedule, moment.now, notBefore, moment.zone).has_value();
}

Due bySchedule(const Schedule &schedule, const JournalSequence &record, const ScheduleMoment &moment)
{
    const bool everRun = record.state.run > 0;
    if (!everRun && hasTrigger(schedule, TriggerType::asSoonAsPossible))
        return dueNow();
    if (hasTrigger(schedule, TriggerType::atStartup) && (!everRun || record.state.boot != moment.boot))
        return dueNow();
    if (hasTrigger(schedule, TriggerType::atLogon) && moment.someoneLoggedOn && (!everRun || record.state.boot != moment.boot))
        return dueNow();
    const bool onceIsOver = everRun && !schedule.recurs();
    if (!onceIsOver && occurrenceIsDue(schedule, record, moment))
        return dueNow();
    if (onceIsOver)
        return {};
    const std::optional<Instant> next = nextOccurrence(schedule, moment.now, moment.zone);
    if (next || schedule.recurs())
        return later(next, WaitReason::schedule);
    return {};
}

} // namespace

Due dueOf(const Schedule &schedule, const Plan &plan, const JournalSequence &record, const ScheduleMoment &moment)
{
    switch (validPeriodAt(schedule.validPeriod, moment.now, moment.zone)) {
    case ValidPeriodState::over:
        return {};
    case ValidPeriodState::notYet: {
        const ValidPeriod &period = schedule.validPeriod;
        return later(resolveWallTime(*period.after, period.afterUtc ? QTimeZone::utc() : moment.zone), WaitReason::validPeriod);
    }
    case ValidPeriodState::valid:
        break;
    }
    const bool everRun = record.state.run > 0;
    if (everRun && record.state.end == RunEnd::withdrawn) // taken away and given back: the rest of it
        return dueNow(RunStart::Mode::keepSuccesses);
    if (!everRun || !schedule.repeat) {
        Due due = bySchedule(schedule, record, moment);
        if (due.kind == Due::Kind::now && schedule.repeat)
            due.mode = RunStart::Mode::keepSuccesses;
        return due;
    }
    if (!SequenceMachine(plan).wantsAnotherRun(record.state))
        return {};
    if (schedule.recurs()) {
        Due due = bySchedule(schedule, record, moment);
        due.mode = RunStart::Mode::keepSuccesses;
        return due;
    }
    const Instant next = record.ended + schedule.repeat->rerunDelayMinutes * millisPerMinute;
    if (next > moment.now)
        return later(next, WaitReason::schedule);
    return dueNow(RunStart::Mode::keepSuccesses);
}

} // namespace seriatim
