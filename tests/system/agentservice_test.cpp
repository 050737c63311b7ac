// The agent as a service: it stays, follows its store through days without it, obeys signals, and gives several sequences
// their turns.
#include "tests/support/binaries.h"
#include "tests/support/processes.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <csignal>

using namespace seriatim::test;

namespace {

constexpr int patience = 60'000; // ms

// A second task over the same package and computer.
QByteArray withSecondTask(QByteArray definition, const QByteArray &name, const QByteArray &program, const QByteArray &commandLine, const QByteArray &task)
{
    definition.replace("</Package>", "<Program name=\"" + program + "\"><CommandLine>" + commandLine + "</CommandLine></Program></Package>");
    definition.replace("</Seriatim>", "<SequentialTask name=\"" + name + "\" enabled=\"true\"><ExecutionOrder><LineItem package=\"Suite\" program=\"" + program
                                          + "\" /></ExecutionOrder><AppliesTo collection=\"Pilot\" /><Schedule><Trigger Type=\"-1\" /></Schedule>" + task
                                          + "</SequentialTask></Seriatim>");
    return definition;
}

QByteArray noteCommand(const char *name)
{
    return QByteArray("echo ") + name + " &gt;&gt; \"$SERIATIM_HOME/ran\"";
}

// Says that it runs, and goes on when it is told to.
QString waitsForWord(const QString &name)
{
    return QStringLiteral("echo %1 >> \"$SERIATIM_HOME/ran\"; touch \"$SERIATIM_HOME/%1 runs\"; "
                          "while [ ! -e \"$SERIATIM_HOME/%1 may go on\" ]; do sleep 0.05; done").arg(name);
}

} // namespace

class AgentServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sandbox = std::make_unique<Sandbox>(); }
    void goesOnWithoutItsStore();
    void startsWithoutItsStore();
    void fetchesPoliciesOnHangUp();
    void stopsAtAStatusPoint();
    void withdrawnProgramIsLetFinish();
    void withdrawnProgramThatDoesNotEndIsEnded();
    void higherPriorityComesBetweenTwoItems();
    void goesOnWhenTheDiskTakesItAgain();
    void previousJournalIsKeptAndNeverLoaded();
    void logRotates();
    void unitIsSound();
    void manualKnowsEveryOption();

private:
    void load(const QByteArray &definition) const
    {
        const Outcome imported = m_sandbox->import(definition);
        if (imported.exitCode != 0)
            QFAIL(told(imported).constData());
    }
    QByteArray ran() const { return m_sandbox->lines(QStringLiteral("agent home/ran")).join(','); }
    QString inHome(const QString &name) const { return m_sandbox->home() + u'/' + name; }
    void letGoOn(const QString &name) const { m_sandbox->write(QStringLiteral("agent home/%1 may go on").arg(name), "x"); }
    static void stop(QProcess &agent)
    {
        agent.terminate();
        const Outcome ended = finish(agent);
        QVERIFY2(ended.exitCode == 0 || ended.exitCode == 3, told(ended));
    }

    std::unique_ptr<Sandbox> m_sandbox;
};

void AgentServiceTest::goesOnWithoutItsStore() // B40
{
    load(definitionOf({{{QStringLiteral("one"), waitsForWord(QStringLiteral("one"))}, {QStringLiteral("two"), note(QStringLiteral("two"))}}}));
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(inHome(QStringLiteral("one runs"))), patience);
    QVERIFY(QFile::rename(m_sandbox->store(), m_sandbox->path(QStringLiteral("away"))));
    letGoOn(QStringLiteral("one"));
    QTRY_COMPARE_WITH_TIMEOUT(ran(), QByteArray("one,two"), patience); // the work is done all the same
    QVERIFY(QFile::rename(m_sandbox->path(QStringLiteral("away")), m_sandbox->store()));
    ::kill(static_cast<pid_t>(agent->processId()), SIGTERM); // it delivers on its way out
    const Outcome ended = finish(*agent);
    QVERIFY2(ended.exitCode == 0, told(ended));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded"));
}

