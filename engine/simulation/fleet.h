// Fleet: drives the sequence machine for simulated computers over a virtual clock (B42). One computer's result depends
// on the plan, the schedule, the scenario and its own facts alone, so any of them can be replayed apart; only where they
// share a package server on each other.
#pragma once

#include "engine/simulation/simulationtotals.h"

#include <functional>

namespace seriatim {

class Fleet
{
public:
    // All must outlive the fleet.
    Fleet(const Plan &plan, const Schedule &schedule, const Scenario &scenario)
        : m_plan(plan), m_schedule(schedule), m_index(scenario) {}
    Fleet(const Fleet &) = delete;
    Fleet &operator=(const Fleet &) = delete;

    // As if it had the package servers for itself.
    [[nodiscard]] SimulatedComputer simulate(const QString &computerName) const { return simulate(EndpointFacts{computerName, {}, {}}); }
    // The log, if any, is told what was asked about the computer.
    [[nodiscard]] SimulatedComputer simulate(const EndpointFacts &computer, AnswerLog *log = nullptr) const;
    [[nodiscard]] ComputerSimulation simulation(const EndpointFacts &computer, AgentProfile profile = AgentProfile::ours,
                                                AnswerLog *log = nullptr) const
    {
        return {m_plan, m_schedule, m_index, computer, profile, log};
    }
    [[nodiscard]] Assumptions assumptions(const EndpointFacts &computer) const { return {m_index, computer}; }
    [[nodiscard]] const Scenario &scenario() const { return m_index.scenario; }
    [[nodiscard]] const Plan &plan() const { return m_plan; }

    // "SIM-000001" for 0
    [[nodiscard]] static QString endpointName(int index);

private:
    const Plan &m_plan;
    const Schedule &m_schedule;
    ScenarioIndex m_index;
};

// A computer, and the fleet whose plan it walks; all fleets of a run have the same scenario.
struct FleetMember {
    const Fleet *fleet = nullptr;
    EndpointFacts facts;
};

struct FleetRun {
    int count = 0;
    std::function<FleetMember(int)> memberOf; // called from several threads at once
    // In the order of the computers, in the thread that has called; may be empty.
    std::function<void(int, const SimulatedComputer &)> visit;
    std::function<void(int done)> progress; // now and then; may be empty
    std::function<bool()> cancelled;        // may be empty
    int threads = 0;                        // 0: one for each core

    // The same, byte by byte, whatever the number of threads. Cancelled, with the whole shards that there are.
    [[nodiscard]] SimulationTotals run() const;
};

// Made-up computers of one fleet, which must outlive the run.
[[nodiscard]] FleetRun madeUpRun(const Fleet &fleet, int count);

// The instants at which what computer `index` of the run fetches from shared servers begins to come and is there, in order.
struct ServedFiles {
    Instant began = 0;
    Instant ended = 0;
};
[[nodiscard]] std::vector<ServedFiles> servedTo(const FleetRun &run, int index);

} // namespace seriatim
