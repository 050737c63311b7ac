#include "engine/agent/computerfacts.h"
#include "engine/agent/systemfacts.h"

#include <QDateTime>
#include <QSettings>

#include <windows.h>
#include <wtsapi32.h>

namespace seriatim {

int systemMemoryMb()
{
    MEMORYSTATUSEX status{};
    status.dwLength = sizeof status;
    return ::GlobalMemoryStatusEx(&status) != FALSE ? static_cast<int>(status.ullTotalPhys >> 20) : 0;
}

QString systemDomain()
{
    return qEnvironmentVariable("USERDOMAIN");
}

QString systemUser()
{
    return qEnvironmentVariable("USERNAME");
}

QString bootIdentity()
{
    // Windows counts its starts here.
    const QSettings settings(QStringLiteral("HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\"
                                            "Memory Management\\PrefetchParameters"),
                             QSettings::NativeFormat);
    if (const QVariant boot = settings.value(QStringLiteral("BootId")); boot.isValid())
        return boot.toString();
    const qint64 started = QDateTime::currentMSecsSinceEpoch() - static_cast<qint64>(::GetTickCount64());
    return QString::number(started / 60000);
}

QStringList loggedOnUsers()
{
    QStringList users;
    WTS_SESSION_INFOW *sessions = nullptr;
    DWORD count = 0;
    if (::WTSEnumerateSessionsW(WTS_CURRENT_SERVER_HANDLE, 0, 1, &sessions, &count) == FALSE)
        return users;
    for (DWORD i = 0; i < count; ++i) {
        wchar_t *name = nullptr;
        DWORD bytes = 0;
        if (::WTSQuerySessionInformationW(WTS_CURRENT_SERVER_HANDLE, sessions[i].SessionId, WTSUserName, &name, &bytes)
            == FALSE) {
            continue;
        }
        if (name[0] != L'\0')
            users.append(QString::fromWCharArray(name));
        ::WTSFreeMemory(name);
    }
    ::WTSFreeMemory(sessions);
    users.removeDuplicates();
    users.sort();
    return users;
}

} // namespace seriatim
