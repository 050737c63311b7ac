// Comparisons of simulation runs as jobs that can be cancelled and say how far they are.
#pragma once

#include "engine/workspace/simulationcomparison.h"
#include "engine/workspace/statuscomparison.h"
#include "models/storesession.h"

namespace seriatim {

// The errors are those of compareRuns() and compareWithStatus().
[[nodiscard]] Result<RunComparison> compareRuns(Workspace &workspace, const SimulationRun &first, const SimulationRun &second, JobControl &control);
[[nodiscard]] Result<StatusComparison> compareWithStatus(Workspace &workspace, const SimulationRun &run, JobControl &control);

} // namespace seriatim
