#include "models/inheritedoptions.h"

#include "engine/base/text.h"
#include "engine/workspace/collectionmembers.h"
#include "engine/workspace/settingsmembers.h"

#include <algorithm>
#include <map>
#include <set>

namespace seriatim {

namespace {

std::vector<size_t> indexesOf(const std::vector<bool> &marked)
{
    std::vector<size_t> indexes;
    for (size_t i = 0; i < marked.size(); ++i) {
        if (marked[i])
            indexes.push_back(i);
    }
    return indexes;
}

struct Tally {
    std::set<size_t> computers;
    QStringList collections;
};

} // namespace

DeliveryOptions InheritedOptions::options() const
{
    return sources.front().settings ? sources.front().settings->options : DeliveryOptions{};
}

InheritedOptions inheritedOptions(const std::vector<CollectionId> &appliesTo, const std::vector<AgentSettings> &settings,
                                  const std::vector<Collection> &collections, const std::vector<Computer> &computers)
{
    const std::vector<const AgentSettings *> sorted = byRank(settings);
    const std::vector<const AgentSettings *> winners = settingsOfComputers(settings, collections, computers);

    std::map<size_t, Tally> tallies; // by rank; past the end: none
    for (const Collection &collection : collections) {
        if (std::ranges::find(appliesTo, collection.id) == appliesTo.end())
            continue;
        const auto tally = [&](const AgentSettings *winner) -> Tally & {
            Tally &found = tallies[static_cast<size_t>(std::ranges::find(sorted, winner) - sorted.begin())];
            if (!found.collections.contains(collection.name))
                found.collections << collection.name;
            return found;
        };
        const std::vector<size_t> inCollection = indexesOf(membersOf({collection}, computers));
        for (const size_t computer : inCollection)
            tally(winners[computer]).computers.insert(computer);
        if (inCollection.empty()) // answered for by name, so that something is said before there are any
            tally(settingsFor({collection.id}, settings));
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
