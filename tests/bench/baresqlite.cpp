#include "tests/bench/baresqlite.h"

#include "engine/store/migrations.h"

namespace seriatim::bench {

Result<BareSqlite> BareSqlite::createStore(const QString &path)
{
    BareSqlite bare(path);
    sqlite3 *opened = nullptr;
    const int code = sqlite3_open(path.toUtf8().constData(), &opened);
    bare.m_database.reset(opened);
    if (code != SQLITE_OK)
        return bare.lastError();
    if (auto set = bare.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON"); !set)
        return set.error();
    for (const Migration &migration : builtInMigrations()) {
        if (auto made = bare.run(migration.script); !made)
            return made.error();
    }
    return bare;
}

Result<BareSqlite> BareSqlite::openStore(const QString &path)
{
    BareSqlite bare(path);
    sqlite3 *opened = nullptr;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &opened, SQLITE_OPEN_READONLY, nullptr);
    bare.m_database.reset(opened);
    if (code != SQLITE_OK)
        return bare.lastError();
    return bare;
}

std::optional<qint64> BareStatement::countRows()
{
    qint64 rows = 0;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(m_statement.get())) == SQLITE_ROW)
        rows += sqlite3_column_text(m_statement.get(), 0) != nullptr ? 1 : 0;
    sqlite3_reset(m_statement.get());
    return code == SQLITE_DONE ? std::optional(rows) : std::nullopt;
}

Result<> BareSqlite::run(const QByteArray &script) const
{
    if (sqlite3_exec(m_database.get(), script.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return lastError();
    return Done{};
}

Result<BareStatement> BareSqlite::prepare(const QByteArray &statement) const
{
    sqlite3_stmt *prepared = nullptr;
    if (sqlite3_prepare_v2(m_database.get(), statement.constData(), static_cast<int>(statement.size()), &prepared, nullptr) != SQLITE_OK)
        return lastError();
    return BareStatement(prepared);
}

Error BareSqlite::lastError() const
{
    return {ErrorCode::io, m_path, QString::fromUtf8(sqlite3_errmsg(m_database.get()))};
}

} // namespace seriatim::bench