void AgentServiceTest::startsWithoutItsStore() // B40: with the policies that it has
{
    load(definitionOf({{{QStringLiteral("one"), QStringLiteral("echo one >> \"$SERIATIM_HOME/ran\"; kill -TERM $PPID")}, {QStringLiteral("two"), note(QStringLiteral("two"))}}}));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
    QVERIFY(QFile::rename(m_sandbox->store(), m_sandbox->path(QStringLiteral("away"))));
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({});
    QTRY_COMPARE_WITH_TIMEOUT(ran(), QByteArray("one,two"), patience);
    QVERIFY(QFile::rename(m_sandbox->path(QStringLiteral("away")), m_sandbox->store()));
    stop(*agent);
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded"));
}

void AgentServiceTest::fetchesPoliciesOnHangUp()
{
    load(definitionOf({{{QStringLiteral("one"), note(QStringLiteral("one"))}}}));
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({QStringLiteral("--log"), QStringLiteral("file")});
    QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->itemStatuses(), QStringLiteral("succeeded"), patience);
    const auto fetches = [&] { return m_sandbox->read(QStringLiteral("agent home/Logs/agent.log")).count("policies fetched"); };
    const auto before = fetches();
    ::kill(static_cast<pid_t>(agent->processId()), SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(fetches() > before, patience);
    QCOMPARE(agent->state(), QProcess::Running);
    stop(*agent);
}

void AgentServiceTest::stopsAtAStatusPoint() // B18: the running program comes to its end first
{
    load(definitionOf({{{QStringLiteral("one"), waitsForWord(QStringLiteral("one"))}, {QStringLiteral("two"), note(QStringLiteral("two"))}}}));
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(inHome(QStringLiteral("one runs"))), patience);
    agent->terminate();
    letGoOn(QStringLiteral("one"));
    QCOMPARE(finish(*agent).exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
    QVERIFY(m_sandbox->read(QStringLiteral("agent home/Task Synchronization/synchronization.xml")).contains("state=\"succeeded\""));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,two"));
}

void AgentServiceTest::withdrawnProgramIsLetFinish() // B26
{
    load(definitionOf({{{QStringLiteral("one"), waitsForWord(QStringLiteral("one"))}, {QStringLiteral("two"), note(QStringLiteral("two"))}}}));
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(inHome(QStringLiteral("one runs"))), patience);
    QCOMPARE(m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("set"), QStringLiteral("Rollout"), QStringLiteral("enabled=false")}).exitCode, 0);
    letGoOn(QStringLiteral("one"));
    QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->status()[u"status"].toString(), QStringLiteral("withdrawn"), patience);
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,notStarted"));
    stop(*agent);
    QCOMPARE(ran(), QByteArray("one"));
}

void AgentServiceTest::withdrawnProgramThatDoesNotEndIsEnded() // the whole tree of it
{
    load(definitionOf({{{QStringLiteral("one"), QStringLiteral("echo one >> \"$SERIATIM_HOME/ran\"; setsid sleep 900 & echo $$ $! > \"$SERIATIM_HOME/pids.new\"; "
                                                               "mv \"$SERIATIM_HOME/pids.new\" \"$SERIATIM_HOME/pids\"; sleep 900")},
                        {QStringLiteral("two"), note(QStringLiteral("two"))}}}));
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(inHome(QStringLiteral("pids"))), patience);
    const QByteArrayList processes = m_sandbox->read(QStringLiteral("agent home/pids")).simplified().split(' ');
    QCOMPARE(processes.size(), 2);
    QCOMPARE(m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("delete"), QStringLiteral("Rollout")}).exitCode, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(processes[0].toLongLong()) && !isAlive(processes[1].toLongLong()), patience);
    const auto journal = [&] { return m_sandbox->read(QStringLiteral("agent home/Task Synchronization/synchronization.xml")); };
    QTRY_VERIFY_WITH_TIMEOUT(journal().contains("end=\"withdrawn\""), patience);
    QVERIFY2(journal().contains("state=\"interrupted\""), journal().constData());
    stop(*agent);
    QCOMPARE(ran(), QByteArray("one"));
}

