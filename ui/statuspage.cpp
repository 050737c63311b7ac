#include "ui/statuspage.h"

#include "ui/computerdetailpane.h"
#include "ui/statusgrid.h"
#include "ui/statuslook.h"
#include "ui/statussummarybar.h"

#include <QComboBox>
#include <QSplitter>

namespace seriatim {

namespace {

constexpr int typingPauseMs = 150;

} // namespace

StatusPage::StatusPage(StoreSession &session, CatalogueDirectory &, QWidget *parent)
    : QWidget(parent), m_model(session), m_summary(new StatusSummaryBar(this)), m_status(new QComboBox(this)), m_computer(new QLineEdit(this)),
      m_state(new QLabel(this)), m_grid(makeGrid()), m_splitter(new QSplitter(Qt::Vertical, this)), m_detail(new ComputerDetailPane(session, this))
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
    layout->addLayout(makeFilterRow());
    layout->addWidget(m_splitter, 1);

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPauseMs);
    connect(&m_typing, &QTimer::timeout, this, &StatusPage::applyFilter);
    connect(m_computer, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_computer, &QLineEdit::returnPressed, this, &StatusPage::applyFilter);
    connect(m_status, &QComboBox::currentIndexChanged, this, &StatusPage::applyFilter);
    connect(m_summary, &StatusSummaryBar::statusClicked, this, &StatusPage::showOnly);
    connect(&m_model, &StatusModel::loaded, this, &StatusPage::showLoaded);
    connect(&m_model, &StatusModel::failed, this, [this](const QString &message) {
        m_error = message;
        m_state->setText(stateText());
    });
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &StatusPage::showCurrent);
    connect(m_detail, &ComputerDetailPane::runFromRequested, this, &StatusPage::runFromRequested);
    connect(m_detail, &ComputerDetailPane::failed, m_state, &QLabel::setText);
    setActive(false);
    m_state->setText(stateText());
}

QLayout *StatusPage::makeFilterRow()
{
    m_status->setObjectName(QStringLiteral("statusFilter"));
    m_status->setAccessibleName(tr("Show computers in this state"));
    m_status->addItem(tr("All states"));
    for (const ComputerStatus status : {ComputerStatus::succeeded, ComputerStatus::failed, ComputerStatus::running, ComputerStatus::restartPending,
                                        ComputerStatus::waiting, ComputerStatus::withdrawn, ComputerStatus::notReceived})
        m_status->addItem(icon(symbolOf(status)), statusText(status), static_cast<int>(status));
    m_computer->setObjectName(QStringLiteral("computerFilter"));
    m_computer->setClearButtonEnabled(true);
    m_computer->setPlaceholderText(tr("Computer: a part of the name, or with * and ?"));
    m_state->setObjectName(QStringLiteral("statusState"));
    auto *refresh = new QPushButton(icon(Symbol::refresh), tr("Re&fresh"), this);
    refresh->setObjectName(QStringLiteral("refreshButton"));
    refresh->setShortcut(QKeySequence::Refresh);
    refresh->setToolTip(tr("Reads everything again (%1); what changes is shown by itself too").arg(refresh->shortcut().toString(QKeySequence::NativeText)));
    connect(refresh, &QPushButton::clicked, &m_model, &StatusModel::readAllAgain);

    auto *label = new QLabel(tr("Sh&ow"), this);
    label->setBuddy(m_status);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_status);
    row->addWidget(m_computer, 1);
    row->addWidget(m_state);
    row->addStretch(1);
    row->addWidget(refresh);
    return row;
}

StatusGrid *StatusPage::makeGrid()
{
    auto *grid = new StatusGrid(m_model, StatusModel::ItemStatusRole, StatusModel::ComputerStatusRole, this);
    grid->setObjectName(QStringLiteral("statusGrid"));
    grid->setAccessibleName(tr("Status by computer and item"));
    return grid;
}

void StatusPage::follow(const QString &computer)
{
    m_followed = computer;
    m_model.refresh();
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
    m_model.setTask(saved);
    m_splitter->setEnabled(saved.revision > 0);
    m_state->setText(stateText());
}

void StatusPage::applyFilter()
{
    m_typing.stop();
    StatusFilter filter;
    filter.computer = m_computer->text().trimmed();
    if (const QVariant status = m_status->currentData(); status.isValid())
        filter.status = static_cast<ComputerStatus>(status.toInt());
    m_model.setFilter(filter);
}

void StatusPage::showOnly(ComputerStatus status)
{
    m_status->setCurrentIndex(m_status->findData(static_cast<int>(status)));
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
    if (m_model.filter() == StatusFilter{})
        return {};
    return tr("%1 of %2 computers shown").arg(m_model.rowCount()).arg(m_model.summary().computers);
}

void StatusPage::showLoaded()
{
    m_error.clear();
    m_summary->setSummary(m_model.summary());
    m_state->setText(stateText());
    if (!m_fitted && m_model.rowCount() > 0)
        fitColumns();
    if (const int row = m_followed.isEmpty() ? -1 : m_model.rowOf(m_followed); row >= 0) {
        m_grid->setCurrentIndex(m_model.index(row, StatusModel::statusColumn));
        m_followed.clear();
    }
    const QModelIndex current = m_grid->currentIndex();
    const bool keeps = current.isValid() && m_model.computer(current.row()).computer == m_current;
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
    if (current.isValid() && current.row() < m_model.rowCount())
        m_current = m_model.computer(current.row()).computer;
    m_detail->show(m_model.task(), m_model.programNames(), m_current);
}

} // namespace seriatim
