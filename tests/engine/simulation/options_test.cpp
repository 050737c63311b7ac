// What the options and the people at a computer do in a simulation (B25, B28, B31, B42).
#include "engine/simulation/fleet.h"
#include "tests/support/rehearsal.h"

#include <QTest>

using namespace seriatim;
using Plans = seriatim::test::PlanBuilder;

namespace {

// The scenario begins on Monday 2026-01-05 at 08:00 UTC.
SimulatedComputer simulate(const Plan &plan, const Scenario &scenario)
{
    return Fleet(plan, {}, scenario).simulate(QStringLiteral("PC-1"));
}

// "succeeded 14:00, 1 restarts"
QString told(const SimulatedComputer &computer)
{
    return QStringLiteral("%1 %2, %3 restarts").arg(toWord(computer.status), QDateTime::fromMSecsSinceEpoch(computer.finished, Qt::UTC).toString(QStringLiteral("dd HH:mm:ss")))
        .arg(computer.restarts);
}

Plan fourMinutes()
{
    Plan plan = Plans().item().prepares();
    plan.items[0].estimatedRunTime = 4 * millisPerMinute;
    return plan;
}

Plan warning(int notice, int deferrable)
{
    Plan plan = Plans().item().warns(notice, deferrable);
    return plan;
}

Plan downloading(qint64 bytes)
{
    Plan plan = Plans().item().prepares();
    plan.items[0].package = 0;
    plan.items[0].packageBytes = bytes;
    plan.items[0].overNetwork = true;
    plan.items[0].canRunFromServer = true;
    return plan;
}

SessionRow session(SessionState state, const QTime &from = {}, const QTime &to = {}, int days = 127)
{
    SessionRow row;
    row.state = state;
    row.hours = {from, to, days};
    return row;
}

SimulationTotals simulateAll(const Plan &plan, const Schedule &schedule, const Scenario &scenario, int count)
{
    const Fleet fleet(plan, schedule, scenario);
    return madeUpRun(fleet, count).run();
}

} // namespace

class SimulatedOptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void maintenanceWindow_B25()
    {
        Plan plan = fourMinutes();
        plan.windows = {{127, QTime(22, 0), 60}};
        QCOMPARE(told(simulate(plan, {})), QStringLiteral("succeeded 05 22:04:00, 0 restarts"));
        plan.windows[0].durationMinutes = 4; // a minute for the countdown is missing
        const SimulatedComputer never = simulate(plan, {});
        QCOMPARE(never.status, ComputerStatus::waiting);
        QCOMPARE(never.state.waitReason, WaitReason::window);
    }

    void warning_B28()
    {
        QCOMPARE(told(simulate(warning(5, 0), {})), QStringLiteral("succeeded 05 08:05:00, 0 restarts"));
    }

    void usersWhoDefer_B28()
    {
        Scenario scenario;
        scenario.deferrals.push_back({{}, 30});
        QCOMPARE(told(simulate(warning(5, 60), scenario)), QStringLiteral("succeeded 05 08:35:00, 0 restarts"));
        scenario.deferrals[0].minutes = 600; // beyond the deadline
        QCOMPARE(told(simulate(warning(5, 60), scenario)), QStringLiteral("succeeded 05 09:00:00, 0 restarts"));
        scenario.sessions.push_back(session(SessionState::empty)); // nobody is there to put it off
        QCOMPARE(told(simulate(warning(5, 60), scenario)), QStringLiteral("succeeded 05 08:00:00, 0 restarts"));
    }

    void aLockedSessionUsesUpNothing_B28()
    {
        Scenario scenario;
        scenario.sessions.push_back(session(SessionState::locked, QTime(8, 2), QTime(12, 0)));
        scenario.sessions.push_back(session(SessionState::attended));
        QCOMPARE(told(simulate(warning(5, 0), scenario)), QStringLiteral("succeeded 05 12:03:00, 0 restarts"));
    }

    void alwaysLockedIsSaid_B38()
    {
        Scenario scenario;
        scenario.sessions.push_back(session(SessionState::locked));
        const SimulatedComputer computer = simulate(warning(5, 0), scenario);
        QCOMPARE(computer.status, ComputerStatus::waiting);
        QCOMPARE(computer.state.waitReason, WaitReason::deferral);
    }

    void canRun_B31()
    {
        Plan plan = fourMinutes();
        plan.items[0].canRun = CanRun::loggedOn;
        Scenario scenario;
        constexpr int tuesday = 4;
        scenario.sessions.push_back(session(SessionState::attended, QTime(9, 30), QTime(17, 0), tuesday));
        QCOMPARE(told(simulate(plan, scenario)), QStringLiteral("succeeded 06 09:34:00, 0 restarts"));
        plan.items[0].canRun = CanRun::noneLoggedOn;
        QCOMPARE(told(simulate(plan, scenario)), QStringLiteral("succeeded 05 08:04:00, 0 restarts"));
    }

    void overMidnight()
    {
        Plan plan = fourMinutes();
        plan.items[0].canRun = CanRun::loggedOn;
        Scenario scenario;
        constexpr int sunday = 1;
        scenario.sessions.push_back(session(SessionState::attended, QTime(22, 0), QTime(9, 0), sunday)); // since last night
        QCOMPARE(told(simulate(plan, scenario)), QStringLiteral("succeeded 05 08:04:00, 0 restarts"));
    }

    void restartFirst_B28()
    {
        Plan plan = Plans().item().restartsFirst();
        Scenario scenario;
        scenario.restartsNeeded.push_back({});
        QCOMPARE(told(simulate(plan, scenario)), QStringLiteral("succeeded 05 08:02:00, 1 restarts")); // a minute's notice, a minute away
        plan.restartFirst = false;
        QCOMPARE(told(simulate(plan, scenario)), QStringLiteral("succeeded 05 08:00:00, 0 restarts"));
    }

    void connectionSpeed_B28()
    {
        Plan plan = downloading(qint64(100) << 10 << 10); // 100 MB
        Scenario scenario;
        scenario.connections.push_back({{}, 1024});
        QCOMPARE(told(simulate(plan, scenario)), QStringLiteral("succeeded 05 08:01:40, 0 restarts"));
        plan.downloadKbps = 2048;
        const SimulatedComputer slow = simulate(plan, scenario);
        QCOMPARE(slow.status, ComputerStatus::waiting);
        QCOMPARE(slow.state.waitReason, WaitReason::download);
        plan.runFromServerKbps = 512; // reading it there takes as long
        QCOMPARE(told(simulate(plan, scenario)), QStringLiteral("succeeded 05 08:01:40, 0 restarts"));
    }

    void aPackageIsFetchedOnce_B30()
    {
        Plan plan = downloading(1000);
        plan.items.push_back(plan.items[0]);
        Scenario scenario;
        const SimulationTotals totals = simulateAll(plan, {}, scenario, 10);
        QCOMPARE(totals.bytesReceived(plan), 10'000);
        plan.runFromServerKbps = 0; // every program reads it again
        const SimulationTotals fromServer = simulateAll(plan, {}, scenario, 10);
        QCOMPARE(fromServer.bytesReceived(plan), 20'000);
    }

    void multicastSparesTheServer_B28()
    {
        Plan plan = downloading(1000);
        const SimulationTotals totals = simulateAll(plan, {}, {}, 65);
        QCOMPARE(totals.bytesFromServer(plan), 65'000);
        plan.multicast = true;
        const SimulationTotals multicast = simulateAll(plan, {}, {}, 65);
        QCOMPARE(multicast.bytesReceived(plan), 65'000);
        QCOMPARE(multicast.bytesFromServer(plan), 3'000);
    }

    void whatNeverComesIsCountedApart_B38()
    {
        Scenario scenario;
        scenario.sessions.push_back(session(SessionState::locked));
        scenario.sessions[0].match.computer = QStringLiteral("SIM-000002");
        const SimulationTotals totals = simulateAll(warning(5, 0), {}, scenario, 3);
        QCOMPARE(totals.succeeded, 2);
        QCOMPARE(totals.waiting, 1);
        QCOMPARE(totals.failed, 0);
    }
};

QTEST_APPLESS_MAIN(SimulatedOptionsTest)
#include "options_test.moc"
