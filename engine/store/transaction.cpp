#include "engine/store/dialect_p.h"
#include "engine/store/session_p.h"

#include "engine/base/logging.h"

namespace seriatim {

namespace {

std::string savepoint(int level)
{
    return "level_" + std::to_string(level);
}

} // namespace

Result<Transaction> Database::begin()
{
    if (m_session->access == Access::readOnly) {
        return Error{ErrorCode::readOnly, m_session->path,
                     QStringLiteral("the store was opened for reading only; nothing was changed")};
    }
    return sql::guarded(m_session->path, [&] {
        const int level = m_session->openTransactions;
        if (level == 0)
            dialect::beginWrite(m_session->sql);
        if (level == 0)
            m_session->writes = true;
        else
            m_session->sql << "SAVEPOINT " << savepoint(level);
        ++m_session->openTransactions;
        return Transaction(m_session.get(), level);
    });
}

Result<Transaction> Database::beginRead()
{
    return sql::guarded(m_session->path, [&] {
        const int level = m_session->openTransactions;
        if (level == 0)
            dialect::beginRead(m_session->sql);
        if (level == 0)
            m_session->writes = false;
        else
            m_session->sql << "SAVEPOINT " << savepoint(level);
        ++m_session->openTransactions;
        return Transaction(m_session.get(), level);
    });
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_session(std::exchange(other.m_session, nullptr)), m_level(other.m_level)
{
}

Transaction::~Transaction()
{
    if (m_session)
        rollBack();
}

Result<> Transaction::commit()
{
    Q_ASSERT(m_session && m_session->openTransactions == m_level + 1);
    if (m_level == 0 && m_session->writes && m_session->beforeCommit) {
        if (auto done = m_session->beforeCommit(); !done) {
            rollBack();
            return done;
        }
    }
    Result<> committed = sql::guarded(m_session->path, [&] {
        if (m_level == 0)
            m_session->sql << "COMMIT";
        else
            m_session->sql << "RELEASE SAVEPOINT " << savepoint(m_level);
        return Done{};
    });
    if (committed.ok()) {
        --m_session->openTransactions;
        m_session = nullptr;
    } else {
        rollBack();
    }
    return committed;
}

void Transaction::rollBack()
{
    Q_ASSERT(m_session->openTransactions == m_level + 1);
    const Result<> rolledBack = sql::guarded(m_session->path, [&] {
        if (m_level == 0) {
            m_session->sql << "ROLLBACK";
        } else {
            m_session->sql << "ROLLBACK TO SAVEPOINT " << savepoint(m_level);
            m_session->sql << "RELEASE SAVEPOINT " << savepoint(m_level);
        }
        return Done{};
    });
    // After some failures (a full disk) the database has already rolled back by itself.
    if (!rolledBack.ok())
        qCDebug(logStore).noquote() << "roll back:" << rolledBack.error().message();
    --m_session->openTransactions;
    m_session = nullptr;
}

} // namespace seriatim
