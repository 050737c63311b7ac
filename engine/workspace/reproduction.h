// Reproduction: what a simulation came to, as one file that `seriatimctl test FILE` goes through again (docs/formats.md).
#pragma once

#include "engine/workspace/preparedsimulation.h"

namespace seriatim {

// A definition of the task with the programs that it runs, of that one computer of the simulation, and of each scenario
// with what comes out of it as <Expect> rows. The scenarios' own computers and expectations give way to that. An error
// where one of them never ends.
[[nodiscard]] Result<QByteArray> reproduction(Workspace &workspace, const PreparedSimulation &prepared, int computer,
                                              const std::vector<Scenario> &scenarios);

} // namespace seriatim
