// DashboardFailuresModel: what failed in the last day, a row for each program and way in which it fails. Follows new figures
// with precise signals, so that the selection stays.
#pragma once

#include "engine/workspace/dashboard.h"

#include <QAbstractTableModel>

namespace seriatim {

class DashboardFailuresModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Computers, ProgramName, Result, Meaning, Places, columnCountOfModel };

    using QAbstractTableModel::QAbstractTableModel;

    void setFailures(std::vector<FailureGroup> failures);
    [[nodiscard]] const FailureGroup &failure(int row) const { return m_failures[static_cast<size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<FailureGroup> m_failures;
};

} // namespace seriatim
