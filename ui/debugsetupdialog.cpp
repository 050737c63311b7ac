#include "ui/debugsetupdialog.h"

#include "ui/debuggerwindow.h"
#include "ui/icons.h"
#include "ui/tonelabel.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <limits>

namespace seriatim {

DebugSetupDialog::DebugSetupDialog(StoreSession &session, const QString &taskGuid, const QString &taskName, QWidget *parent)
    : QDialog(parent), m_session(session), m_task(taskGuid), m_computer(new QLineEdit(this)), m_file(new QLineEdit(this)), m_seed(new QSpinBox(this))
    , m_profile(new QComboBox(this)), m_problem(new ToneLabel(this))
{
    setObjectName(QStringLiteral("debugSetupDialog"));
    setWindowTitle(tr("Debug “%1” on a Simulated Computer").arg(taskName));
    m_computer->setObjectName(QStringLiteral("computerName"));
    m_computer->setPlaceholderText(tr("empty: a made-up one, SIM-000001"));
    m_file->setObjectName(QStringLiteral("scenarioFile"));
    m_file->setReadOnly(true);
    m_file->setPlaceholderText(tr("nothing assumed: every program returns 0"));
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_profile->setObjectName(QStringLiteral("profile"));
    m_profile->addItem(tr("Seriatim's agent"), static_cast<int>(AgentProfile::ours));
    m_profile->addItem(tr("Classic agent before its service pack 3, which forgets at every start"), static_cast<int>(AgentProfile::preSp3));
    m_problem->setObjectName(QStringLiteral("problemLabel"));
    m_problem->hide();
    auto *choose = new QPushButton(icon(Symbol::open), tr("&Choose…"), this);
    choose->setObjectName(QStringLiteral("chooseScenario"));
    auto *file = new QHBoxLayout;
    file->addWidget(m_file, 1);
    file->addWidget(choose);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("&Debug"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("startButton"));
    m_start->setIcon(icon(Symbol::step));
    m_start->setDefault(true);
    auto *form = new QFormLayout(this);
    form->addRow(tr("C&omputer:"), m_computer);
    form->addRow(tr("Sc&enario:"), file);
    form->addRow(tr("&Seed:"), m_seed);
    form->addRow(tr("&Agent:"), m_profile);
    form->addRow(m_problem);
    form->addRow(buttons);
    connect(choose, &QPushButton::clicked, this, &DebugSetupDialog::chooseFile);
    connect(m_start, &QPushButton::clicked, this, &DebugSetupDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 80, sizeHint().height());
}

void DebugSetupDialog::setComputer(const QString &name)
{
    m_computer->setText(name);
}

void DebugSetupDialog::setScenario(const QString &text)
{
    m_scenarioText = text;
    m_scenarioFile = tr("the recorded run");
    m_file->setText(text.isEmpty() ? QString() : tr("as the recorded run assumed"));
    showSeed(scenario());
}

void DebugSetupDialog::showSeed(const Result<Scenario> &read)
{
    if (read)
        m_seed->setValue(static_cast<int>(std::min<quint64>(read->seed, static_cast<quint64>(m_seed->maximum()))));
}

void DebugSetupDialog::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a Scenario"), {}, tr("Scenarios (*.xml);;All files (*)"));
    if (path.isEmpty())
        return;
    const Result<QString> text = readScenarioText(path);
    if (!text) {
        m_problem->say(text.error().message());
        return;
    }
    m_scenarioText = *text;
    m_scenarioFile = path;
    m_file->setText(QFileInfo(path).fileName());
    const Result<Scenario> read = scenario();
    m_problem->say(read ? QString() : read.error().message());
    showSeed(read);
}

Result<Scenario> DebugSetupDialog::scenario() const
{
    return m_scenarioText.isEmpty() ? Result<Scenario>(Scenario()) : readScenario(m_scenarioText.toUtf8(), m_scenarioFile);
}

void DebugSetupDialog::start()
{
    Result<Scenario> assumed = scenario();
    if (!assumed) {
        m_problem->say(assumed.error().message());
        return;
    }
    // A seed beyond what the box can show stays as it is until another one is chosen.
    if (assumed->seed < static_cast<quint64>(m_seed->maximum()) || m_seed->value() != m_seed->maximum())
        assumed->seed = static_cast<quint64>(m_seed->value());
    const QString name = m_computer->text().trimmed();
    const bool madeUp = name.isEmpty() || name.startsWith(QStringLiteral("SIM-"), Qt::CaseInsensitive);
    if (madeUp && !assumed->endpoints)
        assumed->endpoints = std::max(1, name.mid(4).toInt());
    else if (!madeUp)
        assumed->endpoints.reset();
    m_start->setEnabled(false);
    m_session.run<PreparedTask>([task = m_task, assumed = *assumed](Workspace &workspace, JobControl &) { return prepareTask(workspace, task, assumed); })
        .then(this, [this](const Result<PreparedTask> &prepared) { open(prepared); });
}

void DebugSetupDialog::open(const Result<PreparedTask> &prepared)
{
    m_start->setEnabled(true);
    const QString name = m_computer->text().trimmed();
    if (!prepared) {
        m_problem->say(prepared.error().code == ErrorCode::notFound && !name.isEmpty()
                           ? tr("The task does not apply to “%1”; leave the name empty for a made-up computer.").arg(name)
                           : prepared.error().message());
        return;
    }
    const std::optional<int> computer = name.isEmpty() ? std::optional(0) : (*prepared)->find(name);
    if (!computer) {
        m_problem->say(tr("The task does not apply to “%1”; leave the name empty for a made-up computer.").arg(name));
        return;
    }
    Q_EMIT ready(*prepared, *computer, static_cast<AgentProfile>(m_profile->currentData().toInt()));
    accept();
}

void openDebugger(StoreSession &session, const QString &taskGuid, const QString &taskName, const QString &computer, const QString &scenarioText, QWidget *parent)
{
    auto *dialog = new DebugSetupDialog(session, taskGuid, taskName, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setComputer(computer);
    dialog->setScenario(scenarioText);
    QObject::connect(dialog, &DebugSetupDialog::ready, parent, [parent, &session](const PreparedTask &prepared, int number, AgentProfile profile) {
        auto *window = new DebuggerWindow(std::make_unique<EndpointDebugger>(prepared, number, profile), &session, parent);
        window->setAttribute(Qt::WA_DeleteOnClose);
        window->show();
    });
    dialog->QDialog::open();
}

} // namespace seriatim
