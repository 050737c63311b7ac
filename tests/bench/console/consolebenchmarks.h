// The console's benchmarks, each in a file of its own. Their contests own what they work on.
#pragma once

#include "tests/bench/console/demostore.h"

namespace seriatim::bench {

using SharedStore = std::shared_ptr<DemoStore>;

[[nodiscard]] Result<std::vector<Contest>> selectorContests(const SharedStore &store, const Options &options);
[[nodiscard]] Result<std::vector<Contest>> orderContests(const SharedStore &store, const Options &options);
[[nodiscard]] Result<std::vector<Contest>> startContests(const SharedStore &store, const Options &options);
[[nodiscard]] Result<std::vector<Contest>> statusTabContests(const SharedStore &store, const Options &options);

// 200 words of 1 to 12 letters that people look for software by, some of them in the demonstration catalogue's names.
[[nodiscard]] const QStringList &searchedWords();

} // namespace seriatim::bench
