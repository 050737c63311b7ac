// SelectorDialog: chooses package-programs for an execution order out of the whole catalogue (the blue +). Changes nothing
// itself. The session and the directory outlive it.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/selectormodel.h"

#include <QDialog>
#include <QFutureWatcher>

#include <memory>

class QPushButton;

namespace Ui {
class SelectorDialog;
}

namespace seriatim {

class SelectorDialog : public QDialog
{
    Q_OBJECT

public:
    // `inOrder`: the programs that the order has already; they are marked.
    SelectorDialog(StoreSession &session, CatalogueDirectory &directory, const QSet<ProgramId> &inOrder, QWidget *parent);
    ~SelectorDialog() override;

    // After accept(): what is checked, or the focused program where nothing is; by folder, package and the program's place.
    [[nodiscard]] std::vector<ProgramId> chosen() const;

public Q_SLOTS:
    void done(int result) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    using Prepared = std::shared_ptr<const ProgramSearch>; // null: the catalogue is as it was

    void addButtons();
    void connectSearch();
    void connectTree();
    void restoreLayout();
    void giveColumnsWidth();
    void saveLayout() const;

    void prepareSearch();
    void takeOver(const Prepared &search);
    [[nodiscard]] SearchBy searchBy() const;
    void findTyped();
    void search();
    void showAll();
    void showResults();
    void enterResults();
    void typeOn(const QString &text);

    void showFocused();
    void showSelection();
    [[nodiscard]] QString hint() const;

    CatalogueDirectory &m_directory;
    std::unique_ptr<Ui::SelectorDialog> m_ui;
    SelectorModel m_model;
    QPushButton *m_add = nullptr;
    QFutureWatcher<Prepared> m_preparing;
    std::shared_ptr<const CatalogueIndex> m_catalogue; // what m_preparing reads
    QString m_failure;
};

} // namespace seriatim
