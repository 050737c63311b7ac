#include "engine/store/sql_p.h"

#include <soci/sqlite3/soci-sqlite3.h>

namespace seriatim::sql {

namespace {

Error sqliteError(int result, const QString &what, const QString &path)
{
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error{ErrorCode::busy, path,
                     QStringLiteral("another process is writing to the store and did not finish in time; "
                                    "nothing was changed, try again")};
    case SQLITE_READONLY:
        return Error{ErrorCode::readOnly, path,
                     QStringLiteral("the store cannot be written; check the rights on the file and its folder")};
    case SQLITE_NOTADB:
        return Error{ErrorCode::invalidInput, path, QStringLiteral("is not a Seriatim store; name one that 'seriatimctl store init' has made")};
    case SQLITE_CORRUPT:
        return Error{ErrorCode::io, path, QStringLiteral("the store is damaged (%1); restore a backup").arg(what)};
    case SQLITE_FULL:
        return Error{ErrorCode::io, path, QStringLiteral("the disk is full; nothing was changed")};
    case SQLITE_IOERR:
        return Error{ErrorCode::io, path, QStringLiteral("the disk is full or fails (%1); see that there is room on it, and try again").arg(what)};
    case SQLITE_CANTOPEN:
        return Error{ErrorCode::io, path,
                     QStringLiteral("the store cannot be opened; check the rights on the file and its folder")};
    case SQLITE_CONSTRAINT:
        return Error{ErrorCode::invalidInput, path, QStringLiteral("the store refuses the change: ") + what};
    default:
        return Error{ErrorCode::io, path, QStringLiteral("the store failed: ") + what};
    }
}

} // namespace

Error errorFrom(const soci::soci_error &exception, const QString &path)
{
    const QString what = QString::fromUtf8(exception.what());
    if (const auto *sqlite = dynamic_cast<const soci::sqlite3_soci_error *>(&exception))
        return sqliteError(sqlite->result(), what, path);
    return Error{ErrorCode::io, path, QStringLiteral("the store failed: ") + what};
}

std::string insertInto(const std::string &table, const std::vector<std::string> &columns)
{
    std::string names;
    std::string places;
    for (const std::string &column : columns) {
        names += (names.empty() ? "" : ", ") + column;
        places += (places.empty() ? ":" : ", :") + column;
    }
    return "INSERT INTO " + table + " (" + names + ") VALUES (" + places + ")";
}

std::string upsertInto(const std::string &table, const std::vector<std::string> &keys,
                       const std::vector<std::string> &others)
{
    std::vector<std::string> columns = keys;
    columns.insert(columns.end(), others.begin(), others.end());
    std::string conflict;
    for (const std::string &key : keys)
        conflict += (conflict.empty() ? "" : ", ") + key;
    std::string updates;
    for (const std::string &other : others)
        updates.append(updates.empty() ? "" : ", ").append(other).append(" = excluded.").append(other);
    return insertInto(table, columns) + " ON CONFLICT (" + conflict + ") DO UPDATE SET " + updates;
}

Key takeKeys(soci::session &session, const std::string &name, size_t count)
{
    const Key first = firstValue<Key>(session, "SELECT next_key FROM key_counter WHERE name = :name", name).value_or(0);
    const Key next = std::max<Key>(first, 1) + static_cast<Key>(count);
    if (first == 0)
        run(session, "INSERT INTO key_counter (name, next_key) VALUES (:name, :next)", name, next);
    else
        run(session, "UPDATE key_counter SET next_key = :next WHERE name = :name", next, name);
    return std::max<Key>(first, 1);
}

} // namespace seriatim::sql
