#include "models/navigatormodel.h"

#include "engine/domain/folderpath.h"

#include <QMimeData>

#include <algorithm>

namespace seriatim {

struct NavigatorModel::Node {
    Node *parent = nullptr;
    NavigatorEntry entry; // its own `children` stay empty: they are nodes
    std::vector<std::unique_ptr<Node>> children;

    [[nodiscard]] int row() const
    {
        const auto &siblings = parent->children;
        return static_cast<int>(std::ranges::find(siblings, this, &std::unique_ptr<Node>::get) - siblings.begin());
    }

    static std::unique_ptr<Node> make(Node *parent, NavigatorEntry entry)
    {
        auto node = std::make_unique<Node>();
        node->parent = parent;
        for (NavigatorEntry &child : entry.children)
            node->children.push_back(make(node.get(), std::move(child)));
        entry.children.clear();
        node->entry = std::move(entry);
        return node;
    }
};

namespace {

const QString dragType = QStringLiteral("application/x-seriatim-navigator");

struct Dragged {
    QStringList tasks;
    QStringList taskFolders;
    QStringList packageFolders;
};

Dragged draggedIn(const QMimeData &data)
{
    Dragged dragged;
    for (const QString &line : QString::fromUtf8(data.data(dragType)).split(u'\n', Qt::SkipEmptyParts)) {
        const QString id = line.section(u' ', 1);
        switch (static_cast<NavigatorKind>(line.section(u' ', 0, 0).toInt())) {
        case NavigatorKind::task:
        case NavigatorKind::recentTask: dragged.tasks.append(id); break;
        case NavigatorKind::taskFolder: dragged.taskFolders.append(id); break;
        case NavigatorKind::packageFolder: dragged.packageFolders.append(id); break;
        case NavigatorKind::tasks:
        case NavigatorKind::recentTasks:
        case NavigatorKind::packages:
        case NavigatorKind::computers:
        case NavigatorKind::collections:
        case NavigatorKind::collection:
        case NavigatorKind::users:
        case NavigatorKind::portalRequests:
        case NavigatorKind::simulationRuns:
        case NavigatorKind::reports:
        case NavigatorKind::report:
        case NavigatorKind::savedReport:
        case NavigatorKind::agentSettings: break;
        }
    }
    return dragged;
}

// A save that renews identities gives a task another GUID: under the same name it is still the same row.
bool hasTaskName(const NavigatorEntry &a, const NavigatorEntry &b)
{
    return isTask(a.kind) && a.kind == b.kind && a.text.compare(b.text, Qt::CaseInsensitive) == 0;
}

bool isEditable(NavigatorKind kind)
{
    return isTask(kind) || isFolder(kind) || kind == NavigatorKind::collection;
}

} // namespace

NavigatorModel::NavigatorModel(StoreSession &session, CatalogueDirectory &directory, SavedReports &savedReports, const QStringList &recentTasks, QObject *parent)
    : QAbstractItemModel(parent), m_session(session), m_directory(directory), m_savedReports(savedReports), m_edits(session), m_root(std::make_unique<Node>()), m_recent(recentTasks),
      m_taskLists(
          session, this, [this] { return [recent = m_recent](Workspace &workspace, JobControl &) { return loadTaskLists(workspace, recent); }; },
          [this](const Result<TaskLists> &lists) { takeTasks(lists); }),
      m_openRequests(
          session, this, [] { return [](Workspace &workspace, JobControl &) { return workspace.store().portal().openCount(SystemClock().now()); }; },
          [this](const Result<int> &count) { takeOpenRequests(count); })
{
    connect(&m_session, &StoreSession::tasksChanged, this, &NavigatorModel::reloadTasks);
    connect(&m_session, &StoreSession::requestsChanged, this, [this] { m_openRequests.refresh(); });
    connect(&m_directory, &CatalogueDirectory::packagesChanged, this, &NavigatorModel::refresh);
    connect(&m_directory, &CatalogueDirectory::collectionsChanged, this, &NavigatorModel::refresh);
    connect(&m_savedReports, &SavedReports::changed, this, &NavigatorModel::refresh);
    refresh();
    reloadTasks();
    m_openRequests.refresh();
}

NavigatorModel::~NavigatorModel() = default;

void NavigatorModel::reloadTasks()
{
    m_taskLists.refresh();
}

void NavigatorModel::takeOpenRequests(const Result<int> &count)
{
    if (!count || *count == m_contents.openRequests)
        return;
    m_contents.openRequests = *count;
    refresh();
}

void NavigatorModel::takeTasks(const Result<TaskLists> &lists)
{
    if (!lists) {
        Q_EMIT editFailed(tr("The tasks cannot be read."), lists.error());
        return;
    }
    m_contents.tasks = lists->tasks;
    m_contents.taskFolders = lists->folders;
    m_contents.recentTasks = lists->recent;
    m_contents.simulationRuns = lists->simulationRuns;
    m_tasksLoaded = true;
    refresh();
    Q_EMIT tasksListed();
}

void NavigatorModel::refresh()
{
    m_contents.packages = m_directory.packages();
    m_contents.collections = m_directory.collections();
    m_contents.counts = m_directory.counts();
    m_contents.savedReports = m_savedReports.all();
    Q_EMIT aboutToRefresh();
    synchronize(*m_root, navigatorTree(m_contents, m_filter));
    Q_EMIT refreshed();
    if (!m_filled && m_tasksLoaded && m_directory.isLoaded()) {
        m_filled = true;
        Q_EMIT filled();
    }
}

void NavigatorModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    m_filter = text;
    refresh();
}

