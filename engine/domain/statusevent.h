// StatusEvent: what an agent reports to the store (B40).
#pragma once

#include "engine/base/clock.h"
#include "engine/domain/ids.h"
#include "engine/domain/returncodes.h"
#include "engine/domain/status.h"

#include <optional>
#include <vector>

namespace seriatim {

struct StatusEvent {
    enum class Kind { runStarted, itemChanged, computerChanged, runEnded, problem, requestStarted, requestEnded };

    StatusEvent(EventId eventId, AgentId reportingAgent, TaskId sequentialTask)
        : id(eventId), agent(reportingAgent), task(sequentialTask) {}

    EventId id;    // the store ignores one it has
    AgentId agent;
    qint64 number = 0; // counts the agent's events: a later one has a greater number, whatever the clock says
    Instant time = 0;  // by the endpoint's clock
    QString computer;
    TaskId task;
    int taskRevision = 0;
    int run = 1;
    Kind kind = Kind::itemChanged;
    ComputerStatus computerStatus = ComputerStatus::running;
    WaitReason waitReason = WaitReason::none;
    int restarts = 0; // in this run so far

    // itemChanged only
    std::optional<LineItemId> item;
    int place = 0; // 1, 2, … in the execution order; 0: none
    ItemStatus itemStatus = ItemStatus::notStarted;
    std::optional<ReturnCode> returnCode;
    int attempts = 0;
    int executions = 0;

    std::optional<RequestId> request; // requestStarted and requestEnded only (B37)
    bool keptHere = false;            // for the agent's own memory, never sent to the store (B37)

    QString explanation; // B39: one sentence
    QString output;      // the end of what the program printed

    bool operator==(const StatusEvent &) const = default;
};

} // namespace seriatim
