// The list of the Status tab as a file.
#pragma once

#include "models/statussnapshot.h"

namespace seriatim {

// Writes all that `question` asks for, in its order, as CSV (docs/formats.md), and tells how many computers it were. The file
// is replaced only once everything is written. Reports to `control` how many computers are written; where that is cancelled nothing
// is written. For StoreSession::run, on the slow lane.
[[nodiscard]] Result<int> exportStatusCsv(Workspace &workspace, const StatusQuestion &question, const QString &path, JobControl &control);

} // namespace seriatim
