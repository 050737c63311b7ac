#include "models/durationwords.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <limits>

namespace seriatim {

namespace {

constexpr int hour = 60;
constexpr int day = 24 * hour;

struct DurationWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::DurationWords)
};

QString counted(int count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(count);
}

std::optional<int> total(qint64 days, qint64 hours, qint64 minutes)
{
    const qint64 sum = days * day + hours * hour + minutes;
    return sum <= std::numeric_limits<int>::max() ? std::optional<int>(static_cast<int>(sum)) : std::nullopt;
}

} // namespace

QString lengthText(int minutes)
{
    QStringList parts;
    if (minutes >= day)
        parts << counted(minutes / day, DurationWords::tr("1 day"), DurationWords::tr("%1 days"));
    if (minutes % day >= hour)
        parts << DurationWords::tr("%1 h").arg(minutes % day / hour);
    if (minutes % hour > 0 || parts.isEmpty())
        parts << DurationWords::tr("%1 min").arg(minutes % hour);
    return parts.join(u' ');
}

QString lengthInWords(int minutes)
{
    if (minutes >= day && minutes % day == 0)
        return counted(minutes / day, DurationWords::tr("1 day"), DurationWords::tr("%1 days"));
    if (minutes > hour && minutes % hour == 0)
        return counted(minutes / hour, DurationWords::tr("1 hour"), DurationWords::tr("%1 hours"));
    if (minutes > 2 * hour)
        return lengthText(minutes);
    return counted(minutes, DurationWords::tr("1 minute"), DurationWords::tr("%1 minutes"));
}

std::optional<int> parseLength(const QString &text)
{
    static const QRegularExpression clock(QStringLiteral("^(\\d{1,5}):([0-5]\\d)$"));
    static const QRegularExpression units(QStringLiteral("^(?:(\\d{1,5})\\s*d(?:ays?)?)?\\s*(?:(\\d{1,6})\\s*h(?:(?:ou)?rs?)?)?\\s*"
                                                         "(?:(\\d{1,8})\\s*(?:m(?:in(?:utes?)?)?)?)?$"),
                                          QRegularExpression::CaseInsensitiveOption);
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return std::nullopt;
    if (const auto match = clock.match(trimmed); match.hasMatch())
        return total(0, match.captured(1).toLongLong(), match.captured(2).toLongLong());
    if (const auto match = units.match(trimmed); match.hasMatch())
        return total(match.captured(1).toLongLong(), match.captured(2).toLongLong(), match.captured(3).toLongLong());
    return std::nullopt;
}

} // namespace seriatim
