// macOS and the BSDs, without Linux's /proc: a start is known by its process group alone.
#include "engine/agent/processtree.h"

#include "engine/agent/computerfacts.h"

#include <chrono>
#include <thread>

#include <signal.h>
#include <sys/types.h>

#ifdef Q_OS_MACOS
#include <sys/sysctl.h>
#endif

namespace seriatim {

namespace {

using namespace std::chrono_literals;

bool groupLives(pid_t group)
{
    return ::kill(-group, 0) == 0;
}

bool signalUntilGone(pid_t group, int signal, std::chrono::steady_clock::duration atMost)
{
    const auto deadline = std::chrono::steady_clock::now() + atMost;
    ::kill(-group, signal);
    while (groupLives(group)) {
        if (std::chrono::steady_clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

} // namespace

std::optional<ProcessIdentity> identifyProcess(qint64 pid)
{
#ifdef Q_OS_MACOS
    int name[] = {CTL_KERN, KERN_PROC, KERN_PROC_PID, static_cast<int>(pid)};
    kinfo_proc info{};
    size_t size = sizeof info;
    if (::sysctl(name, 4, &info, &size, nullptr, 0) == 0 && size > 0) {
        const timeval start = info.kp_proc.p_starttime;
        return ProcessIdentity{pid, static_cast<qint64>(start.tv_sec) * 1000000 + start.tv_usec, bootIdentity()};
    }
#else
    Q_UNUSED(pid)
#endif
    return std::nullopt;
}

Result<int> endProcessTree(qint64 child, const QString &)
{
    const auto group = static_cast<pid_t>(child);
    // A child that was not waited for keeps its group's number from being given out anew. It counts as alive itself,
    // so the wait for the group always lasts until the last signal; killing is certain.
    if (group > 1 && !signalUntilGone(group, SIGTERM, 2s))
        ::kill(-group, SIGKILL);
    return 1;
}

Result<int> endLeftoverProcesses(const QString &, const std::optional<ProcessIdentity> &recorded)
{
    if (!recorded || recorded->pid <= 1 || identifyProcess(recorded->pid) != recorded)
        return 0;
    const auto group = static_cast<pid_t>(recorded->pid);
    if (signalUntilGone(group, SIGTERM, 2s) || signalUntilGone(group, SIGKILL, 5s))
        return 1;
    return Error{ErrorCode::busy, QStringLiteral("process group %1").arg(recorded->pid),
                 QStringLiteral("could not be ended; end it by hand or restart the computer")};
}

} // namespace seriatim
