#include "models/schedulepreview.h"

#include "models/durationwords.h"
#include "models/schedulewords.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct PreviewWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::SchedulePreview)
};

QStringList eventsOf(const Schedule &schedule)
{
    QStringList events;
    const auto add = [&](const QString &text) {
        if (!events.contains(text))
            events << text;
    };
    for (const Trigger &trigger : schedule.triggers) {
        if (trigger.disabled)
            continue;
        if (trigger.type == TriggerType::asSoonAsPossible)
            add(PreviewWords::tr("As soon as a computer has received the task"));
        if (trigger.type == TriggerType::atStartup)
            add(PreviewWords::tr("Each time a computer starts"));
        if (trigger.type == TriggerType::atLogon)
            add(PreviewWords::tr("When a user logs on"));
    }
    return events;
}

} // namespace

SchedulePreview previewSchedule(const Schedule &schedule, Instant now, const QTimeZone &endpointZone, int count)
{
    const QTimeZone zone = schedule.utc || !endpointZone.isValid() ? QTimeZone::utc() : endpointZone;
    const ValidPeriod &period = schedule.validPeriod;
    const auto limit = [&](const WallTime &time, bool utc) { return resolveWallTime(time, utc ? QTimeZone::utc() : endpointZone); };
    SchedulePreview preview;
    const bool over = period.before && now >= limit(*period.before, period.beforeUtc);
    if (!over)
        preview.events = eventsOf(schedule);
    Instant after = now;
    if (period.after)
        after = std::max(after, limit(*period.after, period.afterUtc) - 1);
    while (static_cast<int>(preview.times.size()) < count) {
        const std::optional<Instant> next = nextOccurrence(schedule, after, endpointZone);
        if (!next || (period.before && *next >= limit(*period.before, period.beforeUtc)))
            break;
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(*next, zone);
        preview.times.push_back(WallTime(local.date(), local.time(), Qt::UTC));
        after = *next;
    }
    if (over)
        preview.note = PreviewWords::tr("The valid period is over: nothing comes any more.");
    else if (preview.times.empty() && preview.events.isEmpty())
        preview.note = PreviewWords::tr("No time comes in the next ten years.");
    else if (!schedule.recurs() && preview.events.size() + static_cast<qsizetype>(preview.times.size()) > 1)
        preview.note = PreviewWords::tr("It runs only once, at the first of these that a computer is there for.");
    else if (!preview.times.empty() && static_cast<int>(preview.times.size()) < count && (schedule.recurs() || !schedule.repeat))
        preview.note = PreviewWords::tr("No more after that.");
    return preview;
}

QStringList previewRows(const Schedule &schedule, const SchedulePreview &preview)
{
    QStringList rows = preview.events;
    std::optional<WallTime> latest;
    for (const WallTime &time : preview.times) {
        const bool again = latest && time <= *latest;
        rows << (again ? PreviewWords::tr("%1 (again, as the clock was set back)").arg(previewTimeText(time)) : previewTimeText(time));
        latest = again ? latest : time;
    }
    const bool comes = !rows.isEmpty();
    if (!preview.note.isEmpty())
        rows << preview.note;
    if (schedule.repeat && comes) {
        rows << (schedule.recurs() ? PreviewWords::tr("… until it has succeeded.")
                                   : PreviewWords::tr("… then again every %1 until it has succeeded.")
                                         .arg(lengthInWords(schedule.repeat->rerunDelayMinutes)));
    }
    return rows;
}

QString previewTimeText(const WallTime &time)
{
    return weekdayName(time.date().dayOfWeek() % 7).left(3) + u' ' + wallTimeText(time);
}

} // namespace seriatim
