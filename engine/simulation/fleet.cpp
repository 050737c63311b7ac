#include "engine/simulation/fleet.h"

#include "engine/simulation/orderedshards.h"
#include "engine/simulation/sharedoutcomes.h"
#include "engine/simulation/sharedservers.h"

#include <algorithm>
#include <list>
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

// One fleet's outcomes, and how often each has come in a shard: so they are added up once, not for each computer.
class CountedOutcomes
{
public:
    explicit CountedOutcomes(const Fleet &fleet) : m_fleet(fleet), m_outcomes(fleet) {}

    [[nodiscard]] const Fleet &fleet() const { return m_fleet; }

    [[nodiscard]] const SimulatedComputer &simulate(const EndpointFacts &facts, SimulationTotals &totals)
    {
        const SharedOutcomes::Outcome outcome = m_outcomes.simulate(facts);
        if (outcome.number == SharedOutcomes::alone)
            totals.add(outcome.computer, m_fleet.scenario().start);
        else
            count(static_cast<size_t>(outcome.number));
        return outcome.computer;
    }

    void addTo(SimulationTotals &totals)
    {
        for (const size_t number : m_seen)
            totals.add(m_outcomes.outcome(static_cast<int>(number)), m_fleet.scenario().start, std::exchange(m_counts[number], 0));
        m_seen.clear();
    }

private:
    void count(size_t number)
    {
        if (number >= m_counts.size())
            m_counts.resize(number + 1, 0);
        if (m_counts[number]++ == 0)
            m_seen.push_back(number);
    }

    const Fleet &m_fleet;
    SharedOutcomes m_outcomes;
    std::vector<int> m_counts; // by the outcome's number, in the shard that is being made
    std::vector<size_t> m_seen;
};

// What a thread remembers from shard to shard.
class Worker
{
public:
    [[nodiscard]] Shard simulateShard(const FleetRun &run, int number, const std::atomic<bool> &stopped)
    {
        Shard shard;
        const int first = number * computersPerShard;
        const int last = std::min(run.count, first + computersPerShard);
        for (int i = first; i < last && !stopped; ++i) {
            FleetMember member = run.memberOf(i);
            const SimulatedComputer &computer = outcomesOf(*member.fleet).simulate(member.facts, shard.totals);
            if (!run.visit)
                continue;
            shard.computers.push_back(computer);
            shard.computers.back().name = std::move(member.facts.name);
        }
        for (CountedOutcomes &outcomes : m_fleets)
            outcomes.addTo(shard.totals);
        return shard;
    }

private:
    [[nodiscard]] CountedOutcomes &outcomesOf(const Fleet &fleet)
    {
        for (CountedOutcomes &outcomes : m_fleets) {
            if (&outcomes.fleet() == &fleet)
                return outcomes;
        }
        return m_fleets.emplace_back(fleet);
    }

    std::list<CountedOutcomes> m_fleets; // a few, which never move
};

// As many workers as threads are at work at once.
class Workers
{
public:
    [[nodiscard]] std::unique_ptr<Worker> take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_idle.empty())
            return std::make_unique<Worker>();
        std::unique_ptr<Worker> worker = std::move(m_idle.back());
        m_idle.pop_back();
        return worker;
    }

    void giveBack(std::unique_ptr<Worker> worker)
    {
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(worker));
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Worker>> m_idle;
};

// Computers that need nothing of each other, in shards that threads share out.
SimulationTotals runApart(const FleetRun &run)
{
    const int shards = (run.count + computersPerShard - 1) / computersPerShard;
    Workers workers;
    const auto simulateShard = [&run, &workers](int number, const std::atomic<bool> &stopped) {
        std::unique_ptr<Worker> worker = workers.take();
        Shard shard = worker->simulateShard(run, number, stopped);
        workers.giveBack(std::move(worker));
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

SimulatedComputer Fleet::simulate(const EndpointFacts &computer, AnswerLog *log) const
{
    ComputerSimulation one = simulation(computer, AgentProfile::ours, log);
    for (one.goOn(); !one.isOver(); one.goOn())
        serveAlone(one.endpoint());
    return one.result();
}

QString Fleet::endpointName(int index)
{
    constexpr int digits = 6;
    const QString prefix = QStringLiteral("SIM-");
    const int number = index + 1;
    if (number >= 1'000'000)
        return prefix + QString::number(number);
    // Made for each of a million computers: written in place.
    QString name = prefix + QString(digits, Qt::Uninitialized);
    QChar *at = name.data() + prefix.size();
    for (int rest = number, digit = digits; digit-- > 0; rest /= 10)
        at[digit] = QLatin1Char(static_cast<char>('0' + rest % 10));
    return name;
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
