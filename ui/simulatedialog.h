// SimulateDialog: simulates a task as it is stored, by the rules of the real agent, and shows the totals. Nothing runs on any
// computer (B41, B42).
#pragma once

#include "models/simulationjob.h"

#include <QDialog>
#include <QTimer>

namespace Ui {
class SimulateDialog;
}

namespace seriatim {

class SimulateDialog : public QDialog
{
    Q_OBJECT

public:
    SimulateDialog(StoreSession &session, const QString &taskGuid, const QString &taskName, bool hasUnsavedChanges, QWidget *parent);
    ~SimulateDialog() override;

    // While it runs: ends the simulation, and the dialog stays.
    void reject() override;

Q_SIGNALS:
    void runsWished(); // to the list of recorded runs

private:
    void start();
    void finish(const Result<SimulationOutcome> &outcome, bool recorded);
    void setRunning(bool running);

    StoreSession &m_session;
    QString m_task;
    QPushButton *m_start;
    QPushButton *m_runs;
    QTimer m_poll;
    std::shared_ptr<JobControl> m_control;
    std::unique_ptr<Ui::SimulateDialog> m_ui;
};

} // namespace seriatim
