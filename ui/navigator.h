// Navigator: the tree of everything in the store, with a filter field. What is done with a row is an action, the same in
// the context menu, the window's menu and on the keyboard.
#pragma once

#include "models/navigatormodel.h"
#include "ui/editorpage.h"

#include <QMenu>
#include <QTimer>

namespace seriatim {

class Navigator : public QWidget
{
    Q_OBJECT

public:
    explicit Navigator(QWidget *parent = nullptr);

    // Null: no store is open. The model must outlive its being shown here.
    void setModel(NavigatorModel *model);
    // Which kinds of objects can be made; the others are not offered.
    void setCanMakeNew(const std::function<bool(PageKind)> &canMakeNew) { m_canMakeNew = canMakeNew; }
    void setReadOnly(bool readOnly);

    [[nodiscard]] QList<QAction *> rowActions() const; // for the window's menu, with separators
    [[nodiscard]] QLineEdit *filterField() const { return m_filter; }

    // Where something new of this kind belongs: the folder of the current row, if that is in the right tree.
    [[nodiscard]] QString folderFor(PageKind kind) const;

    void editNewFolder(NavigatorKind kind, const QString &path); // its name, as soon as the row is there

    [[nodiscard]] QStringList expandedRows() const;
    void setExpandedRows(const QStringList &keys); // kept until the rows are there

Q_SIGNALS:
    void openRequested(const seriatim::PageKey &key);
    void openInNewWindowRequested(const seriatim::PageKey &key);
    void newRequested(seriatim::PageKind kind, const QString &folder);
    void duplicateRequested(seriatim::NavigatorKind kind, const QString &id);
    void removeRequested(seriatim::NavigatorKind kind, const QString &id, const QString &name);
    void newFolderRequested(seriatim::NavigatorKind kind, const QString &parent);

private:
    void makeActions();
    void updateActions();
    void showMenu(const QPoint &position);
    void fillNewMenu();
    void openCurrent(bool inNewWindow);
    void applyFilter();
    void beforeRefresh();
    void afterRefresh();
    void expandPending();
    [[nodiscard]] QModelIndex current() const;
    [[nodiscard]] QString folderOfCurrent() const;

    QLineEdit *m_filter;
    QTreeView *m_tree;
    QLabel *m_nothing;
    QTimer m_filterTimer;
    NavigatorModel *m_model = nullptr;
    std::function<bool(PageKind)> m_canMakeNew;
    bool m_readOnly = false;
    QAction *m_open = nullptr;
    QAction *m_openInNewWindow = nullptr;
    QAction *m_newAction = nullptr;
    QAction *m_newFolder = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_delete = nullptr;
    QMenu m_newMenu;
    QString m_currentKey;      // over a refresh
    QString m_editKey;         // to be renamed once it is there
    QStringList m_expanded;    // not there yet
    QStringList m_beforeFilter; // what was expanded
};

// The page that a row opens; nothing for one that only holds others.
[[nodiscard]] std::optional<PageKey> pageOf(NavigatorKind kind, const QString &id);

} // namespace seriatim
