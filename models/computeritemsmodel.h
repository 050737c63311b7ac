// ComputerItemsModel: what one computer did with each line item of a task.
#pragma once

#include "engine/store/statusstore.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace seriatim {

class ComputerItemsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Place, Program, Status, Attempts, Started, Took, Explanation, columnCountOfModel };
    static constexpr int ItemStatusRole = Qt::UserRole; // an ItemStatus as int, of the status column

    using QAbstractTableModel::QAbstractTableModel;

    // An item for every place. The same number of items as before keeps the rows.
    void setItems(std::vector<LineItemStatus> items, const QStringList &programNames);
    [[nodiscard]] const LineItemStatus &item(int row) const { return m_items[static_cast<size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(const LineItemStatus &item, int column) const;

    std::vector<LineItemStatus> m_items;
    QStringList m_programNames;
};

} // namespace seriatim
