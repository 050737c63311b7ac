#include "engine/agent/packagecache.h"

#include "engine/agent/snapshot.h"
#include "engine/agent/syncfile.h"
#include "engine/base/files.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace seriatim {

namespace {

constexpr qint64 chunkBytes = 1 << 20;

Error ioError(const QString &path, const QString &detail)
{
    return {ErrorCode::io, path, detail};
}

// Copies contents and rights; a link's target arrives as a plain file. A source that is longer than it should be is
// not read further than shows it.
Result<> copyFile(const QString &from, const QString &to, qint64 expectedSize)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly))
        return ioError(from, QStringLiteral("cannot be read: ") + source.errorString());
    QFile target(to);
    if (!target.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return ioError(to, QStringLiteral("cannot be written: ") + target.errorString());
    qint64 copied = 0;
    while (!source.atEnd() && copied <= expectedSize) {
        const QByteArray chunk = source.read(chunkBytes);
        if (source.error() != QFileDevice::NoError)
            return ioError(from, QStringLiteral("cannot be read: ") + source.errorString());
        if (target.write(chunk) != chunk.size())
            return ioError(to, QStringLiteral("cannot be written: ") + target.errorString());
        copied += chunk.size();
    }
    target.setPermissions(source.permissions() | QFile::ReadOwner | QFile::WriteOwner);
    return syncFile(target);
}

Result<> copyFiles(const QString &source, const std::vector<SnapshotFile> &snapshot, const QString &target)
{
    for (const SnapshotFile &file : snapshot) {
        const Result<QString> from = resolveInside(source, file.path);
        if (!from)
            return from.error();
        const QString to = QDir(target).filePath(file.path);
        if (auto made = makeFolder(QFileInfo(to).absolutePath()); !made)
            return made;
        if (auto copied = copyFile(*from, to, file.size); !copied)
            return copied;
        // The copy is checked, not the source: what is read twice may differ.
        if (auto same = checkSnapshotFile(target, file); !same) {
            return Error{ErrorCode::invalidInput, file.path,
                         QStringLiteral("the source '%1' does not match the package's snapshot: ").arg(source)
                             + same.error().message()};
        }
    }
    return Done{};
}

Result<> syncFolders(const QString &root)
{
    QDirIterator folders(root, QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (folders.hasNext()) {
        if (auto synced = syncFolder(folders.next()); !synced)
            return synced;
    }
    return syncFolder(root);
}

Result<QString> sourceFolder(const Package &package)
{
    const QString &location = package.source.location;
    const auto unavailable = [&](const QString &detail) { return Error{ErrorCode::notFound, location, detail}; };
    switch (package.source.type) {
    case SourceType::none:
        return QString();
    case SourceType::url:
        return Error{ErrorCode::refused, location,
                     QStringLiteral("this agent cannot download packages from a URL; give the package a folder for its source")};
    case SourceType::unc:
#ifndef Q_OS_WIN
        if (location.startsWith(QStringLiteral("\\\\")))
            return unavailable(QStringLiteral("a UNC path can be opened on Windows only; mount the share and name its folder"));
#endif
        [[fallthrough]];
    case SourceType::local:
        if (!QDir::isAbsolutePath(location))
            return unavailable(QStringLiteral("the package's source is not an absolute path"));
        return location;
    }
    Q_UNREACHABLE();
}

Error notAvailable(const Package &package, const Error &cause)
{
    return {cause.code, QStringLiteral("package '%1' is not available").arg(package.name), cause.message()};
}

} // namespace

PackageCache::PackageCache(const QString &folder) : m_folder(QDir(folder).absolutePath()) {}

QString PackageCache::folderOf(PackageId package) const
{
    return QDir(m_folder).filePath(package.uuid().toString(QUuid::WithoutBraces).toUpper());
}

Result<QString> PackageCache::prepare(const Package &package) const
{
    const QString target = folderOf(package.id);
    removeLeftovers(target);
    const Result<QString> source = sourceFolder(package);
    if (!source)
        return notAvailable(package, source.error());
    if (source->isEmpty()) {
        const auto made = makeFolder(target);
        return made ? Result<QString>(target) : Result<QString>(notAvailable(package, made.error()));
    }
    const bool known = !package.snapshot.empty();
    const auto snapshot = known ? Result(package.snapshot) : takeSnapshot(*source);
    if (!snapshot)
        return notAvailable(package, snapshot.error());
    if (const auto valid = validateSnapshot(*snapshot); !valid)
        return notAvailable(package, valid.error());
    if (QFileInfo(target).isDir() && !QFileInfo(target).isSymLink() && checkSnapshot(target, *snapshot))
        return target;
    if (const auto copied = replaceCopy(*source, *snapshot, target); !copied)
        return notAvailable(package, copied.error());
    return target;
}

Result<> PackageCache::replaceCopy(const QString &source, const std::vector<SnapshotFile> &snapshot,
                                   const QString &target) const
{
    const QString incoming = target + QStringLiteral(".incoming");
    const QString outgoing = target + QStringLiteral(".outgoing");
    if (auto made = makeFolder(incoming); !made)
        return made;
    auto copied = copyFiles(source, snapshot, incoming);
    if (copied)
        copied = syncFolders(incoming);
    if (!copied) {
        QDir(incoming).removeRecursively();
        return copied;
    }
    // Two folders cannot change places at once: for a moment there is none, which the next look mends.
    const bool there = QFileInfo::exists(target) || QFileInfo(target).isSymLink();
    const bool aside = !there || QFile::rename(target, outgoing);
    if (!aside || !QFile::rename(incoming, target))
        return ioError(target, QStringLiteral("the new copy cannot be put in place; check the rights on '%1'").arg(m_folder));
    removeLeftovers(target);
    return syncFolder(m_folder);
}

void PackageCache::removeLeftovers(const QString &target) const
{
    for (const char *suffix : {".incoming", ".outgoing"}) {
        const QString path = target + QString::fromLatin1(suffix);
        // Never through a link: what it leads to is not the agent's.
        const QFileInfo info(path);
        if (info.isDir() && !info.isSymLink())
            QDir(path).removeRecursively();
        else
            QFile::remove(path);
    }
}

} // namespace seriatim
