#include "engine/agent/processtree.h"

#include "engine/agent/computerfacts.h"

#include <QByteArray>
#include <QStringList>

#include <chrono>
#include <map>
#include <set>
#include <thread>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace seriatim {

namespace {

using SteadyClock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto graceTime = 2s;
constexpr auto killTime = 5s;

struct ProcessEntry {
    pid_t pid = 0;
    pid_t parent = 0;
    pid_t group = 0;
    pid_t session = 0;
    qint64 startTime = 0;
};

using Identity = std::pair<pid_t, qint64>; // number and start time

Identity identityOf(const ProcessEntry &entry)
{
    return {entry.pid, entry.startTime};
}

// Which processes belong to a start. `root` is 0 where the first process is not known for certain.
struct Membership {
    QByteArray token;
    pid_t root = 0;
    std::set<Identity> known; // found earlier: once its parent is gone, nothing may tell that a process belongs
};

QByteArray readProcFile(pid_t pid, const char *name)
{
    const QByteArray path = "/proc/" + QByteArray::number(pid) + '/' + name;
    const int handle = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return {};
    QByteArray contents;
    char buffer[8192];
    ssize_t count = 0;
    while ((count = ::read(handle, buffer, sizeof buffer)) > 0)
        contents.append(buffer, count);
    ::close(handle);
    return contents;
}

// Absent for a process that is gone or a zombie, which nothing can or need end.
std::optional<ProcessEntry> readEntry(pid_t pid)
{
    const QByteArray line = readProcFile(pid, "stat");
    // The name in the second field may hold anything, a closing bracket too.
    const qsizetype nameEnd = line.lastIndexOf(')');
    if (nameEnd < 0)
        return std::nullopt;
    const QList<QByteArray> fields = line.mid(nameEnd + 2).split(' ');
    if (fields.size() < 20 || fields[0] == "Z" || fields[0] == "X")
        return std::nullopt;
    return ProcessEntry{pid, fields[1].toInt(), fields[2].toInt(), fields[3].toInt(), fields[19].toLongLong()};
}

std::vector<ProcessEntry> allProcesses()
{
    std::vector<ProcessEntry> entries;
    DIR *folder = ::opendir("/proc");
    if (folder == nullptr)
        return entries;
    while (const dirent *item = ::readdir(folder)) {
        const long pid = std::strtol(item->d_name, nullptr, 10);
        if (pid <= 0 || pid == ::getpid())
            continue;
        if (const auto entry = readEntry(static_cast<pid_t>(pid)))
            entries.push_back(*entry);
    }
    ::closedir(folder);
    return entries;
}

bool carriesToken(pid_t pid, const QByteArray &token)
{
    if (token.isEmpty())
        return false;
    const QByteArray environment = '\0' + readProcFile(pid, "environ") + '\0';
    return environment.contains('\0' + QByteArray(startTokenVariable) + '=' + token + '\0');
}

// Children of a member are members too: one that cleared its environment and left the session is found by its parent.
std::vector<ProcessEntry> findMembers(const Membership &membership)
{
    std::vector<ProcessEntry> others = allProcesses();
    std::vector<ProcessEntry> members;
    std::set<pid_t> pids;
    const auto take = [&](const auto &belongs) {
        return std::erase_if(others, [&](const ProcessEntry &entry) {
            if (!belongs(entry))
                return false;
            members.push_back(entry);
            pids.insert(entry.pid);
            return true;
        });
    };
    take([&](const ProcessEntry &entry) {
        const bool ofRoot = membership.root > 0 && (entry.pid == membership.root || entry.group == membership.root || entry.session == membership.root);
        return ofRoot || membership.known.contains(identityOf(entry)) || carriesToken(entry.pid, membership.token);
    });
    while (take([&](const ProcessEntry &entry) { return pids.contains(entry.parent); }) > 0) {
    }
    return members;
}

bool sameProcess(const ProcessEntry &entry)
{
    const auto now = readEntry(entry.pid);
    return now && now->startTime == entry.startTime;
}

void sendSignal(const ProcessEntry &entry, int signal)
{
#ifdef SYS_pidfd_send_signal
    // The handle keeps meaning the process that was compared, whoever gets its number next.
    const long handle = ::syscall(SYS_pidfd_open, entry.pid, 0);
    if (handle >= 0) {
        if (sameProcess(entry))
            ::syscall(SYS_pidfd_send_signal, static_cast<int>(handle), signal, nullptr, 0);
        ::close(static_cast<int>(handle));
        return;
    }
    if (errno != ENOSYS && errno != EPERM)
        return;
#endif
    if (sameProcess(entry))
        ::kill(entry.pid, signal);
}

class TreeEnder
{
public:
    explicit TreeEnder(Membership membership) : m_membership(std::move(membership)) {}

    Result<int> end()
    {
        if (signalUntilGone(SIGTERM, graceTime) || signalUntilGone(SIGKILL, killTime))
            return static_cast<int>(m_membership.known.size());
        QStringList pids;
        for (const ProcessEntry &entry : findMembers(m_membership))
            pids.append(QString::number(entry.pid));
        return Error{ErrorCode::busy, QStringLiteral("process ") + pids.join(QStringLiteral(", ")),
                     QStringLiteral("could not be ended; end it by hand or restart the computer")};
    }

private:
    // Processes may appear while others are being ended, so only an empty search counts as done.
    bool signalUntilGone(int signal, SteadyClock::duration atMost)
    {
        const auto deadline = SteadyClock::now() + atMost;
        auto pause = 2ms;
        for (;;) {
            const std::vector<ProcessEntry> members = findMembers(m_membership);
            if (members.empty())
                return true;
            for (const ProcessEntry &entry : members) {
                m_membership.known.insert(identityOf(entry));
                if (m_signalled[signal].insert(identityOf(entry)).second)
                    sendSignal(entry, signal);
            }
            if (SteadyClock::now() >= deadline)
                return false;
            std::this_thread::sleep_for(pause);
            pause = std::min(pause * 2, 50ms);
        }
    }

    Membership m_membership;
    std::map<int, std::set<Identity>> m_signalled;
};

} // namespace

std::optional<ProcessIdentity> identifyProcess(qint64 pid)
{
    const auto entry = readEntry(static_cast<pid_t>(pid));
    if (!entry)
        return std::nullopt;
    return ProcessIdentity{pid, entry->startTime, bootIdentity()};
}

Result<int> endProcessTree(qint64 child, const QString &token)
{
    return TreeEnder({token.toLocal8Bit(), static_cast<pid_t>(child), {}}).end();
}

Result<int> endLeftoverProcesses(const QString &token, const std::optional<ProcessIdentity> &recorded)
{
    const bool rootLives = recorded && recorded->pid > 1 && identifyProcess(recorded->pid) == recorded;
    if (token.isEmpty() && !rootLives)
        return 0;
    return TreeEnder({token.toLocal8Bit(), rootLives ? static_cast<pid_t>(recorded->pid) : 0, {}}).end();
}

} // namespace seriatim
