#include "app/cli/scenarioinput.h"

#include "engine/base/files.h"

namespace seriatim {

Result<ScenarioInput> readScenarioFile(const QString &path)
{
    constexpr qint64 maximumBytes = qint64(64) << 20;
    Result<QByteArray> bytes = readFile(path, maximumBytes);
    if (!bytes)
        return bytes.error();
    Result<Scenario> scenario = readScenario(*bytes, path);
    if (!scenario)
        return scenario.error();
    return ScenarioInput{std::move(scenario).value(), std::move(bytes).value()};
}

} // namespace seriatim
