// RunPanel: a run of a task on this computer (B27) as it goes: item n of m, the agent's lines, time, and a stop button.
#pragma once

#include "models/localrun.h"

#include <QWidget>

namespace Ui {
class RunPanel;
}

namespace seriatim {

class RunPanel : public QWidget
{
    Q_OBJECT

public:
    // Hidden until the first run. The session outlives it.
    RunPanel(StoreSession &session, QWidget *parent);
    ~RunPanel() override;

    // Shows itself. The task as it is stored; why it cannot be run is said in the panel.
    void run(const SequentialTask &saved, std::optional<int> fromPlace = {});

    [[nodiscard]] bool isRunning() const { return m_run.isRunning(); }
    // Before its window is closed: false while a run goes on. Then it has asked, and where the run is to be stopped
    // closingPossible() comes once it has.
    [[nodiscard]] bool mayClose();

Q_SIGNALS:
    void runningChanged();
    void closingPossible();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showState();
    void showElapsed();
    void showEnd(const Result<AgentEnd> &end);
    void addLine(const QString &line);
    void setOutcome(const QString &words, bool good);
    void paintOutcome();

    LocalRun m_run;
    QString m_computer;
    QString m_task;
    int m_count = 0;
    int m_place = 0;
    bool m_closing = false;
    std::optional<bool> m_good; // how the last run ended
    QTimer m_second;
    std::unique_ptr<Ui::RunPanel> m_ui;
};

} // namespace seriatim
