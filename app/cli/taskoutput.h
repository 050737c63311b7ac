// How tasks and saves are shown by several commands.
#pragma once

#include "app/cli/command.h"

namespace seriatim {

// The object of formats.md (task show --json).
[[nodiscard]] QJsonObject taskJson(const SequentialTask &task, const ProgramIndex &programs);
void printTask(const Invocation &invocation, const SequentialTask &task, const ProgramIndex &programs);

// What a save did: revision, identity, changes.
void printSaved(const Invocation &invocation, const SaveOutcome &outcome);

// The codes that satisfy a dependency: written down, or the program's own (B3).
[[nodiscard]] ReturnCodeList dependencyCodes(const SequentialTask &task, const Dependency &dependency, const ProgramIndex &programs);

} // namespace seriatim
