#include "engine/domain/occurrences.h"

#include <algorithm>

namespace seriatim {

namespace {

constexpr int horizonDays = 3660;

// Sunday 1, Monday 2, … Saturday 64
int weekdayBit(const QDate &date)
{
    return 1 << (date.dayOfWeek() % 7);
}

bool monthMatches(const Trigger &trigger, const QDate &date)
{
    return (trigger.months >> (date.month() - 1)) & 1;
}

bool comesOn(const Trigger &trigger, const QDate &date)
{
    const QDate begin = trigger.begin->date();
    if (date < begin || (trigger.end && date > trigger.end->date()))
        return false;
    switch (trigger.type) {
    case TriggerType::once:
        return date == begin;
    case TriggerType::daily:
        return begin.daysTo(date) % trigger.daysInterval == 0;
    case TriggerType::weekly: {
        // Weeks are counted from the Sunday before the first day, as the Windows Task Scheduler does.
        const QDate firstSunday = begin.addDays(-(begin.dayOfWeek() % 7));
        return (firstSunday.daysTo(date) / 7) % trigger.weeksInterval == 0 && (trigger.daysOfTheWeek & weekdayBit(date));
    }
    case TriggerType::monthlyByDate:
        return monthMatches(trigger, date) && ((trigger.days >> (date.day() - 1)) & 1);
    case TriggerType::monthlyByWeekday: {
        const bool last = date.day() + 7 > date.daysInMonth();
        const bool inWeek = trigger.whichWeek == 5 ? last : (date.day() - 1) / 7 + 1 == trigger.whichWeek;
        return monthMatches(trigger, date) && inWeek && (trigger.daysOfTheWeek & weekdayBit(date));
    }
    case TriggerType::asSoonAsPossible:
    case TriggerType::atStartup:
    case TriggerType::atLogon:
        return false;
    }
    Q_UNREACHABLE();
}

// The moments that one day's occurrence brings: the first, and its repetitions within the duration.
std::vector<Instant> momentsOf(const Trigger &trigger, const QDate &date, const QTimeZone &zone)
{
    const Instant first = resolveWallTime(WallTime(date, trigger.begin->time(), Qt::UTC), zone);
    std::vector<Instant> moments{first};
    if (trigger.intervalMinutes > 0) {
        const Instant last = first + trigger.durationMinutes * millisPerMinute;
        for (Instant next = first + trigger.intervalMinutes * millisPerMinute; next < last; next += trigger.intervalMinutes * millisPerMinute)
            moments.push_back(next);
    }
    return moments;
}

bool comesByClock(const Trigger &trigger)
{
    return !trigger.disabled && trigger.begin && trigger.type != TriggerType::asSoonAsPossible
           && trigger.type != TriggerType::atStartup && trigger.type != TriggerType::atLogon;
}

// Repetitions can reach into the days after the one that they belong to.
int reachDays(const Trigger &trigger)
{
    return 1 + trigger.durationMinutes / (24 * 60);
}

std::optional<Instant> nextOf(const Trigger &trigger, Instant after, const QTimeZone &zone)
{
    if (!comesByClock(trigger))
        return std::nullopt;
    const QDate today = QDateTime::fromMSecsSinceEpoch(after, zone).date();
    const QDate from = std::max(today.addDays(-reachDays(trigger)), trigger.begin->date());
    std::optional<Instant> best;
    for (QDate date = from; from.daysTo(date) <= horizonDays; date = date.addDays(1)) {
        if (trigger.end && date > trigger.end->date())
            break;
        if (best && resolveWallTime(WallTime(date, QTime(0, 0), Qt::UTC), zone) > *best)
            break;
        if (!comesOn(trigger, date))
            continue;
        for (const Instant moment : momentsOf(trigger, date, zone)) {
            if (moment > after && (!best || moment < *best))
                best = moment;
        }
    }
    return best;
}

// A computer may name a zone that it does not know; its clock goes by UTC then.
QTimeZone zoneOf(const Schedule &schedule, const QTimeZone &endpointZone)
{
    return schedule.utc || !endpointZone.isValid() ? QTimeZone::utc() : endpointZone;
}

} // namespace

Instant resolveWallTime(const WallTime &time, const QTimeZone &zone)
{
    const Instant asUtc = QDateTime(time.date(), time.time(), Qt::UTC).toMSecsSinceEpoch();
    // The offsets in force a day before and after bracket any change near this wall time.
    constexpr qint64 day = millisPerMinute * 60 * 24;
    const auto offsetAt = [&](Instant instant) {
        return qint64(zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(instant, Qt::UTC))) * millisPerSecond;
    };
    const qint64 before = offsetAt(asUtc - day);
    const qint64 after = offsetAt(asUtc + day);
    const Instant byBefore = asUtc - before;
    const Instant byAfter = asUtc - after;
    if (offsetAt(byBefore) == before)
        return std::min(byBefore, offsetAt(byAfter) == after ? byAfter : byBefore);
    if (offsetAt(byAfter) == after)
        return byAfter;
    // In the gap: the change itself, found by halving.
    Instant low = std::min(byBefore, byAfter);
    Instant high = std::max(byBefore, byAfter);
    while (high - low > 1) {
        const Instant middle = low + (high - low) / 2;
        (offsetAt(middle) == before ? low : high) = middle;
    }
    return high;
}

std::optional<Instant> nextOccurrence(const Schedule &schedule, Instant after, const QTimeZone &endpointZone)
{
    const QTimeZone zone = zoneOf(schedule, endpointZone);
    std::optional<Instant> first;
    for (const Trigger &trigger : schedule.triggers) {
        const std::optional<Instant> next = nextOf(trigger, after, zone);
        if (next && (!first || *next < *first))
            first = next;
    }
    return first;
}

std::optional<Instant> lastOccurrence(const Schedule &schedule, Instant at, Instant notBefore, const QTimeZone &endpointZone)
{
    const QTimeZone zone = zoneOf(schedule, endpointZone);
    std::optional<Instant> last;
    for (const Trigger &trigger : schedule.triggers) {
        if (!comesByClock(trigger))
            continue;
        const QDate today = QDateTime::fromMSecsSinceEpoch(at, zone).date();
        const QDate first = std::max(QDateTime::fromMSecsSinceEpoch(notBefore, zone).date().addDays(-reachDays(trigger)),
                                     trigger.begin->date());
        for (QDate date = today; date >= first && !(last && resolveWallTime(WallTime(date.addDays(1), QTime(0, 0), Qt::UTC), zone) <= *last);
             date = date.addDays(-1)) {
            if (!comesOn(trigger, date))
                continue;
            for (const Instant moment : momentsOf(trigger, date, zone)) {
                if (moment <= at && moment >= notBefore && (!last || moment > *last))
                    last = moment;
            }
        }
    }
    return last;
}

ValidPeriodState validPeriodAt(const ValidPeriod &period, Instant now, const QTimeZone &endpointZone)
{
    const auto resolve = [&](const WallTime &time, bool utc) { return resolveWallTime(time, utc ? QTimeZone::utc() : endpointZone); };
    if (period.after && now < resolve(*period.after, period.afterUtc))
        return ValidPeriodState::notYet;
    if (period.before && now >= resolve(*period.before, period.beforeUtc))
        return ValidPeriodState::over;
    return ValidPeriodState::valid;
}

} // namespace seriatim
