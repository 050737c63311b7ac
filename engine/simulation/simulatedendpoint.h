// SimulatedEndpoint: one computer under the sequence machine: its clock, its disk, who is there, and what its programs have
// done to it (B42). Used by Fleet.
#pragma once

#include "engine/sequence/machine.h"
#include "engine/sequence/readiness.h"
#include "engine/simulation/assumptions.h"

namespace seriatim {

class SimulatedEndpoint
{
public:
    // Plan and scenario must outlive it.
    SimulatedEndpoint(const Plan &plan, const Scenario &scenario, const QString &name);

    // One run, to its end or to where nothing brings it on any more.
    void run(RunStart::Mode mode);
    void waitUntil(Instant instant) { m_now = std::max(m_now, instant); }

    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] int restarts() const { return m_restarts; }
    [[nodiscard]] const SequenceState &state() const { return m_state; }
    [[nodiscard]] const SequenceMachine &machine() const { return m_machine; }
    [[nodiscard]] bool isStuck() const { return m_stuck; } // it waits for something that never comes
    [[nodiscard]] const std::vector<int> &downloads() const { return m_downloads; } // by package

private:
    void perform(const Action &action);
    void save() { copyState(m_state, m_disk); }
    void copyState(SequenceState &from, SequenceState &to);
    [[nodiscard]] bool detects(const Action &action) const;
    void prepare(int index);
    void takeFiles(const PlanItem &item, Readiness::Files files);
    void startProgram(int index, int attempt);
    const FaultRow *takeFault(int index, int attempt);
    void wait(const Action &action);
    void passWarning(const Action &action);
    void putOff(int index);
    void passPreparationWait(const Action &action);
    void strike(FaultKind kind, bool programBegan);
    void restartComputer();
    void startAgent(bool programBegan);
    [[nodiscard]] Event event(Event::Kind kind) const;
    void tell(Event::Kind kind) { m_machine.apply(m_state, event(kind)); }
    void answer(bool holds);
    [[nodiscard]] const ItemState &item(int index) const { return m_state.items[static_cast<size_t>(index)]; }

    struct Attempt {
        int item = -1;
        int number = 0;
    };

    SequenceMachine m_machine;
    const Plan &m_plan;
    Assumptions m_assumptions;
    SequenceState m_state;
    SequenceState m_disk;
    Instant m_now;
    Instant m_runStarted = 0;
    quint64 m_boot = 1;
    int m_restarts = 0;
    int m_warnings = 0;           // of this run so far
    Instant m_askedAbout = 0;     // the deadline of the warning that somebody was asked about last
    bool m_stuck = false;
    Attempt m_faultAttempt;
    const FaultRow *m_countdownFault = nullptr;
    std::vector<bool> m_workDone; // remembered for each line item apart, over all runs
    std::vector<bool> m_packagesAtHand;
    std::vector<int> m_downloads;
};

} // namespace seriatim
