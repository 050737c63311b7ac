// PackageProgramsEditor: the programs of a package: their list with its order, and the one that is selected in full.
#pragma once

#include "models/programlistmodel.h"
#include "ui/programeditor.h"

namespace Ui {
class PackageProgramsEditor;
}

namespace seriatim {

class PackageProgramsEditor : public QWidget
{
    Q_OBJECT

public:
    PackageProgramsEditor(FieldBinder<Package>::Edit edit, std::function<void()> endMerging, QWidget *parent = nullptr);
    ~PackageProgramsEditor() override;

    void show(const Package &package); // the selection stays with its program
    using QWidget::show;
    void setReadOnly(bool readOnly);
    void setAgentHome(const QString &folder) { m_editor->setAgentHome(folder); }

    void select(ProgramId program);
    // What is wrong with a program, in one sentence; the program and the field are shown. Empty: nothing.
    [[nodiscard]] QString showMistake();

private:
    void makeActions();
    void editProgram(const QString &text, const std::function<void(Program &)> &change, const QString &key);
    void addProgram(bool copyOfCurrent);
    void removeProgram();
    void moveProgram(int by);
    void showCurrent();
    [[nodiscard]] int currentRow() const;

    std::unique_ptr<Ui::PackageProgramsEditor> m_ui;
    FieldBinder<Package>::Edit m_edit;
    ProgramListModel *m_programs;
    ProgramEditor *m_editor;
    Package m_shown;
    std::optional<ProgramId> m_current;
    QAction *m_add = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_up = nullptr;
    QAction *m_down = nullptr;
    bool m_readOnly = false;
    bool m_following = false; // the list follows the draft: its selection is not the user's
};

} // namespace seriatim
