// The snapshot of a package's source folder, taken and compared off the GUI thread.
#pragma once

#include "engine/agent/snapshot.h"
#include "models/runapart.h"

namespace seriatim {

using TakenSnapshot = Result<std::optional<std::vector<SnapshotFile>>>; // absent: cancelled

// Reports kilobytes read, of all, to `control`.
[[nodiscard]] Answer<TakenSnapshot> takeSnapshotApart(const QString &folder, const std::shared_ptr<JobControl> &control);

// What the folder has now that the snapshot has not. Quick: names and sizes alone.
struct SnapshotDifference {
    QStringList added;
    QStringList removed;
    QStringList changed;
    [[nodiscard]] bool isEmpty() const { return added.isEmpty() && removed.isEmpty() && changed.isEmpty(); }
};
[[nodiscard]] Answer<Result<SnapshotDifference>> compareWithFolderApart(const std::vector<SnapshotFile> &snapshot, const QString &folder);

// Files are compared by contents where both sides know them.
[[nodiscard]] SnapshotDifference differenceOf(const std::vector<SnapshotFile> &before, const std::vector<SnapshotFile> &after);
// "2 files are new (a, b), 1 is gone (c)"; empty when they are the same.
[[nodiscard]] QString differenceText(const SnapshotDifference &difference);

[[nodiscard]] qint64 totalSize(const std::vector<SnapshotFile> &snapshot);
[[nodiscard]] QString sizeText(qint64 bytes); // "1.5 MB", as the system's language writes it

// Whether this computer can look into the package's source.
[[nodiscard]] bool canReadSource(const PackageSource &source);

} // namespace seriatim
