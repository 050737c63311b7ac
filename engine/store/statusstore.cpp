#include "engine/store/statusstore.h"

#include "engine/store/guidbits_p.h"
#include "engine/store/names_p.h"
#include "engine/store/portalrows_p.h"
#include "engine/store/session_p.h"
#include "engine/store/statuscodes_p.h"
#include "engine/store/statuswriter_p.h"

#include <algorithm>

namespace seriatim {

namespace {

using sql::Key;

LineItemId lineItem(const std::string &guid)
{
    return sql::orRefuse(sql::idFrom<LineItemId>(sql::text(guid)));
}

std::optional<Key> keyOf(soci::session &session, TaskId task)
{
    return sql::firstValue<Key>(session, "SELECT reported_key FROM reported_guid WHERE guid = :guid", sql::text(task));
}

// A LIKE pattern with '\' as its escape; a text without wildcards matches anywhere in the name.
std::string likePattern(const QString &wildcard)
{
    QString pattern;
    bool anywhere = true;
    for (const QChar c : sql::text(sql::folded(wildcard))) {
        if (c == u'*' || c == u'?') {
            pattern += c == u'*' ? u'%' : u'_';
            anywhere = false;
        } else {
            if (c == u'%' || c == u'_' || c == u'\\')
                pattern += u'\\';
            pattern += c;
        }
    }
    return sql::text(anywhere ? u'%' + pattern + u'%' : pattern);
}

// The rows of a page: bound as :task, :after, :last, :pattern, :status1, :status2.
struct Page {
    Key task = 0;
    std::string after;
    std::string pattern;
    int status = -1;
    int atMost = 0;
};

constexpr auto pageCondition = " s.reported_task_key = :task AND n.folded_name > :after "
                               "AND n.folded_name LIKE :pattern ESCAPE '\\' AND (:status1 < 0 OR s.status = :status2) ";

struct PageRows {
    std::vector<ComputerTaskStatus> computers;
    QHash<Key, size_t> indexes; // by status_key
    std::string last;
};

PageRows readComputers(soci::session &session, const Page &page)
{
    PageRows rows;
    const auto add = [&](Key key, const std::string &name, const std::string &foldedName, int revision, int status,
                         int waitReason, int run, int restarts, int place, std::optional<long long> started,
                         std::optional<long long> finished, long long reported, int clockAhead,
                         const std::string &explanation, const std::string &problem) {
        ComputerTaskStatus computer;
        computer.computer = sql::text(name);
        computer.taskRevision = revision;
        computer.status = statuscode::computerStatus(status);
        computer.waitReason = statuscode::waitReason(waitReason);
        computer.run = run;
        computer.restarts = restarts;
        computer.place = place;
        computer.started = started;
        computer.finished = finished;
        computer.reported = reported;
        computer.clockAhead = clockAhead != 0;
        computer.explanation = sql::text(explanation);
        computer.problem = sql::text(problem);
        rows.indexes.insert(key, rows.computers.size());
        rows.computers.push_back(std::move(computer));
        rows.last = foldedName;
    };
    using Text = std::string;
    using Time = std::optional<long long>;
    sql::forEachRow<Key, Text, Text, int, int, int, int, int, int, Time, Time, long long, int, Text, Text>(
        session,
        std::string("SELECT s.status_key, n.name, n.folded_name, s.task_revision, s.status, s.wait_reason, s.run, "
                    "s.restarts, s.place, s.started_at, s.finished_at, s.reported_at, s.clock_ahead, s.explanation, "
                    "s.problem FROM computer_task_status s JOIN endpoint n ON n.endpoint_key = s.endpoint_key WHERE")
            + pageCondition + "ORDER BY n.folded_name LIMIT :most",
        add, page.task, page.after, page.pattern, page.status, page.status, page.atMost);
    return rows;
}

void addItems(soci::session &session, const Page &page, bool withOutput, PageRows &rows)
{
    const auto add = [&](Key key, const std::string &guid, int place, int status, int waitReason,
                         std::optional<int> code, int attempts, int executions, std::optional<long long> started,
                         std::optional<long long> finished, const std::string &explanation,
                         const std::optional<std::string> &output) {
        LineItemStatus item(lineItem(guid));
        item.place = place;
        item.status = statuscode::itemStatus(status);
        item.waitReason = statuscode::waitReason(waitReason);
        item.returnCode = code;
        item.attempts = attempts;
        item.executions = executions;
        item.started = started;
        item.finished = finished;
        item.explanation = sql::text(explanation);
        item.output = sql::text(output.value_or(std::string()));
        rows.computers[rows.indexes.value(key)].items.push_back(std::move(item));
    };
    using Text = std::string;
    using Time = std::optional<long long>;
    sql::forEachRow<Key, Text, int, int, int, std::optional<int>, int, int, Time, Time, Text, std::optional<Text>>(
        session,
        std::string("SELECT i.status_key, g.guid, i.place, i.status, e.wait_reason, i.return_code, i.attempts, "
                    "i.executions, i.started_at, i.finished_at, e.explanation, ")
            + (withOutput ? "o.output " : "NULL ")
            + "FROM computer_task_status s JOIN endpoint n ON n.endpoint_key = s.endpoint_key "
              "JOIN item_status i ON i.status_key = s.status_key "
              "JOIN reported_guid g ON g.reported_key = i.reported_item_key "
              "JOIN status_event e ON e.event_key = i.event_key "
            + (withOutput ? "LEFT JOIN status_event o ON o.event_key = i.output_event_key " : "") + "WHERE"
            + pageCondition + "AND n.folded_name <= :last ORDER BY i.status_key, i.place",
        add, page.task, page.after, page.pattern, page.status, page.status, rows.last);
}

std::vector<ComputerTaskStatus> readPage(soci::session &session, const Page &page, bool withItems, bool withOutput)
{
    PageRows rows = readComputers(session, page);
    if (withItems && !rows.computers.empty())
        addItems(session, page, withOutput, rows);
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
        const std::optional<Key> key = keyOf(session, task);
        if (!key)
            return std::vector<ComputerTaskStatus>();
        const int status = query.status ? static_cast<int>(*query.status) : -1;
        return readPage(session, {*key, sql::folded(query.after), likePattern(query.computer), status, query.atMost},
                        query.withItems, query.withOutput);
    });
}

Result<std::optional<ComputerTaskStatus>> StatusStore::statusOf(TaskId task, const QString &computer) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> std::optional<ComputerTaskStatus> {
        const std::optional<Key> key = keyOf(session, task);
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
        const Key key = keyOf(session, task).value_or(0);
        sql::forEachRow<int, int>(
            session,
            "SELECT status, COUNT(*) FROM computer_task_status WHERE reported_task_key = :task GROUP BY status",
            [&](int status, int count) { counts.computers[statuscode::computerStatus(status)] = count; }, key);
        sql::forEachRow<std::string, int, int>(
            session,
            "SELECT g.guid, i.status, COUNT(*) FROM computer_task_status s "
            "JOIN item_status i ON i.status_key = s.status_key "
            "JOIN reported_guid g ON g.reported_key = i.reported_item_key "
            "WHERE s.reported_task_key = :task GROUP BY g.guid, i.status",
            [&](const std::string &guid, int status, int count) {
                counts.items[lineItem(guid)][statuscode::itemStatus(status)] = count;
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
                event.item = lineItem(*item);
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
            add, keyOf(session, task).value_or(0), sql::folded(computer), atMost);
        std::ranges::reverse(events);
        return events;
    });
}

} // namespace seriatim
