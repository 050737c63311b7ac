#include "engine/domain/itemmatching.h"

#include "engine/domain/itemindexes.h"

#include <QHash>

#include <algorithm>

namespace seriatim {

std::vector<int> matchItems(const SequentialTask &before, const SequentialTask &after)
{
    const QHash<LineItemId, int> byId = indexesOf(before);
    std::vector<int> matches(after.items.size(), -1);
    std::vector<bool> taken(before.items.size(), false);
    const auto take = [&](size_t item, int match) {
        matches[item] = match;
        taken[static_cast<size_t>(match)] = true;
    };
    for (size_t i = 0; i < after.items.size(); ++i) {
        std::vector<LineItemId> ids = after.items[i].succeeds;
        ids.push_back(after.items[i].id);
        const auto known = std::find_if(ids.rbegin(), ids.rend(), [&](LineItemId id) { return byId.contains(id); });
        if (known != ids.rend())
            take(i, byId.value(*known));
    }
    if (before.id == after.id)
        return matches;
    QHash<ProgramId, QList<int>> byProgram;
    for (size_t i = 0; i < before.items.size(); ++i) {
        if (!taken[i])
            byProgram[before.items[i].program].append(static_cast<int>(i));
    }
    for (size_t i = 0; i < after.items.size(); ++i) {
        const auto candidates = byProgram.find(after.items[i].program);
        if (matches[i] < 0 && candidates != byProgram.end() && !candidates->isEmpty())
            take(i, candidates->takeFirst());
    }
    return matches;
}

} // namespace seriatim
