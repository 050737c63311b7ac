#include "engine/workspace/itempairs.h"

#include "engine/domain/itemmatching.h"

namespace seriatim {

std::vector<PairedItem> pairItems(const SequentialTask &first, const SequentialTask &second)
{
    // What an item succeeds is written in the newer one only.
    const bool forward = first.revision <= second.revision;
    const std::vector<int> matches = forward ? matchItems(first, second) : matchItems(second, first);
    std::vector<int> secondOf(first.items.size(), -1);
    std::vector<bool> taken(second.items.size(), false);
    for (size_t i = 0; i < matches.size(); ++i) {
        if (matches[i] < 0)
            continue;
        const auto match = static_cast<size_t>(matches[i]);
        const size_t inFirst = forward ? match : i;
        const size_t inSecond = forward ? i : match;
        secondOf[inFirst] = static_cast<int>(inSecond);
        taken[inSecond] = true;
    }
    std::vector<PairedItem> pairs;
    for (size_t i = 0; i < first.items.size(); ++i)
        pairs.push_back({static_cast<int>(i) + 1, secondOf[i] + 1, {}});
    for (size_t i = 0; i < second.items.size(); ++i) {
        if (!taken[i])
            pairs.push_back({0, static_cast<int>(i) + 1, {}});
    }
    return pairs;
}

std::vector<PairedItem> pairPlaces(size_t first, size_t second)
{
    std::vector<PairedItem> pairs;
    for (size_t i = 0; i < std::max(first, second); ++i) {
        const int place = static_cast<int>(i) + 1;
        pairs.push_back({i < first ? place : 0, i < second ? place : 0, {}});
    }
    return pairs;
}

} // namespace seriatim
