// What an agent that was killed, damaged or locked out makes of it. `ran` is append-only: it proves how often each program ran.
#include "tests/support/binaries.h"
#include "tests/support/processes.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sqlite3.h>

#include <csignal>

using namespace seriatim::test;

namespace {

const QString rollout = QStringLiteral("Rollout");
constexpr int patience = 60'000; // ms

// The first start of the program says that it is there, with its own process and a child's, and waits to be killed.
QString hangsOnFirstStart(const QString &name)
{
    return QStringLiteral("echo %1 >> \"$SERIATIM_HOME/ran\"; [ -e \"$SERIATIM_HOME/second\" ] && exit 0; touch \"$SERIATIM_HOME/second\"; "
                          "sleep 600 & echo $$ $! > \"$SERIATIM_HOME/pids.new\"; mv \"$SERIATIM_HOME/pids.new\" \"$SERIATIM_HOME/pids\"; wait").arg(name);
}

// Every start hangs.
QString hangs(const QString &name)
{
    return QStringLiteral("echo %1 >> \"$SERIATIM_HOME/ran\"; sleep 600 & echo $$ $! > \"$SERIATIM_HOME/pids.new\"; "
                          "mv \"$SERIATIM_HOME/pids.new\" \"$SERIATIM_HOME/pids\"; wait").arg(name);
}

} // namespace

class AgentCrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sandbox = std::make_unique<Sandbox>(); }
    void cleanup();
    void killedAgentGoesOn();
    void killedAgentLooksAtTheRule();
    void interruptionsAreBounded();
    void taskRunGoesOnWithAKilledRun();
    void agentThatIsAskedToStopGoesOnLater();
    void damagedJournalIsSetAside_data();
    void damagedJournalIsSetAside();
    void damagedJournalInTheMiddleOfARun();
    void lockedStoreDelaysTheReport();
    void absentStoreDelaysTheReport();
    void oneAgentForEachHome();
    void agentNeedsAKnownComputer();

private:
    void load(const QList<Step> &steps) const
    {
        const Outcome imported = m_sandbox->import(definitionOf({steps}));
        if (imported.exitCode != 0)
            QFAIL(told(imported).constData());
    }
    QByteArray ran() const { return m_sandbox->lines(QStringLiteral("agent home/ran")).join(','); }
    QString pidFile() const { return m_sandbox->home() + QStringLiteral("/pids"); }
    QJsonValue item(int place) const { return m_sandbox->status()[u"items"].toArray()[place - 1]; }
    // Starts an agent, waits until its program says that it runs, and kills the agent.
    QList<qint64> killInTheMiddle() const;

    std::unique_ptr<Sandbox> m_sandbox;
};

void AgentCrashTest::cleanup()
{
    for (const QByteArray &pid : m_sandbox->read(QStringLiteral("agent home/pids")).simplified().split(' ')) {
        if (pid.toLongLong() > 1 && isAlive(pid.toLongLong()))
            ::kill(static_cast<pid_t>(pid.toLongLong()), SIGKILL);
    }
}

QList<qint64> AgentCrashTest::killInTheMiddle() const
{
    QFile::remove(pidFile());
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent();
    QList<qint64> processes;
    [&] { QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(pidFile()), patience); }();
    for (const QByteArray &pid : m_sandbox->read(QStringLiteral("agent home/pids")).simplified().split(' '))
        processes.append(pid.toLongLong());
    ::kill(static_cast<pid_t>(agent->processId()), SIGKILL);
    agent->waitForFinished(patience);
    return processes;
}

