// DebugSession: one simulated computer in the hands of a tester: step by step, with breakpoints, other return codes and the
// power pulled, back through time and on again. What was done is a list of moves, so every moment can be come back to
// exactly; a copy of a session is a fork of it. The fleet must outlive it.
#pragma once

#include "engine/simulation/fleet.h"

#include <functional>
#include <memory>
#include <set>

namespace seriatim {

// What the tester does at a moment: lets the next step happen, or strikes instead of it.
struct DebugMove {
    enum class Kind : quint8 { step, strike, strikeAfterExit };
    Kind kind = Kind::step;
    FaultKind fault = FaultKind::powerLoss;          // strike, strikeAfterExit
    std::optional<Assumptions::Outcome> nextOutcome; // step: of the program that starts in it, instead of the scenario's
};

// What came of it.
struct DebugStep {
    DebugMove move;
    Action action;       // that the machine had asked for; none: a run began
    int run = 0;         // from 1
    Instant began = 0;
    Instant ended = 0;
    std::optional<FaultKind> fault; // struck in it, by the scenario or the tester
    bool programBegan = false;
    Assumptions::Outcome outcome;   // of the program that began: what it is going to do
    int item = 0;                   // index of the item that was the current one before
    ItemState itemAfter;            // what it was then
    Phase phaseAfter = Phase::idle;
    WaitReason waitAfter = WaitReason::none;
};

class DebugSession
{
public:
    DebugSession(const Fleet &fleet, EndpointFacts facts, AgentProfile profile = AgentProfile::ours, std::vector<ServedFiles> served = {});
    DebugSession(const DebugSession &other);
    DebugSession &operator=(const DebugSession &) = delete;
    ~DebugSession();

    [[nodiscard]] const SimulatedEndpoint &endpoint() const { return m_now->endpoint(); }
    [[nodiscard]] const ComputerSimulation &simulation() const { return *m_now; }
    [[nodiscard]] const Plan &plan() const { return m_fleet.plan(); }
    [[nodiscard]] const EndpointFacts &facts() const { return m_facts; }

    // The moments are 0 to size(); step i leads from moment i to i + 1.
    [[nodiscard]] int position() const { return m_position; }
    [[nodiscard]] int size() const { return static_cast<int>(m_steps.size()); }
    [[nodiscard]] const std::vector<DebugStep> &steps() const { return m_steps; }
    [[nodiscard]] bool isOver() const { return m_now->isOver(); }
    // What the next step does; none: a run begins, or it is over.
    [[nodiscard]] Action nextAction() const;

    // In the past of what was done already, the same move leads on through it; another one lets go of the rest. Nothing once
    // it is over.
    void step();
    void strike(FaultKind fault);
    void strikeAfterExit(FaultKind fault); // only while a program runs
    void setNextOutcome(std::optional<Assumptions::Outcome> outcome) { m_nextOutcome = std::move(outcome); }
    [[nodiscard]] const std::optional<Assumptions::Outcome> &nextOutcome() const { return m_nextOutcome; }

    // The scenario that does to this computer what was done to it up to this moment.
    [[nodiscard]] Scenario reproduction() const;

    void goTo(int position);
    void forgetFuture();

    void setBreakpoint(int item, bool set);
    [[nodiscard]] bool hasBreakpoint(int item) const { return m_breakpoints.contains(item); }
    // Steps until `stop` says so after one, it is over, or `cancelled`; at least one.
    void runUntil(const std::function<bool(const DebugSession &)> &stop, const std::function<bool()> &cancelled = {});
    // To where an item with a breakpoint is the current one and was not before; else to the end.
    void runToBreakpoint(const std::function<bool()> &cancelled = {});
    void runToNextItem();
    void runToEnd(const std::function<bool()> &cancelled = {});

private:
    void make(const DebugMove &move);
    void perform(const DebugMove &move, DebugStep *step);
    void serve();
    [[nodiscard]] std::unique_ptr<ComputerSimulation> begin() const;

    const Fleet &m_fleet;
    EndpointFacts m_facts;
    AgentProfile m_profile;
    std::vector<ServedFiles> m_served; // by a run of the whole fleet
    std::unique_ptr<ComputerSimulation> m_now;
    size_t m_servedUsed = 0;
    int m_position = 0;
    std::vector<DebugStep> m_steps;
    std::optional<Assumptions::Outcome> m_nextOutcome;
    std::set<int> m_breakpoints;

    // Moments to come back to without beginning at the first.
    struct Kept {
        ComputerSimulation simulation;
        size_t servedUsed = 0;
    };
    std::vector<std::unique_ptr<Kept>> m_kept; // every so many steps
};

} // namespace seriatim
