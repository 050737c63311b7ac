#include "engine/agent/snapshot.h"

#include "engine/agent/filefacts.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace seriatim {

namespace {

Error refused(const QString &path, const QString &detail)
{
    return {ErrorCode::invalidInput, path, detail};
}

bool isPathControl(QChar c)
{
    return c.unicode() < 0x20 || c.unicode() == 0x7f;
}

Result<SnapshotFile> describeFile(const QDir &root, const QFileInfo &info)
{
    const QString path = root.relativeFilePath(info.absoluteFilePath());
    if (info.isSymLink() && info.isDir())
        return refused(path, QStringLiteral("is a link to a folder, which a package cannot carry; put the folder itself there"));
    if (const auto valid = validateSnapshotPath(path); !valid)
        return valid.error();
    const Result<QString> resolved = resolveInside(root.absolutePath(), path);
    if (!resolved)
        return resolved.error();
    return SnapshotFile{path, QFileInfo(*resolved).size(), QString()};
}

} // namespace

Result<std::vector<SnapshotFile>> listSnapshotFiles(const QString &folder)
{
    const QDir root(folder);
    if (!QFileInfo(folder).isDir())
        return Error{ErrorCode::notFound, folder, QStringLiteral("there is no such folder")};
    std::vector<SnapshotFile> snapshot;
    QDirIterator entries(root.absolutePath(), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QFileInfo info(entries.next());
        if (info.isDir() && !info.isSymLink())
            continue;
        Result<SnapshotFile> file = describeFile(root, info);
        if (!file)
            return file.error();
        snapshot.push_back(std::move(*file));
    }
    std::ranges::sort(snapshot, {}, &SnapshotFile::path);
    if (const auto valid = validateSnapshot(snapshot); !valid)
        return valid.error();
    return snapshot;
}

Result<std::optional<std::vector<SnapshotFile>>> takeSnapshot(const QString &folder,
                                                              const std::function<bool(const SnapshotProgress &)> &goOn)
{
    Result<std::vector<SnapshotFile>> files = listSnapshotFiles(folder);
    if (!files)
        return files.error();
    SnapshotProgress progress;
    progress.filesTotal = static_cast<int>(files->size());
    for (const SnapshotFile &file : *files)
        progress.bytesTotal += file.size;
    bool stopped = false;
    for (SnapshotFile &file : *files) {
        const Result<QString> resolved = resolveInside(folder, file.path);
        if (!resolved)
            return resolved.error();
        file.size = 0; // as it is read: the file may have grown since
        const Result<QString> sha256 = fileSha256(*resolved, [&](qint64 read) {
            file.size += read;
            progress.bytes += read;
            stopped = goOn && !goOn(progress);
            return !stopped;
        });
        if (stopped)
            return std::optional<std::vector<SnapshotFile>>();
        if (!sha256)
            return sha256.error();
        file.sha256 = *sha256;
        ++progress.files;
        if (goOn && !goOn(progress))
            return std::optional<std::vector<SnapshotFile>>();
    }
    return std::optional(std::move(*files));
}

Result<std::vector<SnapshotFile>> takeSnapshot(const QString &folder)
{
    Result<std::optional<std::vector<SnapshotFile>>> snapshot = takeSnapshot(folder, {});
    if (!snapshot)
        return snapshot.error();
    return std::move(**snapshot);
}

Result<> validateSnapshotPath(const QString &path)
{
    if (path.isEmpty())
        return refused(path, QStringLiteral("a file of a package needs a path"));
    if (path.contains(u'\\'))
        return refused(path, QStringLiteral("a path in a package must not hold a backslash; write '/' between its parts"));
    if (path.startsWith(u'/') || (path.size() > 1 && path[1] == u':'))
        return refused(path, QStringLiteral("a path in a package must be relative to it"));
    if (std::ranges::any_of(path, isPathControl))
        return refused(path, QStringLiteral("a path in a package must not hold control characters"));
    for (const QString &part : path.split(u'/')) {
        if (part.isEmpty() || part == u"." || part == u"..")
            return refused(path, QStringLiteral("a path in a package must not hold empty parts, '.' or '..'"));
    }
#ifdef Q_OS_WIN
    if (path.contains(u':'))
        return refused(path, QStringLiteral("Windows takes what follows ':' for a stream of the file"));
#endif
    return Done{};
}

Result<> validateSnapshot(const std::vector<SnapshotFile> &snapshot)
{
    QSet<QString> seen;
    for (const SnapshotFile &file : snapshot) {
        if (auto valid = validateSnapshotPath(file.path); !valid)
            return valid;
        if (file.size < 0)
            return refused(file.path, QStringLiteral("a file's size cannot be %1").arg(file.size));
        const QString folded = file.path.toCaseFolded();
        if (seen.contains(folded))
            return refused(file.path, QStringLiteral("is in the package twice (letter case does not count)"));
        seen.insert(folded);
    }
    return Done{};
}

Result<QString> resolveInside(const QString &folder, const QString &path)
{
    const QString root = QFileInfo(folder).canonicalFilePath();
    const QString resolved = QFileInfo(QDir(folder).filePath(path)).canonicalFilePath();
    if (root.isEmpty() || resolved.isEmpty())
        return Error{ErrorCode::notFound, path, QStringLiteral("is not there (looked for in '%1')").arg(folder)};
    if (!resolved.startsWith(root.endsWith(u'/') ? root : root + u'/'))
        return refused(path, QStringLiteral("leads out of the package folder '%1' through a link").arg(folder));
    if (!QFileInfo(resolved).isFile())
        return refused(path, QStringLiteral("is not a plain file"));
    return resolved;
}

Result<> checkSnapshotFile(const QString &folder, const SnapshotFile &file)
{
    const Result<QString> resolved = resolveInside(folder, file.path);
    if (!resolved)
        return resolved.error();
    const qint64 size = QFileInfo(*resolved).size();
    if (size != file.size) {
        return refused(file.path, QStringLiteral("is %1 bytes long in '%2'; its snapshot says %3").arg(size).arg(folder).arg(file.size));
    }
    const Result<QString> sha256 = fileSha256(*resolved);
    if (!sha256)
        return sha256.error();
    if (sha256->compare(file.sha256, Qt::CaseInsensitive) != 0) {
        return refused(file.path, QStringLiteral("has other contents in '%1' than its snapshot says (SHA-256 %2 instead of %3)")
                                      .arg(folder, *sha256, file.sha256));
    }
    return Done{};
}

Result<> checkSnapshot(const QString &folder, const std::vector<SnapshotFile> &snapshot)
{
    for (const SnapshotFile &file : snapshot) {
        if (auto same = checkSnapshotFile(folder, file); !same)
            return same;
    }
    return Done{};
}

} // namespace seriatim
