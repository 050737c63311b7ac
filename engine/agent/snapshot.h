// Snapshot: the files of a package folder with size and SHA-256, as the store takes it and the agent checks it (B30).
#pragma once

#include "engine/base/result.h"
#include "engine/domain/program.h"

#include <functional>

namespace seriatim {

// Every file below the folder, sorted by path. Refuses what could not be carried to another computer as it is: links
// that are broken, lead to a folder or leave the package, names that differ only by letter case or hold a backslash.
[[nodiscard]] Result<std::vector<SnapshotFile>> takeSnapshot(const QString &folder);

// How far a snapshot is; the totals are known from the start.
struct SnapshotProgress {
    int files = 0;
    int filesTotal = 0;
    qint64 bytes = 0;
    qint64 bytesTotal = 0;
};

// The same, told to `goOn` after every piece that was read, which may stop it (false): absent then.
[[nodiscard]] Result<std::optional<std::vector<SnapshotFile>>> takeSnapshot(const QString &folder,
                                                                            const std::function<bool(const SnapshotProgress &)> &goOn);

// Paths and sizes alone, without reading the files: quick at any size.
[[nodiscard]] Result<std::vector<SnapshotFile>> listSnapshotFiles(const QString &folder);

// A path that came in a policy stays below the package folder on every system.
[[nodiscard]] Result<> validateSnapshotPath(const QString &path);
[[nodiscard]] Result<> validateSnapshot(const std::vector<SnapshotFile> &snapshot);

// Whether the folder holds the file as the snapshot has it; the error names the file and what differs.
[[nodiscard]] Result<> checkSnapshotFile(const QString &folder, const SnapshotFile &file);
[[nodiscard]] Result<> checkSnapshot(const QString &folder, const std::vector<SnapshotFile> &snapshot);

// The file's absolute path with all links resolved, where it is a plain file inside the folder.
[[nodiscard]] Result<QString> resolveInside(const QString &folder, const QString &path);

} // namespace seriatim
