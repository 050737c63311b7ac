#include "models/exchange.h"

#include "engine/base/files.h"

namespace seriatim {

Result<> exportToFile(Workspace &workspace, const QStringList &tasks, const QString &path, const GoOn &goOn)
{
    const Result<QByteArray> definition = exportDefinition(workspace, tasks, goOn);
    if (!definition)
        return definition.error();
    if (goOn && !goOn(0, 0))
        return Error{ErrorCode::cancelled, path, QStringLiteral("cancelled; nothing was written")};
    return replaceFileDurably(path, *definition);
}

} // namespace seriatim
