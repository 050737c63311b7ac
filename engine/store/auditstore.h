// AuditStore: who changed what and when (B9). Records outlive what they tell of and are never altered.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace seriatim {

class Database;

enum class AuditObject { task, package, program, computer, collection, user, userGroup, agentSettings, store, portalRequest };
enum class AuditAction { created, saved, removed };
enum class IdentityChange { kept, renewed };

[[nodiscard]] QString toWord(AuditObject object); // lowerCamelCase
[[nodiscard]] QString toWord(AuditAction action);

struct AuditRecord {
    qint64 number = 0; // given by the store, ascending
    Instant when = 0;
    QString who;
    AuditObject object = AuditObject::task;
    QString guid; // as it was after the change
    QString name;
    AuditAction action = AuditAction::saved;
    int revision = 0;                       // tasks only
    std::optional<IdentityChange> identity; // saved tasks only
    QStringList changes;                    // sentences
    std::optional<qint64> lineage;          // tasks only: the same for all GUIDs that a task ever had

    bool operator==(const AuditRecord &) const = default;
};

class AuditStore
{
public:
    explicit AuditStore(Database &database) : m_database(&database) {}

    // The record's number.
    [[nodiscard]] Result<qint64> append(const AuditRecord &record);

    // Oldest first. `after` pages on: the number of the last record that was read.
    [[nodiscard]] Result<std::vector<AuditRecord>> all(qint64 after = 0, int atMost = 10'000) const;

    // 0 where there is none.
    [[nodiscard]] Result<qint64> lastNumber() const;

    // Of one object; of a task under all the GUIDs it ever had.
    [[nodiscard]] Result<std::vector<AuditRecord>> of(AuditObject object, const QString &guid) const;

private:
    Database *m_database;
};

} // namespace seriatim
