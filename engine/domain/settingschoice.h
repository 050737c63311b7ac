// Which agent settings apply to a computer (B28): the one rule that agents, simulations and the console go by.
#pragma once

#include "engine/domain/options.h"

namespace seriatim {

// The higher priority comes first; of two with the same, the one whose name does, letter case aside, then the smaller GUID.
[[nodiscard]] bool outranks(const AgentSettings &a, const AgentSettings &b);

// In that order; they point into `settings`.
[[nodiscard]] std::vector<const AgentSettings *> byRank(const std::vector<AgentSettings> &settings);

// Of a computer that is in these collections; null where none apply and the built-in values hold.
[[nodiscard]] const AgentSettings *settingsFor(const std::vector<CollectionId> &collectionsOfComputer,
                                               const std::vector<AgentSettings> &settings);

} // namespace seriatim
