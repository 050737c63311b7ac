// TimelineModel: what one computer reported on a task, in the order in which it came in.
#pragma once

#include "engine/store/statusstore.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace seriatim {

class TimelineModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, After, What, Explanation, columnCountOfModel };
    enum Role {
        ItemStatusRole = Qt::UserRole, // of the column What, where the event is of a line item
        ComputerStatusRole             // of the column What, else
    };

    using QAbstractTableModel::QAbstractTableModel;

    // What goes on from the events before is added to them.
    void setEvents(std::vector<ReportedEvent> events, const QStringList &programNames);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString sinceRunStarted(int row) const;

    std::vector<ReportedEvent> m_events;
    QStringList m_programNames;
};

} // namespace seriatim
