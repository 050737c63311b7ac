// What the pictures show: a small, plausible store with a sequence that forty computers have run, with some failures.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

// The sequence that the pictures are about.
[[nodiscard]] Result<SequentialTask> fillExhibits(Workspace &workspace);

} // namespace seriatim
