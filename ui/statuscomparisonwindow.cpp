#include "ui/statuscomparisonwindow.h"

#include "models/comparisonjob.h"
#include "ui/comparisontables.h"
#include "ui/completionchart.h"
#include "ui/debugsetupdialog.h"
#include "ui/icons.h"
#include "ui/runcomparisonwindow.h"
#include "ui/tonelabel.h"
#include "ui/workrow.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace seriatim {

StatusComparisonWindow::StatusComparisonWindow(StoreSession &session, SimulationRun run, QWidget *parent)
    : QWidget(parent, Qt::Window), m_session(session), m_run(std::move(run)), m_summary(new QLabel(this)), m_work(new WorkRow(this)), m_chart(new CompletionChart(this)),
      m_steps(new QListWidget(this)), m_filter(new QComboBox(this)), m_sentence(new QLabel(this)), m_debug(new QPushButton(icon(Symbol::step), tr("Open in the &Debugger"), this))
{
    setObjectName(QStringLiteral("statusComparisonWindow"));
    setWindowTitle(tr("“%1”: simulated and real").arg(m_run.taskName));
    setWindowIcon(icon(Symbol::simulation));
    auto *notice = new ToneLabel(this);
    notice->setObjectName(QStringLiteral("simulatedNotice"));
    notice->setTone(Tone::accent);
    notice->say(tr("Simulated: the run %1. Real: what the computers reported.").arg(runName(m_run)));
    m_summary->setObjectName(QStringLiteral("comparisonSummary"));
    m_summary->setWordWrap(true);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(makePicture());
    splitter->addWidget(makeComputers());
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(notice);
    layout->addWidget(m_summary);
    layout->addWidget(m_work);
    layout->addWidget(splitter, 1);
    resize(fontMetrics().averageCharWidth() * 180, fontMetrics().height() * 46);
    compare();
}

StatusComparisonWindow::~StatusComparisonWindow()
{
    m_control->cancel();
}

QWidget *StatusComparisonWindow::makePicture()
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    m_chart->setObjectName(QStringLiteral("comparisonChart"));
    m_chart->setTitle(tr("Computers that succeeded, simulated and real"));
    m_chart->setRealBeside(true);
    auto *panel = new QWidget(splitter);
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    auto *title = new QLabel(tr("&What differed first"), panel);
    title->setBuddy(m_steps);
    m_steps->setObjectName(QStringLiteral("stepsList"));
    m_steps->setAccessibleName(tr("What differed first"));
    m_steps->setWordWrap(true);
    m_steps->setAlternatingRowColors(true);
    column->addWidget(title);
    column->addWidget(m_steps, 1);
    splitter->addWidget(m_chart);
    splitter->addWidget(panel);
    shareEvenly(*splitter);
    connect(m_steps, &QListWidget::currentRowChanged, this, [this](int row) {
        // The first row stands for all of them.
        if (row > 0)
            m_filter->setCurrentIndex(0);
        m_model.setStep(row - 1);
        selectFirst();
    });
    return splitter;
}

