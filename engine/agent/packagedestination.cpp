// The part of PackageCache that puts a package's files where the package wants them to be (its destination).
#include "engine/agent/filefetch.h"
#include "engine/agent/packagecache.h"
#include "engine/agent/snapshot.h"
#include "engine/base/files.h"

#include <QDir>
#include <QFileInfo>

namespace seriatim {

namespace {

// Whole or not at all, and never through a link that somebody has put there.
Result<> put(const QString &copy, const QString &destination, const SnapshotFile &file)
{
    if (checkSnapshotFile(destination, file))
        return Done{};
    const Result<QString> from = resolveInside(copy, file.path);
    if (!from)
        return from.error();
    if (auto made = makePlainFolders(destination, file.path); !made)
        return made;
    const QString to = QDir(destination).filePath(file.path);
    const QString incoming = to + QStringLiteral(".seriatim-incoming");
    QFile::remove(incoming);
    if (auto fetched = fetchFile({*from, incoming, file.size, {}}); !fetched)
        return fetched;
    if (auto placed = renameOver(incoming, to); !placed)
        return placed;
    return checkSnapshotFile(destination, file);
}

} // namespace

Result<QString> PackageCache::deliver(const Package &package) const
{
    const QString copy = folderOf(package.id);
    if (package.destination.isEmpty())
        return copy;
    const auto refused = [&](const QString &why) {
        return Error{ErrorCode::invalidInput, QStringLiteral("destination '%1' of package '%2'").arg(package.destination, package.name), why};
    };
    if (!QDir::isAbsolutePath(package.destination))
        return refused(QStringLiteral("is not an absolute path"));
    if (QFileInfo(package.destination).isSymLink())
        return refused(QStringLiteral("is a link"));
    if (auto made = makeFolder(package.destination); !made)
        return made.error();
    const auto snapshot = package.snapshot.empty() ? takeSnapshot(copy) : Result(package.snapshot);
    if (!snapshot)
        return snapshot.error();
    for (const SnapshotFile &file : *snapshot) {
        if (auto done = put(copy, package.destination, file); !done)
            return done.error();
    }
    return package.destination;
}

} // namespace seriatim
