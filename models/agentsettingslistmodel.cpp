#include "models/agentsettingslistmodel.h"

#include "engine/base/text.h"
#include "models/durationwords.h"

#include <algorithm>

namespace seriatim {

void AgentSettingsListModel::setSettings(std::vector<AgentSettings> settings, const std::vector<CollectionEntry> &collections)
{
    std::ranges::sort(settings, [](const AgentSettings &a, const AgentSettings &b) {
        if (a.priority != b.priority)
            return a.priority > b.priority;
        return QString::compare(a.name, b.name, Qt::CaseInsensitive) < 0;
    });
    m_collections.clear();
    for (const CollectionEntry &entry : collections)
        m_collections.insert(entry.collection.id, entry.collection.name);

    const auto isNow = [&](AgentSettingsId id) { return std::ranges::any_of(settings, [&](const AgentSettings &s) { return s.id == id; }); };
    for (int row = rowCount(); row-- > 0;) {
        if (isNow(at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_settings.erase(m_settings.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < static_cast<int>(settings.size()); ++row) {
        const AgentSettings &wanted = settings[static_cast<size_t>(row)];
        const int old = rowOf(wanted.id);
        if (old < 0) {
            beginInsertRows({}, row, row);
            m_settings.insert(m_settings.begin() + row, wanted);
            endInsertRows();
        } else if (old != row) { // rows before this one are in place, so it comes from below
            beginMoveRows({}, old, old, {}, row);
            std::rotate(m_settings.begin() + row, m_settings.begin() + old, m_settings.begin() + old + 1);
            endMoveRows();
        }
        m_settings[static_cast<size_t>(row)] = wanted;
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCountValue - 1));
}

int AgentSettingsListModel::rowOf(AgentSettingsId id) const
{
    const auto found = std::ranges::find_if(m_settings, [&](const AgentSettings &each) { return each.id == id; });
    return found == m_settings.end() ? -1 : static_cast<int>(found - m_settings.begin());
}

int AgentSettingsListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_settings.size());
}

int AgentSettingsListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountValue;
}

QVariant AgentSettingsListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const AgentSettings &settings = at(index.row());
    switch (static_cast<Column>(index.column())) {
    case nameColumn:
        return settings.name;
    case priorityColumn:
        return settings.priority;
    case collectionsColumn: {
        QStringList names;
        for (const CollectionId &id : settings.appliesTo)
            names << m_collections.value(id, tr("(removed)"));
        return names.isEmpty() ? tr("none") : names.join(QStringLiteral(", "));
    }
    case refreshColumn:
        return lengthText(settings.refreshIntervalMinutes);
    case columnCountValue:
        break;
    }
    return {};
}

QVariant AgentSettingsListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case nameColumn: return tr("Name");
    case priorityColumn: return tr("Priority");
    case collectionsColumn: return tr("Applies to");
    case refreshColumn: return tr("Refresh every");
    case columnCountValue: break;
    }
    return {};
}

QString collectionsText(const std::vector<CollectionId> &chosen, const std::vector<CollectionEntry> &collections)
{
    QStringList words;
    for (const CollectionId &id : chosen) {
        const auto found = std::ranges::find_if(collections, [&](const CollectionEntry &entry) { return entry.collection.id == id; });
        if (found == collections.end())
            words << AgentSettingsListModel::tr("(removed)");
        else if (found->computerCount == 1)
            words << AgentSettingsListModel::tr("%1 (1 computer)").arg(found->collection.name);
        else
            words << AgentSettingsListModel::tr("%1 (%2 computers)").arg(found->collection.name).arg(found->computerCount);
    }
    return words.isEmpty() ? AgentSettingsListModel::tr("none, so no computer gets them") : joinWords(words, AgentSettingsListModel::tr("and"));
}

QString copyName(const QString &name, const std::vector<AgentSettings> &existing)
{
    const auto taken = [&](const QString &candidate) {
        return std::ranges::any_of(existing, [&](const AgentSettings &each) { return each.name.compare(candidate, Qt::CaseInsensitive) == 0; });
    };
    QString candidate = AgentSettingsListModel::tr("%1 - copy").arg(name);
    for (int number = 2; taken(candidate); ++number)
        candidate = AgentSettingsListModel::tr("%1 - copy %2").arg(name).arg(number);
    return candidate;
}

} // namespace seriatim
