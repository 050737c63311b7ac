// The nearest-rank percentile, the same in simulations and reports.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

namespace seriatim {

// Of sorted values the smallest that at least `percent` of them do not exceed; nothing where there are none.
template <typename T>
[[nodiscard]] std::optional<T> nearestRank(const std::vector<T> &sorted, int percent)
{
    if (sorted.empty())
        return std::nullopt;
    const size_t rank = (sorted.size() * static_cast<size_t>(percent) + 99) / 100;
    return sorted[std::max<size_t>(rank, 1) - 1];
}

} // namespace seriatim
