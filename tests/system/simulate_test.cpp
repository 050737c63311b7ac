// The exact JSON of `simulate`, and what scenarios do to it (formats.md, B41, B42).
#include "tests/support/binaries.h"

#include <QTest>

using namespace seriatim::test;

namespace {

const QString rollout = QStringLiteral("Rollout");

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

// 1; 2 needs 1 and has a detection rule; 3 needs 2 and restarts; 4 stands alone.
QByteArray fourSteps()
{
    const QString rule = QStringLiteral("<DetectionRule><FileExists path=\"/nowhere\" /></DetectionRule>");
    return definitionOf({{{QStringLiteral("one"), QStringLiteral("exit 99"), QStringLiteral("<RetryCodes>1618</RetryCodes><TerminateAfter>10</TerminateAfter><EstimatedRunTime>2</EstimatedRunTime>")},
                          {QStringLiteral("two"), QStringLiteral("exit 99"), rule, dependsOn(1)},
                          {QStringLiteral("three"), QStringLiteral("exit 99"), QStringLiteral("<AfterRunning>restart</AfterRunning><SuccessCodes>3,0</SuccessCodes>"), dependsOn(2)},
                          {QStringLiteral("four"), QStringLiteral("exit 99"), {}, QStringLiteral("<AppliesWhen><Fact name=\"name\" operator=\"equals\" value=\"x\" /></AppliesWhen>")}}});
}

} // namespace

class SimulateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void jsonIsExact();
    void scenarioDecides_data();
    void scenarioDecides();
    void sameSeedSameBytes();
    void optionsGoOverTheScenario();
    void recordingTouchesNoStatus();
    void nothingToSimulateIsSaid();
    void wrongScenarioIsRefused_data();
    void wrongScenarioIsRefused();

private:
    Outcome simulate(const QByteArray &rows, const QStringList &more = {}) const
    {
        const QByteArray scenario = rows.startsWith("<Scenario") ? rows : "<Scenario>" + rows + "</Scenario>";
        return m_sandbox.ctl(QStringList{QStringLiteral("simulate"), rollout, QStringLiteral("--json"), QStringLiteral("--scenario"),
                                         m_sandbox.write(QStringLiteral("scenario.xml"), scenario)} + more);
    }

    Sandbox m_sandbox;
};

void SimulateTest::initTestCase()
{
    const Outcome imported = m_sandbox.import(fourSteps());
    QVERIFY2(imported.exitCode == 0, told(imported));
}

void SimulateTest::jsonIsExact()
{
    const Outcome done = simulate("<Scenario seed=\"42\" />", {QStringLiteral("--computers")});
    QVERIFY2(done.exitCode == 0 && done.err.isEmpty(), told(done));
    const QJsonObject all = done.json();
    QCOMPARE(sorted(all.keys()), sorted({QStringLiteral("task"), QStringLiteral("seed"), QStringLiteral("endpoints"), QStringLiteral("virtualSeconds"),
                                         QStringLiteral("summary"), QStringLiteral("items"), QStringLiteral("computers")}));
    QCOMPARE(all[u"task"], m_sandbox.task()[u"guid"]);
    QCOMPARE(all[u"seed"].toInt(), 42);
    QCOMPARE(all[u"endpoints"].toInt(), 1);
    QVERIFY(all[u"virtualSeconds"].toInt() >= 120); // item 1 has an estimated run time of 2 minutes
    QCOMPARE(all[u"summary"].toObject(), (QJsonObject{{QStringLiteral("succeeded"), 1}, {QStringLiteral("failed"), 0}}));
    const QJsonObject first{{QStringLiteral("item"), 1}, {QStringLiteral("succeeded"), 1}, {QStringLiteral("alreadyPresent"), 0}, {QStringLiteral("carriedOver"), 0},
                            {QStringLiteral("failed"), 0}, {QStringLiteral("timedOut"), 0}, {QStringLiteral("notVerified"), 0}, {QStringLiteral("interrupted"), 0},
                            {QStringLiteral("skipped"), 0}};
    QCOMPARE(all[u"items"][0].toObject(), first);
    QCOMPARE(all[u"items"].toArray().size(), 4);
    const QJsonObject computer = all[u"computers"][0].toObject();
    QCOMPARE(sorted(computer.keys()), sorted({QStringLiteral("computer"), QStringLiteral("status"), QStringLiteral("restarts"), QStringLiteral("runs"), QStringLiteral("items")}));
    QCOMPARE(computer[u"computer"].toString(), QStringLiteral("PC-1"));
    QCOMPARE(computer[u"restarts"].toInt(), 1);
    QCOMPARE(computer[u"runs"].toInt(), 1);
    const QJsonObject item{{QStringLiteral("item"), 1}, {QStringLiteral("status"), QStringLiteral("succeeded")}, {QStringLiteral("returnCode"), 0},
                           {QStringLiteral("attempts"), 1}, {QStringLiteral("executions"), 1}};
    QCOMPARE(computer[u"items"][0].toObject(), item);
    QVERIFY(!simulate("<Scenario />").json().contains(QStringLiteral("computers"))); // only with --computers
}

