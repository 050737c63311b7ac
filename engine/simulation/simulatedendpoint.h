// SimulatedEndpoint: one computer under the sequence machine: its clock, its disk, who is there, and what its programs have
// done to it (B42). A driver takes it step by step: the fleet to the end, the crash matrix and the debugger with
// interventions in between. Copies are independent of each other, so that one can be kept to come back to.
#pragma once

#include "engine/sequence/machine.h"
#include "engine/sequence/readiness.h"
#include "engine/simulation/assumptions.h"
#include "engine/simulation/faultmoments.h"

#include <array>

namespace seriatim {

// How long a simulated computer is away, in milliseconds.
inline constexpr qint64 simulatedRestartTime = millisPerMinute;
inline constexpr qint64 simulatedAgentStartTime = millisPerSecond;

// How long a simulated computer waits within one run for what does not come, before that is its result.
inline constexpr qint64 longestSimulatedWait = qint64(366) * 24 * 60 * millisPerMinute;

// So often an agent may start in one run; more, and something brings it down again and again before it gets on.
[[nodiscard]] constexpr int mostAgentStarts(size_t items)
{
    return 1000 + 100 * static_cast<int>(items);
}

// What a simulated computer spends time with beside running programs.
enum class SimulatedWait : quint8 { pickup, off, download, server, retry, package, user, window, warning, countdown };
inline constexpr size_t simulatedWaits = 10;
using WaitTimes = std::array<qint64, simulatedWaits>; // milliseconds, by SimulatedWait
[[nodiscard]] QString toWord(SimulatedWait wait);

// How the agent is built: preSp3 forgets at every start what it had in memory, as the classic agent did before its third
// service pack, and begins the order anew.
enum class AgentProfile : quint8 { ours, preSp3 };

// A package that is fetched from a server which computers share.
struct ServerRequest {
    const ServerRow *server = nullptr;
    qint64 bytes = 0;
    std::optional<int> ownKbps; // of the computer's own connection
};

class SimulatedEndpoint
{
public:
    // Plan, index and log must outlive it.
    SimulatedEndpoint(const Plan &plan, const ScenarioIndex &index, const EndpointFacts &facts, AgentProfile profile = AgentProfile::ours,
                      AnswerLog *log = nullptr);

    void startRun(RunStart::Mode mode);
    void waitUntil(Instant instant);

    // Asks the machine for its next action and does it. Where a program runs, its beginning and its end are two steps.
    void step();
    // All steps until the run is over or waits for a server.
    void goOn();
    [[nodiscard]] Action next() const { return m_machine.next(m_state); }
    // The run has ended, or nothing brings it on any more.
    [[nodiscard]] bool isRunOver() const { return m_stuck || next().kind == Action::Kind::none; }

    // Not null: nothing goes on until whoever keeps the servers has told when the files are here.
    [[nodiscard]] const ServerRequest *serverRequest() const { return m_request ? &*m_request : nullptr; }
    void filesCame(Instant began, Instant ended);

