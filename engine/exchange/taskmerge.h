// Sequential tasks of a document beside those of the store. Internal to merging.
#pragma once

#include "engine/exchange/packagemerge.h"
#include "engine/exchange/references.h"

namespace seriatim {

[[nodiscard]] Result<> mergeTasks(const std::vector<DefinedTask> &defined, const std::vector<SequentialTask> &stored,
                                  const PackageMerge &packages, const References<Collection> &collections, ImportPlan &plan);

} // namespace seriatim
