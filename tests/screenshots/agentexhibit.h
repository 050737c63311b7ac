// An agent's home in the middle of a run, for the pictures of the agent window.
#pragma once

#include "engine/agent/agenthome.h"
#include "engine/domain/sequentialtask.h"

namespace seriatim {

// `working` stands at its third line item, `waiting` waits for its schedule, and the store has not been reached lately.
[[nodiscard]] Result<> fillAgentHome(const AgentHome &home, const QString &computer, const SequentialTask &working, const SequentialTask &waiting);

// `task` is about to begin, or the computer to restart after its third line item.
struct WarnedExhibit {
    bool restart = false;
    int minutes = 5;         // until it comes, from now
    int deadlineMinutes = 5; // until when it can be put off
};
[[nodiscard]] Result<> fillWarnedHome(const AgentHome &home, const QString &computer, const SequentialTask &task, const WarnedExhibit &exhibit);

} // namespace seriatim
