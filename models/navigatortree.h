// What the navigator shows, as plain values: the tree is made anew from the store's contents, and the model finds what changed.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/savedreports.h"

#include <vector>

namespace seriatim {

enum class NavigatorKind {
    tasks, taskFolder, task, recentTasks, recentTask, packages, packageFolder, computers, collections, collection, users,
    portalRequests, simulationRuns, reports, agentSettings, report, savedReport
};

struct NavigatorContents {
    std::vector<TaskSummary> tasks; // by name
    QStringList taskFolders;
    std::vector<TaskSummary> recentTasks; // latest first
    int simulationRuns = 0;
    int openRequests = 0; // that an administrator has to decide
    std::shared_ptr<const CatalogueIndex> packages;                         // may be null
    std::shared_ptr<const std::vector<CollectionEntry>> collections;        // may be null
    CatalogueCounts counts;
    std::vector<SavedReport> savedReports; // in the order of the reports, then by name
};

struct NavigatorEntry {
    NavigatorKind kind = NavigatorKind::tasks;
    QString id; // the object's GUID, the folder's path or the ReportKey; empty for a section
    QString text;
    int count = -1; // of what is below or in it; -1: none is shown
    bool disabled = false;
    std::vector<NavigatorEntry> children;
    bool operator==(const NavigatorEntry &) const = default;
};

// Only what matches `filter` with what it stands in and what is in it; case and accents do not count. Empty: all.
[[nodiscard]] std::vector<NavigatorEntry> navigatorTree(const NavigatorContents &contents, const QString &filter = {});

[[nodiscard]] bool isTask(NavigatorKind kind);   // also among the recent ones
[[nodiscard]] bool isFolder(NavigatorKind kind); // of tasks or packages
// May be dropped on: a folder tree's top or one of its folders.
[[nodiscard]] bool holdsTasks(NavigatorKind kind);
[[nodiscard]] bool holdsPackages(NavigatorKind kind);

} // namespace seriatim
