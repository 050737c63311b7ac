// A computer's outcome that is taken over from another one is the one that it would have had (B42): random sequences under
// random scenarios, each computer beside its own simulation.
#include "engine/simulation/fleet.h"
#include "engine/simulation/sharedoutcomes.h"
#include "tests/support/randomplan.h"

#include <QTest>

#include <set>

using namespace seriatim;
using test::PlanDice;

namespace {

constexpr int computers = 60;

// Everything that a simulated computer says but its name.
auto factsOf(const SimulatedComputer &one)
{
    return std::tie(one.status, one.restarts, one.runs, one.finished, one.downloads, one.server, one.multicast, one.waits, one.begun, one.state);
}

// Some of them real, with names, systems and domains that rows ask for.
EndpointFacts factsOf(int number)
{
    if (number % 3 != 0)
        return {Fleet::endpointName(number), {}, {}};
    return {QStringLiteral("PC-%1").arg(number), number % 2 == 0 ? QStringLiteral("Windows 11") : QStringLiteral("Debian 12"),
            number % 5 == 0 ? QStringLiteral("lab.example") : QString()};
}

class ScenarioDice
{
public:
    explicit ScenarioDice(quint64 seed) : m_dice(seed) {}

    // `figures`: with durations that are spread, which nobody shares.
    Scenario scenario(bool figures)
    {
        Scenario scenario;
        scenario.seed = quint64(m_dice.number(0, 1'000'000));
        scenario.runs = m_dice.number(1, 3);
        fill(scenario.traits, 2, [&](TraitRow &row) { name(row); });
        fill(scenario.outcomes, 4, [&](OutcomeRow &row) { end(row, figures); });
        fill(scenario.faults, 3, [&](FaultRow &row) { strike(row); });
        fill(scenario.detections, 3, [&](DetectionRow &row) { row.before = m_dice.chance(30); row.after = m_dice.chance(80); });
        fill(scenario.applies, 2, [&](AppliesRow &row) { row.value = m_dice.chance(50); });
        fill(scenario.restartsNeeded, 1, [&](RestartNeededRow &row) { row.value = m_dice.chance(50); });
        fill(scenario.sessions, 2, [&](SessionRow &row) { row.state = m_dice.chance(50) ? SessionState::attended : SessionState::locked; });
        fill(scenario.deferrals, 1, [&](DeferralRow &row) { row.minutes = m_dice.number(1, 20); });
        fill(scenario.connections, 1, [&](ConnectionRow &row) { row.kbps = m_dice.number(1, 2000); });
        fill(scenario.pickups, 1, [&](PickupRow &row) { row.minutes = m_dice.number(0, 90); });
        fill(scenario.poweredOn, 2, [&](PoweredOnRow &row) { row.hours = {QTime(m_dice.number(0, 9), 0), QTime(m_dice.number(10, 23), 30), everyDay}; });
        fill(scenario.batteries, 1, [&](BatteryRow &row) { row.minutes = m_dice.number(1, 300); });
        fill(scenario.agents, 1, [&](AgentRow &row) { row.taskSynchronization = m_dice.chance(50); });
        return scenario;
    }

private:
    template <typename Row, typename Set>
    void fill(std::vector<Row> &rows, int most, const Set &set)
    {
        for (int count = m_dice.number(0, most); count > 0; --count) {
            Row row;
            match(row.match);
            set(row);
            rows.push_back(row);
        }
    }

    void match(ScenarioMatch &match)
    {
        static const QStringList names{QStringLiteral("*"), QStringLiteral("PC-*"), QStringLiteral("*5"), QStringLiteral("sim-00001?")};
        static const QStringList traits{QString(), QStringLiteral("a"), QStringLiteral("!a"), QStringLiteral("B")};
        match.computer = names[m_dice.chance(50) ? 0 : m_dice.number(0, 3)];
        match.trait = traits[m_dice.chance(60) ? 0 : m_dice.number(0, 3)];
        if (m_dice.chance(60))
            match.probability = m_dice.number(0, 10) / 10.0;
        if (m_dice.chance(40))
            match.item = m_dice.number(1, 5);
        if (m_dice.chance(30))
            match.attempt = m_dice.number(1, 2);
        if (m_dice.chance(20))
            match.run = m_dice.number(1, 2);
    }

    void name(TraitRow &row)
    {
        row.name = m_dice.chance(50) ? QStringLiteral("a") : QStringLiteral("b");
        row.operatingSystem = m_dice.chance(50) ? QStringLiteral("*") : QStringLiteral("Windows*");
        row.domain = m_dice.chance(70) ? QStringLiteral("*") : QStringLiteral("lab*");
    }

    void end(OutcomeRow &row, bool figures)
    {
        row.returnCode = m_dice.number(0, 3);
        if (m_dice.chance(50))
            row.durationSeconds = m_dice.number(0, 30'000);
        if (figures && m_dice.chance(70)) {
            row.distribution = Distribution::uniform;
            row.spread = 100;
        }
    }

    void strike(FaultRow &row)
    {
        row.kind = static_cast<FaultKind>(m_dice.number(0, 2));
        row.at = row.kind == FaultKind::installerRestart ? FaultMoment::running : static_cast<FaultMoment>(m_dice.number(0, 3));
        if (row.kind != FaultKind::installerRestart && m_dice.chance(30)) {
            row.at = static_cast<FaultMoment>(m_dice.number(0, static_cast<int>(faultMoments) - 1));
            row.occurrence = m_dice.number(0, 2);
        }
    }

    PlanDice m_dice;
};

SimulationTotals oneByOne(const Fleet &fleet)
{
    SimulationTotals totals;
    for (int i = 0; i < computers; ++i)
        totals.add(fleet.simulate(factsOf(i)), fleet.scenario().start);
    totals.seed = fleet.scenario().seed;
    totals.items.resize(fleet.plan().items.size());
    totals.finish();
    return totals;
}

OutcomeRow failing(double probability)
{
    OutcomeRow row;
    row.match.probability = probability;
    row.returnCode = 1603;
    return row;
}

Plan ofItems(size_t count)
{
    Plan plan;
    plan.items.resize(count);
    return plan;
}

} // namespace

class SharedOutcomesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSharedIsWhatItWouldHaveBeen();
    void fleetsAddUpTheSame();
    void fewOutcomesOfMany();
    void nobodySharesSpreadFigures();
    void manyOutcomesKeepTheirBounds();
};

