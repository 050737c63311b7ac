// The peer for everything that the store does: the SQLite C interface and nothing over it, with the store's own
// settings (WAL, synchronous FULL, foreign keys) and its own schema. Errors name the file and say what SQLite said.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

#include <sqlite3.h>

#include <memory>
#include <optional>

namespace seriatim::bench {

class BareStatement
{
public:
    explicit BareStatement(sqlite3_stmt *statement) : m_statement(statement) {}

    void bind(int column, qint64 number) { sqlite3_bind_int64(m_statement.get(), column, number); }
    void bind(int column, const QByteArray &text)
    {
        sqlite3_bind_text(m_statement.get(), column, text.constData(), static_cast<int>(text.size()), SQLITE_STATIC);
    }
    void bindNull(int column) { sqlite3_bind_null(m_statement.get(), column); }

    // How many rows the query gives, each of them read. Ready to be bound again afterwards.
    [[nodiscard]] std::optional<qint64> countRows();

    // Ready to be bound again afterwards.
    [[nodiscard]] bool step()
    {
        const int code = sqlite3_step(m_statement.get());
        sqlite3_reset(m_statement.get());
        return code == SQLITE_DONE || code == SQLITE_ROW;
    }

private:
    struct Finalise {
        void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalise> m_statement;
};

class BareSqlite
{
public:
    // A new file with the store's tables in it.
    [[nodiscard]] static Result<BareSqlite> createStore(const QString &path);

    // One that is there, for reading.
    [[nodiscard]] static Result<BareSqlite> openStore(const QString &path);

    [[nodiscard]] Result<> run(const QByteArray &script) const;
    [[nodiscard]] Result<BareStatement> prepare(const QByteArray &statement) const;
    [[nodiscard]] Error lastError() const;

private:
    struct Close {
        void operator()(sqlite3 *database) const { sqlite3_close(database); }
    };
    explicit BareSqlite(QString path) : m_path(std::move(path)) {}

    QString m_path;
    std::unique_ptr<sqlite3, Close> m_database;
};

} // namespace seriatim::bench