void AgentServiceTest::higherPriorityComesBetweenTwoItems()
{
    load(definitionOf({{{QStringLiteral("one"), waitsForWord(QStringLiteral("one"))}, {QStringLiteral("two"), note(QStringLiteral("two"))}}}));
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(inHome(QStringLiteral("one runs"))), patience);
    const QByteArray urgent = withSecondTask(definitionOf({{{QStringLiteral("one"), waitsForWord(QStringLiteral("one"))}, {QStringLiteral("two"), note(QStringLiteral("two"))}}}),
                                             "Urgent", "urgent", noteCommand("urgent"), "<Priority>high</Priority>");
    load(urgent);
    letGoOn(QStringLiteral("one"));
    QTRY_COMPARE_WITH_TIMEOUT(ran(), QByteArray("one,urgent,two"), patience);
    stop(*agent);
    QCOMPARE(m_sandbox->itemStatuses(QStringLiteral("Rollout")), QStringLiteral("succeeded,succeeded"));
    QCOMPARE(m_sandbox->itemStatuses(QStringLiteral("Urgent")), QStringLiteral("succeeded"));
    QCOMPARE(m_sandbox->status(QStringLiteral("Rollout"))[u"run"].toInt(), 1);
}

void AgentServiceTest::goesOnWhenTheDiskTakesItAgain() // B18: nothing is started that could not be recorded
{
    load(definitionOf({{{QStringLiteral("one"), waitsForWord(QStringLiteral("one"))}, {QStringLiteral("two"), note(QStringLiteral("two"))}}}));
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({QStringLiteral("--log"), QStringLiteral("file")});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(inHome(QStringLiteral("one runs"))), patience);
    const QString folder = inHome(QStringLiteral("Task Synchronization"));
    QVERIFY(QFile::rename(folder, inHome(QStringLiteral("gone"))));
    letGoOn(QStringLiteral("one"));
    const auto log = [&] { return m_sandbox->read(QStringLiteral("agent home/Logs/agent.log")); };
    QTRY_VERIFY_WITH_TIMEOUT(log().contains("Nothing is started until it can be recorded"), patience);
    QVERIFY(log().contains("synchronization.xml")); // says what
    QCOMPARE(ran(), QByteArray("one"));
    QVERIFY(QFile::rename(inHome(QStringLiteral("gone")), folder));
    QTRY_COMPARE_WITH_TIMEOUT(ran(), QByteArray("one,two"), patience);
    QVERIFY(log().contains("the disk takes it again"));
    stop(*agent);
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded"));
}

void AgentServiceTest::previousJournalIsKeptAndNeverLoaded() // B20
{
    load(definitionOf({{{QStringLiteral("one"), note(QStringLiteral("one"))}, {QStringLiteral("two"), note(QStringLiteral("two"))}}}));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    const QString name = QStringLiteral("agent home/Task Synchronization/synchronization.xml");
    const QByteArray previous = m_sandbox->read(QStringLiteral("agent home/Task Synchronization/synchronization.previous.xml"));
    QVERIFY(previous.contains("checksum=") && previous != m_sandbox->read(name));
    QVERIFY(previous.contains("state=\"running\"") || previous.contains("state=\"succeeded\""));
    // Without the journal nothing is taken from the one before it: the event queue says what was done.
    QVERIFY(QFile::remove(m_sandbox->path(name)));
    m_sandbox->write(QStringLiteral("agent home/Task Synchronization/synchronization.previous.xml"), "<torn");
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0 && done.err.isEmpty(), told(done));
    QCOMPARE(ran(), QByteArray("one,two"));
}

