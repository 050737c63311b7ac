#include "engine/store/statuswriter_p.h"

#include "engine/store/guidbits_p.h"
#include "engine/store/statuscodes_p.h"
#include "engine/store/statustotals_p.h"

namespace seriatim {

using statusfold::ComputerState;

StatusWriter::StatusWriter(soci::session &session, Instant receivedAt) : m_session(session), m_receivedAt(receivedAt) {}

void StatusWriter::apply(const std::vector<StatusEvent> &events)
{
    const std::vector<const StatusEvent *> unknown = unknownOf(events);
    if (unknown.empty())
        return;
    learnGuids(unknown);
    learnEndpoints(unknown);
    std::vector<NewEvent> fresh;
    fresh.reserve(unknown.size());
    for (const StatusEvent *event : unknown)
        fresh.push_back(withKeys(*event));
    const Key firstKey = sql::takeKeys(m_session, "status_event", fresh.size());
    insertHistory(fresh, firstKey);
    StatusStates rows(m_session);
    std::map<Pair, ComputerState> states = rows.load(pairsOf(fresh));
    rows.giveKeys(states);
    StatusTotals totals;
    for (const auto &[pair, state] : states) {
        if (state.isStored)
            totals.count(pair.first, state, -1);
    }
    Key key = firstKey;
    for (const NewEvent &one : fresh) {
        statusfold::fold(states[{one.task, one.endpoint}],
                         {*one.event, {one.agent, one.event->number}, key++, one.item, m_receivedAt, one.clockAhead});
    }
    rows.store(states, endpointNames());
    rows.storeItems(states);
    for (const auto &[pair, state] : states)
        totals.count(pair.first, state, 1);
    totals.write(m_session);
}

std::vector<StatusWriter::Pair> StatusWriter::pairsOf(const std::vector<NewEvent> &events)
{
    std::vector<Pair> pairs;
    pairs.reserve(events.size());
    for (const NewEvent &one : events)
        pairs.emplace_back(one.task, one.endpoint);
    return pairs;
}

std::unordered_map<StatusWriter::Key, std::string> StatusWriter::endpointNames() const
{
    std::unordered_map<Key, std::string> names;
    for (const auto &[name, key] : m_endpoints)
        names.emplace(key, name);
    return names;
}

std::vector<const StatusEvent *> StatusWriter::unknownOf(const std::vector<StatusEvent> &events)
{
    sql::GuidBits bits;
    int found = 0;
    soci::statement look = (m_session.prepare << "SELECT 1 FROM status_event WHERE guid_high = :h AND guid_low = :l",
                            soci::use(bits.high), soci::use(bits.low), soci::into(found));
    soci::statement lookBack = (m_session.prepare << "SELECT 1 FROM forgotten_event WHERE guid_low = :l AND guid_high = :h",
                                soci::use(bits.low), soci::use(bits.high), soci::into(found));
    std::vector<const StatusEvent *> unknown;
    QSet<QUuid> inThisBatch;
    for (const StatusEvent &event : events) {
        bits = sql::bitsOf(event.id.uuid());
        const qsizetype before = inThisBatch.size();
        inThisBatch.insert(event.id.uuid());
        if (inThisBatch.size() > before && !look.execute(true) && !lookBack.execute(true))
            unknown.push_back(&event);
    }
    return unknown;
}

void StatusWriter::insertHistory(const std::vector<NewEvent> &events, Key firstKey)
{
    std::vector<Key> key, high, low, agent, number, endpoint, task;
    std::vector<long long> occurred, received;
    std::vector<int> ahead, revision, run, kind, computer, wait, restarts, place, item, attempts, executions;
    sql::NullableColumn<Key> itemKey;
    sql::NullableColumn<int> code;
    std::vector<std::string> explanation, output;
    for (const NewEvent &one : events) {
        const StatusEvent &event = *one.event;
        const sql::GuidBits bits = sql::bitsOf(event.id.uuid());
        key.push_back(firstKey + static_cast<Key>(key.size()));
        high.push_back(bits.high);
        low.push_back(bits.low);
        agent.push_back(one.agent);
        number.push_back(event.number);
        occurred.push_back(event.time);
        received.push_back(m_receivedAt);
        ahead.push_back(one.clockAhead ? 1 : 0);
        endpoint.push_back(one.endpoint);
        task.push_back(one.task);
        revision.push_back(event.taskRevision);
        run.push_back(event.run);
        kind.push_back(static_cast<int>(event.kind));
        computer.push_back(static_cast<int>(event.computerStatus));
        wait.push_back(static_cast<int>(event.waitReason));
        restarts.push_back(event.restarts);
        itemKey.push(one.item > 0 ? std::optional(one.item) : std::nullopt);
        place.push_back(event.place);
        item.push_back(static_cast<int>(event.itemStatus));
        code.push(event.returnCode);
        attempts.push_back(event.attempts);
        executions.push_back(event.executions);
        explanation.push_back(sql::text(event.explanation));
        output.push_back(sql::text(event.output));
    }
    sql::runForEach(m_session,
                    sql::insertInto("status_event", {"event_key",
                                                     "guid_high",
                                                     "guid_low",
                                                     "agent_key",
                                                     "number",
                                                     "occurred_at",
                                                     "received_at",
                                                     "clock_ahead",
                                                     "endpoint_key",
                                                     "reported_task_key",
                                                     "task_revision",
                                                     "run",
                                                     "kind",
                                                     "computer_status",
                                                     "wait_reason",
                                                     "restarts",
                                                     "reported_item_key",
                                                     "place",
                                                     "item_status",
                                                     "return_code",
                                                     "attempts",
                                                     "executions",
                                                     "explanation",
                                                     "output"}),
                    key, high, low, agent, number, occurred, received, ahead, endpoint, task, revision, run, kind,
                    computer, wait, restarts, itemKey, place, item, code, attempts, executions, explanation, output);
}

} // namespace seriatim
