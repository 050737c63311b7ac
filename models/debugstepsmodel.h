// DebugStepsModel: what happened to the simulated computer, step by step. Steps that come after the moment that is shown are
// there as well, marked as still to come.
#pragma once

#include "engine/simulation/debugsession.h"

#include <QAbstractTableModel>

namespace seriatim {

class DebugStepsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Time, What, Rule, columnCountOfModel };
    enum Role {
        FutureRole = Qt::UserRole, // true: after the moment that is shown
        FaultRole                  // true: something struck
    };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const std::vector<DebugStep> &steps, int position, Instant start);
    [[nodiscard]] int position() const { return m_position; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void showPosition(int position);

    std::vector<DebugStep> m_steps;
    int m_position = 0;
    Instant m_start = 0;
};

} // namespace seriatim
