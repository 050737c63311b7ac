// Agents that were killed, with real programs that outlive them, and what the next agent does before anything else.
#include "tests/support/binaries.h"
#include "tests/support/processes.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace seriatim::test;

namespace {

constexpr int patience = 60'000; // ms

// Its first start hangs, and a child that left its session with it; later ones come to their end.
const QString hangs = QStringLiteral("echo hangs >> \"$SERIATIM_HOME/ran\"; [ -e \"$SERIATIM_HOME/pids\" ] && exit 0; setsid sleep 600 & "
                                     "echo $$ $! > \"$SERIATIM_HOME/pids.new\"; mv \"$SERIATIM_HOME/pids.new\" \"$SERIATIM_HOME/pids\"; wait");

// Says whether anything of that start is alive beside it. A zombie is not.
const QString looks = QStringLiteral("for p in $(cat \"$SERIATIM_HOME/pids\"); do grep -qs '^State:.*[RSD] (' /proc/$p/status && "
                                     "echo beside $p >> \"$SERIATIM_HOME/ran\"; done; echo looks >> \"$SERIATIM_HOME/ran\"");

QString taskElement(const QString &name, const QString &program, const QString &more)
{
    return QStringLiteral("<SequentialTask name=\"%1\" enabled=\"true\"><ExecutionOrder><LineItem package=\"Suite\" program=\"%2\" /></ExecutionOrder>"
                          "<AppliesTo collection=\"Pilot\" /><Schedule><Trigger Type=\"-1\" /></Schedule>%3</SequentialTask>")
        .arg(name, program, more);
}

} // namespace

class AgentRecoverySystemTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sandbox = std::make_unique<Sandbox>(); }
    void cleanup();
    void leftoverOfADeletedTask_B19();
    void leftoverBesideAnotherTask_B19_data();
    void leftoverBesideAnotherTask_B19();
    void leftoverThatADamagedJournalForgot_B20();
    void aLogThatCannotBeMadeIsNoInterruption_B18();
    void anItemThatGaveWayIsNotInterrupted_B19();
    void renamedAndReordered_B26a();
    void whoeverListenedMayGo();

private:
    void load(const QByteArray &definition) const
    {
        const Outcome imported = m_sandbox->import(definition);
        if (imported.exitCode != 0)
            QFAIL(told(imported).constData());
    }
    // "Rollout" hangs; the agent is killed in the middle. Its processes.
    QList<qint64> killInTheMiddle() const;
    QByteArray journal() const { return m_sandbox->read(QStringLiteral("agent home/Task Synchronization/synchronization.xml")); }
    QByteArray ran() const { return m_sandbox->lines(QStringLiteral("agent home/ran")).join(','); }
    QString inHome(const QString &name) const { return m_sandbox->home() + u'/' + name; }

    std::unique_ptr<Sandbox> m_sandbox;
};

void AgentRecoverySystemTest::cleanup()
{
    for (const QByteArray &pid : m_sandbox->read(QStringLiteral("agent home/pids")).simplified().split(' ')) {
        if (pid.toLongLong() > 1 && isAlive(pid.toLongLong()))
            ::kill(static_cast<pid_t>(pid.toLongLong()), SIGKILL);
    }
}

QList<qint64> AgentRecoverySystemTest::killInTheMiddle() const
{
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent();
    QList<qint64> processes;
    [&] { QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(inHome(QStringLiteral("pids"))), patience); }();
    for (const QByteArray &pid : m_sandbox->read(QStringLiteral("agent home/pids")).simplified().split(' '))
        processes.append(pid.toLongLong());
    ::kill(static_cast<pid_t>(agent->processId()), SIGKILL);
    agent->waitForFinished(patience);
    return processes;
}

