#include "ui/programeditor.h"

#include "models/catalogueedit.h"
#include "models/programcommand.h"
#include "models/programwords.h"
#include "ui/icons.h"
#include "ui/ruleeditor.h"
#include "ui/speedwords.h"
#include "ui_programeditor.h"

#include <QAction>
#include <QFontDatabase>
#include <QHeaderView>

namespace seriatim {

namespace {

template <typename Value>
void fill(QComboBox *box, std::initializer_list<Value> values, QString (*text)(Value))
{
    for (const Value value : values) {
        QString words = text(value);
        words[0] = words[0].toUpper();
        box->addItem(words, static_cast<int>(value));
    }
}

constexpr int linesOfCommand = 3;

} // namespace

ProgramEditor::ProgramEditor(FieldBinder<Program>::Edit edit, std::function<void()> endMerging, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::ProgramEditor>()), m_binder(std::move(edit), std::move(endMerging)),
      m_environment(new EnvironmentModel(this)), m_detection(new RuleEditor(RuleUse::detection, this))
{
    m_ui->setupUi(this);
    m_detection->setObjectName(QStringLiteral("detectionEditor"));
    m_ui->detectionLayout->addWidget(m_detection);
    bindGeneral();
    bindCodes();
    bindRunning();
    bindEnvironment();
    connect(m_detection, &RuleEditor::ruleEdited, this, [this] {
        m_binder.edit(m_detection->editText(), [this](Program &program) { program.detection = m_detection->rule(); }, m_detection->editKey());
    });
    m_binder.custom([this](const Program &program) { m_detection->setRule(program.detection); },
                    [this](bool readOnly) { m_detection->setReadOnly(readOnly); });
}

ProgramEditor::~ProgramEditor() = default;

void ProgramEditor::bindGeneral()
{
    m_binder.text(m_ui->programNameEdit, &Program::name, tr("Rename the program"));
    m_binder.text(m_ui->commandLineEdit, &Program::commandLine, tr("Change the command line"));
    m_binder.text(m_ui->workingDirectoryEdit, &Program::workingDirectory, tr("Change the working directory"));
    m_binder.text(m_ui->notesEdit, &Program::notes, tr("Change the notes"));
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_ui->commandLineEdit->setFont(fixed);
    m_ui->previewEdit->setFont(fixed);
    m_ui->previewEdit->setWordWrapMode(QTextOption::WrapAnywhere);
    const int line = QFontMetrics(fixed).lineSpacing();
    m_ui->commandLineEdit->setMaximumHeight(line * (linesOfCommand + 1));
    m_ui->notesEdit->setMaximumHeight(line * (linesOfCommand + 1));
}

void ProgramEditor::bindCodes()
{
    bindCodeList(m_ui->successEdit, m_ui->successProblem, &ReturnCodeRules::success, tr("Change the success codes"));
    bindCodeList(m_ui->restartEdit, m_ui->restartProblem, &ReturnCodeRules::restart, tr("Change the restart codes"));
    bindCodeList(m_ui->restartStartedEdit, m_ui->restartStartedProblem, &ReturnCodeRules::restartStarted, tr("Change the restart-started codes"));
    bindCodeList(m_ui->retryEdit, m_ui->retryProblem, &ReturnCodeRules::retry, tr("Change the try-again codes"));
    bindCodeList(m_ui->failureEdit, m_ui->failureProblem, &ReturnCodeRules::failure, tr("Change the failure codes"));
    m_ui->successEdit->setPlaceholderText(QStringLiteral("0"));
    m_binder.number(m_ui->retryDelayBox, &Program::retryDelayMinutes, tr("Change the wait before trying again"));
    m_binder.number(m_ui->retryCountBox, &Program::retryCount, tr("Change how often to try again"));
    m_binder.number(m_ui->maximumAttemptsBox, &Program::maximumAttempts, tr("Change the attempts when interrupted"));
    connect(m_ui->installerCodesButton, &QPushButton::clicked, this, [this] {
        m_binder.edit(tr("Fill in Windows Installer's return codes"), [](Program &program) { program.codes = ReturnCodeRules::windowsInstaller(); });
    });
}

void ProgramEditor::bindCodeList(QLineEdit *control, ToneLabel *problem, ReturnCodeList ReturnCodeRules::*list, const QString &step)
{
    // A program that nothing can satisfy helps nobody: no success code means 0.
    const auto listOf = [list](const QString &text) {
        Result<ReturnCodeList> codes = parseReturnCodes(text);
        return codes && codes->empty() && list == &ReturnCodeRules::success ? Result<ReturnCodeList>(ReturnCodeList{0}) : codes;
    };
    problem->say({});
    connect(control, &QLineEdit::textEdited, this, [=, this](const QString &text) {
        const Result<ReturnCodeList> codes = listOf(text);
        problem->say(codes ? QString() : codes.error().message());
        if (codes)
            m_binder.edit(step, [&](Program &program) { program.codes.*list = *codes; }, control->objectName());
    });
    connect(control, &QLineEdit::editingFinished, this, [this] { m_binder.endMerging(); });
    m_binder.custom(
        [=, of = std::optional<ProgramId>(), shown = ReturnCodeList()](const Program &program) mutable {
            const ReturnCodeList &codes = program.codes.*list;
            const Result<ReturnCodeList> written = listOf(control->text());
            const bool stays = of == program.id && (written ? *written == codes : shown == codes);
            if (!stays) {
                control->setText(codes.empty() ? QString() : codesText(codes));
                problem->say({});
            }
            of = program.id;
            shown = codes;
        },
        [=](bool readOnly) { control->setReadOnly(readOnly); });
}

void ProgramEditor::bindRunning()
{
    fill(m_ui->afterRunningBox, {AfterRunning::noAction, AfterRunning::restart, AfterRunning::logOff}, &afterRunningText);
    fill(m_ui->startingWindowBox, {StartingWindow::normal, StartingWindow::hidden, StartingWindow::minimized, StartingWindow::maximized}, &startingWindowText);
    fill(m_ui->rightsBox, {RunWithRights::system, RunWithRights::loggedInUser, RunWithRights::specifiedUser}, &rightsText);
    fill(m_ui->canRunBox, {CanRun::always, CanRun::loggedOn, CanRun::noneLoggedOn}, &canRunText);
    m_binder.choice(m_ui->afterRunningBox, &Program::afterRunning, tr("Change what happens after running"));
    m_binder.choice(m_ui->startingWindowBox, &Program::startingWindow, tr("Change the starting window"));
    m_binder.choice(m_ui->rightsBox, &Program::rights, tr("Change the rights to run with"));
    m_binder.text(m_ui->specifiedUserEdit, &Program::specifiedUser, tr("Change the user to run as"));
    m_binder.choice(m_ui->canRunBox, &Program::canRun, tr("Change when the program can run"));
    m_binder.number(m_ui->diskSpaceBox, &Program::estimatedDiskSpaceMb, tr("Change the estimated disk space"));
    m_binder.number(m_ui->runTimeBox, &Program::estimatedRunTimeMinutes, tr("Change the estimated run time"));
    m_binder.number(m_ui->terminateBox, &Program::terminateAfterMinutes, tr("Change when the program is terminated"));

    connect(m_ui->restartDelayInheritedBox, &QCheckBox::clicked, this, [this](bool inherited) {
        m_binder.edit(tr("Change the restart delay"), [&](Program &program) {
            program.restartDelayMinutes = inherited ? std::nullopt : std::optional(m_ui->restartDelayBox->value());
        });
    });
    connect(m_ui->restartDelayBox, &QSpinBox::valueChanged, this, [this](int minutes) {
        m_binder.edit(tr("Change the restart delay"), [&](Program &program) { program.restartDelayMinutes = minutes; }, m_ui->restartDelayBox->objectName());
    });
    m_binder.custom(
        [this](const Program &program) {
            const QSignalBlocker quiet(m_ui->restartDelayBox);
            m_ui->restartDelayInheritedBox->setChecked(!program.restartDelayMinutes);
            if (program.restartDelayMinutes)
                m_ui->restartDelayBox->setValue(*program.restartDelayMinutes);
            m_ui->restartDelayBox->setEnabled(program.restartDelayMinutes && !m_readOnly);
        },
        [this](bool readOnly) { m_ui->restartDelayInheritedBox->setEnabled(!readOnly); });

    connect(m_ui->connectionSpeedBox, &QComboBox::activated, this, [this] {
        m_binder.edit(tr("Change the minimum connection speed"), [this](Program &program) {
            program.minimumConnectionSpeedKbps = m_ui->connectionSpeedBox->currentData().toInt();
        });
    });
    m_binder.custom([this](const Program &program) { chooseSpeed(m_ui->connectionSpeedBox, program.minimumConnectionSpeedKbps); },
                    [this](bool readOnly) { m_ui->connectionSpeedBox->setEnabled(!readOnly); });
}

void ProgramEditor::bindEnvironment()
{
    m_ui->addVariableButton->setIcon(icon(Symbol::add));
    m_ui->removeVariableButton->setIcon(icon(Symbol::remove));
    m_ui->environmentTable->setModel(m_environment);
    m_ui->environmentTable->horizontalHeader()->setStretchLastSection(true);
    m_ui->environmentTable->verticalHeader()->hide();
    m_ui->environmentTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_ui->environmentTable->setTabKeyNavigation(false);
    m_ui->environmentProblem->say({});
    connect(m_ui->addVariableButton, &QToolButton::clicked, this, [this] {
        const QModelIndex added = m_environment->add();
        m_ui->environmentTable->setCurrentIndex(added);
        m_ui->environmentTable->edit(added);
    });
    const auto remove = [this] { m_environment->remove(m_ui->environmentTable->currentIndex().row()); };
    connect(m_ui->removeVariableButton, &QToolButton::clicked, this, remove);
    auto *key = new QAction(this);
    key->setShortcut(QKeySequence::Delete);
    key->setShortcutContext(Qt::WidgetShortcut);
    m_ui->environmentTable->addAction(key);
    connect(key, &QAction::triggered, this, remove);
    connect(m_environment, &EnvironmentModel::refused, this, [this](const QString &why) { m_ui->environmentProblem->say(why); });
    connect(m_environment, &EnvironmentModel::edited, this, [this](const QString &text) {
        m_ui->environmentProblem->say({});
        m_binder.edit(text, [this](Program &program) { program.environment = m_environment->variables(); });
    });
    m_binder.custom([this](const Program &program) { m_environment->setVariables(program.environment); },
                    [this](bool readOnly) {
                        m_environment->setReadOnly(readOnly);
                        m_ui->addVariableButton->setEnabled(!readOnly);
                        m_ui->removeVariableButton->setEnabled(!readOnly);
                    });
}

void ProgramEditor::show(const Package &package, const Program &program)
{
    const bool another = !m_shown || m_shown->id != program.id;
    if (another)
        m_ui->environmentProblem->say({});
    m_shown = program;
    m_binder.show(program);
    m_ui->specifiedUserEdit->setVisible(program.rights == RunWithRights::specifiedUser);
    if (const QString preview = programCommandText(package, program); preview != m_ui->previewEdit->toPlainText())
        m_ui->previewEdit->setPlainText(preview);
    RuleTestPlace place;
    place.environment = {{QStringLiteral("SERIATIM_HOME"), m_agentHome},
                         {QStringLiteral("SERIATIM_PACKAGE"), m_agentHome + QStringLiteral("/Package Cache/")
                                                                  + package.id.uuid().toString(QUuid::WithoutBraces).toUpper()}};
    place.environment.insert(place.environment.end(), program.environment.begin(), program.environment.end());
    m_detection->setTestPlace(place);
    showNotices(program);
}

void ProgramEditor::showNotices(const Program &program)
{
    if (!m_readOnly && wantsWindowsInstallerCodes(program) && !m_installerOffersDeclined.contains(program.id)) {
        m_ui->installerNotice->say(Symbol::information, tr("This starts Windows Installer. Fill in its usual return codes (1707, 3010, 1641, 1618)?"),
                                   {{tr("&Fill in"), [this] { m_ui->installerCodesButton->click(); }},
                                    {tr("N&o"), [this, id = program.id] { m_installerOffersDeclined.insert(id); }}});
    } else {
        m_ui->installerNotice->clear();
    }
    const QString contradiction = rightsContradiction(program);
    if (contradiction.isEmpty()) {
        m_ui->rightsNotice->clear();
        return;
    }
    const auto mend = [this] {
        m_binder.edit(tr("Run only when a user is logged on"), [](Program &shown) { shown.canRun = CanRun::loggedOn; });
    };
    m_ui->rightsNotice->say(Symbol::problem, contradiction,
                            m_readOnly ? std::vector<NoticeBar::Answer>{} : std::vector<NoticeBar::Answer>{{tr("Only when a user is &logged on"), mend}});
}

void ProgramEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_binder.setReadOnly(readOnly);
    m_ui->installerCodesButton->setEnabled(!readOnly);
    if (readOnly)
        m_ui->restartDelayBox->setEnabled(false);
}

