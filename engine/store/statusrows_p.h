// Private to the store's .cpp files: rows of computers and their line items as values.
#pragma once

#include "engine/store/sql_p.h"
#include "engine/store/statuscodes_p.h"
#include "engine/store/statusstore.h"

#include <QHash>

namespace seriatim::statusrows {

using sql::Key;

// Of a task, line item or agent that has reported; nothing where none with that GUID has.
template <typename Tag>
[[nodiscard]] std::optional<Key> reportedKey(soci::session &session, const Id<Tag> &id)
{
    return sql::firstValue<Key>(session, "SELECT reported_key FROM reported_guid WHERE guid = :guid", sql::text(id));
}

[[nodiscard]] inline LineItemId lineItem(const std::string &guid)
{
    return sql::orRefuse(sql::idFrom<LineItemId>(sql::text(guid)));
}

// A LIKE pattern with '\' as its escape; a text without wildcards matches anywhere in the name.
[[nodiscard]] std::string likePattern(const QString &wildcard);
// Of a text that stands anywhere, wildcards or not.
[[nodiscard]] std::string containsPattern(const QString &part);

struct Rows {
    std::vector<ComputerTaskStatus> computers;
    QHash<Key, size_t> indexes; // by status_key
    std::string last;           // the folded name of the last one
};

// `condition` is about the rows `s` of computer_task_status, with what follows it (order, limit).
template <typename... Parameters>
[[nodiscard]] Rows readComputers(soci::session &session, const std::string &condition, const Parameters &...parameters)
{
    Rows rows;
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
        "SELECT s.status_key, n.name, s.folded_name, s.task_revision, s.status, s.wait_reason, s.run, s.restarts, s.place, "
        "s.started_at, s.finished_at, s.reported_at, s.clock_ahead, s.explanation, s.problem "
        "FROM computer_task_status s JOIN endpoint n ON n.endpoint_key = s.endpoint_key WHERE " + condition,
        add, parameters...);
    return rows;
}

// `condition` is about `s`, too, and selects rows that are there.
template <typename... Parameters>
void addItems(soci::session &session, const std::string &condition, bool withOutput, Rows &rows, const Parameters &...parameters)
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
            + "FROM computer_task_status s JOIN item_status i ON i.status_key = s.status_key "
              "JOIN reported_guid g ON g.reported_key = i.reported_item_key "
              "JOIN status_event e ON e.event_key = i.event_key "
            + (withOutput ? "LEFT JOIN status_event o ON o.event_key = i.output_event_key " : "") + "WHERE "
            + condition + " ORDER BY i.status_key, i.place",
        add, parameters...);
}

} // namespace seriatim::statusrows
