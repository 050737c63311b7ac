// What the line items of a task are called wherever they are listed.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

// By place: "PACKAGE/PROGRAM", or the GUID of a program that the catalogue does not have.
[[nodiscard]] Result<QStringList> programNames(Workspace &workspace, const SequentialTask &task);

} // namespace seriatim
