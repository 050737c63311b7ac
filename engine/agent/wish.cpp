#include "engine/agent/wish.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace seriatim {

namespace {

constexpr int mostMinutes = 44640; // 31 days
constexpr int mostPlace = 1'000'000'000;

Error broken(const QString &detail)
{
    return {ErrorCode::invalidInput, QStringLiteral("wish"), detail};
}

std::optional<Wish::Kind> kindFromWord(const QString &word)
{
    for (const Wish::Kind kind : {Wish::Kind::runNow, Wish::Kind::putOff, Wish::Kind::goAhead}) {
        if (word == toWord(kind))
            return kind;
    }
    return std::nullopt;
}

// A whole number within 1 and `most`.
std::optional<int> wholeNumber(const QJsonValue &value, int most)
{
    const double number = value.toDouble(-1);
    return number >= 1 && number <= most && std::floor(number) == number ? std::optional(static_cast<int>(number)) : std::nullopt;
}

Result<Instant> untilOf(const QJsonObject &object, Instant written)
{
    if (object.contains(u"minutes")) {
        const std::optional<int> minutes = wholeNumber(object[u"minutes"], mostMinutes);
        if (!minutes)
            return broken(QStringLiteral("'minutes' is no whole number from 1 to %1").arg(mostMinutes));
        return written + *minutes * millisPerMinute;
    }
    const QDateTime until = QDateTime::fromString(object[u"until"].toString(), Qt::ISODateWithMs);
    if (!until.isValid() || until.toMSecsSinceEpoch() <= 0)
        return broken(QStringLiteral("it puts off, but says neither 'minutes' nor 'until'"));
    return until.toMSecsSinceEpoch();
}

} // namespace

QString toWord(Wish::Kind kind)
{
    switch (kind) {
    case Wish::Kind::runNow: return QStringLiteral("runNow");
    case Wish::Kind::putOff: return QStringLiteral("putOff");
    case Wish::Kind::goAhead: return QStringLiteral("goAhead");
    }
    Q_UNREACHABLE();
}

QByteArray writeWish(const Wish &wish)
{
    QJsonObject object{{QStringLiteral("wish"), toWord(wish.kind)}, {QStringLiteral("task"), wish.task.toString()}};
    if (wish.fromPlace)
        object.insert(QStringLiteral("from"), *wish.fromPlace);
    if (wish.kind == Wish::Kind::putOff)
        object.insert(QStringLiteral("until"), QDateTime::fromMSecsSinceEpoch(wish.until, Qt::UTC).toString(Qt::ISODateWithMs));
    if (!wish.notice.isEmpty())
        object.insert(QStringLiteral("notice"), wish.notice);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

Result<Wish> readWish(const QByteArray &bytes, Instant written)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return broken(QStringLiteral("it is no JSON object"));
    const QJsonObject object = document.object();
    const std::optional<Wish::Kind> kind = kindFromWord(object[u"wish"].toString());
    if (!kind)
        return broken(QStringLiteral("'wish' is none of runNow, putOff and goAhead"));
    const std::optional<TaskId> task = TaskId::parse(object[u"task"].toString());
    if (!task)
        return broken(QStringLiteral("'task' is no Task GUID"));
    Wish wish(*task, *kind);
    wish.notice = object[u"notice"].toString();
    if (*kind == Wish::Kind::runNow && object.contains(u"from")) {
        wish.fromPlace = wholeNumber(object[u"from"], mostPlace);
        if (!wish.fromPlace)
            return broken(QStringLiteral("'from' is no place in an execution order"));
    }
    if (*kind == Wish::Kind::putOff) {
        const Result<Instant> until = untilOf(object, written);
        if (!until)
            return until.error();
        wish.until = *until;
    }
    return wish;
}

} // namespace seriatim
