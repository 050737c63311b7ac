// RowChange: the one run of rows in which two lists differ, so that a model can follow a new list with precise signals.
#pragma once

#include <algorithm>
#include <vector>

namespace seriatim {

struct RowChange {
    int first = 0;
    int removed = 0;
    int inserted = 0;

    template <typename T, typename Same>
    static RowChange between(const std::vector<T> &before, const std::vector<T> &after, Same same)
    {
        const auto shorter = std::min(before.size(), after.size());
        size_t head = 0;
        while (head < shorter && same(before[head], after[head]))
            ++head;
        size_t tail = 0;
        while (tail < shorter - head && same(before[before.size() - 1 - tail], after[after.size() - 1 - tail]))
            ++tail;
        return {static_cast<int>(head), static_cast<int>(before.size() - head - tail), static_cast<int>(after.size() - head - tail)};
    }
};

} // namespace seriatim
