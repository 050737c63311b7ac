// DashboardStore: the figures of the console's start page. Simulated results lie in tables of their own that nothing here
// reads (B41). As in the reports, a task counts under the identity that it has today, by how each computer's newest run
// stands, and moments are the store's own; an endpoint's clock decides nothing.
// Everything comes from totals that are kept up to date as events come in, so what an answer costs grows with the number of
// tasks and of minutes in which something happened, and not with the number of computers or of events.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/ids.h"
#include "engine/domain/portalrequest.h"
#include "engine/domain/returncodes.h"
#include "engine/domain/status.h"

#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace seriatim {

class Database;

// How many computers had finished by then, of those that are finished now. A computer that ran again counts from its
// newest end on.
struct FinishPoint {
    Instant at = 0;
    qint64 succeeded = 0;
    qint64 failed = 0;
    bool operator==(const FinishPoint &) const = default;
};

struct Rollout {
    explicit Rollout(TaskId taskId) : task(taskId) {}

    TaskId task;
    QString name;
    bool enabled = true;
    Instant savedAt = 0;
    std::map<ComputerStatus, qint64> computers; // those that reported; no status with none
    std::optional<Instant> lastReport;          // the beginning of the minute in which the newest one came in
    std::vector<FinishPoint> curve;             // from the first end to the last; rises; empty: nobody has finished

    bool operator==(const Rollout &) const = default;
    [[nodiscard]] qint64 of(ComputerStatus status) const;
    [[nodiscard]] qint64 reported() const;
    [[nodiscard]] qint64 underWay() const; // waiting, running, or with a restart pending
};

struct RolloutList {
    std::vector<Rollout> rollouts;
    qint64 more = 0; // that were left out
    bool operator==(const RolloutList &) const = default;
};

// Computers whose line item stands at this failure.
struct FailurePlace {
    FailurePlace(TaskId taskId, LineItemId itemId) : task(taskId), item(itemId) {}
    TaskId task;
    QString taskName;
    LineItemId item;
    int place = 0; // in the execution order
    qint64 computers = 0;
    bool operator==(const FailurePlace &) const = default;
};

// One program that fails in one way, wherever it is run.
struct FailureGroup {
    explicit FailureGroup(ProgramId programId) : program(programId) {}
    ProgramId program;
    QString programName; // "PACKAGE/PROGRAM"
    ItemStatus status = ItemStatus::failed;
    std::optional<ReturnCode> code;
    std::vector<FailurePlace> places; // the most computers first
    bool operator==(const FailureGroup &) const = default;
    [[nodiscard]] qint64 computers() const; // a computer counts once for each of the places
};

// What does not go on by itself.
struct RolloutProblem {
    enum class Kind {
        restartPending, // for more than silentAfter nothing was heard of computers whose restart is pending
        runningSilent,  // the same of computers that said that they run
        clockAhead,     // the newest report of computers is from the future (B40); counted up to mostClocks
        nothingToRun,   // the task is enabled and has no line items
        notReceived     // computers that the task is for have not reported on it, though it was saved long ago
    };

    static constexpr qint64 mostClocks = 1000; // no total is kept of them

    explicit RolloutProblem(TaskId taskId) : task(taskId) {}
    Kind kind = Kind::restartPending;
    TaskId task; // enabled
    QString taskName;
    qint64 computers = 0;
    bool operator==(const RolloutProblem &) const = default;
};

// How many computers a task's collections list.
struct ListedTargets {
    qint64 computers = 0;   // each once; not counted where a collection has a filter
    bool hasFilter = false; // a collection takes in others by their inventory
    bool operator==(const ListedTargets &) const = default;
};

class DashboardStore
{
public:
    static constexpr size_t mostCurvePoints = 60;
    static constexpr qint64 silentAfter = 24 * 60 * millisPerMinute;
    static constexpr qint64 recently = 7 * silentAfter; // milliseconds, too
    static constexpr qint64 failureStep = 15 * millisPerMinute;

    // The database outlives it.
    explicit DashboardStore(Database &database) : m_database(&database) {}

    // Tasks that are enabled and have computers under way; then those of which something was heard recently; then those that
    // are enabled, have something to run and collections to run it on, were saved recently and have not been heard of. The
    // newest first in each.
    [[nodiscard]] Result<RolloutList> rollouts(Instant now, size_t atMost) const;

    // Line items of today's tasks that stand at a failure (B16), on computers whose newest report came in at `since`, rounded
    // down to failureStep, or later: what StatusListQuery finds with the item, its status, its code and that moment. The most
    // computers first.
    [[nodiscard]] Result<std::vector<FailureGroup>> failures(Instant since) const;

    // Requests that an administrator has to decide (B36), the oldest first, without their histories.
    [[nodiscard]] Result<std::vector<PortalRequest>> openRequests(Instant now, int atMost) const;

    // Of every kind but notReceived; the worst first.
    [[nodiscard]] Result<std::vector<RolloutProblem>> problems(Instant now) const;

    // Absent: the task is not there.
    [[nodiscard]] Result<std::optional<ListedTargets>> listedTargets(TaskId task) const;
    // In the store, counted up to `atMost`.
    [[nodiscard]] Result<qint64> computerCount(qint64 atMost) const;

private:
    Database *m_database;
};

} // namespace seriatim
