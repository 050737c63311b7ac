// What the Status tab can show of a task: what computers report now, what they reported on an order that was replaced since,
// and recorded simulation runs, which never happened on a real computer (B41).
#pragma once

#include "engine/store/simulationstore.h"
#include "engine/workspace/earlierorders.h"

#include <variant>

namespace seriatim {

// std::monostate: live.
using StatusSource = std::variant<std::monostate, EarlierOrder, SimulationRun>;

// Those beside the live one, in the order in which they are offered.
struct StatusSources {
    std::vector<EarlierOrder> orders;     // the latest first; without those that nobody reported on
    std::vector<SimulationRun> simulated; // the newest first
    bool operator==(const StatusSources &) const = default;
};

// Of a stored task. For StoreSession::run.
[[nodiscard]] Result<StatusSources> readStatusSources(Workspace &workspace, TaskId task);

[[nodiscard]] QString sourceText(const StatusSource &source);    // "Order of revisions 1 to 3"
[[nodiscard]] QString sourceSentence(const StatusSource &source); // what is shown then; empty for live
// One that stays the same while the task is edited and runs come and go; empty for live.
[[nodiscard]] QString sourceKey(const StatusSource &source);

} // namespace seriatim
