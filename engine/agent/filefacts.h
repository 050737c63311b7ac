// What rules ask about one file or folder (B34). Errors say why this computer cannot tell.
#pragma once

#include "engine/base/result.h"

#include <functional>

namespace seriatim {

// Links are followed. An error where a folder on the way may not be looked into.
[[nodiscard]] Result<bool> fileExists(const QString &path);
[[nodiscard]] Result<bool> folderExists(const QString &path);

// On Windows the file's version resource. Elsewhere files have none: the first line, where it is a version alone
// ("4.0.2", "v4.0-rc1"), as installers leave it in VERSION files.
[[nodiscard]] Result<QString> fileVersion(const QString &path);

// 64 hexadecimal digits, lower case; reads the file piece by piece. `goOn` hears how many bytes were read, of each piece,
// and may stop it, which is an error (refused); it may be empty.
[[nodiscard]] Result<QString> fileSha256(const QString &path, const std::function<bool(qint64)> &goOn = {});

} // namespace seriatim
