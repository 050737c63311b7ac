// What a change of a task means to a computer that has run it, is running it, or runs it again.
#include "tests/support/binaries.h"

#include <QFile>
#include <QTest>

using namespace seriatim::test;

namespace {

const QString rollout = QStringLiteral("Rollout");

// A command line that calls seriatimctl on the store of the sandbox.
QString callsCtl(const QString &arguments)
{
    return QStringLiteral("\"%1\" --store \"$STORE\" %2").arg(seriatimctl(), arguments);
}

} // namespace

class AgentPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void finishedStepsAreCarriedOver();
    void carriedOverThroughAMissedRevision();
    void runsEverythingAgainWithoutKeeping();
    void failedStepsAreNotCarriedOver();
    void repeatKeepsWhatSucceeded();
    void repeatWaitsForItsDelay();
    void atStartupRunsAtEachStartup();
    void disabledAfterItsRun();
    void disabledWhileRunning();
    void deletedWhileRunning();
    void otherOrderWhileRunning();
    void newRevisionTakesEffectBetweenItems();
    void journalCanBeReadByAPerson();
    void higherPriorityGoesFirst();
    void waitsForItsSchedule();
    void waitsForItsValidPeriod();

private:
    void load(const Rollout &rollout) const
    {
        const Outcome imported = m_sandbox->import(definitionOf(rollout));
        if (imported.exitCode != 0)
            QFAIL(told(imported).constData());
    }
    Outcome task(const QStringList &arguments) const { return m_sandbox->ctl(QStringList{QStringLiteral("task")} + arguments); }
    QByteArray ran() const { return m_sandbox->lines(QStringLiteral("agent home/ran")).join(','); }
    QJsonValue item(int place) const { return m_sandbox->status()[u"items"].toArray()[place - 1]; }

    std::unique_ptr<Sandbox> m_sandbox;
};

void AgentPolicyTest::init()
{
    m_sandbox = std::make_unique<Sandbox>();
    m_sandbox->setVariable(QStringLiteral("STORE"), m_sandbox->store());
}

namespace {

QList<Step> threeSteps()
{
    return {{QStringLiteral("one"), note(QStringLiteral("one"))},
            {QStringLiteral("two"), note(QStringLiteral("two"), 5), QStringLiteral("<SuccessCodes>5</SuccessCodes>"), dependsOn(1)},
            {QStringLiteral("three"), note(QStringLiteral("three"))}};
}

} // namespace

void AgentPolicyTest::finishedStepsAreCarriedOver() // B7
{
    load({threeSteps()});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(task({QStringLiteral("add"), rollout, QStringLiteral("Suite/one"), QStringLiteral("--at"), QStringLiteral("1"), QStringLiteral("--keep-finished")}).exitCode, 0);
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,two,three,one"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,carriedOver,carriedOver,carriedOver"));
    QCOMPARE(item(3)[u"returnCode"].toInt(), 5);
    QVERIFY(item(3)[u"explanation"].toString().contains(QStringLiteral("it returned 5")));
    QCOMPARE(item(3)[u"attempts"].toInt(), 0);
}

