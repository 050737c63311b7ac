// What a save would cost (B7): which computers run again, and which steps.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

struct StepImpact {
    int place = 0;              // in the draft
    bool isNew = false;         // not in the saved order
    bool unchanged = false;     // could be kept
    int finishedOn = 0;         // computers that have already finished it successfully
};

struct Impact {
    bool orderChanged = false; // false: nothing runs again (B6)
    int succeeded = 0;         // of the task's computers, which have already run it
    int failed = 0;
    int inProgress = 0;
    std::vector<StepImpact> steps; // in the draft's order

    [[nodiscard]] int computersRunningAgain() const { return orderChanged ? succeeded + failed + inProgress : 0; }
};

[[nodiscard]] Result<Impact> impactOf(Workspace &workspace, const SequentialTask &saved, const SequentialTask &draft);

// Those that Impact counts, by name, without their line items; they run again where the order changed.
[[nodiscard]] Result<std::vector<ComputerTaskStatus>> computersRunningAgain(Workspace &workspace, const SequentialTask &saved,
                                                                            int atMost);

} // namespace seriatim
