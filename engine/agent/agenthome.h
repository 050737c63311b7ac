// AgentHome: the folder that one agent works in; a second agent on it is refused.
#pragma once

#include "engine/agent/homelock.h"
#include "engine/base/result.h"
#include "engine/domain/ids.h"
#include "engine/policy/signing.h"

#include <QString>


namespace seriatim {

class AgentHome
{
public:
    // Makes the folder where need be and takes its lock for the life of the object.
    [[nodiscard]] static Result<AgentHome> open(const QString &folder);

    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] AgentId agent() const { return m_agent; }

    // The store that this agent belongs to, by its key; absent before it is enrolled.
    [[nodiscard]] Result<std::optional<PublicKey>> trustedKey() const;
    [[nodiscard]] Result<> setTrustedKey(const PublicKey &key);
    [[nodiscard]] static bool isEnrolled(const QString &folder);

    [[nodiscard]] QString journalFile() const { return m_folder + QStringLiteral("/Task Synchronization/synchronization.xml"); }
    // The one before it: for support, never read by an agent.
    [[nodiscard]] QString previousJournalFile() const { return m_folder + QStringLiteral("/Task Synchronization/synchronization.previous.xml"); }
    [[nodiscard]] QString programRecordFile() const { return m_folder + QStringLiteral("/Task Synchronization/program.json"); }
    [[nodiscard]] QString policyFolder() const { return m_folder + QStringLiteral("/Policies"); }
    [[nodiscard]] QString eventFolder() const { return m_folder + QStringLiteral("/Events"); }
    [[nodiscard]] QString packageFolder() const { return m_folder + QStringLiteral("/Package Cache"); }
    [[nodiscard]] QString logFolder() const { return m_folder + QStringLiteral("/Logs"); }

    // Identity of this start of the computer, simulated restarts included (B19a).
    [[nodiscard]] quint64 boot() const;
    // The next start of the agent finds another boot.
    [[nodiscard]] Result<> simulateRestart();

private:
    AgentHome(QString folder, AgentId agent, HomeLock lock) : m_folder(std::move(folder)), m_agent(agent), m_lock(std::move(lock)) {}

    QString m_folder;
    AgentId m_agent;
    HomeLock m_lock;
};

} // namespace seriatim
