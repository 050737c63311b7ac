#include "engine/store/simulationstore.h"

#include "engine/store/session_p.h"

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

void writeComputers(soci::session &session, Key key, const std::vector<RecordedComputer> &computers)
{
    const std::vector<Key> runs(computers.size(), key);
    std::vector<int> numbers;
    std::vector<std::string> names, results;
    for (const RecordedComputer &computer : computers) {
        numbers.push_back(static_cast<int>(numbers.size()));
        names.push_back(sql::text(computer.name));
        results.push_back(sql::bytes(computer.result.toBase64()));
    }
    sql::runForEach(session, sql::insertInto("simulation_computer", {"run_key", "number", "computer", "result"}), runs,
                    numbers, names, results);
}

} // namespace

Result<> SimulationStore::record(const SimulationRun &run, const std::vector<RecordedComputer> &computers)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const Key key = sql::takeKeys(session, "simulation_run");
        writeRun(session, key, run);
        writeComputers(session, key, computers);
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
        sql::forEachRow<std::string, std::string>(
            session,
            "SELECT computer, result FROM simulation_computer WHERE run_key = :key AND number >= :first "
            "ORDER BY number LIMIT :most",
            [&](const std::string &name, const std::string &result) {
                computers.push_back({sql::text(name), QByteArray::fromBase64(sql::bytes(result))});
            },
            requireKey(session, id), first, atMost);
        return computers;
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
