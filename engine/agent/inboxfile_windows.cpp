// Rights come from the folder above: who may write into an agent's home there may do anything in it.
#include "engine/agent/inboxfile.h"

#include "engine/base/files.h"

#include <QFileInfo>

namespace seriatim {

Result<> makeInboxFolder(const QString &path)
{
    return makeFolder(path);
}

Result<InboxFile> readInboxFile(const QString &path, qint64 atMostBytes)
{
    const QFileInfo info(path);
    if (info.isSymLink() || info.isJunction() || !info.isFile())
        return Error{ErrorCode::invalidInput, path, QStringLiteral("is no plain file of its own")};
    Result<QByteArray> bytes = readFile(path, atMostBytes);
    if (!bytes)
        return bytes.error();
    return InboxFile{std::move(bytes).value(), QStringLiteral("who may write there"), true, info.lastModified().toMSecsSinceEpoch()};
}

bool isPrivilegedFor(const QString &folder)
{
    return QFileInfo(folder).isWritable();
}

Result<> closeToOthers(const QString &, Others)
{
    return Done{};
}

} // namespace seriatim
