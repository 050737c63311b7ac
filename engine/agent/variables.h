// Environment variables as they stand in paths of rules and programs: %NAME% and ${NAME}.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/program.h"

namespace seriatim {

// The value in `added`, a later one winning, else in this process's environment; absent when it is set in neither.
// Letter case counts on every system but Windows.
[[nodiscard]] std::optional<QString> variableValue(const QString &name, const std::vector<EnvironmentVariable> &added);

// Names are letters, digits and '_' (after %, also brackets); anything else between two signs stays as it is. A value
// is not expanded again. The error names a variable that is not set.
[[nodiscard]] Result<QString> expandVariables(const QString &text, const std::vector<EnvironmentVariable> &added);

} // namespace seriatim
