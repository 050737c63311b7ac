// What the engine itself can say against a draft of a sequential task: no advice, only what is wrong or missing.
#pragma once

#include "engine/domain/catalogue.h"
#include "engine/domain/sequentialtask.h"
#include "models/problem.h"

#include <vector>

namespace seriatim {

// Mistakes first, then by place.
[[nodiscard]] std::vector<Problem> problemsOf(const SequentialTask &draft, const ProgramIndex &programs);

} // namespace seriatim
