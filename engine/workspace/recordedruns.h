// Finding recorded simulation runs, and the execution order that each of them walked.
#pragma once

#include "engine/workspace/itempairs.h"
#include "engine/workspace/workspace.h"

namespace seriatim {

// Newest first. Of a task, by name or GUID, under all identities that it has had; a removed task by the name or GUID that its
// runs were recorded under. A task without any run is no error, one that nobody knows is notFound.
[[nodiscard]] Result<std::vector<SimulationRun>> recordedRuns(Workspace &workspace, const std::optional<QString> &task);

// The one of these that `name` names: its GUID or a beginning of it that no other has (four digits at least, braces and hyphens
// may be left out), "latest", or "latest~1" for the one before it. Errors: notFound, invalidInput (several begin so).
[[nodiscard]] Result<SimulationRun> findRun(const std::vector<SimulationRun> &newestFirst, const QString &name);

// As many digits of the runs' ids, at least eight, as tell them apart.
[[nodiscard]] QString shortId(SimulationId id, const std::vector<SimulationRun> &among);

// What its summary counts.
struct RunCounts {
    int succeeded = 0;
    int failed = 0;
    int waiting = 0;     // for what never came
    int notReceived = 0; // without the Task Synchronization agent
    bool operator==(const RunCounts &) const = default;
};
[[nodiscard]] RunCounts countsOf(const SimulationRun &run);

// The order that the run walked; nothing where its task has been removed from the store since.
[[nodiscard]] Result<std::optional<SequentialTask>> walkedOrder(Workspace &workspace, const SimulationRun &run);

// pairItems() with the names of the programs.
[[nodiscard]] Result<std::vector<PairedItem>> pairNamedItems(Workspace &workspace, const SequentialTask &first, const SequentialTask &second);

} // namespace seriatim
