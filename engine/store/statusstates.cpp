#include "engine/store/statusstates_p.h"

#include "engine/store/statuscodes_p.h"

namespace seriatim {

using statusfold::ComputerState;
using statusfold::ItemState;

namespace {

// Bindings of a prepared statement keep their addresses, so the columns live as long as it does.
struct StateColumns {
    std::vector<sql::Key> key, task, endpoint, agent, number, runAgent, runNumber, finishedAgent, finishedNumber,
        problemAgent, problemNumber;
    std::vector<int> revision, status, waitReason, run, restarts, place, clockAhead;
    std::vector<long long> reported;
    sql::NullableColumn<long long> started, finished;
    std::vector<std::string> explanation, problem, foldedName;

    void push(const std::pair<sql::Key, sql::Key> &pair, const ComputerState &state, const std::string &name)
    {
        key.push_back(state.key);
        task.push_back(pair.first);
        endpoint.push_back(pair.second);
        revision.push_back(state.taskRevision);
        status.push_back(static_cast<int>(state.status));
        waitReason.push_back(static_cast<int>(state.waitReason));
        run.push_back(state.run);
        restarts.push_back(state.restarts);
        place.push_back(state.place);
        started.push(state.started);
        finished.push(state.finished);
        reported.push_back(state.reported);
        clockAhead.push_back(state.clockAhead ? 1 : 0);
        explanation.push_back(sql::text(state.explanation));
        problem.push_back(sql::text(state.problem));
        foldedName.push_back(name);
        agent.push_back(state.order.agent);
        number.push_back(state.order.number);
        runAgent.push_back(state.runOrder.agent);
        runNumber.push_back(state.runOrder.number);
        finishedAgent.push_back(state.finishedOrder.agent);
        finishedNumber.push_back(state.finishedOrder.number);
        problemAgent.push_back(state.problemOrder.agent);
        problemNumber.push_back(state.problemOrder.number);
    }
};

struct ItemColumns {
    std::vector<sql::Key> status, item, agent, number, event, startedNumber, outputNumber;
    std::vector<int> run, place, word, attempts, executions;
    sql::NullableColumn<int> returnCode;
    sql::NullableColumn<long long> started, finished;
    sql::NullableColumn<sql::Key> outputEvent;

