// TaskPage: one sequential task with its four tabs over one TaskEditor; saving with the questions of B7 and B8.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/draftfolder.h"
#include "models/taskeditor.h"
#include "ui/editorpage.h"
#include "ui/staledialog.h"

#include <QTabWidget>
#include <QTimer>

namespace seriatim {

class GeneralPage;
class RunPanel;
class StatusPage;

class TaskPage : public EditorPage
{
    Q_OBJECT

public:
    // A stored task, or a new one where its revision is 0.
    TaskPage(StoreSession &session, CatalogueDirectory &directory, const SequentialTask &stored, QWidget *parent = nullptr);
    ~TaskPage() override;

    [[nodiscard]] TaskEditor &editor() { return m_editor; }
    void showStatus(const StatusListQuery &query); // brings the Status tab to the front, showing just that
    // Goes on with what a crash left behind; busy where another console was faster.
    [[nodiscard]] Result<> takeUp(const DraftFile &found);

    [[nodiscard]] PageKey key() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon pageIcon() const override;
    [[nodiscard]] QString revisionText() const override;
    [[nodiscard]] bool isDirty() const override { return m_editor.isDirty(); }
    [[nodiscard]] bool isNew() const override { return m_editor.isNew(); }
    bool save() override;
    void revert() override { m_editor.revert(); }
    void saveAsCopy() override;
    [[nodiscard]] bool canSaveAsCopy() const override { return !m_editor.isReadOnly(); }
    [[nodiscard]] bool canUndo() const override { return m_editor.canUndo(); }
    [[nodiscard]] bool canRedo() const override { return m_editor.canRedo(); }
    [[nodiscard]] QString undoText() const override { return m_editor.undoText(); }
    [[nodiscard]] QString redoText() const override { return m_editor.redoText(); }
    void undo() override { m_editor.undo(); }
    void redo() override { m_editor.redo(); }
    void discard() override;
    bool renameObject(const QString &name) override;
    bool moveToFolder(const QString &folder) override;
    [[nodiscard]] bool canRun() const override;
    void runNow() override;
    [[nodiscard]] bool canCheck() const override { return true; }
    [[nodiscard]] std::vector<Problem> problems() const override;
    void showProblem(const Problem &problem) override;
    bool prepareToClose() override;

private:
    void keepDraft();
    void forgetDraft();
    [[nodiscard]] std::optional<KeepFinished> askAboutImpact();
    [[nodiscard]] bool resolveStale();
    void goOnFrom(const StaleSave &stale, StaleDialog::Choice choice);
    void runFrom(std::optional<int> place);
    [[nodiscard]] QStringList programNames() const;

    CatalogueDirectory &m_directory;
    TaskEditor m_editor;
    std::unique_ptr<DraftKeeper> m_keeper;
    QTimer m_keepTimer;
    QTabWidget *m_tabs;
    GeneralPage *m_general;
    StatusPage *m_status;
    RunPanel *m_run;
};

} // namespace seriatim
