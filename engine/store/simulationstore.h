// SimulationStore: recorded simulation runs, apart from everything that real computers report (B41).
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/ids.h"

#include <QByteArray>
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

// The result is opaque to the store.
struct RecordedComputer {
    QString name;
    QByteArray result;
    bool operator==(const RecordedComputer &) const = default;
};

class SimulationStore
{
public:
    explicit SimulationStore(Database &database) : m_database(&database) {}

    [[nodiscard]] Result<> record(const SimulationRun &run, const std::vector<RecordedComputer> &computers);

    // Newest first; of one task's identity, or all.
    [[nodiscard]] Result<std::vector<SimulationRun>> list(std::optional<TaskId> task = {}) const;
    [[nodiscard]] Result<SimulationRun> load(SimulationId id) const;

    // In the order in which they were recorded, `first` counted from 0.
    [[nodiscard]] Result<std::vector<RecordedComputer>> computers(SimulationId id, int first = 0,
                                                                   int atMost = 1'000'000) const;
    [[nodiscard]] Result<> remove(SimulationId id);

private:
    Database *m_database;
};

} // namespace seriatim
