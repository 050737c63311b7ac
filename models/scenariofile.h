// Scenarios as files. Of a definition with several scenarios the first one is read.
#pragma once

#include "engine/simulation/scenario.h"

namespace seriatim {

[[nodiscard]] Result<Scenario> readScenarioFile(const QString &path);
[[nodiscard]] Result<> writeScenarioFile(const QString &path, const Scenario &scenario);

} // namespace seriatim
