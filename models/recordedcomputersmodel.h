// RecordedComputersModel: the computers of a recorded simulation, item by item, up to a million of them. They are kept as the
// store has them, shared outcomes once; filtering and sorting goes on off the GUI thread.
#pragma once

#include "models/latestanswer.h"
#include "models/statussnapshot.h"

#include <QAbstractTableModel>

namespace seriatim {

struct RecordedComputersFilter {
    QString computer;                     // as isComputerMeant() takes it; empty: all
    std::optional<ComputerStatus> status; // absent: all
    bool operator==(const RecordedComputersFilter &) const = default;
};

class RecordedComputersModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    // Computer, status, an entry for each line item, done after, restarts, runs.
    static constexpr int computerColumn = 0;
    static constexpr int statusColumn = 1;
    static constexpr int firstItemColumn = 2;

    enum Role {
        ItemStatusRole = Qt::UserRole, // an ItemStatus as int
        ComputerStatusRole             // a ComputerStatus as int
    };

    explicit RecordedComputersModel(QObject *parent = nullptr);

    void setFleet(std::shared_ptr<const RecordedFleet> fleet, QStringList programNames);
    void setFilter(const RecordedComputersFilter &filter);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    [[nodiscard]] bool isMadeUp() const { return m_fleet->names.empty(); }
    [[nodiscard]] int computerCount() const { return static_cast<int>(m_fleet->outcomeOf.size()); } // whatever the filter
    [[nodiscard]] int itemCount() const { return m_itemCount; }
    [[nodiscard]] QString computerName(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void arranged(); // filter and order are those that were asked for last

private:
    using Order = std::vector<int>; // computers' numbers, in rows

    [[nodiscard]] Answer<Order> ask() const;
    void take(Order order);
    [[nodiscard]] const RecordedOutcome &outcome(int row) const;
    [[nodiscard]] QVariant itemData(const RecordedItem &item, int role) const;
    [[nodiscard]] QString text(int row, int column) const;

    std::shared_ptr<const RecordedFleet> m_fleet;
    QStringList m_programNames;
    int m_itemCount = 0;
    RecordedComputersFilter m_filter;
    int m_sortColumn = computerColumn;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    Order m_rows;
    LatestAsked<Order> m_arranging;
};

} // namespace seriatim
