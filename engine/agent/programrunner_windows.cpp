#include "engine/agent/programrunner.h"

#include "engine/agent/computerfacts.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcessEnvironment>

#include <algorithm>

#include <windows.h>

namespace seriatim {

namespace {

constexpr qint64 cancelPollMs = 150;

class Handle
{
public:
    explicit Handle(HANDLE handle = nullptr) : m_handle(handle) {}
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    ~Handle()
    {
        if (valid())
            ::CloseHandle(m_handle);
    }
    [[nodiscard]] bool valid() const { return m_handle != nullptr && m_handle != INVALID_HANDLE_VALUE; }
    [[nodiscard]] HANDLE get() const { return m_handle; }

private:
    HANDLE m_handle;
};

ProgramEnd couldNotStart(const QString &what)
{
    ProgramEnd end;
    end.kind = ProgramEnd::Kind::couldNotStart;
    end.reason = what;
    return end;
}

QString withLastError(const QString &what)
{
    return what + QStringLiteral(" (Windows error %1)").arg(::GetLastError());
}

HANDLE openInheritable(const QString &path, DWORD access, DWORD disposition)
{
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    const QString native = QDir::toNativeSeparators(path);
    return ::CreateFileW(reinterpret_cast<const wchar_t *>(native.utf16()), access,
                         FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, &attributes, disposition,
                         FILE_ATTRIBUTE_NORMAL, nullptr);
}

// A job that ends all its processes when its last handle closes: also when the agent is killed.
HANDLE makeJob()
{
    const HANDLE job = ::CreateJobObjectW(nullptr, nullptr);
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    if (job != nullptr)
        ::SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    return job;
}

// Children that the program left behind on purpose may stay.
void releaseJob(HANDLE job)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    ::SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
}

QString environmentBlock(const ProgramStart &start)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const EnvironmentVariable &variable : start.environment)
        environment.insert(variable.name, variable.value);
    if (!start.token.isEmpty())
        environment.insert(QString::fromLatin1(startTokenVariable), start.token);
    QStringList lines = environment.toStringList();
    lines.sort(Qt::CaseInsensitive);
    QString block;
    for (const QString &line : lines)
        block += line + QChar(u'\0');
    return block + QChar(u'\0');
}

WORD showWindowOf(StartingWindow window)
{
    switch (window) {
    case StartingWindow::normal: return SW_SHOWNORMAL;
    case StartingWindow::hidden: return SW_HIDE;
    case StartingWindow::minimized: return SW_SHOWMINNOACTIVE;
    case StartingWindow::maximized: return SW_SHOWMAXIMIZED;
    }
    Q_UNREACHABLE();
}

// Suspended, so that it is in the job before it can start anything.
bool createSuspended(const ProgramStart &start, HANDLE input, HANDLE output, PROCESS_INFORMATION *process)
{
    const QString shell = qEnvironmentVariable("ComSpec", QStringLiteral("C:\\Windows\\System32\\cmd.exe"));
    std::wstring line = QStringLiteral("\"%1\" /d /s /c \"%2\"").arg(shell, start.commandLine).toStdWString();
    const std::wstring block = environmentBlock(start).toStdWString();
    const std::wstring folder = QDir::toNativeSeparators(start.workingDirectory).toStdWString();
    STARTUPINFOW startup{};
    startup.cb = sizeof startup;
    startup.dwFlags = STARTF_USESTDHANDLES | STARTF_USESHOWWINDOW;
    startup.wShowWindow = showWindowOf(start.window);
    startup.hStdInput = input;
    startup.hStdOutput = output;
    startup.hStdError = output;
    return ::CreateProcessW(shell.toStdWString().c_str(), line.data(), nullptr, nullptr, TRUE,
                            CREATE_SUSPENDED | CREATE_NO_WINDOW | CREATE_UNICODE_ENVIRONMENT,
                            const_cast<wchar_t *>(block.c_str()), folder.empty() ? nullptr : folder.c_str(), &startup,
                            process)
           != FALSE;
}

