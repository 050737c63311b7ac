#include "ui/simulationrunpage.h"

#include "models/timewords.h"
#include "ui/columnmemory.h"
#include "ui/completionchart.h"
#include "ui/debugsetupdialog.h"
#include "ui/failurechart.h"
#include "ui/icons.h"
#include "ui/messageline.h"
#include "ui/messages.h"
#include "ui/recordedcomputersview.h"
#include "ui/simulatedbanner.h"
#include "ui/statussummarybar.h"

#include <QHeaderView>
#include <QLocale>
#include <QTabWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace seriatim {

namespace {

// The columns as wide as the model says, where it does, sorted by a click on their titles.
QTreeView *makeTable(QAbstractItemModel &model, const QString &objectName, const QString &name, QWidget *parent)
{
    auto *table = new QTreeView(parent);
    table->setObjectName(objectName);
    table->setAccessibleName(name);
    table->setRootIsDecorated(false);
    table->setAlternatingRowColors(true);
    table->setUniformRowHeights(true);
    table->header()->setSortIndicator(0, Qt::AscendingOrder);
    table->setModel(&model);
    for (int column = 0; column < model.columnCount(); ++column) {
        if (const QVariant characters = model.headerData(column, Qt::Horizontal, objectTableWidthRole); characters.isValid())
            table->setColumnWidth(column, characters.toInt() * table->fontMetrics().averageCharWidth());
    }
    auto *columns = new ColumnMemory(*table->header(), objectName);
    columns->apply();
    return table;
}

QLabel *makeText(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel *makeTitle(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

} // namespace

Result<SimulationRunPage *> SimulationRunPage::create(StoreSession &session, SimulationId id, QWidget *parent)
{
    Result<SimulationRun> run = session.workspace().store().simulations().load(id);
    if (!run)
        return run.error();
    return new SimulationRunPage(session, std::move(run).value(), parent);
}

SimulationRunPage::SimulationRunPage(StoreSession &session, SimulationRun run, QWidget *parent)
    : EditorPage(parent), m_session(session), m_run(std::move(run)), m_report(reportOf(m_run)), m_items(simulatedItemColumns(m_report.items)), m_causes(failureCauseColumns())
    , m_waits(fleetFigureColumns(tr("Waited (simulated)"), tr("All computers together"))), m_load(fleetFigureColumns(tr("Load (simulated)"), tr("All computers together")))
    , m_tabs(new QTabWidget(this)), m_computers(new RecordedComputersView(session, m_run.id, m_report.programNames(), this))
{
    setObjectName(QStringLiteral("simulationRunPage"));
    m_items.setObjects(m_report.items);
    m_causes.sort(0, Qt::DescendingOrder);
    m_causes.setObjects(m_report.causes);
    m_waits.setObjects(m_report.waits);
    m_load.setObjects(m_report.load);
    m_tabs->setObjectName(QStringLiteral("runTabs"));
    m_tabs->addTab(makeCourse(), tr("&Course"));
    m_tabs->addTab(makeFailures(), tr("&Failures"));
    m_tabs->addTab(makeItems(), tr("&Items"));
    m_tabs->addTab(makeLoad(), tr("&Waiting and load"));
    m_tabs->addTab(m_computers, tr("Co&mputers"));
    m_tabs->addTab(makeAssumptions(), tr("&Assumptions"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(makeHead());
    layout->addWidget(m_tabs, 1);
    setFocusProxy(m_tabs);
    connect(m_computers, &RecordedComputersView::debugRequested, this, &SimulationRunPage::debug);
    connect(m_computers, &RecordedComputersView::failed, this, &EditorPage::statusMessage);
    connect(&m_session, &StoreSession::tasksChanged, this, &SimulationRunPage::closeIfDeleted);
}

QIcon SimulationRunPage::pageIcon() const
{
    return icon(Symbol::simulation);
}

QWidget *SimulationRunPage::makeHead()
{
    auto *head = new QWidget(this);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    auto *summary = new StatusSummaryBar(head);
    summary->setObjectName(QStringLiteral("runSummary"));
    summary->setSummary(m_report.summary);
    connect(summary, &StatusSummaryBar::statusClicked, this, [this](ComputerStatus status) {
        m_tabs->setCurrentWidget(m_computers);
        m_computers->showOnly(status);
    });
    auto *changed = new MessageLine(head);
    changed->setObjectName(QStringLiteral("taskChanged"));
    showWhetherTaskChanged(*changed);
    column->addWidget(new SimulatedBanner(tr("Simulated: nothing on this page happened on a real computer."), head));
    column->addWidget(makeText(headText(), QStringLiteral("runHead"), head));
    column->addWidget(changed);
    column->addWidget(summary);
    return head;
}

QString SimulationRunPage::headText() const
{
    const QLocale locale;
    return tr("“%1”, revision %2, on %3 simulated computers, seed %4. Recorded %5 by %6. All done after %7 of simulated time.")
        .arg(m_run.taskName, QString::number(m_run.taskRevision), locale.toString(m_run.endpoints), QString::number(m_run.seed), timeText(m_run.recordedAt), m_run.recordedBy,
             elapsedText(m_report.virtualSeconds * millisPerSecond));
}

// The debugger goes through the task as it is now.
void SimulationRunPage::showWhetherTaskChanged(MessageLine &line)
{
    const Result<SequentialTask> task = m_session.workspace().store().tasks().find(m_run.task.toString());
    m_computers->setDebuggable(task.ok());
    if (!task)
        line.showWarning(tr("The task has been deleted since, so its computers cannot be debugged any more."));
    else if (task->revision != m_run.taskRevision)
        line.showHint(tr("The task has been changed since: it is at revision %1 now. The debugger goes through it as it is now.").arg(task->revision));
    else
        line.showHint({});
}

QWidget *SimulationRunPage::makeCourse()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    auto *chart = new CompletionChart(page);
    chart->setObjectName(QStringLiteral("courseChart"));
    chart->setTitle(tr("Simulated: computers that are done over time"));
    std::vector<NamedCurve> curves{{tr("all that are done"), addCurves(m_report.succeeded, m_report.failed), Tone::accent, Qt::DashLine},
                                   {tr("succeeded"), m_report.succeeded, Tone::good, Qt::SolidLine}};
    if (!m_report.failed.empty())
        curves.push_back({tr("failed"), m_report.failed, Tone::bad, Qt::DotLine});
    chart->setCurves(std::move(curves));
    std::vector<CurveMark> marks;
    for (const int percent : {50, 90, 99}) {
        if (const auto after = m_report.succeededAfter.find(percent); after != m_report.succeededAfter.end())
            marks.push_back({QStringLiteral("p%1").arg(percent), after->second});
    }
    chart->setMarks(std::move(marks));
    column->addWidget(chart, 1);
    column->addWidget(makeText(percentilesText(m_report), QStringLiteral("percentiles"), page));
    return page;
}

QWidget *SimulationRunPage::makeFailures()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    if (m_report.causes.empty()) {
        column->addWidget(makeText(tr("No item fails on any simulated computer."), QStringLiteral("noFailures"), page), 0, Qt::AlignTop);
        return page;
    }
    auto *chart = new FailureChart(page);
    chart->setObjectName(QStringLiteral("failureChart"));
    chart->setTitle(tr("Simulated: where it fails, and why"));
    chart->setCauses(m_report.causes);
    QTreeView *table = makeTable(m_causes, QStringLiteral("causesTable"), tr("Failures by item and cause"), page);
    table->setSortingEnabled(true);
    table->sortByColumn(0, Qt::DescendingOrder);
    column->addWidget(chart, 1);
    column->addWidget(table, 1);
    return page;
}

QWidget *SimulationRunPage::makeItems()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    QTreeView *table = makeTable(m_items, QStringLiteral("itemsTable"), tr("Simulated computers by item and state"), page);
    table->setSortingEnabled(true);
    table->header()->setStretchLastSection(false);
    column->addWidget(makeText(tr("Simulated computers on which each item ended so, in the last run of each; how often its program began, and how often it began again."), QStringLiteral("itemsText"), page));
    column->addWidget(table, 1);
    return page;
}

QWidget *SimulationRunPage::makeLoad()
{
    auto *page = new QWidget(this);
    auto *row = new QHBoxLayout(page);
    const auto add = [&](const QString &title, QAbstractItemModel &model, const QString &name, const QString &nothing) {
        auto *column = new QVBoxLayout;
        column->addWidget(makeTitle(title, page));
        if (model.rowCount() > 0)
            column->addWidget(makeTable(model, name, title, page), 1);
        else
            column->addWidget(makeText(nothing, name + QStringLiteral("None"), page), 1, Qt::AlignTop);
        row->addLayout(column, 1);
    };
    const QString unknown = tr("This run was recorded by an earlier version, which kept none of it.");
    add(tr("Simulated: what computers spent time waiting for"), m_waits, QStringLiteral("waitsTable"), m_report.hasDetails ? tr("No simulated computer waited for anything.") : unknown);
    add(tr("Simulated: restarts, programs and packages"), m_load, QStringLiteral("loadTable"), unknown);
    return page;
}

QWidget *SimulationRunPage::makeAssumptions()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    const Result<Scenario> scenario = scenarioOf(m_run, true);
    if (!scenario) {
        column->addWidget(makeText(scenario.error().message(), QStringLiteral("assumptionsText"), page), 0, Qt::AlignTop);
        return page;
    }
    m_assumptions.setItemNames(m_report.programNames());
    m_assumptions.setScenario(*scenario);
    const QString start = QDateTime::fromMSecsSinceEpoch(scenario->start, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    const QString text = m_assumptions.rowCount() > 0 ? tr("The simulated clock starts at %1 UTC. Whatever no row speaks of goes by the rules of the agent: a program returns 0 after its estimated run time.")
                                                      : tr("The simulated clock starts at %1 UTC. Nothing but the rules of the agent was assumed: every program returns 0 after its estimated run time.");
    column->addWidget(makeText(text.arg(start), QStringLiteral("assumptionsText"), page));
    if (m_assumptions.rowCount() > 0) {
        QTreeView *table = makeTable(m_assumptions, QStringLiteral("assumedTable"), tr("What was assumed"), page);
        for (int i = 0; i < m_assumptions.columnCount(); ++i)
            table->resizeColumnToContents(i);
        table->header()->setStretchLastSection(false);
        table->header()->setSectionResizeMode(AssumptionsModel::Assumed, QHeaderView::Stretch);
        column->addWidget(table, 1);
    } else {
        column->addStretch(1);
    }
    return page;
}

void SimulationRunPage::closeIfDeleted()
{
    m_session.run<SimulationRun>([id = m_run.id](Workspace &workspace, JobControl &) { return workspace.store().simulations().load(id); })
        .then(this, [this](const Result<SimulationRun> &run) {
            if (!run && run.error().code == ErrorCode::notFound)
                Q_EMIT closeRequested();
        });
}

void SimulationRunPage::debug(const QString &computer, bool madeUp)
{
    const Result<QString> scenario = scenarioTextOf(m_run, madeUp);
    if (scenario)
        openDebugger(m_session, m_run.task.toString(), m_run.taskName, computer, *scenario, this);
    else
        showError(this, tr("The debugger cannot be opened."), scenario.error());
}

} // namespace seriatim
