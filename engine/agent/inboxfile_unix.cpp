#include "engine/agent/inboxfile.h"

#include "engine/base/files.h"

#include <QFile>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace seriatim {

namespace {

constexpr mode_t putOnly = 01733; // others may make files in it, and neither list it nor touch what is not theirs
constexpr mode_t ownOnly = 0700;

Error failed(const QString &path, const char *what)
{
    return {ErrorCode::io, path, QString::fromLatin1(what) + QString::fromLocal8Bit(std::strerror(errno))};
}

QString nameOf(uid_t user)
{
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    if (::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(found->pw_name);
    return QStringLiteral("user %1").arg(user);
}

class Handle
{
public:
    explicit Handle(int handle) : m_handle(handle) {}
    ~Handle()
    {
        if (m_handle >= 0)
            ::close(m_handle);
    }
    Q_DISABLE_COPY_MOVE(Handle)
    [[nodiscard]] int get() const { return m_handle; }

private:
    int m_handle;
};

} // namespace

Result<> makeInboxFolder(const QString &path)
{
    if (auto made = makeFolder(path); !made)
        return made;
    if (::chmod(QFile::encodeName(path).constData(), ::geteuid() == 0 ? putOnly : ownOnly) != 0)
        return failed(path, "its rights cannot be set: ");
    return Done{};
}

Result<InboxFile> readInboxFile(const QString &path, qint64 atMostBytes)
{
    const Handle handle(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat facts{};
    if (handle.get() < 0 || ::fstat(handle.get(), &facts) != 0)
        return failed(path, "cannot be read: ");
    // A second name would make another user's file look like a wish of his.
    if (!S_ISREG(facts.st_mode) || facts.st_nlink != 1)
        return Error{ErrorCode::invalidInput, path, QStringLiteral("is no plain file of its own")};
    if (facts.st_size > atMostBytes)
        return Error{ErrorCode::invalidInput, path, QStringLiteral("is larger than %1 bytes").arg(atMostBytes)};
    InboxFile file;
    file.bytes.resize(atMostBytes);
    const ssize_t count = ::read(handle.get(), file.bytes.data(), static_cast<size_t>(atMostBytes));
    if (count < 0)
        return failed(path, "cannot be read: ");
    file.bytes.truncate(count);
    file.owner = nameOf(facts.st_uid);
    file.isPrivileged = facts.st_uid == 0 || facts.st_uid == ::geteuid();
    file.written = static_cast<Instant>(facts.st_mtime) * millisPerSecond;
    return file;
}

bool isPrivilegedFor(const QString &folder)
{
    struct stat facts{};
    return ::geteuid() == 0 || (::stat(QFile::encodeName(folder).constData(), &facts) == 0 && facts.st_uid == ::geteuid());
}

Result<> closeToOthers(const QString &folder, Others others)
{
    struct stat facts{};
    const QByteArray name = QFile::encodeName(folder);
    if (::geteuid() != 0)
        return Done{};
    if (::stat(name.constData(), &facts) != 0)
        return failed(folder, "its rights cannot be seen: ");
    const mode_t taken = others == Others::nothing ? S_IRWXG | S_IRWXO : S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;
    if ((facts.st_mode & taken) != 0 && ::chmod(name.constData(), facts.st_mode & 07777 & ~taken) != 0)
        return failed(folder, "its rights cannot be set: ");
    return Done{};
}

} // namespace seriatim
