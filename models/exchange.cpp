#include "models/exchange.h"

#include "engine/base/files.h"

namespace seriatim {

Result<> exportToFile(Workspace &workspace, const QStringList &tasks, const QString &path)
{
    const Result<QByteArray> definition = exportDefinition(workspace, tasks);
    return definition ? replaceFileDurably(path, *definition) : Result<>(definition.error());
}

} // namespace seriatim
