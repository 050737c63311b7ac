// The real agent as a service, and the real command line that asks it for something (B27, B28).
#include "tests/support/binaries.h"

#include <QDir>
#include <QTest>

using namespace seriatim::test;

namespace {

constexpr int patience = 60'000; // ms
const QString inTenYears = QStringLiteral("<Schedule><Trigger Type=\"0\"><BeginDate>2046-01-05 08:00:00</BeginDate></Trigger></Schedule>");

} // namespace

class AgentInboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sandbox = std::make_unique<Sandbox>(); }
    void aServiceRunsWhatIsWished_B27();
    void aWishWaitsForTheAgent_B27();
    void aKilledAgentTakesItUp_B27();
    void whatCannotBeAskedIsRefused();

private:
    void load() const
    {
        const Outcome imported = m_sandbox->import(definitionOf({{{QStringLiteral("one"), note(QStringLiteral("one"))}, {QStringLiteral("two"), note(QStringLiteral("two"))}}, {}, {}, inTenYears}));
        if (imported.exitCode != 0)
            QFAIL(told(imported).constData());
    }
    Outcome ask(const QStringList &words) const { return m_sandbox->ctl(QStringList{QStringLiteral("agent")} + words + QStringList{QStringLiteral("--home"), m_sandbox->home()}); }
    QByteArray ran() const { return m_sandbox->lines(QStringLiteral("agent home/ran")).join(','); }
    QStringList inbox() const { return QDir(m_sandbox->home() + QStringLiteral("/Inbox")).entryList(QDir::Files); }
    static void stop(QProcess &agent)
    {
        agent.terminate();
        const Outcome ended = finish(agent);
        QVERIFY2(ended.exitCode == 0, told(ended));
    }

    std::unique_ptr<Sandbox> m_sandbox;
};

void AgentInboxTest::aServiceRunsWhatIsWished_B27()
{
    load();
    QCOMPARE(m_sandbox->agent().exitCode, 0); // it knows the task now, which is not due
    QCOMPARE(ran(), QByteArray());
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({});
    QTRY_VERIFY_WITH_TIMEOUT(ask({QStringLiteral("run-now"), QStringLiteral("Rollout"), QStringLiteral("--json")}).json()[u"agent"].toInteger() == agent->processId(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(inbox().isEmpty(), patience);
    const QByteArray before = ran();
    QVERIFY(before.startsWith("one,two"));
    const Outcome asked = ask({QStringLiteral("run-now"), QStringLiteral("Rollout"), QStringLiteral("--from"), QStringLiteral("2")});
    QVERIFY2(asked.exitCode == 0 && asked.out.contains("has been asked"), told(asked));
    QTRY_COMPARE_WITH_TIMEOUT(ran(), before + ",two", patience);
    stop(*agent);
}

void AgentInboxTest::aWishWaitsForTheAgent_B27()
{
    load();
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    const Outcome asked = ask({QStringLiteral("run-now"), QStringLiteral("Rollout")});
    QVERIFY2(asked.exitCode == 0 && asked.out.contains("taken up when one starts"), told(asked));
    QCOMPARE(inbox().size(), 1);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,two"));
    QVERIFY(inbox().isEmpty());
}

void AgentInboxTest::aKilledAgentTakesItUp_B27()
{
    const Outcome imported = m_sandbox->import(definitionOf(
        {{{QStringLiteral("one"), QStringLiteral("echo one >> \"$SERIATIM_HOME/ran\"; [ -e \"$SERIATIM_HOME/second\" ] || { touch \"$SERIATIM_HOME/second\"; kill -KILL $PPID; }")},
          {QStringLiteral("two"), note(QStringLiteral("two"))}},
         {}, {}, inTenYears}));
    QVERIFY2(imported.exitCode == 0, told(imported));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ask({QStringLiteral("run-now"), QStringLiteral("Rollout")}).exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, -1); // killed by its own program
    QVERIFY(inbox().isEmpty());                // the run is in the journal
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,one,two")); // B19, and the wish started one run only
}

void AgentInboxTest::whatCannotBeAskedIsRefused()
{
    load();
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(refusalFault(ask({QStringLiteral("put-off"), QStringLiteral("Rollout"), QStringLiteral("--minutes"), QStringLiteral("5")}), 1, {QStringLiteral("Rollout"), QStringLiteral("no warning")}), QByteArray());
    QCOMPARE(refusalFault(ask({QStringLiteral("go-ahead"), QStringLiteral("Rollout")}), 1, {QStringLiteral("no warning")}), QByteArray());
    QCOMPARE(refusalFault(ask({QStringLiteral("run-now"), QStringLiteral("Another")}), 1, {QStringLiteral("Another"), QStringLiteral("does not know it")}), QByteArray());
    QCOMPARE(refusalFault(ask({QStringLiteral("run-now"), QStringLiteral("Rollout"), QStringLiteral("--from"), QStringLiteral("3")}), 2, {QStringLiteral("--from"), QStringLiteral("from 1 to 2")}), QByteArray());
    QCOMPARE(refusalFault(m_sandbox->ctl({QStringLiteral("agent"), QStringLiteral("run-now"), QStringLiteral("Rollout")}), 2, {QStringLiteral("--home")}), QByteArray());
    QVERIFY(inbox().isEmpty());
}

QTEST_GUILESS_MAIN(AgentInboxTest)
#include "agentinbox_test.moc"
