// Private to the store's .cpp files: the rows that reports count, within an open transaction. Throws as SOCI does.
#pragma once

#include "engine/store/reportstore.h"
#include "engine/store/sql_p.h"

#include <unordered_map>
#include <unordered_set>

namespace seriatim::reportrows {

using sql::Key;

struct ReportedTask {
    std::optional<Key> reported; // absent: no computer has reported on its present identity
    Key key = 0;
    TaskId id;
    QString name;
    bool enabled = true;
};

// Today's tasks that count, by name.
[[nodiscard]] std::vector<ReportedTask> tasksOf(soci::session &session, const ReportScope &scope);

// Which endpoints count.
class EndpointChoice
{
public:
    EndpointChoice(soci::session &session, const ReportScope &scope);

    [[nodiscard]] bool isEverybody() const { return !m_chosen; }
    [[nodiscard]] bool contains(Key endpoint) const { return !m_chosen || m_chosen->contains(endpoint); }
    // So few that each is worth a look-up of its own; null otherwise.
    [[nodiscard]] const std::unordered_set<Key> *few() const;

private:
    std::optional<std::unordered_set<Key>> m_chosen;
};

struct EndpointName {
    QString name;
    std::string folded;
};

// Those of these endpoints; the whole table is read where they are many.
[[nodiscard]] std::unordered_map<Key, EndpointName> namesOf(soci::session &session, const std::unordered_set<Key> &endpoints);

// Throws the cancelled error once in a while, where nobody wants the answer any more.
class StopWatch
{
public:
    explicit StopWatch(const std::function<bool()> &cancelled) : m_cancelled(cancelled) {}
    void look();

private:
    const std::function<bool()> &m_cancelled;
    unsigned m_rows = 0;
};

struct StatusRow {
    Key key = 0;
    Key endpoint = 0;
    ComputerStatus status = ComputerStatus::notReceived;
    int run = 0;
    int restarts = 0;
    std::optional<Instant> started;
    std::optional<Instant> finished;
    Instant reported = 0;
};

struct Question {
    const ReportScope &scope;
    const EndpointChoice &endpoints;
    StopWatch &stop;
};

// The newest state of every computer that counts, on one task. `only`: in this status.
void forEachStatus(soci::session &session, Key task, const Question &question, const std::function<void(const StatusRow &)> &row,
                   std::optional<ComputerStatus> only = {});

// Lengths of time as they come, percentiles in the end.
class DurationSample
{
public:
    void add(std::optional<Instant> started, std::optional<Instant> finished, Instant reported);
    [[nodiscard]] DurationFigures figures();

private:
    std::vector<qint64> m_milliseconds;
};

} // namespace seriatim::reportrows
