#include "ui/comparerunsbutton.h"

#include "ui/icons.h"
#include "ui/runcomparisonwindow.h"
#include "ui/statuscomparisonwindow.h"

#include <QTreeView>

#include <algorithm>

namespace seriatim {

CompareRunsButton::CompareRunsButton(StoreSession &session, const SimulationRunsModel &model, QTreeView &table, QWidget *parent)
    : QPushButton(parent), m_session(session), m_model(model), m_table(table)
{
    setObjectName(QStringLiteral("compareRunsButton"));
    m_table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    connect(m_table.selectionModel(), &QItemSelectionModel::selectionChanged, this, &CompareRunsButton::follow);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &CompareRunsButton::follow);
    connect(this, &QPushButton::clicked, this, &CompareRunsButton::compare);
    follow();
}

std::vector<SimulationRun> CompareRunsButton::selected() const
{
    QModelIndexList rows = m_table.selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    std::vector<SimulationRun> runs;
    for (const QModelIndex &row : rows)
        runs.push_back(m_model.run(row.row()));
    return runs;
}

void CompareRunsButton::follow()
{
    const auto count = m_table.selectionModel()->selectedRows().size();
    setEnabled(count == 1 || count == 2);
    setText(count == 2 ? tr("&Compare the Two…") : tr("&Compare with Reality…"));
    setToolTip(count == 2 ? tr("Lays the two runs beside each other")
               : count == 1 ? tr("Lays the run beside what the computers really reported; select two runs (Ctrl+click) to compare them with each other")
                            : tr("Select one run, to compare it with what really happened, or two"));
}

void CompareRunsButton::compare()
{
    const std::vector<SimulationRun> runs = selected();
    QWidget *opened = nullptr;
    if (runs.size() == 2)
        opened = new RunComparisonWindow(m_session, runs[1], runs[0], window());
    else if (runs.size() == 1)
        opened = new StatusComparisonWindow(m_session, runs[0], window());
    if (!opened)
        return;
    opened->setAttribute(Qt::WA_DeleteOnClose);
    opened->show();
}

} // namespace seriatim
