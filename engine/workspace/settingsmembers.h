// Which agent settings each computer gets (B28), by the rule of domain/settingschoice.h.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/computer.h"
#include "engine/domain/settingschoice.h"

namespace seriatim {

class Workspace;

// By index in `computers`; null where none apply. They point into `settings`. Fast at any size.
[[nodiscard]] std::vector<const AgentSettings *> settingsOfComputers(const std::vector<AgentSettings> &settings,
                                                                     const std::vector<Collection> &collections,
                                                                     const std::vector<Computer> &computers);

// Those of one computer of the store; absent where none apply.
[[nodiscard]] Result<std::optional<AgentSettings>> settingsOf(Workspace &workspace, const Computer &computer);

} // namespace seriatim
