// AgentSettingsPage: one set of agent settings: for which computers, how often agents ask, and the options that tasks inherit.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/objecteditor.h"
#include "ui/editorpage.h"

#include <memory>

namespace Ui {
class AgentSettingsPage;
}

namespace seriatim {

class AgentSettingsPage : public EditorPage
{
    Q_OBJECT

public:
    // Stored settings, or without an id new ones. Session and directory outlive the page. notFound: gone.
    [[nodiscard]] static Result<AgentSettingsPage *> create(StoreSession &session, CatalogueDirectory &directory,
                                                            const std::optional<AgentSettingsId> &id, QWidget *parent = nullptr);
    ~AgentSettingsPage() override;

    [[nodiscard]] PageKey key() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon pageIcon() const override;
    [[nodiscard]] bool isDirty() const override { return m_editor.isDirty(); }
    [[nodiscard]] bool isNew() const override { return m_editor.isNew(); }
    bool save() override;
    void revert() override;
    void saveAsCopy() override;
    [[nodiscard]] bool canSaveAsCopy() const override { return !m_editor.isReadOnly() && !m_editor.isNew(); }
    [[nodiscard]] bool canUndo() const override { return !m_editor.isReadOnly() && m_editor.history().canUndo(); }
    [[nodiscard]] bool canRedo() const override { return !m_editor.isReadOnly() && m_editor.history().canRedo(); }
    [[nodiscard]] QString undoText() const override { return m_editor.history().undoText(); }
    [[nodiscard]] QString redoText() const override { return m_editor.history().redoText(); }
    void undo() override;
    void redo() override;

private:
    AgentSettingsPage(StoreSession &session, CatalogueDirectory &directory, const std::optional<AgentSettings> &stored,
                      const AgentSettings &initial, QWidget *parent);
    void connectControls();
    void edit(const QString &text, const std::function<void(AgentSettings &)> &change, const QString &mergeKey = {});
    void changed();
    void refresh();
    void showOthers(); // what other settings make of these: the same priority
    void followStore();
    void chooseCollections();
    [[nodiscard]] Result<> saveOverTheirs(const Error &stale);

    std::unique_ptr<Ui::AgentSettingsPage> m_ui;
    CatalogueDirectory &m_directory;
    ObjectEditor<AgentSettings> m_editor;
};

} // namespace seriatim
