#include "engine/store/taskstore.h"

#include "engine/store/auditstore.h"
#include "engine/store/names_p.h"
#include "engine/store/session_p.h"
#include "engine/store/taskrows_p.h"

#include <algorithm>

namespace seriatim {

namespace {

using sql::Key;

TaskId taskId(const std::string &guid)
{
    return sql::orRefuse(sql::idFrom<TaskId>(sql::text(guid)));
}

[[noreturn]] void refuseUnknown(const QString &what)
{
    sql::refuse(ErrorCode::notFound, what,
                QStringLiteral("no sequential task has this name or GUID; 'seriatimctl task list' shows them all"));
}

Key requireKey(soci::session &session, TaskId id)
{
    const std::optional<Key> key = taskrows::keyOf(session, id);
    if (!key)
        refuseUnknown(id.toString());
    return *key;
}

Key requireAnyIdentity(soci::session &session, TaskId id)
{
    const std::optional<Key> key = taskrows::keyOfAnyIdentity(session, id);
    if (!key)
        refuseUnknown(id.toString());
    return *key;
}

} // namespace

Result<std::vector<TaskSummary>> TaskStore::list() const
{
    return sql::reading(*m_database, [](soci::session &session) {
        std::vector<TaskSummary> summaries;
        sql::forEachRow<std::string, std::string, std::string, int, int, int, int, long long, std::string>(
            session,
            "SELECT t.guid, t.name, t.folder, t.priority, t.revision, t.enabled, "
            "(SELECT COUNT(*) FROM line_item i WHERE i.task_key = t.task_key), t.saved_at, t.saved_by "
            "FROM task t ORDER BY t.folded_name",
            [&](const std::string &guid, const std::string &name, const std::string &folder, int priority, int revision,
                int enabled, int count, long long savedAt, const std::string &savedBy) {
                TaskSummary summary(taskId(guid));
                summary.name = sql::text(name);
                summary.folder = sql::text(folder);
                summary.priority = static_cast<TaskPriority>(std::clamp(priority, 0, 2));
                summary.revision = revision;
                summary.enabled = enabled != 0;
                summary.itemCount = count;
                summary.savedAt = savedAt;
                summary.savedBy = sql::text(savedBy);
                summaries.push_back(std::move(summary));
            });
        return summaries;
    });
}

Result<std::vector<SequentialTask>> TaskStore::loadAll() const
{
    return sql::reading(*m_database, taskrows::readAll);
}

Result<SequentialTask> TaskStore::load(TaskId id) const
{
    return sql::reading(*m_database,
                        [&](soci::session &session) { return taskrows::read(session, requireKey(session, id)).task; });
}

Result<SequentialTask> TaskStore::find(const QString &nameOrGuid) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::optional<Key> key;
        if (const std::optional<TaskId> id = TaskId::parse(nameOrGuid))
            key = taskrows::keyOf(session, *id);
        if (!key) {
            key = sql::firstValue<Key>(session, "SELECT task_key FROM task WHERE folded_name = :name",
                                       sql::folded(nameOrGuid));
        }
        if (!key)
            refuseUnknown(nameOrGuid);
        return taskrows::read(session, *key).task;
    });
}

Result<std::optional<TaskId>> TaskStore::currentIdOf(TaskId id) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const auto guid = sql::firstValue<std::string>(
            session, "SELECT t.guid FROM task t JOIN task_identity i ON i.task_key = t.task_key WHERE i.guid = :guid",
            sql::text(id));
        return guid ? std::optional(taskId(*guid)) : std::nullopt;
    });
}

Result<std::vector<TaskId>> TaskStore::identitiesOf(TaskId id) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<TaskId> ids;
        sql::forEachRow<std::string>(
            session, "SELECT guid FROM task_identity WHERE task_key = :key ORDER BY from_revision",
            [&](const std::string &guid) { ids.push_back(taskId(guid)); }, requireAnyIdentity(session, id));
        return ids;
    });
}

Result<> TaskStore::remove(TaskId id, const QString &who, Instant when)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const Key key = requireKey(session, id);
        const SequentialTask task = taskrows::read(session, key).task;
        sql::run(session, "DELETE FROM task WHERE task_key = :key", key);
        AuditRecord record;
        record.when = when;
        record.who = who;
        record.object = AuditObject::task;
        record.guid = id.toString();
        record.name = task.name;
        record.action = AuditAction::removed;
        record.revision = task.revision;
        record.changes = {QStringLiteral("removed with %1 line items").arg(task.items.size())};
        record.lineage = key;
        sql::orRefuse(AuditStore(*m_database).append(record));
        return Done{};
    });
}

Result<std::vector<TaskRevision>> TaskStore::revisions(TaskId id) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<TaskRevision> revisions;
        sql::forEachRow<std::string, int, long long, std::string>(
            session,
            "SELECT guid, revision, saved_at, saved_by FROM task_revision WHERE task_key = :key ORDER BY revision",
            [&](const std::string &guid, int number, long long savedAt, const std::string &savedBy) {
                TaskRevision revision(taskId(guid));
                revision.revision = number;
                revision.savedAt = savedAt;
                revision.savedBy = sql::text(savedBy);
                revisions.push_back(std::move(revision));
            },
            requireAnyIdentity(session, id));
        return revisions;
    });
}

Result<SequentialTask> TaskStore::loadRevision(TaskId id, int revision) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const auto body = sql::firstValue<std::string>(
            session, "SELECT body FROM task_revision WHERE task_key = :key AND revision = :revision",
            requireAnyIdentity(session, id), revision);
        if (!body) {
            sql::refuse(ErrorCode::notFound, id.toString(),
                        QStringLiteral("the task has no revision %1 in this store").arg(revision));
        }
        return taskrows::fromSnapshot(*body);
    });
}

} // namespace seriatim
