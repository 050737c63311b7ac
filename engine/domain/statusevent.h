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
    // A detail tells something on the way and changes nothing; it is only sent where verbose status events are wanted (B28).
    enum class Kind { runStarted, itemChanged, computerChanged, runEnded, problem, requestStarted, requestEnded, detail };

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

    // itemChanged; of a detail which item it is about
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

// Of a request from the portal (B37), and of no status.
[[nodiscard]] inline bool isAboutRequest(const StatusEvent &event)
{
    return event.kind == StatusEvent::Kind::requestStarted || event.kind == StatusEvent::Kind::requestEnded;
}

// Whether an event says how a run or the computer stands, beside those that say how an item does.
[[nodiscard]] inline bool tellsOfTheRun(StatusEvent::Kind kind)
{
    return kind != StatusEvent::Kind::itemChanged && kind != StatusEvent::Kind::problem && kind != StatusEvent::Kind::detail
           && kind != StatusEvent::Kind::requestStarted && kind != StatusEvent::Kind::requestEnded;
}

} // namespace seriatim
