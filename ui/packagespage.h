// PackagesPage: folders, packages and programs as a tree: find, open, move, rename, copy, delete, and edit several at once.
#pragma once

#include "models/packagetreeedits.h"
#include "ui/editorpage.h"

#include <QSet>
#include <QTimer>

class QLabel;
class QLineEdit;
class QToolBar;
class QTreeView;

namespace seriatim {

class NoticeBar;

class PackagesPage : public EditorPage
{
    Q_OBJECT

public:
    // `folder`: the one whose contents are shown; empty for all. Session and directory outlive the page.
    PackagesPage(StoreSession &session, CatalogueDirectory &directory, const QString &folder, QWidget *parent = nullptr);

    [[nodiscard]] PageKey key() const override { return {PageKind::packages, m_folder}; }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon pageIcon() const override;
    [[nodiscard]] bool canUndo() const override { return m_edits.canUndo(); }
    [[nodiscard]] bool canRedo() const override { return m_edits.canRedo(); }
    [[nodiscard]] QString undoText() const override { return m_edits.undoText(); }
    [[nodiscard]] QString redoText() const override { return m_edits.redoText(); }
    void undo() override;
    void redo() override;

private:
    void makeTree();
    void makeActions();
    QAction *addAction(const char *name, const QString &text, const QKeySequence &keys, bool changes, const std::function<void()> &act);
    void open(const QModelIndex &index);
    void newPackage();
    void newFolder();
    void duplicate();
    void editSeveral();
    void remove();
    void showPast();
    void applyFilter();
    void rememberExpanded();
    void showExpanded();
    void showState();
    bool tell(const Result<> &done);
    void selectLater(const PackageTreeItem &item, bool rename = false);
    void selectWaiting();
    [[nodiscard]] PackageTreeItems selected() const;
    [[nodiscard]] QString currentFolder() const;

    StoreSession &m_session;
    CatalogueDirectory &m_directory;
    QString m_folder;
    PackageTreeEdits m_edits;
    PackageTreeModel *m_model;
    QToolBar *m_bar;
    QLineEdit *m_filter;
    NoticeBar *m_notice;
    QTreeView *m_tree;
    QLabel *m_counts;
    QTimer m_filterTimer;
    QSet<QString> m_expanded; // folders, while no filter hides them
    std::vector<std::pair<QAction *, std::function<bool(const PackageTreeItems &)>>> m_needs;
    std::optional<PackageTreeItem> m_waiting; // to be selected once the directory has it
    bool m_renameWaiting = false;
};

} // namespace seriatim
