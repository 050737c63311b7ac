// DashboardStore's figures that look at line items and at collections.
#include "engine/store/activitytotals_p.h"
#include "engine/store/dashboardstore.h"
#include "engine/store/session_p.h"
#include "engine/store/statuscodes_p.h"

#include <algorithm>
#include <numeric>

namespace seriatim {

namespace {

using sql::Key;
using Text = std::string;

// What programs are told apart by: the program itself, how it fails, and its code.
using CauseKey = std::tuple<Text, int, int, ReturnCode>;

void sortFailures(std::vector<FailureGroup> &groups)
{
    for (FailureGroup &group : groups)
        std::ranges::stable_sort(group.places, std::greater(), &FailurePlace::computers);
    std::ranges::stable_sort(groups, std::greater(), &FailureGroup::computers);
}

// Computers that several of the lists have count once, which takes a look at each; one list is counted by its index.
long long listedComputers(soci::session &session, Key task, size_t collections)
{
    const Text what = collections == 1 ? "COUNT(*)" : "COUNT(DISTINCT m.computer_key)";
    return sql::firstValue<long long>(session,
                                      "SELECT " + what + " FROM task_collection c JOIN collection_member m ON m.collection_key = c.collection_key "
                                                         "WHERE c.task_key = :task",
                                      task)
        .value_or(0);
}

} // namespace

qint64 FailureGroup::computers() const
{
    return std::accumulate(places.begin(), places.end(), qint64(0), [](qint64 sum, const FailurePlace &one) { return sum + one.computers; });
}

Result<std::vector<FailureGroup>> DashboardStore::failures(Instant since) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<FailureGroup> groups;
        std::map<CauseKey, size_t> indexes;
        sql::forEachRow<Text, Text, Text, Text, Text, Text, int, int, int, int, long long>(
            session,
            "SELECT p.guid, k.name, p.name, t.guid, t.name, l.guid, l.place, f.status, f.has_code, f.return_code, f.computers "
            "FROM (SELECT reported_task_key, reported_item_key, status, has_code, return_code, SUM(computers) AS computers "
            "FROM item_failure_total WHERE minute >= :since GROUP BY reported_task_key, reported_item_key, status, has_code, return_code) f "
            "JOIN reported_guid tg ON tg.reported_key = f.reported_task_key JOIN task t ON t.guid = tg.guid "
            "JOIN reported_guid lg ON lg.reported_key = f.reported_item_key JOIN line_item l ON l.guid = lg.guid AND l.task_key = t.task_key "
            "JOIN program p ON p.program_key = l.program_key JOIN package k ON k.package_key = p.package_key "
            "WHERE f.computers > 0 ORDER BY k.folded_name, p.folded_name, f.status, f.return_code, t.folded_name, l.place",
            [&](const Text &program, const Text &package, const Text &name, const Text &task, const Text &taskName, const Text &item, int place,
                int status, int hasCode, int code, long long computers) {
                const auto [found, isNew] = indexes.try_emplace({program, status, hasCode, code}, groups.size());
                if (isNew) {
                    FailureGroup &group = groups.emplace_back(sql::orRefuse(sql::idFrom<ProgramId>(sql::text(program))));
                    group.programName = sql::text(package) + u'/' + sql::text(name);
                    group.status = statuscode::itemStatus(status);
                    if (hasCode != 0)
                        group.code = code;
                }
                FailurePlace &where = groups[found->second].places.emplace_back(sql::orRefuse(sql::idFrom<TaskId>(sql::text(task))),
                                                                                sql::orRefuse(sql::idFrom<LineItemId>(sql::text(item))));
                where.taskName = sql::text(taskName);
                where.place = place;
                where.computers = computers;
            },
            quarterOf(since));
        sortFailures(groups);
        return groups;
    });
}

Result<std::optional<ListedTargets>> DashboardStore::listedTargets(TaskId task) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> std::optional<ListedTargets> {
        const std::optional<Key> key = sql::firstValue<Key>(session, "SELECT task_key FROM task WHERE guid = :guid", sql::text(task));
        if (!key)
            return std::nullopt;
        ListedTargets listed;
        size_t collections = 0;
        sql::forEachRow<int>(session,
                             "SELECT CASE WHEN k.filter = '' THEN 0 ELSE 1 END FROM task_collection c "
                             "JOIN collection k ON k.collection_key = c.collection_key WHERE c.task_key = :task",
                             [&](int hasFilter) {
                                 ++collections;
                                 listed.hasFilter = listed.hasFilter || hasFilter != 0;
                             },
                             *key);
        if (!listed.hasFilter)
            listed.computers = listedComputers(session, *key, collections);
        return listed;
    });
}

Result<qint64> DashboardStore::computerCount(qint64 atMost) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> qint64 {
        return sql::firstValue<long long>(session, "SELECT COUNT(*) FROM (SELECT 1 FROM computer LIMIT :most) counted", static_cast<long long>(atMost)).value_or(0);
    });
}

} // namespace seriatim
