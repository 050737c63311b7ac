// Each report over a task that many computers have reported on, beside plain SQL in the sqlite3 shell for its leading figures
// (not its percentiles, sentences and charts).
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

constexpr Measured measured[]{
    {ReportKind::byTask, "SELECT status, COUNT(*), AVG(finished_at - started_at) FROM computer_task_status GROUP BY reported_task_key, status;"},
    {ReportKind::byProgram, "SELECT reported_item_key, status, return_code, COUNT(*), AVG(finished_at - started_at) FROM item_status "
                            "GROUP BY reported_item_key, status, return_code;"},
    {ReportKind::byComputer, "SELECT e.name, COUNT(*), MAX(s.reported_at), SUM(s.restarts) FROM computer_task_status s "
                             "JOIN endpoint e ON e.endpoint_key = s.endpoint_key GROUP BY s.endpoint_key ORDER BY e.name LIMIT 1000;"},
    {ReportKind::restarts, "SELECT SUM(restarts), (SELECT SUM(executions - 1) FROM item_status WHERE executions > 1) FROM computer_task_status;"},
    {ReportKind::notReported, "SELECT e.name, MAX(s.reported_at) AS last FROM computer_task_status s JOIN endpoint e ON e.endpoint_key = s.endpoint_key "
                              "GROUP BY s.endpoint_key HAVING last < strftime('%s') * 1000 - 604800000 ORDER BY last LIMIT 1000;"},
    {ReportKind::restartPending, "SELECT e.name, s.reported_at FROM computer_task_status s JOIN endpoint e ON e.endpoint_key = s.endpoint_key WHERE s.status = 3 LIMIT 1000;"},
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
