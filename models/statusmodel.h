// StatusModel: computers × line items of one task as they were reported (B38). The computers are read in pages off the GUI
// thread, their items when they come into sight; a change in the store moves, adds and removes only what changed.
#pragma once

#include "models/latestanswer.h"
#include "models/statussnapshot.h"

#include <QAbstractTableModel>
#include <QSet>

namespace seriatim {

class StatusModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    // Computer, status, an entry for each line item, started, took, restarts.
    static constexpr int computerColumn = 0;
    static constexpr int statusColumn = 1;
    static constexpr int firstItemColumn = 2;

    enum Role {
        ItemStatusRole = Qt::UserRole, // an ItemStatus as int; invalid where nothing is known (yet)
        ComputerStatusRole,            // a ComputerStatus as int
        ClockAheadRole                 // bool: reported by a clock that is ahead (B40)
    };

    explicit StatusModel(StoreSession &session, QObject *parent = nullptr);

    void setTask(const SequentialTask &saved); // revision 0: nothing to show
    void setFilter(const StatusFilter &filter);
    void refresh();
    void readAllAgain(); // what could not be read before, too
    // Nothing is read while nobody looks; what changed meanwhile is read when somebody does again. Active at first.
    void setActive(bool active);

    [[nodiscard]] const SequentialTask &task() const { return m_task; }
    [[nodiscard]] const QStringList &programNames() const { return m_programNames; }
    [[nodiscard]] const StatusSummary &summary() const { return m_summary; }
    [[nodiscard]] const StatusFilter &filter() const { return m_filter; }
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] int itemCount() const { return static_cast<int>(m_task.items.size()); }
    [[nodiscard]] const ComputerTaskStatus &computer(int row) const { return m_rows[static_cast<size_t>(row)].status; }
    [[nodiscard]] int rowOf(const QString &computer) const; // -1: not shown

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded(); // a snapshot has been taken over: summary, names and rows are of now
    void failed(const QString &message);

private:
    enum class Items { unknown, asked, known }; // asked: not asked again until the computer's status is another one
    struct Row {
        ComputerTaskStatus status;
        QString key; // the name as it is sorted by
        Items items = Items::unknown;
    };

    void forget();
    void forgetQuestions();
    [[nodiscard]] std::function<Result<StatusSnapshot>(Workspace &, JobControl &)> question() const;
    void take(Result<StatusSnapshot> snapshot);
    void takeSnapshot(StatusSnapshot snapshot);
    void replaceRows(std::vector<ComputerTaskStatus> computers);
    void removeMissing(const QSet<QString> &keys);
    void insertNew(std::vector<ComputerTaskStatus> &computers);
    void updateChanged(const std::vector<ComputerTaskStatus> &computers);
    void wantItems(int row) const;
    void loadWanted();
    void takeItems(std::vector<ComputerTaskStatus> computers);
    [[nodiscard]] QVariant itemData(const Row &row, int item, int role) const;
    [[nodiscard]] QString timeCell(const ComputerTaskStatus &computer, int column) const;
    [[nodiscard]] QString itemCounts(int item) const;

    StoreSession &m_session;
    LatestAnswer<StatusSnapshot> m_snapshot;
    SequentialTask m_task;
    StatusFilter m_filter;
    std::vector<Row> m_rows;
    StatusSummary m_summary;
    QStringList m_programNames;
    int m_generation = 0; // line items to what was asked for another task or filter are dropped
    bool m_loaded = false;
    bool m_active = true;
    bool m_stale = false; // changed while nobody looked
    bool m_loadingItems = false;
    mutable std::vector<int> m_wanted; // chunks of rows, the one that was seen last at the end
    mutable QTimer m_wantedTimer;
};

} // namespace seriatim
