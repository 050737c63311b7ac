// PackagePage: one package with its source, snapshot and programs, and the sequential tasks that use it.
#pragma once

#include "models/catalogueedit.h"
#include "models/objecteditor.h"
#include "ui/editorpage.h"
#include "ui/fieldbinder.h"

#include <memory>
#include <optional>

namespace Ui {
class PackagePage;
}

namespace seriatim {

class PackageProgramsEditor;
class PackageSourceEditor;

class PackagePage : public EditorPage
{
    Q_OBJECT

public:
    // A stored package, or without an id a new one in that folder. The session outlives the page.
    [[nodiscard]] static Result<PackagePage *> create(StoreSession &session, const std::optional<PackageId> &id, const QString &folder,
                                                      QWidget *parent = nullptr);
    ~PackagePage() override;

    void showProgram(ProgramId program);

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
    PackagePage(StoreSession &session, const std::optional<Package> &stored, const Package &initial, QWidget *parent);
    void bindGeneral();
    void edit(const QString &text, const std::function<void(Package &)> &change, const QString &key);
    void showDraft();
    void loadFolders();
    void loadUsage();
    void showUsage(const std::vector<UsingTask> &tasks);
    void followStore(); // somebody else may have saved it
    [[nodiscard]] bool showMistake();
    [[nodiscard]] bool saveOverTheirs(const Error &stale);
    [[nodiscard]] Result<> saveWithoutPrograms(const std::vector<ProgramId> &gone, KeepFinished keep);
    [[nodiscard]] std::vector<ProgramId> removedPrograms() const;
    [[nodiscard]] bool finishSave(const Result<> &saved);

    ObjectEditor<Package> m_editor;
    std::unique_ptr<Ui::PackagePage> m_ui;
    FieldBinder<Package> m_binder;
    PackageSourceEditor *m_source;
    PackageProgramsEditor *m_programs;
};

} // namespace seriatim