    void push(sql::Key statusKey, sql::Key itemKey, const ItemState &state)
    {
        status.push_back(statusKey);
        item.push_back(itemKey);
        run.push_back(state.run);
        place.push_back(state.place);
        word.push_back(static_cast<int>(state.status));
        returnCode.push(state.returnCode);
        attempts.push_back(state.attempts);
        executions.push_back(state.executions);
        started.push(state.started);
        finished.push(state.finished);
        agent.push_back(state.order.agent);
        number.push_back(state.order.number);
        event.push_back(state.event);
        startedNumber.push_back(state.startedNumber);
        outputEvent.push(state.outputEvent);
        outputNumber.push_back(state.outputNumber);
    }
};

} // namespace

std::map<StatusStates::Pair, ComputerState> StatusStates::load(const std::vector<Pair> &pairs)
{
    Pair pair;
    ComputerState row;
    int status = 0;
    int waitReason = 0;
    int clockAhead = 0;
    long long started = 0;
    long long finished = 0;
    long long reported = 0;
    long long number = 0;
    long long runNumber = 0;
    long long finishedNumber = 0;
    long long problemNumber = 0;
    soci::indicator startedState = soci::i_ok;
    soci::indicator finishedState = soci::i_ok;
    std::string explanation;
    std::string problem;
    soci::statement look =
        (m_session.prepare
             << "SELECT status_key, task_revision, status, wait_reason, run, restarts, place, started_at, finished_at, "
                "reported_at, clock_ahead, explanation, problem, agent_key, number, run_agent_key, run_number, "
                "finished_agent_key, finished_number, problem_agent_key, problem_number FROM computer_task_status "
                "WHERE reported_task_key = :task AND endpoint_key = :endpoint",
         soci::use(pair.first), soci::use(pair.second), soci::into(row.key), soci::into(row.taskRevision),
         soci::into(status), soci::into(waitReason), soci::into(row.run), soci::into(row.restarts),
         soci::into(row.place), soci::into(started, startedState), soci::into(finished, finishedState),
         soci::into(reported), soci::into(clockAhead), soci::into(explanation), soci::into(problem),
         soci::into(row.order.agent), soci::into(number), soci::into(row.runOrder.agent), soci::into(runNumber),
         soci::into(row.finishedOrder.agent), soci::into(finishedNumber), soci::into(row.problemOrder.agent),
         soci::into(problemNumber));
    std::map<Pair, ComputerState> states;
    std::map<Key, ComputerState *> stored;
    for (const Pair &one : pairs) {
        pair = one;
        const auto [place, isNew] = states.try_emplace(pair);
        if (!isNew)
            continue;
        if (!look.execute(true))
            continue;
        row.status = statuscode::computerStatus(status);
        row.waitReason = statuscode::waitReason(waitReason);
        row.started = startedState == soci::i_ok ? std::optional<Instant>(started) : std::nullopt;
        row.finished = finishedState == soci::i_ok ? std::optional<Instant>(finished) : std::nullopt;
        row.reported = reported;
        row.clockAhead = clockAhead != 0;
        row.explanation = sql::text(explanation);
        row.problem = sql::text(problem);
        row.order.number = number;
        row.runOrder.number = runNumber;
        row.finishedOrder.number = finishedNumber;
        row.problemOrder.number = problemNumber;
        place->second = row;
        place->second.isStored = true;
        stored.emplace(row.key, &place->second);
    }
    loadItems(stored);
    return states;
}

void StatusStates::giveKeys(std::map<Pair, ComputerState> &states)
{
    std::vector<ComputerState *> fresh;
    for (auto &[pair, state] : states) {
        if (!state.isStored)
            fresh.push_back(&state);
    }
    Key next = fresh.empty() ? 0 : sql::takeKeys(m_session, "computer_task_status", fresh.size());
    for (ComputerState *state : fresh)
        state->key = next++;
}

void StatusStates::loadItems(std::map<Key, ComputerState *> &states)
{
    Key key = 0;
    Key item = 0;
    ItemState row;
    int status = 0;
    int code = 0;
    long long started = 0;
    long long finished = 0;
    long long number = 0;
    long long startedNumber = 0;
    long long outputNumber = 0;
    Key outputEvent = 0;
    soci::indicator codeState = soci::i_ok;
    soci::indicator startedState = soci::i_ok;
    soci::indicator finishedState = soci::i_ok;
    soci::indicator outputState = soci::i_ok;
    soci::statement look =
        (m_session.prepare
             << "SELECT reported_item_key, run, place, status, return_code, attempts, executions, started_at, "
                "finished_at, agent_key, number, event_key, started_number, output_event_key, output_number "
                "FROM item_status WHERE status_key = :key",
         soci::use(key), soci::into(item), soci::into(row.run), soci::into(row.place), soci::into(status),
         soci::into(code, codeState), soci::into(row.attempts), soci::into(row.executions),
         soci::into(started, startedState), soci::into(finished, finishedState), soci::into(row.order.agent),
         soci::into(number), soci::into(row.event), soci::into(startedNumber), soci::into(outputEvent, outputState),
         soci::into(outputNumber));
    for (const auto &[statusKey, state] : states) {
        key = statusKey; // NOLINT(clang-analyzer-deadcode.DeadStores): the statement reads it through its binding
        look.execute();
        while (look.fetch()) {
            row.status = statuscode::itemStatus(status);
            row.returnCode = codeState == soci::i_ok ? std::optional(code) : std::nullopt;
            row.started = startedState == soci::i_ok ? std::optional<Instant>(started) : std::nullopt;
            row.finished = finishedState == soci::i_ok ? std::optional<Instant>(finished) : std::nullopt;
            row.outputEvent = outputState == soci::i_ok ? std::optional(outputEvent) : std::nullopt;
            row.order.number = number;
            row.startedNumber = startedNumber;
            row.outputNumber = outputNumber;
            state->items.emplace(item, row);
        }
    }
}

void StatusStates::store(const std::map<Pair, ComputerState> &states, const std::unordered_map<Key, std::string> &names)
{
    StateColumns rows;
    for (const auto &[pair, state] : states)
        rows.push(pair, state, names.at(pair.second));
    sql::runForEach(m_session,
                    sql::upsertInto("computer_task_status", {"status_key"},
                                    {"reported_task_key", "endpoint_key",  "task_revision",      "status",
                                     "wait_reason",       "run",           "restarts",           "place",
                                     "started_at",        "finished_at",   "reported_at",        "clock_ahead",
                                     "explanation",       "problem",       "agent_key",          "number",
                                     "run_agent_key",     "run_number",    "finished_agent_key", "finished_number",
                                     "problem_agent_key", "problem_number",     "folded_name"}),
                    rows.key, rows.task, rows.endpoint, rows.revision, rows.status, rows.waitReason, rows.run,
                    rows.restarts, rows.place, rows.started, rows.finished, rows.reported, rows.clockAhead,
                    rows.explanation, rows.problem, rows.agent, rows.number, rows.runAgent, rows.runNumber,
                    rows.finishedAgent, rows.finishedNumber, rows.problemAgent, rows.problemNumber, rows.foldedName);
}

void StatusStates::storeItems(const std::map<Pair, ComputerState> &states)
{
    std::vector<Key> droppedStatus;
    std::vector<Key> droppedItem;
    ItemColumns rows;
    for (const auto &[pair, state] : states) {
        for (const Key item : state.droppedItems) {
            droppedStatus.push_back(state.key);
            droppedItem.push_back(item);
        }
        for (const auto &[item, itemState] : state.items) {
            if (itemState.changed)
                rows.push(state.key, item, itemState);
        }
    }
    sql::runForEach(m_session, "DELETE FROM item_status WHERE status_key = :status AND reported_item_key = :item",
                    droppedStatus, droppedItem);
    sql::runForEach(
        m_session,
        sql::upsertInto("item_status", {"status_key", "reported_item_key"},
                        {"run", "place", "status", "return_code", "attempts", "executions", "started_at", "finished_at",
                         "agent_key", "number", "event_key", "started_number", "output_event_key", "output_number"}),
        rows.status, rows.item, rows.run, rows.place, rows.word, rows.returnCode, rows.attempts, rows.executions,
        rows.started, rows.finished, rows.agent, rows.number, rows.event, rows.startedNumber, rows.outputEvent,
        rows.outputNumber);
}

} // namespace seriatim
