// What the line items of a task are called wherever they are listed.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

// By place: "PACKAGE/PROGRAM"; of a program that the catalogue does not have `deleted`, or where that is empty its GUID.
[[nodiscard]] Result<QStringList> programNames(Workspace &workspace, const SequentialTask &task, const QString &deleted = {});

} // namespace seriatim
