#include "ui/multieditdialog.h"

#include "models/programwords.h"
#include "ui_multieditdialog.h"

#include <QPushButton>

namespace seriatim {

namespace {

constexpr int minutesPerDay = 24 * 60;

template <typename Value>
void fill(QComboBox *box, std::initializer_list<Value> values, QString (*text)(Value))
{
    for (const Value value : values) {
        QString words = text(value);
        words[0] = words[0].toUpper();
        box->addItem(words, static_cast<int>(value));
    }
}

template <typename Value>
std::optional<Value> chosen(const QCheckBox *check, const QComboBox *box)
{
    return check->isChecked() ? std::optional(static_cast<Value>(box->currentData().toInt())) : std::nullopt;
}

std::optional<int> number(const QCheckBox *check, const QSpinBox *box)
{
    return check->isChecked() ? std::optional(box->value()) : std::nullopt;
}

std::optional<QString> text(const QCheckBox *check, const QLineEdit *edit)
{
    return check->isChecked() ? std::optional(edit->text()) : std::nullopt;
}

} // namespace

MultiEditDialog::MultiEditDialog(const std::vector<Package> &packages, const QSet<ProgramId> &programs, const QStringList &folders, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::MultiEditDialog>()), m_packages(packages), m_programs(programs)
{
    m_ui->setupUi(this);
    fillChoices();
    m_ui->folderBox->setFolders(folders);
    m_ui->buttons->addButton(tr("&Save"), QDialogButtonBox::AcceptRole)->setObjectName(QStringLiteral("saveButton"));
    m_ui->buttons->addButton(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    tie(m_ui->folderCheck, {m_ui->folderBox});
    tie(m_ui->manufacturerCheck, {m_ui->manufacturerEdit});
    tie(m_ui->languageCheck, {m_ui->languageEdit});
    tie(m_ui->priorityCheck, {m_ui->priorityBox});
    tie(m_ui->cleanupCheck, {m_ui->cleanupBox});
    tie(m_ui->statusEventsCheck, {m_ui->statusEventsBox});
    tie(m_ui->afterRunningCheck, {m_ui->afterRunningBox});
    tie(m_ui->rightsCheck, {m_ui->rightsBox, m_ui->specifiedUserEdit});
    tie(m_ui->canRunCheck, {m_ui->canRunBox});
    tie(m_ui->startingWindowCheck, {m_ui->startingWindowBox});
    tie(m_ui->terminateCheck, {m_ui->terminateBox});
    tie(m_ui->runTimeCheck, {m_ui->runTimeBox});
    tie(m_ui->installerCodesCheck, {m_ui->installerCodesLabel});
    judge();
}

MultiEditDialog::~MultiEditDialog() = default;

void MultiEditDialog::fillChoices()
{
    fill(m_ui->afterRunningBox, {AfterRunning::noAction, AfterRunning::restart, AfterRunning::logOff}, &afterRunningText);
    fill(m_ui->rightsBox, {RunWithRights::system, RunWithRights::loggedInUser, RunWithRights::specifiedUser}, &rightsText);
    fill(m_ui->canRunBox, {CanRun::always, CanRun::loggedOn, CanRun::noneLoggedOn}, &canRunText);
    fill(m_ui->startingWindowBox, {StartingWindow::normal, StartingWindow::hidden, StartingWindow::minimized, StartingWindow::maximized}, &startingWindowText);
    m_ui->statusEventsBox->addItem(tr("Send them"), 1);
    m_ui->statusEventsBox->addItem(tr("Send none"), 0);
}

void MultiEditDialog::tie(QCheckBox *check, std::initializer_list<QWidget *> fields)
{
    for (QWidget *field : fields) {
        field->setEnabled(false);
        connect(check, &QCheckBox::toggled, field, &QWidget::setEnabled);
        if (auto *box = qobject_cast<FolderBox *>(field))
            connect(box, &FolderBox::folderEdited, this, &MultiEditDialog::judge);
        else if (auto *choice = qobject_cast<QComboBox *>(field))
            connect(choice, &QComboBox::currentIndexChanged, this, &MultiEditDialog::judge);
        else if (auto *spin = qobject_cast<QSpinBox *>(field))
            connect(spin, &QSpinBox::valueChanged, this, &MultiEditDialog::judge);
        else if (auto *line = qobject_cast<QLineEdit *>(field))
            connect(line, &QLineEdit::textEdited, this, &MultiEditDialog::judge);
    }
    connect(check, &QCheckBox::toggled, this, &MultiEditDialog::judge);
}

MultiEdit MultiEditDialog::edit() const
{
    MultiEdit edit;
    if (m_ui->folderCheck->isChecked())
        edit.folder = m_ui->folderBox->folder();
    edit.manufacturer = text(m_ui->manufacturerCheck, m_ui->manufacturerEdit);
    edit.language = text(m_ui->languageCheck, m_ui->languageEdit);
    edit.priority = number(m_ui->priorityCheck, m_ui->priorityBox);
    if (m_ui->cleanupCheck->isChecked())
        edit.cleanupAfterMinutes = m_ui->cleanupBox->value() * minutesPerDay;
    if (m_ui->statusEventsCheck->isChecked())
        edit.statusEvents = m_ui->statusEventsBox->currentData().toInt() == 1;
    edit.afterRunning = chosen<AfterRunning>(m_ui->afterRunningCheck, m_ui->afterRunningBox);
    edit.rights = chosen<RunWithRights>(m_ui->rightsCheck, m_ui->rightsBox);
    edit.specifiedUser = m_ui->specifiedUserEdit->text();
    edit.canRun = chosen<CanRun>(m_ui->canRunCheck, m_ui->canRunBox);
    edit.startingWindow = chosen<StartingWindow>(m_ui->startingWindowCheck, m_ui->startingWindowBox);
    edit.terminateAfterMinutes = number(m_ui->terminateCheck, m_ui->terminateBox);
    edit.estimatedRunTimeMinutes = number(m_ui->runTimeCheck, m_ui->runTimeBox);
    edit.windowsInstallerCodes = m_ui->installerCodesCheck->isChecked();
    return edit;
}

// Says what would change, or why it cannot.
void MultiEditDialog::judge()
{
    const MultiEdit wished = edit();
    m_ui->specifiedUserEdit->setVisible(wished.rights == RunWithRights::specifiedUser);
    QString problem;
    m_changes.clear();
    if (wished.rights == RunWithRights::specifiedUser && wished.specifiedUser.trimmed().isEmpty()) {
        problem = tr("Enter the user to run as.");
    } else if (auto changes = applied(wished, m_packages, m_programs); changes) {
        m_changes = std::move(*changes);
    } else {
        problem = changes.error().message();
    }
    m_ui->problemLabel->say(problem);
    size_t programs = 0;
    for (const Package &package : m_packages) {
        for (const Program &program : package.programs)
            programs += m_programs.isEmpty() || m_programs.contains(program.id) ? 1 : 0;
    }
    const QString selected = tr("Packages: %1, programs: %2.").arg(m_packages.size()).arg(programs);
    m_ui->summaryLabel->setText(!problem.isEmpty() ? selected
                                : wished.isEmpty() ? selected + u' ' + tr("Check what to change; all else stays as each of them has it.")
                                                 : selected + u' ' + tr("Packages that change: %1.").arg(m_changes.size()));
    m_ui->buttons->findChild<QPushButton *>(QStringLiteral("saveButton"))->setEnabled(problem.isEmpty() && !m_changes.empty());
}

} // namespace seriatim
