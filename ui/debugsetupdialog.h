// DebugSetupDialog: which simulated computer to debug, under which assumptions; prepares it off the window's thread.
#pragma once

#include "models/debugpreparation.h"
#include "models/storesession.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace seriatim {

class ToneLabel;

class DebugSetupDialog : public QDialog
{
    Q_OBJECT

public:
    DebugSetupDialog(StoreSession &session, const QString &taskGuid, const QString &taskName, QWidget *parent);

    void setComputer(const QString &name);
    // What a recorded run assumed; empty: nothing.
    void setScenario(const QString &text);

Q_SIGNALS:
    void ready(const std::shared_ptr<const seriatim::PreparedSimulation> &prepared, int computer, seriatim::AgentProfile profile);

private:
    void chooseFile();
    void showSeed(const Result<Scenario> &read);
    void start();
    void open(const Result<PreparedTask> &prepared);
    [[nodiscard]] Result<Scenario> scenario() const;

    StoreSession &m_session;
    QString m_task;
    QString m_scenarioText;
    QString m_scenarioFile;
    QLineEdit *m_computer;
    QLineEdit *m_file;
    QSpinBox *m_seed;
    QComboBox *m_profile;
    ToneLabel *m_problem;
    QPushButton *m_start;
};

// Asks, and opens the debugger's window, which lives as long as `parent` or until it is closed.
void openDebugger(StoreSession &session, const QString &taskGuid, const QString &taskName, const QString &computer, const QString &scenarioText, QWidget *parent);

} // namespace seriatim
