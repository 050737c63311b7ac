#include "engine/store/reportstore.h"

#include "engine/store/reportrows_p.h"
#include "engine/store/session_p.h"
#include "engine/store/statuscodes_p.h"

#include <algorithm>

namespace seriatim {

namespace {

using namespace reportrows;
using Text = std::string;

// Status keys are given in the order in which computers first report, so the smallest is whose first event came first. Once
// that one was removed from the history, its row says when it came in.
std::optional<Instant> firstReportOf(soci::session &session, Key task, Key endpoint)
{
    return sql::firstValue<long long>(session,
                                      "SELECT COALESCE(s.first_received_at, (SELECT e.received_at FROM status_event e "
                                      "WHERE e.reported_task_key = s.reported_task_key AND e.endpoint_key = s.endpoint_key "
                                      "ORDER BY e.event_key LIMIT 1)) FROM computer_task_status s "
                                      "WHERE s.reported_task_key = :task AND s.endpoint_key = :endpoint",
                                      task, endpoint);
}

TaskFigures countTask(soci::session &session, const ReportedTask &task, const Question &question)
{
    TaskFigures figures(task.id);
    figures.name = task.name;
    figures.enabled = task.enabled;
    if (!task.reported)
        return figures;
    DurationSample durations;
    std::optional<StatusRow> first;
    forEachStatus(session, *task.reported, question, [&](const StatusRow &row) {
        figures.computers.add(row.status);
        figures.restarts += row.restarts;
        figures.lastReport = std::max(figures.lastReport.value_or(row.reported), row.reported);
        durations.add(row.started, row.finished, row.reported);
        if (!first || row.key < first->key)
            first = row;
    });
    if (first)
        figures.firstReport = firstReportOf(session, *task.reported, first->endpoint);
    figures.duration = durations.figures();
    return figures;
}

bool isFinished(ComputerStatus status)
{
    return status == ComputerStatus::succeeded || status == ComputerStatus::failed || status == ComputerStatus::withdrawn;
}

std::unordered_set<Key> keysOf(const auto &byKey)
{
    std::unordered_set<Key> keys;
    keys.reserve(byKey.size());
    for (const auto &[key, value] : byKey)
        keys.insert(key);
    return keys;
}

// The values with their computers' names, in the order of these as they are compared.
template <typename Figures>
std::vector<Figures> byName(soci::session &session, std::unordered_map<Key, Figures> figures)
{
    const std::unordered_map<Key, EndpointName> names = namesOf(session, keysOf(figures));
    std::vector<std::pair<const EndpointName *, Figures>> named;
    named.reserve(figures.size());
    for (auto &[key, value] : figures) {
        if (const auto name = names.find(key); name != names.end())
            named.emplace_back(&name->second, std::move(value));
    }
    std::ranges::sort(named, {}, [](const auto &one) -> const Text & { return one.first->folded; });
    std::vector<Figures> sorted;
    sorted.reserve(named.size());
    for (auto &[name, value] : named) {
        value.computer = name->name;
        sorted.push_back(std::move(value));
    }
    return sorted;
}

int rerunsOf(soci::session &session, Key status)
{
    return sql::firstValue<int>(session,
                                "SELECT COALESCE(SUM(executions - 1), 0) FROM item_status WHERE status_key = :status AND executions > 1",
                                status)
        .value_or(0);
}

// status_key → executions beyond the first, of every computer of the task. One pass instead of a look-up for each.
std::unordered_map<Key, int> rerunsOfTask(soci::session &session, Key task)
{
    std::unordered_map<Key, int> reruns;
    sql::forEachRow<Key, int>(session,
                              "SELECT i.status_key, i.executions - 1 FROM item_status i "
                              "JOIN computer_task_status s ON s.status_key = i.status_key "
                              "WHERE i.executions > 1 AND s.reported_task_key = :task",
                              [&](Key status, int count) { reruns[status] += count; }, task);
    return reruns;
}

std::vector<RunFigures> countRestarts(soci::session &session, const ReportedTask &task, const Question &question)
{
    std::unordered_map<Key, RunFigures> found;
    const bool few = question.endpoints.few() != nullptr;
    const std::unordered_map<Key, int> reruns = few ? std::unordered_map<Key, int>() : rerunsOfTask(session, *task.reported);
    forEachStatus(session, *task.reported, question, [&](const StatusRow &row) {
        RunFigures run(task.id);
        const auto known = reruns.find(row.key);
        run.reruns = few ? rerunsOf(session, row.key) : known == reruns.end() ? 0 : known->second;
        if (row.restarts == 0 && run.reruns == 0)
            return;
        run.taskName = task.name;
        run.status = row.status;
        run.run = row.run;
        run.restarts = row.restarts;
        run.lastReport = row.reported;
        found.emplace(row.endpoint, std::move(run));
    });
    return byName(session, std::move(found));
}

std::vector<RunFigures> findPending(soci::session &session, const ReportedTask &task, const Question &question)
{
    std::unordered_map<Key, RunFigures> found;
    const auto take = [&](const StatusRow &row) {
        RunFigures run(task.id);
        run.taskName = task.name;
        run.status = row.status;
        run.run = row.run;
        run.restarts = row.restarts;
        run.lastReport = row.reported;
        run.explanation = sql::text(
            sql::firstValue<Text>(session, "SELECT explanation FROM computer_task_status WHERE status_key = :key", row.key).value_or(Text()));
        found.emplace(row.endpoint, std::move(run));
    };
    forEachStatus(session, *task.reported, question, take, ComputerStatus::restartPending);
    return byName(session, std::move(found));
}

// For each of today's tasks that computers reported on, one after the other.
template <typename Work>
void forEachTask(soci::session &session, const ReportScope &scope, const std::function<bool()> &cancelled, Work &&work)
{
    const EndpointChoice endpoints(session, scope);
    StopWatch stop(cancelled);
    const Question question{scope, endpoints, stop};
    for (const ReportedTask &task : tasksOf(session, scope)) {
        if (task.reported)
            work(task, question);
    }
}

} // namespace

Result<std::vector<TaskFigures>> ReportStore::byTask(const ReportScope &scope) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const EndpointChoice endpoints(session, scope);
        StopWatch stop(m_cancelled);
        std::vector<TaskFigures> figures;
        for (const ReportedTask &task : tasksOf(session, scope))
            figures.push_back(countTask(session, task, {scope, endpoints, stop}));
        return figures;
    });
}

