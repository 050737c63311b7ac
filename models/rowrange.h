// Rows that follow each other.
#pragma once

#include <numeric>
#include <vector>

namespace seriatim {

[[nodiscard]] inline std::vector<int> rowsFrom(int first, int count)
{
    std::vector<int> rows(static_cast<size_t>(count));
    std::iota(rows.begin(), rows.end(), first);
    return rows;
}

} // namespace seriatim
