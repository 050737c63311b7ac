#include "ui/runcomparisonwindow.h"

#include "models/comparisonjob.h"
#include "models/timewords.h"
#include "ui/comparisontables.h"
#include "ui/completionchart.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/tonelabel.h"
#include "ui/workrow.h"

#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace seriatim {

QString runName(const SimulationRun &run)
{
    return RunComparisonWindow::tr("recorded %1, revision %2, seed %3, %n computer(s)", nullptr, run.endpoints)
        .arg(timeText(run.recordedAt)).arg(run.taskRevision).arg(run.seed);
}

RunComparisonWindow::RunComparisonWindow(StoreSession &session, SimulationRun first, SimulationRun second, QWidget *parent)
    : QWidget(parent, Qt::Window), m_session(session), m_first(std::move(first)), m_second(std::move(second)), m_summary(new QLabel(this)), m_work(new WorkRow(this)), m_chart(new CompletionChart(this))
{
    setObjectName(QStringLiteral("runComparisonWindow"));
    setWindowTitle(tr("Two runs of “%1” (simulated)").arg(m_second.taskName));
    setWindowIcon(icon(Symbol::simulation));
    auto *notice = new ToneLabel(this);
    notice->setObjectName(QStringLiteral("simulatedNotice"));
    notice->setTone(Tone::accent);
    notice->say(tr("Simulated: nothing in this window happened on a real computer."));
    const bool otherTask = m_first.taskName != m_second.taskName;
    auto *runs = new QLabel(tr("First:\t%1\nSecond:\t%2").arg((otherTask ? m_first.taskName + QStringLiteral(", ") : QString()) + runName(m_first),
                                                              (otherTask ? m_second.taskName + QStringLiteral(", ") : QString()) + runName(m_second)), this);
    runs->setObjectName(QStringLiteral("comparedRuns"));
    runs->setTextFormat(Qt::PlainText);
    m_summary->setObjectName(QStringLiteral("comparisonSummary"));
    m_summary->setWordWrap(true);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(makeFigures());
    splitter->addWidget(makeTables());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(notice);
    layout->addWidget(runs);
    layout->addWidget(m_summary);
    layout->addWidget(m_work);
    layout->addWidget(splitter, 1);
    resize(fontMetrics().averageCharWidth() * 180, fontMetrics().height() * 46);
    compare();
}

RunComparisonWindow::~RunComparisonWindow()
{
    m_control->cancel();
}

QWidget *RunComparisonWindow::makeFigures()
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    m_chart->setObjectName(QStringLiteral("comparisonChart"));
    m_chart->setTitle(tr("Simulated: computers that succeeded"));
    m_figuresTable = makeComparisonTable(m_figures, QStringLiteral("figuresTable"), tr("Figures of both runs"), this);
    splitter->addWidget(m_chart);
    splitter->addWidget(m_figuresTable);
    shareEvenly(*splitter);
    return splitter;
}

QWidget *RunComparisonWindow::makeTables()
{
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("comparisonTabs"));
    m_itemsTable = makeComparisonTable(m_items, QStringLiteral("itemsTable"), tr("Line items in both runs"), tabs);
    m_computersTable = makeComparisonTable(m_computers, QStringLiteral("computersTable"), tr("Computers in both runs"), tabs);
    tabs->addTab(m_itemsTable, tr("&Line items"));
    tabs->addTab(m_computersTable, tr("C&omputers"));
    return tabs;
}

void RunComparisonWindow::compare()
{
    m_control = std::make_shared<JobControl>();
    m_work->follow(m_control);
    m_summary->setText(tr("The computers of both runs are being compared …"));
    m_session.run<RunComparison>([first = m_first, second = m_second](Workspace &workspace, JobControl &control) {
        return compareRuns(workspace, first, second, control);
    }, m_control).then(this, [this](const Result<RunComparison> &comparison) {
        m_work->end();
        showComparison(comparison);
        Q_EMIT compared();
    });
}

void RunComparisonWindow::showComparison(const Result<RunComparison> &comparison)
{
    if (!comparison) {
        const bool cancelled = comparison.error().code == ErrorCode::cancelled;
        m_summary->setText(cancelled ? tr("The comparison was cancelled.") : tr("The two runs cannot be compared: %1").arg(comparison.error().message()));
        return;
    }
    QString summary = ComparisonTableModel::summary(*comparison);
    if (comparison->itemsByPlace)
        summary += u' ' + tr("A task of theirs is no longer in the store, so line items are matched by their places.");
    m_summary->setText(summary);
    m_figures.showFigures(*comparison);
    m_items.showItems(*comparison);
    m_computers.showComputers(*comparison);
    fitColumns(*m_figuresTable, 0);
    fitColumns(*m_itemsTable, 1);
    fitColumns(*m_computersTable, 2);
    m_chart->setCurves({{tr("First run"), completionCurve(comparison->first.succeededAfter, comparisonCurvePoints), Tone::muted, Qt::DashLine},
                        {tr("Second run"), completionCurve(comparison->second.succeededAfter, comparisonCurvePoints), Tone::accent, Qt::SolidLine}});
}

} // namespace seriatim
