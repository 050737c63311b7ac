// The command line that all benchmark executables have (docs/benchmarks.md).
#pragma once

#include "tests/bench/harness.h"

namespace seriatim::bench {

// By the application's arguments; gives the exit code.
[[nodiscard]] int runBenchmarks(const std::vector<Benchmark> &benchmarks);

} // namespace seriatim::bench
