// Which line item of one execution order stands beside which of another, for comparisons of what became of them.
#pragma once

#include "engine/domain/sequentialtask.h"

#include <QString>

#include <vector>

namespace seriatim {

struct PairedItem {
    int first = 0;  // its places; 0: not in that order
    int second = 0;
    QString program; // "PACKAGE/PROGRAM", where somebody has filled it in
    bool operator==(const PairedItem &) const = default;
};

// In the first's order, then those that only the second has. Of two revisions of a task by what became of each line item
// (itemmatching.h), of two tasks by program.
[[nodiscard]] std::vector<PairedItem> pairItems(const SequentialTask &first, const SequentialTask &second);

// Where nothing is known but how many there are.
[[nodiscard]] std::vector<PairedItem> pairPlaces(size_t first, size_t second);

} // namespace seriatim
