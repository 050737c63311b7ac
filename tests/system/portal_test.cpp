// Requests from the Software Portal through the real command line and agent: approve, deny, hold, pre-approval, the run and
// what its requester learns of it (B35–B37).
#include "tests/support/binaries.h"

#include <QFile>
#include <QTest>

using namespace seriatim::test;

namespace {

const QString viewer = QStringLiteral("Viewer");

// The task is in the portal for alice and for the help desk, and applies to no computer.
QByteArray definition(const QStringList &commandLines, bool reports = false, bool preApproved = false)
{
    QString programs;
    QString items;
    for (const QString &line : commandLines) {
        const QString name = QStringLiteral("step %1").arg(programs.count(QStringLiteral("<Program ")) + 1);
        programs += QStringLiteral("<Program name=\"%1\"><CommandLine>%2</CommandLine></Program>").arg(name, line.toHtmlEscaped());
        items += QStringLiteral("<LineItem package=\"Suite\" program=\"%1\" />").arg(name);
    }
    return QStringLiteral("<Seriatim version=\"1\"><Package name=\"Suite\">%1</Package><Computer name=\"PC-1\" />"
                          "<User name=\"alice\" domain=\"CORP\" /><User name=\"bob\" /><User name=\"carol\" />"
                          "<Group name=\"Help desk\"><Member user=\"bob\" /></Group>"
                          "<SequentialTask name=\"Viewer\"><ExecutionOrder>%2</ExecutionOrder><Schedule><Trigger Type=\"-1\" /></Schedule>"
                          "<Portal><DisplayName>The viewer</DisplayName><ReportFinalStatusToServer>%3</ReportFinalStatusToServer>"
                          "<Access user=\"CORP\\alice\" maySee=\"true\" preApproved=\"%4\" /><Access group=\"Help desk\" maySee=\"true\" recommended=\"true\" />"
                          "</Portal></SequentialTask></Seriatim>")
        .arg(programs, items, reports ? QStringLiteral("true") : QStringLiteral("false"), preApproved ? QStringLiteral("true") : QStringLiteral("false"))
        .toUtf8();
}

} // namespace

class PortalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theRightUsersSeeIt_B35();
    void approvedRunsOnceAndItsEndIsSeen_B36_B37();
    void theServerHearsOfItWhereTheTaskSaysSo_B37();
    void deniedAndHeldDoNotRun_B36();
    void preApprovedRunsAtOnce_B36();
    void approvalIsTakenBackInTheMiddle_B36();
    void aKilledAgentGoesOn_B19();
    void anotherOrderAfterTheApproval_B5();
    void runsOnThisComputerNow_B36();
    void wrongUse();

private:
    Outcome portal(const QStringList &arguments) const { return m_sandbox->ctl(QStringList{QStringLiteral("portal")} + arguments); }
    QJsonObject portalJson(const QStringList &arguments) const { return portal(arguments + QStringList{QStringLiteral("--json")}).json(); }
    void load(const QByteArray &text) const
    {
        const Outcome imported = m_sandbox->import(text);
        if (imported.exitCode != 0)
            QFAIL(told(imported).constData());
    }
    QJsonObject request(const QString &user = QStringLiteral("alice")) const
    {
        return portalJson({QStringLiteral("request"), viewer, QStringLiteral("--user"), user, QStringLiteral("--computer"), QStringLiteral("PC-1")});
    }
    QJsonObject onlyRequest() const { return portalJson({QStringLiteral("requests")})[u"requests"].toArray().first().toObject(); }
    QString steps() const
    {
        QStringList words;
        for (const QJsonValue record : onlyRequest()[u"history"].toArray())
            words += record[u"step"].toString();
        return words.join(u',');
    }
    QByteArray ran() const { return m_sandbox->lines(QStringLiteral("agent home/ran")).join(','); }

    std::unique_ptr<Sandbox> m_sandbox;
};

void PortalTest::init()
{
    m_sandbox = std::make_unique<Sandbox>();
    m_sandbox->setVariable(QStringLiteral("STORE"), m_sandbox->store());
    m_sandbox->setVariable(QStringLiteral("CTL"), seriatimctl());
}

