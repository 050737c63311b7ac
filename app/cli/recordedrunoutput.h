// How recorded simulation runs are named and shown by several commands.
#pragma once

#include "app/cli/command.h"

namespace seriatim {

// --task TASK: among whose runs a run is looked for.
void addRunTaskOption(QCommandLineParser &parser);
// All recorded runs, or those of --task, newest first.
[[nodiscard]] Result<std::vector<SimulationRun>> runsToChooseFrom(const Invocation &invocation, Workspace &workspace);

// Its parameters and summary are not in it.
[[nodiscard]] QJsonObject runJson(const SimulationRun &run);
// "run 3F2A91C0 of revision 2, seed 42"
[[nodiscard]] QString runText(const SimulationRun &run, const std::vector<SimulationRun> &among);

void printRuns(const Invocation &invocation, const std::vector<SimulationRun> &runs, const std::vector<SimulationRun> &among);
// `programs` by place; empty where they are not known any more.
void printRun(const Invocation &invocation, const SimulationRun &run, const QStringList &programs);

} // namespace seriatim
