// What the pictures of the Software Portal show: published tasks, and requests in every state.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

// `main` is published already. Requests are of the last days before `now`.
[[nodiscard]] Result<> fillPortal(Workspace &workspace, const SequentialTask &main, Instant now);

} // namespace seriatim
