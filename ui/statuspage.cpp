#include "ui/statuspage.h"

#include "ui/computerdetailpane.h"
#include "ui/messageline.h"
#include "ui/simulatedstatusview.h"
#include "ui/statusexportbutton.h"
#include "ui/statusfilterbar.h"
#include "ui/statusgrid.h"
#include "ui/statussourcebox.h"
#include "ui/statussummarybar.h"
#include "ui/workrow.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>

namespace seriatim {

StatusPage::StatusPage(StoreSession &session, CatalogueDirectory &catalogue, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(session), m_summary(new StatusSummaryBar(this)), m_source(new StatusSourceBox(session, this)),
      m_work(new WorkRow(this)), m_shown(new QStackedWidget(this)), m_notice(new MessageLine(this)), m_filter(new StatusFilterBar(this)), m_grid(makeGrid()),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_detail(new ComputerDetailPane(session, this))
{
    setObjectName(QStringLiteral("statusPage"));
    m_summary->setObjectName(QStringLiteral("statusSummary"));
    m_notice->setObjectName(QStringLiteral("statusNotice"));
    m_shown->addWidget(makeReported());
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(makeHead(session));
    layout->addWidget(m_work);
    layout->addWidget(m_shown, 1);

    m_filter->setCollections(*catalogue.collections());
    connect(&catalogue, &CatalogueDirectory::collectionsChanged, m_filter, [this, &catalogue] { m_filter->setCollections(*catalogue.collections()); });
    connect(m_source, &StatusSourceBox::chosen, this, &StatusPage::showSource);
    connect(m_source, &StatusSourceBox::failed, this, &StatusPage::statusMessage);
    connect(m_filter, &StatusFilterBar::changed, &m_model, &StatusModel::setQuery);
    connect(m_filter, &StatusFilterBar::refreshWished, &m_model, &StatusModel::readAllAgain);
    connect(m_summary, &StatusSummaryBar::statusClicked, m_filter, qOverload<ComputerStatus>(&StatusFilterBar::showOnly));
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_place = m_grid->place(); });
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
    connect(m_grid, &StatusGrid::copyWished, this, &StatusPage::copySelected);
    connect(m_detail, &ComputerDetailPane::runFromRequested, this, &StatusPage::runFromRequested);
    connect(m_detail, &ComputerDetailPane::openRequested, this, &StatusPage::openRequested);
    connect(m_detail, &ComputerDetailPane::failed, m_filter, &StatusFilterBar::setState);
    setActive(false);
    m_filter->setState(stateText());
}

QLayout *StatusPage::makeHead(StoreSession &session)
{
    auto *exporting = new StatusExportButton(session, *m_work, [this] { return m_model.wholeList(); }, this);
    connect(exporting, &StatusExportButton::said, this, &StatusPage::statusMessage);
    connect(m_source, &StatusSourceBox::chosen, exporting, [exporting](const StatusSource &source) {
        exporting->setVisible(!std::holds_alternative<SimulationRun>(source));
    });
    auto *row = new QHBoxLayout;
    row->addWidget(m_summary, 1);
    row->addStretch(0);
    row->addWidget(m_source);
    row->addWidget(exporting);
    return row;
}

QWidget *StatusPage::makeReported()
{
    m_splitter->setObjectName(QStringLiteral("statusSplitter"));
    m_splitter->addWidget(m_grid);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({600, 400}); // shares, as long as nobody has moved it
    auto *reported = new QWidget(this);
    auto *layout = new QVBoxLayout(reported);
    layout->setContentsMargins({});
    layout->addWidget(m_notice);
    layout->addWidget(m_filter);
    layout->addWidget(m_splitter, 1);
    return reported;
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
    m_source->goLive();
    m_followed = computer;
    m_model.follow(computer);
}

void StatusPage::showOnly(const StatusListQuery &query)
{
    m_source->goLive();
    m_filter->showOnly(query);
}

void StatusPage::setRunning(bool running)
{
    m_detail->setRunning(running);
}

void StatusPage::setActive(bool active)
{
    m_model.setActive(active);
    m_detail->setActive(active);
    m_source->setActive(active);
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
    m_saved = saved;
    m_source->setTask(saved.id, saved.revision);
    if (std::holds_alternative<std::monostate>(m_source->source()))
        showSource({}); // else it goes on showing what was chosen
}

