// Whole runs of real programs on this computer: what happens on disk, and what is reported.
#include "tests/support/binaries.h"

#include <QCryptographicHash>
#include <QTest>

using namespace seriatim::test;

namespace {

const QString rollout = QStringLiteral("Rollout");
const QString once = QStringLiteral("--once");

QString detects(const QString &file)
{
    return QStringLiteral("<DetectionRule><FileExists path=\"${SERIATIM_HOME}/%1\" /></DetectionRule>").arg(file);
}

QString appliesWhen(const QString &name, const QString &comparison, const QString &value)
{
    return QStringLiteral("<AppliesWhen><Fact name=\"%1\" operator=\"%2\" value=\"%3\" /></AppliesWhen>").arg(name, comparison, value);
}

// 1 succeeds, 2 fails, 3 needs 2, 4 needs 1, 5 cleans up after the failure of 2.
Rollout mixed()
{
    return {{{QStringLiteral("one"), note(QStringLiteral("one"))},
             {QStringLiteral("two"), note(QStringLiteral("two"), 7)},
             {QStringLiteral("three"), note(QStringLiteral("three")), {}, dependsOn(2, QStringLiteral("0,3010"))},
             {QStringLiteral("four"), note(QStringLiteral("four")), {}, dependsOn(1)},
             {QStringLiteral("five"), note(QStringLiteral("five")), {}, dependsOn(2, QStringLiteral("7"))}}};
}

const QString skippedSentence = QStringLiteral("Item 3 skipped: it needs item 2 to return 0 or 3010; it returned 7.");

} // namespace

class AgentRunTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sandbox = std::make_unique<Sandbox>(); }
    void theOrderIsWalked_data();
    void theOrderIsWalked();
    void statusIsTheSameEverywhere();
    void oneLineItem_data();
    void oneLineItem();
    void restartInTheMiddle();
    void codeThatNeedsARestartIsVerifiedAfterIt();
    void retriesUntilItSucceeds();
    void retriesAreBounded();
    void conditionsDecide();
    void programsHaveTheirSurroundings();
    void fromItemNKeepsTheResultsBefore();
    void runsOnceForEachGuid();
    void runByHandCountsAsTheOnceOnlyRun();
    void otherComputersAndDisabledTasksAreLeftAlone();
    void packageIsFetchedAndChecked();
    void outputIsKept();
    void jsonOfTaskRunIsTheStatus();

private:
    void load(const Rollout &rollout) const
    {
        const Outcome imported = m_sandbox->import(definitionOf(rollout));
        if (imported.exitCode != 0)
            QFAIL(told(imported).constData());
    }
    Outcome runNow(const QStringList &more = {}) const
    {
        return m_sandbox->ctl(QStringList{QStringLiteral("task"), QStringLiteral("run"), rollout, QStringLiteral("--home"), m_sandbox->home(),
                                          QStringLiteral("--computer"), QString::fromLatin1(Sandbox::computer)} + more);
    }
    QByteArray ran() const { return m_sandbox->lines(QStringLiteral("agent home/ran")).join(','); }
    QJsonValue item(int place) const { return m_sandbox->status()[u"items"].toArray()[place - 1]; }

    std::unique_ptr<Sandbox> m_sandbox;
};

void AgentRunTest::theOrderIsWalked_data()
{
    QTest::addColumn<bool>("byHand");
    QTest::newRow("task run") << true;
    QTest::newRow("seriatim-agent --once") << false;
}

