#include "ui/crashmatrixwindow.h"

#include "models/debugpreparation.h"
#include "models/debugwords.h"
#include "ui/debuggerwindow.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/simulatedbanner.h"
#include "ui/statuslook.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>

namespace seriatim {

namespace {

using Verdict = CrashMatrixModel::Verdict;

Symbol symbolOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::notReached: return Symbol::notStarted;
    case Verdict::fine: return Symbol::succeeded;
    case Verdict::reruns: return Symbol::refresh;
    case Verdict::lost: return Symbol::warning;
    case Verdict::endless: return Symbol::failed;
    }
    Q_UNREACHABLE();
}

// A word and a sign in each place; colour comes on top.
class VerdictDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto verdict = static_cast<Verdict>(index.data(CrashMatrixModel::VerdictRole).toInt());
        if (verdict == Verdict::notReached)
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(symbolOf(verdict));
        const Tone tone = verdict == Verdict::fine ? Tone::good : verdict == Verdict::reruns ? Tone::busy : Tone::bad;
        option->palette.setColor(QPalette::Text, toneColor(tone, option->palette));
    }
};

// One made-up computer is enough: faults strike at moments, not at computers.
Result<PreparedTask> prepare(Workspace &workspace, const QString &task, Scenario scenario)
{
    scenario.endpoints = 1;
    return prepareTask(workspace, task, scenario);
}

} // namespace

CrashMatrixWindow::CrashMatrixWindow(StoreSession &session, const QString &taskGuid, const QString &taskName, QWidget *parent)
    : QWidget(parent, Qt::Window), m_session(session), m_task(taskGuid), m_profile(new QComboBox(this)), m_pairs(new QCheckBox(tr("&Pairs of faults too"), this))
    , m_compute(new QPushButton(icon(Symbol::refresh), tr("&Try"), this)), m_summary(new QLabel(this)), m_busy(new QProgressBar(this))
    , m_grid(new QTableView(this)), m_sentence(new QLabel(this)), m_trace(new QPlainTextEdit(this))
    , m_debug(new QPushButton(icon(Symbol::step), tr("Open in the &Debugger"), this))
{
    setObjectName(QStringLiteral("crashMatrixWindow"));
    setWindowTitle(tr("Crash matrix of “%1” (simulated)").arg(taskName));
    setWindowIcon(icon(Symbol::simulation));
    m_grid->setObjectName(QStringLiteral("matrixGrid"));
    m_grid->setAccessibleName(tr("Line items by faults"));
    m_grid->setModel(&m_model);
    m_grid->setItemDelegate(new VerdictDelegate(m_grid));
    m_grid->setSelectionMode(QAbstractItemView::SingleSelection);
    m_grid->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_grid->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_grid);
    splitter->addWidget(makeDetails());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new SimulatedBanner(tr("Simulated: the power, the agent or the installer strikes at every moment of every item. Nothing runs on any computer."), this));
    layout->addWidget(makeHead());
    layout->addWidget(splitter, 1);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this, &CrashMatrixWindow::showCell);
    connect(m_grid, &QTableView::activated, this, &CrashMatrixWindow::openCell);
    connect(m_debug, &QPushButton::clicked, this, &CrashMatrixWindow::openCell);
    showCell();
    resize(fontMetrics().averageCharWidth() * 170, fontMetrics().height() * 40);
}

CrashMatrixWindow::~CrashMatrixWindow()
{
    cancel();
}

QWidget *CrashMatrixWindow::makeHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    m_profile->setObjectName(QStringLiteral("profile"));
    m_profile->setAccessibleName(tr("Agent"));
    m_profile->addItem(tr("Seriatim's agent"), static_cast<int>(AgentProfile::ours));
    m_profile->addItem(tr("Classic agent before service pack 3"), static_cast<int>(AgentProfile::preSp3));
    m_pairs->setObjectName(QStringLiteral("pairs"));
    m_compute->setObjectName(QStringLiteral("computeButton"));
    m_busy->setObjectName(QStringLiteral("busyBar"));
    m_busy->setRange(0, 0);
    m_busy->hide();
    m_summary->setObjectName(QStringLiteral("matrixSummary"));
    m_summary->setWordWrap(true);
    row->addWidget(m_summary, 1);
    row->addWidget(m_busy);
    row->addWidget(m_profile);
    row->addWidget(m_pairs);
    row->addWidget(m_compute);
    connect(m_compute, &QPushButton::clicked, this, &CrashMatrixWindow::compute);
    connect(m_profile, &QComboBox::activated, this, &CrashMatrixWindow::compute);
    return head;
}

