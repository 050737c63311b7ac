// One simulated computer in a tester's hands: the same as in the fleet, back through time, forks, breakpoints (B18, B19, B42).
#include "engine/simulation/debugsession.h"
#include "engine/simulation/scenariowriter.h"
#include "tests/support/rehearsal.h"

#include <QTest>

using namespace seriatim;
using Plans = seriatim::test::PlanBuilder;

namespace {

const EndpointFacts pc{QStringLiteral("PC-1"), {}, {}};

QString told(const DebugSession &session)
{
    const SequenceState &state = session.endpoint().state();
    QString text = QStringLiteral("%1 run %2 restarts %3").arg(session.endpoint().now()).arg(session.simulation().runs()).arg(session.endpoint().restarts());
    for (const ItemState &item : state.items)
        text += QStringLiteral("; %1 %2 a%3 e%4").arg(toWord(item.status)).arg(item.returnCode).arg(item.attempts).arg(item.executions);
    return text;
}

Plan threeItems()
{
    Plan plan = Plans().item().restarts().item().detects().needs(1).item().codes(ReturnCodeRules::windowsInstaller());
    for (PlanItem &item : plan.items)
        item.estimatedRunTime = 4 * millisPerMinute;
    return plan;
}

Scenario troubled()
{
    Scenario scenario;
    scenario.seed = 3;
    OutcomeRow again;
    again.match.item = 3;
    again.match.attempt = 1;
    again.returnCode = 1618;
    scenario.outcomes = {again};
    FaultRow crash;
    crash.match.item = 2;
    crash.match.attempt = 1;
    crash.kind = FaultKind::agentCrash;
    scenario.faults = {crash};
    return scenario;
}

struct Bench {
    Plan plan = threeItems();
    Scenario scenario = troubled();
    Schedule schedule;
    Fleet fleet{plan, schedule, scenario};
    DebugSession session{fleet, pc};
};

} // namespace

class DebugSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itGoesTheWayOfTheFleet_B42()
    {
        Bench bench;
        bench.session.runToEnd();
        QVERIFY(bench.session.isOver());
        const SimulatedComputer fleets = bench.fleet.simulate(pc.name);
        const SimulatedComputer ours = bench.session.simulation().result();
        QVERIFY(ours.state == fleets.state);
        QCOMPARE(ours.restarts, fleets.restarts);
        QCOMPARE(ours.finished, fleets.finished);
        QCOMPARE(ours.status, ComputerStatus::succeeded);
        int faults = 0;
        for (const DebugStep &step : bench.session.steps())
            faults += step.fault ? 1 : 0;
        QCOMPARE(faults, 1);
    }

    void everyMomentCanBeComeBackTo()
    {
        Bench bench;
        Scenario longer = bench.scenario;
        longer.runs = 9; // some hundreds of steps
        Schedule daily;
        daily.triggers = {Trigger{}};
        daily.triggers[0].type = TriggerType::daily;
        const Fleet fleet(bench.plan, daily, longer);
        DebugSession session(fleet, pc);
        QStringList moments{told(session)};
        while (!session.isOver()) {
            session.step();
            moments.append(told(session));
        }
        QVERIFY2(moments.size() > 150, qPrintable(QString::number(moments.size())));
        for (const int position : {0, 1, 63, 64, 65, 100, 2, 128, 150, 149, 0, int(moments.size()) - 1}) {
            session.goTo(position);
            QCOMPARE(session.position(), position);
            QCOMPARE(told(session), moments[position]);
        }
        session.goTo(70);
        session.step(); // the same move leads on, and keeps what comes after
        QCOMPARE(session.size(), int(moments.size()) - 1);
        QCOMPARE(told(session), moments[71]);
    }

    void anotherMoveInThePastLetsGoOfTheRest()
    {
        Bench bench;
        bench.session.runToEnd();
        const int size = bench.session.size();
        DebugSession fork(bench.session);
        fork.goTo(5);
        fork.strike(FaultKind::powerLoss);
        QCOMPARE(fork.size(), 6);
        QCOMPARE(bench.session.size(), size); // the fork is apart
        fork.runToEnd();
        QCOMPARE(fork.simulation().result().restarts, bench.session.simulation().result().restarts + 1);
    }

    void thePowerIsPulledWhileAProgramRuns_B19()
    {
        Bench bench;
        bench.session.runUntil([](const DebugSession &now) { return now.endpoint().runsProgram(); });
        QCOMPARE(bench.session.steps().back().programBegan, true);
        bench.session.strike(FaultKind::powerLoss);
        QVERIFY(!bench.session.endpoint().runsProgram());
        QCOMPARE(bench.session.steps().back().fault, std::optional(FaultKind::powerLoss));
        bench.session.runToEnd();
        const SimulatedComputer result = bench.session.simulation().result();
        QCOMPARE(int(result.state.items[0].attempts), 2);
        QCOMPARE(int(result.state.items[0].executions), 2);
        QCOMPARE(result.restarts, 2);
    }

    void theDiskLagsBehindMemory_B18()
    {
        Bench bench;
        bench.session.runUntil([](const DebugSession &now) { return now.nextAction().kind == Action::Kind::save && now.nextAction().point == StatusPoint::itemEnded; });
        QCOMPARE(bench.session.endpoint().state().items[0].status, ItemStatus::succeeded);
        QCOMPARE(bench.session.endpoint().disk().items[0].status, ItemStatus::running);
        bench.session.step();
        QCOMPARE(bench.session.endpoint().disk().items[0].status, ItemStatus::succeeded);
    }

    void theNextReturnCodeIsTheTesters()
    {
        Bench bench;
        bench.session.setNextOutcome(Assumptions::Outcome{5, 90 * millisPerSecond});
        bench.session.runToEnd();
        const SimulatedComputer result = bench.session.simulation().result();
        QCOMPARE(result.state.items[0].returnCode, 5);
        QCOMPARE(result.state.items[0].status, ItemStatus::failed);
        QCOMPARE(result.state.items[1].status, ItemStatus::skipped);
        QCOMPARE(result.state.items[2].status, ItemStatus::succeeded); // only the next one
        const int end = bench.session.position();
        bench.session.goTo(0);
        bench.session.goTo(end); // it belongs to the past now
        QVERIFY(bench.session.simulation().result().state == result.state);
        bench.session.goTo(0);
        bench.session.runToEnd(); // stepping through the past asks for the same again
        QCOMPARE(bench.session.size(), end);
        QVERIFY(bench.session.simulation().result().state == result.state);
    }

    // B42: what a tester did comes out again from the scenario that says it.
    void whatWasDoneCanBeReproduced_B42()
    {
        for (int at = 1; at < 30; ++at) {
            for (const FaultKind kind : {FaultKind::powerLoss, FaultKind::agentCrash}) {
                Bench bench;
                bench.session.setNextOutcome(Assumptions::Outcome{0, 30 * millisPerSecond});
                for (int i = 0; i < at && !bench.session.isOver(); ++i)
                    bench.session.step();
                if (bench.session.isOver())
                    return;
                if (at % 3 == 0 && bench.session.endpoint().runsProgram())
                    bench.session.strikeAfterExit(kind);
                else
                    bench.session.strike(kind);
                const Scenario scenario = bench.session.reproduction();
                bench.session.runToEnd();
                const Fleet again(bench.plan, bench.schedule, scenario);
                const SimulatedComputer expected = bench.session.simulation().result();
                const SimulatedComputer found = again.simulate(pc.name);
                QVERIFY2(found.state.items == expected.state.items, qPrintable(QStringLiteral("step %1: %2").arg(at).arg(QString::fromUtf8(writeScenario(scenario)))));
                QCOMPARE(found.restarts, expected.restarts);
                QCOMPARE(found.status, expected.status);
            }
        }
    }

    void breakpoints()
    {
        Bench bench;
        bench.session.setBreakpoint(1, true);
        bench.session.setBreakpoint(2, true);
        bench.session.runToBreakpoint();
        QCOMPARE(bench.session.endpoint().state().current, 1);
        QCOMPARE(int(bench.session.endpoint().state().items[1].attempts), 0);
        bench.session.runToBreakpoint();
        QCOMPARE(bench.session.endpoint().state().current, 2);
        bench.session.runToBreakpoint();
        QVERIFY(bench.session.isOver());
        bench.session.goTo(0);
        bench.session.setBreakpoint(1, false);
        bench.session.setBreakpoint(2, false);
        bench.session.runToNextItem();
        QCOMPARE(bench.session.endpoint().state().current, 1);
    }

    void theAgentOfOldForgets()
    {
        const Plan plan = Plans().item().restarts().item();
        const Schedule schedule;
        const Scenario scenario;
        const Fleet fleet(plan, schedule, scenario);
        DebugSession session(fleet, pc, AgentProfile::preSp3);
        session.runUntil([](const DebugSession &now) { return now.endpoint().begun(0) == 5; });
        QCOMPARE(session.endpoint().begun(0), 5); // the restart of its first item makes it begin anew for ever
        QCOMPARE(session.endpoint().begun(1), 0);
        QCOMPARE(session.endpoint().restarts(), 4);
        QVERIFY(!session.isOver());
    }
};

QTEST_APPLESS_MAIN(DebugSessionTest)
#include "debugsession_test.moc"
