// ObjectTableModel<T>: catalogue objects of one kind as a table: sorted by value, filtered by any part of what it shows,
// with check boxes where they are wanted. Large lists: no proxy, and a change in the store moves only what changed.
#pragma once

#include "engine/base/text.h"

#include <QAbstractTableModel>
#include <QCollator>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

namespace seriatim {

inline constexpr int objectTableWidthRole = Qt::UserRole;

template <typename T>
class ObjectTableModel : public QAbstractTableModel
{
public:
    using Identity = decltype(T::id);
    static constexpr int WidthRole = objectTableWidthRole; // of a header: in average characters

    struct Column {
        QString title;
        std::function<QString(const T &)> text;
        std::function<int(const T &)> number{}; // sorts by it where there is one, and stands at the right
        int characters = 20;                    // about how wide it is
    };

    explicit ObjectTableModel(std::vector<Column> columns, QObject *parent = nullptr)
        : QAbstractTableModel(parent), m_columns(std::move(columns)) {}

    void setCheckable(bool checkable) { m_checkable = checkable; }
    [[nodiscard]] const QSet<Identity> &checked() const { return m_checked; }
    std::function<void()> onChecked; // may be empty

    // Rows go, come and change where they stand.
    void setObjects(std::vector<T> objects)
    {
        QHash<Identity, size_t> known;
        for (size_t i = 0; i < m_entries.size(); ++i)
            known.insert(m_entries[i].object.id, i);
        std::vector<Entry> next;
        next.reserve(objects.size());
        for (T &object : objects) {
            const auto before = known.constFind(object.id);
            const bool same = before != known.cend() && m_entries[*before].object == object;
            next.push_back(same ? m_entries[*before] : makeEntry(std::move(object)));
        }
        if (m_shown.empty() || !isSmallChange(next)) {
            beginResetModel();
            m_entries = std::move(next);
            m_shown = order();
            endResetModel();
            return;
        }
        takeOver(std::move(next));
    }

    // Letter case and accents do not count; several words must all be there.
    void setFilter(const QString &text)
    {
        QStringList words = foldForSearch(text).split(u' ', Qt::SkipEmptyParts);
        if (words == m_words)
            return;
        beginResetModel();
        m_words = std::move(words);
        m_shown = order();
        endResetModel();
    }

    [[nodiscard]] const T &object(int row) const { return m_entries[m_shown[static_cast<size_t>(row)]].object; }
    [[nodiscard]] int objectCount() const { return static_cast<int>(m_entries.size()); }
    [[nodiscard]] int rowOf(const Identity &id) const
    {
        const auto found = std::ranges::find_if(m_shown, [&](size_t entry) { return m_entries[entry].object.id == id; });
        return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
    }

    // Everything that is shown, on or off.
    void checkShown(bool on)
    {
        for (const size_t entry : m_shown)
            on ? (void)m_checked.insert(m_entries[entry].object.id) : (void)m_checked.remove(m_entries[entry].object.id);
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::CheckStateRole});
        if (onChecked)
            onChecked();
    }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_shown.size()); }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_columns.size()); }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        const Column &column = m_columns[static_cast<size_t>(index.column())];
        if (role == Qt::DisplayRole)
            return column.text(object(index.row()));
        if (role == Qt::TextAlignmentRole && column.number)
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        if (role == Qt::CheckStateRole && m_checkable && index.column() == 0)
            return m_checked.contains(object(index.row()).id) ? Qt::Checked : Qt::Unchecked;
        return {};
    }

    bool setData(const QModelIndex &index, const QVariant &value, int role) override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::CheckStateRole || !m_checkable || index.column() != 0)
            return false;
        const Identity id = object(index.row()).id;
        value.toInt() == Qt::Checked ? (void)m_checked.insert(id) : (void)m_checked.remove(id);
        Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
        if (onChecked)
            onChecked();
        return true;
    }

    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
        return m_checkable && index.column() == 0 ? flags | Qt::ItemIsUserCheckable : flags;
    }

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        if (role == Qt::DisplayRole)
            return m_columns[static_cast<size_t>(section)].title;
        if (role == WidthRole)
            return m_columns[static_cast<size_t>(section)].characters;
        const bool isNumber = static_cast<bool>(m_columns[static_cast<size_t>(section)].number);
        return role == Qt::TextAlignmentRole ? QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter) : QVariant();
    }

    void sort(int column, Qt::SortOrder sortOrder = Qt::AscendingOrder) override
    {
        if (column < 0 || column >= columnCount() || (column == m_sortColumn && sortOrder == m_sortOrder))
            return;
        m_sortColumn = column;
        m_sortOrder = sortOrder;
        changeOrder(order());
    }

