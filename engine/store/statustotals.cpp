#include "engine/store/statustotals_p.h"

namespace seriatim {

namespace {

constexpr auto computersByStatus = "SELECT reported_task_key, status, COUNT(*) AS computers FROM computer_task_status "
                                   "GROUP BY reported_task_key, status";
constexpr auto itemsByResult =
    "SELECT s.reported_task_key AS reported_task_key, i.reported_item_key AS reported_item_key, i.status AS status, "
    "CASE WHEN i.return_code IS NULL THEN 0 ELSE 1 END AS has_code, COALESCE(i.return_code, 0) AS return_code, "
    "COUNT(*) AS computers FROM item_status i JOIN computer_task_status s ON s.status_key = i.status_key "
    "GROUP BY s.reported_task_key, i.reported_item_key, i.status, i.return_code";

} // namespace

void StatusTotals::count(Key task, const statusfold::ComputerState &state, int times)
{
    m_computers[{task, static_cast<int>(state.status)}] += times;
    for (const auto &[item, is] : state.items)
        m_items[{task, item, static_cast<int>(is.status), is.returnCode ? 1 : 0, is.returnCode.value_or(0)}] += times;
    m_activity.count(task, state, times);
}

void StatusTotals::write(soci::session &session) const
{
    std::vector<Key> task, itemTask, item;
    std::vector<int> status, itemStatus, hasCode, code;
    std::vector<long long> computers, itemComputers;
    for (const auto &[key, difference] : m_computers) {
        if (difference == 0)
            continue;
        task.push_back(std::get<0>(key));
        status.push_back(std::get<1>(key));
        computers.push_back(difference);
    }
    for (const auto &[key, difference] : m_items) {
        if (difference == 0)
            continue;
        itemTask.push_back(std::get<0>(key));
        item.push_back(std::get<1>(key));
        itemStatus.push_back(std::get<2>(key));
        hasCode.push_back(std::get<3>(key));
        code.push_back(std::get<4>(key));
        itemComputers.push_back(difference);
    }
    sql::runForEach(session,
                    sql::insertInto("task_status_total", {"reported_task_key", "status", "computers"})
                        + " ON CONFLICT (reported_task_key, status) DO UPDATE SET computers = task_status_total.computers + excluded.computers",
                    task, status, computers);
    sql::runForEach(session,
                    sql::insertInto("item_status_total", {"reported_task_key", "reported_item_key", "status", "has_code", "return_code", "computers"})
                        + " ON CONFLICT (reported_task_key, reported_item_key, status, has_code, return_code) "
                          "DO UPDATE SET computers = item_status_total.computers + excluded.computers",
                    itemTask, item, itemStatus, hasCode, code, itemComputers);
    m_activity.write(session);
}

TotalsDifference wrongTotals(soci::session &session)
{
    const ActivityDifference activity = wrongActivity(session);
    return {differingTotals(session, computersByStatus,
                      "SELECT reported_task_key, status, computers FROM task_status_total WHERE computers <> 0")
                + activity.computers,
            differingTotals(session, itemsByResult,
                      "SELECT reported_task_key, reported_item_key, status, has_code, return_code, computers FROM item_status_total "
                      "WHERE computers <> 0")
                + activity.items};
}

void recomputeTotals(soci::session &session)
{
    sql::run(session, "DELETE FROM task_status_total");
    sql::run(session, "DELETE FROM item_status_total");
    sql::run(session, std::string("INSERT INTO task_status_total (reported_task_key, status, computers) ") + computersByStatus);
    sql::run(session, std::string("INSERT INTO item_status_total (reported_task_key, reported_item_key, status, has_code, return_code, "
                                  "computers) ") + itemsByResult);
    recomputeActivity(session);
}

} // namespace seriatim
