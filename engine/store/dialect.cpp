#include "engine/store/dialect_p.h"

#include "engine/store/sql_p.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <QUrl>

namespace seriatim::dialect {

namespace {

// "SERI"
constexpr long long applicationId = 0x53455249;

sqlite_api::sqlite3 *handleOf(soci::session &session)
{
    return static_cast<soci::sqlite3_session_backend *>(session.get_backend())->conn_;
}

} // namespace

void connect(soci::session &session, const QString &path, Access access, bool assumeNoWriter)
{
    // As a URI: SOCI's connection string has no way to quote a quotation mark, and cuts a path at a space.
    QByteArray uri = QUrl::fromLocalFile(path).toEncoded(QUrl::FullyEncoded);
    uri += access == Access::readOnly ? "?mode=ro" : "?mode=rwc";
    if (assumeNoWriter)
        uri += "&immutable=1";
    session.open(soci::sqlite3, "db=\"" + uri.toStdString() + '"');
}

void configure(soci::session &session, int busyTimeoutMs)
{
    session << "PRAGMA busy_timeout = " << busyTimeoutMs;
    session << "PRAGMA foreign_keys = ON";
    session << "PRAGMA synchronous = FULL";
}

void keepWriteAheadLog(soci::session &session)
{
    std::string mode;
    session << "PRAGMA journal_mode = WAL", soci::into(mode);
}

bool isWritable(soci::session &session)
{
    return sqlite_api::sqlite3_db_readonly(handleOf(session), "main") == 0;
}

bool isMarked(soci::session &session)
{
    return sql::firstValue<long long>(session, "PRAGMA application_id") == applicationId;
}

void mark(soci::session &session)
{
    session << "PRAGMA application_id = " << applicationId;
}

int fileVersion(soci::session &session)
{
    return sql::firstValue<int>(session, "PRAGMA user_version").value_or(0);
}

void setFileVersion(soci::session &session, int version)
{
    session << "PRAGMA user_version = " << version;
}

void beginWrite(soci::session &session)
{
    session << "BEGIN IMMEDIATE";
}

void beginRead(soci::session &session)
{
    session << "BEGIN";
}

void runScript(soci::session &session, const QByteArray &script)
{
    char *message = nullptr;
    const int result = sqlite_api::sqlite3_exec(handleOf(session), script.constData(), nullptr, nullptr, &message);
    const std::string what = message ? message : "";
    sqlite_api::sqlite3_free(message);
    if (result != SQLITE_OK)
        throw soci::sqlite3_soci_error(what, result);
}

void copyTo(soci::session &session, const QString &file)
{
    sql::run(session, "VACUUM INTO :file", sql::text(file));
}

qint64 changeCounter(soci::session &session)
{
    return sql::firstValue<long long>(session, "PRAGMA data_version").value_or(-1);
}

QStringList integrityProblems(soci::session &session)
{
    QStringList problems;
    sql::forEachRow<std::string>(session, "PRAGMA integrity_check", [&](const std::string &line) {
        if (line != "ok")
            problems += sql::text(line);
    });
    const auto brokenReference = [&](const std::string &table, std::optional<long long> row,
                                     const std::string &parent) {
        problems += QStringLiteral("row %1 of table %2 refers to a row of %3 that is not there")
                        .arg(row.value_or(0))
                        .arg(sql::text(table), sql::text(parent));
    };
    sql::forEachRow<std::string, std::optional<long long>, std::string>(
        session, R"(SELECT "table", rowid, parent FROM pragma_foreign_key_check)", brokenReference);
    return problems;
}

qint64 freeBytes(soci::session &session)
{
    const auto pages = sql::firstValue<long long>(session, "PRAGMA freelist_count").value_or(0);
    return pages * sql::firstValue<long long>(session, "PRAGMA page_size").value_or(0);
}

bool hasFileSignature(const QByteArray &firstBytes)
{
    return firstBytes.startsWith(QByteArray("SQLite format 3\0", 16));
}

bool isFolderTrouble(const soci::soci_error &exception)
{
    const auto *sqlite = dynamic_cast<const soci::sqlite3_soci_error *>(&exception);
    const int result = sqlite ? sqlite->result() & 0xff : SQLITE_OK;
    return result == SQLITE_CANTOPEN || result == SQLITE_READONLY;
}

QString writeAheadLogOf(const QString &path)
{
    return path + QStringLiteral("-wal");
}

QStringList sharingFilesOf(const QString &path)
{
    return {writeAheadLogOf(path), path + QStringLiteral("-shm")};
}

} // namespace seriatim::dialect
