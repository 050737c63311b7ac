#include "engine/base/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#endif

namespace seriatim {

Result<QByteArray> readFile(const QString &path, qint64 atMostBytes)
{
    QFile file(path);
    if (!file.exists())
        return Error{ErrorCode::notFound, path, QStringLiteral("there is no such file")};
    if (QFileInfo(path).isDir())
        return Error{ErrorCode::invalidInput, path, QStringLiteral("this is a folder; name a file")};
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::io, path, QStringLiteral("cannot be read: ") + file.errorString()};
    QByteArray bytes = file.read(atMostBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return Error{ErrorCode::io, path, QStringLiteral("cannot be read: ") + file.errorString()};
    if (bytes.size() > atMostBytes) {
        return Error{ErrorCode::invalidInput, path,
                     QStringLiteral("is larger than the %1 MiB that are read; split it").arg(atMostBytes >> 20)};
    }
    return bytes;
}

Result<> replaceFileDurably(const QString &path, const QByteArray &contents, FileReaders readers)
{
    // QSaveFile writes beside, flushes and renames; it leaves the old file alone when anything fails.
    QSaveFile file(path);
    const auto failed = [&] {
        return Error{ErrorCode::io, path, QStringLiteral("cannot be written: ") + file.errorString()};
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    if (readers == FileReaders::ownerOnly && !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failed();
    if (file.write(contents) != contents.size() || !file.commit())
        return failed();
    return syncFolder(QFileInfo(path).absolutePath());
}

Result<> syncFolder(const QString &folder)
{
#ifdef Q_OS_UNIX
    const int handle = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = handle >= 0 && ::fsync(handle) == 0;
    const int reason = errno;
    if (handle >= 0)
        ::close(handle);
    if (!synced) {
        return Error{ErrorCode::io, folder,
                     QStringLiteral("the folder cannot be flushed: ") + QString::fromLocal8Bit(std::strerror(reason))};
    }
#else
    Q_UNUSED(folder)
#endif
    return Done{};
}

Result<> makeFolder(const QString &path)
{
    if (!QDir().mkpath(path))
        return Error{ErrorCode::io, path, QStringLiteral("the folder cannot be made; check the rights on its parent")};
    return Done{};
}

} // namespace seriatim
