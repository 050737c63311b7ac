// What <Expect> rows demand of simulated computers, and what coverage says that they never came to (B11, B13, B38).
#include "engine/simulation/coverage.h"
#include "engine/simulation/expectations.h"
#include "tests/support/rehearsal.h"

#include <QTest>

using namespace seriatim;
using Plans = seriatim::test::PlanBuilder;

Q_DECLARE_METATYPE(seriatim::ExpectRow)

namespace {

ScenarioMatch match(std::optional<int> item, const char *computer = "*", const char *trait = "")
{
    ScenarioMatch made;
    made.computer = QString::fromUtf8(computer);
    made.item = item;
    made.trait = QString::fromUtf8(trait);
    return made;
}

ExpectRow itemIs(int item, ItemStatus status, const char *computer = "*")
{
    ExpectRow row;
    row.match = match(item, computer);
    row.itemStatus = status;
    return row;
}

std::vector<ExpectationResult> check(const Plan &plan, const Scenario &scenario, int computers)
{
    const Schedule schedule;
    const Fleet fleet(plan, schedule, scenario);
    ExpectationCheck check(scenario.expectations, static_cast<int>(plan.items.size()));
    const FleetRun run = madeUpRun(fleet, computers);
    for (int i = 0; i < computers; ++i) {
        const FleetMember member = run.memberOf(i);
        check.add(fleet.simulate(member.facts), member);
    }
    return check.results();
}

} // namespace

class ExpectationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldIsCompared_data()
    {
        QTest::addColumn<ExpectRow>("right");
        QTest::addColumn<ExpectRow>("wrong");
        QTest::addColumn<QString>("says");
        ExpectRow right = itemIs(1, ItemStatus::succeeded);
        ExpectRow wrong = itemIs(1, ItemStatus::failed);
        const auto row = [&](const char *name, const char *says) { QTest::newRow(name) << right << wrong << QString::fromUtf8(says); };
        row("status", "SIM-000001: status is succeeded, not failed");
        right = wrong = {};
        right.match = wrong.match = match(1);
        right.returnCode = 3010;
        wrong.returnCode = 0;
        row("return code", "SIM-000001: returnCode is 3010, not 0");
        right.returnCode = wrong.returnCode = {};
        right.attempts = 3;
        wrong.attempts = 2;
        row("attempts", "SIM-000001: attempts is 3, not 2");
        right.attempts = wrong.attempts = {};
        right.executions = 2; // the second start was cut off before it began
        wrong.executions = 3;
        row("executions", "SIM-000001: executions is 2, not 3");
        right.executions = wrong.executions = {};
        right.runs = 2;
        wrong.runs = 1;
        row("runs of an item", "SIM-000001: runs is 2, not 1");
        right = wrong = {};
        right.computerStatus = ComputerStatus::succeeded;
        wrong.computerStatus = ComputerStatus::failed;
        row("a computer's status", "SIM-000001: status is succeeded, not failed");
        right.computerStatus = wrong.computerStatus = {};
        right.restarts = 2;
        wrong.restarts = 0;
        row("restarts", "SIM-000001: restarts is 2, not 0");
        right.restarts = wrong.restarts = {};
        right.runs = 1;
        wrong.runs = 2;
        row("runs of a computer", "SIM-000001: runs is 1, not 2");
    }
    void everyFieldIsCompared()
    {
        QFETCH(ExpectRow, right);
        QFETCH(ExpectRow, wrong);
        QFETCH(QString, says);
        Scenario scenario;
        scenario.outcomes = {{match({}), 1618, {}}};
        scenario.outcomes[0].match.attempt = 1;
        scenario.outcomes.push_back({match({}), 3010, {}});
        scenario.faults = {{match({}), FaultKind::powerLoss, FaultMoment::beforeStart}};
        scenario.faults[0].match.attempt = 2;
        scenario.expectations = {right, wrong};
        const auto results = check(Plans().item().codes(ReturnCodeRules::windowsInstaller()), scenario, 1);
        QVERIFY2(results[0].holds(), qPrintable(results[0].failure()));
        QCOMPARE(results[1].failure(), says);
    }

    void noReturnCodeIsNone_B38()
    {
        Scenario scenario;
        ExpectRow row = itemIs(1, ItemStatus::timedOut);
        row.returnCode = 0;
        scenario.outcomes = {{match(1), 0, 1e6}};
        scenario.expectations = {row};
        QCOMPARE(check(Plans().item(), scenario, 1)[0].failure(), QStringLiteral("SIM-000001: returnCode is none, not 0"));
    }

    void atMostTwentyComputersAreNamed()
    {
        Scenario scenario;
        scenario.expectations = {itemIs(1, ItemStatus::failed)};
        const auto results = check(Plans().item(), scenario, 50);
        QCOMPARE(results[0].failed, 50);
        QCOMPARE(results[0].failures.size(), 20);
        QVERIFY2(results[0].failure().endsWith(QStringLiteral("\nand 30 more of 50 computers")), qPrintable(results[0].failure()));
    }

    void whomARowMeans()
    {
        Scenario scenario;
        scenario.traits = {{match({}, "SIM-00000[12]"), QStringLiteral("never"), QStringLiteral("*"), QStringLiteral("*")},
                           {match({}, "sim-000002"), QStringLiteral("laptop"), QStringLiteral("*"), QStringLiteral("*")}};
        scenario.outcomes = {{match(1, "*", "laptop"), 5, {}}};
        ExpectRow laptops = itemIs(1, ItemStatus::failed);
        laptops.match.trait = QStringLiteral("laptop");
        ExpectRow others = itemIs(1, ItemStatus::succeeded);
        others.match.trait = QStringLiteral("!laptop");
        scenario.expectations = {laptops, others, itemIs(1, ItemStatus::failed, "SIM-*2"), itemIs(1, ItemStatus::failed, "PC-*"), itemIs(2, ItemStatus::failed)};
        const auto results = check(Plans().item(), scenario, 3);
        QVERIFY2(results[0].holds() && results[1].holds() && results[2].holds(), qPrintable(results[0].failure() + results[1].failure() + results[2].failure()));
        QCOMPARE(results[0].computers, 1);
        QCOMPARE(results[1].computers, 2);
        QCOMPARE(results[3].failure(), QStringLiteral("no computer of the simulation is meant by this row"));
        QCOMPARE(results[4].failure(), QStringLiteral("there is no item 2; the sequence has 1"));
        QCOMPARE(results[3].name, QStringLiteral("item 1 of PC-*: status failed"));
    }

    void aComputerWithoutTheAgentHasReceivedNothing()
    {
        Scenario scenario;
        scenario.agents = {{match({}), false}};
        scenario.expectations = {itemIs(1, ItemStatus::succeeded)};
        QCOMPARE(check(Plans().item(), scenario, 1)[0].failure(), QStringLiteral("SIM-000001: it has received nothing"));
    }

    void whatCameIsExpectedExactly()
    {
        Scenario scenario;
        scenario.outcomes = {{match(2), 3010, {}}, {match(1), 0, 1e6}};
        const Plan plan = Plans().item().item().codes(ReturnCodeRules::windowsInstaller()).item().needs(1);
        const Schedule schedule;
        scenario.expectations = expectationsOf(Fleet(plan, schedule, scenario).simulate(QStringLiteral("SIM-000001")));
        QCOMPARE(scenario.expectations.size(), size_t(4));
        for (const ExpectationResult &result : check(plan, scenario, 1))
            QVERIFY2(result.holds(), qPrintable(result.name + result.failure()));
        scenario.outcomes[0].returnCode = 0; // item 2 asks for no restart any more
        const auto results = check(plan, scenario, 1);
        QVERIFY(!results[0].holds() && results[1].holds() && !results[2].holds() && results[3].holds());
    }

    void coverageKnowsWhatCanCome()
    {
        const Plan plan = Plans().item().item().detects().needs(1).item().conditional().needs(2);
        const Schedule schedule;
        const Scenario scenario;
        Coverage coverage(plan);
        QCOMPARE(coverage.possible(), 4 + (4 + 1 + 2 + 2) + (4 + 1 + 1 + 2));
        QCOMPARE(coverage.reached(), 0);
        coverage.add(Fleet(plan, schedule, scenario).simulate(QStringLiteral("A")));
        QCOMPARE(coverage.reached(), 3 + 2); // three succeeded, two dependencies met
        Scenario fails;
        fails.outcomes = {{match(1), 5, {}}};
        fails.applies = {{match(3), false}};
        coverage.add(Fleet(plan, schedule, fails).simulate(QStringLiteral("A")));
        QCOMPARE(coverage.reached(), 5 + 3 + 2); // failed, skipped, skipped; two not met
        QCOMPARE(coverage.inWords({QStringLiteral("A/one"), QStringLiteral("A/two"), QStringLiteral("A/three")}),
                 (QStringList{QStringLiteral("coverage: 10 of 21 outcomes and dependency branches reached"),
                              QStringLiteral("item 1 A/one: never timed out or interrupted"),
                              QStringLiteral("item 2 A/two: never failed, timed out, interrupted, already present or not verified"),
                              QStringLiteral("item 3 A/three: never failed, timed out, interrupted or not applicable")}));
    }

    void coverageTellsMetFromNotMet()
    {
        const Plan plan = Plans().item().item().needs(1, {5});
        const Schedule schedule;
        const Scenario scenario;
        Coverage coverage(plan);
        coverage.add(Fleet(plan, schedule, scenario).simulate(QStringLiteral("A")));
        const std::vector<Coverage::Gap> gaps = coverage.gaps();
        QCOMPARE(gaps.size(), size_t(2));
        QVERIFY((gaps[1].branches == std::vector<Coverage::Branch>{{0, true}}));
    }
};

QTEST_GUILESS_MAIN(ExpectationsTest)
#include "expectations_test.moc"
