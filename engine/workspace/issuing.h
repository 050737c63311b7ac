// Issuing: keeps the signed policies of a store up to date with what is saved in it, within the same transaction, so that
// agents find either the old task with its policy or the new one with its own.
#pragma once

#include "engine/policy/signing.h"
#include "engine/store/store.h"

namespace seriatim {

// The private key of a store lies beside it.
[[nodiscard]] QString keyFileOf(const QString &storeFile);

// How many were issued.
struct IssueCounts {
    int tasks = 0;
    int agentSettings = 0;
};

class PolicyIssuer
{
public:
    explicit PolicyIssuer(Database &database) : m_database(database) {}

    // Loads the key, or makes it where the store has none yet. The others do this themselves when they need it.
    [[nodiscard]] Result<> takeKey();

    // Without the private key.
    [[nodiscard]] Result<bool> isAnythingOutOfDate() const;
    // Whatever is out of date. Within the transaction that is open.
    [[nodiscard]] Result<> issueOutOfDate();
    // Every task and all agent settings anew, with new numbers: after an older copy of the store was put in its place.
    [[nodiscard]] Result<IssueCounts> issueAll();

private:
    [[nodiscard]] Result<SigningKey> makeKey(const QString &path, bool hadOne);
    [[nodiscard]] Result<> issue(TaskId task, bool evenIfSame);
    [[nodiscard]] Result<> issue(AgentSettingsId settings, bool evenIfSame);
    [[nodiscard]] Result<> issueEach(const std::vector<TaskId> &tasks, const std::vector<AgentSettingsId> &settings, bool evenIfSame);

    Database &m_database;
    std::optional<SigningKey> m_key;
};

} // namespace seriatim
