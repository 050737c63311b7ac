#include "models/packagesnapshot.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

namespace seriatim {

namespace {

struct SnapshotWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::PackageSnapshot)
};

QString names(const QStringList &paths)
{
    constexpr qsizetype few = 3;
    const QString shown = paths.first(std::min(few, paths.size())).join(QStringLiteral(", "));
    return paths.size() > few ? shown + QStringLiteral(", …") : shown;
}

} // namespace

Answer<TakenSnapshot> takeSnapshotApart(const QString &folder, const std::shared_ptr<JobControl> &control)
{
    return runApart<TakenSnapshot>(
        [folder](JobControl &job) {
            return takeSnapshot(folder, [&](const SnapshotProgress &progress) {
                job.report(static_cast<int>(progress.bytes >> 10), static_cast<int>(progress.bytesTotal >> 10));
                return !job.isCancelled();
            });
        },
        control);
}

Answer<Result<SnapshotDifference>> compareWithFolderApart(const std::vector<SnapshotFile> &snapshot, const QString &folder)
{
    return runApart<Result<SnapshotDifference>>([snapshot, folder](JobControl &) -> Result<SnapshotDifference> {
        const Result<std::vector<SnapshotFile>> now = listSnapshotFiles(folder);
        return now ? Result(differenceOf(snapshot, *now)) : now.error();
    });
}

SnapshotDifference differenceOf(const std::vector<SnapshotFile> &before, const std::vector<SnapshotFile> &after)
{
    QHash<QString, const SnapshotFile *> old;
    for (const SnapshotFile &file : before)
        old.insert(file.path, &file);
    SnapshotDifference difference;
    for (const SnapshotFile &file : after) {
        const SnapshotFile *known = old.take(file.path);
        if (!known)
            difference.added.append(file.path);
        else if (known->size != file.size || (!known->sha256.isEmpty() && !file.sha256.isEmpty() && known->sha256 != file.sha256))
            difference.changed.append(file.path);
    }
    for (const SnapshotFile &file : before) {
        if (old.contains(file.path))
            difference.removed.append(file.path);
    }
    return difference;
}

QString differenceText(const SnapshotDifference &difference)
{
    QStringList parts;
    if (!difference.added.isEmpty())
        parts.append(SnapshotWords::tr("new: %1 (%2)").arg(difference.added.size()).arg(names(difference.added)));
    if (!difference.removed.isEmpty())
        parts.append(SnapshotWords::tr("gone: %1 (%2)").arg(difference.removed.size()).arg(names(difference.removed)));
    if (!difference.changed.isEmpty())
        parts.append(SnapshotWords::tr("changed: %1 (%2)").arg(difference.changed.size()).arg(names(difference.changed)));
    return parts.join(QStringLiteral("; "));
}

qint64 totalSize(const std::vector<SnapshotFile> &snapshot)
{
    qint64 total = 0;
    for (const SnapshotFile &file : snapshot)
        total += file.size;
    return total;
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

bool canReadSource(const PackageSource &source)
{
    switch (source.type) {
    case SourceType::none:
    case SourceType::url: return false;
    case SourceType::local: return !source.location.trimmed().isEmpty();
    case SourceType::unc:
#ifdef Q_OS_WIN
        return !source.location.trimmed().isEmpty();
#else
        return source.location.startsWith(u'/'); // a mounted share
#endif
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
