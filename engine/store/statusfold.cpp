#include "engine/store/statusfold_p.h"

namespace seriatim::statusfold {

namespace {

// Events of the new run may have come in before the one that begins it: their items stay.
void startRun(ComputerState &state, const Arrival &arrival)
{
    state.runOrder = arrival.order;
    state.started = arrival.event.time;
    state.problem.clear();
    std::erase_if(state.items, [&](const auto &entry) {
        const bool earlier = entry.second.order < arrival.order;
        if (earlier)
            state.droppedItems.push_back(entry.first);
        return earlier;
    });
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
    const bool aboutItem = event.kind == StatusEvent::Kind::itemChanged;
    state.explanation = aboutItem ? QString() : event.explanation;
    if (aboutItem)
        state.place = event.place;
    if (event.kind == StatusEvent::Kind::runStarted) {
        state.place = 0;
        state.finished.reset();
    }
    if (event.kind == StatusEvent::Kind::runEnded)
        state.finished = event.time;
}

void foldItem(ItemState &item, const Arrival &arrival)
{
    const StatusEvent &event = arrival.event;
    const bool started = event.itemStatus == ItemStatus::running || event.itemStatus == ItemStatus::verifying;
    if (started && !item.started) {
        item.started = event.time;
        item.changed = true;
    }
    if (arrival.order <= item.order)
        return;
    item.place = event.place;
    item.status = event.itemStatus;
    item.returnCode = event.returnCode;
    item.attempts = event.attempts;
    item.executions = event.executions;
    item.finished = isFinal(event.itemStatus) ? std::optional(event.time) : std::nullopt;
    item.order = arrival.order;
    item.event = arrival.key;
    if (!event.output.isEmpty())
        item.outputEvent = arrival.key;
    item.changed = true;
}

} // namespace

void fold(ComputerState &state, const Arrival &arrival)
{
    const StatusEvent &event = arrival.event;
    if (arrival.order < state.runOrder)
        return;
    if (event.kind == StatusEvent::Kind::problem) {
        state.problem = event.explanation;
        return;
    }
    if (event.kind == StatusEvent::Kind::runStarted && arrival.order > state.runOrder)
        startRun(state, arrival);
    if (event.kind == StatusEvent::Kind::itemChanged && event.item)
        foldItem(state.items[arrival.item], arrival);
    if (arrival.order > state.order)
        takeNewest(state, arrival);
}

} // namespace seriatim::statusfold
