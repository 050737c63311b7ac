#include "engine/agent/programrunner.h"

#include "engine/agent/commandcheck.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

extern "C" char **environ;

namespace seriatim {

namespace {

using namespace std::chrono_literals;

constexpr qint64 cancelPollMs = 150;
constexpr qint64 chattyPollMs = 5; // while the log grows fast
constexpr qint64 chattyBytes = qint64(1) << 20;

class Handle
{
public:
    explicit Handle(int number = -1) : m_number(number) {}
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

QString errorText(int code)
{
    return QString::fromLocal8Bit(std::strerror(code));
}

// What root has in its environment is not for other users.
bool isForEverybody(const QByteArray &name)
{
    return name == "PATH" || name == "TZ" || name == "LANG" || name == "LANGUAGE" || name.startsWith("LC_");
}

class Environment
{
public:
    explicit Environment(const ProgramStart &start)
    {
        for (char **entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
            const QByteArray line(*entry);
            const qsizetype equals = line.indexOf('=');
            if (equals > 0 && (!start.user || isForEverybody(line.left(equals))))
                m_values[line.left(equals)] = line.mid(equals + 1);
        }
        if (start.user)
            setAccount(*start.user);
        for (const EnvironmentVariable &variable : start.environment)
            m_values[variable.name.toLocal8Bit()] = variable.value.toLocal8Bit();
        if (!start.token.isEmpty())
            m_values[startTokenVariable] = start.token.toLocal8Bit();
        for (const auto &[name, value] : m_values)
            m_lines.push_back(name + '=' + value);
        for (QByteArray &line : m_lines)
            m_pointers.push_back(line.data());
        m_pointers.push_back(nullptr);
    }

    [[nodiscard]] char *const *pointers() const { return m_pointers.data(); }
    [[nodiscard]] QString value(const char *name) const
    {
        const auto found = m_values.find(name);
        return found == m_values.end() ? QString() : QString::fromLocal8Bit(found->second);
    }

private:
    void setAccount(const UserAccount &user)
    {
        m_values["HOME"] = QFile::encodeName(user.home);
        m_values["USER"] = m_values["LOGNAME"] = user.name.toLocal8Bit();
        m_values["SHELL"] = QFile::encodeName(user.shell);
        // Of a user who is logged on: by it a program finds the session.
        const QByteArray session = "/run/user/" + QByteArray::number(user.uid);
        if (::access(session.constData(), F_OK) == 0)
            m_values["XDG_RUNTIME_DIR"] = session;
    }

    std::map<QByteArray, QByteArray> m_values;
    std::vector<QByteArray> m_lines;
    std::vector<char *> m_pointers;
};

// A program must not be able to ask somebody at the terminal from which the agent was started by hand. A session of its own
// costs milliseconds where the system schedules by sessions (autogroups), so it is made only where there is a terminal.
bool hasTerminal()
{
    static const bool has = [] {
        const Handle terminal(::open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC));
        return terminal.number() >= 0;
    }();
    return has;
}

// What the child does between its birth and the shell: only what posix_spawn can, so that nothing is copied.
class SpawnPlan
{
public:
    SpawnPlan(const ProgramStart &start, int logHandle)
    {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawnattr_init(&m_attributes);
        posix_spawn_file_actions_addopen(&m_actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&m_actions, logHandle, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&m_actions, logHandle, STDERR_FILENO);
        if (!start.workingDirectory.isEmpty()) {
            const QByteArray folder = QFile::encodeName(start.workingDirectory);
            posix_spawn_file_actions_addchdir_np(&m_actions, folder.constData());
        }
        // Without a number of its own a process group is numbered after its first process.
        short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
        flags |= hasTerminal() ? POSIX_SPAWN_SETSID : POSIX_SPAWN_SETPGROUP;
#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
        flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#elif defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
        posix_spawn_file_actions_addclosefrom_np(&m_actions, STDERR_FILENO + 1);
#endif
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&m_attributes, &signals);
        sigfillset(&signals);
        posix_spawnattr_setsigdefault(&m_attributes, &signals);
        posix_spawnattr_setflags(&m_attributes, flags);
    }
    SpawnPlan(const SpawnPlan &) = delete;
    SpawnPlan &operator=(const SpawnPlan &) = delete;
    ~SpawnPlan()
    {
        posix_spawn_file_actions_destroy(&m_actions);
        posix_spawnattr_destroy(&m_attributes);
    }

