#include "ui/simulatedialog.h"

#include "models/assumptionrows.h"
#include "models/statussnapshot.h"
#include "ui/assumptionseditor.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/simulatedbanner.h"
#include "ui/tonelabel.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpressionValidator>
#include <QSpinBox>

namespace seriatim {

namespace {

constexpr int pollMs = 100;
constexpr int usualComputers = 1000;
constexpr int mostRuns = 10'000;

} // namespace

SimulateDialog::SimulateDialog(StoreSession &session, const QString &taskGuid, const QString &taskName, bool hasUnsavedChanges, QWidget *parent)
    : QDialog(parent), m_session(session), m_task(taskGuid), m_own(new QRadioButton(tr("&Those of the task's collections"), this))
    , m_madeUp(new QRadioButton(tr("&Made-up ones:"), this)), m_count(new QSpinBox(this)), m_seed(new QLineEdit(QStringLiteral("0"), this))
    , m_startTime(new QDateTimeEdit(this)), m_runs(new QSpinBox(this)), m_record(new QCheckBox(tr("&Keep the result among the simulation runs, and open it"), this))
    , m_assumptions(new AssumptionsEditor(this)), m_problem(new ToneLabel(this)), m_progress(new QProgressBar(this)), m_result(new QPlainTextEdit(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Close, this))
{
    setObjectName(QStringLiteral("simulateDialog"));
    setWindowTitle(tr("Simulate “%1”").arg(taskName));
    QString text = tr("Simulated: “%1” is walked on simulated computers, with the rules and the code of the real agent. Nothing runs on any computer.").arg(taskName);
    if (hasUnsavedChanges)
        text += u'\n' + tr("Changes that are not saved are not simulated.");
    auto *assumed = new QLabel(tr("What is &assumed; without any row every program returns 0 after its estimated run time:"), this);
    assumed->setWordWrap(true);
    assumed->setBuddy(m_assumptions);
    m_problem->setObjectName(QStringLiteral("simulateProblem"));
    m_problem->hide();
    m_progress->setObjectName(QStringLiteral("progress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->hide();
    m_result->setObjectName(QStringLiteral("result"));
    m_result->setAccessibleName(tr("Simulated result"));
    m_result->setReadOnly(true);
    m_result->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_result->hide();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new SimulatedBanner(text, this));
    layout->addLayout(makeForm());
    layout->addWidget(assumed);
    layout->addWidget(m_assumptions, 2);
    layout->addWidget(m_problem);
    layout->addWidget(m_progress);
    layout->addWidget(m_result, 1);
    makeButtons(*layout);
    nameItems();
    connect(m_assumptions, &AssumptionsEditor::opened, this, &SimulateDialog::takeOver);
    connect(m_assumptions, &AssumptionsEditor::saveRequested, this, [this] { m_assumptions->save(scenario()); });
    m_poll.setInterval(pollMs);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        m_progress->setRange(0, m_control->total());
        m_progress->setValue(m_control->done());
    });
    resize(fontMetrics().averageCharWidth() * 155, sizeHint().height());
}

SimulateDialog::~SimulateDialog()
{
    if (m_control)
        m_control->cancel();
}

QLayout *SimulateDialog::makeForm()
{
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setToolTip(tr("The same seed gives the same result"));
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,20}")), m_seed));
    m_startTime->setObjectName(QStringLiteral("startTime"));
    m_startTime->setTimeSpec(Qt::UTC);
    m_startTime->setDateTime(QDateTime::fromMSecsSinceEpoch(defaultSimulationStart, Qt::UTC));
    m_startTime->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
    m_startTime->setCalendarPopup(true);
    m_startTime->setToolTip(tr("When the simulated clock starts: schedules, working hours and maintenance windows go by it"));
    m_runs->setObjectName(QStringLiteral("runs"));
    m_runs->setRange(1, mostRuns);
    m_runs->setToolTip(tr("How many times the schedule comes"));
    m_record->setObjectName(QStringLiteral("record"));
    m_record->setEnabled(!m_session.isReadOnly());
    m_record->setChecked(!m_session.isReadOnly());
    const int fieldWidth = fontMetrics().averageCharWidth() * 30;
    for (QWidget *field : std::initializer_list<QWidget *>{m_seed, m_startTime, m_runs})
        field->setFixedWidth(fieldWidth);
    auto *left = new QFormLayout;
    left->addRow(tr("Computers:"), makeWhere());
    left->addRow(QString(), m_record);
    auto *right = new QFormLayout;
    right->addRow(tr("See&d:"), m_seed);
    right->addRow(tr("&Clock starts at:"), m_startTime);
    right->addRow(tr("&Runs:"), m_runs);
    auto *form = new QHBoxLayout;
    form->addLayout(left, 1);
    form->addLayout(right);
    return form;
}