private:
    struct Entry {
        T object;
        QString folded; // what it is searched by
    };

    [[nodiscard]] Entry makeEntry(T object) const
    {
        QString words;
        for (const Column &column : m_columns)
            words += column.text(object) + u'\n';
        return {std::move(object), foldForSearch(words)};
    }

    [[nodiscard]] std::vector<size_t> order() const
    {
        std::vector<size_t> shown;
        for (size_t i = 0; i < m_entries.size(); ++i) {
            if (std::ranges::all_of(m_words, [&](const QString &word) { return m_entries[i].folded.contains(word); }))
                shown.push_back(i);
        }
        const Column &by = m_columns[static_cast<size_t>(m_sortColumn)];
        if (by.number)
            sortBy<qint64>(shown, [&](size_t entry) { return qint64(by.number(m_entries[entry].object)); }, std::less<>());
        else
            sortBy<QCollatorSortKey>(shown, [&](size_t entry) { return sortKey(by.text(m_entries[entry].object)); },
                                     [](const QCollatorSortKey &a, const QCollatorSortKey &b) { return a < b; });
        return shown;
    }

    // As people sort names: PC-9 before PC-10, letter case aside.
    [[nodiscard]] static QCollatorSortKey sortKey(const QString &text)
    {
        static const QCollator collator = [] {
            // The C locale knows no numbers in names.
            QCollator made(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale());
            made.setNumericMode(true);
            made.setCaseSensitivity(Qt::CaseInsensitive);
            return made;
        }();
        return collator.sortKey(text);
    }

    template <typename Key, typename MakeKey, typename Less>
    void sortBy(std::vector<size_t> &shown, MakeKey makeKey, Less less) const
    {
        std::vector<std::pair<Key, size_t>> keyed;
        keyed.reserve(shown.size());
        for (const size_t entry : shown)
            keyed.emplace_back(makeKey(entry), entry);
        std::ranges::stable_sort(keyed, [&](const auto &a, const auto &b) {
            return m_sortOrder == Qt::AscendingOrder ? less(a.first, b.first) : less(b.first, a.first);
        });
        std::ranges::transform(keyed, shown.begin(), [](const auto &pair) { return pair.second; });
    }

    // Row by row is slower than a reset where most of the rows are others.
    [[nodiscard]] bool isSmallChange(const std::vector<Entry> &next) const
    {
        constexpr qsizetype many = 200;
        QSet<Identity> ids;
        for (const Entry &entry : next)
            ids.insert(entry.object.id);
        const auto gone = std::ranges::count_if(m_entries, [&](const Entry &entry) { return !ids.contains(entry.object.id); });
        const auto come = static_cast<qsizetype>(next.size()) - (static_cast<qsizetype>(m_entries.size()) - gone);
        return gone <= many && come <= many;
    }

    void takeOver(std::vector<Entry> next)
    {
        QHash<Identity, size_t> entryOf;
        for (size_t i = 0; i < next.size(); ++i)
            entryOf.insert(next[i].object.id, i);
        for (int row = rowCount() - 1; row >= 0; --row) {
            if (entryOf.contains(object(row).id))
                continue;
            beginRemoveRows({}, row, row);
            m_shown.erase(m_shown.begin() + row);
            endRemoveRows();
        }
        QSet<Identity> changed;
        for (const size_t entry : m_shown) {
            const T &before = m_entries[entry].object;
            if (!(before == next[entryOf.value(before.id)].object))
                changed.insert(before.id);
        }
        for (size_t &entry : m_shown)
            entry = entryOf.value(m_entries[entry].object.id);
        m_entries = std::move(next);

        // What stays takes its new order first, so that the new rows come in where they belong.
        const std::vector<size_t> wanted = order();
        const QSet<size_t> before(m_shown.begin(), m_shown.end());
        const QSet<size_t> after(wanted.begin(), wanted.end());
        for (int row = rowCount() - 1; row >= 0; --row) {
            if (after.contains(m_shown[static_cast<size_t>(row)]))
                continue;
            beginRemoveRows({}, row, row);
            m_shown.erase(m_shown.begin() + row);
            endRemoveRows();
        }
        std::vector<size_t> staying;
        std::ranges::copy_if(wanted, std::back_inserter(staying), [&](size_t entry) { return before.contains(entry); });
        if (staying != m_shown)
            changeOrder(staying);
        for (size_t i = 0; i < wanted.size(); ++i) {
            if (before.contains(wanted[i]))
                continue;
            const int row = static_cast<int>(i);
            beginInsertRows({}, row, row);
            m_shown.insert(m_shown.begin() + row, wanted[i]);
            endInsertRows();
        }
        for (int row = 0; row < rowCount() && !changed.isEmpty(); ++row) {
            const int first = row;
            while (row < rowCount() && changed.contains(object(row).id))
                ++row;
            if (row > first)
                Q_EMIT dataChanged(index(first, 0), index(row - 1, columnCount() - 1));
        }
    }

    void changeOrder(std::vector<size_t> shown)
    {
        Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        QHash<size_t, int> rows;
        for (size_t i = 0; i < shown.size(); ++i)
            rows.insert(shown[i], static_cast<int>(i));
        QModelIndexList to;
        const QModelIndexList from = persistentIndexList();
        for (const QModelIndex &old : from)
            to.append(index(rows.value(m_shown[static_cast<size_t>(old.row())], -1), old.column()));
        m_shown = std::move(shown);
        changePersistentIndexList(from, to);
        Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }

    std::vector<Column> m_columns;
    std::vector<Entry> m_entries;
    std::vector<size_t> m_shown; // entries, in rows
    QStringList m_words;         // folded
    QSet<Identity> m_checked;
    bool m_checkable = false;
    int m_sortColumn = 0;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace seriatim
