// PackageCache: the agent's own copies of package files, fetched, checked before every run, and deleted when they have not
// been used for long (B30).
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/program.h"

#include <functional>
#include <optional>

namespace seriatim {

// How long to wait before a package is tried again (B30): from 3 minutes, doubling, to at most 6 hours.
[[nodiscard]] qint64 packageRetryDelay(int triesBefore);

// Where a file of a snapshot is at its source: a path that leads nowhere else, or a web address.
[[nodiscard]] Result<QString> placeAtSource(const QString &source, const SnapshotFile &file);

// No folder on the way to a file below `root` may lead elsewhere.
[[nodiscard]] Result<> makePlainFolders(const QString &root, const QString &path);

class PackageCache
{
public:
    // `folder` is "<agent's home>/Package Cache"; made when it is needed. `sharesFolder`: where the system has network
    // shares mounted, so that \\server\share\path is <sharesFolder>/server/share/path; empty: nowhere.
    explicit PackageCache(const QString &folder, const QString &sharesFolder = {});

    // The folder that holds the package's files as its snapshot has them; for a source of none an empty one. Without a
    // snapshot, as the source has them now; a web address needs one. A copy that differs is made anew once, and goes on
    // where an earlier try was cut off. An error says why the package is not available; nothing half-copied ever stands
    // in the folder. May take long: it reads every file. `goOn` may end it (cancelled); it may be empty.
    [[nodiscard]] Result<QString> prepare(const Package &package, const std::function<bool()> &goOn = {}) const;

    // The folder that its programs work in: the copy's, or the package's destination with the copy's files in it. After
    // prepare().
    [[nodiscard]] Result<QString> deliver(const Package &package) const;

    // Whether the copy is here and as the snapshot has it. Reads every file.
    [[nodiscard]] bool isAtHand(const Package &package) const;

    // The folder of a network share itself, checked against the snapshot, for a program that runs from the server.
    [[nodiscard]] Result<QString> folderOnServer(const Package &package) const;

    // How fast the package's server is, in kilobytes a second: by fetching the beginning of its largest file, which a
    // download goes on with. Absent where there is nothing to fetch.
    [[nodiscard]] Result<std::optional<int>> measureKbps(const Package &package, const std::function<bool()> &goOn) const;

    [[nodiscard]] QString folderOf(PackageId package) const;

    // A program of it has been made ready: its time of not being used begins anew.
    void noteUse(const Package &package, Instant now) const;

    // Deletes what has not been used for as long as its package says, but for those still needed. How many were deleted.
    int cleanUp(Instant now, const std::function<bool(PackageId)> &isNeeded) const;

private:
    [[nodiscard]] Result<QString> sourceOf(const Package &package) const;
    [[nodiscard]] Result<QString> placeOfSample(const Package &package, const SnapshotFile &file) const;
    [[nodiscard]] Result<> replaceCopy(const QString &source, const std::vector<SnapshotFile> &snapshot, const QString &target,
                                       const std::function<bool()> &goOn) const;
    [[nodiscard]] Result<> putInPlace(const QString &incoming, const QString &target) const;
    [[nodiscard]] QString useFile(const QString &packageFolder) const;

    QString m_folder;
    QString m_sharesFolder;
};

} // namespace seriatim
