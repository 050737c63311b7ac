// A simulated fleet: in memory, recorded in a store, and how its cost grows; beside the same model in SimPy.
#include "tests/bench/benchmarks.h"
#include "tests/bench/sampledata.h"

#include "engine/workspace/simulating.h"

#include <QProcess>
#include <QTemporaryDir>

namespace seriatim::bench {

namespace {

constexpr int items = 10;
constexpr int restartingItem = 4;
constexpr int simpyShare = 200; // SimPy gets so many times fewer computers
const QString taskName = QStringLiteral("Rollout");

// One process for each computer, one event for each item, as SimPy's own examples do it; the 5th item restarts. Prints the
// seconds of the run alone, without Python's start.
const char simpyModel[] = R"(
import random, sys, time, simpy
computers = int(sys.argv[1])
random.seed(42)
failed = 0
def computer(env):
    global failed
    bad = False
    for item in range(10):
        yield env.timeout(240)
        if random.random() < 0.02:
            bad = True
        if item == 4:
            yield env.timeout(60)
            yield env.timeout(60)
    failed += bad
env = simpy.Environment()
start = time.perf_counter()
for _ in range(computers):
    env.process(computer(env))
env.run()
print(time.perf_counter() - start)
)";

struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<PreparedSimulation> prepared;
    Scenario scenario;
};

Result<> fill(Fixture &fixture)
{
    Result<Workspace> workspace = Workspace::create(fixture.folder.filePath(QStringLiteral("fleet.store")));
    if (!workspace)
        return workspace.error();
    fixture.workspace = std::make_unique<Workspace>(std::move(*workspace));
    std::vector<Package> packages = samplePackages(items);
    int number = 0;
    for (Package &package : packages) {
        for (Program &program : package.programs) {
            program.estimatedRunTimeMinutes = 4;
            program.afterRunning = number++ == restartingItem ? AfterRunning::restart : AfterRunning::noAction;
        }
    }
    if (auto saved = fixture.workspace->store().catalogue().save(packages); !saved)
        return saved.error();
    SequentialTask task = sampleTask(taskName, packages, items);
    for (LineItem &item : task.items)
        item.dependencies.clear(); // as the model in SimPy, where a failure holds up nothing
    const auto saved = fixture.workspace->saveTask(task, KeepFinished::no);
    if (!saved)
        return saved.error();
    OutcomeRow failure;
    failure.match.probability = 0.02;
    failure.returnCode = 1603;
    fixture.scenario.outcomes = {failure};
    fixture.scenario.seed = 42;
    fixture.scenario.endpoints = 1;
    auto prepared = PreparedSimulation::prepare(*fixture.workspace, taskName, fixture.scenario);
    if (!prepared)
        return prepared.error();
    fixture.prepared = std::move(*prepared);
    return Done{};
}

using Shared = std::shared_ptr<Fixture>;

Result<double> inMemory(const Shared &fixture, int computers, int threads)
{
    FleetRun run = madeUpRun(fixture->prepared->usual(), computers);
    run.threads = threads;
    const Stopwatch watch;
    const SimulationTotals totals = run.run();
    const double seconds = watch.seconds();
    if (totals.endpoints != computers || totals.failed == 0)
        return Error{ErrorCode::invalidInput, taskName, QStringLiteral("the fleet was not simulated as it was meant to be")};
    return seconds;
}

Result<double> recorded(const Shared &fixture, int computers, bool record)
{
    SimulationRequest request;
    request.task = taskName;
    request.scenario = fixture->scenario;
    request.scenario.endpoints = computers;
    request.record = record;
    const Stopwatch watch;
    const Result<SimulationResult> result = simulateTask(*fixture->workspace, request);
    const double seconds = watch.seconds();
    if (!result)
        return result.error();
    if (result->recorded) {
        if (auto removed = fixture->workspace->store().simulations().remove(*result->recorded); !removed)
            return removed.error();
    }
    return seconds;
}

Result<double> simpy(int computers)
{
    QProcess process;
    // Debian's own Python has Debian's SimPy, whatever else is in the path.
    process.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QString::fromLatin1(simpyModel), QString::number(computers)});
    process.waitForFinished(-1);
    bool ok = false;
    const double seconds = process.readAllStandardOutput().trimmed().toDouble(&ok);
    if (ok)
        return seconds;
    return Error{ErrorCode::notFound, QStringLiteral("SimPy"), QString::fromUtf8(process.readAllStandardError())};
}

} // namespace

Result<std::vector<Contest>> fleetContests(const Options &options)
{
    const int computers = options.choose(2'000, 100'000, 1'000'000);
    const int few = computers / 100;
    const auto fixture = std::make_shared<Fixture>();
    if (auto filled = fill(*fixture); !filled)
        return filled.error();
    const QString fleet = QStringLiteral("%1 computers, 10 items with a restart and 2 % failures").arg(computers);

    Contest memory{fleet, QStringLiteral("items of computers"), Show::unitsPerSecond, {}, {}};
    memory.ours = {{QStringLiteral("Fleet, every core"), double(computers) * items, [=] { return inMemory(fixture, computers, 0); }},
                   {QStringLiteral("Fleet, one thread"), double(computers) * items, [=] { return inMemory(fixture, computers, 1); }}};
    const int simulatedByPeer = std::max(10, computers / simpyShare);
    if (simpy(1).ok())
        memory.peers = {{QStringLiteral("SimPy, %1 computers").arg(simulatedByPeer), double(simulatedByPeer) * items, [=] { return simpy(simulatedByPeer); }}};
    else {
        memory.title += QStringLiteral("; SimPy is not here and left out");
        memory.peers = {{QStringLiteral("Fleet, one thread, again"), double(computers) * items, [=] { return inMemory(fixture, computers, 1); }}};
    }

    Contest record{fleet + QStringLiteral(", the whole of simulate --record"), QStringLiteral("computers"), Show::unitsPerSecond, {}, {}};
    record.ours = {{QStringLiteral("recorded in the store"), double(computers), [=] { return recorded(fixture, computers, true); }}};
    record.peers = {{QStringLiteral("not recorded"), double(computers), [=] { return recorded(fixture, computers, false); }}};

    Contest growth{QStringLiteral("growth: each of %1 computers beside each of %2").arg(computers).arg(few), QStringLiteral("computers"), Show::unitsPerSecond, {}, {}};
    growth.ours = {{QStringLiteral("%1 computers").arg(computers), double(computers), [=] { return inMemory(fixture, computers, 1); }}};
    growth.peers = {{QStringLiteral("%1 computers").arg(few), double(few), [=] { return inMemory(fixture, few, 1); }}};
    return std::vector{memory, record, growth};
}

} // namespace seriatim::bench
