// A scenario as XML (formats.md): read again it is the same, but for the positions of its expectations.
#pragma once

#include "engine/simulation/scenario.h"

namespace seriatim {

[[nodiscard]] QByteArray writeScenario(const Scenario &scenario); // a whole document
// The element alone, to stand in another document.
[[nodiscard]] QByteArray scenarioElement(const Scenario &scenario);

} // namespace seriatim
