#include "ui/agentsettingslistpage.h"

#include "models/objecteditor.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui_agentsettingslistpage.h"

#include <QHeaderView>

namespace seriatim {

AgentSettingsListPage::AgentSettingsListPage(StoreSession &session, CatalogueDirectory &directory, QWidget *parent)
    : EditorPage(parent), m_ui(std::make_unique<Ui::AgentSettingsListPage>()), m_session(session), m_directory(directory)
{
    m_ui->setupUi(this);
    m_ui->newSettings->setIcon(icon(Symbol::add));
    m_ui->duplicateSettings->setIcon(icon(Symbol::copy));
    m_ui->deleteSettings->setIcon(icon(Symbol::remove));
    m_ui->list->setModel(&m_model);
    m_ui->list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_ui->list->header()->setSectionResizeMode(AgentSettingsListModel::collectionsColumn, QHeaderView::Stretch);
    m_ui->list->header()->setStretchLastSection(false);
    m_ui->list->addAction(m_ui->deleteAction);
    connect(m_ui->newSettings, &QPushButton::clicked, this, [this] { Q_EMIT newRequested(PageKind::agentSettings, {}); });
    connect(m_ui->duplicateSettings, &QPushButton::clicked, this, &AgentSettingsListPage::duplicateSelected);
    connect(m_ui->deleteSettings, &QPushButton::clicked, this, &AgentSettingsListPage::deleteSelected);
    connect(m_ui->deleteAction, &QAction::triggered, this, &AgentSettingsListPage::deleteSelected);
    connect(m_ui->list, &QTreeView::activated, this, &AgentSettingsListPage::openSelected);
    connect(m_ui->list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AgentSettingsListPage::refreshButtons);
    connect(&m_session, &StoreSession::catalogueChanged, this, &AgentSettingsListPage::reload);
    connect(&m_directory, &CatalogueDirectory::collectionsChanged, this, &AgentSettingsListPage::reload);
    reload();
}

AgentSettingsListPage::~AgentSettingsListPage() = default;

QString AgentSettingsListPage::title() const
{
    return tr("Agent settings");
}

QIcon AgentSettingsListPage::pageIcon() const
{
    return icon(Symbol::agentSettings);
}

void AgentSettingsListPage::reload()
{
    Result<std::vector<AgentSettings>> all = m_session.workspace().store().catalogue().agentSettings();
    m_ui->notice->showMistake(all ? QString() : all.error().message());
    if (all) {
        m_ui->notice->showHint(all->empty() ? tr("There are none: every computer has the built-in values.") : QString());
        m_model.setSettings(std::move(all).value(), *m_directory.collections());
    }
    refreshButtons();
}

std::vector<AgentSettings> AgentSettingsListPage::selected() const
{
    std::vector<AgentSettings> selected;
    for (const QModelIndex &index : m_ui->list->selectionModel()->selectedRows())
        selected.push_back(m_model.at(index.row()));
    return selected;
}

void AgentSettingsListPage::refreshButtons()
{
    const bool writable = !m_session.isReadOnly();
    const auto count = selected().size();
    m_ui->newSettings->setEnabled(writable);
    m_ui->duplicateSettings->setEnabled(writable && count == 1);
    m_ui->deleteSettings->setEnabled(writable && count > 0);
    m_ui->deleteAction->setEnabled(writable && count > 0);
}

void AgentSettingsListPage::openSelected()
{
    for (const AgentSettings &settings : selected())
        Q_EMIT openRequested({PageKind::agentSettings, settings.id.toString()});
}

void AgentSettingsListPage::duplicateSelected()
{
    const std::vector<AgentSettings> chosen = selected();
    if (chosen.size() != 1)
        return;
    const Result<std::vector<AgentSettings>> all = m_session.workspace().store().catalogue().agentSettings();
    if (!all)
        return showError(this, tr("The agent settings cannot be duplicated"), all.error());
    AgentSettings copy = chosen.front();
    copy.id = AgentSettingsId::mint();
    copy.name = copyName(copy.name, *all);
    if (const Result<> saved = saveObject(m_session.workspace(), std::nullopt, copy); !saved)
        return showError(this, tr("The agent settings cannot be duplicated"), saved.error());
    m_session.noteCatalogueChange();
    reload();
    m_ui->list->setCurrentIndex(m_model.index(m_model.rowOf(copy.id), 0));
    Q_EMIT openRequested({PageKind::agentSettings, copy.id.toString()});
}

void AgentSettingsListPage::deleteSelected()
{
    const std::vector<AgentSettings> chosen = selected();
    if (chosen.empty())
        return;
    Question question;
    question.objectName = QStringLiteral("deleteAgentSettings");
    question.text = chosen.size() == 1 ? tr("Delete the agent settings “%1”?").arg(chosen.front().name)
                                       : tr("Delete %1 agent settings?").arg(chosen.size());
    question.information = tr("Tasks that inherit from them inherit from the next ones by priority, or the built-in values. "
                              "This cannot be undone.");
    std::vector<AgentSettingsId> ids;
    for (const AgentSettings &settings : chosen) {
        ids.push_back(settings.id);
        if (chosen.size() > 1)
            question.details << settings.name;
    }
    question.answers = {tr("Delete")};
    question.dangerous = true;
    if (ask(this, question) != 0)
        return;
    if (const Result<> removed = removeObjects(m_session.workspace(), ids, IfUsed::refuse, KeepFinished::no); !removed)
        return showError(this, tr("The agent settings cannot be deleted"), removed.error());
    m_session.noteCatalogueChange();
    reload();
    Q_EMIT statusMessage(chosen.size() == 1 ? tr("Deleted the agent settings “%1”").arg(chosen.front().name)
                                            : tr("Deleted %1 agent settings").arg(chosen.size()));
}

} // namespace seriatim
