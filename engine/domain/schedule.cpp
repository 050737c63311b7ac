#include "engine/domain/schedule.h"

#include <algorithm>

namespace seriatim {

std::optional<WallTime> parseWallTime(QStringView text)
{
    const QString trimmed = text.trimmed().toString().replace(u'T', u' ');
    for (const QStringView format : {u"yyyy-MM-dd HH:mm:ss", u"yyyy-MM-dd HH:mm"}) {
        QDateTime time = QDateTime::fromString(trimmed, format.toString());
        if (time.isValid())
            return QDateTime(time.date(), time.time(), Qt::UTC);
        // The gap of a daylight-saving change makes a valid wall time invalid in this computer's zone: read the parts.
        const QDate date = QDate::fromString(trimmed.left(10), QStringLiteral("yyyy-MM-dd"));
        const QTime clock = QTime::fromString(trimmed.mid(11), format.mid(11).toString());
        if (date.isValid() && clock.isValid() && trimmed.size() > 10 && trimmed[10] == u' ')
            return QDateTime(date, clock, Qt::UTC);
    }
    return std::nullopt;
}

QString formatWallTime(const WallTime &time)
{
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

bool Trigger::recurs() const
{
    return type != TriggerType::asSoonAsPossible && type != TriggerType::once;
}

bool Schedule::recurs() const
{
    return std::ranges::any_of(triggers, [](const Trigger &t) { return !t.disabled && t.recurs(); });
}

std::optional<TriggerType> triggerTypeFromNumber(qint64 number)
{
    switch (number) {
    case -1: case 0: case 1: case 2: case 3: case 4: case 6: case 7:
        return static_cast<TriggerType>(number);
    default:
        return std::nullopt;
    }
}

QString describeTrigger(const Trigger &trigger)
{
    const QString at = trigger.begin ? QStringLiteral(" at ") + trigger.begin->toString(QStringLiteral("HH:mm")) : QString();
    switch (trigger.type) {
    case TriggerType::asSoonAsPossible:
        return QStringLiteral("As soon as possible");
    case TriggerType::once:
        return QStringLiteral("Once") + (trigger.begin ? QStringLiteral(" on ") + formatWallTime(*trigger.begin) : QString());
    case TriggerType::daily:
        return (trigger.daysInterval == 1 ? QStringLiteral("Every day") : QStringLiteral("Every %1 days").arg(trigger.daysInterval)) + at;
    case TriggerType::weekly:
        return (trigger.weeksInterval == 1 ? QStringLiteral("Every week") : QStringLiteral("Every %1 weeks").arg(trigger.weeksInterval)) + at;
    case TriggerType::monthlyByDate:
        return QStringLiteral("Monthly by date") + at;
    case TriggerType::monthlyByWeekday:
        return QStringLiteral("Monthly by weekday") + at;
    case TriggerType::atStartup:
        return QStringLiteral("At startup");
    case TriggerType::atLogon:
        return QStringLiteral("At logon");
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
