// SequenceState: where one computer stands in a plan. What a journal writes at a status point is exactly this.
#pragma once

#include "engine/base/clock.h"
#include "engine/domain/returncodes.h"
#include "engine/domain/session.h"
#include "engine/domain/status.h"

#include <vector>

namespace seriatim {

// What the machine is waiting to be told; see SequenceMachine.
enum class Phase : quint8 {
    idle,                // no run
    savingRunStart,
    askingRestart,       // does the computer need a restart already (B28)
    askingCondition,
    lookingBefore,       // detection rule before the program would run (B14)
    preparing,
    preparationWait,
    warning,             // people have been told that programs will run, and may put it off (B28)
    savingBeforeStart,
    starting,
    running,
    savingRetry,
    retryWait,
    lookingAfter,        // detection rule after the program, or after its restart (B13)
    savingCode,          // a verifying item's code, before its restart (B13)
    savingItemEnd,
    countdown,
    installerRestartWait,
    savingBeforeRestart,
    restarting,
    loggingOff,
    savingRecovery,
    endingLeftover,
    lookingOnRecovery,   // B19
    savingRunEnd,
    finished
};

// What still has to follow the current item's end (B17).
enum class Pending : quint8 { none, restart, installerRestart, logOff, restartFirst /* before the current item */ };

// Why a run ends before or at its last item.
enum class RunEnd : quint8 { notYet, completed, withdrawn, superseded };

struct ItemState {
    ItemStatus status = ItemStatus::notStarted;
    bool kept = false;         // a result of an earlier run (B21, B27) or revision (B7)
    bool hasReturnCode = false;
    bool couldNotStart = false; // B16a
    ReturnCode returnCode = 0;
    quint16 attempts = 0;      // numbers written before a start, in this run
    quint16 executions = 0;    // how often the program truly began, in this run
    quint16 interruptions = 0; // B19
    quint16 retries = 0;       // B15

    bool operator==(const ItemState &) const = default;
};

struct SequenceState {
    Phase phase = Phase::idle;
    Pending pending = Pending::none;
    RunEnd stop = RunEnd::notYet; // asked for, takes effect before the next item (B26)
    RunEnd end = RunEnd::notYet;
    WaitReason waitReason = WaitReason::none;
    quint8 restartTries = 0; // restarts asked for that did not start the computer anew
    SessionState session = SessionState::attended; // as it was seen last, while a warning or a countdown goes on
    bool byHand = false;   // started by a person (B27): no warning, no window
    bool warned = false;   // people know that programs run in this run
    bool deferred = false; // `until` is what a person chose
    int current = 0;
    int run = 0;
    int restarts = 0;      // of the computer, in this run, whoever caused them
    Instant until = 0;     // end of a wait or countdown
    Instant deadline = 0;  // until when a warning or a countdown can be put off
    Instant unattendedSince = 0; // since when nobody has seen the warning or countdown; 0: somebody sees it
    quint64 boot = 0;      // identity of the boot that the agent last saw
    quint64 startBoot = 0; // the boot in which the current item's program was last started
    std::vector<ItemState> items;

    bool operator==(const SequenceState &) const = default;
};

// People are told of what is coming, and can put it off (B28).
[[nodiscard]] inline bool isWarning(const SequenceState &state)
{
    return state.phase == Phase::warning || state.phase == Phase::countdown;
}

} // namespace seriatim
