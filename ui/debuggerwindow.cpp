#include "ui/debuggerwindow.h"

#include "models/debugpreparation.h"
#include "models/debugwords.h"
#include "models/timewords.h"
#include "ui/icons.h"
#include "ui/journalpair.h"
#include "ui/messages.h"
#include "ui/theme.h"
#include "ui/tonelabel.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace seriatim {

namespace {

// Steps that are still to come stand back; what struck stands out, in words too.
class StepDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data(DebugStepsModel::FutureRole).toBool())
            option->palette.setColor(QPalette::Text, toneColor(Tone::muted, option->palette));
        else if (index.data(DebugStepsModel::FaultRole).toBool())
            option->palette.setColor(QPalette::Text, toneColor(Tone::bad, option->palette));
        if (index.column() == DebugStepsModel::What && index.data(DebugStepsModel::FaultRole).toBool()) {
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = icon(Symbol::power);
        }
    }
};

QTreeView *makeTable(QWidget *parent, const char *name, const QString &title)
{
    auto *table = new QTreeView(parent);
    table->setObjectName(QString::fromLatin1(name));
    table->setAccessibleName(title);
    table->setUniformRowHeights(true);
    table->setAlternatingRowColors(true);
    return table;
}

} // namespace

DebuggerWindow::DebuggerWindow(std::unique_ptr<EndpointDebugger> debugger, StoreSession *session, QWidget *parent)
    : QWidget(parent, Qt::Window), m_debugger(std::move(debugger)), m_breakpoints(m_tasks), m_session(session), m_toolBar(new QToolBar(this)), m_branches(new QComboBox(this))
    , m_next(new QLabel(this)), m_moment(new QLabel(this)), m_slider(new QSlider(Qt::Horizontal, this))
    , m_steps(makeTable(this, "stepsTable", tr("Steps"))), m_taskView(makeTable(this, "tasksView", tr("Application tasks"))), m_why(new QLabel(this))
    , m_code(new QLineEdit(this)), m_journal(new JournalPair(this))
{
    setObjectName(QStringLiteral("debuggerWindow"));
    setWindowTitle(tr("Endpoint debugger: %1 (simulated)").arg(m_debugger->computerName()));
    setWindowIcon(icon(Symbol::simulation));
    makeToolBar();
    auto *left = makeSteps();
    auto *right = new QSplitter(Qt::Vertical, this);
    right->addWidget(makeTasks());
    right->addWidget(m_journal);
    right->setStretchFactor(0, 2);
    right->setStretchFactor(1, 3);
    auto *middle = new QSplitter(Qt::Horizontal, this);
    middle->addWidget(left);
    middle->addWidget(right);
    middle->setStretchFactor(0, 2);
    middle->setStretchFactor(1, 3);
    const int character = fontMetrics().averageCharWidth();
    middle->setSizes({character * 98, character * 114});
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(makeHead());
    layout->addWidget(m_toolBar);
    layout->addWidget(makeTimeLine());
    layout->addWidget(middle, 1);

    connect(m_debugger.get(), &EndpointDebugger::moved, this, &DebuggerWindow::showMoment);
    connect(m_debugger.get(), &EndpointDebugger::branchesChanged, this, &DebuggerWindow::showBranches);
    showBranches();
    showMoment();
    m_taskView->expandAll();
    resize(character * 212, fontMetrics().height() * 46);
}

QAction *DebuggerWindow::addAction(const char *name, const QString &text, const QKeySequence &keys, const QIcon &symbol, const std::function<void()> &act)
{
    QAction *action = m_toolBar->addAction(symbol, text);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(keys);
    if (!keys.isEmpty())
        action->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, act);
    return action;
}

