// GeneralPage: name, execution order with its dependencies, collections and schedule of the task that the editor has.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/orderedit.h"
#include "ui/editorpage.h"

#include <QMenu>
#include <QWidget>

namespace Ui {
class GeneralPage;
}

namespace seriatim {

class DependencyModel;
class ExecutionOrderModel;

class GeneralPage : public QWidget
{
    Q_OBJECT

public:
    GeneralPage(TaskEditor &editor, CatalogueDirectory &directory, QWidget *parent = nullptr);
    ~GeneralPage() override;

    // Where the work begins: the name of a new sequence, the order of one that is there.
    [[nodiscard]] QWidget *firstToFocus() const;
    void showPlace(int place); // of a line item; 0: the fields above

Q_SIGNALS:
    void openRequested(const seriatim::PageKey &key);
    void statusMessage(const QString &text);

private:
    void makeActions();
    void connectFields();
    void connectOrder();
    void connectDependencies();
    void followDraft();
    void followSelection();
    void showTotals();
    void showAppliesTo();

    void addFromSelector();
    void removeSelected();
    void moveSelected(int step);
    void make(const OrderEdit &edit);
    void addItems(const std::vector<ProgramId> &programs, int before);
    void pasteDocument(const QByteArray &document, int before);
    void copySelected();
    void cutSelected();
    void paste();
    void dependSelected(const std::function<std::vector<int>(int row)> &on, const QString &text);
    void clearDependencies();
    void openProgram(int row);
    void chooseCollections();
    void changeSchedule();
    [[nodiscard]] int insertionRow() const; // after the last selected row

    TaskEditor &m_editor;
    CatalogueDirectory &m_directory;
    std::unique_ptr<Ui::GeneralPage> m_ui;
    ExecutionOrderModel *m_order;
    DependencyModel *m_dependencies;
    QMenu *m_orderMenu;
    std::optional<std::vector<CollectionId>> m_shownCollections; // absent: none are shown yet
    int m_appliesRequest = 0; // the latest question for the number of computers
};

} // namespace seriatim