void SharedOutcomesTest::whatIsSharedIsWhatItWouldHaveBeen()
{
    constexpr quint64 scenarios = 150;
    int shared = 0;
    for (quint64 seed = 1; seed <= scenarios; ++seed) {
        const Plan plan = PlanDice(seed).plan(1, 6);
        const Scenario scenario = ScenarioDice(seed).scenario(seed % 4 == 0);
        Schedule schedule;
        if (seed % 2 == 0)
            schedule.repeat.emplace();
        const Fleet fleet(plan, schedule, scenario);
        SharedOutcomes outcomes(fleet);
        std::set<int> seen;
        for (int i = 0; i < computers; ++i) {
            const SharedOutcomes::Outcome outcome = outcomes.simulate(factsOf(i));
            shared += outcome.number != SharedOutcomes::alone && !seen.insert(outcome.number).second;
            const SimulatedComputer own = fleet.simulate(factsOf(i));
            QVERIFY2(factsOf(outcome.computer) == factsOf(own), qPrintable(QStringLiteral("seed %1, computer %2").arg(seed).arg(i)));
        }
    }
    QVERIFY2(shared > static_cast<int>(scenarios) * computers / 4, qPrintable(QString::number(shared))); // else nothing of it was tried
}

void SharedOutcomesTest::fleetsAddUpTheSame()
{
    for (quint64 seed = 1; seed <= 40; ++seed) {
        const Plan plan = PlanDice(seed).plan(1, 6);
        const Scenario scenario = ScenarioDice(seed).scenario(seed % 4 == 0);
        const Schedule schedule;
        const Fleet fleet(plan, schedule, scenario);
        FleetRun run;
        run.count = computers;
        run.memberOf = [&fleet](int index) { return FleetMember{&fleet, factsOf(index)}; };
        QStringList names;
        run.visit = [&](int index, const SimulatedComputer &computer) {
            names.append(computer.name);
            QVERIFY(factsOf(computer) == factsOf(fleet.simulate(factsOf(index))));
        };
        QVERIFY2(run.run() == oneByOne(fleet), qPrintable(QString::number(seed)));
        QCOMPARE(names.size(), computers);
        for (int i = 0; i < computers; ++i)
            QCOMPARE(names[i], factsOf(i).name);
    }
}

void SharedOutcomesTest::fewOutcomesOfMany()
{
    Scenario scenario;
    scenario.outcomes = {failing(0.5)};
    const Plan plan = ofItems(3);
    const Schedule schedule;
    const Fleet fleet(plan, schedule, scenario);
    SharedOutcomes outcomes(fleet);
    std::set<int> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(outcomes.simulate({Fleet::endpointName(i), {}, {}}).number);
    QCOMPARE(seen, (std::set<int>{0, 1, 2, 3, 4, 5, 6, 7})); // each of three items fails or not
}

void SharedOutcomesTest::nobodySharesSpreadFigures()
{
    Scenario scenario;
    OutcomeRow row = failing(0.5);
    row.durationSeconds = 100;
    row.distribution = Distribution::exponential;
    scenario.outcomes = {row};
    const Plan plan = ofItems(1);
    const Schedule schedule;
    const Fleet fleet(plan, schedule, scenario);
    SharedOutcomes outcomes(fleet);
    std::set<int> seen;
    for (int i = 0; i < 100; ++i) {
        const SharedOutcomes::Outcome outcome = outcomes.simulate({Fleet::endpointName(i), {}, {}});
        QCOMPARE(outcome.number == SharedOutcomes::alone, outcome.computer.status == ComputerStatus::failed);
        seen.insert(outcome.number);
    }
    QCOMPARE(seen, (std::set<int>{SharedOutcomes::alone, 0})); // those that succeed have it in common
}

// 2^20 outcomes are more than are remembered; the others come out all the same.
void SharedOutcomesTest::manyOutcomesKeepTheirBounds()
{
    Scenario scenario;
    scenario.outcomes = {failing(0.5)};
    const Plan plan = ofItems(20);
    const Schedule schedule;
    const Fleet fleet(plan, schedule, scenario);
    SharedOutcomes outcomes(fleet);
    int most = 0;
    bool anyAlone = false;
    for (int i = 0; i < 25'000; ++i) {
        const EndpointFacts facts{Fleet::endpointName(i), {}, {}};
        const SharedOutcomes::Outcome outcome = outcomes.simulate(facts);
        most = std::max(most, outcome.number);
        anyAlone = anyAlone || outcome.number == SharedOutcomes::alone;
        if (i % 100 == 0)
            QVERIFY(factsOf(outcome.computer) == factsOf(fleet.simulate(facts)));
    }
    QVERIFY(anyAlone);
    QVERIFY2(most < 20'000, qPrintable(QString::number(most)));
}

QTEST_APPLESS_MAIN(SharedOutcomesTest)
#include "sharedoutcomes_test.moc"
