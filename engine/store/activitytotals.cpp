#include "engine/store/activitytotals_p.h"

namespace seriatim {

namespace {

using Text = std::string;

// 60000: milliseconds of a minute; 900000: of a quarter of an hour; 9 to 12: what countsAsFailure (B16).
constexpr auto computersByMinute = "SELECT reported_task_key, status, reported_at / 60000 AS minute, COUNT(*) AS computers "
                                   "FROM computer_task_status GROUP BY reported_task_key, status, reported_at / 60000";
constexpr auto failuresByMinute =
    "SELECT s.reported_at / 900000 * 15 AS minute, s.reported_task_key AS reported_task_key, i.reported_item_key AS reported_item_key, "
    "i.status AS status, CASE WHEN i.return_code IS NULL THEN 0 ELSE 1 END AS has_code, COALESCE(i.return_code, 0) AS return_code, "
    "COUNT(*) AS computers FROM item_status i JOIN computer_task_status s ON s.status_key = i.status_key "
    "WHERE i.status >= 9 AND i.status <= 12 "
    "GROUP BY s.reported_at / 900000 * 15, s.reported_task_key, i.reported_item_key, i.status, i.return_code";
constexpr auto minuteColumns = "reported_task_key, status, minute, computers";
constexpr auto failureColumns = "minute, reported_task_key, reported_item_key, status, has_code, return_code, computers";

static_assert(static_cast<int>(ItemStatus::failed) == 9 && static_cast<int>(ItemStatus::interrupted) == 12 && millisPerMinute == 60000 && minutesPerQuarter == 15);

Text all(const Text &columns, const Text &table)
{
    return "SELECT " + columns + " FROM " + table;
}

} // namespace

long long differingTotals(soci::session &session, const Text &rows, const Text &totals)
{
    const Text query = "SELECT (SELECT COUNT(*) FROM (" + rows + " EXCEPT " + totals + ") uncounted) + (SELECT COUNT(*) FROM (" + totals + " EXCEPT " + rows
                       + ") miscounted)";
    return sql::firstValue<long long>(session, query).value_or(0);
}

void ActivityTotals::count(Key task, const statusfold::ComputerState &state, int times)
{
    m_minutes[{task, static_cast<int>(state.status), minuteOf(state.reported)}] += times;
    const long long quarter = quarterOf(state.reported);
    for (const auto &[item, is] : state.items) {
        if (countsAsFailure(is.status))
            m_failures[{quarter, task, item, static_cast<int>(is.status), is.returnCode ? 1 : 0, is.returnCode.value_or(0)}] += times;
    }
}

void ActivityTotals::write(soci::session &session) const
{
    writeMinutes(session);
    writeFailures(session);
}

// Minutes go by, so a total that has come to nothing is taken out rather than kept as 0.
void ActivityTotals::writeMinutes(soci::session &session) const
{
    std::vector<Key> task;
    std::vector<int> status;
    std::vector<long long> minute, computers;
    for (const auto &[key, difference] : m_minutes) {
        if (difference == 0)
            continue;
        task.push_back(std::get<0>(key));
        status.push_back(std::get<1>(key));
        minute.push_back(std::get<2>(key));
        computers.push_back(difference);
    }
    sql::runForEach(session,
                    sql::insertInto("task_minute_total", {"reported_task_key", "status", "minute", "computers"})
                        + " ON CONFLICT (reported_task_key, status, minute) DO UPDATE SET computers = task_minute_total.computers + excluded.computers",
                    task, status, minute, computers);
    sql::runForEach(session, "DELETE FROM task_minute_total WHERE reported_task_key = :task AND status = :status AND minute = :minute AND computers = 0",
                    task, status, minute);
}

void ActivityTotals::writeFailures(soci::session &session) const
{
    std::vector<Key> task, item;
    std::vector<int> status, hasCode, code;
    std::vector<long long> minute, computers;
    for (const auto &[key, difference] : m_failures) {
        if (difference == 0)
            continue;
        minute.push_back(std::get<0>(key));
        task.push_back(std::get<1>(key));
        item.push_back(std::get<2>(key));
        status.push_back(std::get<3>(key));
        hasCode.push_back(std::get<4>(key));
        code.push_back(std::get<5>(key));
        computers.push_back(difference);
    }
    sql::runForEach(session,
                    sql::insertInto("item_failure_total", {"minute", "reported_task_key", "reported_item_key", "status", "has_code", "return_code", "computers"})
                        + " ON CONFLICT (minute, reported_task_key, reported_item_key, status, has_code, return_code) "
                          "DO UPDATE SET computers = item_failure_total.computers + excluded.computers",
                    minute, task, item, status, hasCode, code, computers);
    sql::runForEach(session,
                    "DELETE FROM item_failure_total WHERE minute = :minute AND reported_task_key = :task AND reported_item_key = :item "
                    "AND status = :status AND has_code = :has AND return_code = :code AND computers = 0",
                    minute, task, item, status, hasCode, code);
}

ActivityDifference wrongActivity(soci::session &session)
{
    return {differingTotals(session, computersByMinute, all(minuteColumns, "task_minute_total")),
            differingTotals(session, failuresByMinute, all(failureColumns, "item_failure_total"))};
}

void recomputeActivity(soci::session &session)
{
    sql::run(session, "DELETE FROM task_minute_total");
    sql::run(session, "DELETE FROM item_failure_total");
    sql::run(session, Text("INSERT INTO task_minute_total (") + minuteColumns + ") " + computersByMinute);
    sql::run(session, Text("INSERT INTO item_failure_total (") + failureColumns + ") " + failuresByMinute);
}

} // namespace seriatim