void DebuggerWindow::makeToolBar()
{
    m_toolBar->setObjectName(QStringLiteral("debuggerToolBar"));
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_back = addAction("stepBack", tr("Back"), Qt::SHIFT | Qt::Key_F10, icon(Symbol::stepBack), [this] { m_debugger->stepBack(); });
    m_step = addAction("step", tr("Step"), Qt::Key_F10, icon(Symbol::step), [this] { m_debugger->step(); });
    m_nextItem = addAction("nextItem", tr("Next item"), Qt::Key_F11, icon(Symbol::program), [this] { m_debugger->runToNextItem(); });
    m_toBreakpoint = addAction("toBreakpoint", tr("To breakpoint"), Qt::Key_F5, icon(Symbol::breakpoint), [this] { m_debugger->runToBreakpoint(); });
    m_toEnd = addAction("toEnd", tr("To the end"), Qt::CTRL | Qt::Key_F5, icon(Symbol::runToEnd), [this] { m_debugger->runToEnd(); });
    m_toolBar->addSeparator();
    makeFaultActions();
    auto *toggle = new QAction(this);
    toggle->setObjectName(QStringLiteral("toggleBreakpoint"));
    toggle->setShortcut(Qt::Key_F9);
    connect(toggle, &QAction::triggered, this, [this] { m_breakpoints.toggle(m_taskView->currentIndex()); });
    QWidget::addAction(toggle);
}

void DebuggerWindow::makeFaultActions()
{
    const auto strike = [this](FaultKind fault) {
        if (m_afterExit->isChecked() && m_debugger->session().endpoint().runsProgram())
            m_debugger->strikeAfterExit(fault);
        else
            m_debugger->strike(fault);
    };
    m_faults.append(addAction("pullPower", tr("Pull the power"), Qt::CTRL | Qt::Key_P, icon(Symbol::power), [strike] { strike(FaultKind::powerLoss); }));
    m_faults.append(addAction("killAgent", tr("Kill the agent"), Qt::CTRL | Qt::Key_K, icon(Symbol::stop), [strike] { strike(FaultKind::agentCrash); }));
    m_faults.append(addAction("installerRestart", tr("Installer restarts"), {}, icon(Symbol::restart), [this] { m_debugger->strike(FaultKind::installerRestart); }));
    m_faults.back()->setToolTip(tr("The program that runs restarts the computer by itself"));
    m_afterExit = m_toolBar->addAction(tr("after its exit"));
    m_afterExit->setObjectName(QStringLiteral("afterExit"));
    m_afterExit->setCheckable(true);
    m_afterExit->setToolTip(tr("Power and agent go right after the program has ended, before anything of it is on disk"));
}

QWidget *DebuggerWindow::makeReturnCode()
{
    auto *panel = new QWidget(this);
    auto *row = new QHBoxLayout(panel);
    row->setContentsMargins(0, 0, 0, 0);
    auto *label = new QLabel(tr("Next &return code"), panel);
    label->setBuddy(m_code);
    m_code->setObjectName(QStringLiteral("returnCode"));
    m_code->setAccessibleName(tr("Next return code"));
    m_code->setPlaceholderText(tr("as assumed"));
    m_code->setToolTip(tr("What the next program that starts returns; empty: what the scenario says"));
    m_code->setMaximumWidth(fontMetrics().averageCharWidth() * 16);
    row->addWidget(label);
    row->addWidget(m_code);
    connect(m_code, &QLineEdit::textChanged, this, &DebuggerWindow::takeReturnCode);
    return panel;
}