void AgentRecoverySystemTest::leftoverOfADeletedTask_B19()
{
    load(definitionOf({{{QStringLiteral("hangs"), hangs}}}));
    const QList<qint64> left = killInTheMiddle();
    QVERIFY(left.size() == 2 && isAlive(left[0]) && isAlive(left[1]));
    QCOMPARE(m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("delete"), QStringLiteral("Rollout")}).exitCode, 0);
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QVERIFY(!isAlive(left[0]) && !isAlive(left[1]));
    QVERIFY2(journal().contains("end=\"withdrawn\"") && journal().contains("state=\"interrupted\""), journal().constData());
    QCOMPARE(ran(), QByteArray("hangs"));
}

void AgentRecoverySystemTest::leftoverBesideAnotherTask_B19_data()
{
    QTest::addColumn<bool>("byHand");
    QTest::newRow("of a higher priority") << false;
    QTest::newRow("run by hand") << true;
}

void AgentRecoverySystemTest::leftoverBesideAnotherTask_B19()
{
    QFETCH(const bool, byHand);
    const QByteArray alone = definitionOf({{{QStringLiteral("hangs"), hangs}, {QStringLiteral("looks"), looks}}});
    load(QByteArray(alone).replace("<LineItem package=\"Suite\" program=\"looks\"></LineItem>\n", ""));
    const QList<qint64> left = killInTheMiddle();
    const QString other = taskElement(QStringLiteral("Other"), QStringLiteral("looks"), byHand ? QString() : QStringLiteral("<Priority>high</Priority>"));
    load(QByteArray(alone).replace("<LineItem package=\"Suite\" program=\"looks\"></LineItem>\n", "").replace("</Seriatim>", other.toUtf8() + "</Seriatim>"));
    if (byHand) {
        const Outcome done = m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("run"), QStringLiteral("Other"), QStringLiteral("--home"), m_sandbox->home(),
                                             QStringLiteral("--computer"), QString::fromLatin1(Sandbox::computer)});
        QVERIFY2(done.exitCode == 0, told(done));
        QCOMPARE(ran(), QByteArray("hangs,looks"));
        QVERIFY(journal().contains("state=\"running\"")); // the next agent goes on with it
    }
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("hangs,looks,hangs"));
    QVERIFY(!isAlive(left[0]) && !isAlive(left[1]));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded"));
}

void AgentRecoverySystemTest::leftoverThatADamagedJournalForgot_B20()
{
    load(definitionOf({{{QStringLiteral("hangs"), hangs}, {QStringLiteral("looks"), looks}}}));
    const QList<qint64> left = killInTheMiddle();
    m_sandbox->write(QStringLiteral("agent home/Task Synchronization/synchronization.xml"), "<torn");
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("hangs,hangs,looks"));
    QVERIFY(!isAlive(left[0]) && !isAlive(left[1]));
}

void AgentRecoverySystemTest::aLogThatCannotBeMadeIsNoInterruption_B18()
{
    load(definitionOf({{{QStringLiteral("one"), note(QStringLiteral("one"))}, {QStringLiteral("two"), note(QStringLiteral("two"))}}}));
    const QString guid = m_sandbox->task()[u"guid"].toString().remove(u'{').remove(u'}').toLower();
    const QString blocked = m_sandbox->write(QStringLiteral("agent home/Logs/") + guid, "no folder");
    for (int n = 0; n < 3; ++n) {
        const Outcome refused = m_sandbox->agent();
        QVERIFY2(refused.exitCode == 1 && refused.error().contains(guid), told(refused));
    }
    QCOMPARE(ran(), QByteArray());
    QVERIFY(QFile::remove(blocked));
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded"));
    QCOMPARE(m_sandbox->status()[u"items"].toArray()[0].toObject()[u"attempts"].toInt(), 1);
}

