// What the status grid reads from the store in one go: how many computers are in which state, in which order they are listed,
// and the first of them. For StoreSession::run.
#pragma once

#include "engine/store/statuslist.h"
#include "engine/workspace/statusview.h"
#include "models/storesession.h"

namespace seriatim {

// By place: "PACKAGE/PROGRAM".
[[nodiscard]] Result<QStringList> programNamesOf(Workspace &workspace, const SequentialTask &task);

// Of all computers, whatever the filter.
struct StatusSummary {
    int computers = 0;                          // those of the task's collections, and others that reported
    std::map<ComputerStatus, int> byStatus;     // those that never reported under notReceived
    std::map<LineItemId, std::map<ItemStatus, int>> items;
    bool operator==(const StatusSummary &) const = default;
};

using StatusRows = std::vector<std::pair<StatusKey, ComputerTaskStatus>>;

struct StatusSnapshot {
    StatusListing listing;
    bool isWhole = true; // false: only the beginning, and without those that never reported
    StatusSummary summary;
    QStringList programNames; // by place: "PACKAGE/PROGRAM"
    StatusRows rows;          // the first of the list
    std::optional<StatusKey> followed; // of the computer that was asked about, where it reported
    qint64 tookMs = 0;
};

enum class OrderInForce { yes, no }; // no: it was replaced, so nobody is waited for any more

struct StatusQuestion {
    SequentialTask task;
    StatusListQuery query;
    OrderInForce inForce = OrderInForce::yes;
    QString followed{}; // a computer whose key is wanted; may be empty
};

// Those of the task's collections that never reported on it; none of an order that was replaced.
[[nodiscard]] Result<QStringList> silentComputers(Workspace &workspace, const StatusQuestion &question);

// What `question` lists, in its order.
[[nodiscard]] Result<StatusListing> readStatusList(Workspace &workspace, const StatusQuestion &question, const QStringList &silent);

[[nodiscard]] Result<StatusSnapshot> readStatusSnapshot(Workspace &workspace, const StatusQuestion &question);
// What it costs does not grow with the number of computers, where an index has the order.
[[nodiscard]] Result<StatusSnapshot> readStatusBeginning(Workspace &workspace, const StatusQuestion &question);

} // namespace seriatim
