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

// Makes the names in a folder durable (a rename is not, until its folder is flushed). No effect on Windows.
[[nodiscard]] Result<> syncFolder(const QString &folder);

[[nodiscard]] Result<> makeFolder(const QString &path);

} // namespace seriatim
