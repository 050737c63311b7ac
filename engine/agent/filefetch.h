// FileFetch: brings one file of a package to this computer, from a folder or by HTTP, and goes on where an earlier try
// was cut off (B30). Blocking.
#pragma once

#include "engine/base/result.h"

#include <functional>

namespace seriatim {

struct FetchJob {
    QString source;         // a path, or an http:// or https:// address with its path encoded
    QString target;         // made where it is missing, else what is there is taken for the beginning of the file
    qint64 size = 0;        // that the file must have; not a byte more is written
    std::function<bool()> goOn; // asked now and then; false ends it with `cancelled`. May be empty.
};

// Flushed to the disk when it is done. What has come stays after an error, for the next try. Contents are the caller's to
// check.
[[nodiscard]] Result<> fetchFile(const FetchJob &job);

[[nodiscard]] bool isWebAddress(const QString &location);
// "base/a%20b" for a snapshot's path "a b".
[[nodiscard]] QString webAddressOf(const QString &base, const QString &path);

} // namespace seriatim