void AgentServiceTest::logRotates()
{
    load(definitionOf({{{QStringLiteral("one"), note(QStringLiteral("one"))}}}));
    m_sandbox->write(QStringLiteral("agent home/Logs/agent.log"), QByteArray((1 << 20) - 100, 'x') + '\n');
    QCOMPARE(m_sandbox->agent({QStringLiteral("--once"), QStringLiteral("--log"), QStringLiteral("file")}).exitCode, 0);
    const QStringList logs = QDir(inHome(QStringLiteral("Logs"))).entryList({QStringLiteral("agent.log*")}, QDir::Files, QDir::Name);
    QCOMPARE(logs, (QStringList{QStringLiteral("agent.log"), QStringLiteral("agent.log.1")}));
    QVERIFY(m_sandbox->read(QStringLiteral("agent home/Logs/agent.log")).contains("seriatim.agent: Item 1 succeeded"));
    const Outcome wrong = m_sandbox->agent({QStringLiteral("--once"), QStringLiteral("--log"), QStringLiteral("somewhere")});
    QCOMPARE(refusalFault(wrong, 2, {QStringLiteral("--log"), QStringLiteral("somewhere")}), QByteArray());
}

void AgentServiceTest::unitIsSound()
{
    QFile file(QStringLiteral(SERIATIM_SOURCE_DIR "/installer/systemd/seriatim-agent.service.in"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QString unit = QString::fromUtf8(file.readAll());
    const QString help = QString::fromUtf8(m_sandbox->run(seriatimAgent(), {QStringLiteral("--help")}).out);
    const QRegularExpression execStart(QStringLiteral("ExecStart=(.*)"));
    QVERIFY(unit.contains(QStringLiteral("\nRestart=always\n"))); // also when a restart that it asked for was called off
    const QString command = execStart.match(unit).captured(1);
    QRegularExpressionMatchIterator options = QRegularExpression(QStringLiteral("--[a-z-]+")).globalMatch(command);
    QVERIFY(options.hasNext());
    while (options.hasNext()) {
        const QString option = options.next().captured();
        QVERIFY2(help.contains(option + u' '), qPrintable(option));
    }
    if (QStandardPaths::findExecutable(QStringLiteral("systemd-analyze")).isEmpty())
        QSKIP("no systemd-analyze here to verify the unit with");
    unit.replace(QStringLiteral("@CMAKE_INSTALL_FULL_BINDIR@/seriatim-agent"), seriatimAgent());
    unit.replace(QStringLiteral("@CMAKE_INSTALL_FULL_SYSCONFDIR@"), QStringLiteral("/etc"));
    unit.remove(QRegularExpression(QStringLiteral("Documentation=.*\n"))); // the page is not installed here
    const QString copy = m_sandbox->write(QStringLiteral("seriatim-agent.service"), unit.toUtf8());
    const Outcome verified = m_sandbox->run(QStringLiteral("systemd-analyze"), {QStringLiteral("verify"), QStringLiteral("--man=no"), copy});
    QVERIFY2(!verified.error().contains(QStringLiteral("seriatim-agent.service")), told(verified));
}

void AgentServiceTest::manualKnowsEveryOption()
{
    QFile file(QStringLiteral(SERIATIM_SOURCE_DIR "/installer/man/seriatim-agent.8"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString manual = QString::fromUtf8(file.readAll()).remove(u'\\');
    QRegularExpressionMatchIterator options =
        QRegularExpression(QStringLiteral("--[a-z-]+")).globalMatch(QString::fromUtf8(m_sandbox->run(seriatimAgent(), {QStringLiteral("--help")}).out));
    int known = 0;
    for (; options.hasNext(); ++known) {
        const QString option = options.next().captured();
        QVERIFY2(manual.contains(option), qPrintable(option));
    }
    QVERIFY(known >= 10);
    if (QStandardPaths::findExecutable(QStringLiteral("groff")).isEmpty())
        QSKIP("no groff here to format the manual with");
    const Outcome formatted = m_sandbox->run(QStringLiteral("groff"), {QStringLiteral("-man"), QStringLiteral("-ww"), QStringLiteral("-z"), QStringLiteral("-Tutf8"), file.fileName()});
    QVERIFY2(formatted.exitCode == 0 && formatted.err.isEmpty(), told(formatted));
}

QTEST_GUILESS_MAIN(AgentServiceTest)
#include "agentservice_test.moc"
