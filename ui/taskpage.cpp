#include "ui/taskpage.h"

#include "models/taskcopy.h"
#include "models/taskproblems.h"
#include "ui/advancedpage.h"
#include "ui/generalpage.h"
#include "ui/icons.h"
#include "ui/impactdialog.h"
#include "ui/messages.h"
#include "ui/portalpage.h"
#include "ui/runpanel.h"
#include "ui/staledialog.h"
#include "ui/statuspage.h"

#include <QInputDialog>

namespace seriatim {

namespace {

constexpr int keepDelayMs = 1000; // a crash loses at most what was typed in it

} // namespace

TaskPage::TaskPage(StoreSession &session, CatalogueDirectory &directory, const SequentialTask &stored, QWidget *parent)
    : EditorPage(parent), m_directory(directory), m_editor(session, stored), m_keeper(std::make_unique<DraftKeeper>(draftFolder(), session.path())),
      m_tabs(new QTabWidget(this)), m_general(new GeneralPage(m_editor, directory, this)), m_status(new StatusPage(session, directory, this)),
      m_run(new RunPanel(session, this))
{
    m_tabs->setObjectName(QStringLiteral("taskTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_general, tr("&General"));
    m_tabs->addTab(new AdvancedPage(m_editor, this), tr("Ad&vanced"));
    m_tabs->addTab(new PortalPage(m_editor, directory, this), tr("Software &Portal"));
    m_tabs->addTab(m_status, tr("S&tatus"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_run);

    m_keepTimer.setSingleShot(true);
    m_keepTimer.setInterval(keepDelayMs);
    connect(&m_keepTimer, &QTimer::timeout, this, &TaskPage::keepDraft);
    connect(&m_editor, &TaskEditor::stateChanged, this, &EditorPage::stateChanged);
    connect(&m_editor, &TaskEditor::draftChanged, &m_keepTimer, qOverload<>(&QTimer::start));
    connect(m_general, &GeneralPage::openRequested, this, &EditorPage::openRequested);
    connect(m_general, &GeneralPage::statusMessage, this, &EditorPage::statusMessage);
    connect(m_status, &StatusPage::runFromRequested, this, &TaskPage::runFrom);
    connect(m_status, &StatusPage::openRequested, this, &EditorPage::openRequested);
    connect(m_status, &StatusPage::statusMessage, this, &EditorPage::statusMessage);
    connect(m_run, &RunPanel::runningChanged, this, &EditorPage::stateChanged);
    connect(m_run, &RunPanel::runningChanged, m_status, [this] { m_status->setRunning(m_run->isRunning()); });
    connect(m_run, &RunPanel::closingPossible, this, &EditorPage::closeRequested);
    m_status->setTask(m_editor.saved());
    setFocusProxy(m_general->firstToFocus());
}

TaskPage::~TaskPage() = default;

PageKey TaskPage::key() const
{
    return {PageKind::task, m_editor.saved().id.toString()};
}

QString TaskPage::title() const
{
    return m_editor.draft().name.isEmpty() ? tr("Unnamed sequence") : m_editor.draft().name;
}

QIcon TaskPage::pageIcon() const
{
    return icon(m_editor.draft().enabled ? Symbol::task : Symbol::taskDisabled);
}

QString TaskPage::revisionText() const
{
    return m_editor.isNew() ? tr("not saved yet") : tr("revision %1").arg(m_editor.saved().revision);
}

Result<> TaskPage::takeUp(const DraftFile &found)
{
    Result<std::unique_ptr<DraftKeeper>> keeper = DraftKeeper::takeOver(found);
    if (!keeper)
        return keeper.error();
    m_keeper = std::move(keeper).value();
    const SequentialTask draft = m_editor.isNew() ? asNewTask(found.draft) : found.draft;
    m_editor.edit(tr("Take up the unsaved draft"), [&](SequentialTask &task) {
        const TaskId id = task.id;
        task = draft;
        task.id = id;
    });
    return Done{};
}

void TaskPage::keepDraft()
{
    if (!m_editor.isDirty() || m_editor.isReadOnly()) {
        forgetDraft();
        return;
    }
    if (const Result<> kept = m_keeper->keep(m_editor.draft()); !kept)
        Q_EMIT statusMessage(tr("The draft cannot be kept for the case of a crash: %1").arg(kept.error().message()));
}

QStringList TaskPage::programNames() const
{
    QStringList names;
    for (const LineItem &item : m_editor.draft().items) {
        const auto found = m_editor.programs().find(item.program);
        names.append(found ? QStringLiteral("%1 / %2").arg(found->package->name, found->program->name) : item.program.toString());
    }
    return names;
}

std::optional<KeepFinished> TaskPage::askAboutImpact()
{
    if (m_editor.isNew() || !executionOrderChanged(m_editor.saved(), m_editor.draft()))
        return KeepFinished::no; // nothing runs again, so nothing is asked
    ImpactDialog dialog(m_editor.session(), m_editor.saved(), m_editor.draft(), programNames(), this);
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    return dialog.choice();
}

bool TaskPage::save()
{
    if (!m_editor.isDirty())
        return true;
    if (const Result<> valid = validateTask(m_editor.draft()); !valid) {
        showError(this, tr("The sequence cannot be saved like this."), valid.error());
        return false;
    }
    const std::optional<KeepFinished> keep = askAboutImpact();
    if (!keep)
        return false;
    const Result<SaveOutcome> saved = m_editor.save(*keep);
    if (!saved && saved.error().code == ErrorCode::stale)
        return resolveStale();
    if (!saved) {
        showError(this, tr("The sequence was not saved."), saved.error());
        return false;
    }
    forgetDraft();
    m_status->setTask(m_editor.saved());
    Q_EMIT stateChanged();
    Q_EMIT statusMessage(tr("“%1” saved as revision %2").arg(saved->task.name).arg(saved->task.revision));
    return true;
}

// B8. Nothing is saved here: whoever puts a draft on top of another revision looks at it first.
bool TaskPage::resolveStale()
{
    const Result<StaleSave> stale = staleSaveOf(m_editor.session().workspace(), m_editor.draft());
    if (!stale) {
        showError(this, tr("The sequence was not saved, and what is stored now cannot be read."), stale.error());
        return false;
    }
    StaleDialog dialog(*stale, m_editor.draft().name, this);
    if (dialog.exec() != QDialog::Accepted)
        return false;
    goOnFrom(*stale, dialog.choice());
    m_status->setTask(m_editor.saved());
    return false;
}

void TaskPage::goOnFrom(const StaleSave &stale, StaleDialog::Choice choice)
{
    switch (choice) {
    case StaleDialog::Choice::cancel:
        break;
    case StaleDialog::Choice::reload:
        m_editor.rebase(stale.theirs, stale.theirs);
        Q_EMIT statusMessage(tr("Reloaded; nothing of yours is left unsaved"));
        break;
    case StaleDialog::Choice::putMineOnTop:
        m_editor.rebase(stale.theirs, onTopOf(m_editor.draft(), stale.base, stale.theirs));
        Q_EMIT statusMessage(tr("Your changes are on top of theirs; save when it is right"));
        break;
    case StaleDialog::Choice::makeNew: {
        const SequentialTask fresh = asNewTask(m_editor.draft());
        m_editor.rebase(fresh, fresh);
        Q_EMIT statusMessage(tr("This is a new sequence now; save it when it is right"));
        break;
    }
    }
}

void TaskPage::saveAsCopy()
{
    bool chosen = false;
    const QString name = QInputDialog::getText(this, tr("Save as a copy"), tr("Name of the copy (it begins disabled):"), QLineEdit::Normal,
                                               freeCopyName(m_editor.draft().name, {}), &chosen);
    if (!chosen || name.trimmed().isEmpty())
        return;
    const Result<SaveOutcome> saved = m_editor.session().workspace().saveTask(copyOf(m_editor.draft(), name.trimmed()), KeepFinished::no);
    if (!saved) {
        showError(this, tr("The copy was not saved."), saved.error());
        return;
    }
    m_editor.session().noteTaskChange();
    Q_EMIT openRequested({PageKind::task, saved->task.id.toString()});
}

void TaskPage::discard()
{
    forgetDraft();
}

void TaskPage::forgetDraft()
{
    m_keepTimer.stop();
    if (const Result<> gone = m_keeper->discard(); !gone)
        Q_EMIT statusMessage(tr("The draft's file is left over and will be offered again: %1").arg(gone.error().message()));
}

bool TaskPage::renameObject(const QString &name)
{
    m_editor.edit(tr("Rename the sequence"), [&](SequentialTask &task) { task.name = name; });
    return true;
}

bool TaskPage::moveToFolder(const QString &folder)
{
    m_editor.edit(tr("Move to another folder"), [&](SequentialTask &task) { task.folder = folder; });
    return true;
}

bool TaskPage::canRun() const
{
    return !m_editor.isReadOnly() && !m_editor.isNew() && !m_run->isRunning();
}

void TaskPage::runNow()
{
    runFrom({});
}

// B27. What is run is what is stored, so an unsaved draft is asked about first.
void TaskPage::runFrom(std::optional<int> place)
{
    if (m_editor.isDirty()) {
        Question question;
        question.objectName = QStringLiteral("saveBeforeRunBox");
        question.text = tr("“%1” has unsaved changes.").arg(title());
        question.information = tr("This computer runs what is saved.");
        question.answers = {tr("&Save and run"), tr("Run what is &saved")};
        const int answer = ask(this, question);
        if (answer < 0 || (answer == 0 && !save()))
            return;
    }
    m_tabs->setCurrentWidget(m_status);
    m_run->run(m_editor.saved(), place);
    m_status->follow(LocalRun::thisComputerName());
}

std::vector<Problem> TaskPage::problems() const
{
    return problemsOf(m_editor.draft(), m_editor.programs());
}

void TaskPage::showProblem(const Problem &problem)
{
    m_tabs->setCurrentWidget(m_general);
    m_general->showPlace(problem.place);
}

void TaskPage::showStatus(const StatusListQuery &query)
{
    m_tabs->setCurrentWidget(m_status);
    m_status->showOnly(query);
}

bool TaskPage::prepareToClose()
{
    return m_run->mayClose();
}

} // namespace seriatim