QString ProgramEditor::showMistake()
{
    if (!m_shown)
        return {};
    const std::pair<QLineEdit *, ToneLabel *> lists[] = {{m_ui->successEdit, m_ui->successProblem},
                                                         {m_ui->restartEdit, m_ui->restartProblem},
                                                         {m_ui->restartStartedEdit, m_ui->restartStartedProblem},
                                                         {m_ui->retryEdit, m_ui->retryProblem},
                                                         {m_ui->failureEdit, m_ui->failureProblem}};
    for (const auto &[control, problem] : lists) {
        if (problem->text().isEmpty())
            continue;
        m_ui->tabs->setCurrentWidget(m_ui->codesTab);
        control->setFocus();
        return problem->text();
    }
    if (const QString contradiction = rightsContradiction(*m_shown); !contradiction.isEmpty()) {
        m_ui->tabs->setCurrentWidget(m_ui->runningTab);
        m_ui->canRunBox->setFocus();
        return contradiction;
    }
    if (!m_detection->isValid()) {
        m_ui->tabs->setCurrentWidget(m_ui->detectionTab);
        return tr("The detection rule is not complete.");
    }
    const Result<> valid = validateProgram(*m_shown, tr("program “%1”").arg(m_shown->name));
    return valid ? QString() : valid.error().message();
}

} // namespace seriatim
