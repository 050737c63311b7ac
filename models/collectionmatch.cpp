#include "models/collectionmatch.h"

namespace seriatim {

struct CollectionMatch::Match {
    std::shared_ptr<const std::vector<Computer>> inventory;
    std::vector<Computer> computers;
    std::vector<Computer> listed;
    int byFilter = 0;
};

CollectionMatch::Match CollectionMatch::match(std::shared_ptr<const std::vector<Computer>> inventory, const Collection &collection)
{
    Match found;
    const QSet<ComputerId> members(collection.members.begin(), collection.members.end());
    for (const Computer &computer : *inventory) {
        const bool isListed = members.contains(computer.id);
        const bool matches = collection.filter && filterHolds(*collection.filter, computer);
        if (isListed)
            found.listed.push_back(computer);
        found.byFilter += matches ? 1 : 0;
        if (isListed || matches)
            found.computers.push_back(computer);
    }
    found.inventory = std::move(inventory);
    return found;
}

CollectionMatch::CollectionMatch(StoreSession &session, QObject *parent)
    : QObject(parent), m_computers(computerColumns()), m_listed(computerColumns())
{
    m_answer = std::make_unique<LatestAnswer<Match>>(
        session, this, [this] { return question(); }, [this](Result<Match> found) { take(std::move(found)); });
    connect(&session, &StoreSession::catalogueChanged, this, [this] {
        m_inventory.reset();
        m_answer->refresh();
    });
}

CollectionMatch::~CollectionMatch() = default;

void CollectionMatch::setCollection(const Collection &collection)
{
    const bool same = collection.members == m_collection.members && collection.filter == m_collection.filter;
    m_collection = collection;
    if (!same || !m_inventory)
        m_answer->refresh();
}

std::function<Result<CollectionMatch::Match>(Workspace &, JobControl &)> CollectionMatch::question()
{
    m_askedWith = m_inventory;
    return [collection = m_collection, inventory = m_inventory](Workspace &workspace, JobControl &) -> Result<Match> {
        if (inventory)
            return match(inventory, collection);
        Result<std::vector<Computer>> computers = workspace.store().catalogue().computers();
        if (!computers)
            return computers.error();
        return match(std::make_shared<const std::vector<Computer>>(std::move(computers).value()), collection);
    };
}

void CollectionMatch::take(Result<Match> found)
{
    if (!found) {
        Q_EMIT failed(found.error().message());
        return;
    }
    if (m_askedWith == m_inventory)
        m_inventory = found->inventory;
    m_byFilter = found->byFilter;
    m_total = static_cast<int>(found->inventory->size());
    m_computers.setObjects(std::move(found->computers));
    m_listed.setObjects(std::move(found->listed));
    if (!m_answer->isOutdated())
        Q_EMIT counted();
}

} // namespace seriatim