void AgentPolicyTest::carriedOverThroughAMissedRevision() // B7: one <Succeeds> for every ancestor
{
    load({threeSteps()});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(task({QStringLiteral("move"), rollout, QStringLiteral("3"), QStringLiteral("--to"), QStringLiteral("1"), QStringLiteral("--keep-finished")}).exitCode, 0);
    QCOMPARE(task({QStringLiteral("add"), rollout, QStringLiteral("Suite/one"), QStringLiteral("--keep-finished")}).exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,two,three,one"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("carriedOver,carriedOver,carriedOver,succeeded"));
}

void AgentPolicyTest::runsEverythingAgainWithoutKeeping() // B5
{
    load({threeSteps()});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(task({QStringLiteral("move"), rollout, QStringLiteral("3"), QStringLiteral("--to"), QStringLiteral("1")}).exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,two,three,three,one,two"));
}

void AgentPolicyTest::failedStepsAreNotCarriedOver()
{
    QList<Step> steps = threeSteps();
    steps[2].commandLine = note(QStringLiteral("three"), 9);
    load({steps});
    QCOMPARE(m_sandbox->agent().exitCode, 3);
    QCOMPARE(task({QStringLiteral("move"), rollout, QStringLiteral("3"), QStringLiteral("--to"), QStringLiteral("1"), QStringLiteral("--keep-finished")}).exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, 3);
    QCOMPARE(ran(), QByteArray("one,two,three,three"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("failed,carriedOver,carriedOver"));
}

void AgentPolicyTest::repeatKeepsWhatSucceeded() // B21
{
    // Two start-ups: the second run resumes at what has not succeeded.
    const Step flaky{QStringLiteral("flaky"), QStringLiteral("echo flaky >> \"$SERIATIM_HOME/ran\"; [ -e \"$SERIATIM_HOME/repaired\" ] || exit 9")};
    load({{{QStringLiteral("one"), note(QStringLiteral("one"))}, flaky, {QStringLiteral("three"), note(QStringLiteral("three")), {}, dependsOn(2)}},
          {}, QStringLiteral("<RepeatUntilSuccessful />"), QStringLiteral("<Schedule><Trigger Type=\"6\" /></Schedule>")});
    QCOMPARE(m_sandbox->agent().exitCode, 3);
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,failed,skipped"));
    m_sandbox->write(QStringLiteral("agent home/repaired"), "");
    m_sandbox->write(QStringLiteral("agent home/simulated-restarts"), "1\n"); // the computer has started anew
    const Outcome again = m_sandbox->agent();
    QVERIFY2(again.exitCode == 0, told(again));
    QCOMPARE(ran(), QByteArray("one,flaky,flaky,three"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded,succeeded"));
    QCOMPARE(m_sandbox->status()[u"run"].toInt(), 2);
    QCOMPARE(item(1)[u"attempts"].toInt(), 0); // kept
    m_sandbox->write(QStringLiteral("agent home/simulated-restarts"), "2\n"); // no longer scheduled
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,flaky,flaky,three"));
}

void AgentPolicyTest::repeatWaitsForItsDelay() // B21: the next run comes after the rerun delay
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one"), 9)}}, {}, QStringLiteral("<RepeatUntilSuccessful />")});
    QCOMPARE(m_sandbox->agent().exitCode, 3);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("failed"));
}

void AgentPolicyTest::atStartupRunsAtEachStartup() // B23
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one"))}}, {}, {}, QStringLiteral("<Schedule><Trigger Type=\"6\" /></Schedule>")});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, 0); // the same boot
    QCOMPARE(ran(), QByteArray("one"));
    m_sandbox->write(QStringLiteral("agent home/simulated-restarts"), "1\n");
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,one"));
    QCOMPARE(m_sandbox->status()[u"run"].toInt(), 2);
    QCOMPARE(m_sandbox->status()[u"restarts"].toInt(), 0); // none was part of a run
}

void AgentPolicyTest::disabledAfterItsRun() // B26: what ran stays reported
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one"))}}});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(task({QStringLiteral("set"), rollout, QStringLiteral("enabled=false")}).exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("succeeded"));
}

void AgentPolicyTest::disabledWhileRunning() // B26
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one")).replace(QStringLiteral("exit 0"), callsCtl(QStringLiteral("task set Rollout enabled=false"))),
            QStringLiteral("<AfterRunning>restart</AfterRunning>")},
           {QStringLiteral("two"), note(QStringLiteral("two"))}}});
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one"));
    const QJsonObject status = m_sandbox->status();
    QCOMPARE(status[u"status"].toString(), QStringLiteral("withdrawn"));
    QVERIFY(status[u"explanation"].toString().contains(QStringLiteral("disabled")));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,notStarted")); // what ran stays reported
    QCOMPARE(status[u"restarts"].toInt(), 0); // the restart is cancelled
}

void AgentPolicyTest::deletedWhileRunning() // B26
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one")).replace(QStringLiteral("exit 0"), callsCtl(QStringLiteral("task delete Rollout")))},
           {QStringLiteral("two"), note(QStringLiteral("two"))}}});
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one"));
    QVERIFY(m_sandbox->read(QStringLiteral("agent home/Task Synchronization/synchronization.xml")).contains("withdrawn"));
}

