// What a scenario says of the computers themselves: how long programs take, traits, hours, batteries, late policies, shared
// package servers, missing agents; and that none of it depends on threads (B42).
#include "engine/simulation/fleet.h"
#include "tests/support/rehearsal.h"

#include <QTest>

#include <cmath>

using namespace seriatim;
using Plans = seriatim::test::PlanBuilder;

namespace {

// The scenario begins on Monday 2026-01-05 at 08:00 UTC.
QString told(const SimulatedComputer &computer)
{
    QStringList items;
    for (const ItemState &item : computer.state.items)
        items.append(QStringLiteral("%1 a%2").arg(toWord(item.status)).arg(item.attempts));
    return QStringLiteral("%1 %2, %3 restarts: %4")
        .arg(toWord(computer.status), QDateTime::fromMSecsSinceEpoch(computer.finished, Qt::UTC).toString(QStringLiteral("dd HH:mm:ss")))
        .arg(computer.restarts).arg(items.join(QStringLiteral(", ")));
}

SimulatedComputer simulate(const Plan &plan, const Scenario &scenario, const EndpointFacts &facts = {QStringLiteral("PC-1"), {}, {}})
{
    return Fleet(plan, {}, scenario).simulate(facts);
}

Plan lasting(int minutes, int items = 1)
{
    Plans builder;
    for (int i = 0; i < items; ++i)
        builder.item();
    Plan plan = builder;
    for (PlanItem &item : plan.items)
        item.estimatedRunTime = minutes * millisPerMinute;
    return plan;
}

Plan downloading(qint64 bytes)
{
    Plan plan = Plans().item().prepares();
    plan.items[0].package = 0;
    plan.items[0].packageBytes = bytes;
    plan.items[0].overNetwork = true;
    return plan;
}

OutcomeRow spread(Distribution distribution, double seconds, double by)
{
    OutcomeRow row;
    row.durationSeconds = seconds;
    row.distribution = distribution;
    row.spread = by;
    return row;
}

qint64 tookOf(const SimulatedComputer &computer, const Scenario &scenario)
{
    return (computer.finished - scenario.start) / millisPerSecond;
}

struct Spread {
    double mean = 0;
    double deviation = 0;
    double least = 0;
    double most = 0;
};

Spread measured(Distribution distribution, double seconds, double by)
{
    constexpr int computers = 20'000;
    Scenario scenario;
    scenario.outcomes = {spread(distribution, seconds, by)};
    double sum = 0, squares = 0;
    Spread result;
    result.least = 1e9;
    const Plan plan = lasting(1);
    const Fleet fleet(plan, {}, scenario);
    for (int i = 0; i < computers; ++i) {
        const auto took = static_cast<double>(tookOf(fleet.simulate(Fleet::endpointName(i)), scenario));
        sum += took;
        squares += took * took;
        result.least = std::min(result.least, took);
        result.most = std::max(result.most, took);
    }
    result.mean = sum / computers;
    result.deviation = std::sqrt(squares / computers - result.mean * result.mean);
    return result;
}

SimulationTotals runOf(const Plan &plan, const Scenario &scenario, int computers, int threads, QByteArray *seen = nullptr)
{
    const Schedule schedule;
    const Fleet fleet(plan, schedule, scenario);
    FleetRun run = madeUpRun(fleet, computers);
    run.threads = threads;
    if (seen) {
        run.visit = [seen](int number, const SimulatedComputer &computer) {
            *seen += QByteArray::number(number) + computer.name.toUtf8() + told(computer).toUtf8() + QByteArray::number(computer.finished);
        };
    }
    return run.run();
}

Scenario everything()
{
    Scenario scenario;
    scenario.seed = 11;
    OutcomeRow failure = spread(Distribution::logNormal, 200, 2);
    failure.match.probability = 0.1;
    failure.returnCode = 1603;
    scenario.outcomes = {failure, spread(Distribution::normal, 120, 30)};
    FaultRow fault;
    fault.match.probability = 0.05;
    scenario.faults = {fault};
    TraitRow laptop;
    laptop.name = QStringLiteral("laptop");
    laptop.match.probability = 0.4;
    scenario.traits = {laptop};
    BatteryRow battery;
    battery.match.trait = QStringLiteral("laptop");
    battery.minutes = 5;
    battery.distribution = Distribution::exponential;
    scenario.batteries = {battery};
    PickupRow pickup;
    pickup.minutes = 60;
    pickup.distribution = Distribution::uniform;
    pickup.spread = 60;
    scenario.pickups = {pickup};
    AgentRow agent;
    agent.match.probability = 0.01;
    agent.taskSynchronization = false;
    scenario.agents = {agent};
    PoweredOnRow hours;
    hours.match.trait = QStringLiteral("!laptop");
    hours.hours = {QTime(8, 0), QTime(9, 0), everyDay};
    scenario.poweredOn = {hours};
    return scenario;
}

} // namespace

class ConditionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durationsAreSpreadAsSaid()
    {
        const Spread uniform = measured(Distribution::uniform, 600, 300);
        QVERIFY(std::abs(uniform.mean - 600) < 7 && uniform.least >= 300 && uniform.most <= 900 && uniform.least < 305 && uniform.most > 895);
        const Spread normal = measured(Distribution::normal, 600, 60);
        QVERIFY2(std::abs(normal.mean - 600) < 3 && std::abs(normal.deviation - 60) < 2, qPrintable(QString::number(normal.deviation)));
        const Spread exponential = measured(Distribution::exponential, 600, 0);
        QVERIFY(std::abs(exponential.mean - 600) < 25 && std::abs(exponential.deviation - 600) < 40 && exponential.least < 5);
        const Spread logNormal = measured(Distribution::logNormal, 600, 1.5);
        const double factor = std::exp(std::log(1.5) * std::log(1.5) / 2); // mean over median
        QVERIFY2(std::abs(logNormal.mean / 600 - factor) < 0.02, qPrintable(QString::number(logNormal.mean)));
        QCOMPARE(measured(Distribution::fixed, 600, 0).deviation, 0.0);
    }

    void anEstimateIsSpreadWhereNoDurationIsSaid()
    {
        Scenario scenario;
        scenario.outcomes = {spread(Distribution::uniform, 0, 30)};
        scenario.outcomes[0].durationSeconds.reset();
        const qint64 took = tookOf(simulate(lasting(10), scenario), scenario);
        QVERIFY(took >= 570 && took <= 630 && took != 600);
    }

    void traitsChooseRows()
    {
        Scenario scenario;
        TraitRow old;
        old.name = QStringLiteral("old");
        old.operatingSystem = QStringLiteral("Windows XP*");
        scenario.traits = {old};
        OutcomeRow fails;
        fails.match.trait = QStringLiteral("OLD"); // letter case does not count
        fails.returnCode = 5;
        scenario.outcomes = {fails};
        QCOMPARE(simulate(lasting(1), scenario, {QStringLiteral("a"), QStringLiteral("windows xp SP3"), {}}).status, ComputerStatus::failed);
        QCOMPARE(simulate(lasting(1), scenario, {QStringLiteral("a"), QStringLiteral("Debian 12"), {}}).status, ComputerStatus::succeeded);
        scenario.outcomes[0].match.trait = QStringLiteral("!old");
        QCOMPARE(simulate(lasting(1), scenario, {QStringLiteral("a"), QStringLiteral("windows xp SP3"), {}}).status, ComputerStatus::succeeded);
        QCOMPARE(simulate(lasting(1), scenario, {QStringLiteral("a"), QStringLiteral("Debian 12"), {}}).status, ComputerStatus::failed);
    }

    void traitsAreDrawn()
    {
        Scenario scenario;
        TraitRow some;
        some.name = QStringLiteral("some");
        some.match.probability = 0.25;
        scenario.traits = {some};
        OutcomeRow fails;
        fails.match.trait = some.name;
        fails.returnCode = 5;
        scenario.outcomes = {fails};
        const SimulationTotals totals = runOf(lasting(1, 2), scenario, 10'000, 2);
        QVERIFY2(std::abs(totals.failed - 2500) < 5 * 44, qPrintable(QString::number(totals.failed)));
        QCOMPARE(totals.items[0].failed, totals.items[1].failed); // drawn once for the computer
    }

    // The program is cut off at 17:00 and begins anew in the morning (B19).
    void aComputerThatIsSwitchedOff_B19()
    {
        Scenario scenario;
        PoweredOnRow office;
        office.hours = {QTime(8, 0), QTime(17, 0), everyDay};
        scenario.poweredOn = {office};
        OutcomeRow takes;
        takes.match.attempt = 1;
        takes.durationSeconds = 5 * 3600;
        scenario.outcomes = {takes};
        scenario.start = defaultSimulationStart + 8 * 3600 * millisPerSecond; // 16:00
        Plan plan = lasting(10);
        QCOMPARE(told(simulate(plan, scenario)), QStringLiteral("succeeded 06 08:10:00, 1 restarts: succeeded a2"));
        scenario.outcomes[0].match.attempt.reset();
        const SimulatedComputer never = simulate(plan, scenario);
        QCOMPARE(told(never), QStringLiteral("succeeded 06 13:00:00, 1 restarts: succeeded a2"));
        scenario.outcomes[0].durationSeconds = 9.5 * 3600;
        plan.items[0].timeLimit = 24 * 60 * millisPerMinute;
        QCOMPARE(told(simulate(plan, scenario)), QStringLiteral("failed 07 08:00:00, 2 restarts: interrupted a2"));
        QCOMPARE(simulate(plan, scenario).waits[size_t(SimulatedWait::off)], qint64(2) * 15 * 3600 * millisPerSecond);
    }

    void itBeginsWhenItIsSwitchedOn()
    {
        Scenario scenario;
        PoweredOnRow evening;
        constexpr int tuesday = 4;
        evening.hours = {QTime(20, 0), QTime(22, 0), tuesday};
        scenario.poweredOn = {evening};
        QCOMPARE(told(simulate(lasting(10), scenario)), QStringLiteral("succeeded 06 20:10:00, 0 restarts: succeeded a1"));
    }

    // A restart that is pending is done once the computer has started anew, whatever made it start (B19a).
    void switchedOffInTheCountdown_B19a()
    {
        Scenario scenario;
        PoweredOnRow office;
        office.hours = {QTime(8, 0), QTime(9, 0), everyDay};
        scenario.poweredOn = {office};
        Plan plan = Plans().item().restarts().restartDelay(120).item();
        QCOMPARE(told(simulate(plan, scenario)), QStringLiteral("succeeded 06 08:00:00, 1 restarts: succeeded a1, succeeded a1"));
    }

    void dyingBatteries_B19()
    {
        Scenario scenario;
        BatteryRow battery;
        battery.minutes = 25;
        battery.chargingMinutes = 45;
        scenario.batteries = {battery};
        QCOMPARE(told(simulate(lasting(10, 3), scenario)), QStringLiteral("succeeded 05 09:20:00, 1 restarts: succeeded a1, succeeded a1, succeeded a2"));
        scenario.batteries[0].minutes = 5; // less than any program takes: bounded all the same
        QCOMPARE(told(simulate(lasting(10), scenario)), QStringLiteral("failed 05 09:40:00, 2 restarts: interrupted a2"));
        scenario.batteries[0].chargingMinutes = 0;
        QCOMPARE(simulate(lasting(10), scenario).status, ComputerStatus::failed);
    }

    void policiesThatArePickedUpLate()
    {
        Scenario scenario;
        PickupRow pickup;
        pickup.minutes = 90;
        scenario.pickups = {pickup};
        const SimulatedComputer computer = simulate(lasting(10), scenario);
        QCOMPARE(told(computer), QStringLiteral("succeeded 05 09:40:00, 0 restarts: succeeded a1"));
        QCOMPARE(computer.waits[size_t(SimulatedWait::pickup)], qint64(90) * millisPerMinute);
    }

    // Ten computers, two at a time, 100 s each: the last has its files after 500 s.
    void aSharedServer()
    {
        const qint64 megabyte = qint64(1) << 20;
        Scenario scenario;
        ServerRow server;
        server.name = QStringLiteral("Site A");
        server.kbps = 2048;
        server.connections = 2;
        scenario.servers = {server};
        const Plan plan = downloading(100 * megabyte);
        const SimulationTotals totals = runOf(plan, scenario, 10, 1);
        QCOMPARE(totals.succeededAfter, (std::vector<quint32>{100, 100, 200, 200, 300, 300, 400, 400, 500, 500}));
        QCOMPARE(totals.bytesByServer(plan), (std::map<QString, qint64>{{QStringLiteral("Site A"), 1000 * megabyte}}));
        QCOMPARE(totals.waits[size_t(SimulatedWait::server)], qint64(2) * (0 + 100 + 200 + 300 + 400) * millisPerSecond);
        QCOMPARE(totals.waits[size_t(SimulatedWait::download)], qint64(10) * 100 * millisPerSecond);
        ConnectionRow slow; // than its part of what the server can send
        slow.match.computer = QStringLiteral("SIM-000001");
        slow.kbps = 512;
        scenario.connections = {slow};
        QCOMPARE(runOf(plan, scenario, 1, 1).succeededAfter, std::vector<quint32>{200});
        QCOMPARE(tookOf(simulate(plan, scenario), scenario), 100); // alone
    }

    void whatOneComputerIsSent()
    {
        Scenario scenario;
        ServerRow server;
        server.kbps = 1024;
        server.connections = 1;
        scenario.servers = {server};
        const Plan plan = downloading(qint64(60) << 20);
        const Schedule schedule;
        const Fleet fleet(plan, schedule, scenario);
        const std::vector<ServedFiles> files = servedTo(madeUpRun(fleet, 5), 3);
        QCOMPARE(files.size(), size_t(1));
        QCOMPARE(files[0].began - scenario.start, qint64(180) * millisPerSecond);
        QCOMPARE(files[0].ended - scenario.start, qint64(240) * millisPerSecond);
    }

    void withoutTheAgentNothingIsReceived_B38()
    {
        Scenario scenario;
        AgentRow none;
        none.match.computer = QStringLiteral("SIM-000002");
        none.taskSynchronization = false;
        scenario.agents = {none};
        const SimulationTotals totals = runOf(lasting(1), scenario, 3, 1);
        QCOMPARE(totals.notReceived, 1);
        QCOMPARE(totals.succeeded, 2);
        QCOMPARE(totals.endpoints, 3);
        const SimulatedComputer computer = simulate(lasting(1), scenario, {QStringLiteral("SIM-000002"), {}, {}});
        QCOMPARE(computer.status, ComputerStatus::notReceived);
        QCOMPARE(computer.runs, 0);
    }

    // B42: nothing depends on how many threads there are, and one computer can be replayed alone.
    void threadsChangeNothing_B42()
    {
        const Plan plan = lasting(4, 5);
        const Scenario scenario = everything();
        QByteArray one, four;
        const SimulationTotals alone = runOf(plan, scenario, 5000, 1, &one);
        const SimulationTotals together = runOf(plan, scenario, 5000, 4, &four);
        QVERIFY(one == four);
        QVERIFY(alone == together);
        QVERIFY(alone.failed > 100 && alone.succeeded > 100 && alone.notReceived > 10 && alone.restarts > 100);
        const QString name = Fleet::endpointName(4321);
        QVERIFY(one.contains(told(simulate(plan, scenario, {name, {}, {}})).toUtf8()));
        Scenario other = scenario;
        other.seed = 12;
        QVERIFY(!(runOf(plan, other, 5000, 2) == alone));
    }

    void percentilesAndTheCurve()
    {
        std::vector<quint32> sorted;
        for (quint32 i = 1; i <= 1000; ++i)
            sorted.push_back(i);
        QCOMPARE(percentile(sorted, 50), std::optional<quint32>(500));
        QCOMPARE(percentile(sorted, 99), std::optional<quint32>(990));
        QCOMPARE(percentile(sorted, 100), std::optional<quint32>(1000));
        QCOMPARE(percentile({7}, 1), std::optional<quint32>(7));
        QVERIFY(!percentile({}, 50));
        const std::vector<CurvePoint> curve = completionCurve(sorted, 11);
        QCOMPARE(curve.size(), size_t(11));
        QCOMPARE(curve.front(), (CurvePoint{1, 1}));
        QCOMPARE(curve[5], (CurvePoint{500, 500}));
        QCOMPARE(curve.back(), (CurvePoint{1000, 1000}));
        QCOMPARE(completionCurve({3, 4}, 11).size(), size_t(2));
        QVERIFY(completionCurve({}, 11).empty());
    }
};

QTEST_APPLESS_MAIN(ConditionsTest)
#include "conditions_test.moc"
