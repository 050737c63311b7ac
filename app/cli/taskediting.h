// What commands that work on one task share: opening it, and the one save of an edit.
#pragma once

#include "app/cli/command.h"

#include <functional>

namespace seriatim {

struct OpenTask {
    Workspace workspace;
    SequentialTask task;
};

// The task that the first argument names.
[[nodiscard]] Result<OpenTask> openTask(const Invocation &invocation, Access access);

// --revision, for editTask.
void addRevisionOption(QCommandLineParser &parser);

// Edits the task that the first argument names, saves it once and prints what the save did. With --revision the edit is
// one of that revision's draft: the store refuses it where it is stale (B8).
[[nodiscard]] Result<int> editTask(Invocation &invocation, KeepFinished keep,
                                   const std::function<Result<>(Workspace &, SequentialTask &)> &edit);

} // namespace seriatim
