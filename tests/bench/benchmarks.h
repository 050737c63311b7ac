// The benchmarks, each in a file of its own. Their contests own what they work on.
#pragma once

#include "tests/bench/harness.h"

namespace seriatim::bench {

[[nodiscard]] Result<std::vector<Contest>> parseContests(const Options &options);
[[nodiscard]] Result<std::vector<Contest>> saveContests(const Options &options);
[[nodiscard]] Result<std::vector<Contest>> statusContests(const Options &options);
[[nodiscard]] Result<std::vector<Contest>> machineContests(const Options &options);
[[nodiscard]] Result<std::vector<Contest>> agentContests(const Options &options);
[[nodiscard]] Result<std::vector<Contest>> toolContests(const Options &options);
[[nodiscard]] Result<std::vector<Contest>> growthContests(const Options &options);
[[nodiscard]] Result<std::vector<Contest>> fleetContests(const Options &options);
[[nodiscard]] Result<std::vector<Contest>> statusListContests(const Options &options);
[[nodiscard]] Result<std::vector<Contest>> reportContests(const Options &options);
[[nodiscard]] Result<std::vector<Contest>> dashboardContests(const Options &options);

} // namespace seriatim::bench
