// SequenceState: where one computer stands in a plan. What a journal writes at a status point is exactly this.
#pragma once

#include "engine/base/clock.h"
#include "engine/domain/returncodes.h"
#include "engine/domain/status.h"

#include <vector>

namespace seriatim {

// What the machine is waiting to be told; see SequenceMachine.
enum class Phase : quint8 {
    idle,                // no run
    savingRunStart,
    askingCondition,
    lookingBefore,       // detection rule before the program would run (B14)
    preparing,
    preparationWait,
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
enum class Pending : quint8 { none, restart, installerRestart, logOff };

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
    int current = 0;
    int run = 0;
    int restarts = 0;      // of the computer, in this run, whoever caused them
    Instant until = 0;     // end of a wait or countdown
    quint64 boot = 0;      // identity of the boot that the agent last saw
    quint64 startBoot = 0; // the boot in which the current item's program was last started
    std::vector<ItemState> items;

    bool operator==(const SequenceState &) const = default;
};

} // namespace seriatim
