// DependencyChain: where the lines between line items and those that they need run beside the list. Pure geometry in rows
// and lanes; lane 0 is next to the list.
#pragma once

#include "engine/domain/sequentialtask.h"

#include <vector>

namespace seriatim {

// One line item with all that it needs: a line in one lane from the first of them down to it.
struct DependencyLine {
    int item = 0;        // row
    std::vector<int> on; // rows, ascending, never empty
    int lane = 0;
};

class DependencyChain
{
public:
    // Lines that would need more lanes share the last one.
    static constexpr int maximumLanes = 6;

    DependencyChain() = default;
    explicit DependencyChain(const std::vector<LineItem> &items);

    [[nodiscard]] int laneCount() const { return m_laneCount; }
    [[nodiscard]] const std::vector<DependencyLine> &lines() const { return m_lines; } // by item
    // Those that pass through the row or end there.
    [[nodiscard]] std::vector<const DependencyLine *> through(int row) const;

private:
    std::vector<DependencyLine> m_lines;
    std::vector<std::vector<int>> m_byRow; // indexes of lines, for blocks of rows
    int m_laneCount = 0;
};

} // namespace seriatim