void SimulateTest::scenarioDecides_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("items"); // status:code:attempts:executions of each
    QTest::addColumn<int>("restarts");
    QTest::addColumn<int>("exitCode");
    const QString rest = QStringLiteral(" succeeded:0:1:1 succeeded:0:1:1 succeeded:0:1:1");
    const QString skippedRest = QStringLiteral(" skipped:-:0:0 skipped:-:0:0 succeeded:0:1:1");
    QTest::newRow("nothing assumed") << QByteArray() << QStringLiteral("succeeded:0:1:1") + rest << 1 << 0;
    QTest::newRow("failure code") << QByteArray("<Outcome computer=\"pc-*\" item=\"1\" returnCode=\"1603\" />") << QStringLiteral("failed:1603:1:1") + skippedRest << 0 << 3;
    QTest::newRow("first row wins") << QByteArray("<Outcome computer=\"*\" item=\"1\" returnCode=\"7\" /><Outcome computer=\"*\" item=\"1\" returnCode=\"8\" />")
                                    << QStringLiteral("failed:7:1:1") + skippedRest << 0 << 3;
    QTest::newRow("other computers") << QByteArray("<Outcome computer=\"PC-?0\" item=\"1\" returnCode=\"7\" />") << QStringLiteral("succeeded:0:1:1") + rest << 1 << 0;
    QTest::newRow("retry, then success") << QByteArray("<Outcome computer=\"*\" item=\"1\" attempt=\"1\" returnCode=\"1618\" />") << QStringLiteral("succeeded:0:2:2") + rest << 1 << 0;
    QTest::newRow("retries used up") << QByteArray("<Outcome computer=\"*\" item=\"1\" returnCode=\"1618\" />") << QStringLiteral("failed:1618:4:4") + skippedRest << 0 << 3;
    QTest::newRow("past terminate after") << QByteArray("<Outcome computer=\"*\" item=\"1\" returnCode=\"0\" duration=\"601\" />") << QStringLiteral("timedOut:-:1:1") + skippedRest << 0 << 3;
    QTest::newRow("power loss before the program acts") << QByteArray("<Fault computer=\"*\" item=\"1\" attempt=\"1\" kind=\"power-loss\" at=\"before-start\" />")
                                                        << QStringLiteral("succeeded:0:2:1") + rest << 2 << 0;
    QTest::newRow("power loss while running") << QByteArray("<Fault computer=\"*\" item=\"1\" attempt=\"1\" kind=\"power-loss\" at=\"running\" />")
                                              << QStringLiteral("succeeded:0:2:2") + rest << 2 << 0;
    QTest::newRow("agent crash while running") << QByteArray("<Fault computer=\"*\" item=\"1\" attempt=\"1\" kind=\"agent-crash\" at=\"running\" />")
                                               << QStringLiteral("succeeded:0:2:2") + rest << 1 << 0;
    QTest::newRow("power loss after the exit") << QByteArray("<Fault computer=\"*\" item=\"1\" attempt=\"1\" kind=\"power-loss\" at=\"after-exit\" />")
                                               << QStringLiteral("succeeded:0:2:2") + rest << 2 << 0;
    QTest::newRow("after the exit, with a rule") << QByteArray("<Fault computer=\"*\" item=\"2\" attempt=\"1\" kind=\"power-loss\" at=\"after-exit\" />")
                                                 << QStringLiteral("succeeded:0:1:1 alreadyPresent:0:1:1 succeeded:0:1:1 succeeded:0:1:1") << 2 << 0;
    QTest::newRow("always interrupted") << QByteArray("<Fault computer=\"*\" item=\"1\" kind=\"installer-restart\" at=\"after-exit\" />")
                                        << QStringLiteral("interrupted:-:2:2") + skippedRest << 2 << 3;
    QTest::newRow("agent crash in the countdown") << QByteArray("<Fault computer=\"*\" item=\"3\" attempt=\"1\" kind=\"agent-crash\" at=\"countdown\" />") << QStringLiteral("succeeded:0:1:1") + rest << 1 << 0;
    QTest::newRow("power loss in the countdown") << QByteArray("<Fault computer=\"*\" item=\"3\" attempt=\"1\" kind=\"power-loss\" at=\"countdown\" />") << QStringLiteral("succeeded:0:1:1") + rest << 1 << 0;
    QTest::newRow("a moment that never comes") << QByteArray("<Fault computer=\"*\" item=\"1\" kind=\"power-loss\" at=\"countdown\" /><Fault computer=\"*\" item=\"1\" kind=\"power-loss\" at=\"running\" />")
                                               << QStringLiteral("succeeded:0:1:1") + rest << 1 << 0;
    QTest::newRow("already there") << QByteArray("<Detection computer=\"*\" item=\"2\" before=\"true\" after=\"true\" />")
                                   << QStringLiteral("succeeded:0:1:1 alreadyPresent:0:0:0 succeeded:0:1:1 succeeded:0:1:1") << 1 << 0;
    QTest::newRow("never there") << QByteArray("<Detection computer=\"*\" item=\"2\" before=\"false\" after=\"false\" />")
                                 << QStringLiteral("succeeded:0:1:1 notVerified:0:1:1 skipped:-:0:0 succeeded:0:1:1") << 0 << 3;
    QTest::newRow("a rule that is not there") << QByteArray("<Detection computer=\"*\" item=\"1\" before=\"true\" after=\"false\" />") << QStringLiteral("succeeded:0:1:1") + rest << 1 << 0;
    QTest::newRow("not applicable") << QByteArray("<Applies computer=\"*\" item=\"4\" value=\"false\" />")
                                    << QStringLiteral("succeeded:0:1:1 succeeded:0:1:1 succeeded:0:1:1 notApplicable:-:0:0") << 1 << 0;
    QTest::newRow("never drawn") << QByteArray("<Outcome computer=\"*\" item=\"1\" returnCode=\"7\" probability=\"0\" /><Outcome computer=\"*\" item=\"1\" returnCode=\"8\" />")
                                 << QStringLiteral("failed:8:1:1") + skippedRest << 0 << 3;
}

