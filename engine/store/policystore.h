// PolicyStore: the policies that a store has issued to agents, each signed, and the public key that proves them.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/ids.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace seriatim {

class Database;

struct IssuedPolicy {
    explicit IssuedPolicy(TaskId taskId) : task(taskId) {}
    TaskId task;
    int revision = 0;
    qint64 number = 0;   // greater than that of everything issued before
    QString keyName;     // fingerprint of the key that signed it
    QString contentHash; // of what was signed
    QByteArray document;
};

class PolicyStore
{
public:
    // The database outlives it.
    explicit PolicyStore(Database &database) : m_database(&database) {}

    // As PublicKey::toText() writes it; absent before anything was issued.
    [[nodiscard]] Result<std::optional<QString>> publicKey() const;
    [[nodiscard]] Result<> setPublicKey(const QString &text);

    // Tasks whose issued policy is missing, of an older revision or package, or signed by another key.
    [[nodiscard]] Result<std::vector<TaskId>> outOfDate(const QString &keyName) const;

    // notFound where there is no such task.
    [[nodiscard]] Result<> issue(const IssuedPolicy &policy);
    [[nodiscard]] Result<std::optional<IssuedPolicy>> find(TaskId task) const;
    // The number for the next one, of a task or of agent settings: greater than all before it, also than those that a store
    // had which was restored since.
    [[nodiscard]] Result<qint64> nextNumber() const;

    // Of the enabled tasks for any of these collections, in the order in which they were made. refused, naming the task,
    // where one has not been issued yet: an agent must not take that for a withdrawal.
    [[nodiscard]] Result<std::vector<QByteArray>> documentsFor(const std::vector<CollectionId> &collections) const;

private:
    Database *m_database;
};

} // namespace seriatim
