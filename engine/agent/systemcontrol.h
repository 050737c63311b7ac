// Restarting the computer and logging users off by the system's own means; only used where the agent may (B17).
#pragma once

#include "engine/base/result.h"

namespace seriatim {

// Asks for it and returns; an error says why the system would not.
[[nodiscard]] Result<> restartComputer();
void logOffAllUsers();

// Whether whoever is logged on has locked the screen and gone; false where the system does not tell.
[[nodiscard]] bool everySessionIsLocked();
// Something that was installed has left word that it needs a restart.
[[nodiscard]] bool systemNeedsRestart();

} // namespace seriatim
