// Restarting the computer and logging users off by the system's own means; only used where the agent may (B17).
#pragma once

#include "engine/base/result.h"

namespace seriatim {

// Asks for it and returns; an error says why the system would not.
[[nodiscard]] Result<> restartComputer();
void logOffAllUsers();

} // namespace seriatim
