// StruckRun: one simulated computer, stopped at every moment at which a fault can strike. Knows when it goes round for ever:
// the same memory, disk and work done at a second start of the agent, times and boots aside. Copies are independent.
#pragma once

#include "engine/simulation/computersimulation.h"

namespace seriatim {

// One fault, at the time that its moment comes for that item. `everyTime`: from then on whenever it comes again.
struct Strike {
    FaultKind kind = FaultKind::powerLoss;
    FaultMoment at = FaultMoment::running;
    int item = 0; // index
    int occurrence = 1; // in the run
    bool everyTime = false;
    int run = 1;
    bool operator==(const Strike &) const = default;
};

class StruckRun
{
public:
    enum class Ending { notYet, ended, loops, tooLong };

    // `chances`: how many faults the scenario may still bring by itself; a state that comes again proves nothing while they
    // are not used up. What the simulation refers to must outlive it.
    explicit StruckRun(ComputerSimulation simulation, int chances = 0);

    [[nodiscard]] Ending ending() const { return m_ending; }
    [[nodiscard]] bool isOver() const { return m_ending != Ending::notYet; }

    // The moment that has come, for which item and how often in this run; nothing between two of them.
    [[nodiscard]] std::optional<FaultMoment> moment() const { return m_moment; }
    [[nodiscard]] int item() const { return m_item; } // index
    [[nodiscard]] int occurrence() const { return m_occurrence; }
    [[nodiscard]] bool isAt(const Strike &strike) const; // its moment has come
    // What comes next if nothing strikes.
    [[nodiscard]] Action action() const { return m_saved ? Action{} : m_simulation.endpoint().next(); }

    void strike(FaultKind kind, bool everyTime = false); // at the moment that has come
    void advance();                                      // nothing strikes
    // To the end; strikes where one of the strikes waits for the moment.
    void finish(const std::vector<Strike> &strikes);

    [[nodiscard]] const ComputerSimulation &simulation() const { return m_simulation; }
    [[nodiscard]] const SimulatedEndpoint &endpoint() const { return m_simulation.endpoint(); }

private:
    struct Mark {
        SequenceState state;
        std::vector<bool> workDone;
        int seen = 0;
    };

    void step();
    void hit(FaultKind kind);
    void settle();
    void arrive(FaultMoment moment, int index);
    [[nodiscard]] bool goesRound();

    ComputerSimulation m_simulation;
    int m_roundsAllowed;
    qint64 m_stepsLeft;
    Ending m_ending = Ending::notYet;
    std::optional<FaultMoment> m_moment;
    int m_item = 0;
    int m_occurrence = 0;
    std::optional<StatusPoint> m_saved; // by the last step: the moment after it is still to come
    MomentCounts m_counts;
    int m_countedRun = 0;
    std::vector<Strike> m_standing;
    int m_agentStarts = 0;
    std::vector<Mark> m_marks; // of the agent's starts since the last fault that does not stand
};

} // namespace seriatim
