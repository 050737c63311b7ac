#include "models/inheritedoptions.h"

#include "engine/base/text.h"

#include <algorithm>
#include <map>
#include <set>

namespace seriatim {

namespace {

std::vector<const AgentSettings *> byPriority(const std::vector<AgentSettings> &settings)
{
    std::vector<const AgentSettings *> sorted;
    for (const AgentSettings &each : settings)
        sorted.push_back(&each);
    std::ranges::sort(sorted, [](const AgentSettings *a, const AgentSettings *b) {
        if (a->priority != b->priority)
            return a->priority > b->priority;
        return QString::compare(a->name, b->name, Qt::CaseInsensitive) < 0;
    });
    return sorted;
}

std::vector<size_t> membersOf(const Collection &collection, const std::vector<Computer> &computers)
{
    const std::set<ComputerId> listed(collection.members.begin(), collection.members.end());
    std::vector<size_t> members;
    for (size_t i = 0; i < computers.size(); ++i) {
        if (listed.contains(computers[i].id) || (collection.filter && filterHolds(*collection.filter, computers[i])))
            members.push_back(i);
    }
    return members;
}

// For each computer the place of the settings that it gets; past the end: none.
std::vector<size_t> settingsOfComputers(const std::vector<const AgentSettings *> &settings,
                                        const std::map<CollectionId, std::vector<size_t>> &members, size_t computerCount)
{
    std::vector<size_t> winners(computerCount, settings.size());
    for (size_t place = settings.size(); place-- > 0;) {
        for (const CollectionId &collection : settings[place]->appliesTo) {
            const auto found = members.find(collection);
            if (found == members.end())
                continue;
            for (const size_t computer : found->second)
                winners[computer] = place;
        }
    }
    return winners;
}

struct Tally {
    std::set<size_t> computers;
    QStringList collections;
};

// A collection without computers is answered for by name, so that something is said before there are any.
size_t settingsOfCollection(const std::vector<const AgentSettings *> &settings, CollectionId collection)
{
    const auto found = std::ranges::find_if(settings, [&](const AgentSettings *each) {
        return std::ranges::find(each->appliesTo, collection) != each->appliesTo.end();
    });
    return static_cast<size_t>(found - settings.begin());
}

} // namespace

DeliveryOptions InheritedOptions::options() const
{
    return sources.front().settings ? sources.front().settings->options : DeliveryOptions{};
}

InheritedOptions inheritedOptions(const std::vector<CollectionId> &appliesTo, const std::vector<AgentSettings> &settings,
                                  const std::vector<Collection> &collections, const std::vector<Computer> &computers)
{
    const std::vector<const AgentSettings *> sorted = byPriority(settings);
    std::map<CollectionId, std::vector<size_t>> members;
    for (const Collection &collection : collections)
        members.emplace(collection.id, membersOf(collection, computers));
    const std::vector<size_t> winners = settingsOfComputers(sorted, members, computers.size());

    std::map<size_t, Tally> tallies;
    for (const Collection &collection : collections) {
        if (std::ranges::find(appliesTo, collection.id) == appliesTo.end())
            continue;
        const auto tally = [&](size_t winner) -> Tally & {
            Tally &found = tallies[winner];
            if (!found.collections.contains(collection.name))
                found.collections << collection.name;
            return found;
        };
        const std::vector<size_t> &inCollection = members.at(collection.id);
        for (const size_t computer : inCollection)
            tally(winners[computer]).computers.insert(computer);
        if (inCollection.empty())
            tally(settingsOfCollection(sorted, collection.id));
    }

    InheritedOptions inherited;
    if (tallies.empty())
        return inherited;
    inherited.sources.clear();
    for (auto &[place, tally] : tallies) {
        tally.collections.sort(Qt::CaseInsensitive);
        inherited.sources.push_back({place < sorted.size() ? std::optional<AgentSettings>(*sorted[place]) : std::nullopt,
                                     static_cast<int>(tally.computers.size()), tally.collections});
    }
    return inherited;
}

QString inheritedWords(const InheritedOptions &inherited)
{
    using Watcher = InheritedOptionsWatcher;
    const auto nameOf = [](const InheritedOptions::Source &source) {
        return source.settings ? Watcher::tr("the agent settings “%1” (priority %2)").arg(source.settings->name).arg(source.settings->priority)
                               : Watcher::tr("the built-in values");
    };
    const auto whoOf = [](const InheritedOptions::Source &source) {
        const QString names = joinWords(source.collections, Watcher::tr("and"));
        return (source.computerCount == 1 ? Watcher::tr("1 computer of %1").arg(names)
                                          : Watcher::tr("%1 computers of %2").arg(source.computerCount).arg(names));
    };
    const InheritedOptions::Source &first = inherited.sources.front();
    if (first.collections.isEmpty())
        return Watcher::tr("The task applies to no collection yet. Shown: the built-in values.");
    if (inherited.sources.size() == 1) {
        return first.settings ? Watcher::tr("Shown: %1, for all computers of the task.").arg(nameOf(first))
                              : Watcher::tr("No agent settings apply to the task's computers. Shown: the built-in values.");
    }
    QString words = Watcher::tr("Shown: %1, for %2.").arg(nameOf(first), whoOf(first));
    for (size_t i = 1; i < inherited.sources.size(); ++i)
        words += u' ' + Watcher::tr("For %1: %2.").arg(whoOf(inherited.sources[i]), nameOf(inherited.sources[i]));
    return words;
}

InheritedOptionsWatcher::InheritedOptionsWatcher(StoreSession &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&m_session, &StoreSession::catalogueChanged, this, &InheritedOptionsWatcher::reload);
    reload();
}

void InheritedOptionsWatcher::setCollections(const std::vector<CollectionId> &appliesTo)
{
    if (appliesTo == m_appliesTo)
        return;
    m_appliesTo = appliesTo;
    reload();
}

void InheritedOptionsWatcher::reload()
{
    const auto read = [appliesTo = m_appliesTo](Workspace &workspace, JobControl &) -> Result<InheritedOptions> {
        CatalogueStore &catalogue = workspace.store().catalogue();
        const Result<std::vector<AgentSettings>> settings = catalogue.agentSettings();
        if (!settings)
            return settings.error();
        const Result<std::vector<Collection>> collections = catalogue.collections();
        if (!collections)
            return collections.error();
        const Result<std::vector<Computer>> computers = catalogue.computers();
        if (!computers)
            return computers.error();
        return inheritedOptions(appliesTo, *settings, *collections, *computers);
    };
    m_session.run<InheritedOptions>(read).then(this, [this, generation = ++m_generation](const Result<InheritedOptions> &answer) {
        if (generation != m_generation)
            return;
        if (!answer) {
            Q_EMIT failed(answer.error().message());
            return;
        }
        m_inherited = *answer;
        m_loaded = true;
        Q_EMIT changed();
    });
}

} // namespace seriatim
