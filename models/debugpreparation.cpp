#include "models/debugpreparation.h"

#include "engine/base/files.h"

namespace seriatim {

namespace {

constexpr qint64 maximumScenarioBytes = qint64(64) << 20;

} // namespace

Result<PreparedTask> prepareTask(Workspace &workspace, const QString &task, const Scenario &scenario)
{
    Result<std::unique_ptr<PreparedSimulation>> prepared = PreparedSimulation::prepare(workspace, task, scenario);
    if (!prepared)
        return prepared.error();
    return PreparedTask(std::move(*prepared));
}

Result<QString> readScenarioText(const QString &path)
{
    const Result<QByteArray> bytes = readFile(path, maximumScenarioBytes);
    return bytes ? Result<QString>(QString::fromUtf8(*bytes)) : bytes.error();
}

Result<Done> writeReproduction(Workspace &workspace, const EndpointDebugger::Export &make, const QString &path)
{
    const Result<QByteArray> document = make(workspace);
    return document ? replaceFileDurably(path, *document) : document.error();
}

} // namespace seriatim
