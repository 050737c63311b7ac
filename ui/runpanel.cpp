#include "ui/runpanel.h"

#include "models/timewords.h"
#include "ui/statuslook.h"
#include "ui_runpanel.h"

#include <QEvent>
#include <QMessageBox>

namespace seriatim {

RunPanel::RunPanel(StoreSession &session, QWidget *parent) : QWidget(parent), m_run(session), m_computer(LocalRun::thisComputerName()), m_ui(std::make_unique<Ui::RunPanel>())
{
    m_ui->setupUi(this);
    setObjectName(QStringLiteral("runPanel"));
    m_ui->runStopButton->setIcon(icon(Symbol::stop));
    m_ui->runHideButton->setIcon(icon(Symbol::close));
    m_second.setInterval(static_cast<int>(millisPerSecond));
    connect(&m_second, &QTimer::timeout, this, &RunPanel::showElapsed);
    connect(m_ui->runStopButton, &QPushButton::clicked, &m_run, &LocalRun::stop);
    connect(m_ui->runHideButton, &QToolButton::clicked, this, &QWidget::hide);
    connect(&m_run, &LocalRun::stateChanged, this, &RunPanel::showState);
    connect(&m_run, &LocalRun::progressed, this, &RunPanel::addLine);
    connect(&m_run, &LocalRun::placeReached, this, [this](int place) {
        m_place = place;
        showState();
    });
    connect(&m_run, &LocalRun::finished, this, &RunPanel::showEnd);
    hide();
}

RunPanel::~RunPanel() = default;

void RunPanel::run(const SequentialTask &saved, std::optional<int> fromPlace)
{
    show();
    if (!m_run.isRunning()) {
        m_task = saved.name;
        m_count = static_cast<int>(saved.items.size());
        m_place = 0;
        m_closing = false;
        m_good.reset();
        m_ui->runLines->clear();
        addLine(tr("Restarts are simulated on this run: the agent starts again as after a boot, the computer does not."));
    }
    if (const Result<> started = m_run.start(saved, fromPlace); !started && !m_run.isRunning())
        setOutcome(started.error().message(), false);
}

bool RunPanel::mayClose()
{
    if (!m_run.isRunning())
        return true;
    if (m_closing)
        return false;
    QMessageBox question(QMessageBox::Question, tr("A task is running on this computer"),
                         tr("'%1' is running on this computer. Stop it after the program that is running, and close then?").arg(m_task),
                         QMessageBox::NoButton, this);
    question.setObjectName(QStringLiteral("closeWhileRunning"));
    question.setInformativeText(tr("Run now goes on from there the next time."));
    QPushButton *stop = question.addButton(tr("&Stop and close"), QMessageBox::AcceptRole);
    question.addButton(tr("&Go on running"), QMessageBox::RejectRole);
    question.setDefaultButton(stop);
    question.exec();
    if (question.clickedButton() != stop)
        return false;
    if (!m_run.isRunning())
        return true; // it ended while the question stood
    m_closing = true;
    m_run.stop();
    return false;
}

void RunPanel::addLine(const QString &line)
{
    m_ui->runLines->appendPlainText(line);
}

void RunPanel::showState()
{
    const bool running = m_run.isRunning();
    running ? m_second.start() : m_second.stop();
    m_ui->runStopButton->setVisible(running);
    m_ui->runStopButton->setEnabled(m_run.state() == LocalRun::State::running);
    m_ui->runHideButton->setVisible(!running);
    m_ui->runProgress->setVisible(running);
    m_ui->runProgress->setRange(0, m_count);
    m_ui->runProgress->setFormat(tr("item %1 of %2").arg(m_place).arg(m_count));
    m_ui->runProgress->setValue(m_place);
    if (running) {
        m_ui->runState->setText(m_run.state() == LocalRun::State::stopping
                                    ? tr("Stopping '%1' after the program that is running…").arg(m_task)
                                    : tr("Running '%1' on %2").arg(m_task, m_computer));
        paintOutcome();
    }
    showElapsed();
    Q_EMIT runningChanged();
}

void RunPanel::showElapsed()
{
    m_ui->runElapsed->setText(elapsedText(m_run.elapsedMs()));
}

void RunPanel::showEnd(const Result<AgentEnd> &end)
{
    if (!end) {
        setOutcome(end.error().message(), false);
    } else if (end->kind == AgentEnd::Kind::stopped) {
        setOutcome(tr("'%1' was stopped. Run now goes on from there.").arg(m_task), false);
    } else if (const auto &status = m_run.lastStatus()) {
        const QString words = status->explanation.isEmpty() ? statusText(*status) : status->explanation;
        setOutcome(tr("'%1' on %2 – %3").arg(m_task, m_computer, words), status->status == ComputerStatus::succeeded);
    } else {
        setOutcome(tr("'%1' ended, and nothing was reported.").arg(m_task), !end->anyFailed);
    }
    if (std::exchange(m_closing, false))
        Q_EMIT closingPossible();
}

void RunPanel::setOutcome(const QString &words, bool good)
{
    m_good = good;
    showState();
    m_ui->runState->setText(words);
    paintOutcome();
}

void RunPanel::paintOutcome()
{
    const int extent = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    const Symbol symbol = m_run.isRunning() ? Symbol::running : m_good.value_or(false) ? Symbol::succeeded : Symbol::failed;
    m_ui->runIcon->setPixmap(icon(symbol).pixmap(QSize(extent, extent), devicePixelRatioF()));
}

void RunPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintOutcome();
    QWidget::changeEvent(event);
}

} // namespace seriatim
