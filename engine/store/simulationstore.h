// SimulationStore: recorded simulation runs, apart from everything that real computers report (B41).
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/ids.h"
#include "engine/domain/returncodes.h"
#include "engine/domain/status.h"

#include <QString>

#include <optional>
#include <vector>

namespace seriatim {

class Database;

using SimulationId = Id<struct SimulationTag>;

struct SimulationRun {
    SimulationRun(SimulationId runId, TaskId simulatedTask) : id(runId), task(simulatedTask) {}

    SimulationId id;
    TaskId task;
    QString taskName;
    int taskRevision = 0;
    quint64 seed = 0;
    int endpoints = 0;
    Instant recordedAt = 0;
    QString recordedBy;
    QString parameters; // as given: scenario and options
    QString summary;    // JSON, as `simulate --json` gives it without its computers
    bool operator==(const SimulationRun &) const = default;
};

struct RecordedItem {
    ItemStatus status = ItemStatus::notStarted;
    std::optional<ReturnCode> returnCode;
    int attempts = 0;
    int executions = 0;
    bool couldNotStart = false; // B16a
    bool operator==(const RecordedItem &) const = default;
};

// What became of a computer, apart from when: many computers of a fleet have the same.
struct RecordedOutcome {
    ComputerStatus status = ComputerStatus::notReceived;
    int restarts = 0;
    int runs = 0;
    std::vector<RecordedItem> items; // of the last run
    bool operator==(const RecordedOutcome &) const = default;
};

// The computers of a run by their numbers.
struct RecordedFleet {
    std::vector<RecordedOutcome> outcomes;
    std::vector<int> outcomeOf;          // by computer, an index into `outcomes`
    std::vector<qint64> finishedAfter;   // by computer, in seconds from the start
    std::vector<QString> names;          // by computer; empty: made-up ones, which their numbers tell
    bool operator==(const RecordedFleet &) const = default;
};

struct RecordedComputer {
    int number = 0; // from 0
    QString name;   // empty for a made-up one
    qint64 finishedAfter = 0;
    RecordedOutcome outcome;
    bool operator==(const RecordedComputer &) const = default;
};

// The same without the outcome itself.
struct RecordedPlacement {
    int number = 0; // from 0
    QString name;   // empty for a made-up one
    int outcome = 0; // an index into outcomes()
    qint64 finishedAfter = 0;
    bool operator==(const RecordedPlacement &) const = default;
};

class SimulationStore
{
public:
    explicit SimulationStore(Database &database) : m_database(&database) {}

    [[nodiscard]] Result<> record(const SimulationRun &run, const RecordedFleet &fleet);

    // Newest first; of one task's identity, or all.
    [[nodiscard]] Result<std::vector<SimulationRun>> list(std::optional<TaskId> task = {}) const;
    [[nodiscard]] Result<SimulationRun> load(SimulationId id) const;

    // In the order in which they were recorded, `first` counted from 0.
    [[nodiscard]] Result<std::vector<RecordedComputer>> computers(SimulationId id, int first = 0,
                                                                   int atMost = 1'000'000) const;
    // For large fleets: every outcome of the run once, and which computer has which.
    [[nodiscard]] Result<std::vector<RecordedOutcome>> outcomes(SimulationId id) const;
    [[nodiscard]] Result<std::vector<RecordedPlacement>> placements(SimulationId id, int first, int atMost) const;
    // All of them at once, where those with the same outcome share it: what was given to record().
    [[nodiscard]] Result<RecordedFleet> fleet(SimulationId id) const;

    [[nodiscard]] Result<> remove(SimulationId id);

private:
    Database *m_database;
};

} // namespace seriatim