QWidget *StatusComparisonWindow::makeComputers()
{
    auto *panel = new QWidget(this);
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    auto *head = new QHBoxLayout;
    auto *label = new QLabel(tr("&Show"), panel);
    label->setBuddy(m_filter);
    m_filter->setObjectName(QStringLiteral("agreementFilter"));
    m_filter->setAccessibleName(tr("Which computers are shown"));
    m_filter->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    head->addWidget(label);
    head->addWidget(m_filter);
    head->addStretch(1);
    m_table = makeComparisonTable(m_model, QStringLiteral("differencesTable"), tr("Computers that did not go as simulated"), panel);
    m_sentence->setObjectName(QStringLiteral("differenceSentence"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_debug->setObjectName(QStringLiteral("debugButton"));
    m_debug->setToolTip(tr("Goes through this computer's simulation step by step, with what the run assumed and the order that the task has today"));
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_sentence, 1);
    foot->addWidget(m_debug);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    column->addLayout(foot);
    fillFilter();
    connect(m_filter, &QComboBox::currentIndexChanged, this, [this] {
        const auto chosen = static_cast<Show>(m_filter->currentData().toInt());
        if (chosen != Show::differences)
            m_steps->setCurrentRow(0);
        m_model.setFilter(chosen);
        selectFirst();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &StatusComparisonWindow::showComputer);
    connect(m_table, &QTableView::activated, this, &StatusComparisonWindow::debugComputer);
    connect(m_debug, &QPushButton::clicked, this, &StatusComparisonWindow::debugComputer);
    showComputer();
    return panel;
}

void StatusComparisonWindow::fillFilter()
{
    const std::pair<Show, QString> entries[] = {{Show::differences, tr("Otherwise than simulated (%1)")},
                                                {Show::notYet, tr("Not yet ended (%1)")},
                                                {Show::onlyOne, tr("Known to one side only (%1)")},
                                                {Show::all, tr("All but those as simulated (%1)")}};
    const int current = std::max(0, m_filter->currentIndex());
    const QSignalBlocker quiet(m_filter);
    m_filter->clear();
    for (const auto &[shown, title] : entries)
        m_filter->addItem(title.arg(m_model.count(shown)), static_cast<int>(shown));
    m_filter->setCurrentIndex(current);
}

void StatusComparisonWindow::compare()
{
    m_control = std::make_shared<JobControl>();
    m_work->follow(m_control);
    m_summary->setText(tr("The run and the reports are being compared …"));
    m_session.run<StatusComparison>([run = m_run](Workspace &workspace, JobControl &control) {
        return compareWithStatus(workspace, run, control);
    }, m_control).then(this, [this](const Result<StatusComparison> &comparison) {
        m_work->end();
        showComparison(comparison);
        Q_EMIT compared();
    });
}

void StatusComparisonWindow::showComparison(const Result<StatusComparison> &comparison)
{
    if (!comparison) {
        const bool cancelled = comparison.error().code == ErrorCode::cancelled;
        m_summary->setText(cancelled ? tr("The comparison was cancelled.") : tr("The run cannot be compared with the status: %1").arg(comparison.error().message()));
        return;
    }
    QString summary = StatusDifferencesModel::summary(*comparison);
    if (!comparison->sameOrder && comparison->realComputers > 0)
        summary += u' ' + tr("The reports are on the execution order of revision %1; line items are matched by what became of them.").arg(comparison->realRevision);
    m_summary->setText(summary);
    m_chart->setCurves({{tr("Simulated"), completionCurve(comparison->simulatedSucceededAfter, comparisonCurvePoints), Tone::muted, Qt::DashLine},
                        {tr("Real, from the first start"), completionCurve(comparison->realSucceededAfter, comparisonCurvePoints), Tone::accent, Qt::SolidLine}});
    m_model.setComparison(*comparison);
    fillFilter();
    m_steps->clear();
    m_steps->addItem(comparison->steps.empty() ? tr("Nothing differs so far.") : tr("All of them"));
    for (const StepDifference &step : comparison->steps)
        m_steps->addItem(tr("%n computer(s): ", nullptr, step.computers) + StatusDifferencesModel::stepSentence(*comparison, step));
    m_steps->setCurrentRow(0);
    fitColumns(*m_table, StatusDifferencesModel::Program);
    selectFirst();
}

void StatusComparisonWindow::selectFirst()
{
    m_table->setCurrentIndex(m_model.index(0, 0));
    showComputer();
}

void StatusComparisonWindow::showComputer()
{
    const QModelIndex current = m_table->currentIndex();
    m_sentence->setText(current.isValid() ? QStringLiteral("%1: %2").arg(m_model.computer(current.row()).name, m_model.sentence(current.row())) : QString());
    m_debug->setEnabled(current.isValid() && m_model.computer(current.row()).agreement != Agreement::onlyReal);
}

void StatusComparisonWindow::debugComputer()
{
    if (!m_debug->isEnabled())
        return;
    // The debugger walks the order that the task has today.
    const Result<std::optional<TaskId>> today = m_session.workspace().store().tasks().currentIdOf(m_run.task);
    const TaskId task = today && *today ? **today : m_run.task;
    openDebugger(m_session, task.toString(), m_run.taskName, m_model.computer(m_table->currentIndex().row()).name, m_run.parameters, this);
}

} // namespace seriatim
