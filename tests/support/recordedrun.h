// A simulation of a task, recorded in a test's store.
#pragma once

#include "engine/simulation/scenario.h"
#include "models/simulationjob.h"
#include "tests/support/consolestore.h"

namespace seriatim {

inline const QByteArray failingScenario = R"(<Scenario>
  <Outcome item="1" returnCode="1603" computer="SIM-*2" duration="30" />
  <Outcome item="2" returnCode="5" computer="SIM-*4" duration="30" />
</Scenario>)";

// Those of `computers` whose number ends in 2 fail at item 1, in 4 at item 2.
inline SimulationRun recordRun(ConsoleStore &store, const SequentialTask &task, std::optional<int> computers, const QByteArray &scenario = failingScenario)
{
    const Result<Scenario> assumed = readScenario(scenario, QStringLiteral("test"));
    JobControl control;
    const Result<SimulationOutcome> outcome = simulate(store.session->workspace(), {task.id.toString(), computers, 7, true, *assumed}, control);
    if (!outcome || !outcome->recorded)
        qFatal("the simulation was not recorded");
    return *store.session->workspace().store().simulations().load(*outcome->recorded);
}

} // namespace seriatim
