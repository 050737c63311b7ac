// How the status grid's list becomes another one, row by row.
#include "models/statusmodel.h"

#include <algorithm>
#include <unordered_set>

namespace seriatim {

void StatusModel::replaceRows(const Entries &entries)
{
    adopt(entries);
    removeMissing(entries);
    reorder(entries);
    insertNew(entries);
}

// A computer that has reported for the first time stands under a key now where it stood under its name: the same row.
void StatusModel::adopt(const Entries &entries)
{
    const std::unordered_set<StatusKey> before(m_entries.begin(), m_entries.end());
    const std::unordered_set<StatusKey> now(entries.begin(), entries.end());
    int first = -1;
    int last = -1;
    for (size_t row = 0, next = 0; row < m_entries.size() && next < entries.size();) {
        StatusKey &entry = m_entries[row];
        const bool isGone = !now.contains(entry);
        const bool isNew = !before.contains(entries[next]);
        if (isGone && isNew && entry < 0 && entries[next] >= 0) {
            m_rows.assume(entries[next], neverReported(m_silent.name(entry)));
            entry = entries[next];
            first = first < 0 ? static_cast<int>(row) : first;
            last = static_cast<int>(row);
            ++row;
            ++next;
        } else if (isGone) {
            ++row;
        } else if (isNew) {
            ++next;
        } else if (entry == entries[next]) {
            ++row;
            ++next;
        } else {
            break; // in another order
        }
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

void StatusModel::removeMissing(const Entries &entries)
{
    const std::unordered_set<StatusKey> wanted(entries.begin(), entries.end());
    const auto isMissing = [&](size_t row) { return !wanted.contains(m_entries[row]); };
    for (size_t end = m_entries.size(); end > 0; --end) {
        if (!isMissing(end - 1))
            continue;
        size_t begin = end - 1;
        while (begin > 0 && isMissing(begin - 1))
            --begin;
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
        m_entries.erase(m_entries.begin() + static_cast<qptrdiff>(begin), m_entries.begin() + static_cast<qptrdiff>(end));
        endRemoveRows();
        end = begin + 1;
    }
}

// What was there before comes into the order that it has now.
void StatusModel::reorder(const Entries &entries)
{
    const std::unordered_set<StatusKey> known(m_entries.begin(), m_entries.end());
    Entries ordered;
    ordered.reserve(m_entries.size());
    std::ranges::copy_if(entries, std::back_inserter(ordered), [&](StatusKey entry) { return known.contains(entry); });
    if (ordered == m_entries)
        return;
    Q_EMIT layoutAboutToBeChanged();
    std::unordered_map<StatusKey, int> rows;
    for (size_t row = 0; row < ordered.size(); ++row)
        rows.emplace(ordered[row], static_cast<int>(row));
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &was : before)
        after.append(index(rows.at(m_entries[static_cast<size_t>(was.row())]), was.column()));
    m_entries = std::move(ordered);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

// Every row that is left is in `entries`, in the same order.
void StatusModel::insertNew(const Entries &entries)
{
    for (size_t row = 0; row < entries.size(); ++row) {
        const auto isNew = [&](size_t i) { return row >= m_entries.size() || m_entries[row] != entries[i]; };
        if (!isNew(row))
            continue;
        size_t end = row;
        while (end < entries.size() && isNew(end))
            ++end;
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(end) - 1);
        m_entries.insert(m_entries.begin() + static_cast<qptrdiff>(row), entries.begin() + static_cast<qptrdiff>(row), entries.begin() + static_cast<qptrdiff>(end));
        endInsertRows();
        row = end - 1;
    }
}

} // namespace seriatim
