// AgentSettingsListModel: all agent settings of the store, the highest priority first: name, priority, collections, interval.
#pragma once

#include "models/cataloguedirectory.h"

#include <QAbstractTableModel>

namespace seriatim {

class AgentSettingsListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { nameColumn, priorityColumn, collectionsColumn, refreshColumn, columnCountValue };

    using QAbstractTableModel::QAbstractTableModel;

    // Rows that stay keep their place in views and selections.
    void setSettings(std::vector<AgentSettings> settings, const std::vector<CollectionEntry> &collections);
    [[nodiscard]] const AgentSettings &at(int row) const { return m_settings[static_cast<size_t>(row)]; }
    [[nodiscard]] int rowOf(AgentSettingsId id) const; // -1: not there

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<AgentSettings> m_settings;
    QHash<CollectionId, QString> m_collections;
};

// "Pilot (40 computers) and Sales (12 computers)"; "none, so no computer gets them".
[[nodiscard]] QString collectionsText(const std::vector<CollectionId> &chosen, const std::vector<CollectionEntry> &collections);

// "Laptops - copy", with a number where that name is taken.
[[nodiscard]] QString copyName(const QString &name, const std::vector<AgentSettings> &existing);

} // namespace seriatim
