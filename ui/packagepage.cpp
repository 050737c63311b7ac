#include "ui/packagepage.h"

#include "models/programwords.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/packageprogramseditor.h"
#include "ui/packagesourceeditor.h"
#include "ui/removedialog.h"
#include "ui_packagepage.h"

#include <algorithm>

namespace seriatim {

namespace {

constexpr int taskRole = Qt::UserRole;
constexpr int linesOfDescription = 7;

QString described(const Package &package)
{
    return PackagePage::tr("package “%1”").arg(packageText(package));
}

} // namespace

Result<PackagePage *> PackagePage::create(StoreSession &session, const std::optional<PackageId> &id, const QString &folder, QWidget *parent)
{
    if (!id) {
        Package fresh;
        const Result<QString> name = freePackageName(session.workspace(), tr("New package"), QString());
        fresh.name = name ? *name : tr("New package");
        fresh.folder = folder;
        return new PackagePage(session, std::nullopt, fresh, parent);
    }
    const Result<std::optional<Package>> stored = session.workspace().store().catalogue().findPackage(*id);
    if (!stored)
        return stored.error();
    if (!*stored)
        return Error{ErrorCode::notFound, tr("This package"), tr("is not in the store any more")};
    return new PackagePage(session, **stored, **stored, parent);
}

PackagePage::PackagePage(StoreSession &session, const std::optional<Package> &stored, const Package &initial, QWidget *parent)
    : EditorPage(parent), m_editor(session, stored, initial), m_ui(std::make_unique<Ui::PackagePage>()),
      m_binder([this](const QString &text, const std::function<void(Package &)> &change, const QString &key) { edit(text, change, key); },
               [this] { m_editor.endMerging(); })
{
    m_ui->setupUi(this);
    const FieldBinder<Package>::Edit give = [this](const QString &text, const std::function<void(Package &)> &change, const QString &key) { edit(text, change, key); };
    const auto endMerging = [this] { m_editor.endMerging(); };
    m_source = new PackageSourceEditor(give, endMerging, this);
    m_source->setObjectName(QStringLiteral("sourceEditor"));
    m_ui->sourceTabLayout->addWidget(m_source);
    m_programs = new PackageProgramsEditor(give, endMerging, this);
    m_programs->setObjectName(QStringLiteral("programsEditor"));
    m_programs->setAgentHome(localAgentHome(session));
    m_ui->programsTabLayout->addWidget(m_programs);
    m_ui->descriptionEdit->setMaximumHeight(fontMetrics().lineSpacing() * linesOfDescription);
    bindGeneral();
    if (m_editor.isReadOnly()) {
        m_binder.setReadOnly(true);
        m_source->setReadOnly(true);
        m_programs->setReadOnly(true);
    }
    connect(m_ui->usedList, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        Q_EMIT openRequested({PageKind::task, item->data(taskRole).toString()});
    });
    connect(&session, &StoreSession::catalogueChanged, this, &PackagePage::followStore);
    connect(&session, &StoreSession::catalogueChanged, this, &PackagePage::loadFolders);
    connect(&session, &StoreSession::tasksChanged, this, &PackagePage::loadUsage);
    loadFolders();
    loadUsage();
    showDraft();
}

PackagePage::~PackagePage() = default;

void PackagePage::bindGeneral()
{
    m_binder.text(m_ui->nameEdit, &Package::name, tr("Rename the package"));
    m_binder.text(m_ui->displayNameEdit, &Package::displayName, tr("Change the display name"));
    m_binder.text(m_ui->versionEdit, &Package::version, tr("Change the version"));
    m_binder.text(m_ui->descriptionEdit, &Package::description, tr("Change the description"));
    m_binder.text(m_ui->manufacturerEdit, &Package::manufacturer, tr("Change the manufacturer"));
    m_binder.text(m_ui->languageEdit, &Package::language, tr("Change the language"));
    m_binder.number(m_ui->priorityBox, &Package::priority, tr("Change the priority"));
    m_binder.flag(m_ui->statusEventsBox, &Package::statusEvents, tr("Change the status events"));
    connect(m_ui->folderBox, &FolderBox::folderEdited, this, [this](const QString &folder) {
        edit(tr("Move the package to another folder"), [&](Package &package) { package.folder = folder; }, m_ui->folderBox->objectName());
    });
    m_binder.custom([this](const Package &package) { m_ui->folderBox->setFolder(package.folder); },
                    [this](bool readOnly) { m_ui->folderBox->setReadOnly(readOnly); });
}

