#include "ui/statuspage.h"

#include "ui/computerdetailpane.h"
#include "ui/statusfilterbar.h"
#include "ui/statusgrid.h"
#include "ui/statussummarybar.h"

#include <QHeaderView>
#include <QSplitter>

namespace seriatim {

StatusPage::StatusPage(StoreSession &session, CatalogueDirectory &, QWidget *parent)
    : QWidget(parent), m_model(session), m_summary(new StatusSummaryBar(this)), m_filter(new StatusFilterBar(this)),
      m_grid(makeGrid()), m_splitter(new QSplitter(Qt::Vertical, this)), m_detail(new ComputerDetailPane(session, this))
{
    setObjectName(QStringLiteral("statusPage"));
    m_summary->setObjectName(QStringLiteral("statusSummary"));
    m_splitter->setObjectName(QStringLiteral("statusSplitter"));
    m_splitter->addWidget(m_grid);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({600, 400}); // shares, as long as nobody has moved it
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_summary);
    layout->addWidget(m_filter);
    layout->addWidget(m_splitter, 1);

    connect(m_filter, &StatusFilterBar::changed, &m_model, &StatusModel::setQuery);
    connect(m_filter, &StatusFilterBar::refreshWished, &m_model, &StatusModel::readAllAgain);
    connect(m_summary, &StatusSummaryBar::statusClicked, m_filter, &StatusFilterBar::showOnly);
    connect(&m_model, &StatusModel::loaded, this, &StatusPage::showLoaded);
    connect(&m_model, &StatusModel::failed, this, [this](const QString &message) {
        m_error = message;
        m_filter->setState(stateText());
    });
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        const int current = m_grid->currentIndex().row();
        if (current >= first.row() && current <= last.row())
            showCurrent(); // its name has been read now
    });
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &StatusPage::showCurrent);
    connect(m_detail, &ComputerDetailPane::runFromRequested, this, &StatusPage::runFromRequested);
    connect(m_detail, &ComputerDetailPane::failed, m_filter, &StatusFilterBar::setState);
    setActive(false);
    m_filter->setState(stateText());
}

StatusGrid *StatusPage::makeGrid()
{
    auto *grid = new StatusGrid(m_model, StatusModel::ItemStatusRole, StatusModel::ComputerStatusRole, this);
    grid->setObjectName(QStringLiteral("statusGrid"));
    grid->setAccessibleName(tr("Status by computer and item"));
    grid->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    grid->horizontalHeader()->setSortIndicatorClearable(true); // back to the computers' names
    grid->setSortingEnabled(true);
    return grid;
}

void StatusPage::follow(const QString &computer)
{
    m_followed = computer;
    m_model.follow(computer);
}

void StatusPage::setRunning(bool running)
{
    m_detail->setRunning(running);
}

void StatusPage::setActive(bool active)
{
    m_model.setActive(active);
    m_detail->setActive(active);
}

void StatusPage::showEvent(QShowEvent *event)
{
    setActive(true);
    QWidget::showEvent(event);
}

void StatusPage::hideEvent(QHideEvent *event)
{
    setActive(false);
    QWidget::hideEvent(event);
}

void StatusPage::setTask(const SequentialTask &saved)
{
    if (saved.id != m_model.task().id || saved.items.size() != m_model.task().items.size())
        m_fitted = false;
    m_filter->setItems(saved);
    m_model.setTask(saved);
    m_splitter->setEnabled(saved.revision > 0);
    m_filter->setState(stateText());
}

QString StatusPage::stateText() const
{
    if (m_model.task().revision == 0)
        return tr("Computers report once the task has been saved.");
    if (!m_error.isEmpty())
        return m_error;
    if (!m_model.isLoaded())
        return tr("Reading…");
    if (m_model.summary().computers == 0)
        return tr("The task applies to no computer yet, and none has run it.");
    if (!m_model.isWhole())
        return tr("Reading the list…");
    if (!m_model.query().isFiltered())
        return {};
    return tr("%1 of %2 computers shown").arg(m_model.rowCount()).arg(m_model.summary().computers);
}

void StatusPage::showLoaded()
{
    m_error.clear();
    m_summary->setSummary(m_model.summary());
    m_filter->setProgramNames(m_model.programNames());
    m_filter->setState(stateText());
    if (!m_fitted && m_model.rowCount() > 0)
        fitColumns();
    if (const int row = m_followed.isEmpty() ? -1 : m_model.rowOf(m_followed); row >= 0) {
        m_grid->setCurrentIndex(m_model.index(row, StatusModel::statusColumn));
        m_followed.clear();
    }
    const QModelIndex current = m_grid->currentIndex();
    const bool keeps = current.isValid() && m_model.computerName(current.row()) == m_current;
    if (!keeps && m_model.rowCount() > 0) {
        const int row = m_current.isEmpty() ? 0 : m_model.rowOf(m_current);
        if (row >= 0)
            m_grid->setCurrentIndex(m_model.index(row, StatusModel::statusColumn));
    }
    showCurrent();
}

void StatusPage::fitColumns()
{
    m_fitted = true;
    const QString restarts = m_model.headerData(m_model.columnCount() - 1, Qt::Horizontal).toString();
    m_grid->fitColumns(m_model.itemCount(), {QStringLiteral("0000-00-00 00:00:00"), QStringLiteral("00 min 00 s"), restarts});
}

void StatusPage::showCurrent()
{
    const QModelIndex current = m_grid->currentIndex();
    const QString name = current.isValid() ? m_model.computerName(current.row()) : QString();
    if (!name.isEmpty())
        m_current = name;
    m_detail->show(m_model.task(), m_model.programNames(), m_current);
}

} // namespace seriatim
