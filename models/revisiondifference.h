// What a stored revision of a task had other than it has now, as sentences. For StoreSession::run.
#pragma once

#include "engine/workspace/workspace.h"

#include <QStringList>

namespace seriatim {

// From that revision to the one that is stored now; empty where they are the same. `taskGuid` may be one of the past.
[[nodiscard]] Result<QStringList> changesSince(Workspace &workspace, const QString &taskGuid, int revision);

} // namespace seriatim
