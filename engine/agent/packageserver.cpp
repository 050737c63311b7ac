// The part of PackageCache that has to do with a package's server: how fast it is, and running from it (B28).
#include "engine/agent/filefetch.h"
#include "engine/agent/packagecache.h"
#include "engine/agent/snapshot.h"
#include "engine/base/files.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>

#include <algorithm>

namespace seriatim {

namespace {

// Enough to tell speeds of a few KB/s to some MB/s apart, and soon over.
constexpr qint64 sampleBytes = 512 << 10;
constexpr qint64 sampleMillis = 3000;

int kbps(qint64 bytes, qint64 millis)
{
    return static_cast<int>(std::min<qint64>(bytes * 1000 / 1024 / std::max<qint64>(1, millis), 1'000'000));
}

} // namespace

bool PackageCache::isAtHand(const Package &package) const
{
    const QFileInfo folder(folderOf(package.id));
    return !package.snapshot.empty() && folder.isDir() && !folder.isSymLink() && checkSnapshot(folder.filePath(), package.snapshot);
}

Result<QString> PackageCache::folderOnServer(const Package &package) const
{
    const Result<QString> source = sourceOf(package);
    if (!source)
        return source;
    if (const auto valid = validateSnapshot(package.snapshot); !valid)
        return valid.error();
    if (!QFileInfo(*source).isDir())
        return Error{ErrorCode::notFound, *source, QStringLiteral("is not there")};
    if (const auto same = checkSnapshot(*source, package.snapshot); !same)
        return same.error();
    return source;
}

Result<std::optional<int>> PackageCache::measureKbps(const Package &package, const std::function<bool()> &goOn) const
{
    const Result<QString> source = sourceOf(package);
    if (!source)
        return source.error();
    const auto largest = std::ranges::max_element(package.snapshot, {}, &SnapshotFile::size);
    if (largest == package.snapshot.end() || largest->size == 0)
        return std::optional<int>();
    if (const auto valid = validateSnapshot(package.snapshot); !valid)
        return valid.error();
    const Result<QString> target = placeOfSample(package, *largest);
    if (!target)
        return target.error();
    const Result<QString> from = placeAtSource(*source, *largest);
    if (!from)
        return from.error();
    const qint64 before = QFileInfo(*target).size();
    if (before >= largest->size)
        return std::optional<int>(); // it has been fetched already
    QElapsedTimer time;
    time.start();
    const auto enough = [&] { return QFileInfo(*target).size() - before >= sampleBytes || time.hasExpired(sampleMillis); };
    const auto fetched = fetchFile({*from, *target, largest->size, [&] { return !enough() && (!goOn || goOn()); }});
    if (!fetched && fetched.error().code != ErrorCode::cancelled)
        return fetched.error();
    return std::optional(kbps(QFileInfo(*target).size() - before, time.elapsed()));
}

} // namespace seriatim
