#include "engine/base/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
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
    // QFile sets memory aside for all that is asked for, so no more is asked for than the file seems to have.
    constexpr qint64 leastPiece = qint64(64) << 10;
    QByteArray bytes;
    while (bytes.size() <= atMostBytes) {
        const qint64 piece = std::min(atMostBytes + 1, std::max(file.size() + 1, leastPiece));
        const QByteArray read = file.read(std::min(piece, atMostBytes + 1 - bytes.size()));
        if (file.error() != QFileDevice::NoError)
            return Error{ErrorCode::io, path, QStringLiteral("cannot be read: ") + file.errorString()};
        if (read.isEmpty())
            break;
        bytes += read;
    }
    if (bytes.size() > atMostBytes) {
        return Error{ErrorCode::invalidInput, path,
                     QStringLiteral("is larger than the %1 MiB that are read; split it").arg(atMostBytes >> 20)};
    }
    return bytes;
}

#ifdef Q_OS_UNIX

namespace {

Error systemError(const QString &path, const QString &what)
{
    return {ErrorCode::io, path, what + QString::fromLocal8Bit(std::strerror(errno))};
}

// A new file beside the one that it is to replace; removed again unless it took its place.
// Not QSaveFile: that one passes over a flush that fails, and over what fails while its buffer is written at the end.
class FileBeside
{
public:
    explicit FileBeside(const QString &path) : m_target(QFile::encodeName(targetOf(path))), m_path(path) {}
    FileBeside(const FileBeside &) = delete;
    FileBeside &operator=(const FileBeside &) = delete;
    ~FileBeside()
    {
        if (m_handle >= 0)
            ::close(m_handle);
        if (!m_name.isEmpty())
            ::unlink(m_name.constData());
    }

    Result<> open(FileReaders readers)
    {
        const mode_t mode = readers == FileReaders::ownerOnly ? 0600 : 0666;
        for (int tries = 0; tries < 100 && m_handle < 0; ++tries) {
            m_name = m_target + besideMark + QByteArray::number(QRandomGenerator::system()->generate(), 36);
            m_handle = ::open(m_name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
            if (m_handle < 0 && errno != EEXIST)
                break;
        }
        if (m_handle < 0) {
            m_name.clear();
            return failed();
        }
        struct stat existing{};
        if (readers == FileReaders::everybody && ::stat(m_target.constData(), &existing) == 0)
            (void)!::fchmod(m_handle, existing.st_mode & 07777);
        return Done{};
    }

    Result<> write(const QByteArray &contents)
    {
        for (qsizetype written = 0; written < contents.size();) {
            const ssize_t count = ::write(m_handle, contents.constData() + written, static_cast<size_t>(contents.size() - written));
            if (count < 0 && errno != EINTR)
                return failed();
            written += std::max<ssize_t>(count, 0);
        }
        return Done{};
    }

    Result<> sync()
    {
#ifdef Q_OS_LINUX
        const bool synced = ::fdatasync(m_handle) == 0; // the size is data, too
#else
        const bool synced = ::fsync(m_handle) == 0;
#endif
        return synced ? Result<>(Done{}) : failed();
    }

    Result<> takePlace()
    {
        if (::rename(m_name.constData(), m_target.constData()) != 0)
            return failed();
        m_name.clear();
        return Done{};
    }

private:
    // Through a link, so that the link stays one.
    static QString targetOf(const QString &path)
    {
        const QFileInfo info(path);
        const QString resolved = info.isSymLink() ? info.canonicalFilePath() : QString();
        return resolved.isEmpty() ? path : resolved;
    }
    [[nodiscard]] Error failed() const { return systemError(m_path, QStringLiteral("cannot be written: ")); }

    QByteArray m_target;
    QByteArray m_name;
    QString m_path;
    int m_handle = -1;
};

Result<> replaceFile(const QString &path, const QByteArray &contents, FileReaders readers, bool durably)
{
    FileBeside file(path);
    if (auto opened = file.open(readers); !opened)
        return opened;
    if (auto written = file.write(contents); !written)
        return written;
    if (durably) {
        if (auto synced = file.sync(); !synced)
            return synced;
    }
    return file.takePlace();
}

} // namespace

Result<> linkFile(const QString &path, const QString &secondName)
{
    if (::link(QFile::encodeName(path).constData(), QFile::encodeName(secondName).constData()) != 0)
        return systemError(secondName, QStringLiteral("cannot be made: "));
    return Done{};
}

Result<> renameOver(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return systemError(to, QStringLiteral("cannot be replaced: "));
    return Done{};
}

#else

Result<> linkFile(const QString &path, const QString &secondName)
{
    if (!QFile::copy(path, secondName))
        return Error{ErrorCode::io, secondName, QStringLiteral("cannot be made")};
    return Done{};
}

Result<> renameOver(const QString &from, const QString &to)
{
    QFile::remove(to);
    if (!QFile::rename(from, to))
        return Error{ErrorCode::io, to, QStringLiteral("cannot be replaced")};
    return Done{};
}

namespace {

Result<> replaceFile(const QString &path, const QByteArray &contents, FileReaders readers, bool)
{
    QSaveFile file(path);
    const auto failed = [&] {
        return Error{ErrorCode::io, path, QStringLiteral("cannot be written: ") + file.errorString()};
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    if (readers == FileReaders::ownerOnly && !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failed();
    if (file.write(contents) != contents.size() || !file.flush() || !file.commit())
        return failed();
    return Done{};
}

} // namespace

#endif

Result<> replaceFileDurably(const QString &path, const QByteArray &contents, FileReaders readers)
{
    if (auto replaced = replaceFile(path, contents, readers, true); !replaced)
        return replaced;
    return syncFolder(QFileInfo(path).absolutePath());
}

Result<> replaceFileAtomically(const QString &path, const QByteArray &contents)
{
    return replaceFile(path, contents, FileReaders::everybody, false);
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
