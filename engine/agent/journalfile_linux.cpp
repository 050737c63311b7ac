#include "engine/agent/journalfile.h"

#include "engine/base/files.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace seriatim {

namespace {

Error failed(const QString &path)
{
    return {ErrorCode::io, path, QStringLiteral("cannot be written: ") + QString::fromLocal8Bit(std::strerror(errno))};
}

class Handle
{
public:
    explicit Handle(int number) : m_number(number) {}
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    ~Handle()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

// Two names change what they stand for, at once; where one is missing the other takes its place. On a file system that
// cannot do that, what `other` stood for gets the name `kept` first.
bool exchangeNames(const QByteArray &one, const QByteArray &other, const QByteArray &kept = {})
{
    if (::renameat2(AT_FDCWD, one.constData(), AT_FDCWD, other.constData(), RENAME_EXCHANGE) == 0)
        return true;
    const bool cannot = errno == ENOENT || errno == EINVAL || errno == ENOSYS; // none there yet, or not on this file system
    if (cannot && !kept.isEmpty()) {
        ::unlink(kept.constData());
        (void)!::link(other.constData(), kept.constData()); // without links there is no previous one
    }
    return cannot && ::rename(one.constData(), other.constData()) == 0;
}

} // namespace

// Written over an old file: no file is made and none is freed, which is what replacing one costs most.
Result<> JournalFile::writeSpare(const QByteArray &contents) const
{
    const QByteArray name = QFile::encodeName(m_spare);
    struct stat info{};
    if (::lstat(name.constData(), &info) == 0 && (!S_ISREG(info.st_mode) || info.st_nlink != 1))
        ::unlink(name.constData()); // somebody else's file must not be written over
    const Handle spare(::open(name.constData(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
    if (spare.number() < 0 || ::fstat(spare.number(), &info) != 0)
        return failed(m_path);
    for (qsizetype written = 0; written < contents.size();) {
        const ssize_t count = ::write(spare.number(), contents.constData() + written, static_cast<size_t>(contents.size() - written));
        if (count < 0 && errno != EINTR)
            return failed(m_path);
        written += std::max<ssize_t>(count, 0);
    }
    if (info.st_size > contents.size() && ::ftruncate(spare.number(), contents.size()) != 0)
        return failed(m_path);
    return ::fdatasync(spare.number()) == 0 ? Result<>(Done{}) : failed(m_path);
}

Result<> JournalFile::exchange() const
{
    const QByteArray path = QFile::encodeName(m_path);
    const QByteArray spare = QFile::encodeName(m_spare);
    if (!exchangeNames(spare, path, QFile::encodeName(m_previous)))
        return failed(m_path);
    // What the name stood for is the previous one now, and the one before that the next spare.
    if (QFileInfo::exists(m_spare) && !exchangeNames(spare, QFile::encodeName(m_previous)))
        return failed(m_previous);
    return syncFolder(QFileInfo(m_path).absolutePath());
}

Result<> JournalFile::replace(const QByteArray &contents) const
{
    auto written = writeSpare(contents);
    if (written)
        written = exchange();
    // The file behind the spare's name may be the one that the disk still knows as the journal: never written over.
    if (!written)
        ::unlink(QFile::encodeName(m_spare).constData());
    return written;
}

} // namespace seriatim