QWidget *DebuggerWindow::makeHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    m_notice = new ToneLabel(head);
    m_notice->setObjectName(QStringLiteral("simulatedNotice"));
    m_notice->setTone(Tone::accent);
    m_notice->say(tr("Simulated: “%1” on %2. Nothing runs on any computer.").arg(m_debugger->taskName(), m_debugger->computerName()));
    auto *label = new QLabel(tr("&Way:"), head);
    label->setBuddy(m_branches);
    m_branches->setObjectName(QStringLiteral("branches"));
    m_branches->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *fork = new QPushButton(icon(Symbol::fork), tr("&Fork here"), head);
    fork->setObjectName(QStringLiteral("forkButton"));
    fork->setToolTip(tr("Try something else from this moment on; the way up to now is kept"));
    auto *save = new QPushButton(icon(Symbol::exportFile), tr("&Export…"), head);
    save->setObjectName(QStringLiteral("exportButton"));
    save->setToolTip(tr("What was done up to this moment as one file, which “seriatimctl test” goes through again"));
    save->setEnabled(!m_session.isNull());
    connect(save, &QPushButton::clicked, this, &DebuggerWindow::askWhereToExport);
    row->addWidget(m_notice, 1);
    row->addWidget(label);
    row->addWidget(m_branches);
    row->addWidget(fork);
    row->addWidget(save);
    connect(m_branches, &QComboBox::activated, this, [this](int branch) { m_debugger->chooseBranch(branch); });
    connect(fork, &QPushButton::clicked, this, [this] { m_debugger->fork(); });
    return head;
}

QWidget *DebuggerWindow::makeTimeLine()
{
    auto *line = new QWidget(this);
    auto *column = new QVBoxLayout(line);
    column->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    m_slider->setObjectName(QStringLiteral("timeSlider"));
    m_slider->setAccessibleName(tr("Moment"));
    m_moment->setObjectName(QStringLiteral("momentLabel"));
    m_next->setObjectName(QStringLiteral("nextLabel"));
    m_next->setTextFormat(Qt::PlainText);
    row->addWidget(m_slider, 1);
    row->addWidget(m_moment);
    auto *next = new QHBoxLayout;
    next->addWidget(m_next, 1);
    next->addWidget(makeReturnCode());
    column->addLayout(next);
    column->addLayout(row);
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        if (!m_showing)
            m_debugger->goTo(position);
    });
    return line;
}

QWidget *DebuggerWindow::makeSteps()
{
    m_steps->setModel(&m_debugger->steps());
    m_steps->setRootIsDecorated(false);
    m_steps->setItemDelegate(new StepDelegate(m_steps));
    m_steps->header()->setStretchLastSection(false);
    m_steps->header()->setSectionResizeMode(DebugStepsModel::What, QHeaderView::Stretch);
    m_steps->header()->resizeSection(DebugStepsModel::Number, fontMetrics().averageCharWidth() * 6);
    m_steps->header()->resizeSection(DebugStepsModel::Time, fontMetrics().averageCharWidth() * 16);
    m_steps->header()->resizeSection(DebugStepsModel::Rule, fontMetrics().averageCharWidth() * 18);
    connect(m_steps, &QTreeView::activated, this, [this](const QModelIndex &index) { m_debugger->goTo(index.row() + 1); });
    return m_steps;
}

QWidget *DebuggerWindow::makeTasks()
{
    auto *panel = new QWidget(this);
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    m_taskView->setModel(&m_breakpoints);
    m_taskView->header()->setStretchLastSection(true);
    for (const int section : {AgentModel::Name, AgentModel::Status, AgentModel::Code, AgentModel::Starts, AgentModel::Started})
        m_taskView->header()->setSectionResizeMode(section, QHeaderView::ResizeToContents);
    m_taskView->hideColumn(AgentModel::Why);
    m_why->setObjectName(QStringLiteral("whyLabel"));
    m_why->setTextFormat(Qt::PlainText);
    m_why->setWordWrap(true);
    m_why->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    m_why->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(new QLabel(tr("Application tasks; check an item to stop there (F9)"), panel));
    column->addWidget(m_taskView, 1);
    column->addWidget(m_why);
    connect(&m_breakpoints, &BreakpointProxy::breakpointSet, m_debugger.get(), &EndpointDebugger::setBreakpoint);
    connect(m_taskView->selectionModel(), &QItemSelectionModel::currentChanged, this, &DebuggerWindow::showWhy);
    return panel;
}

