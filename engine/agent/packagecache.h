// PackageCache: the agent's own copies of package files, checked before every run (B30).
#pragma once

#include "engine/base/result.h"
#include "engine/domain/program.h"

namespace seriatim {

class PackageCache
{
public:
    // `folder` is "<agent's home>/Package Cache"; made when it is needed.
    explicit PackageCache(const QString &folder);

    // The folder that holds the package's files as its snapshot has them; for a source of none an empty one. Without a
    // snapshot, as the source has them now. A copy that differs is made anew once. An error says why the package is
    // not available; nothing half-copied ever stands in the folder. May take long: it reads every file.
    [[nodiscard]] Result<QString> prepare(const Package &package) const;

    [[nodiscard]] QString folderOf(PackageId package) const;

private:
    [[nodiscard]] Result<> replaceCopy(const QString &source, const std::vector<SnapshotFile> &snapshot,
                                       const QString &target) const;
    void removeLeftovers(const QString &target) const;

    QString m_folder;
};

} // namespace seriatim
