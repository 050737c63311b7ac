#include "engine/agent/homelock.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace seriatim {

namespace {

QByteArray lockFile(const QString &homeFolder)
{
    return QFile::encodeName(homeFolder + QStringLiteral("/agent.lock"));
}

Error cannotLock(const QString &homeFolder)
{
    if (errno == EACCES || errno == EPERM || errno == EROFS)
        return {ErrorCode::readOnly, homeFolder, QStringLiteral("the agent's home cannot be written; check its rights")};
    return {ErrorCode::io, homeFolder, QStringLiteral("the agent's home cannot be locked: ") + QString::fromLocal8Bit(std::strerror(errno))};
}

// "4711 seriatim-agent": only for people and for HomeLock::holder, never for the decision who has it.
QByteArray readHolder(int handle)
{
    char text[256];
    const ssize_t count = ::pread(handle, text, sizeof text, 0);
    return QByteArray(text, std::max<ssize_t>(count, 0)).trimmed();
}

Error inUse(const QString &homeFolder, const QByteArray &holder)
{
    const QList<QByteArray> parts = holder.split(' ');
    const QString who = parts.size() == 2 ? QStringLiteral(" (%1, process %2)").arg(QString::fromUtf8(parts[1]), QString::fromLatin1(parts[0]))
                                          : QString();
    return {ErrorCode::busy, homeFolder,
            QStringLiteral("another agent works in this home%1; wait for it, end it, or use another home").arg(who)};
}

// Of the open file, not of the process: a console that looks at a home does not lose the lock of an agent within it.
#ifdef F_OFD_SETLK
struct flock wholeFile()
{
    struct flock range{};
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    return range;
}

bool lock(int handle)
{
    struct flock range = wholeFile();
    return ::fcntl(handle, F_OFD_SETLK, &range) == 0;
}

bool isHeldByAnother(int handle)
{
    struct flock range = wholeFile();
    return ::fcntl(handle, F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK;
}
#else
bool lock(int handle)
{
    return ::flock(handle, LOCK_EX | LOCK_NB) == 0;
}

bool isHeldByAnother(int handle) // an agent that starts in this instant is refused, and has to be started again
{
    const bool taken = ::flock(handle, LOCK_SH | LOCK_NB) == 0;
    if (taken)
        ::flock(handle, LOCK_UN);
    return !taken;
}
#endif

} // namespace

struct HomeLock::Held {
    int handle = -1;
    ~Held()
    {
        if (handle >= 0)
            ::close(handle); // which gives the lock back
    }
};

HomeLock::HomeLock(std::unique_ptr<Held> held) : m_held(std::move(held)) {}
HomeLock::HomeLock(HomeLock &&) noexcept = default;
HomeLock &HomeLock::operator=(HomeLock &&) noexcept = default;
HomeLock::~HomeLock() = default;

Result<HomeLock> HomeLock::take(const QString &homeFolder)
{
    auto held = std::make_unique<Held>();
    // Never removed: whoever opened the old file would lock another one than whoever makes the new.
    held->handle = ::open(lockFile(homeFolder).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (held->handle < 0)
        return cannotLock(homeFolder);
    if (!lock(held->handle)) {
        if (errno == EWOULDBLOCK || errno == EACCES || errno == EAGAIN)
            return inUse(homeFolder, readHolder(held->handle));
        return cannotLock(homeFolder);
    }
    const QByteArray text = QByteArray::number(qint64(::getpid())) + ' ' + QCoreApplication::applicationName().toUtf8() + '\n';
    // On a full disk the lock holds all the same; nobody is told who has it then.
    if (::ftruncate(held->handle, 0) == 0)
        (void)!::pwrite(held->handle, text.constData(), static_cast<size_t>(text.size()), 0);
    return HomeLock(std::move(held));
}

std::optional<qint64> HomeLock::holder(const QString &homeFolder)
{
    Held probe;
    probe.handle = ::open(lockFile(homeFolder).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (probe.handle < 0)
        return std::nullopt;
    if (!isHeldByAnother(probe.handle))
        return std::nullopt;
    const qint64 process = readHolder(probe.handle).split(' ').value(0).toLongLong();
    return process > 0 ? std::optional(process) : std::nullopt;
}

} // namespace seriatim
