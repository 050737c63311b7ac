// SimulateDialog: sets up a simulation of a task as it is stored, by the rules of the real agent: how many computers, the seed,
// the clock, and what is assumed. Nothing runs on any computer (B41, B42).
#pragma once

#include "models/simulationjob.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QDateTimeEdit;
class QDialogButtonBox;

class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace seriatim {

class AssumptionsEditor;
class ToneLabel;

class SimulateDialog : public QDialog
{
    Q_OBJECT

public:
    SimulateDialog(StoreSession &session, const QString &taskGuid, const QString &taskName, bool hasUnsavedChanges, QWidget *parent);
    ~SimulateDialog() override;

    // While it runs: ends the simulation, which keeps nothing, and the dialog stays.
    void reject() override;

    [[nodiscard]] AssumptionsEditor &assumptions() { return *m_assumptions; }

Q_SIGNALS:
    void recorded(const QString &run); // the recorded run's GUID; the dialog has done its work

private:
    [[nodiscard]] QLayout *makeForm();
    [[nodiscard]] QLayout *makeWhere();
    void makeButtons(QLayout &layout);
    void nameItems();
    void takeOver(const Scenario &scenario);
    [[nodiscard]] Scenario scenario() const;
    [[nodiscard]] std::optional<quint64> seed() const;
    void start();
    void finish(const Result<SimulationOutcome> &outcome);
    void setRunning(bool running);

    StoreSession &m_session;
    QString m_task;
    QRadioButton *m_own;
    QRadioButton *m_madeUp;
    QSpinBox *m_count;
    QLineEdit *m_seed;
    QDateTimeEdit *m_startTime;
    QSpinBox *m_runs;
    QCheckBox *m_record;
    AssumptionsEditor *m_assumptions;
    ToneLabel *m_problem;
    QProgressBar *m_progress;
    QPlainTextEdit *m_result;
    QDialogButtonBox *m_buttons;
    QPushButton *m_start = nullptr;
    QTimer m_poll;
    std::shared_ptr<JobControl> m_control;
};

} // namespace seriatim
