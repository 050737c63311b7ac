// Dashboard: what an administrator sees first of a store: the rollouts that are under way, what failed in the last day and
// why, the requests that wait for a decision, and what does not go on by itself. engine/store/dashboardstore.h says what each
// figure counts; simulated results are in none of them (B41).
#pragma once

#include "engine/store/dashboardstore.h"
#include "engine/workspace/workspace.h"

#include <functional>

namespace seriatim {

struct Dashboard {
    static constexpr size_t mostRollouts = 12;
    static constexpr size_t mostFailures = 20;
    static constexpr int mostRequests = 5;
    static constexpr qint64 failureSpan = 24 * 60 * millisPerMinute;

    Instant made = 0;
    RolloutList rollouts;
    Instant failuresSince = 0;          // failureSpan before `made`, rounded down to DashboardStore::failureStep
    std::vector<FailureGroup> failures; // the most computers first
    qint64 moreFailures = 0;            // groups that were left out
    int openRequests = 0;
    std::vector<PortalRequest> oldestRequests; // of the open ones
    std::vector<RolloutProblem> problems;      // of every kind but notReceived
};

// Costs milliseconds at any number of computers.
[[nodiscard]] Result<Dashboard> readDashboard(Workspace &workspace, Instant now);

using TargetCounts = std::map<TaskId, qint64>;

// How many computers the tasks' collections come to. A task whose collections go by the inventory is left out where the
// store has more computers than mostFilteredComputers: each of them would have to be looked at. Lists are counted at any
// size, in up to some tenths of a second for a million. `cancelled` may be empty.
inline constexpr qint64 mostFilteredComputers = 50'000;
[[nodiscard]] Result<TargetCounts> targetCounts(Workspace &workspace, const std::vector<TaskId> &tasks, const std::function<bool()> &cancelled = {});

// Rollouts that were saved more than DashboardStore::recently ago, and that computers they are for have not reported on.
[[nodiscard]] std::vector<RolloutProblem> notReceived(const Dashboard &dashboard, const TargetCounts &targets);

} // namespace seriatim