void PackagePage::edit(const QString &text, const std::function<void(Package &)> &change, const QString &key)
{
    if (!m_editor.edit(text, change, key))
        return;
    m_ui->pageNotice->clear();
    showDraft();
    Q_EMIT stateChanged();
}

void PackagePage::showDraft()
{
    const Package draft = m_editor.draft();
    m_binder.show(draft);
    m_source->show(draft);
    m_programs->show(draft);
    const auto count = static_cast<int>(draft.programs.size());
    m_ui->tabs->setTabText(m_ui->tabs->indexOf(m_ui->programsTab), count > 0 ? tr("Programs (%1)").arg(count) : tr("Programs"));
}

void PackagePage::showProgram(ProgramId program)
{
    m_ui->tabs->setCurrentWidget(m_ui->programsTab);
    m_programs->select(program);
}

PageKey PackagePage::key() const
{
    return {PageKind::package, m_editor.draft().id.toString()};
}

QString PackagePage::title() const
{
    const Package &draft = m_editor.draft();
    return draft.name.trimmed().isEmpty() ? tr("Package without a name") : packageText(draft);
}

QIcon PackagePage::pageIcon() const
{
    return icon(Symbol::package);
}

void PackagePage::undo()
{
    m_editor.undo();
    m_ui->pageNotice->clear();
    showDraft();
    Q_EMIT stateChanged();
}

void PackagePage::redo()
{
    m_editor.redo();
    m_ui->pageNotice->clear();
    showDraft();
    Q_EMIT stateChanged();
}

void PackagePage::revert()
{
    if (const std::optional<Package> stored = m_editor.stored())
        edit(tr("Revert to what is saved"), [&](Package &package) { package = *stored; }, QString());
}

bool PackagePage::save()
{
    if (m_editor.isReadOnly() || showMistake())
        return false;
    const std::vector<ProgramId> gone = removedPrograms();
    if (!gone.empty()) {
        const Result<Usage> usage = usageOf(m_editor.session().workspace(), gone);
        if (!usage)
            return finishSave(usage.error());
        if (!usage->isEmpty()) {
            RemoveDialog dialog(tr("A program that you removed from %1").arg(described(m_editor.draft())), *usage, true, this);
            if (dialog.exec() != QDialog::Accepted)
                return false;
            return finishSave(saveWithoutPrograms(gone, dialog.keep()));
        }
    }
    Result<> saved = m_editor.save();
    if (!saved && saved.error().code == ErrorCode::stale)
        return saveOverTheirs(saved.error());
    return finishSave(saved);
}

bool PackagePage::finishSave(const Result<> &saved)
{
    if (!saved) {
        m_ui->pageNotice->say(Symbol::problem, tr("Not saved. %1").arg(saved.error().message()));
        return false;
    }
    m_ui->pageNotice->clear();
    Q_EMIT stateChanged();
    Q_EMIT statusMessage(tr("Saved %1").arg(described(m_editor.draft())));
    return true;
}

// What is wrong is said where it stands, and that is brought to the front.
bool PackagePage::showMistake()
{
    const Package &draft = m_editor.draft();
    QString mistake;
    if (draft.name.trimmed().isEmpty()) {
        m_ui->tabs->setCurrentWidget(m_ui->generalTab);
        m_ui->nameEdit->setFocus();
        mistake = tr("Give the package a name.");
    } else if (mistake = m_programs->showMistake(); !mistake.isEmpty()) {
        m_ui->tabs->setCurrentWidget(m_ui->programsTab);
    } else if (const Result<> valid = validatePackage(draft); !valid) {
        mistake = valid.error().message();
        if ((draft.source.type == SourceType::none) != draft.source.location.trimmed().isEmpty())
            m_ui->tabs->setCurrentWidget(m_ui->sourceTab);
    }
    if (!mistake.isEmpty())
        m_ui->pageNotice->say(Symbol::problem, tr("Not saved. %1").arg(mistake));
    return !mistake.isEmpty();
}

std::vector<ProgramId> PackagePage::removedPrograms() const
{
    std::vector<ProgramId> gone;
    if (!m_editor.stored())
        return gone;
    for (const Program &program : m_editor.stored()->programs) {
        if (std::ranges::find(m_editor.draft().programs, program.id, &Program::id) == m_editor.draft().programs.end())
            gone.push_back(program.id);
    }
    return gone;
}

