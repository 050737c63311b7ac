#include "ui/simulatedialog.h"

#include "ui/icons.h"
#include "ui/messages.h"
#include "ui_simulatedialog.h"

#include <QPushButton>

namespace seriatim {

namespace {

constexpr int pollMs = 100;

} // namespace

SimulateDialog::SimulateDialog(StoreSession &session, const QString &taskGuid, const QString &taskName, bool hasUnsavedChanges, QWidget *parent)
    : QDialog(parent), m_session(session), m_task(taskGuid), m_ui(std::make_unique<Ui::SimulateDialog>())
{
    m_ui->setupUi(this);
    QString text = tr("Walks “%1” on simulated computers, with the rules and the code of the real agent. Every program returns 0 after its estimated run time.").arg(taskName);
    if (hasUnsavedChanges)
        text += u'\n' + tr("Changes that are not saved are not simulated.");
    m_ui->explanation->setTextFormat(Qt::PlainText);
    m_ui->explanation->setText(text);
    m_ui->computerCount->setMaximum(mostSimulatedComputers);
    m_ui->record->setEnabled(!session.isReadOnly());
    m_ui->progress->hide();
    m_ui->result->hide();
    m_start = m_ui->buttons->addButton(tr("&Simulate"), QDialogButtonBox::ActionRole);
    m_start->setObjectName(QStringLiteral("startButton"));
    m_start->setIcon(icon(Symbol::simulation));
    m_start->setDefault(true);
    m_runs = m_ui->buttons->addButton(tr("Show the &Runs"), QDialogButtonBox::ActionRole);
    m_runs->setObjectName(QStringLiteral("runsButton"));
    m_runs->hide();
    connect(m_start, &QPushButton::clicked, this, &SimulateDialog::start);
    connect(m_runs, &QPushButton::clicked, this, [this] {
        Q_EMIT runsWished();
        accept();
    });
    m_poll.setInterval(pollMs);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        m_ui->progress->setRange(0, m_control->total());
        m_ui->progress->setValue(m_control->done());
    });
    resize(fontMetrics().averageCharWidth() * 75, sizeHint().height());
}

SimulateDialog::~SimulateDialog()
{
    if (m_control)
        m_control->cancel();
}

void SimulateDialog::reject()
{
    if (m_poll.isActive())
        m_control->cancel();
    else
        QDialog::reject();
}

void SimulateDialog::start()
{
    SimulationWish wish;
    wish.taskGuid = m_task;
    if (m_ui->madeUpComputers->isChecked())
        wish.computers = m_ui->computerCount->value();
    wish.seed = static_cast<quint64>(m_ui->seed->value());
    wish.record = m_ui->record->isChecked();
    m_control = std::make_shared<JobControl>();
    setRunning(true);
    m_session.run<SimulationOutcome>([wish](Workspace &workspace, JobControl &control) { return simulate(workspace, wish, control); }, m_control)
        .then(this, [this, recorded = wish.record](const Result<SimulationOutcome> &outcome) { finish(outcome, recorded); });
}

void SimulateDialog::finish(const Result<SimulationOutcome> &outcome, bool recorded)
{
    setRunning(false);
    if (!outcome && outcome.error().code == ErrorCode::cancelled)
        return;
    if (!outcome) {
        showError(this, tr("The task cannot be simulated."), outcome.error());
        return;
    }
    m_ui->result->setPlainText(tr("Simulated: %1").arg(outcome->summary) + QStringLiteral("\n\n") + outcome->items.join(u'\n'));
    m_ui->result->show();
    m_runs->setVisible(recorded);
    if (recorded)
        m_session.noteTaskChange(); // the navigator counts the runs
    resize(width(), std::max(height(), sizeHint().height()));
}

void SimulateDialog::setRunning(bool running)
{
    m_start->setEnabled(!running);
    m_ui->buttons->button(QDialogButtonBox::Close)->setText(running ? tr("&Cancel") : tr("&Close"));
    m_ui->progress->setRange(0, 0);
    m_ui->progress->setVisible(running);
    if (running)
        m_poll.start();
    else
        m_poll.stop();
}

} // namespace seriatim
