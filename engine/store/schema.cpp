#include "engine/store/schema_p.h"

#include "engine/base/clock.h"
#include "engine/base/logging.h"
#include "engine/store/dialect_p.h"
#include "engine/store/session_p.h"

#include <QFileInfo>

#include <algorithm>

namespace seriatim::schema {

namespace {

QString freeBackupName(const QString &path, int newVersion)
{
    const QString stem = path + QStringLiteral(".before-schema-%1").arg(newVersion);
    QString name = stem + QStringLiteral(".bak");
    for (int number = 2; QFileInfo::exists(name); ++number)
        name = stem + QStringLiteral(".%1.bak").arg(number);
    return name;
}

Error tooNew(const QString &path, int found, int known)
{
    return Error{ErrorCode::unsupportedVersion, path,
                 QStringLiteral("the store has schema %1, made by a newer Seriatim; this one (%2) knows schema %3; "
                                "install the newer one")
                     .arg(found)
                     .arg(QStringLiteral(SERIATIM_VERSION))
                     .arg(known)};
}

} // namespace

void makeVersionTable(soci::session &session)
{
    session << "CREATE TABLE schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
               "applied_at BIGINT NOT NULL, applied_by TEXT NOT NULL)";
}

bool hasVersion(soci::session &session)
{
    return sql::firstValue<std::string>(session,
                                        session.get_backend()->get_table_names_query() + " AND name = 'schema_version'")
        .has_value();
}

int version(soci::session &session)
{
    const int applied = sql::firstValue<int>(session, "SELECT COALESCE(MAX(version), 0) FROM schema_version").value_or(0);
    // The file says it a second time, so that tools which know nothing of our table can tell as well.
    return std::max(applied, dialect::fileVersion(session));
}

int newest(const std::vector<Migration> &migrations)
{
    return migrations.empty() ? 0 : migrations.back().number;
}

void apply(soci::session &session, const std::vector<Migration> &migrations, int from)
{
    for (const Migration &migration : migrations) {
        if (migration.number <= from)
            continue;
        dialect::runScript(session, migration.script);
        if (migration.step)
            migration.step(session);
        sql::run(session, sql::insertInto("schema_version", {"version", "name", "applied_at", "applied_by"}),
                 migration.number, sql::text(migration.name), static_cast<long long>(SystemClock().now()),
                 std::string(SERIATIM_VERSION));
        dialect::setFileVersion(session, migration.number);
    }
}

Result<> bringForward(Database &database, const std::vector<Migration> &migrations)
{
    const QString path = database.path();
    const int known = newest(migrations);
    const Result<int> found = database.schemaVersion();
    if (!found.ok())
        return found.error();
    if (*found > known)
        return tooNew(path, *found, known);
    if (*found == known)
        return Done{};
    if (database.access() == Access::readOnly) {
        return Error{
            ErrorCode::readOnly, path,
            QStringLiteral("the store has the older schema %1 and must be brought to %2 first; open it once with "
                           "the right to write, for example with 'seriatimctl store repair'")
                .arg(*found)
                .arg(known)};
    }
    const QString backup = freeBackupName(path, known);
    if (Result<> copied = database.backup(backup); !copied.ok())
        return copied;
    qCInfo(logStore).noquote() << path << "is brought from schema" << *found << "to" << known << "- backup:" << backup;
    return sql::writing(database, [&](soci::session &session) {
        // Another process may have been faster.
        apply(session, migrations, version(session));
        return Done{};
    });
}

} // namespace seriatim::schema
