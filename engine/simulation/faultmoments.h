// The moments at which a fault can strike, as the machine's actions bring them, in words and in order.
#pragma once

#include "engine/sequence/machine.h"
#include "engine/simulation/scenario.h"

namespace seriatim {

[[nodiscard]] FaultMoment beforeSaving(StatusPoint point);
// Nothing for the point before a start: beforeStart comes right after it.
[[nodiscard]] std::optional<FaultMoment> afterSaving(StatusPoint point);
// The first moment that an action brings, before anything of it is done; nothing where it brings none.
[[nodiscard]] std::optional<FaultMoment> momentOf(const Action &action, Phase phase);

// As scenarios have them: "power-loss", "before-saving-item-end".
[[nodiscard]] QString toWord(FaultKind kind);
[[nodiscard]] QString toWord(FaultMoment moment);

// As sentences have them: "the power is lost", "right before the end of item 2 is on disk".
[[nodiscard]] QString inWords(FaultKind kind);
[[nodiscard]] QString inWords(FaultMoment moment, int item); // place, from 1

// How often each moment has come for each item.
class MomentCounts
{
public:
    explicit MomentCounts(size_t items) : m_counts(items * faultMoments, 0) {}
    // Counts one more; `item` is an index, one past the last stands for the last.
    int arrive(FaultMoment moment, int item);

private:
    std::vector<int> m_counts;
};

} // namespace seriatim
