// A scenario from the file that an option names.
#pragma once

#include "engine/base/result.h"
#include "engine/simulation/scenario.h"

namespace seriatim {

struct ScenarioInput {
    Scenario scenario;
    QByteArray bytes; // as it was read
};

[[nodiscard]] Result<ScenarioInput> readScenarioFile(const QString &path);

} // namespace seriatim
