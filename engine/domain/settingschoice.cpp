#include "engine/domain/settingschoice.h"

#include <algorithm>

namespace seriatim {

bool outranks(const AgentSettings &a, const AgentSettings &b)
{
    if (a.priority != b.priority)
        return a.priority > b.priority;
    const int names = QString::compare(a.name, b.name, Qt::CaseInsensitive);
    return names != 0 ? names < 0 : a.id.toString() < b.id.toString();
}

std::vector<const AgentSettings *> byRank(const std::vector<AgentSettings> &settings)
{
    std::vector<const AgentSettings *> sorted;
    sorted.reserve(settings.size());
    for (const AgentSettings &each : settings)
        sorted.push_back(&each);
    std::ranges::sort(sorted, [](const AgentSettings *a, const AgentSettings *b) { return outranks(*a, *b); });
    return sorted;
}

const AgentSettings *settingsFor(const std::vector<CollectionId> &collectionsOfComputer, const std::vector<AgentSettings> &settings)
{
    const AgentSettings *first = nullptr;
    for (const AgentSettings &each : settings) {
        const bool applies = std::ranges::any_of(each.appliesTo, [&](const CollectionId &collection) {
            return std::ranges::find(collectionsOfComputer, collection) != collectionsOfComputer.end();
        });
        if (applies && (!first || outranks(each, *first)))
            first = &each;
    }
    return first;
}

} // namespace seriatim
