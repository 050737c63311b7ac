#include "engine/agent/programrunner.h"

#include "engine/agent/computerfacts.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

#include <signal.h>
#include <unistd.h>

using namespace seriatim;

using Kind = ProgramEnd::Kind;

namespace {

ProgramStart command(const QString &line)
{
    ProgramStart start;
    start.commandLine = line;
    start.timeLimitMs = 60000;
    start.token = QUuid::createUuid().toString();
    return start;
}

ProgramEnd runStart(const ProgramStart &start)
{
    SystemProgramRunner runner;
    return runner.run(start, {});
}

bool isAlive(qint64 pid)
{
    return identifyProcess(pid).has_value();
}

qint64 readPid(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
}

} // namespace

class ProgramRunnerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void returnCodes_B16a_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::newRow("success") << QStringLiteral("true") << 0 << QString();
        QTest::newRow("plain code") << QStringLiteral("exit 7") << 7 << QString();
        QTest::newRow("only eight bits arrive") << QStringLiteral("exit 3010") << 194 << QString();
        QTest::newRow("killed") << QStringLiteral("kill -KILL $$") << 137 << QStringLiteral("ended by signal 9, Killed");
        QTest::newRow("terminated") << QStringLiteral("kill -TERM $$") << 143 << QStringLiteral("ended by signal 15, Terminated");
        QTest::newRow("a code that looks like it") << QStringLiteral("exit 137") << 137 << QString();
        QTest::newRow("the shell itself cannot tell before") << QStringLiteral("true; no-such-program-here") << 127 << QString();
    }
    void returnCodes_B16a()
    {
        QFETCH(QString, line);
        const ProgramEnd end = runStart(command(line));
        QCOMPARE(end.kind, Kind::exited);
        QTEST(static_cast<int>(end.code), "code");
        QTEST(end.reason, "reason");
    }

    void hugeOutputIsBounded()
    {
        ProgramStart start = command(QStringLiteral("echo the first line; head -c 300000000 /dev/zero | tr '\\0' x; echo; echo the last line"));
        start.logFile = m_folder->filePath(QStringLiteral("huge.log"));
        const ProgramEnd end = runStart(start);
        QCOMPARE(end.code, 0);
        QVERIFY(QFileInfo(start.logFile).size() <= maximumLogBytes + 1000);
        QVERIFY(end.outputTail.endsWith("the last line\n"));
        QVERIFY(end.outputTail.size() <= outputTailBytes);
        QFile log(start.logFile);
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray text = log.readAll();
        QVERIFY(text.startsWith("the first line\n"));
        QVERIFY(text.contains(" bytes are left out here"));
    }

    void outputIsKeptTogetherInOrder()
    {
        ProgramStart start = logged(QStringLiteral("echo one; echo two >&2; echo three"));
        QCOMPARE(runStart(start).outputTail, QByteArray("one\ntwo\nthree\n"));
        start.commandLine = QStringLiteral("echo four");
        QCOMPARE(runStart(start).outputTail, QByteArray("four\n"));
        QCOMPARE(contents(start.logFile), QByteArray("one\ntwo\nthree\nfour\n"));
    }

    void onlyTheLast64KiBAreKept()
    {
        const ProgramStart start = logged(QStringLiteral("seq 1 100000"));
        const ProgramEnd end = runStart(start);
        const QByteArray whole = contents(start.logFile);
        QVERIFY(whole.startsWith("1\n2\n"));
        QVERIFY(whole.size() > outputTailBytes);
        QCOMPARE(end.outputTail.size(), outputTailBytes);
        QCOMPARE(end.outputTail, whole.right(outputTailBytes));
    }

    void inputIsClosed()
    {
        // Something would be there to read, were it not for the runner.
        int ends[2] = {};
        QCOMPARE(::pipe(ends), 0);
        QCOMPARE(::write(ends[1], "secret\n", 7), 7);
        const int ownInput = ::dup(STDIN_FILENO);
        ::dup2(ends[0], STDIN_FILENO);
        const ProgramEnd end = runStart(logged(QStringLiteral("read answer; echo \"read gave $?\"")));
        ::dup2(ownInput, STDIN_FILENO);
        for (const int handle : {ends[0], ends[1], ownInput})
            ::close(handle);
        QCOMPARE(end.kind, Kind::exited);
        QCOMPARE(end.outputTail, QByteArray("read gave 1\n"));
    }

    void noDescriptorIsInherited()
    {
        QFile leaked(m_folder->filePath(QStringLiteral("leaked")));
        QVERIFY(leaked.open(QIODevice::WriteOnly));
        const int inheritable = ::dup(leaked.handle()); // without close-on-exec
        const ProgramEnd end = runStart(logged(QStringLiteral("for f in /proc/self/fd/*; do readlink $f; done; true")));
        ::close(inheritable);
        QVERIFY(!end.outputTail.contains("leaked"));
    }

    void signalMaskIsClean()
    {
        sigset_t blocked;
        sigset_t before;
        sigemptyset(&blocked);
        sigaddset(&blocked, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &blocked, &before);
        const ProgramEnd end = runStart(command(QStringLiteral("kill -TERM $$; exit 0")));
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        QCOMPARE(end.code, 143);
    }

    void runsWhereAndWithWhatItIsTold()
    {
        ProgramStart start = logged(QStringLiteral("pwd; echo \"$COLOUR|$SERIATIM_START_TOKEN\""));
        start.workingDirectory = m_folder->path();
        start.environment = {{QStringLiteral("COLOUR"), QStringLiteral("red")},
                             {QStringLiteral("COLOUR"), QStringLiteral("deep blue $HOME `x`")}};
        start.token = QStringLiteral("t-1");
        QCOMPARE(runStart(start).outputTail, m_folder->path().toUtf8() + "\ndeep blue $HOME `x`|t-1\n");
    }

    void couldNotStart_B16a_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("reason");
        QTest::newRow("not in PATH") << QStringLiteral("no-such-program --now")
                                     << QStringLiteral("'no-such-program' was not found");
        QTest::newRow("no such path") << QStringLiteral("/no/such/setup.sh") << QStringLiteral("'/no/such/setup.sh' was not found");
        QTest::newRow("quoted") << QStringLiteral("\"/no such/set up\" -q > log")
                                << QStringLiteral("'/no such/set up' was not found");
        QTest::newRow("folder") << QStringLiteral("/usr") << QStringLiteral("'/usr' is a folder, not a program");
        QTest::newRow("no rights") << QStringLiteral("/etc/passwd")
                                   << QStringLiteral("'/etc/passwd' is not executable; check the rights on the file");
        QTest::newRow("relative to the working directory") << QStringLiteral("./setup") << QStringLiteral("'./setup' was not found");
        QTest::newRow("empty") << QStringLiteral("  ") << QStringLiteral("the command line is empty");
        QTest::newRow("NUL") << QStringLiteral("echo a") + QChar(0)
                             << QStringLiteral("the command line, working directory or log file contains a NUL character");
    }
    void couldNotStart_B16a()
    {
        QFETCH(QString, line);
        ProgramStart start = command(line);
        start.workingDirectory = m_folder->path();
        const ProgramEnd end = runStart(start);
        QCOMPARE(end.kind, Kind::couldNotStart);
        QTEST(end.reason, "reason");
    }

    // What only the shell can judge is left to it.
    void inDoubtTheShellTells_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("code");
        QTest::newRow("builtin") << QStringLiteral("exit 3") << 3;
        QTest::newRow("alternative") << QStringLiteral("no-such-program || exit 4") << 4;
        QTest::newRow("assignment") << QStringLiteral("x=5 sh -c 'exit $x'") << 5;
        QTest::newRow("expansion") << QStringLiteral("$NO_SUCH_VARIABLE exit 6") << 6;
        QTest::newRow("group") << QStringLiteral("(exit 8)") << 8;
        QTest::newRow("quoted list") << QStringLiteral("sh -c \"exit 9; true\"") << 9;
    }
    void inDoubtTheShellTells()
    {
        QFETCH(QString, line);
        const ProgramEnd end = runStart(command(line));
        QCOMPARE(end.kind, Kind::exited);
        QTEST(static_cast<int>(end.code), "code");
    }

    void pathOfTheProgramIsSearched()
    {
        writeScript(QStringLiteral("my-setup"), "exit 12\n");
        ProgramStart start = command(QStringLiteral("my-setup"));
        QCOMPARE(runStart(start).kind, Kind::couldNotStart);
        start.environment = {{QStringLiteral("PATH"), m_folder->path()}};
        const ProgramEnd end = runStart(start);
        QCOMPARE(end.kind, Kind::exited);
        QCOMPARE(end.code, 12);
    }

    void impossibleStartsAreRefused()
    {
        ProgramStart start = command(QStringLiteral("true"));
        start.workingDirectory = QStringLiteral("/no/such/folder");
        QCOMPARE(runStart(start).reason, QStringLiteral("the working directory '/no/such/folder' does not exist"));
        start.workingDirectory.clear();
        start.logFile = QStringLiteral("/no/such/folder/log");
        QVERIFY(runStart(start).reason.contains(QStringLiteral("/no/such/folder/log")));
        start.logFile.clear();
        for (const QString &name : {QStringLiteral("A=B"), QString(), QString(QChar(0))}) {
            start.environment = {{name, QStringLiteral("x")}};
            QCOMPARE(runStart(start).kind, Kind::couldNotStart);
        }
        start.environment = {{QStringLiteral("A"), QString(QChar(0))}};
        QCOMPARE(runStart(start).kind, Kind::couldNotStart);
    }

    void tellsWhoWasStarted()
    {
        ProgramStart start = logged(QStringLiteral("echo $$; read x < fifo"));
        start.workingDirectory = m_folder->path();
        QCOMPARE(QProcess::execute(QStringLiteral("mkfifo"), {m_folder->filePath(QStringLiteral("fifo"))}), 0);
        ProcessIdentity told;
        start.started = [&](const ProcessIdentity &identity) {
            told = identity;
            QFile fifo(m_folder->filePath(QStringLiteral("fifo")));
            QVERIFY(fifo.open(QIODevice::WriteOnly)); // waits for the program
            QCOMPARE(identifyProcess(identity.pid), std::optional(identity));
            fifo.write("\n");
        };
        const ProgramEnd end = runStart(start);
        QCOMPARE(told.pid, end.outputTail.trimmed().toLongLong());
        QCOMPARE(told.boot, bootIdentity());
        QVERIFY(!isAlive(told.pid));
    }

    void backgroundChildThatKeepsTheOutputDoesNotHoldUp()
    {
        const QString pidFile = m_folder->filePath(QStringLiteral("pid"));
        const ProgramStart start = logged(QStringLiteral("sleep 600 & echo $! > '%1'; echo started").arg(pidFile));
        QElapsedTimer timer;
        timer.start();
        const ProgramEnd end = runStart(start);
        QCOMPARE(end.kind, Kind::exited);
        QVERIFY(timer.elapsed() < 30000);
        QCOMPARE(end.outputTail, QByteArray("started\n"));
        QVERIFY(isAlive(readPid(pidFile))); // a daemon that a program leaves behind may stay
        QCOMPARE(*endLeftoverProcesses(start.token), 1);
        QVERIFY(!isAlive(readPid(pidFile)));
    }

    // B33: a grandchild in a session of its own, one without environment, one that ignores SIGTERM.
    void timeOutEndsEveryProcess_B33()
    {
        writeScript(QStringLiteral("stay"), "trap '' TERM\necho $$ > $1\nwhile :; do sleep 0.05; done\n");
        ProgramStart start = command(QStringLiteral("setsid ./stay a & env -i PATH=\"$PATH\" setsid ./stay b & "
                                                    "(setsid ./stay c &) ; ./stay d"));
        start.workingDirectory = m_folder->path();
        QStringList pidFiles;
        for (const char *name : {"a", "b", "c", "d"})
            pidFiles.append(m_folder->filePath(QString::fromLatin1(name)));
        // Its time is up as soon as all four run.
        SystemProgramRunner runner;
        const ProgramEnd end = runner.run(start, [&] {
            return std::ranges::all_of(pidFiles, [](const QString &file) { return readPid(file) > 0; });
        });
        QCOMPARE(end.kind, Kind::cancelled);
        QVERIFY2(end.reason.isEmpty(), qPrintable(end.reason));
        for (const QString &file : pidFiles) {
            QVERIFY(readPid(file) > 0);
            QVERIFY2(!isAlive(readPid(file)), qPrintable(file));
        }
        QCOMPARE(*endLeftoverProcesses(start.token), 0);
    }

    void timeOutIsTold_B33()
    {
        ProgramStart start = logged(QStringLiteral("echo before; sleep 600"));
        start.timeLimitMs = 300;
        const ProgramEnd end = runStart(start);
        QCOMPARE(end.kind, Kind::timedOut);
        QVERIFY(end.durationMs >= 300);
        QVERIFY(end.durationMs < 30000);
        QCOMPARE(end.outputTail, QByteArray("before\n"));
    }

    void askedToEndBeforeItIsKilled_B33()
    {
        ProgramStart start = logged(QStringLiteral("trap 'echo tidied up; exit 0' TERM; sleep 600 & wait"));
        start.timeLimitMs = 300;
        QCOMPARE(runStart(start).outputTail, QByteArray("tidied up\n"));
    }

    // B19: whoever started it is gone without a word.
    void leftoversOfAKilledAgentAreEnded_B19()
    {
        const QString token = QUuid::createUuid().toString();
        const QString pidFile = m_folder->filePath(QStringLiteral("pid"));
        QProcess agent;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(startTokenVariable), token);
        agent.setProcessEnvironment(environment);
        agent.start(QStringLiteral("sh"), {QStringLiteral("-c"),
                                           QStringLiteral("setsid sh -c 'echo $$ > \"%1\"; sleep 600; true' & wait").arg(pidFile)});
        QTRY_VERIFY(readPid(pidFile) > 0);
        const qint64 leftover = readPid(pidFile);
        agent.kill();
        QVERIFY(agent.waitForFinished());
        QVERIFY(isAlive(leftover));

        QCOMPARE(*endLeftoverProcesses(token + u'x'), 0); // not of another start
        QVERIFY(isAlive(leftover));
        const Result<int> ended = endLeftoverProcesses(token);
        QVERIFY(ended);
        QVERIFY2(*ended >= 1 && *ended <= 2, "the shell, and its sleep where it runs already");
        QVERIFY(!isAlive(leftover));
        QCOMPARE(*endLeftoverProcesses(token), 0);
    }

    // B19: a number that was given out anew is another process.
    void aReusedNumberIsLeftAlone_B19()
    {
        QProcess other;
        other.start(QStringLiteral("sleep"), {QStringLiteral("600")});
        QVERIFY(other.waitForStarted());
        ProcessIdentity recorded = *identifyProcess(other.processId());
        recorded.startTime -= 100;
        QCOMPARE(*endLeftoverProcesses({}, recorded), 0);
        QVERIFY(isAlive(other.processId()));
        recorded.startTime += 100;
        recorded.boot = QStringLiteral("another");
        QCOMPARE(*endLeftoverProcesses({}, recorded), 0);
        QVERIFY(isAlive(other.processId()));
        recorded.boot = bootIdentity();
        QCOMPARE(*endLeftoverProcesses({}, recorded), 1);
        QVERIFY(other.waitForFinished());
    }

    void ownCostIsSmall()
    {
        const ProgramStart start = logged(QStringLiteral("true"));
        SystemProgramRunner runner;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 100; ++i)
            QCOMPARE(runner.run(start, {}).code, 0);
        qInfo("%.2f ms a program", static_cast<double>(timer.nsecsElapsed()) / 1e8);
        QVERIFY2(timer.elapsed() < 100 * 100, "the end of a program is noticed at once, not when next asked for");
    }

private:
    ProgramStart logged(const QString &line) const
    {
        ProgramStart start = command(line);
        start.logFile = m_folder->filePath(QStringLiteral("log"));
        return start;
    }

    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void writeScript(const QString &name, const QByteArray &body) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + body);
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(ProgramRunnerTest)
#include "programrunner_test.moc"