void AgentPolicyTest::otherOrderWhileRunning() // B26a: superseded, and the new order is run
{
    const QString moveOnce = QStringLiteral("[ -e \"$SERIATIM_HOME/moved\" ] || { touch \"$SERIATIM_HOME/moved\"; %1; }")
                                 .arg(callsCtl(QStringLiteral("task move Rollout 3 --to 1 --keep-finished")));
    load({{{QStringLiteral("one"), note(QStringLiteral("one")).replace(QStringLiteral("exit 0"), moveOnce)},
           {QStringLiteral("two"), note(QStringLiteral("two"))},
           {QStringLiteral("three"), note(QStringLiteral("three"))}}});
    const QString oldGuid = m_sandbox->task()[u"guid"].toString();
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,three,two"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,carriedOver,succeeded"));
    QVERIFY(m_sandbox->task()[u"guid"].toString() != oldGuid);
    QVERIFY(m_sandbox->read(QStringLiteral("agent home/Task Synchronization/synchronization.xml")).contains("superseded"));
}

void AgentPolicyTest::newRevisionTakesEffectBetweenItems() // B26a
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one"), 4).replace(QStringLiteral("exit 4"), callsCtl(QStringLiteral("task undepend Rollout 2 --on 1")) + QStringLiteral("; exit 4"))},
           {QStringLiteral("two"), note(QStringLiteral("two")), {}, dependsOn(1)}}});
    QCOMPARE(m_sandbox->agent().exitCode, 3);
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(m_sandbox->status()[u"run"].toInt(), 1);
}

void AgentPolicyTest::journalCanBeReadByAPerson() // formats.md: synchronization.xml
{
    load({threeSteps()});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    const QByteArray journal = m_sandbox->read(QStringLiteral("agent home/Task Synchronization/synchronization.xml"));
    const QJsonObject shown = m_sandbox->task();
    QVERIFY(journal.contains("<Synchronization"));
    QVERIFY(journal.contains("<Sequence guid=\"" + shown[u"guid"].toString().toUtf8()));
    for (const QJsonValue lineItem : shown[u"items"].toArray())
        QVERIFY(journal.contains("<Task guid=\"" + lineItem[u"guid"].toString().toUtf8() + "\" priority=\"" + QByteArray::number(lineItem[u"item"].toInt()) + "\" state=\"succeeded\" attempts=\"1\""));
    QVERIFY(journal.contains("returncode=\"5\"") && journal.contains("checksum=\""));
}

void AgentPolicyTest::higherPriorityGoesFirst()
{
    QByteArray document = definitionOf({{{QStringLiteral("one"), note(QStringLiteral("one"))}}});
    document.replace("</Seriatim>", "<SequentialTask name=\"Urgent\" enabled=\"true\" priority=\"high\"><ExecutionOrder><LineItem package=\"Suite\" program=\"other\" />"
                                    "</ExecutionOrder><AppliesTo collection=\"Pilot\" /><Schedule><Trigger Type=\"-1\" /></Schedule></SequentialTask></Seriatim>");
    document.replace("</Package>", "<Program name=\"other\"><CommandLine>" + note(QStringLiteral("urgent")).toHtmlEscaped().toUtf8() + "</CommandLine></Program></Package>");
    QCOMPARE(m_sandbox->import(document).exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("urgent,one"));
}

void AgentPolicyTest::waitsForItsSchedule() // B22, B38
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one"))}}, {}, {},
          QStringLiteral("<Schedule><Trigger Type=\"0\"><BeginDate>2099-02-10 09:00:00</BeginDate></Trigger></Schedule>")});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray());
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("waiting"));
    QCOMPARE(m_sandbox->status()[u"waitReason"].toString(), QStringLiteral("schedule"));
    QVERIFY(m_sandbox->status()[u"explanation"].toString().contains(QStringLiteral("2099")));
}

void AgentPolicyTest::waitsForItsValidPeriod() // B24, B38
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one"))}}, {}, QStringLiteral("<ValidPeriod after=\"2099-01-01 00:00:00\" />")});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray());
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("waiting"));
    QCOMPARE(m_sandbox->status()[u"waitReason"].toString(), QStringLiteral("validPeriod"));
}

QTEST_GUILESS_MAIN(AgentPolicyTest)
#include "agentpolicy_test.moc"
