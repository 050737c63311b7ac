#include "engine/workspace/collectionmembers.h"

#include <QHash>

#include <algorithm>

namespace seriatim {

namespace {

class Members
{
public:
    explicit Members(const std::vector<Computer> &computers) : m_computers(computers)
    {
        m_indexes.reserve(static_cast<qsizetype>(computers.size()));
        for (size_t i = 0; i < computers.size(); ++i)
            m_indexes.insert(computers[i].id, i);
    }

    void mark(const Collection &collection, std::vector<bool> &marked) const
    {
        for (const ComputerId &member : collection.members) {
            if (const auto index = m_indexes.constFind(member); index != m_indexes.constEnd())
                marked[*index] = true;
        }
        if (!collection.filter)
            return;
        for (size_t i = 0; i < m_computers.size(); ++i) {
            if (!marked[i] && filterHolds(*collection.filter, m_computers[i]))
                marked[i] = true;
        }
    }

private:
    const std::vector<Computer> &m_computers;
    QHash<ComputerId, size_t> m_indexes;
};

} // namespace

std::vector<bool> membersOf(const std::vector<Collection> &collections, const std::vector<Computer> &computers)
{
    const Members members(computers);
    std::vector<bool> marked(computers.size(), false);
    for (const Collection &collection : collections)
        members.mark(collection, marked);
    return marked;
}

std::vector<int> countsOf(const std::vector<Collection> &collections, const std::vector<Computer> &computers)
{
    const Members members(computers);
    std::vector<int> counts;
    counts.reserve(collections.size());
    for (const Collection &collection : collections) {
        std::vector<bool> marked(computers.size(), false);
        members.mark(collection, marked);
        counts.push_back(static_cast<int>(std::ranges::count(marked, true)));
    }
    return counts;
}

} // namespace seriatim
