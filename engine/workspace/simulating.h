// Simulation of a stored task (B42).
#pragma once

#include "engine/simulation/fleet.h"
#include "engine/workspace/workspace.h"

#include <QJsonObject>

namespace seriatim {

struct SimulationRequest {
    QString task;                  // name or GUID
    Scenario scenario;
    QString scenarioText;          // as it was read, for the record
    bool record = false;
};

// Called for each computer as it is done; the object is the one in the JSON of formats.md.
using SimulationVisitor = std::function<void(const QJsonObject &computer)>;

struct SimulationResult {
    explicit SimulationResult(SequentialTask simulatedTask) : task(std::move(simulatedTask)) {}
    SequentialTask task;
    QStringList programNames;
    SimulationTotals totals;
    qint64 bytesReceived = 0;   // of packages, over the network
    qint64 bytesFromServer = 0; // fewer where packages are multicast (B28)
};

// Cancelled, it records nothing.
[[nodiscard]] Result<SimulationResult> simulateTask(Workspace &workspace, const SimulationRequest &request,
                                                    const SimulationVisitor &visit,
                                                    const std::function<bool()> &cancelled = {});

// The object of formats.md without its computers.
[[nodiscard]] QJsonObject toJson(const SimulationResult &result);

} // namespace seriatim