QWidget *CrashMatrixWindow::makeDetails()
{
    auto *panel = new QWidget(this);
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    m_sentence->setObjectName(QStringLiteral("cellSentence"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_trace->setObjectName(QStringLiteral("cellTrace"));
    m_trace->setAccessibleName(tr("What happens"));
    m_trace->setReadOnly(true);
    m_trace->setPlaceholderText(tr("Where a run never ends or work is lost, the shortest way there stands here."));
    m_debug->setObjectName(QStringLiteral("debugButton"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_sentence, 1);
    row->addWidget(m_debug);
    column->addLayout(row);
    column->addWidget(m_trace, 1);
    return panel;
}

void CrashMatrixWindow::cancel()
{
    if (m_control)
        m_control->cancel();
}

// While it goes on, the button ends it.
void CrashMatrixWindow::compute()
{
    if (m_busy->isVisibleTo(this)) {
        cancel();
        return;
    }
    CrashMatrixRequest request;
    request.profile = static_cast<AgentProfile>(m_profile->currentData().toInt());
    request.pairs = m_pairs->isChecked();
    m_control = std::make_shared<JobControl>();
    m_busy->show();
    m_compute->setText(tr("&Cancel"));
    m_session.run<Outcome>([task = m_task, request](Workspace &workspace, JobControl &control) -> Result<Outcome> {
        const Result<PreparedTask> prepared = prepare(workspace, task, {});
        if (!prepared)
            return prepared.error();
        CrashMatrixRequest stoppable = request;
        stoppable.cancelled = [&control] { return control.isCancelled().load(); };
        Outcome outcome{crashMatrix((*prepared)->usual(), (*prepared)->member(0).facts, stoppable), (*prepared)->programNames()};
        if (control.isCancelled().load())
            return Error{ErrorCode::cancelled, task, tr("the matrix was cancelled")};
        return outcome;
    }, m_control).then(this, [this](const Result<Outcome> &outcome) { showOutcome(outcome); });
}

void CrashMatrixWindow::showOutcome(const Result<Outcome> &outcome)
{
    m_busy->hide();
    m_compute->setText(tr("&Try"));
    if (outcome) {
        m_model.setMatrix(outcome->matrix, outcome->programNames);
        m_summary->setText(CrashMatrixModel::summary(outcome->matrix));
        m_grid->setCurrentIndex(m_model.index(0, 0));
        showCell();
    } else if (outcome.error().code != ErrorCode::cancelled) {
        showError(this, tr("The crash matrix cannot be made."), outcome.error());
    }
    Q_EMIT computed();
}

void CrashMatrixWindow::showCell()
{
    const MatrixCell *cell = m_model.cellAt(m_grid->currentIndex());
    m_debug->setEnabled(cell);
    m_sentence->setText(cell ? CrashMatrixModel::sentence(*cell) : tr("Choose a place in the grid."));
    m_trace->setPlainText(cell ? cell->trace.join(u'\n') : QString());
}

// In the debugger at the moment after the fault.
void CrashMatrixWindow::openCell()
{
    const MatrixCell *cell = m_model.cellAt(m_grid->currentIndex());
    if (!cell)
        return;
    const auto profile = static_cast<AgentProfile>(m_profile->currentData().toInt());
    m_session.run<PreparedTask>([task = m_task, strikes = cell->strikes](Workspace &workspace, JobControl &) { return prepare(workspace, task, withStrikes({}, strikes)); })
        .then(this, [this, profile](const Result<PreparedTask> &prepared) {
            if (!prepared) {
                showError(this, tr("The debugger cannot be opened."), prepared.error());
                return;
            }
            auto debugger = std::make_unique<EndpointDebugger>(*prepared, 0, profile);
            debugger->runToFault();
            auto *window = new DebuggerWindow(std::move(debugger), &m_session, this);
            window->setAttribute(Qt::WA_DeleteOnClose);
            window->show();
        });
}

} // namespace seriatim
