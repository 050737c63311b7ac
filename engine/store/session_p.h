// Private to the store's .cpp files: the open connection behind a Database.
#pragma once

#include "engine/base/clock.h"
#include "engine/store/database.h"
#include "engine/store/sql_p.h"

#include <functional>

namespace seriatim {

// What tells that somebody writes, or has written, to a store that is read without any file beside it.
struct FileState {
    qint64 size = 0;
    Instant modified = 0;
    bool shared = false; // the files by which readers and writers share it are there
    bool operator==(const FileState &) const = default;
};

struct DatabaseSession {
    soci::session sql;
    QString path;
    Access access = Access::readWrite;
    int busyTimeoutMs = 0;
    bool assumesNoWriter = false;
    FileState seen;   // when it was opened that way
    int reopened = 0; // how often that turned out wrong
    int openTransactions = 0;
    bool writes = false; // the transaction that is open
    std::function<Result<>()> beforeCommit;
};

namespace sql {

// Whether what is read now may be a mixture of old and new: somebody has written meanwhile.
[[nodiscard]] bool isOvertaken(const DatabaseSession &session);

// Opens it again where that is so. Not within a transaction.
void followWriters(DatabaseSession &session);

[[noreturn]] void refuseBusyReading(const DatabaseSession &session);

// Work that reads several tables as they are at one moment. It is done again where a writer came in between, so it
// keeps what it collects to itself.
template <typename Work>
[[nodiscard]] auto reading(Database &database, Work &&work) -> Result<decltype(work(database.session().sql))>
{
    DatabaseSession &session = database.session();
    const auto readOnce = [&] {
        return guarded(session.path, [&] {
            const Transaction snapshot = orRefuse(database.beginRead());
            return work(session.sql);
        });
    };
    if (!session.assumesNoWriter || session.openTransactions > 0)
        return readOnce();
    return guarded(session.path, [&] {
        constexpr int tries = 10;
        for (int i = 0; i < tries; ++i) {
            followWriters(session);
            auto result = readOnce();
            if (!isOvertaken(session))
                return orRefuse(std::move(result));
        }
        refuseBusyReading(session);
    });
}

// Work that happens whole or not at all, as a part of the transaction that is open, if one is.
template <typename Work>
[[nodiscard]] auto writing(Database &database, Work &&work) -> Result<decltype(work(database.session().sql))>
{
    return guarded(database.session().path, [&] {
        Transaction transaction = orRefuse(database.begin());
        auto result = work(database.session().sql);
        orRefuse(transaction.commit());
        return result;
    });
}

} // namespace sql

} // namespace seriatim
