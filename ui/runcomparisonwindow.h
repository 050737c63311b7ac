// RunComparisonWindow: two recorded simulation runs beside each other: curves, figures, line items and computers (B41).
#pragma once

#include "models/comparisontablemodel.h"
#include "models/storesession.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace seriatim {

class CompletionChart;
class WorkRow;

class RunComparisonWindow : public QWidget
{
    Q_OBJECT

public:
    // A window of its own; it begins to compare.
    RunComparisonWindow(StoreSession &session, SimulationRun first, SimulationRun second, QWidget *parent);
    ~RunComparisonWindow() override;

Q_SIGNALS:
    void compared();

private:
    [[nodiscard]] QWidget *makeFigures();
    [[nodiscard]] QWidget *makeTables();
    void compare();
    void showComparison(const Result<RunComparison> &comparison);

    StoreSession &m_session;
    SimulationRun m_first;
    SimulationRun m_second;
    ComparisonTableModel m_figures;
    ComparisonTableModel m_items;
    ComparisonTableModel m_computers;
    QLabel *m_summary;
    WorkRow *m_work;
    CompletionChart *m_chart;
    QTableView *m_figuresTable = nullptr;
    QTableView *m_itemsTable = nullptr;
    QTableView *m_computersTable = nullptr;
    std::shared_ptr<JobControl> m_control;
};

// "2026-01-05 08:00:00, revision 2, seed 42"
[[nodiscard]] QString runName(const SimulationRun &run);

} // namespace seriatim
