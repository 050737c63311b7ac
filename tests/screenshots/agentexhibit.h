// An agent's home in the middle of a run, for the pictures of the agent window.
#pragma once

#include "engine/agent/agenthome.h"
#include "engine/domain/sequentialtask.h"

namespace seriatim {

// `working` stands at its third line item, `waiting` waits for its schedule, and the store has not been reached lately.
[[nodiscard]] Result<> fillAgentHome(const AgentHome &home, const QString &computer, const SequentialTask &working, const SequentialTask &waiting);

} // namespace seriatim
