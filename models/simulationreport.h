// SimulationReport: what a recorded simulation run says of itself, read from its summary (formats.md), and the tables that
// show it. Records of earlier versions have no details; they say so.
#pragma once

#include "engine/simulation/scenario.h"
#include "engine/simulation/simulatedendpoint.h"
#include "engine/store/simulationstore.h"
#include "models/completioncurve.h"
#include "models/objecttablemodel.h"
#include "models/statussnapshot.h"

#include <map>

namespace seriatim {

struct SimulatedItem {
    int id = 0; // place, from 1
    QString program; // "PACKAGE/PROGRAM"; empty where the record is of an earlier version
    std::map<ItemStatus, int> computers;
    qint64 executions = 0;
    qint64 reruns = 0;
    bool operator==(const SimulatedItem &) const = default;
};

struct FailureCause {
    int id = 0;   // worst first, from 0
    int item = 0; // place, from 1
    QString program;
    QString cause; // "return code 1603", "timed out"
    int computers = 0;
    bool operator==(const FailureCause &) const = default;
};

// Something measured of the whole fleet.
struct FleetFigure {
    int id = 0; // where it stands
    QString name;
    QString value;
    bool operator==(const FleetFigure &) const = default;
};

struct SimulationReport {
    StatusSummary summary; // of the computers
    bool hasDetails = false;
    qint64 virtualSeconds = 0;
    qint64 restarts = 0;
    qint64 runs = 0;
    qint64 reruns = 0;
    std::map<int, qint64> succeededAfter; // seconds, by percent of those that succeeded
    CompletionCurve succeeded;
    CompletionCurve failed;
    std::vector<SimulatedItem> items;
    std::vector<FailureCause> causes; // the most computers first
    std::vector<FleetFigure> waits;   // all computers together
    std::vector<FleetFigure> load;    // restarts, reruns, bytes by server…

    [[nodiscard]] QStringList programNames() const; // by place
};

[[nodiscard]] SimulationReport reportOf(const SimulationRun &run);

// "Half of those that succeed are done after 12 min 0 s, 90 % after 20 min 0 s, 99 % after 23 min 10 s, the last after 24 min 0 s."
[[nodiscard]] QString percentilesText(const SimulationReport &report);
[[nodiscard]] QString waitText(SimulatedWait wait);

// A run as it can be replayed: what it assumed, with the seed and the computers that it had.
[[nodiscard]] Result<Scenario> scenarioOf(const SimulationRun &run, bool madeUp);
[[nodiscard]] Result<QString> scenarioTextOf(const SimulationRun &run, bool madeUp); // as a file

using SimulatedItemTable = ObjectTableModel<SimulatedItem>;
using FailureCauseTable = ObjectTableModel<FailureCause>;
using FleetFigureTable = ObjectTableModel<FleetFigure>;
// For the states that occur among these items.
[[nodiscard]] std::vector<SimulatedItemTable::Column> simulatedItemColumns(const std::vector<SimulatedItem> &items);
[[nodiscard]] std::vector<FailureCauseTable::Column> failureCauseColumns();
[[nodiscard]] std::vector<FleetFigureTable::Column> fleetFigureColumns(const QString &name, const QString &value);

} // namespace seriatim