void AgentRunTest::theOrderIsWalked() // B2, B10, B11, B12, B16
{
    QFETCH(const bool, byHand);
    load(mixed());
    const Outcome done = byHand ? runNow() : m_sandbox->agent();
    QVERIFY2(done.exitCode == 3, told(done));
    QVERIFY2(done.err.isEmpty(), told(done)); // progress is for terminals
    QCOMPARE(ran(), QByteArray("one,two,four,five"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,failed,skipped,succeeded,succeeded"));
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("failed"));
    QCOMPARE(item(2)[u"returnCode"].toInt(), 7);
    QVERIFY(item(3)[u"returnCode"].isNull());
    QCOMPARE(item(3)[u"explanation"].toString(), skippedSentence); // B39
}

void AgentRunTest::statusIsTheSameEverywhere()
{
    load(mixed());
    m_sandbox->agent();
    const QString computer = QString::fromLatin1(Sandbox::computer);
    const Outcome text = m_sandbox->ctl({QStringLiteral("status"), rollout});
    QVERIFY2(text.exitCode == 0 && text.out.contains(skippedSentence.toUtf8()) && text.out.contains("failed"), told(text));

    const QByteArray csv = m_sandbox->ctl({QStringLiteral("status"), rollout, QStringLiteral("--csv")}).out;
    QCOMPARE(csv.count("\r\n"), 6);
    const QJsonObject json = m_sandbox->status();
    QCOMPARE(json[u"computer"].toString(), computer);
    const QByteArrayList rows = csv.split('\n');
    for (int place = 1; place <= 5; ++place) {
        const QByteArray row = rows[place];
        QVERIFY(row.contains("PC-1,failed,1,0,"));
        QVERIFY2(row.contains(',' + item(place)[u"status"].toString().toUtf8() + ','), row);
        const Outcome sentence = m_sandbox->ctl({QStringLiteral("explain"), rollout, computer, QString::number(place)});
        QCOMPARE(sentence.out, item(place)[u"explanation"].toString().toUtf8() + '\n');
        QVERIFY(sentence.out.startsWith("Item " + QByteArray::number(place)));
    }
    QVERIFY(csv.contains('"' + skippedSentence.toUtf8()) || csv.contains(skippedSentence.toUtf8()));
    QCOMPARE(m_sandbox->ctl({QStringLiteral("explain"), rollout, computer}).out.count('\n'), 5);
    const QJsonObject explained = m_sandbox->ctl({QStringLiteral("explain"), rollout, computer, QStringLiteral("--json")}).json();
    QCOMPARE(explained[u"status"].toString(), QStringLiteral("failed"));
    QCOMPARE(explained[u"items"][2][u"explanation"].toString(), skippedSentence);
}

void AgentRunTest::oneLineItem_data()
{
    QTest::addColumn<QString>("commandLine");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("status");
    QTest::addColumn<int>("returnCode"); // -1: none
    QTest::addColumn<QString>("explanation");
    QTest::newRow("success code") << QStringLiteral("exit 5") << QStringLiteral("<SuccessCodes>0,5</SuccessCodes>") << QStringLiteral("succeeded") << 5 << QStringLiteral("5");
    QTest::newRow("other code") << QStringLiteral("exit 5") << QString() << QStringLiteral("failed") << 5 << QStringLiteral("it returned 5; success is 0");
    QTest::newRow("failure list wins (B15)") << QStringLiteral("exit 5") << QStringLiteral("<SuccessCodes>0,5</SuccessCodes><FailureCodes>5</FailureCodes>")
                                             << QStringLiteral("failed") << 5 << QStringLiteral("5");
    QTest::newRow("signal (B16a)") << QStringLiteral("kill -9 $$") << QString() << QStringLiteral("failed") << 137 << QStringLiteral("137");
    QTest::newRow("not found (B16a)") << QStringLiteral("/nowhere/setup") << QString() << QStringLiteral("failed") << -1 << QStringLiteral("/nowhere/setup");
    QTest::newRow("no command line") << QString() << QString() << QStringLiteral("failed") << -1 << QStringLiteral("no command line");
    QTest::newRow("no disk has it") << QStringLiteral("true") << QStringLiteral("<EstimatedDiskSpace>1000000000</EstimatedDiskSpace>")
                                    << QStringLiteral("failed") << -1 << QStringLiteral("1000000000 MB");
    QTest::newRow("other rights") << QStringLiteral("true") << QStringLiteral("<RunWithRights>specifiedUser</RunWithRights><SpecifiedUser>CORP\\nobody-here</SpecifiedUser>")
                                  << QStringLiteral("failed") << -1 << QStringLiteral("nobody-here");
    QTest::newRow("verified (B13)") << QStringLiteral("touch \"$SERIATIM_HOME/proof\"") << detects(QStringLiteral("proof"))
                                    << QStringLiteral("succeeded") << 0 << QStringLiteral("proof");
    QTest::newRow("not verified (B13)") << QStringLiteral("exit 0") << detects(QStringLiteral("proof")) << QStringLiteral("notVerified") << 0 << QStringLiteral("proof");
    QTest::newRow("already present (B14)") << QStringLiteral("touch \"$SERIATIM_HOME/never\"")
                                           << QStringLiteral("<SuccessCodes>3,0</SuccessCodes><DetectionRule><FolderExists path=\"${SERIATIM_HOME}\" /></DetectionRule>")
                                           << QStringLiteral("alreadyPresent") << 3 << QStringLiteral("already present");
    QTest::newRow("rule that cannot be evaluated") << QStringLiteral("exit 0") << QStringLiteral("<DetectionRule><FileExists path=\"${NO_SUCH_VARIABLE}/x\" /></DetectionRule>")
                                                   << QStringLiteral("notVerified") << 0 << QStringLiteral("NO_SUCH_VARIABLE");
}

void AgentRunTest::oneLineItem()
{
    QFETCH(const QString, commandLine);
    QFETCH(const QString, program);
    QFETCH(const QString, status);
    QFETCH(const int, returnCode);
    QFETCH(const QString, explanation);
    load({{{QStringLiteral("it"), commandLine, program}, {QStringLiteral("next"), note(QStringLiteral("next"))}}});
    const Outcome done = m_sandbox->agent();
    QCOMPARE(m_sandbox->itemStatuses(), status + QStringLiteral(",succeeded")); // B12
    const bool good = status == u"succeeded" || status == u"alreadyPresent";
    QVERIFY2(done.exitCode == (good ? 0 : 3), told(done));
    QCOMPARE(item(1)[u"returnCode"].isNull(), returnCode < 0);
    if (returnCode >= 0)
        QCOMPARE(item(1)[u"returnCode"].toInt(), returnCode);
    const QString sentence = item(1)[u"explanation"].toString();
    QVERIFY2(sentence.contains(explanation), qPrintable(sentence));
    QCOMPARE(ran(), QByteArray("next"));
    QVERIFY(m_sandbox->lines(QStringLiteral("agent home/never")).isEmpty());
}

void AgentRunTest::restartInTheMiddle() // B17
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one")), QStringLiteral("<AfterRunning>restart</AfterRunning>")},
           {QStringLiteral("two"), note(QStringLiteral("two")), {}, dependsOn(1)}}});
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded"));
    QCOMPARE(m_sandbox->status()[u"restarts"].toInt(), 1);
}

