// SettingsPolicyStore: the policies of agent settings that a store has issued, each signed; PolicyStore for what is not a
// task's. Numbers come from PolicyStore::nextNumber.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/ids.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace seriatim {

class Database;

struct IssuedSettings {
    explicit IssuedSettings(AgentSettingsId settingsId) : settings(settingsId) {}
    AgentSettingsId settings;
    qint64 number = 0;
    QString keyName;     // fingerprint of the key that signed it
    QString contentHash; // of what was signed
    QByteArray document;
};

class SettingsPolicyStore
{
public:
    // The database outlives it.
    explicit SettingsPolicyStore(Database &database) : m_database(&database) {}

    // Those whose policy is missing, older than the last save, or signed by another key.
    [[nodiscard]] Result<std::vector<AgentSettingsId>> outOfDate(const QString &keyName) const;

    // Belongs to the settings as they stand now. notFound where there are none of this id.
    [[nodiscard]] Result<> issue(const IssuedSettings &issued);
    // Absent where they have not been issued yet.
    [[nodiscard]] Result<std::optional<IssuedSettings>> find(AgentSettingsId settings) const;

    // For agents: refused where it has not been issued yet, which an agent must not take for none that applies.
    [[nodiscard]] Result<QByteArray> documentOf(AgentSettingsId settings) const;

private:
    Database *m_database;
};

} // namespace seriatim