void PortalTest::theRightUsersSeeIt_B35()
{
    load(definition({note(QStringLiteral("one"))}));
    const auto seenBy = [&](const QString &user) { return portalJson({QStringLiteral("list"), QStringLiteral("--user"), user})[u"tasks"].toArray(); };
    QCOMPARE(seenBy(QStringLiteral("CORP\\alice")).size(), 1);
    QCOMPARE(seenBy(QStringLiteral("alice"))[0][u"recommended"].toBool(), false);
    QCOMPARE(seenBy(QStringLiteral("bob"))[0][u"recommended"].toBool(), true);
    QCOMPARE(seenBy(QStringLiteral("bob"))[0][u"displayName"].toString(), QStringLiteral("The viewer"));
    QVERIFY(seenBy(QStringLiteral("carol")).isEmpty());
    QCOMPARE(portal({QStringLiteral("list"), QStringLiteral("--user"), QStringLiteral("bob")}).out, QByteArray("The viewer (task 'Viewer'), recommended\n"));
    const Outcome refused = portal({QStringLiteral("request"), viewer, QStringLiteral("--user"), QStringLiteral("carol"), QStringLiteral("--computer"), QStringLiteral("PC-1")});
    QVERIFY2(refusalFault(refused, 1, {QStringLiteral("'carol' does not see it")}).isEmpty(), refusalFault(refused, 1, {}));
}

void PortalTest::approvedRunsOnceAndItsEndIsSeen_B36_B37()
{
    load(definition({note(QStringLiteral("one")), note(QStringLiteral("two"), 4)}));
    const QJsonObject made = request();
    QCOMPARE(made[u"state"].toString(), QStringLiteral("waiting"));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray()); // it waits for an administrator, and the task does not apply to this computer
    const Outcome approved = portal({QStringLiteral("approve"), QString::number(made[u"number"].toInt()), QStringLiteral("--comment"), QStringLiteral("have fun")});
    QVERIFY2(approved.exitCode == 0, told(approved));
    QVERIFY(approved.out.contains("have fun"));
    QCOMPARE(m_sandbox->agent().exitCode, 3);
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(onlyRequest()[u"state"].toString(), QStringLiteral("ended"));
    QCOMPARE(onlyRequest()[u"finalStatus"].toString(), QStringLiteral("failed"));
    QCOMPARE(onlyRequest()[u"explanation"].toString(), QStringLiteral("Failed: 1 of 2 line items failed."));
    QCOMPARE(steps(), QStringLiteral("made,approved,started,ended"));
    QVERIFY(m_sandbox->status(viewer).isEmpty()); // the server's statuses know nothing of it
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,two"));
    QVERIFY(m_sandbox->read(QStringLiteral("agent home/Policies/grants.json")).contains("\"grants\": [\n    ]")); // nothing is left to be done
}

void PortalTest::theServerHearsOfItWhereTheTaskSaysSo_B37()
{
    load(definition({note(QStringLiteral("one"))}, true, true));
    request();
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(onlyRequest()[u"finalStatus"].toString(), QStringLiteral("succeeded"));
    QCOMPARE(m_sandbox->itemStatuses(viewer), QStringLiteral("succeeded"));
}

void PortalTest::deniedAndHeldDoNotRun_B36()
{
    load(definition({note(QStringLiteral("one"))}));
    request();
    QCOMPARE(portalJson({QStringLiteral("hold"), QStringLiteral("1"), QStringLiteral("--comment"), QStringLiteral("no licence")})[u"state"].toString(), QStringLiteral("onHold"));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(portalJson({QStringLiteral("deny"), QStringLiteral("1"), QStringLiteral("--comment"), QStringLiteral("too dear")})[u"state"].toString(), QStringLiteral("denied"));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray());
    QCOMPARE(steps(), QStringLiteral("made,putOnHold,denied"));
    const Outcome again = portal({QStringLiteral("deny"), QStringLiteral("1")});
    QVERIFY2(refusalFault(again, 1, {QStringLiteral("request 1 for 'The viewer'"), QStringLiteral("denied already")}).isEmpty(), told(again));
    QCOMPARE(portalJson({QStringLiteral("requests"), QStringLiteral("--state"), QStringLiteral("denied")})[u"requests"].toArray().size(), 1);
    QVERIFY(portalJson({QStringLiteral("requests"), QStringLiteral("--state"), QStringLiteral("waiting")})[u"requests"].toArray().isEmpty());
    QCOMPARE(portalJson({QStringLiteral("approve"), QStringLiteral("1")})[u"state"].toString(), QStringLiteral("approved")); // the administrator's right
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
}

void PortalTest::preApprovedRunsAtOnce_B36()
{
    load(definition({note(QStringLiteral("one"))}, false, true));
    const QJsonObject made = request();
    QCOMPARE(made[u"state"].toString(), QStringLiteral("approved"));
    QCOMPARE(made[u"history"][1][u"who"].toString(), QStringLiteral("pre-approved"));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
}