QLayout *SimulateDialog::makeWhere()
{
    m_own->setObjectName(QStringLiteral("ownComputers"));
    m_madeUp->setObjectName(QStringLiteral("madeUpComputers"));
    m_madeUp->setChecked(true);
    m_count->setObjectName(QStringLiteral("computerCount"));
    m_count->setAccessibleName(tr("Number of made-up computers"));
    m_count->setRange(1, mostSimulatedComputers);
    m_count->setValue(usualComputers);
    m_count->setGroupSeparatorShown(true);
    connect(m_madeUp, &QRadioButton::toggled, m_count, &QWidget::setEnabled);
    auto *madeUp = new QHBoxLayout;
    madeUp->addWidget(m_madeUp);
    madeUp->addWidget(m_count);
    madeUp->addStretch(1);
    auto *where = new QVBoxLayout;
    where->addWidget(m_own);
    where->addLayout(madeUp);
    return where;
}

void SimulateDialog::makeButtons(QLayout &layout)
{
    m_start = m_buttons->addButton(tr("&Simulate"), QDialogButtonBox::ActionRole);
    m_start->setObjectName(QStringLiteral("startButton"));
    m_start->setIcon(icon(Symbol::simulation));
    m_start->setDefault(true);
    m_buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeButton"));
    connect(m_start, &QPushButton::clicked, this, &SimulateDialog::start);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &SimulateDialog::reject);
    layout.addWidget(m_buttons);
}

// Without them the rows say the items' places alone.
void SimulateDialog::nameItems()
{
    Workspace &workspace = m_session.workspace();
    const Result<SequentialTask> task = workspace.store().tasks().find(m_task);
    const Result<QStringList> names = task ? programNamesOf(workspace, *task) : task.error();
    if (names)
        m_assumptions->setItemNames(*names);
}

void SimulateDialog::reject()
{
    if (m_poll.isActive())
        m_control->cancel();
    else
        QDialog::reject();
}

void SimulateDialog::takeOver(const Scenario &scenario)
{
    m_seed->setText(QString::number(scenario.seed));
    m_startTime->setDateTime(QDateTime::fromMSecsSinceEpoch(scenario.start, Qt::UTC));
    m_runs->setValue(scenario.runs);
    m_madeUp->setChecked(scenario.endpoints.has_value());
    m_own->setChecked(!scenario.endpoints.has_value());
    if (scenario.endpoints)
        m_count->setValue(*scenario.endpoints);
}

std::optional<quint64> SimulateDialog::seed() const
{
    bool ok = false;
    const quint64 seed = m_seed->text().toULongLong(&ok);
    return ok ? std::optional(seed) : std::nullopt;
}

Scenario SimulateDialog::scenario() const
{
    Scenario scenario = m_assumptions->model().scenario();
    scenario.seed = seed().value_or(0);
    scenario.start = m_startTime->dateTime().toMSecsSinceEpoch();
    scenario.runs = m_runs->value();
    scenario.endpoints = m_madeUp->isChecked() ? std::optional(m_count->value()) : std::nullopt;
    return scenario;
}

void SimulateDialog::start()
{
    const Scenario assumed = scenario();
    const Result<> right = checkScenario(assumed);
    m_problem->say(!seed() ? tr("The seed is a whole number from 0 to 18446744073709551615.") : right ? QString() : right.error().detail);
    if (!seed() || !right)
        return;
    const SimulationWish wish{m_task, assumed.endpoints, assumed.seed, m_record->isChecked(), assumed};
    m_control = std::make_shared<JobControl>();
    setRunning(true);
    m_session.run<SimulationOutcome>([wish](Workspace &workspace, JobControl &control) { return simulate(workspace, wish, control); }, m_control)
        .then(this, [this](const Result<SimulationOutcome> &outcome) { finish(outcome); });
}

void SimulateDialog::finish(const Result<SimulationOutcome> &outcome)
{
    setRunning(false);
    if (!outcome && outcome.error().code == ErrorCode::cancelled)
        return;
    if (!outcome) {
        showError(this, tr("The task cannot be simulated."), outcome.error());
        return;
    }
    if (outcome->recorded) {
        m_session.noteTaskChange(); // the navigator counts the runs
        accept();
        Q_EMIT recorded(outcome->recorded->toString());
        return;
    }
    m_result->setPlainText(tr("Simulated: %1").arg(outcome->summary) + QStringLiteral("\n\n") + outcome->items.join(u'\n'));
    m_result->show();
    resize(width(), std::max(height(), sizeHint().height()));
}

void SimulateDialog::setRunning(bool running)
{
    m_start->setEnabled(!running);
    m_assumptions->setEnabled(!running);
    m_buttons->button(QDialogButtonBox::Close)->setText(running ? tr("&Cancel") : tr("&Close"));
    m_progress->setRange(0, 0);
    m_progress->setVisible(running);
    if (running)
        m_poll.start();
    else
        m_poll.stop();
}

} // namespace seriatim
