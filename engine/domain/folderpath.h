// Paths in the package and task folder trees: '/' between the parts, none of them empty; "" is the top, which every
// tree has. Letter case does not count, as it does not in names.
#pragma once

#include "engine/base/result.h"

#include <QStringList>

namespace seriatim {

// " Office / 2007/" is "Office/2007".
[[nodiscard]] QString normalizedFolder(QStringView path);

// What two spellings of one folder share.
[[nodiscard]] QString foldedFolder(QStringView path);
// Sorts a folder right before what is in it, and both before the next one beside it.
[[nodiscard]] QString folderSortKey(QStringView path);

[[nodiscard]] QString parentFolder(const QString &path);
[[nodiscard]] QString folderName(const QString &path); // the last part

// `path` is the folder itself or lies anywhere below it. Everything is below the top.
[[nodiscard]] bool isWithinFolder(QStringView path, QStringView folder);

// What a path within `from` is called once that is named `to`.
[[nodiscard]] QString movedFolder(const QString &path, const QString &from, const QString &to);

// Whether a folder may be made under this name.
[[nodiscard]] Result<> validateFolder(const QString &path);

// By folderSortKey().
void sortFolders(QStringList &folders);

} // namespace seriatim
