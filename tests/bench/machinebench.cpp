#include "tests/bench/benchmarks.h"

#include "engine/sequence/machine.h"
#include "engine/simulation/assumptions.h"
#include "engine/simulation/fleet.h"

#include <array>
#include <variant>

namespace seriatim::bench {

namespace {

constexpr int restartingItem = 4;
constexpr int detectingItem = 2;

Plan samplePlan()
{
    Plan plan;
    plan.items.resize(10);
    for (size_t i = 1; i < plan.items.size(); ++i)
        plan.items[i].dependencies.push_back({static_cast<int>(i) - 1, {0, 1603}});
    for (PlanItem &item : plan.items)
        item.estimatedRunTime = 4 * millisPerMinute;
    plan.items[restartingItem].afterRunning = AfterRunning::restart;
    plan.items[detectingItem].detects = true;
    return plan;
}

Scenario sampleScenario()
{
    Scenario scenario;
    scenario.seed = 42;
    OutcomeRow failure;
    failure.match.probability = 0.02;
    failure.returnCode = 1603;
    scenario.outcomes.push_back(failure);
    return scenario;
}

// One computer under the least driver that there can be: no faults, nothing remembered but what the machine asks for.
class LeastDriver
{
public:
    LeastDriver(const Plan &plan, const ScenarioIndex &index, const QString &computer)
        : m_plan(plan), m_machine(plan), m_assumptions(index, {computer, {}, {}}), m_workDone(plan.items.size(), false)
        , m_now(index.scenario.start)
    {
    }

    int run() // the number of actions
    {
        m_machine.startRun(m_state, RunStart{}, m_boot);
        int actions = 0;
        for (Action action = m_machine.next(m_state); action.kind != Action::Kind::none; action = m_machine.next(m_state)) {
            perform(action);
            ++actions;
        }
        return actions;
    }

    [[nodiscard]] const SequenceState &state() const { return m_state; }

private:
    void perform(const Action &action)
    {
        switch (action.kind) {
        case Action::Kind::none:
        case Action::Kind::awaitProgram:
            return;
        case Action::Kind::save:
            return tell(Event::Kind::saved);
        case Action::Kind::evaluateCondition:
            return tell(Event::Kind::answered, true);
        case Action::Kind::askRestartNeeded:
            return tell(Event::Kind::answered, false);
        case Action::Kind::evaluateDetection:
            return tell(Event::Kind::answered, m_workDone[static_cast<size_t>(action.item)]);
        case Action::Kind::prepare:
            return tell(Event::Kind::prepared);
        case Action::Kind::startProgram:
            return runProgram(action);
        case Action::Kind::endLeftover:
            return tell(Event::Kind::leftoverEnded);
        case Action::Kind::wait:
            m_now = std::max(m_now, action.until);
            return tell(Event::Kind::timeReached);
        case Action::Kind::restart:
            m_now += simulatedRestartTime;
            ++m_boot;
            return tell(Event::Kind::agentStarted);
        case Action::Kind::logOff:
            return tell(Event::Kind::loggedOff);
        }
    }

    void runProgram(const Action &action)
    {
        tell(Event::Kind::began);
        const PlanItem &item = m_plan.items[static_cast<size_t>(action.item)];
        const Assumptions::Outcome outcome = m_assumptions.outcome(action.item + 1, action.attempt, m_state.run, item);
        m_now += outcome.durationMillis;
        if (countsAsSuccess(item.codes.classify(outcome.returnCode)))
            m_workDone[static_cast<size_t>(action.item)] = true;
        Event event;
        event.kind = Event::Kind::programEnded;
        event.time = m_now;
        event.returnCode = outcome.returnCode;
        m_machine.apply(m_state, event);
    }

    void tell(Event::Kind kind, bool holds = false)
    {
        Event event;
        event.kind = kind;
        event.time = m_now;
        event.holds = holds;
        event.boot = m_boot;
        m_machine.apply(m_state, event);
    }

