// ReportStore: the figures behind the reports, counted from what computers reported. Simulated results lie in tables of
// their own that nothing here reads (B41).
// Everything comes from the folded tables, computer_task_status and item_status, which are right whatever came twice, late
// or by a wrong clock (B40), and which stay when the history is shortened. They say how the newest run stands: what an
// earlier run of the same task did is in no figure. The history is read for one thing alone, the first report of a task:
// one row of it, found by an index, or what the folded row keeps of it once it was removed.
// A task is counted under the identity that it has today, as in the Status tab: after a change of its order (B5) the
// figures begin anew. What computers report of removed tasks is not counted; when they were last heard of is.
// Moments are the store's own (`reported`), so no endpoint's clock decides what counts. Lengths of time are measured by the
// endpoint's clock, at both ends by the same one; one that was set meanwhile is recognized by isCredibleDuration.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/ids.h"
#include "engine/domain/returncodes.h"
#include "engine/domain/status.h"

#include <QStringList>

#include <array>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <vector>

namespace seriatim {

class Database;

// What counts. What is left empty lets everything through.
struct ReportScope {
    std::optional<TaskId> task{};                     // as it is today
    std::optional<std::vector<ProgramId>> programs{}; // byProgram alone
    QString computer{};                               // a name with '*' and '?', or a part of one
    std::optional<QStringList> among{};               // computers by name
    std::optional<Instant> since{};                   // the computer's newest report on the task came in then or later
    std::optional<Instant> until{};                   // and before then
};

// How many computers, or tasks, are in each status.
class StatusTally
{
public:
    void add(ComputerStatus status) { ++m_counts[static_cast<size_t>(status)]; }
    [[nodiscard]] qint64 of(ComputerStatus status) const { return m_counts[static_cast<size_t>(status)]; }
    [[nodiscard]] qint64 total() const { return std::accumulate(m_counts.begin(), m_counts.end(), qint64(0)); }
    bool operator==(const StatusTally &) const = default;

private:
    std::array<qint32, 7> m_counts{}; // there may be a million of these
};

// In milliseconds; the nearest-rank percentiles.
struct DurationFigures {
    qint64 measured = 0;
    std::optional<qint64> median;
    std::optional<qint64> p90;
    std::optional<qint64> p99;
    bool operator==(const DurationFigures &) const = default;
};

struct TaskFigures {
    explicit TaskFigures(TaskId taskId) : task(taskId) {}

    TaskId task;
    QString name;
    bool enabled = true;
    StatusTally computers; // those that reported
    int restarts = 0;
    std::optional<Instant> firstReport; // of the computers that count
    std::optional<Instant> lastReport;
    DurationFigures duration; // of runs that have ended, from their start to their end
    bool operator==(const TaskFigures &) const = default;
};

// Of a program that line items of today's tasks run: each computer's result of each of them.
struct ProgramFigures {
    explicit ProgramFigures(ProgramId programId) : program(programId) {}

    ProgramId program;
    QString package;
    QString version;
    QString name;
    int lineItems = 0;
    std::map<ItemStatus, qint64> results;
    qint64 executions = 0;                // how often it truly began
    std::map<ReturnCode, qint64> codes;   // that it returned, where they decided a result: no code of an item already present
    DurationFigures duration;             // of results with an execution, from the first start to the end, waits between included
    bool operator==(const ProgramFigures &) const = default;
};

struct ComputerFigures {
    QString computer;
    StatusTally tasks;
    int restarts = 0;
    Instant lastReport = 0;
    bool operator==(const ComputerFigures &) const = default;
};

// One computer's newest run of one task.
struct RunFigures {
    explicit RunFigures(TaskId taskId) : task(taskId) {}

    TaskId task;
    QString taskName;
    QString computer;
    ComputerStatus status = ComputerStatus::notReceived;
    int run = 0;
    int restarts = 0;
    int reruns = 0; // executions of its programs beyond the first of each line item
    Instant lastReport = 0;
    QString explanation; // restartPending() alone
    bool operator==(const RunFigures &) const = default;
};

// When a computer was last heard of, whatever it reported on, removed tasks included.
struct HeardFigures {
    QString computer;
    Instant lastReport = 0;
    int tasks = 0;       // of today, that it reported on
    int unfinished = 0;  // of these neither succeeded, failed nor withdrawn
    bool onTask = false; // it reported on the scope's task
    bool operator==(const HeardFigures &) const = default;
};

// Whether what an endpoint's clock measured can be a length of time at all: it did not run backwards, did not end in the
// future of the store that heard of the end, and is not longer than a year, which a clock makes of a dead battery.
[[nodiscard]] bool isCredibleDuration(Instant started, Instant finished, Instant reported);

// As ReportScope::computer is meant.
[[nodiscard]] bool isNamedLike(const QString &computer, const QString &pattern);

class ReportStore
{
public:
    // The database outlives it. `cancelled` may be empty; it is asked now and then, and makes the answer a cancelled error.
    explicit ReportStore(Database &database, std::function<bool()> cancelled = {})
        : m_database(&database), m_cancelled(std::move(cancelled)) {}

    // Each reads everything as it is at one moment. Cost: the rows that count; of a scope with few computers theirs alone.
    [[nodiscard]] Result<std::vector<TaskFigures>> byTask(const ReportScope &scope) const;         // by name; every task
    [[nodiscard]] Result<std::vector<ProgramFigures>> byProgram(const ReportScope &scope) const;   // by package and name
    [[nodiscard]] Result<std::vector<ComputerFigures>> byComputer(const ReportScope &scope) const; // by name
    [[nodiscard]] Result<std::vector<RunFigures>> restarts(const ReportScope &scope) const;        // by task, then computer
    [[nodiscard]] Result<std::vector<RunFigures>> restartPending(const ReportScope &scope) const;  // by task, then computer
    [[nodiscard]] Result<std::vector<HeardFigures>> heard(const ReportScope &scope) const;         // by name; times do not count

private:
    Database *m_database;
    std::function<bool()> m_cancelled;
};

} // namespace seriatim
