// StatusComparisonWindow: a recorded simulation run beside what really happened: curves, what differs first and how often, and
// each computer with its first differing step, which opens in the debugger (B41).
#pragma once

#include "models/statusdifferencesmodel.h"
#include "models/storesession.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QTableView;

namespace seriatim {

class CompletionChart;
class WorkRow;

class StatusComparisonWindow : public QWidget
{
    Q_OBJECT

public:
    // A window of its own; it begins to compare.
    StatusComparisonWindow(StoreSession &session, SimulationRun run, QWidget *parent);
    ~StatusComparisonWindow() override;

Q_SIGNALS:
    void compared();

private:
    using Show = StatusDifferencesModel::Show;

    [[nodiscard]] QWidget *makePicture();
    [[nodiscard]] QWidget *makeComputers();
    void compare();
    void showComparison(const Result<StatusComparison> &comparison);
    void fillFilter();
    void selectFirst();
    void showComputer();
    void debugComputer();

    StoreSession &m_session;
    SimulationRun m_run;
    StatusDifferencesModel m_model;
    QLabel *m_summary;
    WorkRow *m_work;
    CompletionChart *m_chart;
    QListWidget *m_steps;
    QComboBox *m_filter;
    QTableView *m_table = nullptr;
    QLabel *m_sentence;
    QPushButton *m_debug;
    std::shared_ptr<JobControl> m_control;
};

} // namespace seriatim
