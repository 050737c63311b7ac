#include "engine/store/taskstore.h"

#include "engine/store/auditstore.h"
#include "engine/store/folders_p.h"
#include "engine/store/session_p.h"
#include "engine/store/taskrows_p.h"

namespace seriatim {

namespace {

using taskrows::StoredTask;

struct Mover {
    Database &database;
    soci::session &session;
    QString who;
    Instant when = 0;

    // A revision like any other, without a look at what a move cannot change.
    void move(StoredTask stored, const QString &folder) const
    {
        const QString change = QStringLiteral("folder: '%1' became '%2'").arg(stored.task.folder, folder);
        stored.task.folder = folder;
        ++stored.task.revision;
        stored.savedAt = when;
        stored.savedBy = who;
        taskrows::writeSettings(session, stored);
        taskrows::rememberRevision(session, stored);
        AuditRecord record;
        record.when = when;
        record.who = who;
        record.guid = stored.task.id.toString();
        record.name = stored.task.name;
        record.revision = stored.task.revision;
        record.identity = IdentityChange::kept;
        record.changes = {change};
        record.lineage = stored.key;
        sql::orRefuse(AuditStore(database).append(record));
    }
};

} // namespace

Result<QStringList> TaskStore::folders() const
{
    return sql::reading(*m_database, [](soci::session &session) {
        return folders::Book(session, folders::Tree::tasks).all();
    });
}

Result<> TaskStore::addFolder(const QString &path)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        folders::Book(session, folders::Tree::tasks).add(path);
        return Done{};
    });
}

Result<> TaskStore::removeFolder(const QString &path)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        folders::Book(session, folders::Tree::tasks).remove(path);
        return Done{};
    });
}

Result<> TaskStore::renameFolder(const QString &from, const QString &to, const QString &who, Instant when)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const Mover mover{*m_database, session, who, when};
        for (const auto &[before, after] : folders::Book(session, folders::Tree::tasks).rename(from, to)) {
            if (before == after)
                continue;
            for (StoredTask &stored : taskrows::readInFolder(session, before))
                mover.move(std::move(stored), after);
        }
        return Done{};
    });
}

Result<> TaskStore::moveTasks(const std::vector<TaskId> &tasks, const QString &folder, const QString &who, Instant when)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const Mover mover{*m_database, session, who, when};
        const QString path = folders::Book(session, folders::Tree::tasks).place(folder);
        for (const TaskId &task : tasks) {
            const std::optional<sql::Key> key = taskrows::keyOf(session, task);
            if (!key)
                sql::refuse(ErrorCode::notFound, task.toString(), QStringLiteral("is no task of this store; nothing was moved"));
            if (StoredTask stored = taskrows::read(session, *key); stored.task.folder != path)
                mover.move(std::move(stored), path);
        }
        return Done{};
    });
}

} // namespace seriatim
