#include "engine/store/simulationstore.h"

#include "engine/store/session_p.h"
#include "engine/store/statuscodes_p.h"

#include <algorithm>

namespace seriatim {

namespace {

using sql::Key;

template <typename... Parameters>
std::vector<SimulationRun> read(soci::session &session, const std::string &condition, const Parameters &...parameters)
{
    using Text = std::string;
    std::vector<SimulationRun> runs;
    sql::forEachRow<Text, Text, Text, int, Text, int, long long, Text, Text, Text>(
        session,
        "SELECT guid, task_guid, task_name, task_revision, seed, endpoints, recorded_at, recorded_by, parameters, "
        "summary "
        "FROM simulation_run "
            + condition + " ORDER BY run_key DESC",
        [&](const Text &guid, const Text &task, const Text &taskName, int revision, const Text &seed, int endpoints,
            long long recordedAt, const Text &recordedBy, const Text &parameterText, const Text &summary) {
            SimulationRun run(sql::orRefuse(sql::idFrom<SimulationId>(sql::text(guid))),
                              sql::orRefuse(sql::idFrom<TaskId>(sql::text(task))));
            run.taskName = sql::text(taskName);
            run.taskRevision = revision;
            run.seed = sql::text(seed).toULongLong();
            run.endpoints = endpoints;
            run.recordedAt = recordedAt;
            run.recordedBy = sql::text(recordedBy);
            run.parameters = sql::text(parameterText);
            run.summary = sql::text(summary);
            runs.push_back(std::move(run));
        },
        parameters...);
    return runs;
}

[[noreturn]] void refuseUnknown(SimulationId id)
{
    sql::refuse(ErrorCode::notFound, id.toString(), QStringLiteral("there is no such simulation run in the store"));
}

Key requireKey(soci::session &session, SimulationId id)
{
    const auto key =
        sql::firstValue<Key>(session, "SELECT run_key FROM simulation_run WHERE guid = :guid", sql::text(id));
    if (!key)
        refuseUnknown(id);
    return *key;
}

void writeRun(soci::session &session, Key key, const SimulationRun &run)
{
    sql::run(session,
             sql::insertInto("simulation_run", {"run_key", "guid", "task_guid", "task_name", "task_revision", "seed",
                                                "endpoints", "recorded_at", "recorded_by", "parameters", "summary"}),
             key, sql::text(run.id), sql::text(run.task), sql::text(run.taskName), run.taskRevision,
             std::to_string(run.seed), run.endpoints, static_cast<long long>(run.recordedAt), sql::text(run.recordedBy),
             sql::text(run.parameters), sql::text(run.summary));
}

// "4:0:1:1;9:1603:2:2": status, code or nothing, attempts, executions; 'x' for the code of what could not be started.
std::string itemsToText(const std::vector<RecordedItem> &items)
{
    QStringList texts;
    for (const RecordedItem &item : items) {
        const QString code = item.returnCode ? QString::number(*item.returnCode) : item.couldNotStart ? QStringLiteral("x") : QString();
        texts.append(QStringLiteral("%1:%2:%3:%4").arg(QString::number(static_cast<int>(item.status)), code, QString::number(item.attempts),
                                                       QString::number(item.executions)));
    }
    return sql::text(texts.join(u';'));
}

RecordedItem itemFromText(const QString &text)
{
    const QStringList parts = text.split(u':');
    if (parts.size() != 4)
        sql::refuse(ErrorCode::invalidInput, text, QStringLiteral("the store holds a simulated result that is none; check it with 'store check'"));
    RecordedItem item;
    item.status = statuscode::decode<ItemStatus>(parts[0].toInt(), statuscode::lastItemStatus);
    item.couldNotStart = parts[1] == u"x";
    if (!parts[1].isEmpty() && !item.couldNotStart)
        item.returnCode = parts[1].toInt();
    item.attempts = parts[2].toInt();
    item.executions = parts[3].toInt();
    return item;
}

std::vector<RecordedItem> itemsFromText(const QString &text)
{
    std::vector<RecordedItem> items;
    for (const QString &item : text.split(u';', Qt::SkipEmptyParts))
        items.push_back(itemFromText(item));
    return items;
}

RecordedOutcome outcomeFrom(int status, int restarts, int runs, const std::string &items)
{
    return {statuscode::decode<ComputerStatus>(status, statuscode::lastComputerStatus), restarts, runs, itemsFromText(sql::text(items))};
}

std::vector<RecordedOutcome> readOutcomes(soci::session &session, Key key)
{
    std::vector<RecordedOutcome> outcomes;
    sql::forEachRow<int, int, int, std::string>(
        session, "SELECT status, restarts, runs, items FROM simulation_outcome WHERE run_key = :key ORDER BY outcome",
        [&](int status, int restarts, int runs, const std::string &items) { outcomes.push_back(outcomeFrom(status, restarts, runs, items)); }, key);
    return outcomes;
}

void requireOutcome(int outcome, Key outcomes)
{
    if (outcome < 0 || outcome >= outcomes)
        sql::refuse(ErrorCode::invalidInput, QString::number(outcome), QStringLiteral("the store holds a simulated computer without its outcome; check it with 'store check'"));
}

// The numbers alone: the names of made-up computers are not there.
void readNumbers(soci::session &session, Key key, RecordedFleet &fleet)
{
    const auto outcomes = static_cast<Key>(fleet.outcomes.size());
    sql::forEachRow<int, long long>(
        session, "SELECT outcome, finished_after FROM simulation_computer WHERE run_key = :key ORDER BY number",
        [&](int outcome, long long finishedAfter) {
            requireOutcome(outcome, outcomes);
            fleet.outcomeOf.push_back(outcome);
            fleet.finishedAfter.push_back(finishedAfter);
        },
        key);
}

void readNames(soci::session &session, Key key, RecordedFleet &fleet)
{
    sql::forEachRow<std::string>(session, "SELECT computer FROM simulation_computer WHERE run_key = :key ORDER BY number",
                                 [&](const std::string &name) { fleet.names.push_back(sql::text(name)); }, key);
}

void writeOutcomes(soci::session &session, Key key, const std::vector<RecordedOutcome> &outcomes)
{
    const std::vector<Key> runs(outcomes.size(), key);
    std::vector<int> numbers, statuses, restarts, runCounts;
    std::vector<std::string> items;
    for (const RecordedOutcome &outcome : outcomes) {
        numbers.push_back(static_cast<int>(numbers.size()));
        statuses.push_back(static_cast<int>(outcome.status));
        restarts.push_back(outcome.restarts);
        runCounts.push_back(outcome.runs);
        items.push_back(itemsToText(outcome.items));
    }
    sql::runForEach(session, sql::insertInto("simulation_outcome", {"run_key", "outcome", "status", "restarts", "runs", "items"}), runs,
                    numbers, statuses, restarts, runCounts, items);
}

// In portions, so that the texts of a million computers are never there at once.
void writeComputers(soci::session &session, Key key, const RecordedFleet &fleet)
{
    constexpr size_t portion = 10'000;
    const std::string insert = sql::insertInto("simulation_computer", {"run_key", "number", "computer", "outcome", "finished_after"});
    for (size_t first = 0; first < fleet.outcomeOf.size(); first += portion) {
        const size_t last = std::min(first + portion, fleet.outcomeOf.size());
        const std::vector<Key> runs(last - first, key);
        std::vector<int> numbers, outcomes;
        std::vector<std::string> names;
        std::vector<long long> finished;
        for (size_t i = first; i < last; ++i) {
            numbers.push_back(static_cast<int>(i));
            outcomes.push_back(fleet.outcomeOf[i]);
            finished.push_back(fleet.finishedAfter[i]);
            names.push_back(fleet.names.empty() ? std::string() : sql::text(fleet.names[i]));
        }
        sql::runForEach(session, insert, runs, numbers, names, outcomes, finished);
    }
}

} // namespace

Result<> SimulationStore::record(const SimulationRun &run, const RecordedFleet &fleet)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const Key key = sql::takeKeys(session, "simulation_run");
        writeRun(session, key, run);
        writeOutcomes(session, key, fleet.outcomes);
        writeComputers(session, key, fleet);
        return Done{};
    });
}

