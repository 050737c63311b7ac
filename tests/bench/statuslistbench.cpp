// The status list of a task with many computers, beside the plain SQL for the same answer in the sqlite3 shell.
#include "tests/bench/benchmarks.h"
#include "tests/bench/statusstore.h"

namespace seriatim::bench {

namespace {

constexpr int items = StatusStoreFixture::items;
constexpr int firstRows = 128; // as the Status tab reads them
constexpr int pageRows = 64;

using Shared = SharedStatusStore;

// A page from the middle of the list.
Result<std::vector<StatusKey>> middleOf(const Shared &fixture)
{
    const Result<std::vector<StatusKey>> keys = fixture->list().keys(fixture->task->id, {});
    if (!keys)
        return keys.error();
    const size_t first = keys->size() / 2;
    return std::vector<StatusKey>(keys->begin() + static_cast<qptrdiff>(first), keys->begin() + static_cast<qptrdiff>(std::min(keys->size(), first + pageRows)));
}

Result<double> beginning(const Shared &fixture)
{
    const Stopwatch watch;
    const Result<StatusCounts> counts = fixture->store().statuses().counts(fixture->task->id);
    if (!counts)
        return counts.error();
    const Result<std::vector<StatusKey>> keys = fixture->list().keys(fixture->task->id, {}, firstRows);
    if (!keys)
        return keys.error();
    const auto rows = fixture->list().rows(*keys);
    if (!rows)
        return rows.error();
    return watch.seconds();
}

Result<double> listed(const Shared &fixture, const StatusListQuery &query)
{
    const Stopwatch watch;
    const Result<std::vector<StatusKey>> keys = fixture->list().keys(fixture->task->id, query);
    const double seconds = watch.seconds();
    if (!keys)
        return keys.error();
    if (keys->empty())
        return Error{ErrorCode::notFound, fixture->task->name, QStringLiteral("no computer is in the list that is measured")};
    return seconds;
}

Result<double> page(const Shared &fixture, const std::vector<StatusKey> &keys)
{
    const Stopwatch watch;
    const auto rows = fixture->list().rows(keys);
    const double seconds = watch.seconds();
    if (!rows)
        return rows.error();
    return seconds;
}

} // namespace

Result<std::vector<Contest>> statusListContests(const Options &options)
{
    const int computers = options.choose(300, 20'000, 1'000'000);
    const int few = std::max(10, computers / 100);
    const Result<Shared> many = statusStoreOf(computers);
    if (!many)
        return many.error();
    const Result<Shared> small = statusStoreOf(few);
    if (!small)
        return small.error();
    const Result<std::vector<StatusKey>> middle = middleOf(*many);
    if (!middle)
        return middle.error();
    const Shared fixture = *many;
    const Shared smaller = *small;
    const QString fleet = QStringLiteral("%1 computers, %2 items each: ").arg(computers).arg(items);
    const StatusListQuery code{.item = fixture->task->items[2].id, .returnCode = 1603};
    const StatusListQuery took{.sort = StatusSort::took, .descending = true};
    const QString item = QStringLiteral("(SELECT reported_key FROM reported_guid WHERE guid = '%1')").arg(fixture->task->items[2].id.toString());

    std::vector<Contest> contests;
    contests.push_back(contestWithShell(fixture, fleet + QStringLiteral("what is painted first, totals and %1 rows").arg(firstRows), QStringLiteral("counts, keys, rows"),
                                 [=] { return beginning(fixture); },
                                 QStringLiteral("SELECT status, COUNT(*) FROM computer_task_status WHERE reported_task_key = TASK GROUP BY status;"
                                                "SELECT s.*, i.* FROM (SELECT * FROM computer_task_status WHERE reported_task_key = TASK ORDER BY folded_name LIMIT 128) s "
                                                "JOIN item_status i ON i.status_key = s.status_key;")));
    contests.push_back(contestWithShell(fixture, fleet + QStringLiteral("the whole list by name"), QStringLiteral("StatusList::keys"), [=] { return listed(fixture, {}); },
                                 QStringLiteral("SELECT status_key FROM computer_task_status WHERE reported_task_key = TASK ORDER BY folded_name;")));
    contests.push_back(contestWithShell(fixture, fleet + QStringLiteral("those where item 3 returned 1603"), QStringLiteral("StatusList::keys"), [=] { return listed(fixture, code); },
                                 QStringLiteral("SELECT s.status_key FROM computer_task_status s JOIN item_status i ON i.status_key = s.status_key "
                                                "WHERE s.reported_task_key = TASK AND i.reported_item_key = %1 AND i.return_code = 1603 ORDER BY s.folded_name;").arg(item)));
    contests.push_back(contestWithShell(fixture, fleet + QStringLiteral("by how long they took"), QStringLiteral("StatusList::keys"), [=] { return listed(fixture, took); },
                                 QStringLiteral("SELECT status_key FROM computer_task_status WHERE reported_task_key = TASK ORDER BY finished_at - started_at DESC, folded_name DESC;")));
    contests.push_back(contestWithShell(fixture, fleet + QStringLiteral("%1 rows from the middle, with their items").arg(pageRows), QStringLiteral("StatusList::rows"),
                                 [=, keys = *middle] { return page(fixture, keys); },
                                 QStringLiteral("SELECT s.*, i.* FROM (SELECT * FROM computer_task_status WHERE reported_task_key = TASK ORDER BY folded_name LIMIT %1 OFFSET %2) s "
                                                "JOIN item_status i ON i.status_key = s.status_key;").arg(pageRows).arg(computers / 2)));
    Contest growth{QStringLiteral("growth of what is painted first: %1 computers beside %2").arg(computers).arg(few), QStringLiteral("time"), Show::millisPerUnit, {}, {}};
    growth.ours = {{QStringLiteral("%1 computers").arg(computers), 1, [=] { return beginning(fixture); }}};
    growth.peers = {{QStringLiteral("%1 computers").arg(few), 1, [=] { return beginning(smaller); }}};
    contests.push_back(growth);
    return contests;
}

} // namespace seriatim::bench
