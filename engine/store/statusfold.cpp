#include "engine/store/statusfold_p.h"

#include <algorithm>

namespace seriatim::statusfold {

namespace {

// Events of the new run may have come in before the one that begins it: what they said stays.
void startRun(ComputerState &state, const Arrival &arrival)
{
    state.runOrder = arrival.order;
    state.started = arrival.event.time;
    if (state.finishedOrder < arrival.order)
        state.finished.reset();
    if (state.problemOrder < arrival.order)
        state.problem.clear();
    std::erase_if(state.items, [&](const auto &entry) {
        const bool earlier = entry.second.order < arrival.order;
        if (earlier)
            state.droppedItems.push_back(entry.first);
        return earlier;
    });
}

void endRun(ComputerState &state, const Arrival &arrival)
{
    if (arrival.order > state.finishedOrder) {
        state.finishedOrder = arrival.order;
        state.finished = arrival.event.time;
    }
}

void noteProblem(ComputerState &state, const Arrival &arrival)
{
    if (arrival.order > state.problemOrder) {
        state.problemOrder = arrival.order;
        state.problem = arrival.event.explanation;
    }
}

void takeNewest(ComputerState &state, const Arrival &arrival)
{
    const StatusEvent &event = arrival.event;
    state.order = arrival.order;
    state.taskRevision = event.taskRevision;
    state.status = event.computerStatus;
    state.waitReason = event.waitReason;
    state.run = event.run;
    state.restarts = event.restarts;
    state.reported = arrival.received;
    state.clockAhead = arrival.clockAhead;
    state.explanation = event.kind == StatusEvent::Kind::itemChanged ? QString() : event.explanation;
}

void takeNewest(ItemState &item, const Arrival &arrival)
{
    const StatusEvent &event = arrival.event;
    item.place = event.place;
    item.status = event.itemStatus;
    item.returnCode = event.returnCode;
    item.attempts = event.attempts;
    item.executions = event.executions;
    item.finished = isFinal(event.itemStatus) ? std::optional(event.time) : std::nullopt;
    item.order = arrival.order;
    item.event = arrival.key;
}

void foldItem(ItemState &item, const Arrival &arrival)
{
    const StatusEvent &event = arrival.event;
    const std::pair run(arrival.order.agent, event.run);
    const std::pair knownRun(item.order.agent, item.run);
    if (run < knownRun)
        return;
    if (run > knownRun) {
        item = ItemState();
        item.run = event.run;
    }
    const bool isStart = event.itemStatus == ItemStatus::running || event.itemStatus == ItemStatus::verifying;
    if (isStart && (!item.started || event.number < item.startedNumber)) {
        item.started = event.time;
        item.startedNumber = event.number;
    }
    if (!event.output.isEmpty() && event.number > item.outputNumber) {
        item.outputEvent = arrival.key;
        item.outputNumber = event.number;
    }
    if (arrival.order > item.order)
        takeNewest(item, arrival);
    item.changed = true;
}

int lastReportedPlace(const ComputerState &state)
{
    const auto last = std::ranges::max_element(state.items, {}, [](const auto &entry) { return entry.second.order; });
    return last == state.items.end() ? 0 : last->second.place;
}

} // namespace

void fold(ComputerState &state, const Arrival &arrival)
{
    const StatusEvent &event = arrival.event;
    if (arrival.order < state.runOrder)
        return;
    switch (event.kind) {
    case StatusEvent::Kind::problem:
        noteProblem(state, arrival);
        return;
    case StatusEvent::Kind::detail:
        return; // history alone
    case StatusEvent::Kind::runStarted:
        if (arrival.order > state.runOrder)
            startRun(state, arrival);
        break;
    case StatusEvent::Kind::itemChanged:
        if (event.item)
            foldItem(state.items[arrival.item], arrival);
        break;
    case StatusEvent::Kind::runEnded:
        endRun(state, arrival);
        break;
    case StatusEvent::Kind::computerChanged:
        break;
    case StatusEvent::Kind::requestStarted: // PortalStore's
    case StatusEvent::Kind::requestEnded:
        return;
    }
    state.place = lastReportedPlace(state);
    if (arrival.order > state.order)
        takeNewest(state, arrival);
}

} // namespace seriatim::statusfold
