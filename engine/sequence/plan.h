// Plan: one sequential task compiled for the machine. Items are counted from 0 here; people count from 1.
#pragma once

#include "engine/base/clock.h"
#include "engine/domain/options.h"
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
    bool needsPreparation = false; // a package to be fetched, a user or a window to be waited for, people to be warned
    CanRun canRun = CanRun::always;
    int package = -1;              // index among the plan's packages with files; -1: it has none
    qint64 packageBytes = 0;       // of its snapshot
    bool overNetwork = false;      // its package comes from a share or a web server
    bool canRunFromServer = false; // its package's files are in a folder of the network
    int minimumSpeedKbps = 0;      // kilobytes a second; 0: any
    bool endsOnly = false;         // no status events on the way of it (the package's StatusEventsEnabled)
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

    // B25, B28: what the options ask for.
    bool restartFirst = false;          // when the computer needs a restart already
    bool notifyWhenAvailable = false;
    bool warnBeforeRunning = false;
    qint64 notice = millisPerMinute;    // N: of the warning, and of a restart without a delay of its own
    qint64 deferrable = 0;              // M: how long people may put off a warning or a restart; 0: not at all
    std::optional<int> runFromServerKbps;
    std::optional<int> downloadKbps = 0;
    bool downloadAhead = false;         // as soon as possible, even when not due
    bool multicast = false;
    std::vector<MaintenanceWindow> windows;
    bool verboseStatus = false;         // B28: verbose status events
    bool operator==(const Plan &) const = default;
};

} // namespace seriatim
