// PortalRequestsModel: portal requests as a table, sorted and filtered, for those who decide (B36) or for the one who made
// them (B37). RequestHistoryModel: what has happened to one of them, the oldest first.
#pragma once

#include "engine/domain/portalrequest.h"
#include "models/objecttablemodel.h"

namespace seriatim {

class PortalRequestsModel : public ObjectTableModel<PortalRequest>
{
public:
    enum class For { administrator, requester };
    static constexpr int LookRole = WidthRole + 1; // RequestLook as int, in the column of the state

    explicit PortalRequestsModel(For whom, QObject *parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    int m_stateColumn;
};

class RequestHistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { When, What, Who, Comment, columnCountOfModel };

    using QAbstractTableModel::QAbstractTableModel;

    // Rows that are there already stay.
    void setHistory(std::vector<RequestRecord> history);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<RequestRecord> m_history;
};

} // namespace seriatim
