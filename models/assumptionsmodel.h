// AssumptionsModel: the rows of a scenario as a table that can be edited: added, changed, removed and moved among those of
// their kind. The scenario's head (seed, start, runs…) is kept as it came.
#pragma once

#include "models/assumptionrows.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace seriatim {

class AssumptionsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Kind, AppliesTo, Assumed, Probability, columnCountOfModel };

    using QAbstractTableModel::QAbstractTableModel;

    void setItemNames(QStringList names); // by place
    [[nodiscard]] const QStringList &itemNames() const { return m_itemNames; }

    void setScenario(const Scenario &scenario);
    [[nodiscard]] Scenario scenario() const { return withRows(m_head, m_rows); }

    [[nodiscard]] const AssumptionRow &row(int number) const { return m_rows[static_cast<size_t>(number)]; }
    // After the others of its kind; the row where it is now.
    int add(const AssumptionRow &row);
    void replace(int number, const AssumptionRow &row); // by one of the same kind
    void remove(int number);
    // By one up (-1) or down (1), where the neighbour is of the same kind.
    [[nodiscard]] bool canMove(int number, int by) const;
    void move(int number, int by);

    // What the scenario would be with the row in the place of `number`, or added where that is -1.
    [[nodiscard]] Scenario scenarioWith(int number, const AssumptionRow &row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void edited(); // by add, replace, remove or move

private:
    Scenario m_head;
    std::vector<AssumptionRow> m_rows;
    QStringList m_itemNames;
};

} // namespace seriatim
