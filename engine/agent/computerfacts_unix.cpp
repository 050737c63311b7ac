#include "engine/agent/computerfacts.h"
#include "engine/agent/systemfacts.h"

#include <QFile>
#include <QSysInfo>

#include <pwd.h>
#include <signal.h>
#include <unistd.h>
#include <utmpx.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#ifdef Q_OS_MACOS
#include <sys/sysctl.h>
#include <sys/time.h>
#endif

namespace seriatim {

int systemMemoryMb()
{
    const long pages = ::sysconf(_SC_PHYS_PAGES);
    const long pageSize = ::sysconf(_SC_PAGESIZE);
    return pages > 0 && pageSize > 0 ? static_cast<int>(static_cast<qint64>(pages) * pageSize >> 20) : 0;
}

QString systemDomain()
{
    char buffer[256] = {};
    if (::getdomainname(buffer, sizeof buffer - 1) == 0) {
        QString domain = QString::fromLocal8Bit(buffer);
        if (!domain.isEmpty() && domain != u"(none)")
            return domain;
    }
    return QSysInfo::machineHostName().section(u'.', 1);
}

QString systemUser()
{
    const passwd *entry = ::getpwuid(::geteuid());
    return entry != nullptr ? QString::fromLocal8Bit(entry->pw_name) : QString();
}

QString bootIdentity()
{
#ifdef Q_OS_MACOS
    timeval started{};
    size_t size = sizeof started;
    if (::sysctlbyname("kern.boottime", &started, &size, nullptr, 0) == 0)
        return QStringLiteral("%1.%2").arg(started.tv_sec).arg(started.tv_usec);
#endif
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    if (file.open(QIODevice::ReadOnly))
        return QString::fromLatin1(file.readAll().trimmed());
    // The record that the system writes once when it starts.
    QString identity;
    ::setutxent();
    while (const utmpx *entry = ::getutxent()) {
        if (entry->ut_type == BOOT_TIME)
            identity = QStringLiteral("%1.%2").arg(entry->ut_tv.tv_sec).arg(entry->ut_tv.tv_usec);
    }
    ::endutxent();
    return identity;
}

QStringList loggedOnUsers()
{
    QStringList users;
    ::setutxent();
    while (const utmpx *entry = ::getutxent()) {
        // A session that ended with the power leaves its record behind.
        const bool lives = ::kill(entry->ut_pid, 0) == 0 || errno != ESRCH;
        // The field has no NUL at its end where the name fills it.
        const char *nameEnd = std::find(std::begin(entry->ut_user), std::end(entry->ut_user), '\0');
        if (entry->ut_type == USER_PROCESS && lives)
            users.append(QString::fromLocal8Bit(QByteArrayView(std::begin(entry->ut_user), nameEnd)));
    }
    ::endutxent();
    users.removeDuplicates();
    users.sort();
    return users;
}

} // namespace seriatim
