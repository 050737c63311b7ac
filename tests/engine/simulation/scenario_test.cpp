#include "engine/simulation/scenario.h"

#include <QTest>

using namespace seriatim;

class ScenarioTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExampleIsRead()
    {
        const auto scenario = readScenario(R"(<Scenario seed="42" endpoints="1000">
  <Outcome computer="*" item="2" attempt="1" returnCode="1603" probability="0.02" duration="30" />
  <Fault   computer="PC-0001" item="1" attempt="1" kind="power-loss" at="running" />
  <Detection computer="*" item="3" before="false" after="true" />
  <Applies computer="PC-*" item="2" value="FALSE" run="3" />
  <Expect item="2" status="failed" />
</Scenario>)", QStringLiteral("s.xml"));
        QVERIFY2(scenario.ok(), scenario.ok() ? "" : qPrintable(scenario.error().message()));
        Scenario expected;
        expected.seed = 42;
        expected.endpoints = 1000;
        expected.outcomes = {{{QStringLiteral("*"), 2, 1, {}, 0.02}, 1603, 30.0}};
        expected.faults = {{{QStringLiteral("PC-0001"), 1, 1, {}, 1}, FaultKind::powerLoss, FaultMoment::running}};
        expected.detections = {{{QStringLiteral("*"), 3, {}, {}, 1}, false, true}};
        expected.applies = {{{QStringLiteral("PC-*"), 2, {}, 3, 1}, false}};
        ExpectRow failed;
        failed.match.item = 2;
        failed.position = QStringLiteral("s.xml:6:3");
        failed.itemStatus = ItemStatus::failed;
        expected.expectations = {failed};
        QVERIFY(*scenario == expected);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(scenario->start, Qt::UTC).toString(Qt::ISODate), QStringLiteral("2026-01-05T08:00:00Z"));
    }

    void attributesMayBeInAnyCase()
    {
        const auto scenario = readScenario(
            "<SCENARIO SEED='18446744073709551615' Runs='5' START='2026-03-01T10:00:00+02:00'><outcome ITEM='*' ReturnCode='4294967295'/>"
            "<fault KIND='Installer-Restart' AT='countdown'/></SCENARIO>", QStringLiteral("s.xml"));
        QVERIFY2(scenario.ok(), scenario.ok() ? "" : qPrintable(scenario.error().message()));
        QCOMPARE(scenario->seed, ~quint64(0));
        QCOMPARE(scenario->runs, 5);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(scenario->start, Qt::UTC).toString(Qt::ISODate), QStringLiteral("2026-03-01T08:00:00Z"));
        QCOMPARE(scenario->outcomes[0].returnCode, std::optional<ReturnCode>(-1));
        QVERIFY(!scenario->outcomes[0].match.item);
        QVERIFY(!scenario->outcomes[0].durationSeconds);
        QCOMPARE(scenario->faults[0].at, FaultMoment::running); // installer-restart strikes there whatever it says
    }

    void countedFaults()
    {
        const auto scenario = readScenario("<Scenario><Fault kind='power-loss' at='After-Saving-Item-End' item='2'/>"
                                           "<Fault kind='agent-crash' at='countdown' occurrence='3'/>"
                                           "<Fault kind='installer-restart' occurrence='*'/></Scenario>", QStringLiteral("s.xml"));
        QVERIFY2(scenario.ok(), scenario.ok() ? "" : qPrintable(scenario.error().message()));
        QCOMPARE(scenario->faults[0].at, FaultMoment::afterSavingItemEnd);
        QCOMPARE(scenario->faults[0].occurrence, std::optional(1)); // the first time
        QCOMPARE(scenario->faults[1].occurrence, std::optional(3));
        QCOMPARE(scenario->faults[2].occurrence, std::optional(FaultRow::everyTime));
    }

    void anInstantWithoutAZoneIsUtc()
    {
        const auto scenario = readScenario("<Scenario start='2026-01-05T08:00:00'/>", QStringLiteral("s.xml"));
        QCOMPARE(scenario->start, defaultSimulationStart);
    }

    void wrongScenariosAreRefused_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *document, const char *says) {
            QTest::newRow(name) << QByteArray(document) << QString::fromLatin1(says);
        };
        row("another root", "<Policy/>", "<Policy> is no scenario");
        row("a definition without one", "<Seriatim/>", "the definition holds no scenario");
        row("kind", "<Scenario>\n <Fault kind='fire'/></Scenario>", "s.xml:2:2: kind 'fire' cannot be used; expected power-loss, agent-crash or installer-restart");
        row("no kind", "<Scenario><Fault/></Scenario>", "has no kind");
        row("at", "<Scenario><Fault kind='power-loss' at='noon'/></Scenario>", "before-start, running, after-exit, countdown, waiting, before-saving-run-start");
        row("counted and of an attempt", "<Scenario><Fault kind='power-loss' at='running' attempt='1' occurrence='2'/></Scenario>",
            "the fault at 'running' is counted by occurrence, not by attempt");
        row("a counted moment of an attempt", "<Scenario><Fault kind='power-loss' at='waiting' attempt='1'/></Scenario>", "leave attempt out");
        row("an expectation of an attempt", "<Scenario><Expect item='1' attempt='2' status='failed'/></Scenario>", "takes no attempt, run or probability");
        row("an expectation that is drawn", "<Scenario><Expect status='failed' probability='0.5'/></Scenario>", "takes no attempt, run or probability");
        row("no endpoints", "<Scenario endpoints='0'/>", "from 1 to 10000000");
        row("too many endpoints", "<Scenario endpoints='10000001'/>", "from 1 to 10000000");
        row("runs", "<Scenario runs='10001'/>", "from 1 to 10000");
        row("probability", "<Scenario><Outcome probability='1.1'/></Scenario>", "from 0 to 1");
        row("not a number", "<Scenario><Outcome probability='nan'/></Scenario>", "from 0 to 1");
        row("duration", "<Scenario><Outcome duration='-1'/></Scenario>", "duration '-1'");
        row("attempt", "<Scenario><Outcome attempt='0'/></Scenario>", "from 1, or *");
        row("item", "<Scenario><Detection item='first'/></Scenario>", "item 'first'");
        row("seed", "<Scenario seed='-1'/>", "seed '-1'");
        row("start", "<Scenario start='tomorrow'/>", "2026-01-05T08:00:00Z");
        row("switch", "<Scenario><Applies value='maybe'/></Scenario>", "true, false, 1 or 0");
        row("code", "<Scenario><Outcome returnCode='x'/></Scenario>", "'x' is not a return code");
    }

    void wrongScenariosAreRefused()
    {
        QFETCH(QByteArray, document);
        QFETCH(QString, says);
        const auto scenario = readScenario(document, QStringLiteral("s.xml"));
        QVERIFY(!scenario.ok());
        QVERIFY2(scenario.error().message().contains(says), qPrintable(scenario.error().message()));
    }
};

QTEST_GUILESS_MAIN(ScenarioTest)
#include "scenario_test.moc"
