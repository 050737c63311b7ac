#include "models/navigatoredits.h"

#include "engine/domain/folderpath.h"
#include "engine/workspace/catalogueediting.h"
#include "engine/workspace/folders.h"
#include "models/taskcopy.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::NavigatorEdits)
};

Error gone(const QString &what)
{
    return {ErrorCode::notFound, what, Words::tr("it is not in the store any more")};
}

QString inFolder(const QString &folder, const QString &name)
{
    return folder.isEmpty() ? name : folder + u'/' + name;
}

// A '/' would put it into another folder, which is what dragging is for.
Result<> checkFolderName(const QString &name)
{
    if (name.contains(u'/'))
        return Error{ErrorCode::invalidInput, Words::tr("folder “%1”").arg(name), Words::tr("a folder's name has no “/” in it")};
    return Done{};
}

} // namespace

Result<> NavigatorEdits::rename(NavigatorKind kind, const QString &id, const QString &name)
{
    const QString wanted = name.trimmed();
    if (wanted.isEmpty())
        return Error{ErrorCode::invalidInput, {}, Words::tr("A name cannot be empty.")};
    if (isFolder(kind)) {
        if (Result<> valid = checkFolderName(wanted); !valid)
            return valid;
        return renameFolder(kind, id, inFolder(parentFolder(id), wanted));
    }
    const NavigatorKind object = isTask(kind) ? NavigatorKind::task : kind;
    if (m_open.rename && m_open.rename(object, id, wanted))
        return Done{};
    return object == NavigatorKind::task ? renameTask(id, wanted) : renameCollection(id, wanted);
}

Result<> NavigatorEdits::moveTasks(const QStringList &guids, const QString &folder)
{
    std::vector<TaskId> stored;
    for (const QString &guid : guids) {
        if (m_open.moveTask && m_open.moveTask(guid, folder))
            continue;
        const std::optional<TaskId> id = TaskId::parse(guid);
        if (!id)
            return gone(guid);
        stored.push_back(*id);
    }
    if (stored.empty())
        return Done{};
    Result<> moved = seriatim::moveTasks(m_session.workspace(), stored, folder);
    if (moved)
        m_session.noteTaskChange();
    return moved;
}

Result<> NavigatorEdits::moveFolder(NavigatorKind kind, const QString &path, const QString &into)
{
    const QString target = inFolder(into, folderName(path));
    return target == path ? Result<>(Done{}) : renameFolder(kind, path, target);
}

Result<> NavigatorEdits::renameFolder(NavigatorKind kind, const QString &from, const QString &to)
{
    Result<> renamed = holdsTasks(kind) ? renameTaskFolder(m_session.workspace(), from, to)
                                        : renamePackageFolder(m_session.workspace(), from, to);
    if (!renamed)
        return renamed;
    if (holdsTasks(kind))
        m_session.noteTaskChange();
    else
        m_session.noteCatalogueChange();
    return Done{};
}

Result<QString> NavigatorEdits::addFolder(NavigatorKind kind, const QString &parent)
{
    Result<QStringList> folders = QStringList();
    if (holdsTasks(kind)) {
        folders = m_session.workspace().store().tasks().folders();
    } else {
        const Result<CatalogueIndex> index = m_session.workspace().store().catalogue().index();
        folders = index ? Result<QStringList>(index->folders) : Result<QStringList>(index.error());
    }
    if (!folders)
        return folders.error();
    const QString path = freeName(inFolder(parent, Words::tr("New folder")), *folders);
    Result<> added = holdsTasks(kind) ? addTaskFolder(m_session.workspace(), path) : addPackageFolder(m_session.workspace(), path);
    if (!added)
        return added.error();
    if (holdsTasks(kind))
        m_session.noteTaskChange();
    else
        m_session.noteCatalogueChange();
    return path;
}

Result<> NavigatorEdits::removeFolder(NavigatorKind kind, const QString &path)
{
    Result<> removed = holdsTasks(kind) ? removeTaskFolder(m_session.workspace(), path) : removePackageFolder(m_session.workspace(), path);
    if (!removed)
        return removed;
    if (holdsTasks(kind))
        m_session.noteTaskChange();
    else
        m_session.noteCatalogueChange();
    return Done{};
}

Result<QString> NavigatorEdits::duplicateTask(const QString &guid)
{
    const Result<SequentialTask> task = loadTask(guid);
    if (!task)
        return task.error();
    const Result<std::vector<TaskSummary>> all = m_session.workspace().store().tasks().list();
    if (!all)
        return all.error();
    QStringList names;
    for (const TaskSummary &summary : *all)
        names.append(summary.name);
    const Result<SaveOutcome> saved = m_session.workspace().saveTask(copyOf(*task, freeCopyName(task->name, names)), KeepFinished::no);
    if (!saved)
        return saved.error();
    m_session.noteTaskChange();
    return saved->task.id.toString();
}

Result<QString> NavigatorEdits::duplicateCollection(const QString &guid)
{
    const Result<std::vector<Collection>> all = m_session.workspace().store().catalogue().collections();
    if (!all)
        return all.error();
    const auto found = std::ranges::find(*all, guid, [](const Collection &collection) { return collection.id.toString(); });
    if (found == all->end())
        return gone(guid);
    QStringList names;
    for (const Collection &collection : *all)
        names.append(collection.name);
    Collection copy = *found;
    copy.id = CollectionId::mint();
    copy.name = freeCopyName(found->name, names);
    if (Result<> saved = saveObject(m_session.workspace(), std::optional<Collection>(), copy); !saved)
        return saved.error();
    m_session.noteCatalogueChange();
    return copy.id.toString();
}

Result<> NavigatorEdits::removeTask(const QString &guid)
{
    const std::optional<TaskId> id = TaskId::parse(guid);
    if (!id)
        return gone(guid);
    Result<> removed = m_session.workspace().store().tasks().remove(*id, currentUser(), SystemClock().now());
    if (removed)
        m_session.noteTaskChange();
    return removed;
}

Result<SequentialTask> NavigatorEdits::loadTask(const QString &guid)
{
    const std::optional<TaskId> id = TaskId::parse(guid);
    return id ? m_session.workspace().store().tasks().load(*id) : Result<SequentialTask>(gone(guid));
}

Result<Collection> NavigatorEdits::loadCollection(const QString &guid)
{
    const Result<std::vector<Collection>> all = m_session.workspace().store().catalogue().collections();
    if (!all)
        return all.error();
    for (const Collection &collection : *all) {
        if (collection.id.toString() == guid)
            return collection;
    }
    return gone(guid);
}

Result<> NavigatorEdits::renameTask(const QString &guid, const QString &name)
{
    Result<SequentialTask> task = loadTask(guid);
    if (!task)
        return task.error();
    task->name = name;
    const Result<SaveOutcome> saved = m_session.workspace().saveTask(*task, KeepFinished::no);
    if (!saved)
        return saved.error();
    m_session.noteTaskChange();
    return Done{};
}

Result<> NavigatorEdits::renameCollection(const QString &guid, const QString &name)
{
    const Result<Collection> collection = loadCollection(guid);
    if (!collection)
        return collection.error();
    Collection renamed = *collection;
    renamed.name = name;
    Result<> saved = saveObject(m_session.workspace(), std::optional(*collection), renamed);
    if (saved)
        m_session.noteCatalogueChange();
    return saved;
}

} // namespace seriatim
