// What an inbox needs of the system: a folder that others may only put something into, and files whose writer is known.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <QByteArray>

namespace seriatim {

struct InboxFile {
    QByteArray bytes;
    QString owner;          // the name of who wrote it, as the system knows it
    bool isPrivileged = false; // root, or the user that this process works as
    Instant written = 0;
};

// Only this user may write it; where this process is root, everybody may put files into it, and nobody but root see,
// change or remove those of others.
[[nodiscard]] Result<> makeInboxFolder(const QString &path);

// A plain file of at most `atMostBytes`, never what a link leads to, a pipe or a device, and never waiting for one.
[[nodiscard]] Result<InboxFile> readInboxFile(const QString &path, qint64 atMostBytes);

// Whether this process works as root, or as the user whom the folder belongs to.
[[nodiscard]] bool isPrivilegedFor(const QString &folder);

// Where this process is root, takes from everybody else what `others` are not to have of a folder: list it, or enter it too.
enum class Others { enterOnly, nothing };
[[nodiscard]] Result<> closeToOthers(const QString &folder, Others others);

} // namespace seriatim
