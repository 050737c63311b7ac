// Files that survive a power cut: written beside, flushed, renamed, and the folder flushed too.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

namespace seriatim {

[[nodiscard]] Result<QByteArray> readFile(const QString &path, qint64 atMostBytes);

enum class FileReaders { everybody, ownerOnly }; // as far as the process' umask lets them

// A reader finds the old contents or the new, never a mixture; when this returns Done the new ones are on the disk.
[[nodiscard]] Result<> replaceFileDurably(const QString &path, const QByteArray &contents,
                                          FileReaders readers = FileReaders::everybody);

// The same without waiting for the disk: after a power cut the old contents may be back, or the new ones be missing.
[[nodiscard]] Result<> replaceFileAtomically(const QString &path, const QByteArray &contents);

// The name under which replacing a file writes beside it is the file's with this and a random part added. What a killed
// process left of them may be removed by whoever owns the folder.
inline constexpr auto besideMark = ".new-";

// A second name for a file, and one name in the place of another; not flushed.
[[nodiscard]] Result<> linkFile(const QString &path, const QString &secondName);
[[nodiscard]] Result<> renameOver(const QString &from, const QString &to);

// Makes the names in a folder durable (a rename is not, until its folder is flushed). No effect on Windows.
[[nodiscard]] Result<> syncFolder(const QString &folder);

[[nodiscard]] Result<> makeFolder(const QString &path);

} // namespace seriatim
