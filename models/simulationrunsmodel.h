// SimulationRunsModel: the simulation runs that are recorded in the store, the newest first. None of it happened on a real
// computer (B41).
#pragma once

#include "models/storesession.h"

#include <QAbstractTableModel>

namespace seriatim {

class SimulationRunsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { When, Task, Revision, Computers, Succeeded, Failed, Took, Seed, Who, columnCountOfModel };

    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(std::vector<SimulationRun> newestFirst);
    [[nodiscard]] const SimulationRun &run(int row) const { return m_runs[static_cast<size_t>(row)].run; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        SimulationRun run;
        int succeeded = 0;
        int failed = 0;
        qint64 virtualSeconds = 0;
    };
    std::vector<Row> m_runs;
};

} // namespace seriatim
