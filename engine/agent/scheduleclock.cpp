#include "engine/agent/scheduleclock.h"

#include "engine/agent/packagecache.h"
#include "engine/xml/fragments.h"

#include <QCryptographicHash>

#include <algorithm>
#include <limits>

namespace seriatim {

namespace {

// An occurrence that the agent sees a little late (it was busy, or just started) was not missed.
constexpr qint64 punctuality = millisPerMinute;

constexpr qint64 logonLookInterval = millisPerMinute;
constexpr qint64 day = 24 * 60 * millisPerMinute;
constexpr qint64 longestWindowWait = 31 * day;

Due later(std::optional<Instant> at, WaitReason reason)
{
    return {Due::Kind::later, RunStart::Mode::anew, at, reason, std::nullopt};
}

Due dueNow(RunStart::Mode mode = RunStart::Mode::anew)
{
    return {Due::Kind::now, mode, std::nullopt, WaitReason::none, std::nullopt};
}

bool hasTrigger(const Schedule &schedule, TriggerType type)
{
    return std::ranges::any_of(schedule.triggers, [&](const Trigger &t) { return !t.disabled && t.type == type; });
}

std::optional<Instant> endOf(const ValidPeriod &period, const QTimeZone &zone)
{
    return period.before ? std::optional(resolveWallTime(*period.before, period.beforeUtc ? QTimeZone::utc() : zone)) : std::nullopt;
}

Instant beginOf(const ValidPeriod &period, const QTimeZone &zone)
{
    return period.after ? resolveWallTime(*period.after, period.afterUtc ? QTimeZone::utc() : zone) : std::numeric_limits<Instant>::min();
}

// The triggers of a schedule that come only once, or only the others.
Schedule onlyThose(Schedule schedule, bool recurring)
{
    std::erase_if(schedule.triggers, [&](const Trigger &t) { return t.recurs() != recurring; });
    return schedule;
}

// A clock occurrence that has not been answered by a run yet and was not missed for good (B22), nor lay outside the
// valid period (B24).
bool occurrenceIsDue(const Schedule &schedule, const JournalSequence &record, const ScheduleMoment &moment)
{
    const Instant known = record.knownSince - punctuality;
    Instant notBefore = beginOf(schedule.validPeriod, moment.zone);
    if (!schedule.retryMissed)
        notBefore = std::max({notBefore, moment.agentSince - punctuality, known});
    const auto comesSince = [&](const Schedule &part, Instant since) {
        return lastOccurrence(part, moment.now, std::max(notBefore, since), moment.zone).has_value();
    };
    if (record.state.run > 0)
        return comesSince(schedule, std::max(record.started + 1, known));
    // A once-only occurrence counts although it lies before the policy was known: that is what "as soon as possible
    // after it" is for. A recurring one only from then on.
    return comesSince(onlyThose(schedule, true), known) || comesSince(onlyThose(schedule, false), 0);
}

Due nextBySchedule(const Schedule &schedule, const JournalSequence &record, const ScheduleMoment &moment)
{
    const bool everRun = record.state.run > 0;
    const bool ranInThisBoot = everRun && record.state.boot == moment.boot;
    const bool awaitsLogon = hasTrigger(schedule, TriggerType::atLogon) && !ranInThisBoot;
    // After a small set-back the occurrences up to the last run have been answered.
    const Instant answered = everRun ? std::max(moment.now, record.started) : moment.now;
    std::optional<Instant> next = nextOccurrence(schedule, answered, moment.zone);
    const std::optional<Instant> end = endOf(schedule.validPeriod, moment.zone);
    const bool pastTheEnd = next && end && *next >= *end;
    if (pastTheEnd)
        next.reset();
    if (pastTheEnd && !hasTrigger(schedule, TriggerType::atStartup) && !hasTrigger(schedule, TriggerType::atLogon))
        return {};
    if (!next && !schedule.recurs())
        return {};
    Due due = later(next, WaitReason::schedule);
    if (awaitsLogon)
        due.lookAgain = moment.now + logonLookInterval;
    return due;
}

Due bySchedule(const Schedule &schedule, const JournalSequence &record, const ScheduleMoment &moment)
{
    const bool everRun = record.state.run > 0;
    const bool ranInThisBoot = everRun && record.state.boot == moment.boot;
    if (!everRun && hasTrigger(schedule, TriggerType::asSoonAsPossible))
        return dueNow();
    if (hasTrigger(schedule, TriggerType::atStartup) && !ranInThisBoot)
        return dueNow();
    if (hasTrigger(schedule, TriggerType::atLogon) && moment.someoneLoggedOn && !ranInThisBoot)
        return dueNow();
    if (everRun && !schedule.recurs()) // once is over (B23)
        return {};
    if (occurrenceIsDue(schedule, record, moment))
        return dueNow();
    return nextBySchedule(schedule, record, moment);
}

// How long the wait that the record is in may last, and how long it lasts where it begins anew.
struct WaitLength {
    qint64 most = 0;
    qint64 anew = 0;
};

std::optional<WaitLength> waitLength(const JournalSequence &record, const Plan &plan)
{
    const SequenceState &state = record.state;
    const size_t index = static_cast<size_t>(state.current);
    if (index >= plan.items.size() || index >= record.items.size())
        return std::nullopt;
    const PlanItem &item = plan.items[index];
    if (state.phase == Phase::retryWait)
        return WaitLength{item.retryDelay, item.retryDelay};
    if (state.phase == Phase::warning)
        return WaitLength{plan.notice + plan.deferrable, plan.notice};
    if (state.phase == Phase::countdown || state.phase == Phase::installerRestartWait) {
        const qint64 delay = state.pending == Pending::restartFirst ? plan.notice : item.restartDelay;
        return WaitLength{delay + plan.deferrable, delay};
    }
    if (state.phase != Phase::preparationWait)
        return std::nullopt;
    if (state.waitReason == WaitReason::package) {
        const qint64 delay = packageRetryDelay(record.items[index].packageTries);
        return WaitLength{delay, delay};
    }
    if (state.waitReason == WaitReason::user)
        return WaitLength{logonLookInterval, logonLookInterval};
    return WaitLength{longestWindowWait, 0}; // looked at again at once
}

} // namespace

Due dueOf(const Schedule &schedule, const Plan &plan, const JournalSequence &record, const ScheduleMoment &moment)
{
    switch (validPeriodAt(schedule.validPeriod, moment.now, moment.zone)) {
    case ValidPeriodState::over:
        return {};
    case ValidPeriodState::notYet:
        return later(beginOf(schedule.validPeriod, moment.zone), WaitReason::validPeriod);
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

bool takeSchedule(JournalSequence &record, const Schedule &schedule, Instant now)
{
    SequentialTask carrier(record.guid); // a schedule has no XML of its own
    carrier.schedule = schedule;
    carrier.schedule.repeat.reset();
    const QByteArray digest = QCryptographicHash::hash(taskSettingsToXml(carrier), QCryptographicHash::Sha256).toHex();
    const QString mark = QString::fromLatin1(digest.left(16));
    if (record.scheduleMark == mark)
        return false;
    if (!record.scheduleMark.isEmpty()) // the journals of older agents have none
        record.knownSince = now;
    record.scheduleMark = mark;
    return true;
}

bool forgetFuture(JournalSequence &record, const Plan &plan, Instant now)
{
    bool changed = false;
    const auto mend = [&](Instant &moment, qint64 tolerance, Instant instead) {
        if (moment <= now + tolerance)
            return;
        moment = instead;
        changed = true;
    };
    mend(record.started, day, now);
    // A little is passed over, so that a clock that is being trimmed writes no journal.
    mend(record.ended, punctuality, now);
    mend(record.knownSince, punctuality, now);
    if (const std::optional<WaitLength> length = waitLength(record, plan))
        mend(record.state.until, length->most, now + length->anew);
    return changed;
}

ClockStep clockStep(Instant before, Instant after)
{
    if (after < before)
        return ClockStep::back;
    return after - before > punctuality ? ClockStep::ahead : ClockStep::onward;
}

} // namespace seriatim
