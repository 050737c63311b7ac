// AgentHome: the folder that one agent works in; a second agent on it is refused.
#pragma once

#include "engine/agent/homefiles.h"
#include "engine/agent/homelock.h"
#include "engine/policy/signing.h"

namespace seriatim {

class AgentHome : public HomeFiles
{
public:
    // Makes the folder where need be and takes its lock for the life of the object.
    [[nodiscard]] static Result<AgentHome> open(const QString &folder);

    [[nodiscard]] AgentId agent() const { return m_agent; }

    // The store that this agent belongs to, by its key; absent before it is enrolled.
    [[nodiscard]] Result<std::optional<PublicKey>> trustedKey() const;
    [[nodiscard]] Result<> setTrustedKey(const PublicKey &key);
    [[nodiscard]] static bool isEnrolled(const QString &folder);

    // The next start of the agent finds another boot.
    [[nodiscard]] Result<> simulateRestart();

private:
    AgentHome(const HomeFiles &files, AgentId agent, HomeLock lock) : HomeFiles(files), m_agent(agent), m_lock(std::move(lock)) {}

    AgentId m_agent;
    HomeLock m_lock;
};

} // namespace seriatim
