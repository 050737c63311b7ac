// Restarts through the system's own means. `systemctl` is a stand-in that notes what it is asked; the computer does not start
// anew, which is what a container or a refused restart looks like to an agent.
#include "tests/support/binaries.h"

#include <QFile>
#include <QTest>

using namespace seriatim::test;

namespace {

const QString restarts = QStringLiteral("<AfterRunning>restart</AfterRunning>");

QString restartAfter(int minutes)
{
    return restarts + QStringLiteral("<RestartDelay>%1</RestartDelay>").arg(minutes);
}

} // namespace

class AgentRestartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void asksTheSystemAndGoesOnAfterwards();
    void aComputerThatDoesNotRestartIsNotAskedForEver();
    void aDeferredRestartHoldsUpOnlyWhatNeedsIt();
    void nothingLongIsBegunShortlyBeforeARestart();
    void withdrawalCancelsTheCountdown();
    void aKilledAgentTakesTheCountdownUpAgain();

private:
    // Task "Rollout" with these steps, and "Other" with one program more.
    void load(const QList<Step> &steps, const QString &other = {}) const
    {
        QByteArray definition = definitionOf({steps});
        if (!other.isEmpty()) {
            definition.replace("</Package>", "<Program name=\"other\"><CommandLine>echo other &gt;&gt; \"$SERIATIM_HOME/ran\"</CommandLine>" + other.toUtf8() + "</Program></Package>");
            definition.replace("</Seriatim>", "<SequentialTask name=\"Other\" enabled=\"true\"><ExecutionOrder><LineItem package=\"Suite\" program=\"other\" /></ExecutionOrder>"
                                              "<AppliesTo collection=\"Pilot\" /><Schedule><Trigger Type=\"-1\" /></Schedule></SequentialTask></Seriatim>");
        }
        const Outcome imported = m_sandbox->import(definition);
        if (imported.exitCode != 0)
            QFAIL(told(imported).constData());
    }
    // Before the eyes of a user: where nobody is, nothing is counted down (B28).
    Outcome agent() const
    {
        return m_sandbox->agent({QStringLiteral("--once"), QStringLiteral("--allow-restart"), QStringLiteral("--assume"), QStringLiteral("session=attended")});
    }
    QByteArray ran() const { return m_sandbox->lines(QStringLiteral("agent home/ran")).join(','); }
    qsizetype restartsAsked() const { return m_sandbox->lines(QStringLiteral("asked")).count("reboot"); }

    std::unique_ptr<Sandbox> m_sandbox;
};

void AgentRestartTest::init()
{
    m_sandbox = std::make_unique<Sandbox>();
    const QString stub = m_sandbox->write(QStringLiteral("bin/systemctl"), "#!/bin/sh\necho \"$1\" >> \"$ASKED\"\n");
    QVERIFY(QFile::setPermissions(stub, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    m_sandbox->setVariable(QStringLiteral("PATH"), m_sandbox->path(QStringLiteral("bin")) + u':' + qEnvironmentVariable("PATH"));
    m_sandbox->setVariable(QStringLiteral("ASKED"), m_sandbox->path(QStringLiteral("asked")));
}

void AgentRestartTest::asksTheSystemAndGoesOnAfterwards() // B17
{
    load({{QStringLiteral("one"), note(QStringLiteral("one")), restartAfter(0)}, {QStringLiteral("two"), note(QStringLiteral("two"))}});
    QCOMPARE(agent().exitCode, 0);
    QCOMPARE(restartsAsked(), 1);
    QCOMPARE(ran(), QByteArray("one")); // the rest is the next agent's, after the restart
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("restartPending"));
}

void AgentRestartTest::aComputerThatDoesNotRestartIsNotAskedForEver() // B19: no restart loops, whoever does not do it
{
    load({{QStringLiteral("one"), note(QStringLiteral("one")), restartAfter(0)}, {QStringLiteral("two"), note(QStringLiteral("two"))}});
    int starts = 0;
    while (ran() != "one,two" && starts < 10) {
        QCOMPARE(agent().exitCode, 0);
        ++starts;
    }
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(restartsAsked(), 3);
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded"));
}

void AgentRestartTest::aDeferredRestartHoldsUpOnlyWhatNeedsIt()
{
    load({{QStringLiteral("one"), note(QStringLiteral("one")), restartAfter(60)}, {QStringLiteral("two"), note(QStringLiteral("two"))}},
         QStringLiteral("<EstimatedRunTime>5</EstimatedRunTime>"));
    QCOMPARE(agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,other")); // "two" waits for the restart, the other task does not
    QCOMPARE(restartsAsked(), 0);
    QCOMPARE(m_sandbox->status(QStringLiteral("Rollout"))[u"status"].toString(), QStringLiteral("restartPending"));
    QCOMPARE(m_sandbox->status(QStringLiteral("Other"))[u"status"].toString(), QStringLiteral("succeeded"));
}

void AgentRestartTest::nothingLongIsBegunShortlyBeforeARestart()
{
    load({{QStringLiteral("one"), note(QStringLiteral("one")), restartAfter(3)}, {QStringLiteral("two"), note(QStringLiteral("two"))}},
         QStringLiteral("<EstimatedRunTime>5</EstimatedRunTime>"));
    QCOMPARE(agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one")); // five minutes do not fit into three
    QCOMPARE(restartsAsked(), 0);
}

void AgentRestartTest::withdrawalCancelsTheCountdown() // B26
{
    load({{QStringLiteral("one"), note(QStringLiteral("one")), restartAfter(60)}, {QStringLiteral("two"), note(QStringLiteral("two"))}});
    QCOMPARE(agent().exitCode, 0);
    QCOMPARE(m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("set"), QStringLiteral("Rollout"), QStringLiteral("enabled=false")}).exitCode, 0);
    QCOMPARE(agent().exitCode, 0);
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("withdrawn"));
    QVERIFY(!m_sandbox->read(QStringLiteral("agent home/Task Synchronization/synchronization.xml")).contains("pending="));
    QCOMPARE(ran(), QByteArray("one"));
    QCOMPARE(restartsAsked(), 0);
}

void AgentRestartTest::aKilledAgentTakesTheCountdownUpAgain() // B19a
{
    load({{QStringLiteral("one"), note(QStringLiteral("one")), restartAfter(60)}, {QStringLiteral("two"), note(QStringLiteral("two"))}});
    const std::unique_ptr<QProcess> service = m_sandbox->startAgent({QStringLiteral("--allow-restart"), QStringLiteral("--assume"), QStringLiteral("session=attended")});
    QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->status()[u"status"].toString(), QStringLiteral("restartPending"), 60'000);
    const auto until = [&] {
        const QByteArray journal = m_sandbox->read(QStringLiteral("agent home/Task Synchronization/synchronization.xml"));
        const qsizetype from = journal.indexOf("until=");
        return journal.mid(from, 32);
    };
    const QByteArray before = until();
    service->kill();
    service->waitForFinished();
    QCOMPARE(agent().exitCode, 0);
    QCOMPARE(until(), before); // the same moment, not the whole delay anew
    QCOMPARE(ran(), QByteArray("one"));
    QCOMPARE(restartsAsked(), 0);
}

QTEST_GUILESS_MAIN(AgentRestartTest)
#include "agentrestart_test.moc"
