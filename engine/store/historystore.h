// HistoryStore: how long the events that computers reported are kept, and what is left of those that are not. Statuses and
// totals never depend on it: they stay, and an event that was removed is still known when it comes again (B40). Of each
// removed event its day, task, line item, status and return code stay counted for ever.
// Events are removed by when they came in, by the store's clock. Never removed are those that say how things stand now: the
// newest of each computer and task, and of each line item the newest and the one with its output.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/statusevent.h"

#include <functional>

namespace seriatim {

class Database;

inline constexpr int mostHistoryDays = 36'500;
inline constexpr qint64 millisPerDay = 24 * 60 * millisPerMinute;

struct CompactProgress {
    qint64 seen = 0; // events that were looked at
    qint64 all = 0;  // that the store had at the beginning
    qint64 removed = 0;
};

struct CompactOptions {
    int eventsPerStep = 1000; // looked at in one transaction
    std::function<bool(const CompactProgress &)> goOn{}; // asked after each step; false ends it, and what was done stays
};

struct CompactOutcome {
    qint64 removed = 0;
    qint64 kept = 0;       // as old, but they say how things stand now
    qint64 freeBytes = 0;  // inside the file, for what comes next: it does not grow until they are used up
    bool isComplete = true; // it was not ended by goOn
    bool operator==(const CompactOutcome &) const = default;
};

struct HistoryScope {
    std::optional<TaskId> task{};   // this identity of it
    std::optional<Instant> since{}; // days, in UTC, of which any moment lies in the period
    std::optional<Instant> until{};
};

// Events of one kind that came in on one day, those that were removed included.
struct HistoryCount {
    explicit HistoryCount(TaskId taskId) : task(taskId) {}

    Instant day = 0; // its beginning in UTC
    TaskId task;
    StatusEvent::Kind kind = StatusEvent::Kind::itemChanged;
    std::optional<LineItemId> item;                               // itemChanged only
    ItemStatus itemStatus = ItemStatus::notStarted;               // with an item
    ComputerStatus computerStatus = ComputerStatus::notReceived;  // without one
    std::optional<ReturnCode> returnCode;
    qint64 events = 0;
    bool operator==(const HistoryCount &) const = default;
};

// What does not agree (`store check`).
struct HistoryFaults {
    qint64 statuses = 0;  // of computers, whose events are all there and say something else
    qint64 counts = 0;    // of removed events: there are others than are counted
    bool operator==(const HistoryFaults &) const = default;
};

class HistoryStore
{
public:
    // The database outlives it.
    explicit HistoryStore(Database &database) : m_database(&database) {}

    // For how many days events are kept; absent: for ever, as in every store where nothing was set.
    [[nodiscard]] Result<std::optional<int>> keptDays() const;
    // 1 to mostHistoryDays; removes nothing by itself.
    [[nodiscard]] Result<> setKeptDays(std::optional<int> days);

    // What came in from then on is all there; of what came in before, some may have been removed. Absent: nothing ever was.
    [[nodiscard]] Result<std::optional<Instant>> completeSince() const;

    // Of one computer, on this identity of a task.
    [[nodiscard]] Result<qint64> removedEvents(TaskId task, const QString &computer) const;

    // Removes what came in before that moment, in short transactions with a rest after each, so that others read and write
    // meanwhile. Not within a transaction. After an error, or an end in the middle, what was removed is removed and counted,
    // and a later one goes on.
    [[nodiscard]] Result<CompactOutcome> compact(Instant before, const CompactOptions &options = {});

    // By day, task, kind, item and status.
    [[nodiscard]] Result<std::vector<HistoryCount>> counts(const HistoryScope &scope = {}) const;

    // Reads every event.
    [[nodiscard]] Result<HistoryFaults> faults() const;
    // Works out anew the statuses whose events are all there and say something else, and the totals with them; how many.
    [[nodiscard]] Result<qint64> repairStatuses();

private:
    Database *m_database;
};

} // namespace seriatim
