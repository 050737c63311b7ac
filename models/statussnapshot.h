// What the status grid reads from the store in one go: every computer, never its items. For StoreSession::run.
#pragma once

#include "engine/workspace/statusview.h"
#include "models/storesession.h"

namespace seriatim {

struct StatusFilter {
    QString computer;                     // as in StatusQuery
    std::optional<ComputerStatus> status; // absent: all
    bool operator==(const StatusFilter &) const = default;
};

// Whether a name is one that a filter's `computer` means: a pattern with '*' or '?', else any part of a name.
[[nodiscard]] bool isComputerMeant(const QString &name, const QString &pattern);

// By place: "PACKAGE/PROGRAM".
[[nodiscard]] Result<QStringList> programNamesOf(Workspace &workspace, const SequentialTask &task);

// Of all computers, whatever the filter.
struct StatusSummary {
    int computers = 0;                          // those of the task's collections, and others that reported
    std::map<ComputerStatus, int> byStatus;     // those that never reported under notReceived
    std::map<LineItemId, std::map<ItemStatus, int>> items;
    bool operator==(const StatusSummary &) const = default;
};

struct StatusSnapshot {
    std::vector<ComputerTaskStatus> computers; // by name without regard to case; `reported` is 0 where one never reported
    StatusSummary summary;
    QStringList programNames; // by place: "PACKAGE/PROGRAM"
};

[[nodiscard]] Result<StatusSnapshot> readStatusSnapshot(Workspace &workspace, const SequentialTask &task, const StatusFilter &filter);

} // namespace seriatim
