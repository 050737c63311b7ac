// Opening the store that a command line names.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

// As Workspace::open, also for looking at a store of an older schema: that is brought forward where it may be written.
[[nodiscard]] Result<Workspace> openStore(const QString &path, Access access);

} // namespace seriatim
