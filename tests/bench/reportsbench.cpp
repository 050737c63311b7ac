// Each report over a task that many computers have reported on, beside plain SQL in the sqlite3 shell for the same rows and
// percentiles, without what the report adds to them (meanings, sentences, a chart).
#include "tests/bench/benchmarks.h"
#include "tests/bench/statusstore.h"

#include "engine/reports/reports.h"

#include <QDateTime>

namespace seriatim::bench {

namespace {

struct Measured {
    ReportKind kind;
    const char *sql;
};

// Moments within the last week do not come in: what is measured was reported long ago.
constexpr Measured measured[]{
    {ReportKind::byTask, "SELECT reported_task_key, status, COUNT(*), SUM(restarts), MIN(reported_at), MAX(reported_at) FROM computer_task_status GROUP BY 1, 2;"
                         "WITH taken AS (SELECT reported_task_key AS k, finished_at - started_at AS t, ROW_NUMBER() OVER (PARTITION BY reported_task_key "
                         "ORDER BY finished_at - started_at) AS r, COUNT(*) OVER (PARTITION BY reported_task_key) AS c FROM computer_task_status "
                         "WHERE finished_at IS NOT NULL) SELECT k, t FROM taken WHERE r IN ((c + 1) / 2, (c * 9 + 9) / 10, (c * 99 + 99) / 100);"},
    {ReportKind::byProgram, "SELECT reported_item_key, status, return_code, COUNT(*), SUM(executions) FROM item_status GROUP BY 1, 2, 3;"
                            "WITH taken AS (SELECT reported_item_key AS k, finished_at - started_at AS t, ROW_NUMBER() OVER (PARTITION BY reported_item_key "
                            "ORDER BY finished_at - started_at) AS r, COUNT(*) OVER (PARTITION BY reported_item_key) AS c FROM item_status "
                            "WHERE finished_at IS NOT NULL) SELECT k, t FROM taken WHERE r IN ((c + 1) / 2, (c * 9 + 9) / 10, (c * 99 + 99) / 100);"},
    {ReportKind::byComputer, "SELECT e.name, COUNT(*), SUM(s.status = 4), SUM(s.status = 5), SUM(s.status IN (1, 2, 3)), SUM(s.restarts), MAX(s.reported_at) "
                             "FROM computer_task_status s JOIN endpoint e ON e.endpoint_key = s.endpoint_key GROUP BY s.endpoint_key ORDER BY s.folded_name;"},
    {ReportKind::restarts, "SELECT s.folded_name, s.status, s.run, s.restarts, COALESCE(r.reruns, 0), s.reported_at FROM computer_task_status s "
                           "LEFT JOIN (SELECT status_key, SUM(executions - 1) AS reruns FROM item_status WHERE executions > 1 GROUP BY status_key) r "
                           "ON r.status_key = s.status_key WHERE s.restarts > 0 OR r.reruns > 0 ORDER BY s.restarts + COALESCE(r.reruns, 0) DESC, s.folded_name;"},
    {ReportKind::notReported, "SELECT e.name, MAX(s.reported_at) AS last, COUNT(*), SUM(s.status NOT IN (4, 5, 6)) FROM computer_task_status s "
                              "JOIN endpoint e ON e.endpoint_key = s.endpoint_key GROUP BY s.endpoint_key "
                              "HAVING last < strftime('%s') * 1000 - 604800000 ORDER BY last, s.folded_name;"},
    {ReportKind::restartPending, "SELECT e.name, s.reported_at, s.restarts, s.explanation FROM computer_task_status s "
                                 "JOIN endpoint e ON e.endpoint_key = s.endpoint_key WHERE s.status = 3 ORDER BY s.reported_at;"},
};

constexpr int rowsShown = 1000;

Result<double> made(const SharedStatusStore &fixture, ReportKind kind)
{
    const Stopwatch watch;
    const Result<Report> report = makeReport(*fixture->workspace, {.kind = kind, .atMost = rowsShown}, QDateTime::currentMSecsSinceEpoch());
    const double seconds = watch.seconds();
    if (!report)
        return report.error();
    return seconds;
}

} // namespace

Result<std::vector<Contest>> reportContests(const Options &options)
{
    const int computers = options.choose(300, 20'000, 1'000'000);
    const Result<SharedStatusStore> fixture = statusStoreOf(computers);
    if (!fixture)
        return fixture.error();
    std::vector<Contest> contests;
    for (const Measured &one : measured) {
        contests.push_back(contestWithShell(*fixture, QStringLiteral("%1 computers: report %2").arg(computers).arg(descriptionOf(one.kind).name), QStringLiteral("makeReport"),
                                            [shared = *fixture, kind = one.kind] { return made(shared, kind); }, QString::fromLatin1(one.sql)));
    }
    return contests;
}

} // namespace seriatim::bench