// The task that came between is killed twice; the item that had not begun is none the worse for it.
void AgentRecoverySystemTest::anItemThatGaveWayIsNotInterrupted_B19()
{
    const QString brings = QStringLiteral("echo one >> \"$SERIATIM_HOME/ran\"; [ -e \"$SERIATIM_HOME/came\" ] || \"$CTL\" --store \"$STORE\" task set Urgent enabled=true; "
                                          "touch \"$SERIATIM_HOME/came\"");
    const QString dies = QStringLiteral("echo urgent >> \"$SERIATIM_HOME/ran\"; [ $(grep -c urgent \"$SERIATIM_HOME/ran\") -gt 2 ] || kill -KILL $PPID");
    m_sandbox->setVariable(QStringLiteral("CTL"), seriatimctl());
    m_sandbox->setVariable(QStringLiteral("STORE"), m_sandbox->store());
    QByteArray definition = definitionOf({{{QStringLiteral("one"), brings}, {QStringLiteral("two"), note(QStringLiteral("two"))},
                                           {QStringLiteral("urgent"), dies, QStringLiteral("<MaximumAttempts>5</MaximumAttempts>")}}});
    definition.replace("<LineItem package=\"Suite\" program=\"urgent\"></LineItem>\n", "");
    const QString urgent = taskElement(QStringLiteral("Urgent"), QStringLiteral("urgent"), QStringLiteral("<Priority>high</Priority>")).replace(QStringLiteral("enabled=\"true\""), QStringLiteral("enabled=\"false\""));
    load(definition.replace("</Seriatim>", urgent.toUtf8() + "</Seriatim>"));
    QCOMPARE(m_sandbox->agent().exitCode, -1);
    QCOMPARE(m_sandbox->agent().exitCode, -1);
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,urgent,urgent,urgent,two"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded"));
}

void AgentRecoverySystemTest::renamedAndReordered_B26a()
{
    const QString waits = QStringLiteral("echo one >> \"$SERIATIM_HOME/ran\"; touch \"$SERIATIM_HOME/runs\"; "
                                         "while [ ! -e \"$SERIATIM_HOME/go on\" ]; do sleep 0.05; done");
    load(definitionOf({{{QStringLiteral("one"), waits}, {QStringLiteral("two"), note(QStringLiteral("two"))}}}));
    const QString before = m_sandbox->task()[u"guid"].toString();
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(inHome(QStringLiteral("runs"))), patience);
    QCOMPARE(m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("rename"), QStringLiteral("Rollout"), QStringLiteral("June")}).exitCode, 0);
    const Outcome moved = m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("move"), QStringLiteral("June"), QStringLiteral("2"), QStringLiteral("--to"),
                                          QStringLiteral("1"), QStringLiteral("--keep-finished")});
    QVERIFY2(moved.exitCode == 0, told(moved));
    const Outcome policy = m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("policy"), QStringLiteral("June")});
    QVERIFY2(policy.out.contains("<Supersedes guid=\"" + before.toUpper().toLatin1() + "\""), policy.out.constData());
    m_sandbox->write(QStringLiteral("agent home/go on"), "x");
    const Outcome done = finish(*agent);
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,two"));
    QVERIFY2(journal().contains("end=\"superseded\"") && !journal().contains("withdrawn"), journal().constData());
    QCOMPARE(m_sandbox->itemStatuses(QStringLiteral("June")), QStringLiteral("succeeded,carriedOver"));
}

void AgentRecoverySystemTest::whoeverListenedMayGo() // a broken pipe is no reason to die
{
    const QString waits = QStringLiteral("while [ ! -e \"$SERIATIM_HOME/gone\" ]; do sleep 0.05; done; echo one >> \"$SERIATIM_HOME/ran\"");
    load(definitionOf({{{QStringLiteral("one"), waits}, {QStringLiteral("two"), note(QStringLiteral("two"))}}}));
    const QString line = QStringLiteral("{ '%1' --home '%2' --store '%3' --computer %4 --once --log journal 2>&1; echo $? > '%2/code'; } | { head -c 1; touch '%2/gone'; }")
                             .arg(seriatimAgent(), m_sandbox->home(), m_sandbox->store(), QString::fromLatin1(Sandbox::computer));
    m_sandbox->run(QStringLiteral("sh"), {QStringLiteral("-c"), line});
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(m_sandbox->lines(QStringLiteral("agent home/code")), QByteArrayList{"0"});
}

QTEST_GUILESS_MAIN(AgentRecoverySystemTest)
#include "agentrecovery_test.moc"
