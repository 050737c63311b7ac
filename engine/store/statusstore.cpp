#include "engine/store/statusstore.h"

#include "engine/store/guidbits_p.h"
#include "engine/store/names_p.h"
#include "engine/store/portalrows_p.h"
#include "engine/store/session_p.h"
#include "engine/store/statuscodes_p.h"
#include "engine/store/statusrows_p.h"
#include "engine/store/statuswriter_p.h"

#include <algorithm>

namespace seriatim {

namespace {

using sql::Key;

// Bound as :task, :after, :pattern, :status1, :status2.
struct Page {
    Key task = 0;
    std::string after;
    std::string pattern;
    int status = -1;
    int atMost = 0;
};

constexpr auto pageCondition = "s.reported_task_key = :task AND s.folded_name > :after "
                               "AND s.folded_name LIKE :pattern ESCAPE '\\' AND (:status1 < 0 OR s.status = :status2) ";

std::vector<ComputerTaskStatus> readPage(soci::session &session, const Page &page, bool withItems, bool withOutput)
{
    statusrows::Rows rows = statusrows::readComputers(session, std::string(pageCondition) + "ORDER BY s.folded_name LIMIT :most",
                                                      page.task, page.after, page.pattern, page.status, page.status, page.atMost);
    if (withItems && !rows.computers.empty()) {
        statusrows::addItems(session, std::string(pageCondition) + "AND s.folded_name <= :last", withOutput, rows, page.task, page.after,
                             page.pattern, page.status, page.status, rows.last);
    }
    return std::move(rows.computers);
}

// A request's start and end are no part of the task's statuses: they may be all that is told of a run (B37).
void applyAll(soci::session &session, const std::vector<StatusEvent> &events, Instant receivedAt)
{
    if (std::ranges::none_of(events, isAboutRequest)) {
        StatusWriter(session, receivedAt).apply(events);
        return;
    }
    std::vector<StatusEvent> ordinary;
    for (const StatusEvent &event : events) {
        if (isAboutRequest(event))
            portalrows::apply(session, event, receivedAt);
        else
            ordinary.push_back(event);
    }
    StatusWriter(session, receivedAt).apply(ordinary);
}

} // namespace

Result<std::vector<EventId>> StatusStore::apply(const std::vector<StatusEvent> &events, Instant receivedAt)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        applyAll(session, events, receivedAt);
        std::vector<EventId> acknowledged;
        acknowledged.reserve(events.size());
        for (const StatusEvent &event : events)
            acknowledged.push_back(event.id);
        return acknowledged;
    });
}

Result<std::vector<ComputerTaskStatus>> StatusStore::statuses(TaskId task, const StatusQuery &query) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const std::optional<Key> key = statusrows::reportedKey(session, task);
        if (!key)
            return std::vector<ComputerTaskStatus>();
        const int status = query.status ? static_cast<int>(*query.status) : -1;
        return readPage(session, {*key, sql::folded(query.after), statusrows::likePattern(query.computer), status, query.atMost},
                        query.withItems, query.withOutput);
    });
}

Result<std::optional<ComputerTaskStatus>> StatusStore::statusOf(TaskId task, const QString &computer) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> std::optional<ComputerTaskStatus> {
        const std::optional<Key> key = statusrows::reportedKey(session, task);
        // A name may hold wildcards itself, so the endpoint is looked up and not searched for.
        const std::string name = sql::folded(computer);
        const auto before = sql::firstValue<std::string>(
            session, "SELECT COALESCE(MAX(folded_name), '') FROM endpoint WHERE folded_name < :name", name);
        if (!key)
            return std::nullopt;
        std::vector<ComputerTaskStatus> page =
            readPage(session, {*key, before.value_or(std::string()), "%", -1, 1}, true, true);
        if (page.empty() || sql::folded(page.front().computer) != name)
            return std::nullopt;
        return std::move(page.front());
    });
}

Result<StatusCounts> StatusStore::counts(TaskId task) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        StatusCounts counts;
        const Key key = statusrows::reportedKey(session, task).value_or(0);
        sql::forEachRow<int, int>(
            session,
            "SELECT status, computers FROM task_status_total WHERE reported_task_key = :task AND computers > 0",
            [&](int status, int count) { counts.computers[statuscode::computerStatus(status)] = count; }, key);
        sql::forEachRow<std::string, int, int>(
            session,
            "SELECT g.guid, t.status, SUM(t.computers) FROM item_status_total t "
            "JOIN reported_guid g ON g.reported_key = t.reported_item_key "
            "WHERE t.reported_task_key = :task AND t.computers > 0 GROUP BY g.guid, t.status",
            [&](const std::string &guid, int status, int count) {
                counts.items[statusrows::lineItem(guid)][statuscode::itemStatus(status)] = count;
            },
            key);
        return counts;
    });
}

Result<std::vector<ReportedEvent>> StatusStore::history(TaskId task, const QString &computer, int atMost) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<ReportedEvent> events;
        const auto add = [&](long long high, long long low, const std::string &agent, long long number,
                             long long occurred, long long received, int ahead, const std::string &name, int revision,
                             int run, int kind, int status, int waitReason, int restarts,
                             const std::optional<std::string> &item, int place, int itemWord, std::optional<int> code,
                             int attempts, int executions, const std::string &explanation, const std::string &output) {
            const auto id = EventId::fromUuid(sql::guidOf(high, low));
            if (!id)
                sql::refuse(ErrorCode::invalidInput, QStringLiteral("status_event"),
                            QStringLiteral("an event without a GUID"));
            StatusEvent event(*id, sql::orRefuse(sql::idFrom<AgentId>(sql::text(agent))), task);
            event.number = number;
            event.time = occurred;
            event.computer = sql::text(name);
            event.taskRevision = revision;
            event.run = run;
            event.kind = statuscode::kind(kind);
            event.computerStatus = statuscode::computerStatus(status);
            event.waitReason = statuscode::waitReason(waitReason);
            event.restarts = restarts;
            if (item)
                event.item = statusrows::lineItem(*item);
            event.place = place;
            event.itemStatus = statuscode::itemStatus(itemWord);
            event.returnCode = code;
            event.attempts = attempts;
            event.executions = executions;
            event.explanation = sql::text(explanation);
            event.output = sql::text(output);
            events.push_back({std::move(event), received, ahead != 0});
        };
        using Text = std::string;
        sql::forEachRow<long long, long long, Text, long long, long long, long long, int, Text, int, int, int, int, int,
                        int, std::optional<Text>, int, int, std::optional<int>, int, int, Text, Text>(
            session,
            "SELECT e.guid_high, e.guid_low, a.guid, e.number, e.occurred_at, e.received_at, e.clock_ahead, n.name, "
            "e.task_revision, e.run, e.kind, e.computer_status, e.wait_reason, e.restarts, g.guid, e.place, "
            "e.item_status, e.return_code, e.attempts, e.executions, e.explanation, e.output "
            "FROM status_event e JOIN endpoint n ON n.endpoint_key = e.endpoint_key "
            "JOIN reported_guid a ON a.reported_key = e.agent_key "
            "LEFT JOIN reported_guid g ON g.reported_key = e.reported_item_key "
            "WHERE e.reported_task_key = :task AND n.folded_name = :name ORDER BY e.event_key DESC LIMIT :most",
            add, statusrows::reportedKey(session, task).value_or(0), sql::folded(computer), atMost);
        std::ranges::reverse(events);
        return events;
    });
}

} // namespace seriatim