void AgentRunTest::codeThatNeedsARestartIsVerifiedAfterIt() // B13, B15: one restart, though both ask for it
{
    const QString program = QStringLiteral("<RestartCodes>194</RestartCodes><AfterRunning>restart</AfterRunning>"
                                           "<DetectionRule><CommandExits command=\"test &quot;$(cat &quot;$SERIATIM_HOME/simulated-restarts&quot;)&quot; = 1\" code=\"0\" /></DetectionRule>");
    load({{{QStringLiteral("one"), note(QStringLiteral("one"), 194), program}, {QStringLiteral("two"), note(QStringLiteral("two")), {}, dependsOn(1)}}});
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded"));
    QCOMPARE(item(1)[u"returnCode"].toInt(), 194);
    QCOMPARE(item(1)[u"attempts"].toInt(), 1);
    QCOMPARE(m_sandbox->status()[u"restarts"].toInt(), 1);
}

void AgentRunTest::retriesUntilItSucceeds() // B15
{
    const QString commandLine = QStringLiteral("echo try $SERIATIM_ATTEMPT >> \"$SERIATIM_HOME/ran\"; [ $SERIATIM_ATTEMPT -ge 3 ] || exit 75");
    load({{{QStringLiteral("one"), commandLine, QStringLiteral("<RetryCodes>75</RetryCodes><RetryDelay>0</RetryDelay>")}}});
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("try 1,try 2,try 3"));
    QCOMPARE(item(1)[u"attempts"].toInt(), 3);
    QCOMPARE(item(1)[u"returnCode"].toInt(), 0);
}

