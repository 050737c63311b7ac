// What an agent finds out about its surroundings while it works: who is there, how fast the network is, whether the computer
// needs a restart. Testers may assume answers; tests bring their own.
#pragma once

#include "engine/domain/session.h"

#include <optional>

namespace seriatim {

class EndpointSenses
{
public:
    virtual ~EndpointSenses() = default;

    [[nodiscard]] virtual bool someoneLoggedOn() const = 0; // cheap
    [[nodiscard]] virtual SessionState session() const = 0; // may ask the system, some milliseconds
    [[nodiscard]] virtual bool restartNeeded() const = 0;   // something has been installed that waits for one
    [[nodiscard]] virtual std::optional<int> connectionKbps() const = 0; // known without measuring; absent: measure it
};

// What a tester says instead of what the system would; absent: the system is asked.
struct AssumedSurroundings {
    std::optional<SessionState> session;
    std::optional<int> connectionKbps; // kilobytes a second
    std::optional<bool> restartNeeded;
};

class SystemSenses final : public EndpointSenses
{
public:
    explicit SystemSenses(const AssumedSurroundings &assumed = {}) : m_assumed(assumed) {}

    [[nodiscard]] bool someoneLoggedOn() const override;
    [[nodiscard]] SessionState session() const override;
    [[nodiscard]] bool restartNeeded() const override;
    [[nodiscard]] std::optional<int> connectionKbps() const override { return m_assumed.connectionKbps; }

private:
    AssumedSurroundings m_assumed;
};

} // namespace seriatim
