#include "engine/domain/identity.h"

#include "engine/domain/itemindexes.h"

#include <QHash>

#include <algorithm>

namespace seriatim {

bool executionOrderChanged(const SequentialTask &saved, const SequentialTask &draft)
{
    return !std::ranges::equal(saved.items, draft.items, {}, &LineItem::id, &LineItem::id);
}

std::vector<bool> unchangedItems(const SequentialTask &saved, const SequentialTask &draft)
{
    QHash<LineItemId, ProgramId> savedPrograms;
    for (const LineItem &item : saved.items)
        savedPrograms.insert(item.id, item.program);

    // Dependencies point to earlier items, so one pass in order has every answer it needs.
    QHash<LineItemId, bool> unchangedById;
    std::vector<bool> unchanged;
    for (const LineItem &item : draft.items) {
        const auto before = savedPrograms.constFind(item.id);
        const bool same = before != savedPrograms.constEnd() && *before == item.program
                          && std::ranges::all_of(item.dependencies, [&](const Dependency &dependency) {
                                 return unchangedById.value(dependency.on, false);
                             });
        unchangedById.insert(item.id, same);
        unchanged.push_back(same);
    }
    return unchanged;
}

IdentityOutcome renewIdentities(const SequentialTask &saved, const SequentialTask &draft, KeepFinished keep)
{
    IdentityOutcome outcome{draft, executionOrderChanged(saved, draft)};
    if (!outcome.orderChanged)
        return outcome;

    const std::vector<bool> unchanged = unchangedItems(saved, draft);
    const QHash<LineItemId, int> savedIndexes = indexesOf(saved);
    QHash<LineItemId, LineItemId> renewed;
    outcome.task.id = TaskId::mint();
    for (size_t i = 0; i < draft.items.size(); ++i) {
        LineItem &item = outcome.task.items[i];
        item.succeeds.clear();
        if (keep == KeepFinished::yes && unchanged[i]) {
            // The stored chain is the truth; a draft's copy of it may be older.
            const LineItem &ancestor = saved.items[static_cast<size_t>(savedIndexes.value(item.id))];
            item.succeeds = ancestor.succeeds;
            item.succeeds.push_back(ancestor.id);
        }
        const LineItemId fresh = LineItemId::mint();
        renewed.insert(item.id, fresh);
        item.id = fresh;
        for (Dependency &dependency : item.dependencies) {
            if (const auto found = renewed.constFind(dependency.on); found != renewed.constEnd())
                dependency.on = *found;
        }
    }
    return outcome;
}

} // namespace seriatim