Result<std::vector<SimulationRun>> SimulationStore::list(std::optional<TaskId> task) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        return task ? read(session, "WHERE task_guid = :guid", sql::text(*task)) : read(session, "");
    });
}

Result<SimulationRun> SimulationStore::load(SimulationId id) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<SimulationRun> runs = read(session, "WHERE guid = :guid", sql::text(id));
        if (runs.empty())
            refuseUnknown(id);
        return std::move(runs.front());
    });
}

Result<std::vector<RecordedComputer>> SimulationStore::computers(SimulationId id, int first, int atMost) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<RecordedComputer> computers;
        using Text = std::string;
        sql::forEachRow<int, Text, long long, int, int, int, Text>(
            session,
            "SELECT c.number, c.computer, c.finished_after, o.status, o.restarts, o.runs, o.items FROM simulation_computer c "
            "JOIN simulation_outcome o ON o.run_key = c.run_key AND o.outcome = c.outcome "
            "WHERE c.run_key = :key AND c.number >= :first ORDER BY c.number LIMIT :most",
            [&](int number, const Text &name, long long finishedAfter, int status, int restarts, int runs, const Text &items) {
                computers.push_back({number, sql::text(name), finishedAfter, outcomeFrom(status, restarts, runs, items)});
            },
            requireKey(session, id), first, atMost);
        return computers;
    });
}

Result<std::vector<RecordedOutcome>> SimulationStore::outcomes(SimulationId id) const
{
    return sql::reading(*m_database, [&](soci::session &session) { return readOutcomes(session, requireKey(session, id)); });
}

Result<std::vector<RecordedPlacement>> SimulationStore::placements(SimulationId id, int first, int atMost) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const Key key = requireKey(session, id);
        const Key outcomes = sql::firstValue<Key>(session, "SELECT COUNT(*) FROM simulation_outcome WHERE run_key = :key", key).value_or(0);
        std::vector<RecordedPlacement> placements;
        sql::forEachRow<int, std::string, int, long long>(
            session,
            "SELECT number, computer, outcome, finished_after FROM simulation_computer "
            "WHERE run_key = :key AND number >= :first ORDER BY number LIMIT :most",
            [&](int number, const std::string &name, int outcome, long long finishedAfter) {
                requireOutcome(outcome, outcomes);
                placements.push_back({number, sql::text(name), outcome, finishedAfter});
            },
            key, first, atMost);
        return placements;
    });
}

Result<RecordedFleet> SimulationStore::fleet(SimulationId id) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const Key key = requireKey(session, id);
        RecordedFleet fleet;
        fleet.outcomes = readOutcomes(session, key);
        readNumbers(session, key, fleet);
        const auto first = sql::firstValue<std::string>(session, "SELECT computer FROM simulation_computer WHERE run_key = :key ORDER BY number LIMIT 1", key);
        if (first && !first->empty())
            readNames(session, key, fleet);
        return fleet;
    });
}

Result<> SimulationStore::remove(SimulationId id)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        sql::run(session, "DELETE FROM simulation_run WHERE run_key = :key", requireKey(session, id));
        return Done{};
    });
}

} // namespace seriatim
