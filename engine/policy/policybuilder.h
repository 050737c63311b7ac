// A sequential task and the programs it runs, as the policies that its computers receive.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/catalogue.h"
#include "engine/policy/clientpolicy.h"

namespace seriatim {

// `earlier`: the Task GUIDs that the task had before; those that its received policy names are kept as well.
// Dependency codes are written out (B3); a placeholder program gets no delivery of its own unless one was received.
// The error names a program that the index does not have.
[[nodiscard]] Result<ClientPolicies> policiesOf(const SequentialTask &task, const ProgramIndex &programs,
                                               const std::vector<TaskId> &earlier = {});

} // namespace seriatim
