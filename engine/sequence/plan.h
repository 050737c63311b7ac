// Plan: one sequential task compiled for the machine. Items are counted from 0 here; people count from 1.
#pragma once

#include "engine/base/clock.h"
#include "engine/domain/program.h"

#include <vector>

namespace seriatim {

struct PlanDependency {
    int on = 0; // index of an earlier item
    ReturnCodeList codes;
    bool operator==(const PlanDependency &) const = default;
};

// Times are in milliseconds.
struct PlanItem {
    std::vector<PlanDependency> dependencies;
    ReturnCodeRules codes;
    ReturnCode firstSuccessCode = 0;
    AfterRunning afterRunning = AfterRunning::noAction;
    bool detects = false;          // has a detection rule
    bool conditional = false;      // has an applies-when rule
    bool endsOnly = false;         // no status events on the way of it (the package's StatusEventsEnabled)
    bool needsPreparation = false; // a package to be fetched, a user or a window to be waited for
    int maximumAttempts = 2;
    int retryCount = 3;
    qint64 retryDelay = 5 * millisPerMinute;
    qint64 restartDelay = millisPerMinute;
    qint64 estimatedRunTime = 0;
    qint64 timeLimit = 360 * millisPerMinute;

    bool operator==(const PlanItem &) const = default;
};

struct Plan {
    std::vector<PlanItem> items;
    bool repeatUntilSuccessful = false; // B21
    int maximumRuns = 0;                // 0: no limit
    bool verboseStatus = false;         // B28: verbose status events
    bool operator==(const Plan &) const = default;
};

} // namespace seriatim
