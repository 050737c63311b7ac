// Private to the store: how one event changes what is known of a computer and a task (B40). Pure.
#pragma once

#include "engine/domain/statusevent.h"

#include <compare>
#include <map>

namespace seriatim::statusfold {

using Key = long long;

// Which event is the later one.
struct Order {
    Key agent = -1;
    qint64 number = -1;
    auto operator<=>(const Order &) const = default; // NOLINT(modernize-use-nullptr): clang-tidy 14 takes the 0 inside for a pointer
};

struct ItemState {
    int run = 0;
    int place = 0;
    ItemStatus status = ItemStatus::notStarted;
    std::optional<ReturnCode> returnCode;
    int attempts = 0;
    int executions = 0;
    std::optional<Instant> started;
    std::optional<Instant> finished;
    Order order;              // of the newest event
    qint64 startedNumber = 0; // of the event that `started` is from, by the same agent
    Key event = 0;            // the newest
    std::optional<Key> outputEvent;
    qint64 outputNumber = -1; // of the newest event that had output, by the same agent
    bool changed = false;
};

struct ComputerState {
    Key key = 0;
    bool isStored = false; // before these events
    int taskRevision = 0;
    ComputerStatus status = ComputerStatus::notReceived;
    WaitReason waitReason = WaitReason::none;
    int run = 0;
    int restarts = 0;
    int place = 0;
    std::optional<Instant> started;
    std::optional<Instant> finished;
    Instant reported = 0;
    bool clockAhead = false;
    QString explanation;
    QString problem;
    Order order;         // of the newest event
    Order runOrder;      // of the event that began the run
    Order finishedOrder; // of the event that ended it
    Order problemOrder;
    std::map<Key, ItemState> items;
    std::vector<Key> droppedItems; // of an earlier run
};

struct Arrival {
    const StatusEvent &event;
    Order order;
    Key key;
    Key item; // of event.item, 0 without one
    Instant received;
    bool clockAhead;
};

void fold(ComputerState &state, const Arrival &arrival);

} // namespace seriatim::statusfold
