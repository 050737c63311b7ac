// Documents into the store and out of it, as the console needs them: the engine's functions, and one that writes the file.
#pragma once

#include "engine/workspace/exchange.h"

namespace seriatim {

// Definition XML of these tasks with all they need, or of everything; replaces the file whole or not at all.
[[nodiscard]] Result<> exportToFile(Workspace &workspace, const QStringList &tasks, const QString &path, const GoOn &goOn = {});

} // namespace seriatim
