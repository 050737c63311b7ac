// SequenceMachine: the rules B2, B10–B21 and B26 as a pure state machine. No clock, file, process or Qt object:
// every event carries its time, and what must happen outside comes out as an action. A driver asks next(), does what
// it says and tells the outcome with apply(), until nothing is left to do.
#pragma once

#include "engine/domain/status.h"
#include "engine/sequence/plan.h"
#include "engine/sequence/state.h"

#include <optional>

namespace seriatim {

// Why the state must be on disk now (B18).
enum class StatusPoint : quint8 {
    runStarted, beforeStart, codeRecorded, itemEnded, retryWait, beforeRestart, recovered, runEnded
};

enum class DetectionMoment : quint8 { beforeStart, afterEnd, recovery };

struct Action {
    enum class Kind : quint8 {
        none,              // nothing to do until another run is started
        save,              // then tell saved
        evaluateCondition, // then tell answered
        evaluateDetection, // then tell answered
        askRestartNeeded,  // does the computer need a restart already: then tell answered
        prepare,           // fetch the package, wait for a user …: then tell prepared, notPrepared or startFailed
        startProgram,      // then tell began, and programEnded, timedOut, cutOff or (without began) startFailed
        awaitProgram,      // it runs: tell how it ends
        endLeftover,       // end what an interrupted start left behind: then tell leftoverEnded
        wait,              // until `until`, then tell timeReached; `forever`: until something else is told
        restart,           // restart the computer; the agent that starts afterwards tells agentStarted
        logOff             // log the user off, then tell loggedOff
    };
    Kind kind = Kind::none;
    StatusPoint point = StatusPoint::runStarted;              // save
    DetectionMoment moment = DetectionMoment::beforeStart;    // evaluateDetection
    WaitReason waitReason = WaitReason::none;                 // wait; none: a restart is being counted down
    int item = 0;                                             // index of the current item
    int attempt = 0;                                          // startProgram
    Instant until = 0;                                        // wait

    bool operator==(const Action &) const = default;
};

// How a run takes up what earlier ones left.
struct RunStart {
    enum class Mode { anew, keepSuccesses, fromItem }; // B23, B21, B27
    Mode mode = Mode::anew;
    int fromItem = 0; // index, for fromItem
    bool byHand = false; // B27: nobody is warned, and no window is waited for
    std::vector<std::optional<ReturnCode>> carried; // by item: success that an ancestor had (B7); may be empty
};

// `withdrawn` and `superseded` may be told at any time; at a status point before `saved`, which moves on to the next item.
// `sessionSeen` and `userChose` too: they are passed over where nobody is being warned.
struct Event {
    enum class Kind : quint8 {
        saved, answered, prepared, notPrepared, startFailed, began, programEnded, timedOut, cutOff, leftoverEnded,
        timeReached, loggedOff, agentStarted, withdrawn, superseded,
        putOff,      // an item that was about to start has not begun, and is to be started later: that is no interruption
        sessionSeen, // who is there, while a warning or a countdown goes on: now and then, and before timeReached
        userChose    // when it is to be: `until`, as far as the deadline allows; `time` for at once
    };
    Kind kind = Kind::saved;
    Instant time = 0;
    bool holds = false;                       // answered
    bool programBegan = false;                // agentStarted: the interrupted start truly began
    ReturnCode returnCode = 0;                // programEnded
    WaitReason waitReason = WaitReason::none; // notPrepared
    Instant until = 0;                        // notPrepared: when to look again; userChose
    SessionState session = SessionState::attended; // sessionSeen
    quint64 boot = 0;                         // agentStarted
};

class SequenceMachine
{
public:
    explicit SequenceMachine(const Plan &plan) : m_plan(plan) {} // the plan must outlive the machine

    [[nodiscard]] Action next(const SequenceState &state) const;
    void apply(SequenceState &state, const Event &event) const;

    // Begins the next run over whatever `state` holds of earlier ones.
    void startRun(SequenceState &state, const RunStart &start, quint64 boot) const;

    // B16, B38
    [[nodiscard]] static bool anyFailed(const SequenceState &state);
    [[nodiscard]] static ComputerStatus computerStatus(const SequenceState &state);

    // B28: nobody sees how the time of a warning or countdown runs out, so it does not.
    [[nodiscard]] static bool standsStill(const SequenceState &state);

    // B21: whether the schedule brings another run after this one has ended.
    [[nodiscard]] bool wantsAnotherRun(const SequenceState &state) const;

    // B11: the first dependency that does not hold, as an index into the item's dependencies.
    [[nodiscard]] std::optional<int> unmetDependency(const SequenceState &state, int item) const;
    [[nodiscard]] bool holds(const SequenceState &state, const PlanDependency &dependency) const;

private:
    void saved(SequenceState &state) const;
    void answered(SequenceState &state, bool holds, Instant time) const;
    void programEnded(SequenceState &state, ReturnCode code, Instant time) const;
    void timeReached(SequenceState &state) const;
    void ready(SequenceState &state, Instant time) const;
    void warn(SequenceState &state, Instant time) const;
    void awaitRestart(SequenceState &state, Pending restart, Instant from, qint64 delay) const;
    void startCountdown(SequenceState &state, Pending restart, Instant from, qint64 delay) const;
    void sessionSeen(SequenceState &state, SessionState session, Instant time) const;
    void userChose(SequenceState &state, Instant until, Instant time) const;
    void agentStarted(SequenceState &state, const Event &event) const;
    void stop(SequenceState &state, RunEnd end) const;
    void moveOn(SequenceState &state) const;
    void nextItem(SequenceState &state) const;
    void startOrPrepare(SequenceState &state) const;
    void markRunning(SequenceState &state) const;
    void putOff(SequenceState &state) const;
    void endItem(SequenceState &state, ItemStatus status) const;
    void present(SequenceState &state) const;
    void followUp(SequenceState &state, Instant time) const;
    void afterRestart(SequenceState &state) const;
    void recover(SequenceState &state) const;
    void continueRecovery(SequenceState &state) const;
    [[nodiscard]] const PlanItem &planItem(const SequenceState &state) const;

    const Plan &m_plan;
};

} // namespace seriatim
