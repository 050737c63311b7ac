// StatusStore: what agents reported (B38–B40). Simulated results never come here (B41).
// Events come in at least once and are applied exactly once. Which of two is the later one is told by the agent's own
// numbering, never by a clock: of one agent the greater number, of two agents the one that first reported later.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/statusevent.h"

#include <QHash>
#include <QStringList>

#include <map>

namespace seriatim {

class Database;

// An event that is further in the future than this when it comes in is flagged (B40).
inline constexpr Instant clockTolerance = 10 * millisPerMinute;

struct LineItemStatus {
    explicit LineItemStatus(LineItemId lineItem) : item(lineItem) {}

    LineItemId item;
    int place = 0;
    ItemStatus status = ItemStatus::notStarted;
    WaitReason waitReason = WaitReason::none;
    std::optional<ReturnCode> returnCode;
    int attempts = 0;
    int executions = 0;
    std::optional<Instant> started; // first start in this run, by the endpoint's clock
    std::optional<Instant> finished;
    QString explanation;
    QString output; // only where it was asked for
    bool operator==(const LineItemStatus &) const = default;
};

// One computer's state of one sequential task.
struct ComputerTaskStatus {
    QString computer;
    int taskRevision = 0;
    ComputerStatus status = ComputerStatus::notReceived;
    WaitReason waitReason = WaitReason::none;
    int run = 0;
    int restarts = 0;
    int place = 0; // of the line item that was reported last; 0: none in this run
    std::optional<Instant> started;
    std::optional<Instant> finished;
    Instant reported = 0;    // when the newest event came in, by the store's clock
    bool clockAhead = false; // that event was from the future
    QString explanation;
    QString problem;                   // the last one in this run; empty: none
    std::vector<LineItemStatus> items; // by place; those that were reported in this run
    bool operator==(const ComputerTaskStatus &) const = default;
};

struct StatusQuery {
    QString computer{};                     // a name with '*' and '?', or a part of one; empty: all
    std::optional<ComputerStatus> status{}; // absent: all
    QString after{};                        // pages on: the name of the last computer of the page before
    int atMost = 1000;
    bool withItems = true;
    bool withOutput = false;
};

struct StatusCounts {
    std::map<ComputerStatus, int> computers;
    std::map<LineItemId, std::map<ItemStatus, int>> items;
};

// What a save that renews identities would repeat (B7).
struct ReportedImpact {
    int succeeded = 0;
    int failed = 0;
    int inProgress = 0;                      // received, neither succeeded nor failed nor withdrawn
    std::map<LineItemId, int> finishedItems; // on how many of the computers each finished successfully
};

struct ReportedEvent {
    StatusEvent event;
    Instant received = 0;
    bool clockAhead = false;
};

class StatusStore
{
public:
    explicit StatusStore(Database &database) : m_database(&database) {}

    // All or nothing, on the disk when it returns: the ids are those to acknowledge, known ones included.
    [[nodiscard]] Result<std::vector<EventId>> apply(const std::vector<StatusEvent> &events, Instant receivedAt);

    // By computer name. A computer that never reported for this identity of the task is not in it.
    [[nodiscard]] Result<std::vector<ComputerTaskStatus>> statuses(TaskId task, const StatusQuery &query = {}) const;
    [[nodiscard]] Result<std::optional<ComputerTaskStatus>> statusOf(TaskId task, const QString &computer) const;
    [[nodiscard]] Result<StatusCounts> counts(TaskId task) const;
    // Of these line items of the task, on these computers.
    [[nodiscard]] Result<ReportedImpact> impact(TaskId task, const QStringList &computers,
                                                const std::vector<LineItemId> &items) const;

    // In the order in which they came in; the latest `atMost`.
    [[nodiscard]] Result<std::vector<ReportedEvent>> history(TaskId task, const QString &computer,
                                                             int atMost = 1000) const;

private:
    Database *m_database;
};

} // namespace seriatim
