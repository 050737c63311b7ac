// NavigatorModel: the tree at the window's left. Reads on the worker thread, follows what changes in the store with precise
// signals, and takes renaming and moving by drag and drop.
#pragma once

#include "models/latestanswer.h"
#include "models/navigatoredits.h"
#include "models/tasklists.h"

#include <QAbstractItemModel>
#include <QSet>

namespace seriatim {

class NavigatorModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        KindRole = Qt::UserRole, // NavigatorKind as int
        IdRole,                  // GUID, folder path or ReportKey; empty for a section
        CountRole,               // -1: none
        UnsavedRole,
        DisabledRole,
        KeyRole // one text for kind and id, to find a row again
    };

    NavigatorModel(StoreSession &session, CatalogueDirectory &directory, SavedReports &savedReports, const QStringList &recentTasks = {},
                   QObject *parent = nullptr);
    ~NavigatorModel() override;

    [[nodiscard]] NavigatorEdits &edits() { return m_edits; }
    [[nodiscard]] bool isFilled() const { return m_filled; } // the store has been read once

    void setFilter(const QString &text);
    void setUnsaved(const QSet<QString> &guids);       // shown with an asterisk
    void setRecentTasks(const QStringList &taskGuids); // latest first; those that are gone are left out

    [[nodiscard]] static QString keyOf(NavigatorKind kind, const QString &id);
    [[nodiscard]] QModelIndex find(const QString &key) const;
    [[nodiscard]] static NavigatorKind kindOf(const QModelIndex &index);
    [[nodiscard]] const std::vector<TaskSummary> &tasks() const { return m_contents.tasks; } // by name
    [[nodiscard]] const std::vector<TaskSummary> &recentTasks() const { return m_contents.recentTasks; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

Q_SIGNALS:
    void filled();          // the first time that the store has been read
    void tasksListed();     // tasks() is another one now
    void aboutToRefresh();  // rows may come, go and move
    void refreshed();
    void editFailed(const QString &what, const seriatim::Error &error);

private:
    struct Node;

    void reloadTasks();
    void takeOpenRequests(const Result<int> &count);
    void takeTasks(const Result<TaskLists> &lists);
    void refresh();
    void synchronize(Node &parent, std::vector<NavigatorEntry> entries);
    void removeMissing(Node &parent, const std::vector<NavigatorEntry> &entries);
    void removeRun(Node &parent, int first, int last);
    [[nodiscard]] static int rowFor(const Node &parent, int first, const NavigatorEntry &entry);
    void insertRun(Node &parent, int first, std::vector<NavigatorEntry> entries);
    void update(Node &node, const NavigatorEntry &entry);
    [[nodiscard]] Result<> rename(const NavigatorEntry &entry, const QString &name);
    [[nodiscard]] Node &nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node) const;

    StoreSession &m_session;
    CatalogueDirectory &m_directory;
    SavedReports &m_savedReports;
    NavigatorEdits m_edits;
    NavigatorContents m_contents;
    std::unique_ptr<Node> m_root;
    QString m_filter;
    QSet<QString> m_unsaved;
    QStringList m_recent;
    bool m_filled = false;
    bool m_tasksLoaded = false;
    LatestAnswer<TaskLists> m_taskLists;
    LatestAnswer<int> m_openRequests;
};

} // namespace seriatim
