#include "models/scheduleediting.h"

#include "engine/domain/validation.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

struct ScheduleEditing {
    Q_DECLARE_TR_FUNCTIONS(seriatim::ScheduleEditing)
};

using Words = ScheduleEditing;

// The next full hour, so that the proposal lies in the future and is easy to read.
WallTime proposedBegin(const WallTime &now)
{
    return WallTime(now.date(), QTime(now.time().hour(), 0), Qt::UTC).addSecs(3600);
}

bool hasTime(const Schedule &schedule, bool byClock)
{
    return std::ranges::any_of(schedule.triggers,
                               [&](const Trigger &t) { return !t.disabled && comesByClock(t.type) == byClock; });
}

QString missingDays(quint32 days)
{
    for (const int day : {31, 30, 29}) {
        if ((days >> (day - 1)) & 1)
            return Words::tr("Months that have no %1 are passed over.").arg(ordinal(day));
    }
    return {};
}

QString onceHint(const Trigger &trigger, const Schedule &schedule, const WallTime &now)
{
    if (!trigger.begin || *trigger.begin > now)
        return {};
    return schedule.retryMissed ? Words::tr("This time is over: computers run it as soon as they know of it.")
                                : Words::tr("This time is over: nothing will run.");
}

} // namespace

Trigger triggerOfType(TriggerType type, const Trigger &previous, const WallTime &now)
{
    if (type == previous.type)
        return previous;
    Trigger next;
    next.type = type;
    next.disabled = previous.disabled;
    if (previous.description != describeTrigger(previous))
        next.description = previous.description;
    if (!comesByClock(type))
        return next;
    next.begin = previous.begin ? *previous.begin : proposedBegin(now);
    next.intervalMinutes = previous.intervalMinutes;
    next.durationMinutes = previous.durationMinutes;
    next.killAtEnd = previous.killAtEnd;
    if (type != TriggerType::once)
        next.end = previous.end;
    const int weekday = 1 << (next.begin->date().dayOfWeek() % 7);
    if (type == TriggerType::weekly || type == TriggerType::monthlyByWeekday)
        next.daysOfTheWeek = previous.daysOfTheWeek != 0 ? previous.daysOfTheWeek : weekday;
    if (type == TriggerType::monthlyByDate)
        next.days = 1U << (next.begin->date().day() - 1);
    if (type == TriggerType::monthlyByWeekday)
        next.whichWeek = std::min(5, (next.begin->date().day() - 1) / 7 + 1);
    if (previous.type == TriggerType::monthlyByDate || previous.type == TriggerType::monthlyByWeekday) {
        if (type == TriggerType::monthlyByDate || type == TriggerType::monthlyByWeekday)
            next.months = previous.months;
    }
    return next;
}

void changeTrigger(Trigger &trigger, const std::function<void(Trigger &)> &change)
{
    const bool standard = trigger.description == describeTrigger(trigger);
    change(trigger);
    if (standard)
        trigger.description.clear();
}

std::optional<QString> triggerMistake(const Trigger &trigger)
{
    const bool monthly = trigger.type == TriggerType::monthlyByDate || trigger.type == TriggerType::monthlyByWeekday;
    const bool weekdays = trigger.type == TriggerType::weekly || trigger.type == TriggerType::monthlyByWeekday;
    if (weekdays && trigger.daysOfTheWeek == 0)
        return Words::tr("No weekday is chosen: choose at least one.");
    if (trigger.type == TriggerType::monthlyByDate && trigger.days == 0)
        return Words::tr("No day of the month is chosen: choose at least one.");
    if (monthly && trigger.months == 0)
        return Words::tr("No month is chosen: choose at least one.");
    if (trigger.begin && trigger.end && *trigger.end < *trigger.begin) {
        return Words::tr("The last day, %1, lies before the first, %2: choose a later one.")
            .arg(trigger.end->date().toString(Qt::ISODate), trigger.begin->date().toString(Qt::ISODate));
    }
    return std::nullopt;
}

std::optional<QString> periodMistake(const ValidPeriod &period)
{
    if (period.after && period.before && period.afterUtc == period.beforeUtc && *period.before < *period.after) {
        return Words::tr("“Not after” %1 lies before “not before” %2: choose a later end.")
            .arg(wallTimeText(*period.before), wallTimeText(*period.after));
    }
    return std::nullopt;
}

std::optional<QString> scheduleMistake(const Schedule &schedule)
{
    for (const Trigger &trigger : schedule.triggers) {
        if (auto mistake = triggerMistake(trigger))
            return mistake;
    }
    if (auto mistake = periodMistake(schedule.validPeriod))
        return mistake;
    const Result<> valid = validateSchedule(schedule, {});
    return valid ? std::nullopt : std::optional<QString>(valid.error().message());
}

QStringList triggerHints(const Trigger &trigger, const Schedule &schedule, const WallTime &now)
{
    QStringList hints;
    if (!comesByClock(trigger.type))
        return hints;
    if (!trigger.begin)
        hints << Words::tr("No first day is set, so this time never comes: set one.");
    if (trigger.intervalMinutes > 0 && trigger.durationMinutes <= trigger.intervalMinutes)
        hints << Words::tr("Nothing is repeated: the whole time must be longer than the time between.");
    if (trigger.type == TriggerType::once) {
        hints << onceHint(trigger, schedule, now);
        if (!schedule.recurs() && trigger.intervalMinutes > 0 && trigger.durationMinutes > trigger.intervalMinutes)
            hints << Words::tr("It runs only once: the further times are for computers that were off at the first.");
    }
    if (trigger.type == TriggerType::monthlyByDate)
        hints << missingDays(trigger.days);
    hints.removeAll(QString());
    return hints;
}

QString missedChoiceIdle(const Schedule &schedule)
{
    return hasTime(schedule, true) ? QString()
                                   : Words::tr("Makes no difference here: nothing comes by the clock, so nothing can be missed.");
}

QString rerunDelayIdle(const Schedule &schedule)
{
    return schedule.recurs() ? Words::tr("Not used here: the task comes again by itself, and the next run is at the next time. "
                                         "It counts only with “as soon as possible” and “once”.")
                             : QString();
}

} // namespace seriatim