void NavigatorModel::setRecentTasks(const QStringList &taskGuids)
{
    if (taskGuids == m_recent)
        return;
    m_recent = taskGuids;
    reloadTasks();
}

void NavigatorModel::setUnsaved(const QSet<QString> &guids)
{
    const QSet<QString> changed = (m_unsaved - guids) + (guids - m_unsaved);
    m_unsaved = guids;
    for (const QString &guid : changed) {
        for (const NavigatorKind kind : {NavigatorKind::task, NavigatorKind::recentTask, NavigatorKind::collection}) {
            if (const QModelIndex index = find(keyOf(kind, guid)); index.isValid())
                Q_EMIT dataChanged(index, index);
        }
    }
}

// Rows that stay are kept, whatever else comes, goes or moves around them.
void NavigatorModel::synchronize(Node &parent, std::vector<NavigatorEntry> entries)
{
    removeMissing(parent, entries);
    const QModelIndex parentIndex = indexOf(parent);
    for (size_t i = 0; i < entries.size();) {
        const int from = rowFor(parent, static_cast<int>(i), entries[i]);
        if (from < 0) {
            size_t last = i + 1;
            while (last < entries.size() && rowFor(parent, static_cast<int>(i), entries[last]) < 0)
                ++last;
            std::vector<NavigatorEntry> run(std::make_move_iterator(entries.begin() + static_cast<std::ptrdiff_t>(i)),
                                            std::make_move_iterator(entries.begin() + static_cast<std::ptrdiff_t>(last)));
            insertRun(parent, static_cast<int>(i), std::move(run));
            i = last;
            continue;
        }
        const auto to = static_cast<int>(i);
        if (from != to) {
            beginMoveRows(parentIndex, from, from, parentIndex, to);
            std::rotate(parent.children.begin() + to, parent.children.begin() + from, parent.children.begin() + from + 1);
            endMoveRows();
        }
        Node &node = *parent.children[i];
        std::vector<NavigatorEntry> children = std::move(entries[i].children);
        entries[i].children.clear();
        update(node, entries[i]);
        synchronize(node, std::move(children));
        ++i;
    }
    if (parent.children.size() > entries.size())
        removeRun(parent, static_cast<int>(entries.size()), static_cast<int>(parent.children.size()) - 1);
}

