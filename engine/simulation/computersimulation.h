// ComputerSimulation: one computer over all the runs that its schedule brings, step by step.
#pragma once

#include "engine/domain/schedule.h"
#include "engine/simulation/simulatedendpoint.h"

namespace seriatim {

struct SimulatedComputer {
    QString name;
    ComputerStatus status = ComputerStatus::notReceived;
    int restarts = 0; // in all runs
    int runs = 0;
    Instant finished = 0;
    std::vector<int> downloads; // by package of the plan: how often its files came over the network
    const ServerRow *server = nullptr; // that they came from; null: one that has enough for all
    bool multicast = false;     // they came from a multicast
    WaitTimes waits{};
    std::vector<int> begun;     // by item: how often its program began, in all runs
    SequenceState state;        // of the last run; without items where nothing was received
};

class ComputerSimulation
{
public:
    // All must outlive it.
    ComputerSimulation(const Plan &plan, const Schedule &schedule, const ScenarioIndex &index, const EndpointFacts &facts,
                       AgentProfile profile = AgentProfile::ours, AnswerLog *log = nullptr);

    // One step of the run that goes on, or the beginning of the next one. Nothing once it is over, and while the endpoint
    // waits for files from a server.
    void step();
    // All steps until it is over or waits for a server.
    void goOn();
    [[nodiscard]] bool isOver() const { return m_over; }
    [[nodiscard]] bool isInRun() const { return m_inRun; }
    // The endpoint's own interventions, and the end of the run where they bring it about. Only within a run.
    void strike(FaultKind kind);
    void strikeAfterExit(FaultKind kind);
    // An intervention of the endpoint; one right after the end of the run was saved brings its agent up once more.
    void strikeAt(FaultMoment moment, FaultKind kind);

    [[nodiscard]] SimulatedEndpoint &endpoint() { return m_endpoint; }
    [[nodiscard]] const SimulatedEndpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] int runs() const { return m_runs; }
    [[nodiscard]] const Plan &plan() const { return *m_plan; }
    [[nodiscard]] const Scenario &scenario() const { return m_index->scenario; }
    [[nodiscard]] SimulatedComputer result() const;

private:
    void startRun();
    void endRun();
    [[nodiscard]] std::optional<Instant> nextRun() const;

    const Plan *m_plan;
    const Schedule *m_schedule;
    const ScenarioIndex *m_index;
    EndpointFacts m_facts;
    SimulatedEndpoint m_endpoint;
    int m_runs = 0;
    Instant m_finished = 0;
    bool m_inRun = false;
    bool m_over = false;
};

} // namespace seriatim