void PortalTest::approvalIsTakenBackInTheMiddle_B36()
{
    load(definition({QStringLiteral("\"$CTL\" --store \"$STORE\" portal deny 1 --comment stop; ") + note(QStringLiteral("one")), note(QStringLiteral("two"))}, false, true));
    request();
    m_sandbox->agent();
    QCOMPARE(ran(), QByteArray("one"));
    QCOMPARE(steps(), QStringLiteral("made,approved,started,denied,ended"));
    QCOMPARE(onlyRequest()[u"finalStatus"].toString(), QStringLiteral("withdrawn"));
}

void PortalTest::aKilledAgentGoesOn_B19()
{
    // The first start of the second step kills its agent.
    const QString kills = QStringLiteral("[ -e \"$SERIATIM_HOME/second\" ] || { touch \"$SERIATIM_HOME/second\"; kill -9 $PPID; sleep 60; }; ");
    load(definition({note(QStringLiteral("one")), kills + note(QStringLiteral("two")), note(QStringLiteral("three"))}, false, true));
    request();
    QCOMPARE(m_sandbox->agent().exitCode, -1);
    QCOMPARE(ran(), QByteArray("one"));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,two,three"));
    QCOMPARE(steps(), QStringLiteral("made,approved,started,ended"));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,two,three"));
}

void PortalTest::anotherOrderAfterTheApproval_B5()
{
    load(definition({note(QStringLiteral("one")), note(QStringLiteral("two"))}, false, true));
    request();
    QCOMPARE(m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("move"), viewer, QStringLiteral("2"), QStringLiteral("--to"), QStringLiteral("1")}).exitCode, 0);
    QVERIFY(onlyRequest()[u"task"] != onlyRequest()[u"currentTask"]);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("two,one"));
    QCOMPARE(onlyRequest()[u"finalStatus"].toString(), QStringLiteral("succeeded"));
    QCOMPARE(m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("delete"), viewer}).exitCode, 0);
    QVERIFY(onlyRequest()[u"currentTask"].isNull()); // and the request can still be read
}

void PortalTest::runsOnThisComputerNow_B36()
{
    load(definition({note(QStringLiteral("one"))}));
    request();
    const QStringList now{QStringLiteral("run"), QStringLiteral("1"), QStringLiteral("--home"), m_sandbox->home()};
    const Outcome early = portal(now);
    QCOMPARE(early.exitCode, 1);
    QVERIFY(early.error().contains(QStringLiteral("no approved request")));
    QCOMPARE(portal({QStringLiteral("approve"), QStringLiteral("1")}).exitCode, 0);
    const Outcome done = portal(now);
    QVERIFY2(done.exitCode == 0, told(done));
    QVERIFY(done.out.contains("The viewer  CORP\\alice on PC-1: succeeded"));
    QCOMPARE(ran(), QByteArray("one"));
}

void PortalTest::wrongUse()
{
    load(definition({note(QStringLiteral("one"))}));
    const auto refused = [&](const QStringList &arguments, int code, const QString &mention) {
        const QByteArray fault = refusalFault(portal(arguments), code, {mention});
        if (!fault.isEmpty())
            QFAIL(fault.constData());
    };
    refused({QStringLiteral("list")}, 2, QStringLiteral("--user"));
    refused({QStringLiteral("list"), QStringLiteral("--user"), QStringLiteral("dora")}, 1, QStringLiteral("user 'dora'"));
    refused({QStringLiteral("approve")}, 2, QStringLiteral("usage"));
    refused({QStringLiteral("approve"), QStringLiteral("77")}, 1, QStringLiteral("request '77'"));
    refused({QStringLiteral("requests"), QStringLiteral("--state"), QStringLiteral("open")}, 2, QStringLiteral("--state is 'open'"));
    refused({QStringLiteral("expiry"), QStringLiteral("0")}, 2, QStringLiteral("DAYS is '0'"));
    refused({QStringLiteral("request"), viewer, QStringLiteral("--user"), QStringLiteral("alice"), QStringLiteral("--computer"), QStringLiteral("PC-9")}, 1, QStringLiteral("computer 'PC-9'"));
    QCOMPARE(portalJson({QStringLiteral("expiry")})[u"days"].toInt(), 30);
    QCOMPARE(portalJson({QStringLiteral("expiry"), QStringLiteral("14")})[u"days"].toInt(), 14);
    QCOMPARE(portalJson({QStringLiteral("expiry")})[u"days"].toInt(), 14);
}

QTEST_GUILESS_MAIN(PortalTest)
#include "portal_test.moc"