void AgentRunTest::retriesAreBounded()
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one"), 75), QStringLiteral("<RetryCodes>75</RetryCodes><RetryDelay>0</RetryDelay><RetryCount>2</RetryCount>")}}});
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 3, told(done));
    QCOMPARE(ran(), QByteArray("one,one,one"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("failed"));
    QCOMPARE(item(1)[u"returnCode"].toInt(), 75);
}

void AgentRunTest::conditionsDecide() // B11a
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one")), QStringLiteral("<SuccessCodes>4,0</SuccessCodes>"), appliesWhen(QStringLiteral("name"), QStringLiteral("equals"), QStringLiteral("PC-2"))},
           {QStringLiteral("two"), note(QStringLiteral("two")), {}, dependsOn(1, QStringLiteral("4"))},
           {QStringLiteral("three"), note(QStringLiteral("three")), {}, appliesWhen(QStringLiteral("name"), QStringLiteral("equals"), QStringLiteral("pc-1"))},
           {QStringLiteral("four"), note(QStringLiteral("four")), {}, appliesWhen(QStringLiteral("memory"), QStringLiteral("atLeast"), QStringLiteral("1"))},
           {QStringLiteral("five"), note(QStringLiteral("five")), {}, appliesWhen(QStringLiteral("operatingSystem"), QStringLiteral("contains"), QStringLiteral("OS/2"))},
           {QStringLiteral("six"), note(QStringLiteral("six")), {}, dependsOn(5, QStringLiteral("1"))}}});
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("two,three,four"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("notApplicable,succeeded,succeeded,succeeded,notApplicable,skipped"));
    QVERIFY(item(1)[u"returnCode"].isNull());
    QVERIFY(item(1)[u"explanation"].toString().contains(QStringLiteral("PC-2")));
}

void AgentRunTest::programsHaveTheirSurroundings() // B31
{
    load({{{QStringLiteral("one"), QStringLiteral("pwd > \"$SERIATIM_HOME/where\"; echo \"$MODE|$SERIATIM_COMPUTER|$SERIATIM_TASK|$SERIATIM_ITEM\" >> \"$SERIATIM_HOME/ran\""),
            QStringLiteral("<WorkingDirectory>Logs</WorkingDirectory><Environment><Variable name=\"MODE\" value=\"quiet &amp; $HOME\" /></Environment>")}}});
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("quiet & $HOME|PC-1|Rollout|1"));
    QVERIFY(m_sandbox->read(QStringLiteral("agent home/where")).trimmed().endsWith("/agent home/Logs"));
}

void AgentRunTest::fromItemNKeepsTheResultsBefore() // B27
{
    load(mixed());
    runNow();
    const Outcome again = runNow({QStringLiteral("--from"), QStringLiteral("4")});
    QVERIFY2(again.exitCode == 3, told(again)); // item 2 keeps its failure
    QCOMPARE(ran(), QByteArray("one,two,four,five,four,five"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,failed,skipped,succeeded,succeeded"));
    QCOMPARE(m_sandbox->status()[u"run"].toInt(), 2);
}

void AgentRunTest::runsOnceForEachGuid() // B23
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one"))}, {QStringLiteral("two"), note(QStringLiteral("two"))}}});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,two"));
    m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("set"), rollout, QStringLiteral("description=other")}); // B6
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,two"));
    m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("move"), rollout, QStringLiteral("2"), QStringLiteral("--to"), QStringLiteral("1")}); // B5
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,two,two,one"));
}