Result<std::vector<ComputerFigures>> ReportStore::byComputer(const ReportScope &scope) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::unordered_map<Key, ComputerFigures> figures;
        forEachTask(session, scope, m_cancelled, [&](const ReportedTask &task, const Question &question) {
            forEachStatus(session, *task.reported, question, [&](const StatusRow &row) {
                ComputerFigures &computer = figures[row.endpoint];
                computer.tasks.add(row.status);
                computer.restarts += row.restarts;
                computer.lastReport = std::max(computer.lastReport, row.reported);
            });
        });
        return byName(session, std::move(figures));
    });
}

Result<std::vector<RunFigures>> ReportStore::restarts(const ReportScope &scope) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<RunFigures> runs;
        forEachTask(session, scope, m_cancelled, [&](const ReportedTask &task, const Question &question) {
            std::ranges::move(countRestarts(session, task, question), std::back_inserter(runs));
        });
        return runs;
    });
}

Result<std::vector<RunFigures>> ReportStore::restartPending(const ReportScope &scope) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<RunFigures> runs;
        forEachTask(session, scope, m_cancelled, [&](const ReportedTask &task, const Question &question) {
            std::ranges::move(findPending(session, task, question), std::back_inserter(runs));
        });
        return runs;
    });
}

Result<std::vector<HeardFigures>> ReportStore::heard(const ReportScope &scope) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        ReportScope anyTask = scope;
        anyTask.task.reset();
        std::unordered_map<Key, TaskId> today;
        for (const ReportedTask &task : tasksOf(session, anyTask)) {
            if (task.reported)
                today.emplace(*task.reported, task.id);
        }
        const EndpointChoice endpoints(session, scope);
        StopWatch stop(m_cancelled);
        std::unordered_map<Key, HeardFigures> figures;
        sql::forEachRow<Key, Key, int, long long>(
            session, "SELECT endpoint_key, reported_task_key, status, reported_at FROM computer_task_status",
            [&](Key endpoint, Key task, int status, long long reported) {
                stop.look();
                if (!endpoints.contains(endpoint))
                    return;
                HeardFigures &computer = figures[endpoint];
                computer.lastReport = std::max<Instant>(computer.lastReport, reported);
                const auto known = today.find(task);
                if (known == today.end())
                    return;
                ++computer.tasks;
                computer.unfinished += isFinished(statuscode::computerStatus(status)) ? 0 : 1;
                computer.onTask = computer.onTask || scope.task == known->second;
            });
        return byName(session, std::move(figures));
    });
}

} // namespace seriatim
