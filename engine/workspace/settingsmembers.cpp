#include "engine/workspace/settingsmembers.h"

#include "engine/store/computerlookup.h"
#include "engine/workspace/collectionmembers.h"
#include "engine/workspace/workspace.h"

#include <algorithm>

namespace seriatim {

std::vector<const AgentSettings *> settingsOfComputers(const std::vector<AgentSettings> &settings,
                                                       const std::vector<Collection> &collections,
                                                       const std::vector<Computer> &computers)
{
    std::vector<const AgentSettings *> chosen(computers.size(), nullptr);
    std::vector<const AgentSettings *> lowestFirst = byRank(settings);
    std::ranges::reverse(lowestFirst);
    for (const AgentSettings *each : lowestFirst) { // the highest comes last and stays
        std::vector<Collection> own;
        std::ranges::copy_if(collections, std::back_inserter(own), [&](const Collection &collection) {
            return std::ranges::find(each->appliesTo, collection.id) != each->appliesTo.end();
        });
        const std::vector<bool> applies = membersOf(own, computers);
        for (size_t i = 0; i < applies.size(); ++i) {
            if (applies[i])
                chosen[i] = each;
        }
    }
    return chosen;
}

Result<std::optional<AgentSettings>> settingsOf(Workspace &workspace, const Computer &computer)
{
    CatalogueStore &catalogue = workspace.store().catalogue();
    const Result<std::vector<AgentSettings>> settings = catalogue.agentSettings();
    if (!settings)
        return settings.error();
    if (settings->empty())
        return std::optional<AgentSettings>();
    const Result<std::vector<Collection>> collections = ComputerLookup(workspace.store().database()).collectionsOf(computer);
    if (!collections)
        return collections.error();
    std::vector<CollectionId> of;
    std::ranges::transform(*collections, std::back_inserter(of), &Collection::id);
    const AgentSettings *found = settingsFor(of, *settings);
    return found ? std::optional(*found) : std::nullopt;
}

} // namespace seriatim
