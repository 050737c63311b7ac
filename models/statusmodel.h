// StatusModel: computers × line items of one task as they were reported (B38). The list of the computers is keys; their rows
// are read in pieces, off the GUI thread, when they come into sight. However many there are, the first of them are there at
// once. A change in the store moves, adds and removes only what changed.
#pragma once

#include "models/latestanswer.h"
#include "models/statusrowcache.h"
#include "models/statussnapshot.h"

#include <QAbstractTableModel>

#include <unordered_set>

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
    ~StatusModel() override; // what has not begun to be read will not be

    // As it is stored now, or as an order that was replaced left it. Revision 0: nothing to show.
    void setTask(const SequentialTask &saved, OrderInForce inForce = OrderInForce::yes);
    void setQuery(const StatusListQuery &query); // its order is sort()'s
    void refresh();
    void readAllAgain(); // what could not be read before, too
    // Nothing is read while nobody looks; what changed meanwhile is read when somebody does again. Active at first.
    void setActive(bool active);
    // rowOf() knows this computer from the next snapshot on, wherever in the list it is.
    void follow(const QString &computer);

    [[nodiscard]] const SequentialTask &task() const { return m_task; }
    [[nodiscard]] const QStringList &programNames() const { return m_programNames; }
    [[nodiscard]] const StatusSummary &summary() const { return m_summary; }
    [[nodiscard]] const StatusListQuery &query() const { return m_query; }
    [[nodiscard]] OrderInForce inForce() const { return m_inForce; }
    [[nodiscard]] StatusQuestion wholeList() const { return {m_task, m_query, m_inForce}; } // what is shown, from its first row to its last
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] bool isWhole() const { return m_whole; } // the end of the list is known, too
    [[nodiscard]] int itemCount() const { return static_cast<int>(m_task.items.size()); }
    [[nodiscard]] QString computerName(int row) const; // empty: not read yet
    [[nodiscard]] int rowOf(const QString &computer) const; // -1: not shown, or not known to be
    // Reads at once, in this thread, what is not read yet of these rows; at most `mostAtOnce` of them.
    static constexpr size_t mostAtOnce = 2000;
    [[nodiscard]] Result<> readNow(const std::vector<int> &rows);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override; // in the store; -1: by the computers' names

Q_SIGNALS:
    void loaded(); // a snapshot has been taken over: summary, names and the list are of now
    void failed(const QString &message);

private:
    using Entries = std::vector<StatusKey>; // negative: ~i for m_silent.name(i)

    void forget();
    void forgetQuestions();
    void setList(const StatusListQuery &query);
    using Question = Result<StatusSnapshot> (*)(Workspace &, const StatusQuestion &);
    [[nodiscard]] Answer<Result<StatusSnapshot>> ask(Question read, Lane lane);
    [[nodiscard]] bool isLong() const;
    void take(Result<StatusSnapshot> snapshot);
    void takeSnapshot(StatusSnapshot snapshot);
    void takeNames(StatusSnapshot &snapshot);
    void takeEntries(Entries entries);
    void replaceRows(const Entries &entries);
    void adopt(const Entries &entries);
    void removeMissing(const Entries &entries);
    void reorder(const Entries &entries);
    void insertNew(const Entries &entries);
    void wantRow(int row) const;
    void loadWanted();
    void takeRows(StatusRows rows, int first, int last);
    [[nodiscard]] std::unordered_set<StatusKey> keep(StatusRows rows);
    void tellChanged(const std::unordered_set<StatusKey> &changed, int first, int last);
    [[nodiscard]] QVariant itemData(int row, int item, int role) const;
    [[nodiscard]] QVariant computerData(int row, int column, int role) const;
    [[nodiscard]] QString timeCell(const ComputerTaskStatus &computer, int column) const;
    [[nodiscard]] QString itemCounts(int item) const;

    StoreSession &m_session;
    std::shared_ptr<JobControl> m_control = std::make_shared<JobControl>(); // of all that is asked
    LatestAsked<Result<StatusSnapshot>> m_snapshot; // a short list, or the beginning of a long one
    LatestAsked<Result<StatusSnapshot>> m_longList; // the whole of a long one
    SequentialTask m_task;
    OrderInForce m_inForce = OrderInForce::yes;
    StatusListQuery m_query;
    QString m_followed;
    std::optional<StatusKey> m_followedKey;
    Entries m_entries;
    SilentNames m_silent;
    mutable StatusRowCache m_rows;
    StatusSummary m_summary;
    QStringList m_programNames;
    int m_generation = 0; // rows of what was asked for another task or list are dropped
    bool m_loaded = false;
    bool m_whole = false;
    bool m_active = true;
    bool m_stale = false; // changed while nobody looked
    bool m_loadingRows = false;
    QTimer m_later; // when a long list is read again
    qint64 m_tookMs = 0; // the last whole list
    mutable QTimer m_wantedTimer;
};

} // namespace seriatim
