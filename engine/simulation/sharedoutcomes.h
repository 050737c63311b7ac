// SharedOutcomes: simulates the computers of a fleet, each outcome once. It remembers as a tree which answers led where, and a
// computer that gives the same answers to the same questions has the outcome that is there already; only what is new goes
// through the sequence machine. Not for computers that share package servers: what they get depends on the others.
#pragma once

#include "engine/simulation/answers.h"
#include "engine/simulation/computersimulation.h"

#include <deque>

namespace seriatim {

class Fleet;

class SharedOutcomes
{
public:
    explicit SharedOutcomes(const Fleet &fleet); // which must outlive it

    // Exactly what Fleet::simulate() gives, but for the name, which may be another computer's. Valid until the next call.
    struct Outcome {
        const SimulatedComputer &computer;
        int number = alone; // the same for the same outcome, and small; `alone`: nobody shares it
    };
    static constexpr int alone = -1;
    [[nodiscard]] Outcome simulate(const EndpointFacts &facts);

    [[nodiscard]] const SimulatedComputer &outcome(int number) const { return m_outcomes[static_cast<size_t>(number)]; }

private:
    // Where an answer leads: to a node, or an outcome, or out of the tree.
    struct Place {
        enum class Kind : quint8 { unknown, node, outcome, alone };
        Kind kind = Kind::unknown;
        int number = 0;
    };
    struct Node {
        ScenarioQuestion question;
        Place next[2]; // by the answer
    };

    [[nodiscard]] Place find(const EndpointFacts &facts) const;
    [[nodiscard]] bool isFull() const;
    void remember(const AnswerLog &log);

    const Fleet &m_fleet;
    Place m_root;
    std::vector<Node> m_nodes;
    std::deque<SimulatedComputer> m_outcomes; // which never move
    SimulatedComputer m_latest; // one that nobody shares
};

} // namespace seriatim