    // Interventions, between two steps. A program that runs is cut off half-way.
    void strike(FaultKind kind);
    // The same right after the end of the program that runs, before anything of it is on disk. Only while one runs.
    void strikeAfterExit(FaultKind kind);
    // The same at a moment that has come; in a countdown half-way through it.
    void strikeAt(FaultMoment moment, FaultKind kind);
    // What the next program that starts does, instead of what the scenario says.
    void setNextOutcome(const Assumptions::Outcome &outcome) { m_nextOutcome = outcome; }

    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] int restarts() const { return m_restarts + m_state.restarts; } // in all runs
    [[nodiscard]] const SequenceState &state() const { return m_state; }
    [[nodiscard]] const SequenceState &disk() const { return m_disk; } // as of the last status point
    [[nodiscard]] const SequenceMachine &machine() const { return m_machine; }
    [[nodiscard]] const Assumptions &assumptions() const { return m_assumptions; }
    [[nodiscard]] bool isStuck() const { return m_stuck; } // it waits for something that never comes, or never gets on
    [[nodiscard]] const std::vector<int> &downloads() const { return m_downloads; } // by package
    [[nodiscard]] const WaitTimes &waits() const { return m_waits; }
    [[nodiscard]] int begun(int item) const { return m_begun[static_cast<size_t>(item)]; } // programs, in all runs
    [[nodiscard]] bool workDone(int item) const { return m_workDone[static_cast<size_t>(item)]; }
    [[nodiscard]] bool runsProgram() const { return m_state.phase == Phase::running; }
    [[nodiscard]] const Assumptions::Outcome &outcome() const { return m_attempt.outcome; } // of the program that began last
    [[nodiscard]] const std::vector<int> &begun() const { return m_begun; }
    [[nodiscard]] const std::vector<bool> &workDone() const { return m_workDone; }
    [[nodiscard]] int agentStarts() const { return m_agentStarts; } // after the first one
    [[nodiscard]] std::optional<FaultKind> lastFault() const { return m_lastFault; } // that struck in the last step

private:
    void perform(const Action &action);
    void saveAndTell(const Action &action);
    void beginRun(RunStart::Mode mode);
    bool isStruckAt(FaultMoment moment, int index);
    void save() { copyState(m_state, m_disk); }
    void copyState(SequenceState &from, SequenceState &to);
    [[nodiscard]] bool detects(const Action &action) const;
    void prepare(int index);
    void takeFiles(const PlanItem &item, Readiness::Files files);
    void startProgram(int index, int attempt);
    void awaitProgram();
    bool passProgram();
    void takeFault(int index, int attempt);
    void wait(const Action &action);
    void passWarning(const Action &action);
    void putOff(int index);
    void passPreparationWait(const Action &action);
    void goDown(FaultKind kind);
    void comeBack();
    [[nodiscard]] bool hasBegunUnsaved() const;
    void restartComputer();
    bool passTo(Instant until, std::optional<SimulatedWait> wait);
    [[nodiscard]] std::optional<Instant> nextOff(Instant until) const;
    void beOn();
    void charge();
    [[nodiscard]] Event event(Event::Kind kind) const;
    void tell(Event::Kind kind) { m_machine.apply(m_state, event(kind)); }
    void answer(bool holds);
    [[nodiscard]] const ItemState &item(int index) const { return m_state.items[static_cast<size_t>(index)]; }

    struct Attempt {
        int item = -1;
        int number = 0;
        Assumptions::Outcome outcome;
        Instant began = 0;
        const FaultRow *fault = nullptr; // which strikes at most once
    };

    SequenceMachine m_machine;
    const Plan *m_plan;
    Assumptions m_assumptions;
    AgentProfile m_profile;
    SequenceState m_state;
    SequenceState m_disk;
    Instant m_now;
    Instant m_runStarted = 0;
    quint64 m_boot = 1;
    int m_restarts = 0;           // of earlier runs
    int m_warnings = 0;           // of this run so far
    Instant m_askedAbout = 0;     // the deadline of the warning that somebody was asked about last
    bool m_stuck = false;
    Attempt m_attempt;
    std::optional<Assumptions::Outcome> m_nextOutcome;
    std::optional<ServerRequest> m_request;
    std::optional<FaultKind> m_lastFault;
    int m_agentStarts = 0;
    int m_startsBeforeRun = 0;
    std::optional<MomentCounts> m_moments; // in this run, where the scenario counts them
    std::vector<bool> m_workDone; // remembered for each line item apart, over all runs
    std::vector<int> m_begun;
    std::vector<bool> m_packagesAtHand;
    std::vector<int> m_downloads;
    WaitTimes m_waits{};
    Instant m_batteryEnd = forever;
    int m_charges = 0;
};

} // namespace seriatim
