#include "models/navigatortree.h"

#include "engine/base/text.h"
#include "engine/domain/folderpath.h"
#include "models/namecollator.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::Navigator)
};

NavigatorEntry section(NavigatorKind kind, const QString &text, int count = -1)
{
    return {kind, {}, text, count, false, {}};
}

NavigatorEntry taskEntry(NavigatorKind kind, const TaskSummary &task)
{
    return {kind, task.id.toString(), task.name, -1, !task.enabled, {}};
}

using TasksByFolder = QHash<QString, std::vector<const TaskSummary *>>;

template <typename Key>
void sortByName(std::vector<Key> &objects, const std::function<QString(Key)> &nameOf)
{
    const QCollator collator = nameCollator();
    std::vector<std::pair<QCollatorSortKey, Key>> keyed;
    keyed.reserve(objects.size());
    for (Key &object : objects)
        keyed.emplace_back(collator.sortKey(nameOf(object)), object);
    std::ranges::stable_sort(keyed, [](const auto &a, const auto &b) { return a.first < b.first; });
    for (size_t i = 0; i < objects.size(); ++i)
        objects[i] = keyed[i].second;
}

// Folders come sorted, each right before what is in it; `next` is the first one that has no entry yet.
void addFolders(NavigatorEntry &parent, NavigatorKind kind, const QStringList &folders, qsizetype &next,
                const std::function<void(NavigatorEntry &)> &fill)
{
    while (next < folders.size() && isWithinFolder(folders[next], parent.id)) {
        NavigatorEntry folder{kind, folders[next], folderName(folders[next]), -1, false, {}};
        ++next;
        addFolders(folder, kind, folders, next, fill);
        fill(folder);
        parent.children.push_back(std::move(folder));
    }
}

NavigatorEntry tasksSection(const NavigatorContents &contents)
{
    std::vector<const TaskSummary *> sorted;
    for (const TaskSummary &task : contents.tasks)
        sorted.push_back(&task);
    sortByName<const TaskSummary *>(sorted, [](const TaskSummary *task) { return task->name; });
    TasksByFolder tasks;
    for (const TaskSummary *task : sorted)
        tasks[foldedFolder(task->folder)].push_back(task);
    const auto fill = [&tasks](NavigatorEntry &folder) {
        const std::vector<const TaskSummary *> here = tasks.value(foldedFolder(folder.id));
        folder.count = static_cast<int>(here.size());
        for (const NavigatorEntry &inner : folder.children)
            folder.count += inner.count;
        for (const TaskSummary *task : here)
            folder.children.push_back(taskEntry(NavigatorKind::task, *task));
    };
    NavigatorEntry top = section(NavigatorKind::tasks, Words::tr("Sequential tasks"));
    qsizetype next = 0;
    addFolders(top, NavigatorKind::taskFolder, contents.taskFolders, next, fill);
    fill(top);
    return top;
}

NavigatorEntry packagesSection(const NavigatorContents &contents)
{
    NavigatorEntry top = section(NavigatorKind::packages, Words::tr("Packages"), 0);
    if (!contents.packages)
        return top;
    QHash<QString, int> counts;
    for (const IndexedPackage &package : contents.packages->packages)
        ++counts[foldedFolder(package.folder)];
    const auto fill = [&counts](NavigatorEntry &folder) {
        folder.count = counts.value(foldedFolder(folder.id));
        for (const NavigatorEntry &inner : folder.children)
            folder.count += inner.count;
    };
    qsizetype next = 0;
    addFolders(top, NavigatorKind::packageFolder, contents.packages->folders, next, fill);
    fill(top);
    return top;
}

NavigatorEntry recentSection(const NavigatorContents &contents)
{
    NavigatorEntry top = section(NavigatorKind::recentTasks, Words::tr("Recent tasks"));
    for (const TaskSummary &task : contents.recentTasks)
        top.children.push_back(taskEntry(NavigatorKind::recentTask, task));
    return top;
}

NavigatorEntry collectionsSection(const NavigatorContents &contents)
{
    NavigatorEntry top = section(NavigatorKind::collections, Words::tr("Collections"), 0);
    if (!contents.collections)
        return top;
    for (const CollectionEntry &entry : *contents.collections)
        top.children.push_back({NavigatorKind::collection, entry.collection.id.toString(), entry.collection.name, entry.computerCount, false, {}});
    top.count = static_cast<int>(top.children.size());
    return top;
}

NavigatorEntry reportsSection(const NavigatorContents &contents)
{
    NavigatorEntry top = section(NavigatorKind::reports, Words::tr("Reports"));
    for (const ReportDescription &report : allReports()) {
        NavigatorEntry entry{NavigatorKind::report, ReportKey{report.kind}.toText(), report.title, -1, false, {}};
        for (const SavedReport &saved : contents.savedReports) {
            if (saved.request.kind == report.kind)
                entry.children.push_back({NavigatorKind::savedReport, ReportKey{report.kind, saved.id}.toText(), saved.name, -1, false, {}});
        }
        top.children.push_back(std::move(entry));
    }
    return top;
}

bool keep(NavigatorEntry &entry, const QString &foldedFilter)
{
    if (foldForSearch(entry.text).contains(foldedFilter))
        return true;
    std::erase_if(entry.children, [&](NavigatorEntry &child) { return !keep(child, foldedFilter); });
    return !entry.children.empty();
}

} // namespace

std::vector<NavigatorEntry> navigatorTree(const NavigatorContents &contents, const QString &filter)
{
    std::vector<NavigatorEntry> tree;
    tree.push_back(tasksSection(contents));
    if (!contents.recentTasks.empty())
        tree.push_back(recentSection(contents));
    tree.push_back(packagesSection(contents));
    tree.push_back(section(NavigatorKind::computers, Words::tr("Computers"), contents.counts.computers));
    tree.push_back(collectionsSection(contents));
    tree.push_back(section(NavigatorKind::users, Words::tr("Users and groups"), contents.counts.users + contents.counts.groups));
    tree.push_back(section(NavigatorKind::portalRequests, Words::tr("Portal requests"), contents.openRequests));
    tree.push_back(section(NavigatorKind::simulationRuns, Words::tr("Simulation runs"), contents.simulationRuns));
    tree.push_back(reportsSection(contents));
    tree.push_back(section(NavigatorKind::agentSettings, Words::tr("Agent settings"), contents.counts.agentSettings));
    if (const QString folded = foldForSearch(QStringView(filter).trimmed()); !folded.isEmpty())
        std::erase_if(tree, [&](NavigatorEntry &entry) { return !keep(entry, folded); });
    return tree;
}

bool isTask(NavigatorKind kind)
{
    return kind == NavigatorKind::task || kind == NavigatorKind::recentTask;
}

bool isFolder(NavigatorKind kind)
{
    return kind == NavigatorKind::taskFolder || kind == NavigatorKind::packageFolder;
}

bool holdsTasks(NavigatorKind kind)
{
    return kind == NavigatorKind::tasks || kind == NavigatorKind::taskFolder;
}

bool holdsPackages(NavigatorKind kind)
{
    return kind == NavigatorKind::packages || kind == NavigatorKind::packageFolder;
}

} // namespace seriatim
