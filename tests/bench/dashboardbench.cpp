// The console's start page over a task that many computers have reported on, beside plain SQL that counts the same from the rows.
#include "tests/bench/benchmarks.h"
#include "tests/bench/statusstore.h"

#include "engine/workspace/dashboard.h"

namespace seriatim::bench {

namespace {

// By the store's own clock: the made-up reports lie where they lie.
Result<Instant> justAfter(const SharedStatusStore &fixture)
{
    StatusListQuery newest;
    newest.sort = StatusSort::reported;
    newest.descending = true;
    const Result<std::vector<StatusKey>> keys = fixture->list().keys(fixture->task->id, newest, 1);
    if (!keys)
        return keys.error();
    const auto rows = fixture->list().rows(*keys);
    if (!rows)
        return rows.error();
    if (rows->empty())
        return Error{ErrorCode::notFound, fixture->task->name, QStringLiteral("no computer has reported on it")};
    return rows->front().second.reported + millisPerMinute;
}

Result<double> dashboard(const SharedStatusStore &fixture, Instant now)
{
    const Stopwatch watch;
    const Result<Dashboard> read = readDashboard(*fixture->workspace, now);
    const double seconds = watch.seconds();
    if (!read)
        return read.error();
    if (read->rollouts.rollouts.empty() || read->rollouts.rollouts.front().curve.empty() || read->failures.empty())
        return Error{ErrorCode::notFound, fixture->task->name, QStringLiteral("the start page that is measured shows nothing")};
    return seconds;
}

} // namespace

Result<std::vector<Contest>> dashboardContests(const Options &options)
{
    const int computers = options.choose(300, 20'000, 1'000'000);
    const int few = std::max(300, computers / 100); // so many that some have failed
    const Result<SharedStatusStore> many = statusStoreOf(computers);
    if (!many)
        return many.error();
    const Result<SharedStatusStore> small = statusStoreOf(few);
    if (!small)
        return small.error();
    const Result<Instant> now = justAfter(*many);
    if (!now)
        return now.error();
    const Result<Instant> smallNow = justAfter(*small);
    if (!smallNow)
        return smallNow.error();
    const auto ours = [fixture = *many, at = *now] { return dashboard(fixture, at); };
    const QString since = QString::number(*now - Dashboard::failureSpan);
    std::vector<Contest> contests;
    contests.push_back(contestWithShell(
        *many, QStringLiteral("%1 computers, %2 items each: all that the start page shows").arg(computers).arg(StatusStoreFixture::items), QStringLiteral("readDashboard"), ours,
        QStringLiteral("SELECT status, COUNT(*), MAX(reported_at) FROM computer_task_status WHERE reported_task_key = TASK GROUP BY status;"
                       "SELECT status, reported_at / 1800000, COUNT(*) FROM computer_task_status WHERE reported_task_key = TASK AND status IN (4, 5) GROUP BY 1, 2;"
                       "SELECT i.reported_item_key, i.status, i.return_code, COUNT(*) FROM computer_task_status s JOIN item_status i ON i.status_key = s.status_key "
                       "WHERE s.reported_task_key = TASK AND i.status >= 9 AND s.reported_at >= %1 GROUP BY 1, 2, 3;").arg(since)));
    Contest growth{QStringLiteral("growth of the start page: %1 computers beside %2").arg(computers).arg(few), QStringLiteral("time"), Show::millisPerUnit, {}, {}};
    growth.ours = {{QStringLiteral("%1 computers").arg(computers), 1, ours}};
    growth.peers = {{QStringLiteral("%1 computers").arg(few), 1, [fixture = *small, at = *smallNow] { return dashboard(fixture, at); }}};
    contests.push_back(growth);
    return contests;
}

} // namespace seriatim::bench
