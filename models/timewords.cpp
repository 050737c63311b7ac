#include "models/timewords.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct TimeWords {
    Q_DECLARE_TR_FUNCTIONS(TimeWords)
};

QDateTime local(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant, Qt::LocalTime);
}

} // namespace

QString timeText(Instant instant)
{
    return local(instant).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString shortTimeText(Instant instant, Instant now)
{
    const bool today = local(instant).date() == local(now).date();
    return local(instant).toString(today ? QStringLiteral("HH:mm:ss") : QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString elapsedText(qint64 milliseconds)
{
    constexpr qint64 secondsPerMinute = 60;
    constexpr qint64 secondsPerHour = 60 * secondsPerMinute;
    const qint64 ms = std::max<qint64>(milliseconds, 0);
    const qint64 seconds = ms / millisPerSecond;
    if (seconds < 1 && ms > 0)
        return TimeWords::tr("under 1 s");
    if (seconds < secondsPerMinute)
        return TimeWords::tr("%1 s").arg(seconds);
    if (seconds < secondsPerHour)
        return TimeWords::tr("%1 min %2 s").arg(seconds / secondsPerMinute).arg(seconds % secondsPerMinute);
    return TimeWords::tr("%1 h %2 min").arg(seconds / secondsPerHour).arg(seconds % secondsPerHour / secondsPerMinute);
}

} // namespace seriatim
