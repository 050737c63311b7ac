#include "models/scenariofile.h"

#include "engine/base/files.h"
#include "engine/simulation/scenariowriter.h"
#include "models/debugpreparation.h"

namespace seriatim {

Result<Scenario> readScenarioFile(const QString &path)
{
    const Result<QString> text = readScenarioText(path);
    return text ? readScenario(text->toUtf8(), path) : text.error();
}

Result<> writeScenarioFile(const QString &path, const Scenario &scenario)
{
    return replaceFileDurably(path, writeScenario(scenario));
}

} // namespace seriatim