void AgentRunTest::runByHandCountsAsTheOnceOnlyRun() // B27
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one"))}}});
    QCOMPARE(runNow().exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
    QCOMPARE(runNow().exitCode, 0); // by hand again and again
    QCOMPARE(ran(), QByteArray("one,one"));
}

void AgentRunTest::otherComputersAndDisabledTasksAreLeftAlone()
{
    load({{{QStringLiteral("one"), note(QStringLiteral("one"))}}});
    m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("set"), rollout, QStringLiteral("enabled=false")});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray());
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("notReceived"));
    m_sandbox->import("<Seriatim version=\"1\"><Computer name=\"PC-2\" /></Seriatim>");
    m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("set"), rollout, QStringLiteral("enabled=true")});
    const Outcome other = m_sandbox->run(seriatimAgent(), {QStringLiteral("--home"), m_sandbox->home(), QStringLiteral("--store"), m_sandbox->store(),
                                                           QStringLiteral("--computer"), QStringLiteral("PC-2"), once});
    QVERIFY2(other.exitCode == 0, told(other));
    QCOMPARE(ran(), QByteArray());
}

void AgentRunTest::packageIsFetchedAndChecked() // B30
{
    const QByteArray setup = "#!/bin/sh\necho installed >> \"$SERIATIM_HOME/ran\"\n";
    m_sandbox->write(QStringLiteral("source/bin/setup.sh"), setup);
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(setup, QCryptographicHash::Sha256).toHex());
    const auto package = [&](const QString &sha256) {
        return QStringLiteral("<Source type=\"local\" location=\"%1\" /><Snapshot><File path=\"bin/setup.sh\" size=\"%2\" sha256=\"%3\" /></Snapshot>")
            .arg(m_sandbox->path(QStringLiteral("source"))).arg(setup.size()).arg(sha256);
    };
    Rollout definition{{{QStringLiteral("one"), QStringLiteral("sh bin/setup.sh")}, {QStringLiteral("two"), note(QStringLiteral("two"))}}, package(QString(64, u'0'))};
    load(definition);
    const Outcome waiting = m_sandbox->agent();
    QVERIFY2(waiting.exitCode == 0, told(waiting));
    QCOMPARE(ran(), QByteArray());
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("waiting"));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("waiting,notStarted"));
    QVERIFY2(item(1)[u"explanation"].toString().contains(QStringLiteral("setup.sh")), qPrintable(item(1)[u"explanation"].toString()));

    // The right snapshot, in a run by hand: its own copy is what runs.
    const Sandbox other;
    definition.package = package(hash);
    QCOMPARE(other.import(definitionOf(definition)).exitCode, 0);
    const Outcome done = other.agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(other.lines(QStringLiteral("agent home/ran")).join(','), QByteArray("installed,two"));
}

void AgentRunTest::outputIsKept()
{
    load({{{QStringLiteral("one"), QStringLiteral("echo to out; echo to err >&2; exit 4")}}});
    m_sandbox->agent();
    const Outcome found = m_sandbox->run(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("cat \"%1\"/Logs/*/*.log").arg(m_sandbox->home())});
    QVERIFY2(found.out.contains("to out") && found.out.contains("to err"), told(found));
}

void AgentRunTest::jsonOfTaskRunIsTheStatus()
{
    load(mixed());
    const Outcome done = runNow({QStringLiteral("--json")});
    QCOMPARE(done.exitCode, 3);
    QCOMPARE(done.json(), m_sandbox->ctl({QStringLiteral("status"), rollout, QStringLiteral("--json")}).json());
    QCOMPARE(done.json()[u"computers"][0][u"items"].toArray().size(), 5);
}

QTEST_GUILESS_MAIN(AgentRunTest)
#include "agentrun_test.moc"
