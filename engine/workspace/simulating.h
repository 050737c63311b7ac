// Simulation of a stored task (B42).
#pragma once

#include "engine/workspace/preparedsimulation.h"

#include <QJsonObject>

namespace seriatim {

struct SimulationRequest {
    QString task;                  // name or GUID
    Scenario scenario;
    QString scenarioText;          // as it was read, for the record
    bool record = false;
    int threads = 0;               // 0: one for each core
};

struct SimulationResult {
    explicit SimulationResult(SequentialTask simulatedTask) : task(std::move(simulatedTask)) {}
    SequentialTask task;
    QStringList programNames;
    SimulationTotals totals;
    qint64 bytesReceived = 0;   // of packages, over the network
    qint64 bytesFromServer = 0; // fewer where packages are multicast (B28)
    std::map<QString, qint64> bytesByServer;
    std::optional<SimulationId> recorded;
};

// All may be empty.
struct SimulationWatch {
    std::function<void(const SimulatedComputer &)> visit; // each computer, in their order
    std::function<void(int done, int total)> progress;    // now and then
    std::function<bool()> cancelled;
};

// Cancelled, it records nothing.
[[nodiscard]] Result<SimulationResult> simulateTask(Workspace &workspace, const SimulationRequest &request, const SimulationWatch &watch = {});
// Without the record.
[[nodiscard]] Result<SimulationResult> simulate(const PreparedSimulation &prepared, const SimulationWatch &watch, int threads = 0);

// What the object of formats.md does not have: the completion curve, causes of failures, times of waiting (docs/formats.md).
[[nodiscard]] QJsonObject detailsJson(const SimulationResult &result);

// The object of formats.md without its computers, and one of those.
[[nodiscard]] QJsonObject toJson(const SimulationResult &result);
[[nodiscard]] QJsonObject toJson(const SimulatedComputer &computer);

} // namespace seriatim
