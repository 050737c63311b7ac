#include "engine/store/historysteps_p.h"

#include "engine/domain/statusevent.h"
#include "engine/store/historystore.h"
#include "engine/store/statuscodes_p.h"

#include <map>
#include <set>
#include <tuple>

namespace seriatim::historysteps {

namespace {

using sql::Key;

struct OldEvent {
    Key key;
    long long guidHigh;
    long long guidLow;
    Key status; // of its computer and task
    Key task;
    Key endpoint;
    Key item; // 0: none
    int kind;
    int word; // of the item or of the computer
    std::optional<int> code;
    long long received;
};

// needed: the newest of its status, or what an item points to. One whose lower number is another removed one's stays as well.
constexpr auto oldEvents =
    "SELECT e.event_key, e.guid_high, e.guid_low, s.status_key, e.reported_task_key, e.endpoint_key, "
    "CASE WHEN e.kind = 1 THEN COALESCE(e.reported_item_key, 0) ELSE 0 END, e.kind, "
    "CASE WHEN e.kind = 1 THEN e.item_status ELSE e.computer_status END, e.return_code, e.received_at, "
    "CASE WHEN (s.agent_key = e.agent_key AND s.number = e.number) "
    "OR EXISTS (SELECT 1 FROM item_status i WHERE i.status_key = s.status_key AND i.reported_item_key = e.reported_item_key "
    "AND (i.event_key = e.event_key OR i.output_event_key = e.event_key)) "
    "OR EXISTS (SELECT 1 FROM forgotten_event f WHERE f.guid_low = e.guid_low) THEN 1 ELSE 0 END "
    "FROM status_event e JOIN computer_task_status s ON s.reported_task_key = e.reported_task_key AND s.endpoint_key = e.endpoint_key "
    "WHERE e.event_key > :after AND e.event_key <= :last AND e.received_at < :before";

static_assert(static_cast<int>(StatusEvent::Kind::itemChanged) == 1);

struct Found {
    std::vector<OldEvent> removable;
    qint64 needed = 0;
};

Found find(soci::session &session, const Range &range, Instant before)
{
    Found found;
    std::set<long long> lows;
    const auto take = [&](Key key, long long high, long long low, Key status, Key task, Key endpoint, Key item, int kind, int word,
                          std::optional<int> code, long long received, int needed) {
        if (needed != 0 || !lows.insert(low).second)
            ++found.needed;
        else
            found.removable.push_back({key, high, low, status, task, endpoint, item, kind, word, code, received});
    };
    sql::forEachRow<Key, long long, long long, Key, Key, Key, Key, int, int, std::optional<int>, long long, int>(
        session, oldEvents, take, range.after, range.last, static_cast<long long>(before));
    return found;
}

void remember(soci::session &session, const std::vector<OldEvent> &events)
{
    std::map<long long, long long> guids; // in key order
    for (const OldEvent &event : events)
        guids.emplace(event.guidLow, event.guidHigh);
    std::vector<long long> low, high;
    for (const auto &[lower, higher] : guids) {
        low.push_back(lower);
        high.push_back(higher);
    }
    sql::runForEach(session, sql::insertInto("forgotten_event", {"guid_low", "guid_high"}), low, high);
}

void count(soci::session &session, const std::vector<OldEvent> &events)
{
    std::map<std::tuple<long long, Key, Key, int, int, int, int>, long long> totals;
    for (const OldEvent &event : events) {
        ++totals[{event.received / millisPerDay, event.task, event.item, event.kind, event.word, event.code ? 1 : 0, event.code.value_or(0)}];
    }
    std::vector<long long> day, number;
    std::vector<Key> task, item;
    std::vector<int> kind, word, hasCode, code;
    for (const auto &[total, of] : totals) {
        day.push_back(std::get<0>(total));
        task.push_back(std::get<1>(total));
        item.push_back(std::get<2>(total));
        kind.push_back(std::get<3>(total));
        word.push_back(std::get<4>(total));
        hasCode.push_back(std::get<5>(total));
        code.push_back(std::get<6>(total));
        number.push_back(of);
    }
    sql::runForEach(session,
                    sql::insertInto("history_day_total", {"day", "reported_task_key", "reported_item_key", "kind", "status", "has_code",
                                                          "return_code", "events"})
                        + " ON CONFLICT (day, reported_task_key, reported_item_key, kind, status, has_code, return_code) "
                          "DO UPDATE SET events = history_day_total.events + excluded.events",
                    day, task, item, kind, word, hasCode, code, number);
}

// While the first event is still there.
void noteOnStatuses(soci::session &session, const std::vector<OldEvent> &events)
{
    std::map<Key, long long> removed;
    for (const OldEvent &event : events)
        ++removed[event.status];
    std::vector<Key> status;
    std::vector<long long> number;
    for (const auto &[key, of] : removed) {
        status.push_back(key);
        number.push_back(of);
    }
    sql::runForEach(session,
                    "UPDATE computer_task_status SET first_received_at = (SELECT e.received_at FROM status_event e "
                    "WHERE e.reported_task_key = computer_task_status.reported_task_key "
                    "AND e.endpoint_key = computer_task_status.endpoint_key ORDER BY e.event_key LIMIT 1) "
                    "WHERE status_key = :status AND first_received_at IS NULL",
                    status);
    sql::runForEach(session, "UPDATE computer_task_status SET forgotten_events = forgotten_events + :number WHERE status_key = :status",
                    number, status);
}

} // namespace

Old look(soci::session &session, const Range &range, Instant before)
{
    const Found found = find(session, range, before);
    return {static_cast<qint64>(found.removable.size()), found.needed};
}

Old remove(soci::session &session, const Range &range, Instant before)
{
    const Found found = find(session, range, before);
    if (found.removable.empty())
        return {0, found.needed};
    remember(session, found.removable);
    count(session, found.removable);
    noteOnStatuses(session, found.removable);
    std::vector<Key> keys;
    for (const OldEvent &event : found.removable)
        keys.push_back(event.key);
    sql::runForEach(session, "DELETE FROM status_event WHERE event_key = :key", keys);
    return {static_cast<qint64>(found.removable.size()), found.needed};
}

} // namespace seriatim::historysteps
