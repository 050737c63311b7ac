// CompareRunsButton: compares the simulation runs that are selected in a list: two with each other, the older one first, one
// with what really happened.
#pragma once

#include "models/simulationrunsmodel.h"

#include <QPushButton>

class QTreeView;

namespace seriatim {

class CompareRunsButton : public QPushButton
{
    Q_OBJECT

public:
    // All outlive it. Lets the table select several rows.
    CompareRunsButton(StoreSession &session, const SimulationRunsModel &model, QTreeView &table, QWidget *parent);

private:
    [[nodiscard]] std::vector<SimulationRun> selected() const; // newest first
    void follow();
    void compare();

    StoreSession &m_session;
    const SimulationRunsModel &m_model;
    QTreeView &m_table;
};

} // namespace seriatim
