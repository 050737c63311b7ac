// SimulatedStatusView: a recorded simulation run of a task in the Status tab: how its computers fared, item by item, under a
// banner that says that none of it happened (B41).
#pragma once

#include "models/simulationreport.h"
#include "models/storesession.h"

#include <QWidget>

namespace seriatim {

class RecordedComputersView;

class SimulatedStatusView : public QWidget
{
    Q_OBJECT

public:
    // The session outlives it.
    SimulatedStatusView(StoreSession &session, const SimulationRun &run, QWidget *parent);

Q_SIGNALS:
    void runOpenRequested(const QString &guid); // the page of the run

private:
    [[nodiscard]] QLayout *makeHead(const SimulationReport &report, const SimulationRun &run);

    RecordedComputersView *m_computers;
};

} // namespace seriatim
