#include "engine/workspace/dashboard.h"

#include "engine/workspace/collectionmembers.h"

#include <algorithm>

namespace seriatim {

namespace {

template <typename T>
qint64 cutTo(std::vector<T> &all, size_t most)
{
    if (all.size() <= most)
        return 0;
    const auto more = static_cast<qint64>(all.size() - most);
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(most), all.end());
    return more;
}

Result<> readFigures(Workspace &workspace, Dashboard &dashboard)
{
    const DashboardStore store(workspace.store().database());
    Result<RolloutList> rollouts = store.rollouts(dashboard.made, Dashboard::mostRollouts);
    if (!rollouts)
        return rollouts.error();
    dashboard.rollouts = std::move(rollouts).value();
    Result<std::vector<FailureGroup>> failures = store.failures(dashboard.failuresSince);
    if (!failures)
        return failures.error();
    dashboard.failures = std::move(failures).value();
    dashboard.moreFailures = cutTo(dashboard.failures, Dashboard::mostFailures);
    Result<std::vector<RolloutProblem>> problems = store.problems(dashboard.made);
    if (!problems)
        return problems.error();
    dashboard.problems = std::move(problems).value();
    return Done{};
}

Result<> readRequests(Workspace &workspace, Dashboard &dashboard)
{
    const Result<int> open = workspace.store().portal().openCount(dashboard.made);
    if (!open)
        return open.error();
    dashboard.openRequests = *open;
    Result<std::vector<PortalRequest>> oldest = DashboardStore(workspace.store().database()).openRequests(dashboard.made, Dashboard::mostRequests);
    if (!oldest)
        return oldest.error();
    dashboard.oldestRequests = std::move(oldest).value();
    return Done{};
}

// Computers of tasks whose collections look at the inventory, which is read once for all of them.
class FilteredTargets
{
public:
    explicit FilteredTargets(Workspace &workspace) : m_workspace(workspace) {}

    Result<qint64> count(TaskId task)
    {
        if (!m_computers) {
            Result<std::vector<Computer>> computers = m_workspace.store().catalogue().computers();
            if (!computers)
                return computers.error();
            m_computers = std::move(computers).value();
        }
        const Result<SequentialTask> loaded = m_workspace.store().tasks().load(task);
        if (!loaded)
            return loaded.error();
        std::vector<Collection> collections;
        for (const CollectionId &id : loaded->appliesTo) {
            Result<std::optional<Collection>> found = m_workspace.store().catalogue().find(id);
            if (!found)
                return found.error();
            if (*found)
                collections.push_back(std::move(**found));
        }
        return static_cast<qint64>(std::ranges::count(membersOf(collections, *m_computers), true));
    }

private:
    Workspace &m_workspace;
    std::optional<std::vector<Computer>> m_computers;
};

} // namespace

Result<Dashboard> readDashboard(Workspace &workspace, Instant now)
{
    Dashboard dashboard;
    dashboard.made = now;
    dashboard.failuresSince = (now - Dashboard::failureSpan) / DashboardStore::failureStep * DashboardStore::failureStep;
    const Result<Transaction> snapshot = workspace.store().database().beginRead();
    if (!snapshot)
        return snapshot.error();
    if (const Result<> read = readFigures(workspace, dashboard); !read)
        return read.error();
    if (const Result<> read = readRequests(workspace, dashboard); !read)
        return read.error();
    return dashboard;
}

Result<TargetCounts> targetCounts(Workspace &workspace, const std::vector<TaskId> &tasks, const std::function<bool()> &cancelled)
{
    const DashboardStore store(workspace.store().database());
    const Result<qint64> computers = store.computerCount(mostFilteredComputers + 1);
    if (!computers)
        return computers.error();
    FilteredTargets filtered(workspace);
    TargetCounts counts;
    for (const TaskId &task : tasks) {
        if (cancelled && cancelled())
            return Error{ErrorCode::cancelled, {}, QStringLiteral("counting the computers was cancelled")};
        const Result<std::optional<ListedTargets>> listed = store.listedTargets(task);
        if (!listed)
            return listed.error();
        if (!*listed || ((*listed)->hasFilter && *computers > mostFilteredComputers))
            continue;
        const Result<qint64> count = (*listed)->hasFilter ? filtered.count(task) : Result<qint64>((*listed)->computers);
        if (!count)
            return count.error();
        counts[task] = *count;
    }
    return counts;
}

std::vector<RolloutProblem> notReceived(const Dashboard &dashboard, const TargetCounts &targets)
{
    std::vector<RolloutProblem> problems;
    for (const Rollout &rollout : dashboard.rollouts.rollouts) {
        const auto target = targets.find(rollout.task);
        if (!rollout.enabled || target == targets.end() || rollout.savedAt >= dashboard.made - DashboardStore::recently)
            continue;
        const qint64 missing = target->second - (rollout.reported() - rollout.of(ComputerStatus::notReceived));
        if (missing <= 0)
            continue;
        RolloutProblem &problem = problems.emplace_back(rollout.task);
        problem.kind = RolloutProblem::Kind::notReceived;
        problem.taskName = rollout.name;
        problem.computers = missing;
    }
    return problems;
}

} // namespace seriatim
