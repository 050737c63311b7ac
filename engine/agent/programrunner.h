// ProgramRunner: makes one command line run on this computer and reads its return code (B16a, B33).
// Blocking; meant for the thread that walks the execution order.
#pragma once

#include "engine/agent/processtree.h"
#include "engine/agent/useraccount.h"
#include "engine/domain/program.h"

#include <QByteArray>

#include <functional>

namespace seriatim {

inline constexpr qint64 outputTailBytes = qint64(64) << 10;

// A program may print without end: of more than this the log keeps the beginning and the end.
inline constexpr qint64 maximumLogBytes = qint64(8) << 20;

struct ProgramStart {
    QString commandLine;      // given to the shell as it is
    QString workingDirectory; // empty: the agent's own
    std::vector<EnvironmentVariable> environment; // added to the agent's own; a later one of the same name wins
    std::optional<UserAccount> user; // to run it as; absent: the agent's own. Of the agent's environment another user gets
                                     // the search path, the language and the time zone, and what belongs to the account
    QString logFile;          // standard output and standard error together, appended, bounded; empty: not kept
    qint64 timeLimitMs = 0;   // 0: none
    StartingWindow window = StartingWindow::normal; // on Windows; other systems give no program a window
    QString token;            // unique for this start: what is left of it is found by this; empty: none
    std::function<void(const ProcessIdentity &)> started; // called once it runs, before its end is waited for; may be empty
};

struct ProgramEnd {
    enum class Kind {
        exited,
        timedOut,
        couldNotStart,
        couldNotRecord, // its log cannot be made, so it was not started: a matter of the agent's disk, not of the program
        cancelled
    };

    Kind kind = Kind::exited;
    ReturnCode code = 0;   // exited only; on Unix 128+n for signal n
    QString reason;        // could not …: one sentence; exited: by which signal; else what could not be ended; mostly empty
    QByteArray outputTail; // the last 64 KiB that this start printed
    qint64 durationMs = 0;
};

class ProgramRunner
{
public:
    virtual ~ProgramRunner() = default;

    // `cancelled` is asked at least every 200 ms; may be empty. Cancelled and timed-out programs are ended with every
    // process they started.
    [[nodiscard]] virtual ProgramEnd run(const ProgramStart &start, const std::function<bool()> &cancelled) = 0;

    // Ends what is left of a start whose agent died; as endLeftoverProcesses().
    [[nodiscard]] virtual Result<int> endLeftover(const QString &token, const std::optional<ProcessIdentity> &recorded);
};

class SystemProgramRunner final : public ProgramRunner
{
public:
    // `userSwitcher`: the program that changes the user (useraccount.h).
    explicit SystemProgramRunner(QString userSwitcher = usualUserSwitcher()) : m_userSwitcher(std::move(userSwitcher)) {}

    [[nodiscard]] ProgramEnd run(const ProgramStart &start, const std::function<bool()> &cancelled) override;

private:
    QString m_userSwitcher;
};

// Why a start cannot be made as asked (a NUL, a variable named "a=b", a missing working directory), or nothing.
[[nodiscard]] std::optional<QString> refuseStart(const ProgramStart &start);

// Leaves the beginning and the end of a log that has grown past the bound, with a line between that says how much is
// missing. What is printed at that very moment goes on behind it. Returns how long the log is then.
qint64 boundLog(const QString &logFile);

// What was printed to the log file from `from` on, at most the last 64 KiB of it.
[[nodiscard]] QByteArray readOutputTail(const QString &logFile, qint64 from);

} // namespace seriatim
