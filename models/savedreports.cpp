#include "models/savedreports.h"

#include "models/consolesettings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace seriatim {

namespace {

const QString settingsKey = QStringLiteral("savedReports");

QJsonObject toJson(const SavedReport &saved)
{
    const ReportRequest &request = saved.request;
    QJsonObject object{{QStringLiteral("id"), saved.id},
                       {QStringLiteral("name"), saved.name},
                       {QStringLiteral("report"), descriptionOf(request.kind).name},
                       {QStringLiteral("task"), request.task},
                       {QStringLiteral("program"), request.program},
                       {QStringLiteral("computer"), request.computer},
                       {QStringLiteral("collection"), request.collection}};
    if (request.since)
        object.insert(QStringLiteral("since"), *request.since);
    if (request.until)
        object.insert(QStringLiteral("until"), *request.until);
    if (request.days)
        object.insert(QStringLiteral("days"), *request.days);
    return object;
}

std::optional<Instant> instantIn(const QJsonObject &object, const QString &key)
{
    return object.contains(key) ? std::optional(object.value(key).toInteger()) : std::nullopt;
}

// Nothing for what another release wrote of a report that this one does not have.
std::optional<SavedReport> fromJson(const QJsonObject &object)
{
    const Result<ReportKind> kind = reportNamed(object.value(QStringLiteral("report")).toString());
    SavedReport saved{object.value(QStringLiteral("id")).toString(), object.value(QStringLiteral("name")).toString()};
    if (!kind || saved.id.isEmpty() || saved.name.isEmpty())
        return std::nullopt;
    saved.request.kind = *kind;
    saved.request.task = object.value(QStringLiteral("task")).toString();
    saved.request.program = object.value(QStringLiteral("program")).toString();
    saved.request.computer = object.value(QStringLiteral("computer")).toString();
    saved.request.collection = object.value(QStringLiteral("collection")).toString();
    saved.request.since = instantIn(object, QStringLiteral("since"));
    saved.request.until = instantIn(object, QStringLiteral("until"));
    if (object.contains(QStringLiteral("days")))
        saved.request.days = object.value(QStringLiteral("days")).toInt();
    return saved;
}

bool comesBefore(const SavedReport &one, const SavedReport &other)
{
    if (one.request.kind != other.request.kind)
        return one.request.kind < other.request.kind;
    return one.name.localeAwareCompare(other.name) < 0;
}

} // namespace

QString ReportKey::toText() const
{
    const QString name = descriptionOf(kind).name;
    return savedId.isEmpty() ? name : name + u'/' + savedId;
}

std::optional<ReportKey> ReportKey::parse(const QString &text)
{
    const Result<ReportKind> kind = reportNamed(text.section(u'/', 0, 0));
    return kind ? std::optional(ReportKey{*kind, text.section(u'/', 1)}) : std::nullopt;
}

SavedReports::SavedReports(QString storePath, QObject *parent) : QObject(parent), m_storePath(std::move(storePath))
{
    read();
}

// Another console of the same person may have written since.
void SavedReports::read()
{
    const QByteArray text = ConsoleSettings().ofStore(m_storePath, settingsKey).toString().toUtf8();
    m_all.clear();
    for (const QJsonValue &value : QJsonDocument::fromJson(text).array()) {
        if (std::optional<SavedReport> saved = fromJson(value.toObject()))
            m_all.push_back(std::move(*saved));
    }
    std::ranges::stable_sort(m_all, comesBefore);
}

void SavedReports::write()
{
    std::ranges::stable_sort(m_all, comesBefore);
    QJsonArray list;
    for (const SavedReport &saved : m_all)
        list.append(toJson(saved));
    ConsoleSettings().setOfStore(m_storePath, settingsKey, QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)));
    Q_EMIT changed();
}

std::optional<SavedReport> SavedReports::find(const QString &id) const
{
    const auto found = std::ranges::find(m_all, id, &SavedReport::id);
    return found == m_all.end() ? std::nullopt : std::optional(*found);
}

Result<QString> SavedReports::freeName(const QString &name, ReportKind kind, const QString &exceptId) const
{
    const QString trimmed = name.simplified();
    if (trimmed.isEmpty())
        return Error{ErrorCode::invalidInput, {}, tr("A saved filter needs a name.")};
    const bool taken = std::ranges::any_of(m_all, [&](const SavedReport &saved) {
        return saved.id != exceptId && saved.request.kind == kind && saved.name.compare(trimmed, Qt::CaseInsensitive) == 0;
    });
    if (taken)
        return Error{ErrorCode::invalidInput, trimmed, tr("another filter of this report has that name; choose another one")};
    return trimmed;
}

Result<SavedReport *> SavedReports::writable(const QString &id)
{
    read();
    const auto found = std::ranges::find(m_all, id, &SavedReport::id);
    if (found == m_all.end())
        return Error{ErrorCode::notFound, {}, tr("The saved filter has been removed meanwhile; save it under a name again.")};
    return &*found;
}

Result<QString> SavedReports::add(const QString &name, const ReportRequest &request)
{
    read();
    const Result<QString> free = freeName(name, request.kind, {});
    if (!free)
        return free;
    SavedReport saved{QUuid::createUuid().toString(QUuid::WithoutBraces), *free, request};
    saved.request.atMost = 0; // which is the page's affair
    const QString id = saved.id;
    m_all.push_back(std::move(saved));
    write();
    return id;
}

Result<> SavedReports::rename(const QString &id, const QString &name)
{
    const Result<SavedReport *> saved = writable(id);
    if (!saved)
        return saved.error();
    const Result<QString> free = freeName(name, (*saved)->request.kind, id);
    if (!free)
        return free.error();
    (*saved)->name = *free;
    write();
    return Done{};
}

Result<> SavedReports::change(const QString &id, const ReportRequest &request)
{
    const Result<SavedReport *> saved = writable(id);
    if (!saved)
        return saved.error();
    (*saved)->request = request;
    (*saved)->request.atMost = 0;
    write();
    return Done{};
}

void SavedReports::remove(const QString &id)
{
    read();
    std::erase_if(m_all, [&](const SavedReport &saved) { return saved.id == id; });
    write();
}

} // namespace seriatim