ProgramEnd supervise(HANDLE process, HANDLE job, const ProgramStart &start, const std::function<bool()> &cancelled)
{
    QElapsedTimer timer;
    timer.start();
    ProgramEnd end;
    for (;;) {
        const qint64 left = start.timeLimitMs > 0 ? start.timeLimitMs - timer.elapsed() : cancelPollMs;
        if (::WaitForSingleObject(process, static_cast<DWORD>(std::clamp<qint64>(left, 0, cancelPollMs))) == WAIT_OBJECT_0)
            break;
        const bool late = start.timeLimitMs > 0 && timer.elapsed() >= start.timeLimitMs;
        if (!late && !(cancelled && cancelled()))
            continue;
        end.kind = late ? ProgramEnd::Kind::timedOut : ProgramEnd::Kind::cancelled;
        ::TerminateJobObject(job, 1);
        ::WaitForSingleObject(process, 5000);
        break;
    }
    DWORD code = 0;
    if (end.kind == ProgramEnd::Kind::exited && ::GetExitCodeProcess(process, &code) != FALSE)
        end.code = static_cast<ReturnCode>(code);
    end.durationMs = timer.elapsed();
    return end;
}

} // namespace

ProgramEnd SystemProgramRunner::run(const ProgramStart &start, const std::function<bool()> &cancelled)
{
    if (const auto reason = refuseStart(start))
        return couldNotStart(*reason);
    if (start.commandLine.trimmed().isEmpty())
        return couldNotStart(QStringLiteral("the command line is empty"));
    const QString nul = QStringLiteral("NUL");
    const qint64 logStart = start.logFile.isEmpty() ? 0 : QFileInfo(start.logFile).size();
    const Handle input(openInheritable(nul, GENERIC_READ, OPEN_EXISTING));
    const Handle output(openInheritable(start.logFile.isEmpty() ? nul : start.logFile, FILE_APPEND_DATA | SYNCHRONIZE,
                                        OPEN_ALWAYS));
    if (!output.valid()) {
        ProgramEnd end = couldNotStart(withLastError(QStringLiteral("the log file '%1' cannot be written").arg(start.logFile)));
        end.kind = ProgramEnd::Kind::couldNotRecord;
        return end;
    }
    const Handle job(makeJob());
    PROCESS_INFORMATION information{};
    if (!createSuspended(start, input.get(), output.get(), &information))
        return couldNotStart(withLastError(QStringLiteral("the command could not be handed to cmd")));
    const Handle process(information.hProcess);
    const Handle thread(information.hThread);
    if (!job.valid() || ::AssignProcessToJobObject(job.get(), process.get()) == FALSE) {
        const QString reason = withLastError(QStringLiteral("the command could not be put into a job of its own"));
        ::TerminateProcess(process.get(), 1);
        return couldNotStart(reason);
    }
    if (start.started)
        start.started(identifyProcess(information.dwProcessId).value_or(ProcessIdentity{information.dwProcessId, 0, {}}));
    ::ResumeThread(thread.get());
    ProgramEnd end = supervise(process.get(), job.get(), start, cancelled);
    if (end.kind == ProgramEnd::Kind::exited)
        releaseJob(job.get());
    end.outputTail = readOutputTail(start.logFile, std::min(logStart, boundLog(start.logFile)));
    return end;
}

std::optional<ProcessIdentity> identifyProcess(qint64 pid)
{
    const Handle process(::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(pid)));
    FILETIME created{};
    FILETIME ignored{};
    if (!process.valid() || ::GetProcessTimes(process.get(), &created, &ignored, &ignored, &ignored) == FALSE)
        return std::nullopt;
    const qint64 time = (static_cast<qint64>(created.dwHighDateTime) << 32) | created.dwLowDateTime;
    return ProcessIdentity{pid, time, bootIdentity()};
}

// The job of a start ends with the agent that made it, so nothing is ever left over.
Result<int> endLeftoverProcesses(const QString &, const std::optional<ProcessIdentity> &)
{
    return 0;
}

Result<int> endProcessTree(qint64, const QString &)
{
    return 0;
}

} // namespace seriatim
