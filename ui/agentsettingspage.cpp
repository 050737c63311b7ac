#include "ui/agentsettingspage.h"

#include "models/agentsettingslistmodel.h"
#include "ui/collectionsdialog.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui_agentsettingspage.h"

#include <QSignalBlocker>

#include <algorithm>

namespace seriatim {

namespace {

Result<std::vector<AgentSettings>> allSettings(StoreSession &session)
{
    return session.workspace().store().catalogue().agentSettings();
}

Result<std::optional<AgentSettings>> findSettings(StoreSession &session, AgentSettingsId id)
{
    return session.workspace().store().catalogue().find(id);
}

} // namespace

Result<AgentSettingsPage *> AgentSettingsPage::create(StoreSession &session, CatalogueDirectory &directory,
                                                      const std::optional<AgentSettingsId> &id, QWidget *parent)
{
    if (!id)
        return new AgentSettingsPage(session, directory, std::nullopt, AgentSettings(AgentSettingsId::mint(), tr("New agent settings")), parent);
    const Result<std::optional<AgentSettings>> stored = findSettings(session, *id);
    if (!stored)
        return stored.error();
    if (!*stored)
        return Error{ErrorCode::notFound, tr("These agent settings"), tr("are not in the store any more")};
    return new AgentSettingsPage(session, directory, *stored, **stored, parent);
}

AgentSettingsPage::AgentSettingsPage(StoreSession &session, CatalogueDirectory &directory, const std::optional<AgentSettings> &stored,
                                     const AgentSettings &initial, QWidget *parent)
    : EditorPage(parent), m_ui(std::make_unique<Ui::AgentSettingsPage>()), m_directory(directory), m_editor(session, stored, initial)
{
    m_ui->setupUi(this);
    m_ui->chooseCollections->setIcon(icon(Symbol::collection));
    m_ui->refreshInterval->setMinimum(1);
    connectControls();
    connect(&session, &StoreSession::catalogueChanged, this, &AgentSettingsPage::followStore);
    connect(&m_directory, &CatalogueDirectory::collectionsChanged, this, &AgentSettingsPage::refresh);
    refresh();
    showOthers();
}

AgentSettingsPage::~AgentSettingsPage() = default;

void AgentSettingsPage::connectControls()
{
    connect(m_ui->settingsName, &QLineEdit::textEdited, this, [this](const QString &text) {
        edit(tr("Rename the agent settings"), [&](AgentSettings &settings) { settings.name = text; }, QStringLiteral("name"));
    });
    connect(m_ui->settingsName, &QLineEdit::editingFinished, this, [this] { m_editor.endMerging(); });
    connect(m_ui->priority, &QSpinBox::valueChanged, this, [this](int priority) {
        edit(tr("Change the priority"), [&](AgentSettings &settings) { settings.priority = priority; }, QStringLiteral("priority"));
        showOthers();
    });
    connect(m_ui->refreshInterval, &QSpinBox::valueChanged, this, [this](int minutes) {
        edit(tr("Change the refresh interval"), [&](AgentSettings &settings) { settings.refreshIntervalMinutes = minutes; },
             QStringLiteral("refreshInterval"));
    });
    connect(m_ui->chooseCollections, &QPushButton::clicked, this, &AgentSettingsPage::chooseCollections);
    connect(m_ui->options, &DeliveryOptionsWidget::optionsEdited, this,
            [this](const QString &text, const DeliveryOptions &options, const QString &mergeKey) {
                edit(text, [&](AgentSettings &settings) { settings.options = options; }, mergeKey);
            });
}

void AgentSettingsPage::chooseCollections()
{
    CollectionsDialog dialog(*m_directory.collections(), m_editor.draft().appliesTo, m_editor.isReadOnly(), this);
    if (dialog.exec() == QDialog::Accepted) {
        edit(tr("Change the collections"), [&](AgentSettings &settings) { settings.appliesTo = dialog.chosen(); });
    }
}

void AgentSettingsPage::edit(const QString &text, const std::function<void(AgentSettings &)> &change, const QString &mergeKey)
{
    if (m_editor.edit(text, change, mergeKey))
        changed();
}

void AgentSettingsPage::changed()
{
    m_ui->notice->showMistake({});
    refresh();
    Q_EMIT stateChanged();
}

void AgentSettingsPage::refresh()
{
    const AgentSettings draft = m_editor.draft();
    const bool editable = !m_editor.isReadOnly();
    const QSignalBlocker priorityBlocker(m_ui->priority);
    const QSignalBlocker intervalBlocker(m_ui->refreshInterval);
    if (m_ui->settingsName->text() != draft.name)
        m_ui->settingsName->setText(draft.name);
    if (m_ui->priority->value() != draft.priority)
        m_ui->priority->setValue(draft.priority);
    if (m_ui->refreshInterval->value() != draft.refreshIntervalMinutes)
        m_ui->refreshInterval->setValue(draft.refreshIntervalMinutes);
    m_ui->settingsName->setReadOnly(!editable);
    m_ui->priority->setEnabled(editable);
    m_ui->refreshInterval->setEnabled(editable);
    m_ui->collections->setText(m_directory.isLoaded() ? collectionsText(draft.appliesTo, *m_directory.collections()) : tr("…"));
    m_ui->options->setOptions(draft.options);
    m_ui->options->setEditable(editable);
}

void AgentSettingsPage::showOthers()
{
    const Result<std::vector<AgentSettings>> all = allSettings(m_editor.session());
    QString words;
    if (all) {
        const auto same = std::ranges::find_if(*all, [&](const AgentSettings &each) {
            return each.id != m_editor.draft().id && each.priority == m_editor.draft().priority;
        });
        if (same != all->end()) {
            words = tr("“%1” has the same priority: give them different ones, so that it is clear which counts where both apply.")
                        .arg(same->name);
        }
    }
    m_ui->priorityHint->showHint(words);
}

void AgentSettingsPage::followStore()
{
    showOthers();
    if (m_editor.isNew())
        return;
    const Result<std::optional<AgentSettings>> stored = findSettings(m_editor.session(), m_editor.draft().id);
    if (!stored || *stored == m_editor.stored())
        return;
    if (!*stored) {
        if (m_editor.isDirty())
            m_ui->notice->showWarning(tr("Somebody removed these agent settings. Save as a copy to keep yours."));
        else
            Q_EMIT closeRequested();
    } else if (!m_editor.isDirty()) {
        m_editor.reload(**stored);
        changed();
    } else {
        m_ui->notice->showWarning(tr("Somebody else saved these agent settings meanwhile. Saving asks what to do."));
    }
}

PageKey AgentSettingsPage::key() const
{
    return {PageKind::agentSettings, m_editor.draft().id.toString()};
}

QString AgentSettingsPage::title() const
{
    return m_editor.draft().name.trimmed().isEmpty() ? tr("Agent settings without a name") : m_editor.draft().name;
}

QIcon AgentSettingsPage::pageIcon() const
{
    return icon(Symbol::agentSettings);
}

bool AgentSettingsPage::save()
{
    if (m_editor.isReadOnly())
        return false;
    if (m_editor.draft().name.trimmed().isEmpty()) {
        m_ui->notice->showMistake(tr("The agent settings have no name: give them one."));
        m_ui->settingsName->setFocus();
        return false;
    }
    Result<> saved = m_editor.save();
    if (!saved && saved.error().code == ErrorCode::stale)
        saved = saveOverTheirs(saved.error());
    if (!saved) {
        if (saved.error().code != ErrorCode::refused)
            m_ui->notice->showMistake(tr("Not saved. %1").arg(saved.error().message()));
        return false;
    }
    changed();
    Q_EMIT statusMessage(tr("Saved the agent settings “%1”").arg(m_editor.draft().name));
    return true;
}

// `refused`: the user has decided not to save.
Result<> AgentSettingsPage::saveOverTheirs(const Error &stale)
{
    const Result<std::optional<AgentSettings>> theirs = findSettings(m_editor.session(), m_editor.draft().id);
    if (!theirs)
        return theirs.error();
    if (!*theirs)
        return stale;
    Question question;
    question.objectName = QStringLiteral("staleAgentSettings");
    question.text = tr("Somebody else saved “%1” meanwhile.").arg((*theirs)->name);
    question.information = stale.message();
    question.answers = {tr("Save mine over it"), tr("Take theirs")};
    const int answer = ask(this, question);
    if (answer < 0)
        return Error{ErrorCode::refused, {}, {}};
    const AgentSettings mine = m_editor.draft();
    m_editor.reload(**theirs);
    if (answer == 1) {
        changed();
        return Error{ErrorCode::refused, {}, {}};
    }
    m_editor.edit(tr("Put my changes on top"), [&](AgentSettings &settings) { settings = mine; });
    return m_editor.save();
}

void AgentSettingsPage::revert()
{
    if (const std::optional<AgentSettings> stored = m_editor.stored())
        edit(tr("Revert to what is saved"), [&](AgentSettings &settings) { settings = *stored; });
}

void AgentSettingsPage::saveAsCopy()
{
    const Result<std::vector<AgentSettings>> all = allSettings(m_editor.session());
    if (!all)
        return showError(this, tr("The copy cannot be saved"), all.error());
    AgentSettings copy = m_editor.draft();
    copy.id = AgentSettingsId::mint();
    copy.name = copyName(copy.name, *all);
    if (const Result<> saved = saveObject(m_editor.session().workspace(), std::nullopt, copy); !saved)
        return showError(this, tr("The copy cannot be saved"), saved.error());
    m_editor.session().noteCatalogueChange();
    Q_EMIT openRequested({PageKind::agentSettings, copy.id.toString()});
}

void AgentSettingsPage::undo()
{
    m_editor.undo();
    changed();
    showOthers();
}

void AgentSettingsPage::redo()
{
    m_editor.redo();
    changed();
    showOthers();
}

} // namespace seriatim
