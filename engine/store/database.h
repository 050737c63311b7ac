// Database: one open store file with its schema brought up to date. Not for use by two threads at once; each thread
// and each process opens its own. Every error names the file.
#pragma once

#include "engine/base/result.h"
#include "engine/store/migrations.h"

#include <functional>
#include <memory>

namespace seriatim {

struct DatabaseSession; // session_p.h

enum class Access { readWrite, readOnly };

struct DatabaseOptions {
    std::vector<Migration> migrations = builtInMigrations();
    int busyTimeoutMs = 10'000; // how long to wait for another process' writing
};

// Everything between begin and commit happens or nothing does. Rolls back when it goes out of scope uncommitted.
// One that is begun while another is open is part of it: its own work can be undone alone, and is kept when the
// outer one is committed. Ends before its Database does, inner ones first.
class Transaction
{
public:
    Transaction(Transaction &&other) noexcept;
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    [[nodiscard]] Result<> commit();

private:
    friend class Database;
    Transaction(DatabaseSession *session, int level) : m_session(session), m_level(level) {}
    void rollBack();

    DatabaseSession *m_session; // null once it has ended
    int m_level;                // 0: the outermost
};

class Database
{
public:
    // Makes the file, and its folder where need be; alreadyExists when the file is there.
    [[nodiscard]] static Result<Database> create(const QString &path, DatabaseOptions options = {});

    // notFound, invalidInput (not a store), unsupportedVersion (made by a newer Seriatim), readOnly, busy, io.
    // An older schema is brought forward, after a backup beside the file ("<store>.before-schema-<n>.bak").
    [[nodiscard]] static Result<Database> open(const QString &path, Access access, DatabaseOptions options = {});

    Database(Database &&) noexcept;
    Database &operator=(Database &&) noexcept;
    ~Database();

    [[nodiscard]] QString path() const;
    [[nodiscard]] Access access() const;

    // Opened for reading while nobody had it open, or in a folder that cannot be written: nothing is locked and no file
    // made beside it. When somebody writes, the next read begins anew.
    [[nodiscard]] bool assumesNoWriter() const;

    [[nodiscard]] Result<int> schemaVersion() const;

    // Another value after another connection has written; -1 where the store cannot tell. Cheap.
    [[nodiscard]] qint64 changeCounter() const;

    // For writing: waits for another writer, then keeps others from writing until it ends. busy when that takes too
    // long.
    [[nodiscard]] Result<Transaction> begin();

    // For reading several things as they were at one moment.
    [[nodiscard]] Result<Transaction> beginRead();

    // Does this within every transaction for writing, just before it is committed; its error undoes the transaction. What
    // it refers to outlives the database.
    void setBeforeCommit(std::function<Result<>()> work);

    // A copy of the store while it is in use. Refuses to overwrite; not within a transaction.
    [[nodiscard]] Result<> backup(const QString &target);

    // What SQLite itself and the foreign keys complain about, a line each; empty when sound.
    [[nodiscard]] Result<QStringList> integrityProblems();

    // For the stores in this folder.
    [[nodiscard]] DatabaseSession &session() const { return *m_session; }

private:
    explicit Database(std::unique_ptr<DatabaseSession> session);
    std::unique_ptr<DatabaseSession> m_session;
};

} // namespace seriatim
