// Simulating a stored task from the console: what to assume, and the outcome in words. Off the GUI thread.
#pragma once

#include "engine/workspace/simulating.h"
#include "models/storesession.h"

namespace seriatim {

inline constexpr int mostSimulatedComputers = 1'000'000;

struct SimulationWish {
    QString taskGuid;
    std::optional<int> computers; // made-up ones; absent: those of the task's collections
    quint64 seed = 0;
    bool record = false; // as a simulation run, in the store
    Scenario assumed = {}; // its seed and computers do not count
};

struct SimulationOutcome {
    QString summary;   // one line
    QStringList items; // a line each, in execution order
    std::optional<SimulationId> recorded = {};
};

// Cancelled, it keeps nothing.
[[nodiscard]] Result<SimulationOutcome> simulate(Workspace &workspace, const SimulationWish &wish, JobControl &control);

// "900 succeeded, 100 failed, all done after 24 virtual minutes"
[[nodiscard]] QString simulationSummary(int succeeded, int failed, qint64 virtualSeconds);

} // namespace seriatim