void AgentCrashTest::killedAgentGoesOn() // B19
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))},
          {QStringLiteral("two"), hangsOnFirstStart(QStringLiteral("two")), {}, dependsOn(1)},
          {QStringLiteral("three"), note(QStringLiteral("three")), {}, dependsOn(2)}});
    const QList<qint64> left = killInTheMiddle();
    QCOMPARE(left.size(), 2);
    QVERIFY(isAlive(left[0]) && isAlive(left[1])); // an agent that dies leaves its program behind
    QVERIFY(m_sandbox->read(QStringLiteral("agent home/Task Synchronization/synchronization.xml")).contains("state=\"running\""));
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QVERIFY(!isAlive(left[0]) && !isAlive(left[1])); // what was left is ended first
    QCOMPARE(ran(), QByteArray("one,two,two,three"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded,succeeded"));
    QCOMPARE(item(2)[u"attempts"].toInt(), 2);
    QCOMPARE(item(2)[u"executions"].toInt(), 2);
    QCOMPARE(m_sandbox->status()[u"run"].toInt(), 1);
}

void AgentCrashTest::killedAgentLooksAtTheRule() // B19: the rule holds, so it is not started again
{
    load({{QStringLiteral("one"), QStringLiteral("touch \"$SERIATIM_HOME/proof\"; ") + hangs(QStringLiteral("one")),
           QStringLiteral("<DetectionRule><FileExists path=\"${SERIATIM_HOME}/proof\" /></DetectionRule>")},
          {QStringLiteral("two"), note(QStringLiteral("two")), {}, dependsOn(1)}});
    const QList<qint64> left = killInTheMiddle();
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QVERIFY(!isAlive(left.first()));
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("alreadyPresent,succeeded"));
}

void AgentCrashTest::interruptionsAreBounded() // B19: maximum attempts
{
    load({{QStringLiteral("one"), hangs(QStringLiteral("one")), QStringLiteral("<MaximumAttempts>2</MaximumAttempts>")},
          {QStringLiteral("two"), note(QStringLiteral("two")), {}, dependsOn(1)},
          {QStringLiteral("three"), note(QStringLiteral("three"))}});
    killInTheMiddle();
    const QList<qint64> left = killInTheMiddle();
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 3, told(done));
    QVERIFY(!isAlive(left.first()));
    QCOMPARE(ran(), QByteArray("one,one,three"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("interrupted,skipped,succeeded"));
    QVERIFY(item(1)[u"returnCode"].isNull());
    QVERIFY(item(2)[u"explanation"].toString().contains(QStringLiteral("it was interrupted")));
}

void AgentCrashTest::taskRunGoesOnWithAKilledRun()
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}, {QStringLiteral("two"), hangsOnFirstStart(QStringLiteral("two"))}});
    killInTheMiddle();
    const Outcome done = m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("run"), rollout, QStringLiteral("--home"), m_sandbox->home(),
                                         QStringLiteral("--computer"), QString::fromLatin1(Sandbox::computer)});
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,two,two"));
}

void AgentCrashTest::agentThatIsAskedToStopGoesOnLater() // B18: agent shutdown, between two items
{
    load({{QStringLiteral("one"), QStringLiteral("echo one >> \"$SERIATIM_HOME/ran\"; kill -TERM $PPID")},
          {QStringLiteral("two"), note(QStringLiteral("two"))}});
    const Outcome stopped = m_sandbox->agent();
    QVERIFY2(stopped.exitCode == 0, told(stopped));
    QCOMPARE(ran(), QByteArray("one"));
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded"));
}

void AgentCrashTest::damagedJournalIsSetAside_data() // B20
{
    QTest::addColumn<QString>("damage");
    for (const char *damage : {"a byte", "cut off", "empty", "foreign XML", "no XML", "other digits"})
        QTest::newRow(damage) << QString::fromLatin1(damage);
}

namespace {

QByteArray damaged(QByteArray journal, const QString &damage)
{
    if (damage == u"a byte")
        journal[journal.size() / 2] = static_cast<char>(journal[journal.size() / 2] ^ 1);
    else if (damage == u"cut off")
        journal.truncate(journal.size() * 2 / 3);
    else if (damage == u"empty")
        journal.clear();
    else if (damage == u"foreign XML")
        journal = "<Synchronization><Other /></Synchronization>";
    else if (damage == u"other digits")
        journal.replace("state=\"failed\"", "state=\"succeeded\"");
    else
        journal = QByteArray("\x00\xff\x13garbage", 10);
    return journal;
}

} // namespace

