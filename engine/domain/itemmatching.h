// Which line item of one state of a task is which of another, also where all identities were renewed in between (B5).
#pragma once

#include "engine/domain/sequentialtask.h"

namespace seriatim {

// For each item of `after` its index in `before`, or -1: by id, else through the chain of what it succeeds, else, where
// the task's identity was renewed, in order by program. No two items have the same match.
[[nodiscard]] std::vector<int> matchItems(const SequentialTask &before, const SequentialTask &after);

} // namespace seriatim
