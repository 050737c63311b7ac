// How comparisons of simulated runs are shown. Everything simulated says so (B41).
#pragma once

#include "app/cli/command.h"
#include "engine/workspace/simulationcomparison.h"
#include "engine/workspace/statuscomparison.h"

namespace seriatim {

struct ComparedRuns {
    SimulationRun first;
    SimulationRun second;
    std::vector<SimulationRun> among; // for ids that tell runs apart
};

[[nodiscard]] QJsonObject comparisonJson(const ComparedRuns &runs, const RunComparison &comparison);
void printComparison(const Invocation &invocation, const ComparedRuns &runs, const RunComparison &comparison);

[[nodiscard]] QJsonObject comparisonJson(const SimulationRun &run, const StatusComparison &comparison);
void printComparison(const Invocation &invocation, const SimulationRun &run, const QString &runName, const StatusComparison &comparison);

} // namespace seriatim
