// What the pictures of the start page show beside the other exhibits: rollouts of the last hours, with failures, in every stage.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

[[nodiscard]] Result<> fillDashboard(Workspace &workspace, Instant now);

} // namespace seriatim