void AgentCrashTest::damagedJournalIsSetAside()
{
    QFETCH(const QString, damage);
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}, {QStringLiteral("two"), note(QStringLiteral("two"), 9)}});
    QCOMPARE(m_sandbox->agent().exitCode, 3);
    const QString name = QStringLiteral("agent home/Task Synchronization/synchronization.xml");
    const QByteArray broken = damaged(m_sandbox->read(name), damage);
    QVERIFY(broken != m_sandbox->read(name));
    m_sandbox->write(name, broken);

    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,two")); // what was reported as ended is not run again
    const QStringList kept = QDir(m_sandbox->home() + QStringLiteral("/Task Synchronization")).entryList({QStringLiteral("synchronization.xml.*")});
    QCOMPARE(kept.size(), 1);
    QCOMPARE(m_sandbox->read(QStringLiteral("agent home/Task Synchronization/") + kept.first()), broken);
    const QString problem = m_sandbox->status()[u"problem"].toString();
    QVERIFY2(problem.contains(kept.first()), qPrintable(problem));
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("failed"));
}

void AgentCrashTest::damagedJournalInTheMiddleOfARun() // B20: succeeded steps are not run again in the same run
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}, {QStringLiteral("two"), hangsOnFirstStart(QStringLiteral("two"))},
          {QStringLiteral("three"), note(QStringLiteral("three"))}});
    killInTheMiddle();
    m_sandbox->write(QStringLiteral("agent home/Task Synchronization/synchronization.xml"), "<gone/>");
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,two,two,three"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded,succeeded"));
    QCOMPARE(m_sandbox->status()[u"run"].toInt(), 1);
}

void AgentCrashTest::lockedStoreDelaysTheReport() // B40
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("add"), rollout, QStringLiteral("Suite/one")}).exitCode, 0);
    sqlite3 *writer = nullptr;
    QCOMPARE(sqlite3_open(m_sandbox->store().toUtf8().constData(), &writer), SQLITE_OK);
    QCOMPARE(sqlite3_exec(writer, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    const Outcome done = m_sandbox->agent();
    sqlite3_exec(writer, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(writer);
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,one,one")); // the work is done all the same
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("notReceived"));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded")); // reported later
    QCOMPARE(ran(), QByteArray("one,one,one"));
}

void AgentCrashTest::absentStoreDelaysTheReport()
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({});
    QTRY_VERIFY_WITH_TIMEOUT(m_sandbox->itemStatuses() == u"succeeded", patience);
    QVERIFY(agent->state() == QProcess::Running); // without --once it stays
    agent->terminate();
    QVERIFY(agent->waitForFinished(patience));
    QCOMPARE(finish(*agent).exitCode, 0);

    // An agent that cannot open the store says so in one line and loses nothing.
    QVERIFY(QFile::rename(m_sandbox->store(), m_sandbox->path(QStringLiteral("away"))));
    QCOMPARE(refusalFault(m_sandbox->agent(), 1, {QStringLiteral("the.store")}), QByteArray());
    QVERIFY(QFile::rename(m_sandbox->path(QStringLiteral("away")), m_sandbox->store()));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
}

void AgentCrashTest::oneAgentForEachHome()
{
    load({{QStringLiteral("one"), hangsOnFirstStart(QStringLiteral("one"))}});
    const std::unique_ptr<QProcess> first = m_sandbox->startAgent();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(pidFile()), patience);
    const Outcome second = m_sandbox->agent();
    QCOMPARE(refusalFault(second, 1, {m_sandbox->home(), QStringLiteral("another agent"), QString::number(first->processId())}), QByteArray());
    QCOMPARE(ran(), QByteArray("one"));
    // The first is not disturbed.
    for (const QByteArray &pid : m_sandbox->read(QStringLiteral("agent home/pids")).simplified().split(' '))
        ::kill(static_cast<pid_t>(pid.toLongLong()), SIGKILL);
    QCOMPARE(finish(*first).exitCode, 3);
    QCOMPARE(item(1)[u"returnCode"].toInt(), 137);
}

void AgentCrashTest::agentNeedsAKnownComputer()
{
    const Outcome refused = m_sandbox->agent();
    QCOMPARE(refusalFault(refused, 1, {QStringLiteral("PC-1"), QStringLiteral("is not in the store")}), QByteArray());
}

QTEST_GUILESS_MAIN(AgentCrashTest)
#include "agentcrash_test.moc"
