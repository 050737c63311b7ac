#include "engine/agent/packagecache.h"

#include "engine/agent/filefetch.h"
#include "engine/agent/snapshot.h"
#include "engine/base/files.h"
#include "engine/base/logging.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QUrl>

namespace seriatim {

namespace {

Error ioError(const QString &path, const QString &detail)
{
    return {ErrorCode::io, path, detail};
}

// Never through a link: what it leads to is not the agent's.
void removeTree(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir() && !info.isSymLink())
        QDir(path).removeRecursively();
    else
        QFile::remove(path);
}

// One file, whole and right, in the folder that becomes the copy. What an earlier try has brought is gone on with; where
// that turns out wrong, the file is fetched from its beginning once.
Result<> bring(const QString &source, const SnapshotFile &file, const QString &incoming, const std::function<bool()> &goOn)
{
    if (checkSnapshotFile(incoming, file))
        return Done{};
    const Result<QString> from = placeAtSource(source, file);
    if (!from)
        return from.error();
    if (auto made = makePlainFolders(incoming, file.path); !made)
        return made;
    const QString to = QDir(incoming).filePath(file.path);
    const bool resumes = QFileInfo(to).size() > 0;
    auto outcome = fetchFile({*from, to, file.size, goOn});
    if (!outcome)
        return outcome;
    // The copy is checked, not the source: what is read twice may differ.
    auto same = checkSnapshotFile(incoming, file);
    if (!same && resumes) {
        QFile::remove(to);
        if (auto again = fetchFile({*from, to, file.size, goOn}); !again)
            return again;
        same = checkSnapshotFile(incoming, file);
    }
    if (same)
        return Done{};
    QFile::remove(to);
    return Error{ErrorCode::invalidInput, file.path,
                 QStringLiteral("the source '%1' does not match the package's snapshot: ").arg(source) + same.error().message()};
}

// What earlier tries, for another snapshot, have left.
void removeOthers(const QString &root, const std::vector<SnapshotFile> &snapshot)
{
    QSet<QString> known;
    for (const SnapshotFile &file : snapshot)
        known.insert(file.path);
    QDirIterator entries(root, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    QStringList foreign;
    while (entries.hasNext()) {
        const QFileInfo info(entries.next());
        if ((!info.isDir() || info.isSymLink()) && !known.contains(QDir(root).relativeFilePath(info.absoluteFilePath())))
            foreign.append(info.absoluteFilePath());
    }
    for (const QString &path : foreign)
        QFile::remove(path);
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

Error notAvailable(const Package &package, const Error &cause)
{
    return {cause.code, QStringLiteral("package '%1' is not available").arg(package.name), cause.message()};
}

} // namespace

Result<> makePlainFolders(const QString &root, const QString &path)
{
    QString folder = root;
    const QStringList parts = path.split(u'/');
    for (const QString &part : parts.mid(0, parts.size() - 1)) {
        folder += u'/' + part;
        if (QFileInfo(folder).isSymLink() && !QFile::remove(folder))
            return ioError(folder, QStringLiteral("is a link in the way that cannot be removed"));
        if (auto made = makeFolder(folder); !made)
            return made;
    }
    return Done{};
}

Result<QString> placeAtSource(const QString &source, const SnapshotFile &file)
{
    if (isWebAddress(source))
        return webAddressOf(source, file.path);
    return resolveInside(source, file.path);
}

// Where a download goes on with it.
Result<QString> PackageCache::placeOfSample(const Package &package, const SnapshotFile &file) const
{
    const QString incoming = folderOf(package.id) + QStringLiteral(".incoming");
    if (QFileInfo(incoming).isSymLink())
        removeTree(incoming);
    if (auto made = makeFolder(incoming); !made)
        return made.error();
    if (auto made = makePlainFolders(incoming, file.path); !made)
        return made.error();
    return QDir(incoming).filePath(file.path);
}

qint64 packageRetryDelay(int triesBefore)
{
    constexpr qint64 least = 3 * millisPerMinute;
    constexpr qint64 most = 360 * millisPerMinute;
    return triesBefore >= 7 ? most : std::min(most, least << triesBefore);
}

PackageCache::PackageCache(const QString &folder, const QString &sharesFolder)
    : m_folder(QDir(folder).absolutePath()), m_sharesFolder(sharesFolder)
{
}

QString PackageCache::folderOf(PackageId package) const
{
    return QDir(m_folder).filePath(package.uuid().toString(QUuid::WithoutBraces).toUpper());
}

// A folder, a web address, or nothing for a package without files.
Result<QString> PackageCache::sourceOf(const Package &package) const
{
    const QString &location = package.source.location;
    const auto unavailable = [&](const QString &detail) { return Error{ErrorCode::notFound, location, detail}; };
    switch (package.source.type) {
    case SourceType::none:
        return QString();
    case SourceType::url:
        if (location.startsWith(QStringLiteral("file:"), Qt::CaseInsensitive))
            return QUrl(location).toLocalFile();
        if (!isWebAddress(location))
            return unavailable(QStringLiteral("only http, https and file addresses can be fetched"));
        if (package.snapshot.empty())
            return unavailable(QStringLiteral("a package from a web address needs a snapshot, which says what files to fetch"));
        return location;
    case SourceType::unc:
#ifndef Q_OS_WIN
        if (location.startsWith(QStringLiteral("\\\\"))) {
            if (m_sharesFolder.isEmpty())
                return unavailable(QStringLiteral("start the agent with --shares and the folder that has the share mounted as server/share"));
            const QString path = location.mid(2).replace(u'\\', u'/');
            if (!validateSnapshotPath(path))
                return unavailable(QStringLiteral("this is no path of a share"));
            return QDir(m_sharesFolder).filePath(path);
        }
#endif
        [[fallthrough]];
    case SourceType::local:
        if (!QDir::isAbsolutePath(location))
            return unavailable(QStringLiteral("the package's source is not an absolute path"));
        return location;
    }
    Q_UNREACHABLE();
}

Result<QString> PackageCache::prepare(const Package &package, const std::function<bool()> &goOn) const
{
    const QString target = folderOf(package.id);
    removeTree(target + QStringLiteral(".outgoing"));
    const Result<QString> source = sourceOf(package);
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
    if (QFileInfo(target).isDir() && !QFileInfo(target).isSymLink() && checkSnapshot(target, *snapshot)) {
        removeTree(target + QStringLiteral(".incoming"));
        return target;
    }
    if (const auto copied = replaceCopy(*source, *snapshot, target, goOn); !copied)
        return notAvailable(package, copied.error());
    return target;
}

Result<> PackageCache::replaceCopy(const QString &source, const std::vector<SnapshotFile> &snapshot, const QString &target,
                                   const std::function<bool()> &goOn) const
{
    const QString incoming = target + QStringLiteral(".incoming");
    if (QFileInfo(incoming).isSymLink())
        removeTree(incoming);
    if (auto made = makeFolder(incoming); !made)
        return made;
    removeOthers(incoming, snapshot);
    for (const SnapshotFile &file : snapshot) {
        if (auto brought = bring(source, file, incoming, goOn); !brought)
            return brought;
    }
    if (auto synced = syncFolders(incoming); !synced)
        return synced;
    return putInPlace(incoming, target);
}

// Two folders cannot change places at once: for a moment there is none, which the next look mends.
Result<> PackageCache::putInPlace(const QString &incoming, const QString &target) const
{
    const QString outgoing = target + QStringLiteral(".outgoing");
    const bool there = QFileInfo::exists(target) || QFileInfo(target).isSymLink();
    const bool aside = !there || QFile::rename(target, outgoing);
    if (!aside || !QFile::rename(incoming, target))
        return ioError(target, QStringLiteral("the new copy cannot be put in place; check the rights on '%1'").arg(m_folder));
    removeTree(outgoing);
    return syncFolder(m_folder);
}

QString PackageCache::useFile(const QString &packageFolder) const
{
    return packageFolder + QStringLiteral(".use.json");
}

// Not flushed: after a power cut a package may be deleted a little early, and is fetched again when it is needed.
void PackageCache::noteUse(const Package &package, Instant now) const
{
    if (package.source.type == SourceType::none)
        return;
    const QJsonObject use{{QStringLiteral("lastUsed"), now}, {QStringLiteral("deleteAfterMinutes"), package.cleanupAfterMinutes}};
    const auto written = replaceFileAtomically(useFile(folderOf(package.id)), QJsonDocument(use).toJson());
    if (!written)
        qCWarning(logAgent).noquote() << written.error().message();
}

int PackageCache::cleanUp(Instant now, const std::function<bool(PackageId)> &isNeeded) const
{
    int deleted = 0;
    const QDir folder(m_folder);
    const QString suffix = useFile(QString());
    for (const QString &name : folder.entryList({u'*' + suffix}, QDir::Files)) {
        const auto id = PackageId::parse(name.chopped(suffix.size()));
        const Result<QByteArray> text = readFile(folder.filePath(name), 4096);
        if (!id || !text || isNeeded(*id))
            continue;
        const QJsonObject use = QJsonDocument::fromJson(*text).object();
        const qint64 minutes = use.value(u"deleteAfterMinutes").toInteger();
        if (minutes <= 0 || use.value(u"lastUsed").toInteger() + minutes * millisPerMinute > now)
            continue;
        // The note goes last: a deletion that was cut off is gone on with.
        for (const char *part : {"", ".incoming", ".outgoing", ".use.json"})
            removeTree(folderOf(*id) + QString::fromLatin1(part));
        ++deleted;
    }
    return deleted;
}

} // namespace seriatim
