#include "ui/recordedcomputersview.h"

#include "ui/statusgrid.h"
#include "ui/statuslook.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace seriatim {

namespace {

constexpr int typingPauseMs = 150;

} // namespace

RecordedComputersView::RecordedComputersView(StoreSession &session, SimulationId run, QStringList programNames, QWidget *parent)
    : QWidget(parent), m_session(session), m_run(run), m_programNames(std::move(programNames)), m_status(new QComboBox(this)), m_computer(new QLineEdit(this))
    , m_count(new QLabel(this)), m_debug(new QPushButton(icon(Symbol::step), tr("De&bug…"), this))
    , m_grid(new StatusGrid(m_model, RecordedComputersModel::ItemStatusRole, RecordedComputersModel::ComputerStatusRole, this))
{
    setObjectName(QStringLiteral("recordedComputers"));
    m_grid->setObjectName(QStringLiteral("recordedGrid"));
    m_grid->setAccessibleName(tr("Simulated computers by item"));
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_grid->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_grid->setSortingEnabled(true);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(makeFilterRow());
    layout->addWidget(m_grid, 1);
    setFocusProxy(m_grid);

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPauseMs);
    connect(&m_typing, &QTimer::timeout, this, &RecordedComputersView::applyFilter);
    connect(m_computer, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_computer, &QLineEdit::returnPressed, this, &RecordedComputersView::applyFilter);
    connect(m_status, &QComboBox::currentIndexChanged, this, &RecordedComputersView::applyFilter);
    connect(m_debug, &QPushButton::clicked, this, [this] { debug(m_grid->currentIndex()); });
    connect(m_grid, &QTableView::activated, this, &RecordedComputersView::debug);
    connect(m_grid, &StatusGrid::copyWished, m_grid, &StatusGrid::copySelection);
    connect(&m_model, &RecordedComputersModel::arranged, this, &RecordedComputersView::showArranged);
    m_debug->setEnabled(false);
}

RecordedComputersView::~RecordedComputersView()
{
    if (m_control)
        m_control->cancel();
}

QLayout *RecordedComputersView::makeFilterRow()
{
    m_status->setObjectName(QStringLiteral("recordedStatus"));
    m_status->setAccessibleName(tr("Show simulated computers in this state"));
    m_status->addItem(tr("All states"));
    for (const ComputerStatus status : {ComputerStatus::succeeded, ComputerStatus::failed, ComputerStatus::waiting, ComputerStatus::notReceived})
        m_status->addItem(icon(symbolOf(status)), statusText(status), static_cast<int>(status));
    m_computer->setObjectName(QStringLiteral("recordedName"));
    m_computer->setClearButtonEnabled(true);
    m_computer->setPlaceholderText(tr("Computer: a part of the name, or with * and ?"));
    m_count->setObjectName(QStringLiteral("recordedCount"));
    m_debug->setObjectName(QStringLiteral("debugComputerButton"));
    m_debug->setToolTip(tr("Takes the chosen computer through the task again, step by step"));
    auto *label = new QLabel(tr("Sh&ow"), this);
    label->setBuddy(m_status);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_status);
    m_computer->setMinimumWidth(m_computer->fontMetrics().horizontalAdvance(m_computer->placeholderText()) + 4 * m_computer->fontMetrics().averageCharWidth());
    row->addWidget(m_computer, 1);
    row->addWidget(m_count);
    row->addStretch(1);
    row->addWidget(m_debug);
    return row;
}

void RecordedComputersView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_control)
        read();
}

void RecordedComputersView::read()
{
    using Fleet = std::shared_ptr<const RecordedFleet>;
    m_control = std::make_shared<JobControl>();
    m_count->setText(tr("Reading…"));
    m_session.run<Fleet>([run = m_run](Workspace &workspace, JobControl &control) -> Result<Fleet> {
        if (control.isCancelled())
            return Error{ErrorCode::cancelled, {}, {}};
        Result<RecordedFleet> fleet = workspace.store().simulations().fleet(run);
        return fleet ? Result<Fleet>(std::make_shared<const RecordedFleet>(std::move(fleet).value())) : fleet.error();
    }, m_control).then(this, [this](const Result<Fleet> &fleet) { take(fleet); });
}

void RecordedComputersView::take(const Result<std::shared_ptr<const RecordedFleet>> &fleet)
{
    if (!fleet) {
        m_count->setText(fleet.error().message());
        Q_EMIT failed(fleet.error().message());
        return;
    }
    m_model.setFleet(*fleet, m_programNames);
    const int afterItems = RecordedComputersModel::firstItemColumn + m_model.itemCount();
    QStringList widest{QStringLiteral("00 min 00 s  ")};
    for (int column = afterItems + 1; column < m_model.columnCount(); ++column)
        widest.append(m_model.headerData(column, Qt::Horizontal).toString() + QStringLiteral("  "));
    m_grid->fitColumns(m_model.itemCount(), widest);
}

void RecordedComputersView::showOnly(ComputerStatus status)
{
    m_status->setCurrentIndex(m_status->findData(static_cast<int>(status)));
}

void RecordedComputersView::setDebuggable(bool debuggable)
{
    m_debuggable = debuggable;
    m_debug->setVisible(debuggable);
    m_debug->setEnabled(debuggable && m_grid->currentIndex().isValid());
}

void RecordedComputersView::applyFilter()
{
    m_typing.stop();
    RecordedComputersFilter filter;
    filter.computer = m_computer->text().trimmed();
    if (const QVariant status = m_status->currentData(); status.isValid())
        filter.status = static_cast<ComputerStatus>(status.toInt());
    m_model.setFilter(filter);
}

void RecordedComputersView::showArranged()
{
    const QLocale locale;
    m_count->setText(m_model.rowCount() == m_model.computerCount() ? tr("%1 simulated computers").arg(locale.toString(m_model.computerCount()))
                                                                   : tr("%1 of %2 simulated computers shown").arg(locale.toString(m_model.rowCount()), locale.toString(m_model.computerCount())));
    if (m_model.rowCount() > 0)
        m_grid->setCurrentIndex(m_model.index(0, RecordedComputersModel::statusColumn));
    setDebuggable(m_debuggable);
}

void RecordedComputersView::debug(const QModelIndex &index)
{
    if (m_debuggable && index.isValid())
        Q_EMIT debugRequested(m_model.computerName(index.row()), m_model.isMadeUp());
}

} // namespace seriatim