void DebuggerWindow::showBranches()
{
    m_branches->clear();
    m_branches->addItems(m_debugger->branchNames());
    m_branches->setCurrentIndex(m_debugger->currentBranch());
}

void DebuggerWindow::showMoment()
{
    const DebugSession &session = m_debugger->session();
    m_showing = true;
    m_slider->setRange(0, session.size());
    m_slider->setValue(session.position());
    if (!session.nextOutcome())
        m_code->clear();
    m_showing = false;
    const Instant now = session.endpoint().now();
    m_moment->setText(tr("Step %1 of %2, %3 UTC").arg(session.position()).arg(session.size())
                          .arg(QDateTime::fromMSecsSinceEpoch(now, Qt::UTC).toString(QStringLiteral("ddd yyyy-MM-dd HH:mm:ss"))));
    const QString rule = ruleOf(session.nextAction());
    m_next->setText(rule.isEmpty() ? tr("Next: %1").arg(m_debugger->nextSentence()) : tr("Next: %1 (%2)").arg(m_debugger->nextSentence(), rule));
    m_tasks.setSequences({m_debugger->view()});
    m_taskView->expandAll();
    m_journal->show(m_debugger->memoryText(), m_debugger->diskText(), m_debugger->wouldLose());
    if (session.position() > 0) {
        const QModelIndex last = m_debugger->steps().index(session.position() - 1, 0);
        m_steps->setCurrentIndex(last);
        m_steps->scrollTo(last);
    }
    showWhy();
    enableActions();
}

// Of the item that the user has chosen, else of the whole.
void DebuggerWindow::showWhy()
{
    const int item = chosenItem();
    m_why->setText(item >= 0 ? m_debugger->why(item) : m_debugger->session().size() == 0 ? tr("Nothing has happened yet.") : m_debugger->why());
}

int DebuggerWindow::chosenItem() const
{
    return m_breakpoints.itemOf(m_taskView->currentIndex()).value_or(-1);
}

void DebuggerWindow::enableActions()
{
    const DebugSession &session = m_debugger->session();
    m_back->setEnabled(session.position() > 0);
    for (QAction *forward : {m_step, m_nextItem, m_toBreakpoint, m_toEnd})
        forward->setEnabled(!session.isOver());
    const bool running = session.endpoint().runsProgram();
    m_faults[0]->setEnabled(session.simulation().isInRun());
    m_faults[1]->setEnabled(session.simulation().isInRun());
    m_faults[2]->setEnabled(running);
    m_afterExit->setEnabled(running);
    m_code->setEnabled(!session.isOver());
}

void DebuggerWindow::askWhereToExport()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export What Was Done"), QStringLiteral("reproduction.seriatim.xml"), tr("Definitions (*.seriatim.xml *.xml)"));
    if (!path.isEmpty())
        exportTo(path);
}

void DebuggerWindow::exportTo(const QString &path)
{
    if (!m_session)
        return;
    m_session->run<Done>([path, make = m_debugger->exporter()](Workspace &workspace, JobControl &) {
        return writeReproduction(workspace, make, path);
    }).then(this, [this, path](const Result<Done> &done) {
        if (done)
            m_notice->say(tr("Simulated. Exported to “%1”; “seriatimctl test” goes through it again.").arg(QFileInfo(path).fileName()));
        else
            showError(this, tr("What was done cannot be exported."), done.error());
    });
}

// As it is typed; nonsense is marked and stands for nothing.
void DebuggerWindow::takeReturnCode()
{
    if (m_showing)
        return;
    const QString text = m_code->text().trimmed();
    const Result<ReturnCode> code = parseReturnCode(text);
    QPalette colours = palette();
    if (!text.isEmpty() && !code)
        colours.setColor(QPalette::Text, toneColor(Tone::bad, colours));
    m_code->setPalette(colours);
    m_debugger->setNextReturnCode(code ? std::optional(*code) : std::nullopt);
}

} // namespace seriatim
