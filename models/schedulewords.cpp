#include "models/schedulewords.h"

#include "engine/base/text.h"
#include "models/durationwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

constexpr int everyWeekday = 0x7f;
constexpr int everyMonth = 0xfff;

struct ScheduleWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::ScheduleWords)
};

using Words = ScheduleWords;

QString listed(const QStringList &words)
{
    return joinWords(words, Words::tr("and"));
}

QString clockText(const QTime &time)
{
    return time.toString(time.second() == 0 ? QStringLiteral("HH:mm") : QStringLiteral("HH:mm:ss"));
}

// Begin, end and repetition of a trigger that the clock brings.
QString clockPart(const Trigger &trigger)
{
    if (!trigger.begin)
        return Words::tr(" (no first day is set, so it never comes)");
    QString words = Words::tr(" at %1").arg(clockText(trigger.begin->time()));
    if (trigger.intervalMinutes > 0 && trigger.durationMinutes > trigger.intervalMinutes) {
        words += Words::tr(", again every %1 for %2")
                     .arg(lengthInWords(trigger.intervalMinutes), lengthInWords(trigger.durationMinutes));
    }
    words += Words::tr(", from %1").arg(trigger.begin->date().toString(Qt::ISODate));
    if (trigger.end)
        words += Words::tr(" to %1").arg(trigger.end->date().toString(Qt::ISODate));
    return words;
}

QString onceWords(const Trigger &trigger)
{
    if (!trigger.begin)
        return Words::tr("Once") + clockPart(trigger);
    QString words = Words::tr("Once on %1 at %2").arg(trigger.begin->date().toString(Qt::ISODate), clockText(trigger.begin->time()));
    if (trigger.intervalMinutes > 0 && trigger.durationMinutes > trigger.intervalMinutes) {
        words += Words::tr(", again every %1 for %2")
                     .arg(lengthInWords(trigger.intervalMinutes), lengthInWords(trigger.durationMinutes));
    }
    return words;
}

QString weeklyWords(const Trigger &trigger)
{
    const QString days = trigger.daysOfTheWeek == 0 ? Words::tr("no day") : weekdaysInWords(trigger.daysOfTheWeek);
    if (trigger.weeksInterval != 1)
        return Words::tr("Every %1 weeks on %2").arg(trigger.weeksInterval).arg(days) + clockPart(trigger);
    if (trigger.daysOfTheWeek == everyWeekday)
        return Words::tr("Every day") + clockPart(trigger);
    return Words::tr("Every %1").arg(days) + clockPart(trigger);
}

QString monthsInWords(int bits)
{
    if ((bits & everyMonth) == everyMonth)
        return Words::tr("every month");
    QStringList names;
    for (int bit = 0; bit < 12; ++bit) {
        if ((bits >> bit) & 1)
            names << monthName(bit);
    }
    return names.isEmpty() ? Words::tr("no month") : listed(names);
}

QString byDateWords(const Trigger &trigger)
{
    QStringList days;
    for (int bit = 0; bit < 31; ++bit) {
        if ((trigger.days >> bit) & 1)
            days << ordinal(bit + 1);
    }
    return Words::tr("On the %1 of %2").arg(days.isEmpty() ? Words::tr("(no day)") : listed(days), monthsInWords(trigger.months))
           + clockPart(trigger);
}

QString byWeekdayWords(const Trigger &trigger)
{
    const QString which = trigger.whichWeek == 5 ? Words::tr("last") : ordinal(trigger.whichWeek);
    const QString days = trigger.daysOfTheWeek == 0 ? Words::tr("(no day)")
                         : trigger.daysOfTheWeek == everyWeekday
                             ? Words::tr("%1 of every weekday").arg(which)
                             : Words::tr("%1 %2").arg(which, weekdaysInWords(trigger.daysOfTheWeek));
    return Words::tr("On the %1 of %2").arg(days, monthsInWords(trigger.months)) + clockPart(trigger);
}

QString lowerFirst(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toLower();
    return text;
}

QString repeatWords(const Schedule &schedule)
{
    QString words = schedule.recurs()
                        ? Words::tr(", until it has succeeded")
                        : Words::tr(", then again every %1 until it has succeeded").arg(lengthInWords(schedule.repeat->rerunDelayMinutes));
    if (schedule.repeat->maximumRuns == 1)
        words += Words::tr(" (but only 1 run)");
    else if (schedule.repeat->maximumRuns > 1)
        words += Words::tr(" or has run %1 times").arg(schedule.repeat->maximumRuns);
    return words;
}

QString periodWords(const ValidPeriod &period)
{
    const auto limit = [](const WallTime &time, bool utc) { return wallTimeText(time) + (utc ? Words::tr(" UTC") : QString()); };
    QString words;
    if (period.after)
        words += Words::tr("; not before %1").arg(limit(*period.after, period.afterUtc));
    if (period.before)
        words += Words::tr("; not after %1").arg(limit(*period.before, period.beforeUtc));
    return words;
}

} // namespace

