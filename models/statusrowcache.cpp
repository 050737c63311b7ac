#include "models/statusrowcache.h"

#include <algorithm>

namespace seriatim {

namespace {

constexpr size_t mostPieces = 8;
constexpr size_t mostRows = 8192;

void putLast(std::vector<int> &pieces, int piece)
{
    std::erase(pieces, piece);
    pieces.push_back(piece);
    if (pieces.size() > mostPieces)
        pieces.erase(pieces.begin());
}

} // namespace

StatusKey SilentNames::entryOf(const QString &name)
{
    const QString folded = name.toCaseFolded();
    const auto known = m_entries.constFind(folded);
    if (known != m_entries.cend())
        return *known;
    const StatusKey entry = ~static_cast<StatusKey>(m_names.size());
    m_names.append(name);
    m_entries.insert(folded, entry);
    return entry;
}

std::optional<StatusKey> SilentNames::knownEntryOf(const QString &name) const
{
    const auto known = m_entries.constFind(name.toCaseFolded());
    return known == m_entries.cend() ? std::nullopt : std::optional(*known);
}

void SilentNames::clear()
{
    m_names.clear();
    m_entries.clear();
}

const ComputerTaskStatus *StatusRowCache::find(StatusKey key) const
{
    const auto found = m_rows.find(key);
    return found != m_rows.end() && found->second.status ? &*found->second.status : nullptr;
}

std::optional<StatusKey> StatusRowCache::keyOf(const QString &computer) const
{
    for (const auto &[key, row] : m_rows) {
        if (row.status && row.status->computer.compare(computer, Qt::CaseInsensitive) == 0)
            return key;
    }
    return std::nullopt;
}

bool StatusRowCache::isFresh(StatusKey key) const
{
    const auto found = m_rows.find(key);
    return found != m_rows.end() && found->second.state != State::outdated;
}

bool StatusRowCache::isRead(StatusKey key) const
{
    const auto found = m_rows.find(key);
    return found != m_rows.end() && found->second.state == State::fresh;
}

bool StatusRowCache::put(StatusKey key, ComputerTaskStatus row)
{
    if (m_rows.size() >= mostRows && !m_rows.contains(key))
        shrink();
    Row &here = m_rows[key];
    here.state = State::fresh;
    if (here.status == row)
        return false;
    here.status = std::move(row);
    return true;
}

void StatusRowCache::makeRoom(size_t rows)
{
    if (m_rows.size() + rows > mostRows)
        shrink();
}

void StatusRowCache::assume(StatusKey key, ComputerTaskStatus row)
{
    if (!find(key))
        m_rows[key].status = std::move(row);
}

// What is shown comes back at once; anything else would have to be read again some time anyway.
void StatusRowCache::shrink()
{
    m_rows.clear();
}

void StatusRowCache::outdate()
{
    for (auto &[key, row] : m_rows)
        row.state = State::outdated;
    m_wanted = m_recent;
}

void StatusRowCache::forgetItems()
{
    for (auto &[key, row] : m_rows) {
        row.state = State::outdated;
        if (row.status)
            row.status->items.clear();
    }
}

void StatusRowCache::clear()
{
    m_rows.clear();
    m_wanted.clear();
    m_recent.clear();
}

void StatusRowCache::look(int row)
{
    const int piece = row / chunkRows;
    if (m_recent.empty() || m_recent.back() != piece)
        putLast(m_recent, piece);
}

void StatusRowCache::want(int row)
{
    const int piece = row / chunkRows;
    if (m_wanted.empty() || m_wanted.back() != piece)
        putLast(m_wanted, piece);
}

std::optional<int> StatusRowCache::takeWanted()
{
    if (m_wanted.empty())
        return std::nullopt;
    const int piece = m_wanted.back();
    m_wanted.pop_back();
    return piece;
}

} // namespace seriatim