void SimulateTest::scenarioDecides()
{
    QFETCH(const QByteArray, rows);
    QFETCH(const QString, items);
    QFETCH(const int, restarts);
    QFETCH(const int, exitCode);
    const Outcome done = simulate(rows, {QStringLiteral("--computers")});
    QVERIFY2(done.exitCode == exitCode, told(done));
    const QJsonObject computer = done.json()[u"computers"][0].toObject();
    QStringList found;
    for (const QJsonValue item : computer[u"items"].toArray()) {
        found.append(QStringLiteral("%1:%2:%3:%4").arg(item[u"status"].toString(), item[u"returnCode"].isNull() ? QStringLiteral("-") : QString::number(item[u"returnCode"].toInt()))
                         .arg(item[u"attempts"].toInt()).arg(item[u"executions"].toInt()));
    }
    QCOMPARE(found.join(u' '), items);
    QCOMPARE(computer[u"restarts"].toInt(), restarts);
    QCOMPARE(computer[u"status"].toString(), exitCode == 0 ? QStringLiteral("succeeded") : QStringLiteral("failed"));
    QCOMPARE(done.json()[u"summary"][exitCode == 0 ? u"succeeded" : u"failed"].toInt(), 1);
}

void SimulateTest::sameSeedSameBytes() // B42
{
    const QByteArray scenario = "<Scenario endpoints=\"300\"><Outcome computer=\"*\" item=\"1\" returnCode=\"1603\" probability=\"0.3\" />"
                                "<Fault computer=\"*\" item=\"*\" kind=\"power-loss\" at=\"running\" attempt=\"1\" probability=\"0.2\" /></Scenario>";
    const QStringList seven{QStringLiteral("--computers"), QStringLiteral("--seed"), QStringLiteral("7")};
    const Outcome first = simulate(scenario, seven);
    QVERIFY2(first.exitCode == 3, told(first));
    QCOMPARE(simulate(scenario, seven).out, first.out);
    const QJsonObject summary = first.json()[u"summary"].toObject();
    QCOMPARE(summary[u"succeeded"].toInt() + summary[u"failed"].toInt(), 300);
    QVERIFY(summary[u"failed"].toInt() > 40 && summary[u"failed"].toInt() < 150);
    QVERIFY(simulate(scenario, {QStringLiteral("--computers"), QStringLiteral("--seed"), QStringLiteral("8")}).out != first.out);
}

