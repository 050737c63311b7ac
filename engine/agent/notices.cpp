#include "engine/agent/notices.h"

#include "engine/base/files.h"
#include "engine/base/logging.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <array>

namespace seriatim {

namespace {

constexpr qint64 maximumBytes = qint64(4) << 20;
constexpr qsizetype mostAnnounced = 10'000;
constexpr qsizetype longestText = 1000;
constexpr int noticesVersion = 1;

constexpr std::array kinds{Notice::Kind::available, Notice::Kind::warning, Notice::Kind::restart, Notice::Kind::ended};

QJsonObject toJson(const Notice &notice)
{
    QJsonObject object{{QStringLiteral("id"), notice.id},
                       {QStringLiteral("time"), QDateTime::fromMSecsSinceEpoch(notice.time, Qt::UTC).toString(Qt::ISODateWithMs)},
                       {QStringLiteral("kind"), toWord(notice.kind)},
                       {QStringLiteral("task"), notice.task.toString()},
                       {QStringLiteral("name"), notice.name},
                       {QStringLiteral("text"), notice.text}};
    if (notice.run > 0)
        object.insert(QStringLiteral("run"), notice.run);
    if (notice.place > 0)
        object.insert(QStringLiteral("item"), notice.place);
    if (notice.items > 0) {
        object.insert(QStringLiteral("items"), notice.items);
        object.insert(QStringLiteral("programs"), QJsonArray::fromStringList(notice.programs));
        object.insert(QStringLiteral("minutes"), static_cast<int>(notice.estimated / millisPerMinute));
        object.insert(QStringLiteral("mayRestart"), notice.mayRestart);
    }
    if (!notice.restartFor.isEmpty())
        object.insert(QStringLiteral("restartFor"), notice.restartFor);
    return object;
}

std::optional<Notice> fromJson(const QJsonObject &object)
{
    const QString word = object[u"kind"].toString();
    const auto kind = std::ranges::find(kinds, word, [](Notice::Kind k) { return toWord(k); });
    const std::optional<TaskId> task = TaskId::parse(object[u"task"].toString());
    const QDateTime time = QDateTime::fromString(object[u"time"].toString(), Qt::ISODateWithMs);
    if (kind == kinds.end() || !task || !time.isValid())
        return std::nullopt; // of a kind to come
    Notice notice(*task, *kind);
    notice.id = object[u"id"].toString();
    notice.time = time.toMSecsSinceEpoch();
    notice.run = object[u"run"].toInt();
    notice.place = object[u"item"].toInt();
    notice.name = object[u"name"].toString();
    notice.text = object[u"text"].toString();
    for (const QJsonValue &program : object[u"programs"].toArray())
        notice.programs.append(program.toString());
    notice.items = object[u"items"].toInt();
    notice.estimated = qint64(object[u"minutes"].toInt()) * millisPerMinute;
    notice.mayRestart = object[u"mayRestart"].toBool();
    notice.restartFor = object[u"restartFor"].toString();
    return notice;
}

struct Contents {
    std::vector<Notice> notices;
    QStringList announced;
};

Result<Contents> readContents(const QString &path)
{
    const Result<QByteArray> bytes = readFile(path, maximumBytes);
    if (!bytes)
        return bytes.error().code == ErrorCode::notFound ? Result<Contents>(Contents{}) : bytes.error();
    const QJsonObject root = QJsonDocument::fromJson(*bytes).object();
    if (root[u"version"].toInt() != noticesVersion)
        return Error{ErrorCode::invalidInput, path, QStringLiteral("holds no notices of this version")};
    Contents contents;
    for (const QJsonValue &value : root[u"notices"].toArray()) {
        if (std::optional<Notice> notice = fromJson(value.toObject()))
            contents.notices.push_back(*std::move(notice));
    }
    for (const QJsonValue &value : root[u"announced"].toArray())
        contents.announced.append(value.toString());
    return contents;
}

} // namespace

QString toWord(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::available: return QStringLiteral("available");
    case Notice::Kind::warning: return QStringLiteral("warning");
    case Notice::Kind::restart: return QStringLiteral("restart");
    case Notice::Kind::ended: return QStringLiteral("ended");
    }
    Q_UNREACHABLE();
}

NoticeBoard::NoticeBoard(QString path) : m_path(std::move(path))
{
    Result<Contents> contents = readContents(m_path);
    if (!contents) {
        qCWarning(logAgent).noquote() << QStringLiteral("%1; the notices begin anew").arg(contents.error().message());
        return;
    }
    m_notices = std::move(contents->notices);
    m_announced = std::move(contents->announced);
}

QString NoticeBoard::add(Notice notice)
{
    notice.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    notice.text.truncate(longestText);
    m_notices.push_back(std::move(notice));
    if (m_notices.size() > mostNotices)
        m_notices.erase(m_notices.begin(), m_notices.end() - mostNotices);
    write();
    return m_notices.back().id;
}

bool NoticeBoard::announce(Notice notice)
{
    const QString guid = notice.task.toString();
    if (m_announced.contains(guid))
        return false;
    m_announced.append(guid);
    if (m_announced.size() > mostAnnounced)
        m_announced.removeFirst();
    add(std::move(notice));
    return true;
}

std::optional<Notice> NoticeBoard::find(TaskId task, Notice::Kind kind, int run, int place) const
{
    const auto last = std::find_if(m_notices.rbegin(), m_notices.rend(), [&](const Notice &notice) {
        return notice.task == task && notice.kind == kind && notice.run == run && notice.place == place;
    });
    return last == m_notices.rend() ? std::nullopt : std::optional(*last);
}

bool NoticeBoard::wasTold(TaskId task, int run) const
{
    return std::ranges::any_of(m_notices, [&](const Notice &notice) {
        return notice.task == task && (notice.run == run || notice.kind == Notice::Kind::available);
    });
}

void NoticeBoard::write() const
{
    QJsonArray notices;
    for (const Notice &notice : m_notices)
        notices.append(toJson(notice));
    const QJsonObject root{{QStringLiteral("version"), noticesVersion},
                           {QStringLiteral("notices"), notices},
                           {QStringLiteral("announced"), QJsonArray::fromStringList(m_announced)}};
    if (auto written = replaceFileAtomically(m_path, QJsonDocument(root).toJson(QJsonDocument::Compact) + '\n'); !written)
        qCWarning(logAgent).noquote() << written.error().message();
}

Result<std::vector<Notice>> readNotices(const QString &path)
{
    Result<Contents> contents = readContents(path);
    if (!contents)
        return contents.error();
    return std::move(contents->notices);
}

} // namespace seriatim