// The tasks lose the line items and the package its programs together, or neither does.
Result<> PackagePage::saveWithoutPrograms(const std::vector<ProgramId> &gone, KeepFinished keep)
{
    StoreSession &session = m_editor.session();
    Result<Transaction> transaction = session.workspace().store().begin();
    if (!transaction)
        return transaction.error();
    Package without = *m_editor.stored();
    std::erase_if(without.programs, [&](const Program &program) { return std::ranges::find(gone, program.id) != gone.end(); });
    // Their other changes are refused as any stale save is.
    if (auto same = saveObject(session.workspace(), *m_editor.stored(), *m_editor.stored()); !same)
        return same;
    if (auto removed = removeObjects(session.workspace(), gone, IfUsed::removeFromAll, keep); !removed)
        return removed;
    if (auto saved = saveObject(session.workspace(), without, m_editor.draft()); !saved)
        return saved;
    if (auto committed = transaction->commit(); !committed)
        return committed;
    session.noteTaskChange();
    return m_editor.saveOnTopOf(m_editor.draft()); // stored already: the editor only learns it
}

bool PackagePage::saveOverTheirs(const Error &stale)
{
    const Result<std::optional<Package>> theirs = m_editor.session().workspace().store().catalogue().findPackage(m_editor.draft().id);
    if (!theirs)
        return finishSave(theirs.error());
    Question question;
    question.objectName = QStringLiteral("staleBox");
    question.text = tr("Somebody else changed %1 meanwhile.").arg(described(m_editor.draft()));
    question.information = stale.detail;
    question.answers = *theirs ? QStringList{tr("&Reload theirs"), tr("Save &mine over it")} : QStringList{tr("Save &mine as new")};
    const int answer = ask(this, question);
    if (answer < 0)
        return false;
    if (*theirs && answer == 0) {
        m_editor.reload(**theirs);
        showDraft();
        Q_EMIT stateChanged();
        return false;
    }
    return finishSave(m_editor.saveOnTopOf(*theirs));
}

void PackagePage::saveAsCopy()
{
    const Result<Package> copy = copyOf(m_editor.session().workspace(), m_editor.draft());
    const Result<> saved = copy ? saveObject(m_editor.session().workspace(), std::nullopt, *copy) : Result<>(copy.error());
    if (!saved) {
        m_ui->pageNotice->say(Symbol::problem, tr("The copy was not saved. %1").arg(saved.error().message()));
        return;
    }
    m_editor.session().noteCatalogueChange();
    Q_EMIT openRequested({PageKind::package, copy->id.toString()});
}

void PackagePage::followStore()
{
    if (m_editor.isNew())
        return;
    const Result<std::optional<Package>> now = m_editor.session().workspace().store().catalogue().findPackage(m_editor.draft().id);
    if (!now || (*now && **now == *m_editor.stored()))
        return;
    if (!*now) {
        m_ui->pageNotice->say(Symbol::warning, tr("This package was deleted meanwhile. Saving asks whether to make it anew."));
    } else if (m_editor.isDirty()) {
        m_ui->pageNotice->say(Symbol::warning, tr("Somebody else changed this package meanwhile. Saving asks whose version to keep."));
    } else {
        m_editor.reload(**now);
        showDraft();
        Q_EMIT stateChanged();
    }
}

void PackagePage::loadFolders()
{
    m_editor.session()
        .run<QStringList>([](Workspace &workspace, JobControl &) -> Result<QStringList> {
            Result<CatalogueIndex> index = workspace.store().catalogue().index();
            return index ? Result(std::move(index->folders)) : index.error();
        })
        .then(this, [this](const Result<QStringList> &folders) {
            if (folders)
                m_ui->folderBox->setFolders(*folders);
        });
}

void PackagePage::loadUsage()
{
    if (m_editor.isNew()) {
        showUsage({});
        return;
    }
    m_editor.session()
        .run<std::vector<UsingTask>>([id = m_editor.draft().id](Workspace &workspace, JobControl &) { return tasksUsing(workspace, id); })
        .then(this, [this](const Result<std::vector<UsingTask>> &tasks) {
            if (tasks)
                showUsage(*tasks);
        });
}

void PackagePage::showUsage(const std::vector<UsingTask> &tasks)
{
    m_ui->usedList->clear();
    for (const UsingTask &task : tasks) {
        auto *item = new QListWidgetItem(icon(Symbol::task), task.name, m_ui->usedList);
        item->setData(taskRole, task.id.toString());
    }
    const auto count = static_cast<int>(tasks.size());
    m_ui->usedLabel->setText(count == 0 ? tr("No sequential task uses this package yet.") : tr("These sequential tasks run programs of this package:"));
    m_ui->usedList->setVisible(count > 0);
    m_ui->tabs->setTabText(m_ui->tabs->indexOf(m_ui->usedTab), count > 0 ? tr("Used by (%1)").arg(count) : tr("Used by"));
}

} // namespace seriatim