    const Plan &m_plan;
    SequenceMachine m_machine;
    Assumptions m_assumptions;
    SequenceState m_state;
    std::vector<bool> m_workDone;
    Instant m_now;
    quint64 m_boot = 1;
};

struct Fixture {
    Plan plan = samplePlan();
    Scenario scenario = sampleScenario();
    Schedule schedule;
    int computers = 0;
    qint64 actions = 0; // over all computers
    int failed = 0;
};

// Counts the actions, and makes sure that the fleet does what the least driver does.
Result<> count(Fixture &fixture)
{
    const Fleet fleet(fixture.plan, fixture.schedule, fixture.scenario);
    const ScenarioIndex index(fixture.scenario);
    for (int i = 0; i < fixture.computers; ++i) {
        const QString name = Fleet::endpointName(i);
        LeastDriver driver(fixture.plan, index, name);
        fixture.actions += driver.run();
        fixture.failed += SequenceMachine::anyFailed(driver.state()) ? 1 : 0;
        if (!(fleet.simulate(name).state == driver.state())) {
            return Error{ErrorCode::invalidInput, name,
                         QStringLiteral("the fleet and the benchmark's driver end differently; the driver no longer follows the machine")};
        }
    }
    return Done{};
}

Result<double> runFleet(const Fixture &fixture)
{
    const Fleet fleet(fixture.plan, fixture.schedule, fixture.scenario);
    const Stopwatch watch;
    FleetRun run = madeUpRun(fleet, fixture.computers);
    run.threads = 1;
    const SimulationTotals totals = run.run();
    keep(totals.failed);
    return watch.seconds();
}

Result<double> runMachine(const Fixture &fixture)
{
    const Stopwatch watch;
    const ScenarioIndex index(fixture.scenario);
    int actions = 0;
    for (int i = 0; i < fixture.computers; ++i)
        actions += LeastDriver(fixture.plan, index, Fleet::endpointName(i)).run();
    keep(actions);
    return watch.seconds();
}

// The peer: as many events of six kinds, each of which changes one of ten small states.
namespace peer {

struct Saved {};
struct Answered { bool holds; };
struct Began { int attempt; };
struct Ended { qint32 code; qint64 time; };
struct TimeReached { qint64 time; };
struct Restarted { quint64 boot; };
using Happening = std::variant<Saved, Answered, Began, Ended, TimeReached, Restarted>;

struct State {
    int saves = 0;
    int attempts = 0;
    qint32 code = 0;
    qint64 time = 0;
    quint64 boot = 0;

    void operator()(const Saved &) { ++saves; }
    void operator()(const Answered &event) { attempts += event.holds ? 0 : 1; }
    void operator()(const Began &event) { attempts = event.attempt; }
    void operator()(const Ended &event)
    {
        code = event.code;
        time += event.time;
    }
    void operator()(const TimeReached &event) { time = std::max(time, event.time); }
    void operator()(const Restarted &event) { boot = event.boot; }
};

std::vector<Happening> happenings()
{
    std::vector<Happening> all;
    for (int i = 0; i < 1021; ++i) { // prime, so that kinds and states do not fall in step
        switch ((i * 7 + i / 3) % 6) {
        case 0: all.emplace_back(Saved{}); break;
        case 1: all.emplace_back(Answered{i % 2 == 0}); break;
        case 2: all.emplace_back(Began{i}); break;
        case 3: all.emplace_back(Ended{i % 50 == 0 ? 1603 : 0, i}); break;
        case 4: all.emplace_back(TimeReached{i}); break;
        default: all.emplace_back(Restarted{quint64(i)}); break;
        }
    }
    return all;
}

Result<double> run(const Fixture &fixture)
{
    static const std::vector<Happening> all = happenings();
    const Stopwatch watch;
    std::array<State, 10> states;
    size_t at = 0;
    size_t item = 0;
    for (qint64 i = 0; i < fixture.actions; ++i) {
        std::visit(states[item], all[at]);
        at = at + 1 == all.size() ? 0 : at + 1;
        item = item + 1 == states.size() ? 0 : item + 1;
    }
    keep(states);
    return watch.seconds();
}

} // namespace peer

} // namespace

Result<std::vector<Contest>> machineContests(const Options &options)
{
    const auto fixture = std::make_shared<Fixture>();
    fixture->computers = options.choose(20, 10'000, 100'000);
    if (auto counted = count(*fixture); !counted)
        return counted.error();
    const auto contender = [&](const QString &name, Result<double> (*work)(const Fixture &)) {
        return Contender{name, static_cast<double>(fixture->actions), [fixture, work] { return work(*fixture); }};
    };
    Contest contest{QStringLiteral("%1 computers, 10 steps with a restart and 2 % failures: %2 actions, %3 computers failed")
                        .arg(fixture->computers).arg(fixture->actions).arg(fixture->failed),
                    QStringLiteral("actions"), Show::unitsPerSecond, {}, {}};
    contest.ours = {contender(QStringLiteral("Fleet, the whole simulation"), runFleet),
                    contender(QStringLiteral("SequenceMachine, least driver"), runMachine)};
    contest.peers = {contender(QStringLiteral("std::visit of six kinds"), peer::run)};
    return std::vector{contest};
}

} // namespace seriatim::bench