QString scheduleSummary(const Schedule &schedule)
{
    QStringList times;
    bool byClock = false;
    for (const Trigger &trigger : schedule.triggers) {
        if (trigger.disabled)
            continue;
        times << (times.isEmpty() ? triggerWords(trigger) : lowerFirst(triggerWords(trigger)));
        byClock = byClock || comesByClock(trigger.type);
    }
    if (times.isEmpty()) {
        return schedule.triggers.empty() ? Words::tr("Not scheduled: it runs only when it is started by hand.")
                                         : Words::tr("Every time is switched off: it runs only when it is started by hand.");
    }
    QString summary = times.join(Words::tr("; also "));
    if (schedule.repeat)
        summary += repeatWords(schedule);
    summary += periodWords(schedule.validPeriod) + u'.';
    if (byClock && schedule.retryMissed)
        summary += Words::tr(" A computer that was off then runs it as soon as it is on again.");
    if (byClock && schedule.utc)
        summary += Words::tr(" Times are in UTC.");
    return summary;
}

QString triggerWords(const Trigger &trigger)
{
    switch (trigger.type) {
    case TriggerType::asSoonAsPossible:
        return Words::tr("As soon as possible");
    case TriggerType::once:
        return onceWords(trigger);
    case TriggerType::daily:
        return (trigger.daysInterval == 1 ? Words::tr("Every day") : Words::tr("Every %1 days").arg(trigger.daysInterval))
               + clockPart(trigger);
    case TriggerType::weekly:
        return weeklyWords(trigger);
    case TriggerType::monthlyByDate:
        return byDateWords(trigger);
    case TriggerType::monthlyByWeekday:
        return byWeekdayWords(trigger);
    case TriggerType::atStartup:
        return Words::tr("Each time the computer starts");
    case TriggerType::atLogon:
        return Words::tr("When a user logs on");
    }
    Q_UNREACHABLE();
}

QString triggerTypeName(TriggerType type)
{
    switch (type) {
    case TriggerType::asSoonAsPossible: return Words::tr("As soon as possible");
    case TriggerType::once: return Words::tr("Once");
    case TriggerType::daily: return Words::tr("Daily");
    case TriggerType::weekly: return Words::tr("Weekly");
    case TriggerType::monthlyByDate: return Words::tr("Monthly, by date");
    case TriggerType::monthlyByWeekday: return Words::tr("Monthly, by weekday");
    case TriggerType::atStartup: return Words::tr("At startup");
    case TriggerType::atLogon: return Words::tr("At logon");
    }
    Q_UNREACHABLE();
}

bool comesByClock(TriggerType type)
{
    switch (type) {
    case TriggerType::asSoonAsPossible:
    case TriggerType::atStartup:
    case TriggerType::atLogon:
        return false;
    case TriggerType::once:
    case TriggerType::daily:
    case TriggerType::weekly:
    case TriggerType::monthlyByDate:
    case TriggerType::monthlyByWeekday:
        return true;
    }
    Q_UNREACHABLE();
}

const std::vector<TriggerType> &offeredTriggerTypes()
{
    static const std::vector<TriggerType> types{TriggerType::asSoonAsPossible, TriggerType::once, TriggerType::daily,
                                                TriggerType::weekly, TriggerType::monthlyByDate, TriggerType::monthlyByWeekday,
                                                TriggerType::atStartup, TriggerType::atLogon};
    return types;
}

QString weekdayName(int bit)
{
    const QString names[]{Words::tr("Sunday"), Words::tr("Monday"), Words::tr("Tuesday"), Words::tr("Wednesday"),
                          Words::tr("Thursday"), Words::tr("Friday"), Words::tr("Saturday")};
    return names[bit];
}

QString monthName(int bit)
{
    const QString names[]{Words::tr("January"), Words::tr("February"), Words::tr("March"), Words::tr("April"),
                          Words::tr("May"), Words::tr("June"), Words::tr("July"), Words::tr("August"),
                          Words::tr("September"), Words::tr("October"), Words::tr("November"), Words::tr("December")};
    return names[bit];
}

QString ordinal(int number)
{
    const bool teen = number % 100 >= 11 && number % 100 <= 13;
    switch (teen ? 0 : number % 10) {
    case 1: return Words::tr("%1st").arg(number);
    case 2: return Words::tr("%1nd").arg(number);
    case 3: return Words::tr("%1rd").arg(number);
    default: return Words::tr("%1th").arg(number);
    }
}

QString weekdaysInWords(int bits)
{
    if ((bits & everyWeekday) == everyWeekday)
        return Words::tr("every day");
    QStringList names;
    for (const int bit : {1, 2, 3, 4, 5, 6, 0}) {
        if ((bits >> bit) & 1)
            names << weekdayName(bit);
    }
    return listed(names);
}

QString wallTimeText(const WallTime &time)
{
    return time.date().toString(Qt::ISODate) + u' ' + clockText(time.time());
}

} // namespace seriatim