void StatusPage::showSource(const StatusSource &source)
{
    if (const auto *run = std::get_if<SimulationRun>(&source))
        showSimulated(*run);
    else if (const auto *order = std::get_if<EarlierOrder>(&source))
        showEarlier(*order);
    else
        showReported(m_saved, OrderInForce::yes, {});
}

void StatusPage::showReported(const SequentialTask &task, OrderInForce inForce, const QString &notice)
{
    m_shown->setCurrentIndex(0);
    delete std::exchange(m_simulated, nullptr);
    m_summary->show();
    m_notice->showWarning(notice);
    if (task.id != m_model.task().id || task.items.size() != m_model.task().items.size())
        m_fitted = false;
    m_filter->setItems(task);
    m_model.setTask(task, inForce);
    m_splitter->setEnabled(task.revision > 0);
    m_filter->setState(stateText());
}

void StatusPage::showEarlier(const EarlierOrder &order)
{
    const Result<SequentialTask> task = taskInOrder(m_session.workspace(), order);
    if (task)
        showReported(*task, OrderInForce::no, sourceSentence(order));
    else
        m_filter->setState(task.error().message());
}

// Nothing of it stands beside what was reported, not even the totals (B41).
void StatusPage::showSimulated(const SimulationRun &run)
{
    delete std::exchange(m_simulated, new SimulatedStatusView(m_session, run, this));
    connect(m_simulated, &SimulatedStatusView::runOpenRequested, this, [this](const QString &guid) { Q_EMIT openRequested({PageKind::simulationRun, guid}); });
    m_shown->addWidget(m_simulated);
    m_shown->setCurrentWidget(m_simulated);
    m_summary->hide();
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
    const QLocale locale;
    return tr("%1 of %2 computers shown").arg(locale.toString(m_model.rowCount()), locale.toString(m_model.summary().computers));
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
    restoreSelection();
    showCurrent();
}

// The same list, made anew because it is a long one: what is selected and where one has scrolled to stays.
void StatusPage::restoreSelection()
{
    const std::pair list(m_model.task().id, m_model.query());
    const bool isSameList = m_place && m_shownList == list;
    const QModelIndex current = m_grid->currentIndex();
    const bool keeps = current.isValid() && m_model.computerName(current.row()) == m_current;
    const int row = keeps || m_model.rowCount() == 0 ? -1 : m_current.isEmpty() ? 0 : m_model.rowOf(m_current);
    if (row >= 0 && isSameList)
        m_grid->selectQuietly(m_model.index(row, StatusModel::statusColumn));
    else if (row >= 0)
        m_grid->setCurrentIndex(m_model.index(row, StatusModel::statusColumn));
    if (isSameList)
        m_grid->goBackTo(*m_place, m_place->firstName.isEmpty() ? -1 : m_model.rowOf(m_place->firstName));
    m_place.reset();
    m_shownList = list;
}

void StatusPage::fitColumns()
{
    m_fitted = true;
    const QString restarts = m_model.headerData(m_model.columnCount() - 1, Qt::Horizontal).toString();
    m_grid->fitColumns(m_model.itemCount(), {QStringLiteral("0000-00-00 00:00:00"), QStringLiteral("00 min 00 s"), restarts});
}

void StatusPage::copySelected()
{
    std::vector<int> rows;
    for (const QModelIndex &index : m_grid->selectionModel()->selectedRows(StatusModel::statusColumn))
        rows.push_back(index.row());
    if (rows.size() > StatusModel::mostAtOnce) {
        m_filter->setState(tr("At most %1 computers can be copied at once; Export writes them all.").arg(QLocale().toString(int(StatusModel::mostAtOnce))));
        return;
    }
    if (const Result<> read = m_model.readNow(rows); !read)
        m_filter->setState(read.error().message());
    else
        m_grid->copySelection();
}

void StatusPage::showCurrent()
{
    const QModelIndex current = m_grid->currentIndex();
    const QString name = current.isValid() ? m_model.computerName(current.row()) : QString();
    if (!name.isEmpty())
        m_current = name;
    m_detail->show(m_model.task(), m_model.programNames(), m_current, m_model.inForce());
}

} // namespace seriatim
