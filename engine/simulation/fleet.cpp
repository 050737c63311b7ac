#include "engine/simulation/fleet.h"

#include "engine/simulation/orderedshards.h"
#include "engine/simulation/sharedservers.h"

#include <algorithm>
#include <thread>

namespace seriatim {

namespace {

constexpr int computersPerShard = 1024;

// What a thread has simulated at a time: few enough to lie in the cache.
struct Shard {
    SimulationTotals totals;
    std::vector<SimulatedComputer> computers; // where somebody wants to see them
};

int threadsFor(int wanted)
{
    return wanted > 0 ? wanted : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

// Computers that need nothing of each other, in shards that threads share out.
SimulationTotals runApart(const FleetRun &run)
{
    const int shards = (run.count + computersPerShard - 1) / computersPerShard;
    const auto simulateShard = [&run](int number, const std::atomic<bool> &stopped) {
        Shard shard;
        const int first = number * computersPerShard;
        const int last = std::min(run.count, first + computersPerShard);
        for (int i = first; i < last && !stopped; ++i) {
            const FleetMember member = run.memberOf(i);
            SimulatedComputer computer = member.fleet->simulate(member.facts);
            shard.totals.add(computer, member.fleet->scenario().start);
            if (run.visit)
                shard.computers.push_back(std::move(computer));
        }
        return shard;
    };
    SimulationTotals totals;
    OrderedShards<Shard> work(shards, threadsFor(run.threads), simulateShard);
    const auto cancelled = [&run] { return run.cancelled && run.cancelled(); };
    for (int number = 0; number < shards && !cancelled(); ++number) {
        const Shard shard = work.take(number);
        for (size_t i = 0; i < shard.computers.size() && !cancelled(); ++i)
            run.visit(number * computersPerShard + static_cast<int>(i), shard.computers[i]);
        if (cancelled())
            break;
        totals.add(shard.totals);
        if (run.progress)
            run.progress(totals.endpoints);
    }
    return totals;
}

// Computers that wait for the same servers, one after the other by the virtual clock.
SimulationTotals runTogether(const FleetRun &run)
{
    SharedServers together(run);
    SimulationTotals totals;
    std::vector<SimulatedComputer> computers(static_cast<size_t>(run.count));
    const bool whole = together.runAll([&](int index, const ComputerSimulation &simulation) {
        computers[static_cast<size_t>(index)] = simulation.result();
        if (run.progress)
            run.progress(together.done());
    });
    if (!whole)
        return totals;
    for (int i = 0; i < run.count; ++i) {
        totals.add(computers[static_cast<size_t>(i)], run.memberOf(i).fleet->scenario().start);
        if (run.visit)
            run.visit(i, computers[static_cast<size_t>(i)]);
    }
    return totals;
}

} // namespace

SimulatedComputer Fleet::simulate(const EndpointFacts &computer) const
{
    ComputerSimulation one = simulation(computer);
    for (one.goOn(); !one.isOver(); one.goOn())
        serveAlone(one.endpoint());
    return one.result();
}

QString Fleet::endpointName(int index)
{
    return QStringLiteral("SIM-%1").arg(index + 1, 6, 10, QLatin1Char('0'));
}

SimulationTotals FleetRun::run() const
{
    SimulationTotals totals;
    if (count > 0) {
        const Fleet &first = *memberOf(0).fleet;
        totals = first.scenario().servers.empty() ? runApart(*this) : runTogether(*this);
        totals.seed = first.scenario().seed;
        totals.items.resize(first.plan().items.size());
    }
    totals.finish();
    return totals;
}

FleetRun madeUpRun(const Fleet &fleet, int count)
{
    FleetRun run;
    run.count = count;
    run.memberOf = [&fleet](int index) { return FleetMember{&fleet, {Fleet::endpointName(index), {}, {}}}; };
    return run;
}

std::vector<ServedFiles> servedTo(const FleetRun &run, int index)
{
    std::vector<ServedFiles> files;
    SharedServers together(run);
    together.follow(index, &files);
    [[maybe_unused]] const bool whole = together.runAll([](int, const ComputerSimulation &) {});
    return files;
}

} // namespace seriatim
