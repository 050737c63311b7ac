// What the debugger and the crash matrix need before and after: a task made ready to be simulated, the text of a scenario, and
// what was done written to a file. Off the GUI thread.
#pragma once

#include "models/endpointdebugger.h"

namespace seriatim {

using PreparedTask = std::shared_ptr<const PreparedSimulation>;

[[nodiscard]] Result<PreparedTask> prepareTask(Workspace &workspace, const QString &task, const Scenario &scenario);
[[nodiscard]] Result<QString> readScenarioText(const QString &path);
[[nodiscard]] Result<Done> writeReproduction(Workspace &workspace, const EndpointDebugger::Export &make, const QString &path);

} // namespace seriatim