// Of the rows from `first` on, the one that is to show the entry; -1: none.
int NavigatorModel::rowFor(const Node &parent, int first, const NavigatorEntry &entry)
{
    const auto begin = parent.children.begin() + first;
    const auto same = std::find_if(begin, parent.children.end(),
                                   [&](const auto &node) { return node->entry.kind == entry.kind && node->entry.id == entry.id; });
    const auto found = same != parent.children.end()
                           ? same
                           : std::find_if(begin, parent.children.end(), [&](const auto &node) { return hasTaskName(node->entry, entry); });
    return found == parent.children.end() ? -1 : static_cast<int>(found - parent.children.begin());
}

void NavigatorModel::removeMissing(Node &parent, const std::vector<NavigatorEntry> &entries)
{
    QSet<QString> keys;
    QSet<QString> names;
    for (const NavigatorEntry &entry : entries) {
        keys.insert(keyOf(entry.kind, entry.id));
        if (isTask(entry.kind))
            names.insert(entry.text.toCaseFolded());
    }
    const auto stays = [&](const NavigatorEntry &entry) {
        return keys.contains(keyOf(entry.kind, entry.id)) || (isTask(entry.kind) && names.contains(entry.text.toCaseFolded()));
    };
    for (int last = static_cast<int>(parent.children.size()) - 1; last >= 0; --last) {
        if (stays(parent.children[static_cast<size_t>(last)]->entry))
            continue;
        int first = last;
        while (first > 0 && !stays(parent.children[static_cast<size_t>(first) - 1]->entry))
            --first;
        removeRun(parent, first, last);
        last = first;
    }
}

void NavigatorModel::removeRun(Node &parent, int first, int last)
{
    beginRemoveRows(indexOf(parent), first, last);
    parent.children.erase(parent.children.begin() + first, parent.children.begin() + last + 1);
    endRemoveRows();
}

void NavigatorModel::insertRun(Node &parent, int first, std::vector<NavigatorEntry> entries)
{
    beginInsertRows(indexOf(parent), first, first + static_cast<int>(entries.size()) - 1);
    auto place = parent.children.begin() + first;
    for (NavigatorEntry &entry : entries)
        place = parent.children.insert(place, Node::make(&parent, std::move(entry))) + 1;
    endInsertRows();
}

void NavigatorModel::update(Node &node, const NavigatorEntry &entry)
{
    if (node.entry == entry)
        return;
    node.entry = entry;
    const QModelIndex index = indexOf(node);
    Q_EMIT dataChanged(index, index);
}

QString NavigatorModel::keyOf(NavigatorKind kind, const QString &id)
{
    return QString::number(static_cast<int>(kind)) + u' ' + (isFolder(kind) ? foldedFolder(id) : id);
}

QModelIndex NavigatorModel::find(const QString &key) const
{
    const std::function<const Node *(const Node &)> search = [&](const Node &parent) -> const Node * {
        for (const auto &child : parent.children) {
            if (keyOf(child->entry.kind, child->entry.id) == key)
                return child.get();
            if (const Node *found = search(*child))
                return found;
        }
        return nullptr;
    };
    const Node *found = search(*m_root);
    return found ? indexOf(*found) : QModelIndex();
}

NavigatorKind NavigatorModel::kindOf(const QModelIndex &index)
{
    return static_cast<NavigatorKind>(index.data(KindRole).toInt());
}

NavigatorModel::Node &NavigatorModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<Node *>(index.internalPointer()) : *m_root;
}

QModelIndex NavigatorModel::indexOf(const Node &node) const
{
    return node.parent ? createIndex(node.row(), 0, &node) : QModelIndex();
}

QModelIndex NavigatorModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column, nodeAt(parent).children[static_cast<size_t>(row)].get()) : QModelIndex();
}

QModelIndex NavigatorModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(*nodeAt(child).parent) : QModelIndex();
}

int NavigatorModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeAt(parent).children.size());
}

int NavigatorModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant NavigatorModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const NavigatorEntry &entry = nodeAt(index).entry;
    const bool unsaved = !entry.id.isEmpty() && m_unsaved.contains(entry.id);
    switch (role) {
    case Qt::DisplayRole: return unsaved ? entry.text + QStringLiteral(" *") : entry.text;
    case Qt::EditRole: return entry.text;
    case Qt::ToolTipRole: {
        QStringList lines{isFolder(entry.kind) ? entry.id : entry.text};
        if (entry.disabled)
            lines.append(tr("disabled"));
        if (unsaved)
            lines.append(tr("has changes that are not saved"));
        return lines.join(u'\n');
    }
    case Qt::AccessibleTextRole: return entry.count < 0 ? entry.text : tr("%1, %n inside", nullptr, entry.count).arg(entry.text);
    case KindRole: return static_cast<int>(entry.kind);
    case IdRole: return entry.id;
    case CountRole: return entry.count;
    case UnsavedRole: return unsaved;
    case DisabledRole: return entry.disabled;
    case KeyRole: return keyOf(entry.kind, entry.id);
    default: return {};
    }
}

bool NavigatorModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const NavigatorEntry entry = nodeAt(index).entry;
    const QString name = value.toString().trimmed();
    if (name == entry.text)
        return false;
    if (const Result<> renamed = rename(entry, name); !renamed) {
        Q_EMIT editFailed(tr("“%1” cannot be renamed.").arg(entry.text), renamed.error());
        return false;
    }
    return true;
}

Result<> NavigatorModel::rename(const NavigatorEntry &entry, const QString &name)
{
    if (entry.kind != NavigatorKind::savedReport)
        return m_edits.rename(entry.kind, entry.id, name);
    const std::optional<ReportKey> key = ReportKey::parse(entry.id);
    return key ? m_savedReports.rename(key->savedId, name) : Result<>(Done{});
}

Qt::ItemFlags NavigatorModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid())
        return flags;
    const NavigatorKind kind = nodeAt(index).entry.kind;
    if (kind == NavigatorKind::savedReport)
        return flags | Qt::ItemIsEditable; // it is not in the store
    if (m_session.isReadOnly())
        return flags;
    if (isEditable(kind))
        flags |= Qt::ItemIsEditable;
    if (isTask(kind) || isFolder(kind))
        flags |= Qt::ItemIsDragEnabled;
    if (holdsTasks(kind) || holdsPackages(kind))
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

QStringList NavigatorModel::mimeTypes() const
{
    return {dragType};
}

QMimeData *NavigatorModel::mimeData(const QModelIndexList &indexes) const
{
    QStringList lines;
    for (const QModelIndex &index : indexes)
        lines.append(QStringLiteral("%1 %2").arg(index.data(KindRole).toInt()).arg(index.data(IdRole).toString()));
    auto *data = new QMimeData;
    data->setData(dragType, lines.join(u'\n').toUtf8());
    return data;
}

bool NavigatorModel::canDropMimeData(const QMimeData *data, Qt::DropAction action, int, int, const QModelIndex &parent) const
{
    if (!data || !data->hasFormat(dragType) || action != Qt::MoveAction || !parent.isValid() || m_session.isReadOnly())
        return false;
    const Node &target = nodeAt(parent);
    const Dragged dragged = draggedIn(*data);
    const bool tasks = !dragged.tasks.isEmpty() || !dragged.taskFolders.isEmpty();
    const bool packages = !dragged.packageFolders.isEmpty();
    if (tasks == packages || (tasks ? !holdsTasks(target.entry.kind) : !holdsPackages(target.entry.kind)))
        return false;
    return std::ranges::none_of(dragged.taskFolders + dragged.packageFolders,
                                [&](const QString &folder) { return isWithinFolder(target.entry.id, folder); });
}

bool NavigatorModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const QString target = nodeAt(parent).entry.id;
    const Dragged dragged = draggedIn(*data);
    Result<> moved = m_edits.moveTasks(dragged.tasks, target);
    for (const QString &folder : dragged.taskFolders) {
        if (moved)
            moved = m_edits.moveFolder(NavigatorKind::taskFolder, folder, target);
    }
    for (const QString &folder : dragged.packageFolders) {
        if (moved)
            moved = m_edits.moveFolder(NavigatorKind::packageFolder, folder, target);
    }
    if (!moved)
        Q_EMIT editFailed(tr("That cannot be moved there."), moved.error());
    return moved.ok();
}

} // namespace seriatim