    // `before`: words that stand before the shell.
    [[nodiscard]] Result<pid_t> spawn(const std::vector<QString> &before, const QString &commandLine, const Environment &environment) const
    {
        std::vector<QByteArray> words;
        for (const QString &word : before)
            words.push_back(word.toLocal8Bit());
        for (const QByteArray &word : {QByteArrayLiteral("/bin/sh"), QByteArrayLiteral("-c"), commandLine.toLocal8Bit()})
            words.push_back(word);
        std::vector<char *> arguments;
        for (QByteArray &word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        pid_t child = 0;
        const int failure = ::posix_spawn(&child, arguments.front(), &m_actions, &m_attributes, arguments.data(), environment.pointers());
        if (failure == 0)
            return child;
        return Error{ErrorCode::io, QString(),
                     QStringLiteral("the command could not be handed to %1: ").arg(QString::fromLocal8Bit(words.front())) + errorText(failure)};
    }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

// Waits for one child: through a handle of the process where there is one, else by asking ever less often.
class ChildWait
{
public:
    explicit ChildWait(pid_t child) : m_child(child), m_handle(openHandle(child)) {}

    // Whether the child has ended within the time.
    bool waitFor(qint64 milliseconds)
    {
        if (m_handle.number() >= 0) {
            pollfd watched{m_handle.number(), POLLIN, 0};
            return ::poll(&watched, 1, static_cast<int>(milliseconds)) > 0 && reap();
        }
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
        while (!reap()) {
            if (std::chrono::steady_clock::now() >= deadline)
                return false;
            std::this_thread::sleep_for(m_pause);
            m_pause = std::min(m_pause * 2, std::chrono::microseconds(20ms));
        }
        return true;
    }

    // The signal that ended it; 0: none.
    [[nodiscard]] int signal() const { return !m_lost && WIFSIGNALED(m_status) ? WTERMSIG(m_status) : 0; }

    // Only after waitFor() said so; absent when another part of this process has taken the child's end away.
    [[nodiscard]] std::optional<ReturnCode> code() const
    {
        if (m_lost)
            return std::nullopt;
        return WIFSIGNALED(m_status) ? 128 + WTERMSIG(m_status) : WEXITSTATUS(m_status);
    }

private:
    static int openHandle(pid_t child)
    {
#ifdef SYS_pidfd_open
        return static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
#else
        Q_UNUSED(child)
        return -1;
#endif
    }

    bool reap()
    {
        const pid_t answer = ::waitpid(m_child, &m_status, WNOHANG);
        m_lost = answer < 0 && errno != EINTR;
        return answer == m_child || m_lost;
    }

    pid_t m_child;
    Handle m_handle;
    int m_status = 0;
    bool m_lost = false;
    std::chrono::microseconds m_pause{500};
};

ProgramEnd notStarted(ProgramEnd::Kind kind, const QString &reason)
{
    ProgramEnd end;
    end.kind = kind;
    end.reason = reason;
    return end;
}

ProgramEnd couldNotStart(const QString &reason)
{
    return notStarted(ProgramEnd::Kind::couldNotStart, reason);
}

// Keeps the log within its bound while the program prints. Looks the more often the faster it grows.
class LogWatch
{
public:
    explicit LogWatch(const QString &logFile) : m_logFile(logFile) { look(); }

    qint64 look() // milliseconds until the next look
    {
        if (m_logFile.isEmpty())
            return cancelPollMs;
        const qint64 before = m_size;
        m_size = QFileInfo(m_logFile).size();
        const bool chatty = m_size - before > chattyBytes;
        if (m_size > maximumLogBytes)
            m_size = boundLog(m_logFile);
        return chatty ? chattyPollMs : cancelPollMs;
    }

private:
    QString m_logFile;
    qint64 m_size = 0;
};

ProgramEnd::Kind waitForEnd(ChildWait &wait, const ProgramStart &start, const QElapsedTimer &timer,
                            const std::function<bool()> &cancelled)
{
    LogWatch log(start.logFile);
    QElapsedTimer sinceAsked;
    sinceAsked.start();
    qint64 pollMs = std::min(chattyPollMs, cancelPollMs); // one that prints without end has no head start
    for (;;) {
        const qint64 left = start.timeLimitMs > 0 ? start.timeLimitMs - timer.elapsed() : pollMs;
        if (wait.waitFor(std::clamp<qint64>(left, 0, pollMs)))
            return ProgramEnd::Kind::exited;
        pollMs = log.look();
        const bool ask = sinceAsked.elapsed() >= cancelPollMs;
        if (ask)
            sinceAsked.restart();
        if (ask && cancelled && cancelled())
            return ProgramEnd::Kind::cancelled;
        if (start.timeLimitMs > 0 && timer.elapsed() >= start.timeLimitMs)
            return ProgramEnd::Kind::timedOut;
    }
}

ProgramEnd superviseChild(pid_t child, const ProgramStart &start, const std::function<bool()> &cancelled)
{
    QElapsedTimer timer;
    timer.start();
    if (start.started)
        start.started(identifyProcess(child).value_or(ProcessIdentity{child, 0, QString()}));
    ChildWait wait(child);
    ProgramEnd end;
    end.kind = waitForEnd(wait, start, timer, cancelled);
    if (end.kind == ProgramEnd::Kind::exited) {
        const auto code = wait.code();
        if (!code)
            end = couldNotStart(QStringLiteral("its return code was lost: another part of the process waited for it"));
        end.code = code.value_or(0);
        if (wait.signal() != 0)
            end.reason = QStringLiteral("ended by signal %1, %2").arg(wait.signal()).arg(QString::fromLocal8Bit(::strsignal(wait.signal())));
    } else {
        if (const auto ended = endProcessTree(child, start.token); !ended)
            end.reason = ended.error().message();
        // Normally at once; a process that cannot be ended must not hold up the agent.
        (void)wait.waitFor(cancelPollMs);
    }
    end.durationMs = timer.elapsed();
    return end;
}

} // namespace

ProgramEnd SystemProgramRunner::run(const ProgramStart &start, const std::function<bool()> &cancelled)
{
    if (const auto reason = refuseStart(start))
        return couldNotStart(*reason);
    const Environment environment(start);
    if (const auto reason = whyNotStartable(start.commandLine, start.workingDirectory, environment.value("PATH")))
        return couldNotStart(*reason);
    if (start.user) {
        if (const auto reason = whyNotAs(*start.user, start.workingDirectory, m_userSwitcher))
            return couldNotStart(*reason);
    }
    const QByteArray logPath = start.logFile.isEmpty() ? QByteArrayLiteral("/dev/null") : QFile::encodeName(start.logFile);
    const Handle log(::open(logPath.constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (log.number() < 0) {
        return notStarted(ProgramEnd::Kind::couldNotRecord,
                          QStringLiteral("the log file '%1' cannot be written: %2").arg(start.logFile, errorText(errno)));
    }
    const qint64 logStart = std::max<qint64>(0, ::lseek(log.number(), 0, SEEK_END));
    const Result<pid_t> child = SpawnPlan(start, log.number()).spawn(start.user ? wordsToRunAs(*start.user, m_userSwitcher) : std::vector<QString>(),
                                                                              start.commandLine, environment);
    if (!child)
        return couldNotStart(child.error().message());
    ProgramEnd end = superviseChild(*child, start, cancelled);
    end.outputTail = readOutputTail(start.logFile, std::min(logStart, boundLog(start.logFile)));
    return end;
}

} // namespace seriatim
