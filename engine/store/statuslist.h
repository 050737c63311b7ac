// StatusList: the computers of one task as a list of any length: filtered, sorted and read in pieces. The list itself is keys
// alone, eight bytes for each computer; a piece costs what its rows cost, wherever in the list it lies (B38).
#pragma once

#include "engine/store/statusstore.h"

#include <string>
#include <unordered_set>

namespace seriatim {

enum class StatusSort : quint8 { computer, status, started, took, restarts, reported, item };

struct StatusListQuery {
    QString computer{};                     // a name with '*' and '?', or a part of one; empty: all
    std::optional<ComputerStatus> status{};
    std::optional<LineItemId> item{};       // the two below are about this one; absent: about any
    std::optional<ItemStatus> itemStatus{};
    std::optional<ReturnCode> returnCode{};
    std::optional<Instant> reportedSince{}; // by the store's clock
    std::optional<CollectionId> collection{}; // its computers are for who asks to find: the store knows no inventory filter
    QString text{};                         // part of the computer's sentence or of its last problem
    StatusSort sort = StatusSort::computer;
    std::optional<LineItemId> sortItem{};   // for StatusSort::item: by this one's status and code
    bool descending = false;
    bool operator==(const StatusListQuery &) const = default;

    [[nodiscard]] bool isFiltered() const;  // it may leave computers out
};

// Whether a name is one that a filter's `computer` means: a pattern with '*' or '?', else any part of a name.
[[nodiscard]] bool isComputerMeant(const QString &name, const QString &pattern);

// Names of computers that a list is confined to, without regard to letter case.
class ComputerNames
{
public:
    explicit ComputerNames(const QStringList &names);
    [[nodiscard]] bool contains(const QString &name) const;
    [[nodiscard]] bool containsFolded(const std::string &name) const { return m_folded.contains(name); } // as the store folds it

private:
    std::unordered_set<std::string> m_folded;
};

using StatusKey = qint64; // of a computer's row, as long as the store lives

// Also those that never reported: an entry is a key, or ~i for `silent[i]`.
struct StatusListing {
    std::vector<StatusKey> entries;
    QStringList silent;
    bool operator==(const StatusListing &) const = default;
};

class StatusList
{
public:
    explicit StatusList(Database &database) : m_database(&database) {}

    // In the order that was asked for; computers that are equal in it by their names. The first `atMost`, or all. `among`: null
    // where the query names no collection.
    [[nodiscard]] Result<std::vector<StatusKey>> keys(TaskId task, const StatusListQuery &query, std::optional<int> atMost = {},
                                                      const ComputerNames *among = nullptr) const;

    // With `silent` among them, which never reported: as not received, and as having nothing of what it is sorted by.
    [[nodiscard]] Result<StatusListing> list(TaskId task, const StatusListQuery &query, const QStringList &silent,
                                             const ComputerNames *among = nullptr) const;

    // In the order of the keys; those of keys that the store does not have are left out. At most a few hundred at a time.
    [[nodiscard]] Result<std::vector<std::pair<StatusKey, ComputerTaskStatus>>> rows(const std::vector<StatusKey> &keys) const;

    // Nothing where it never reported.
    [[nodiscard]] Result<std::optional<StatusKey>> keyOf(TaskId task, const QString &computer) const;

    // Those of them that never reported on the task, in their order.
    [[nodiscard]] Result<QStringList> silentOf(TaskId task, const QStringList &computers) const;

    // Totals that do not agree with the rows they are of (`store check`), and counting them anew.
    [[nodiscard]] Result<qint64> wrongTotals() const;
    [[nodiscard]] Result<> recountTotals();

private:
    Database *m_database;
};

} // namespace seriatim
