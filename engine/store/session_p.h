// Private to the store's .cpp files: the open connection behind a Database.
#pragma once

#include "engine/store/database.h"
#include "engine/store/sql_p.h"

namespace seriatim {

struct DatabaseSession {
    soci::session sql;
    QString path;
    Access access = Access::readWrite;
    bool assumesNoWriter = false;
    int openTransactions = 0;
};

namespace sql {

// Work that reads several tables as they are at one moment.
template <typename Work>
[[nodiscard]] auto reading(Database &database, Work &&work) -> Result<decltype(work(database.session().sql))>
{
    return guarded(database.session().path, [&] {
        const Transaction snapshot = orRefuse(database.beginRead());
        return work(database.session().sql);
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
