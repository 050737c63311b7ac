// The scenario's semantics, row by row (formats.md, Scenario XML), and B42.
#include "engine/simulation/fleet.h"
#include "tests/support/rehearsal.h"

#include <QTest>

#include <cmath>

using namespace seriatim;
using Plans = seriatim::test::PlanBuilder;

Q_DECLARE_METATYPE(seriatim::Scenario)

namespace {

ScenarioMatch match(std::optional<int> item = {}, std::optional<int> attempt = {}, const char *computer = "*", std::optional<int> run = {})
{
    return {QString::fromUtf8(computer), item, attempt, run, 1};
}

OutcomeRow outcome(ScenarioMatch where, ReturnCode code, std::optional<double> seconds = {})
{
    return {std::move(where), code, seconds};
}

ScenarioMatch chance(ScenarioMatch where, double probability)
{
    where.probability = probability;
    return where;
}

// "failed 1 restarts 2 runs; 1 succeeded 0 attempts 2 executions 1; …"
QString told(const SimulatedComputer &computer)
{
    QString text = QStringLiteral("%1, %2 restarts").arg(toWord(computer.status)).arg(computer.restarts);
    for (const ItemState &item : computer.state.items) {
        const QString code = item.hasReturnCode ? QString::number(item.returnCode) : QStringLiteral("null");
        text += QStringLiteral("; %1 %2 a%3 e%4").arg(toWord(item.status), code).arg(item.attempts).arg(item.executions);
    }
    return text;
}

SimulatedComputer simulate(const Plan &plan, const Scenario &scenario, const QString &computer, const Schedule &schedule = {})
{
    return Fleet(plan, schedule, scenario).simulate(computer);
}

Schedule repeating(int maximumRuns = 0)
{
    Schedule schedule;
    schedule.repeat = RepeatUntilSuccessful{maximumRuns, 60};
    return schedule;
}

} // namespace

class FleetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows_data()
    {
        QTest::addColumn<Plan>("plan");
        QTest::addColumn<Scenario>("scenario");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Plan &plan, const Scenario &scenario, const char *expected) {
            QTest::newRow(name) << plan << scenario << QString::fromUtf8(expected);
        };
        const auto outcomes = [](std::vector<OutcomeRow> rows) {
            Scenario scenario;
            scenario.outcomes = std::move(rows);
            return scenario;
        };
        const auto detections = [](std::vector<DetectionRow> rows) {
            Scenario scenario;
            scenario.detections = std::move(rows);
            return scenario;
        };
        const Plan two = Plans().item().item();

        row("nothing named: return code 0", two, {}, "succeeded, 0 restarts; succeeded 0 a1 e1; succeeded 0 a1 e1");
        row("the first matching row wins", two, outcomes({outcome(match(2), 7), outcome(match(), 8)}),
            "failed, 0 restarts; failed 8 a1 e1; failed 7 a1 e1");
        row("in document order, not by exactness", two, outcomes({outcome(match(), 8), outcome(match(2), 7)}),
            "failed, 0 restarts; failed 8 a1 e1; failed 8 a1 e1");
        row("a row that is never drawn falls through", two, outcomes({outcome(chance(match(), 0), 9), outcome(match(1), 5)}),
            "failed, 0 restarts; failed 5 a1 e1; succeeded 0 a1 e1");
        row("a row without a return code is 0 and hides later rows", Plans().item(),
            outcomes({{match(), std::nullopt, 30.0}, outcome(match(), 5)}), "succeeded, 0 restarts; succeeded 0 a1 e1");
        row("another computer's row", two, outcomes({outcome(match({}, {}, "PC-0002"), 5)}),
            "succeeded, 0 restarts; succeeded 0 a1 e1; succeeded 0 a1 e1");
        row("the computer's row, in any letter case", Plans().item(), outcomes({outcome(match({}, {}, "pc-0001"), 5)}),
            "failed, 0 restarts; failed 5 a1 e1");
        row("a wildcard", Plans().item(), outcomes({outcome(match({}, {}, "P?-*1"), 5)}), "failed, 0 restarts; failed 5 a1 e1");
        row("a wildcard that does not match", Plans().item(), outcomes({outcome(match({}, {}, "P?-*2"), 5)}),
            "succeeded, 0 restarts; succeeded 0 a1 e1");
        row("attempts count retries", Plans().item().codes(ReturnCodeRules::windowsInstaller()),
            outcomes({outcome(match(1, 1), 1618), outcome(match(1, 2), 1618)}), "succeeded, 0 restarts; succeeded 0 a3 e3");
        row("every attempt", Plans().item().codes(ReturnCodeRules::windowsInstaller()).retries(2, 1), outcomes({outcome(match(1), 1618)}),
            "failed, 0 restarts; failed 1618 a3 e3");
        row("another run's row", Plans().item(), outcomes({outcome(match({}, {}, "*", 2), 5)}), "succeeded, 0 restarts; succeeded 0 a1 e1");
        row("as long as terminate after is no time-out", Plans().item(), outcomes({outcome(match(), 3, 360 * 60.0)}),
            "failed, 0 restarts; failed 3 a1 e1");
        row("longer than terminate after is one (B33)", Plans().item().item().needs(1), outcomes({outcome(match(1), 0, 360 * 60.0 + 1)}),
            "failed, 0 restarts; timedOut null a1 e1; skipped null a0 e0");
        row("detection: before false, after true", Plans().item().detects(), {}, "succeeded, 0 restarts; succeeded 0 a1 e1");
        row("detection: already there", Plans().item().detects(), detections({{match(1), true, true}}),
            "succeeded, 0 restarts; alreadyPresent 0 a0 e0");
        row("detection: never there", Plans().item().detects(), detections({{match(1), false, false}}),
            "failed, 0 restarts; notVerified 0 a1 e1");
        row("detection: after a restart code", Plans().item().codes(ReturnCodeRules::windowsInstaller()).detects(),
            outcomes({outcome(match(), 3010)}), "succeeded, 1 restarts; succeeded 3010 a1 e1");
        row("detection: a row for a program without a rule does nothing", Plans().item(), detections({{match(1), true, false}}),
            "succeeded, 0 restarts; succeeded 0 a1 e1");
        row("an installer's own restart comes after its code is on disk", Plans().item().codes(ReturnCodeRules::windowsInstaller()),
            outcomes({outcome(match(), 1641)}), "succeeded, 1 restarts; succeeded 1641 a1 e1");
        row("a restart after the last item is counted", Plans().item().restarts(), {}, "succeeded, 1 restarts; succeeded 0 a1 e1");
        Scenario applies;
        applies.applies = {{match(1), false}};
        row("applies when: the row says no", Plans().item().conditional().item().needs(1), applies,
            "succeeded, 0 restarts; notApplicable null a0 e0; succeeded 0 a1 e1");
        row("applies when: true without a row", Plans().item().conditional(), {}, "succeeded, 0 restarts; succeeded 0 a1 e1");
        row("applies when: a row for an item without a condition does nothing", Plans().item(), applies,
            "succeeded, 0 restarts; succeeded 0 a1 e1");
    }
    void rows()
    {
        QFETCH(Plan, plan);
        QFETCH(Scenario, scenario);
        QFETCH(QString, expected);
        QCOMPARE(told(simulate(plan, scenario, QStringLiteral("PC-0001"))), expected);
    }

    void faults_data()
    {
        QTest::addColumn<Plan>("plan");
        QTest::addColumn<Scenario>("scenario");
        QTest::addColumn<QString>("expected");
        using K = FaultKind;
        using M = FaultMoment;
        const auto row = [](const QByteArray &name, const Plan &plan, K kind, M at, const char *expected, std::optional<int> attempt = 1,
                            std::vector<OutcomeRow> outcomes = {}, std::vector<FaultRow> before = {}) {
            Scenario scenario;
            scenario.outcomes = std::move(outcomes);
            scenario.faults = std::move(before);
            scenario.faults.push_back({match(1, attempt), kind, at});
            QTest::newRow(name.constData()) << plan << scenario << QString::fromUtf8(expected);
        };
        const Plan plain = Plans().item();
        const Plan detecting = Plans().item().detects();
        const Plan restarting = Plans().item().restarts();
        const Plan both = Plans().item().detects().restarts();

        row("power loss, before start", plain, K::powerLoss, M::beforeStart, "succeeded, 1 restarts; succeeded 0 a2 e1");
        row("power loss, running", plain, K::powerLoss, M::running, "succeeded, 1 restarts; succeeded 0 a2 e2");
        row("power loss, after exit", plain, K::powerLoss, M::afterExit, "succeeded, 1 restarts; succeeded 0 a2 e2");
        row("power loss, countdown that does not come", plain, K::powerLoss, M::countdown, "succeeded, 0 restarts; succeeded 0 a1 e1");
        row("agent crash, before start", plain, K::agentCrash, M::beforeStart, "succeeded, 0 restarts; succeeded 0 a2 e1");
        row("agent crash, running", plain, K::agentCrash, M::running, "succeeded, 0 restarts; succeeded 0 a2 e2");
        row("agent crash, after exit", plain, K::agentCrash, M::afterExit, "succeeded, 0 restarts; succeeded 0 a2 e2");
        row("installer restart", plain, K::installerRestart, M::running, "succeeded, 1 restarts; succeeded 0 a2 e2");

        // The work is done only at the exit, or by the installer's own restart.
        row("rule: power loss, before start", detecting, K::powerLoss, M::beforeStart, "succeeded, 1 restarts; succeeded 0 a2 e1");
        row("rule: power loss, running", detecting, K::powerLoss, M::running, "succeeded, 1 restarts; succeeded 0 a2 e2");
        row("rule: power loss, after exit", detecting, K::powerLoss, M::afterExit, "succeeded, 1 restarts; alreadyPresent 0 a1 e1");
        row("rule: agent crash, running", detecting, K::agentCrash, M::running, "succeeded, 0 restarts; succeeded 0 a2 e2");
        row("rule: agent crash, after exit", detecting, K::agentCrash, M::afterExit, "succeeded, 0 restarts; alreadyPresent 0 a1 e1");
        row("rule: installer restart", detecting, K::installerRestart, M::running, "succeeded, 1 restarts; alreadyPresent 0 a1 e1");
        row("rule: after exit with a failure the work is not done", detecting, K::powerLoss, M::afterExit,
            "succeeded, 1 restarts; succeeded 0 a2 e2", 1, {outcome(match(1, 1), 5)});

        row("restart: power loss in the countdown is the restart", restarting, K::powerLoss, M::countdown, "succeeded, 1 restarts; succeeded 0 a1 e1");
        row("restart: agent crash in the countdown takes it up again", restarting, K::agentCrash, M::countdown, "succeeded, 1 restarts; succeeded 0 a1 e1");
        row("restart: after an agent crash the recovered success still restarts (B17)", both, K::agentCrash, M::afterExit,
            "succeeded, 1 restarts; alreadyPresent 0 a1 e1");
        row("restart: after a power loss it does not", both, K::powerLoss, M::afterExit, "succeeded, 1 restarts; alreadyPresent 0 a1 e1");
        row("restart: an installer's own is one more", restarting, K::installerRestart, M::running, "succeeded, 2 restarts; succeeded 0 a2 e2");
        row("verifying: power loss in the countdown", Plans().item().codes(ReturnCodeRules::windowsInstaller()).detects(), K::powerLoss,
            M::countdown, "succeeded, 1 restarts; succeeded 3010 a1 e1", 1, {outcome(match(), 3010)});

        row("every attempt: given up after maximum attempts", plain, K::powerLoss, M::running, "failed, 2 restarts; interrupted null a2 e2", std::nullopt);
        row("every attempt, before start", plain, K::agentCrash, M::beforeStart, "failed, 0 restarts; interrupted null a2 e0", std::nullopt);
        row("maximum attempts 4", Plans().item().attempts(4), K::installerRestart, M::running, "failed, 4 restarts; interrupted null a4 e4", std::nullopt);
        row("running strikes before the end of a program that would time out", plain, K::powerLoss, M::running,
            "failed, 1 restarts; timedOut null a2 e2", 1, {outcome(match(), 0, 1e6)});
        row("after exit strikes after a time-out too", plain, K::powerLoss, M::afterExit, "failed, 1 restarts; timedOut null a2 e2", 1,
            {outcome(match(), 0, 1e6)});
        row("a time-out on every attempt, cut off on every one", plain, K::agentCrash, M::afterExit, "failed, 0 restarts; interrupted null a2 e2",
            std::nullopt, {outcome(match(), 0, 1e6)});
        row("one fault an attempt: the first row hides the second although its moment never comes", plain, K::powerLoss, M::running,
            "succeeded, 0 restarts; succeeded 0 a1 e1", 1, {}, {{match(1, 1), K::powerLoss, M::countdown}});
        row("one fault an attempt: not one more in the countdown", restarting, K::powerLoss, M::countdown,
            "succeeded, 2 restarts; succeeded 0 a2 e2", 1, {}, {{match(1, 1), K::powerLoss, M::running}});
        row("a later attempt has a fault of its own", restarting, K::powerLoss, M::countdown,
            "succeeded, 2 restarts; succeeded 0 a2 e2", 2, {}, {{match(1, 1), K::powerLoss, M::running}});
        row("an item that waits to retry is not struck: the next attempt is", Plans().item().codes(ReturnCodeRules::windowsInstaller()),
            K::powerLoss, M::running, "succeeded, 1 restarts; succeeded 0 a3 e3", 2, {outcome(match(1, 1), 1618)});
        row("retries and interruptions are counted apart", Plans().item().codes(ReturnCodeRules::windowsInstaller()).retries(1, 1),
            K::powerLoss, M::afterExit, "failed, 1 restarts; failed 1618 a3 e3", 1, {outcome(match(), 1618)});
    }
    void faults()
    {
        QFETCH(Plan, plan);
        QFETCH(Scenario, scenario);
        QFETCH(QString, expected);
        QCOMPARE(told(simulate(plan, scenario, QStringLiteral("PC-0001"))), expected);
    }

    void workIsRememberedForEachItemAndOverRuns()
    {
        Scenario scenario;
        scenario.runs = 2;
        Schedule daily;
        daily.triggers[0].type = TriggerType::daily;
        daily.triggers[0].begin = QDateTime(QDate(2026, 1, 1), QTime(8, 0), Qt::UTC);
        const Plan plan = Plans().item().detects().item().detects();
        scenario.outcomes = {outcome(match(2, {}, "*", 1), 5)};
        QCOMPARE(told(simulate(plan, scenario, QStringLiteral("A"), daily)),
                 QStringLiteral("succeeded, 0 restarts; alreadyPresent 0 a0 e0; succeeded 0 a1 e1"));
    }

    void runs_data()
    {
        QTest::addColumn<Schedule>("schedule");
        QTest::addColumn<Plan>("plan");
        QTest::addColumn<Scenario>("scenario");
        QTest::addColumn<int>("runs");
        QTest::addColumn<QString>("expected");
        Scenario scenario;
        scenario.runs = 5;
        scenario.outcomes = {outcome(match(2, {}, "*", 1), 5), outcome(match(2, {}, "*", 2), 6)};
        Schedule daily;
        daily.triggers[0].type = TriggerType::daily;
        daily.triggers[0].begin = QDateTime(QDate(2026, 1, 1), QTime(8, 0), Qt::UTC);
        Schedule dailyRepeating = daily;
        dailyRepeating.repeat = RepeatUntilSuccessful{};
        Schedule once;
        once.triggers[0].type = TriggerType::once;
        once.triggers[0].begin = daily.triggers[0].begin;
        const Plan plain = Plans().item().item();
        const Plan untilSuccessful = Plans().item().item().repeats();
        const Plan twoRuns = Plans().item().item().repeats(2);
        const QString kept = QStringLiteral("succeeded, 0 restarts; succeeded 0 a0 e0; succeeded 0 a1 e1");
        const QString anew = QStringLiteral("succeeded, 0 restarts; succeeded 0 a1 e1; succeeded 0 a1 e1");
        const QString first = QStringLiteral("failed, 0 restarts; succeeded 0 a1 e1; failed 5 a1 e1");
        QTest::newRow("as soon as possible runs once (B23)") << Schedule{} << plain << scenario << 1 << first;
        QTest::newRow("once runs once (B23)") << once << plain << scenario << 1 << first;
        QTest::newRow("recurring runs anew each time (B23)") << daily << plain << scenario << 5 << anew;
        QTest::newRow("until successful keeps what is done, and stops (B21)") << repeating() << untilSuccessful << scenario << 3 << kept;
        QTest::newRow("recurring until successful (B21)") << dailyRepeating << untilSuccessful << scenario << 3 << kept;
        QTest::newRow("maximum runs (B21)") << repeating(2) << twoRuns << scenario << 2
                                           << QStringLiteral("failed, 0 restarts; succeeded 0 a0 e0; failed 6 a1 e1");
        Scenario oneRun = scenario;
        oneRun.runs = 1;
        QTest::newRow("one run unless told otherwise (B42)") << repeating() << untilSuccessful << oneRun << 1 << first;
    }
    void runs()
    {
        QFETCH(Schedule, schedule);
        QFETCH(Plan, plan);
        QFETCH(Scenario, scenario);
        QFETCH(int, runs);
        QFETCH(QString, expected);
        const SimulatedComputer computer = simulate(plan, scenario, QStringLiteral("A"), schedule);
        QCOMPARE(computer.runs, runs);
        QCOMPARE(told(computer), expected);
    }

    void theValidPeriodEndsRepeating_B21()
    {
        Schedule schedule = repeating();
        schedule.validPeriod.before = QDateTime(QDate(2026, 1, 5), QTime(10, 30), Qt::UTC);
        Scenario scenario;
        scenario.runs = 100;
        scenario.outcomes = {outcome(match(), 5)};
        QCOMPARE(simulate(Plans().item().repeats(), scenario, QStringLiteral("A"), schedule).runs, 3); // 08:00, 09:00, 10:00
    }

    void time()
    {
        Plan plan = Plans().item().codes(ReturnCodeRules::windowsInstaller()).retries(3, 5).item().restarts().restartDelay(2);
        plan.items[1].estimatedRunTime = 4 * millisPerMinute;
        Scenario scenario;
        scenario.outcomes = {outcome(match(1, 1), 1618, 30.0), outcome(match(1, 2), 0, 1.5)};
        const SimulatedComputer computer = simulate(plan, scenario, QStringLiteral("A"));
        QCOMPARE(computer.finished - scenario.start, 30'000 + 300'000 + 1'500 + 240'000 + 120'000 + simulatedRestartTime);
    }

    void aFaultOfAnEarlierAttemptDoesNotStrikeALaterOne()
    {
        const Plan plan = Plans().item().codes(ReturnCodeRules::windowsInstaller()).retries(3, 5).restartDelay(2);
        Scenario scenario;
        scenario.outcomes = {outcome(match(1, 1), 1618), outcome(match(1, 2), 3010)};
        scenario.faults = {{match(1, 1), FaultKind::powerLoss, FaultMoment::countdown}};
        const SimulatedComputer computer = simulate(plan, scenario, QStringLiteral("A"));
        QCOMPARE(told(computer), QStringLiteral("succeeded, 1 restarts; succeeded 3010 a2 e2"));
        QCOMPARE(computer.finished - scenario.start, 300'000 + 120'000 + simulatedRestartTime); // the whole countdown
    }

    void sameSeedSameResultInAnyOrder_B42()
    {
        const Plan plan = Plans().item().codes(ReturnCodeRules::windowsInstaller()).detects().item().needs(1).restarts().item();
        Scenario scenario;
        scenario.seed = 42;
        scenario.outcomes = {outcome(chance(match(), 0.3), 1603), outcome(chance(match(), 0.3), 1618)};
        scenario.faults = {{chance(match(), 0.3), FaultKind::powerLoss, FaultMoment::running}};
        scenario.detections = {{chance(match(), 0.3), true, false}};
        const Schedule schedule;
        const Fleet fleet(plan, schedule, scenario);
        std::vector<SimulatedComputer> forward;
        for (int i = 0; i < 300; ++i)
            forward.push_back(fleet.simulate(Fleet::endpointName(i)));
        int differs = 0;
        for (int i = 299; i >= 0; --i) {
            const SimulatedComputer again = fleet.simulate(Fleet::endpointName(i));
            const SimulatedComputer &before = forward[static_cast<size_t>(i)];
            QVERIFY(again.state == before.state && again.restarts == before.restarts && again.finished == before.finished);
            differs += again.state == forward[0].state ? 0 : 1;
        }
        QVERIFY(differs > 100); // computers do not all draw the same

        Scenario other = scenario;
        other.seed = 43;
        const Fleet otherFleet(plan, schedule, other);
        differs = 0;
        for (int i = 0; i < 300; ++i)
            differs += otherFleet.simulate(Fleet::endpointName(i)).state == forward[static_cast<size_t>(i)].state ? 0 : 1;
        QVERIFY(differs > 100);
    }

    void probabilityIsKept_data()
    {
        QTest::addColumn<double>("probability");
        for (const double p : {0.0, 0.02, 0.5, 0.98, 1.0})
            QTest::newRow(qPrintable(QString::number(p))) << p;
    }
    void probabilityIsKept()
    {
        QFETCH(double, probability);
        const Plan plan = Plans().item().item();
        Scenario scenario;
        scenario.seed = 7;
        scenario.outcomes = {outcome(chance(match(), probability), 1603)};
        const Schedule schedule;
        constexpr int computers = 10'000;
        const Fleet fleet(plan, schedule, scenario);
        const SimulationTotals totals = madeUpRun(fleet, computers).run();
        const double sigma = std::sqrt(computers * probability * (1 - probability));
        int both = 0;
        for (int i = 0; i < computers; ++i) {
            const SequenceState state = Fleet(plan, schedule, scenario).simulate(Fleet::endpointName(i)).state;
            both += state.items[0].status == ItemStatus::failed && state.items[1].status == ItemStatus::failed ? 1 : 0;
        }
        for (const SimulatedItemTotals &item : totals.items) {
            QVERIFY2(std::abs(item.failed - computers * probability) <= 5 * sigma, qPrintable(QString::number(item.failed)));
            QCOMPARE(item.failed + item.succeeded, computers);
        }
        const double square = probability * probability; // items draw independently of each other
        QVERIFY2(std::abs(both - computers * square) <= 5 * std::sqrt(computers * square * (1 - square)), qPrintable(QString::number(both)));
        QCOMPARE(totals.failed + totals.succeeded, computers);
        QCOMPARE(totals.seed, quint64(7));
    }

    void rowsAreDrawnAgainstIndependently()
    {
        const Plan plan = Plans().item();
        Scenario scenario;
        scenario.outcomes = {outcome(chance(match(), 0.5), 1), outcome(chance(match(), 0.5), 2)};
        const Schedule schedule;
        int second = 0;
        for (int i = 0; i < 10'000; ++i)
            second += Fleet(plan, schedule, scenario).simulate(Fleet::endpointName(i)).state.items[0].returnCode == 2 ? 1 : 0;
        QVERIFY2(std::abs(second - 2'500) < 5 * 44, qPrintable(QString::number(second)));
    }

    void endpointNames()
    {
        QCOMPARE(Fleet::endpointName(0), QStringLiteral("SIM-000001"));
        QCOMPARE(Fleet::endpointName(999'999), QStringLiteral("SIM-1000000"));
    }

    // Whatever strikes each time that its moment comes: the simulation itself ends.
    void whatNeverGetsOnIsItsResult()
    {
        const Plan plan = Plans().item().item();
        const Schedule schedule;
        Scenario scenario;
        FaultRow fault;
        fault.kind = FaultKind::agentCrash;
        fault.at = FaultMoment::beforeSavingStart; // so nothing is on disk by which the interruptions could be counted (B19)
        fault.occurrence = FaultRow::everyTime;
        scenario.faults = {fault};
        const SimulatedComputer computer = Fleet(plan, schedule, scenario).simulate(QStringLiteral("PC-1"));
        QCOMPARE(computer.state.end, RunEnd::notYet);
        QCOMPARE(computer.state.items[0].executions, 0);
        SimulationTotals totals;
        totals.add(computer, scenario.start);
        QCOMPARE(totals.waiting, 1);
    }

    void aCancelledFleetStops()
    {
        const Plan plan = Plans().item();
        const Schedule schedule;
        const Scenario scenario;
        const Fleet fleet(plan, schedule, scenario);
        FleetRun run = madeUpRun(fleet, 100'000);
        int visited = 0;
        run.visit = [&](int, const SimulatedComputer &) { ++visited; };
        run.cancelled = [&] { return visited == 3; };
        QCOMPARE(run.run().endpoints, 0); // the shard that was begun counts for nothing
        QCOMPARE(visited, 3);
    }
};

QTEST_GUILESS_MAIN(FleetTest)
#include "fleet_test.moc"
