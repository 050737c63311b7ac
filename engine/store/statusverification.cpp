#include "engine/store/statusverification_p.h"

#include "engine/store/statuscodes_p.h"
#include "engine/store/statustotals_p.h"

namespace seriatim::statusverification {

namespace {

using sql::Key;
using statusfold::ComputerState;
using statusfold::ItemState;
using Pair = StatusStates::Pair;
using States = std::map<Pair, ComputerState>;

constexpr size_t pairsAtOnce = 500;

// In the order in which they came in, one computer and task after the other.
constexpr auto allEvents =
    "SELECT e.reported_task_key, e.endpoint_key, e.event_key, e.agent_key, e.number, e.occurred_at, e.received_at, e.clock_ahead, "
    "e.task_revision, e.run, e.kind, e.computer_status, e.wait_reason, e.restarts, e.reported_item_key, e.place, e.item_status, "
    "e.return_code, e.attempts, e.executions, e.explanation, CASE WHEN e.output = '' THEN 0 ELSE 1 END "
    "FROM status_event e LEFT JOIN computer_task_status s ON s.reported_task_key = e.reported_task_key AND s.endpoint_key = e.endpoint_key "
    "WHERE COALESCE(s.forgotten_events, 0) = 0 ORDER BY e.reported_task_key, e.endpoint_key, e.event_key";

bool isSame(const ItemState &a, const ItemState &b)
{
    const auto fields = [](const ItemState &item) {
        return std::tie(item.run, item.place, item.status, item.returnCode, item.attempts, item.executions, item.started, item.finished,
                        item.order, item.startedNumber, item.event, item.outputEvent, item.outputNumber);
    };
    return fields(a) == fields(b);
}

bool isSame(const ComputerState &a, const ComputerState &b)
{
    const auto fields = [](const ComputerState &state) {
        return std::tie(state.taskRevision, state.status, state.waitReason, state.run, state.restarts, state.place, state.started, state.finished,
                        state.reported, state.clockAhead, state.explanation, state.problem, state.order, state.runOrder, state.finishedOrder,
                        state.problemOrder);
    };
    const auto sameItem = [](const auto &one, const auto &other) { return one.first == other.first && isSame(one.second, other.second); };
    return fields(a) == fields(b) && std::ranges::equal(a.items, b.items, sameItem);
}

// Compares what was folded with the rows, some hundred at once.
class Comparison
{
public:
    explicit Comparison(soci::session &session) : m_rows(session) {}

    void compare(States &folded)
    {
        std::vector<Pair> pairs;
        for (const auto &[pair, state] : folded)
            pairs.push_back(pair);
        const States stored = m_rows.load(pairs);
        for (auto &[pair, state] : folded) {
            const ComputerState &row = stored.at(pair);
            if (row.isStored && isSame(row, state))
                continue;
            state.key = row.key;
            state.isStored = row.isStored;
            state.droppedItems.clear();
            for (const auto &[item, itemState] : row.items) {
                if (!state.items.contains(item))
                    state.droppedItems.push_back(item);
            }
            m_differing.emplace(pair, std::move(state));
        }
        folded.clear();
    }

    [[nodiscard]] States take() { return std::move(m_differing); }

private:
    StatusStates m_rows;
    States m_differing;
};

} // namespace

States differing(soci::session &session)
{
    Comparison comparison(session);
    States folded;
    // What an event is folded by; its GUIDs are not.
    StatusEvent event(EventId::mint(), AgentId::mint(), TaskId::mint());
    const LineItemId someItem = LineItemId::mint();
    const auto take = [&](Key task, Key endpoint, Key key, Key agent, long long number, long long occurred, long long received, int ahead,
                          int revision, int run, int kind, int computer, int waitReason, int restarts, std::optional<Key> item, int place,
                          int itemStatus, std::optional<int> code, int attempts, int executions, const std::string &explanation, int hasOutput) {
        if (folded.size() >= pairsAtOnce && !folded.contains({task, endpoint}))
            comparison.compare(folded);
        event.number = number;
        event.time = occurred;
        event.taskRevision = revision;
        event.run = run;
        event.kind = statuscode::kind(kind);
        event.computerStatus = statuscode::computerStatus(computer);
        event.waitReason = statuscode::waitReason(waitReason);
        event.restarts = restarts;
        event.item = item ? std::optional(someItem) : std::nullopt;
        event.place = place;
        event.itemStatus = statuscode::itemStatus(itemStatus);
        event.returnCode = code;
        event.attempts = attempts;
        event.executions = executions;
        event.explanation = sql::text(explanation);
        event.output = hasOutput != 0 ? QStringLiteral("some") : QString();
        statusfold::fold(folded[{task, endpoint}], {event, {agent, number}, key, item.value_or(0), received, ahead != 0});
    };
    using Text = std::string;
    sql::forEachRow<Key, Key, Key, Key, long long, long long, long long, int, int, int, int, int, int, int, std::optional<Key>, int, int,
                    std::optional<int>, int, int, Text, int>(session, allEvents, take);
    comparison.compare(folded);
    return comparison.take();
}

qint64 repair(soci::session &session)
{
    States wrong = differing(session);
    if (wrong.empty())
        return 0;
    std::unordered_map<Key, std::string> names;
    for (auto &[pair, state] : wrong) {
        names.emplace(pair.second, sql::firstValue<std::string>(session, "SELECT folded_name FROM endpoint WHERE endpoint_key = :key", pair.second)
                                       .value_or(std::string()));
        for (auto &[item, itemState] : state.items)
            itemState.changed = true;
    }
    StatusStates rows(session);
    rows.giveKeys(wrong);
    rows.store(wrong, names);
    rows.storeItems(wrong);
    recomputeTotals(session);
    return static_cast<qint64>(wrong.size());
}

qint64 wrongCounts(soci::session &session)
{
    const auto number = [&](const char *query) { return sql::firstValue<long long>(session, query).value_or(0); };
    const long long known = number("SELECT COUNT(*) FROM forgotten_event");
    const long long byDay = number("SELECT COALESCE(SUM(events), 0) FROM history_day_total");
    const long long byStatus = number("SELECT COALESCE(SUM(forgotten_events), 0) FROM computer_task_status");
    return std::abs(known - byDay) + std::abs(known - byStatus);
}

} // namespace seriatim::statusverification
