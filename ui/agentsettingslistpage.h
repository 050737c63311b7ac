// AgentSettingsListPage: all agent settings of the store, with new, duplicate and delete.
#pragma once

#include "models/agentsettingslistmodel.h"
#include "ui/editorpage.h"

#include <memory>

namespace Ui {
class AgentSettingsListPage;
}

namespace seriatim {

class AgentSettingsListPage : public EditorPage
{
    Q_OBJECT

public:
    // Session and directory outlive the page.
    AgentSettingsListPage(StoreSession &session, CatalogueDirectory &directory, QWidget *parent = nullptr);
    ~AgentSettingsListPage() override;

    [[nodiscard]] PageKey key() const override { return {PageKind::agentSettings, {}}; }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon pageIcon() const override;

private:
    void reload();
    void refreshButtons();
    void openSelected();
    void duplicateSelected();
    void deleteSelected();
    [[nodiscard]] std::vector<AgentSettings> selected() const;

    std::unique_ptr<Ui::AgentSettingsListPage> m_ui;
    StoreSession &m_session;
    CatalogueDirectory &m_directory;
    AgentSettingsListModel m_model;
};

} // namespace seriatim