void SimulateTest::optionsGoOverTheScenario()
{
    const QJsonObject all = simulate("<Scenario seed=\"1\" endpoints=\"9\" />",
                                     {QStringLiteral("--endpoints"), QStringLiteral("3"), QStringLiteral("--seed"), QStringLiteral("5"), QStringLiteral("--computers")}).json();
    QCOMPARE(all[u"seed"].toInt(), 5);
    QCOMPARE(all[u"endpoints"].toInt(), 3);
    QCOMPARE(all[u"computers"].toArray().size(), 3);
    QCOMPARE(all[u"computers"][2][u"computer"].toString(), QStringLiteral("SIM-000003"));
    QCOMPARE(simulate("<Scenario endpoints=\"9\" />").json()[u"endpoints"].toInt(), 9);
}

void SimulateTest::recordingTouchesNoStatus() // B41
{
    const QByteArray status = m_sandbox.ctl({QStringLiteral("status"), rollout, QStringLiteral("--json")}).out;
    const QByteArray contents = m_sandbox.contents();
    const Outcome recorded = simulate("<Scenario endpoints=\"5\" />", {QStringLiteral("--record")});
    QVERIFY2(recorded.exitCode == 0, told(recorded));
    QCOMPARE(m_sandbox.ctl({QStringLiteral("status"), rollout, QStringLiteral("--json")}).out, status);
    QCOMPARE(m_sandbox.contents(), contents);
    QCOMPARE(m_sandbox.ctl({QStringLiteral("task"), QStringLiteral("impact"), rollout, QStringLiteral("remove"), QStringLiteral("4"), QStringLiteral("--json")}).json()[u"runAgain"].toInt(), 0);
}

void SimulateTest::nothingToSimulateIsSaid()
{
    m_sandbox.ctl({QStringLiteral("task"), QStringLiteral("create"), QStringLiteral("Nobody")});
    QCOMPARE(refusalFault(m_sandbox.ctl({QStringLiteral("simulate"), QStringLiteral("Nobody"), QStringLiteral("--json"), QStringLiteral("--computers")}), 1,
                          {QStringLiteral("Nobody"), QStringLiteral("--endpoints")}), QByteArray());
}

void SimulateTest::wrongScenarioIsRefused_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QString>("mention");
    QTest::newRow("no XML") << QByteArray("<Scenario") << QStringLiteral("scenario.xml:1:");
    QTest::newRow("other root") << QByteArray("<Scenario2 />") << QStringLiteral("Scenario");
    QTest::newRow("probability") << QByteArray("<Outcome computer=\"*\" item=\"1\" probability=\"2\" />") << QStringLiteral("probability");
    QTest::newRow("item") << QByteArray("<Outcome computer=\"*\" item=\"0\" />") << QStringLiteral("item");
    QTest::newRow("fault kind") << QByteArray("<Fault computer=\"*\" item=\"1\" kind=\"flood\" at=\"running\" />") << QStringLiteral("flood");
    QTest::newRow("fault moment") << QByteArray("<Fault computer=\"*\" item=\"1\" kind=\"power-loss\" at=\"noon\" />") << QStringLiteral("noon");
    QTest::newRow("endpoints") << QByteArray("<Scenario endpoints=\"-1\" />") << QStringLiteral("endpoints");
}

void SimulateTest::wrongScenarioIsRefused()
{
    QFETCH(const QByteArray, scenario);
    QFETCH(const QString, mention);
    QCOMPARE(refusalFault(simulate(scenario), 1, {QStringLiteral("scenario.xml"), mention}), QByteArray());
}

QTEST_GUILESS_MAIN(SimulateTest)
#include "simulate_test.moc"
