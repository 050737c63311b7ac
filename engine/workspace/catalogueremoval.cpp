#include "engine/base/text.h"
#include "engine/workspace/catalogueediting.h"
#include "engine/workspace/catalogueobjects_p.h"

#include <QSet>

#include <algorithm>

namespace seriatim {

namespace {

// What is about to go, as others refer to it.
struct Doomed {
    QSet<ProgramId> programs;
    QSet<ComputerId> computers;
    QSet<CollectionId> collections;
    QSet<UserId> users;
    std::vector<std::pair<PortalAccess::Kind, QString>> principals; // case-folded, with and without their domain
};

struct Users {
    std::vector<SequentialTask> tasks; // that have something to lose
    QStringList namedTasks;            // that only lose it through a collection
    std::vector<Collection> collections;
    std::vector<UserGroup> groups;
    std::vector<AgentSettings> settings;
};

template <typename Object>
Result<std::vector<Object>> requireAll(Workspace &workspace, const std::vector<decltype(Object::id)> &ids)
{
    std::vector<Object> objects;
    for (const auto &id : ids) {
        Result<std::optional<Object>> found = workspace.store().catalogue().find(id);
        if (!found)
            return found.error();
        if (!*found) {
            return Error{ErrorCode::notFound, editing::kindText(editing::kindOf(Object(id))) + u' ' + id.toString(),
                         QStringLiteral("is no longer in the store; nothing was removed")};
        }
        objects.push_back(std::move(**found));
    }
    return objects;
}

bool losesAccess(const PortalAccess &access, const Doomed &doomed)
{
    return std::ranges::find(doomed.principals, std::pair(access.kind, access.name.toCaseFolded())) != doomed.principals.end();
}

template <typename Principal>
void addPrincipal(PortalAccess::Kind kind, const Principal &principal, Doomed &doomed)
{
    doomed.principals.emplace_back(kind, principal.name.toCaseFolded());
    doomed.principals.emplace_back(kind, (principal.domain + u'\\' + principal.name).toCaseFolded());
}

// Takes what is doomed out of a task (B4: the dependencies on it go with it). Whether there was anything.
bool strip(SequentialTask &task, const Doomed &doomed)
{
    QSet<LineItemId> gone;
    for (const LineItem &item : task.items) {
        if (doomed.programs.contains(item.program))
            gone.insert(item.id);
    }
    std::erase_if(task.items, [&](const LineItem &item) { return gone.contains(item.id); });
    for (LineItem &item : task.items)
        std::erase_if(item.dependencies, [&](const Dependency &dependency) { return gone.contains(dependency.on); });
    const auto collections = std::erase_if(task.appliesTo, [&](CollectionId id) { return doomed.collections.contains(id); });
    const auto access = task.portal ? std::erase_if(task.portal->access, [&](const PortalAccess &a) { return losesAccess(a, doomed); }) : 0;
    return !gone.isEmpty() || collections > 0 || access > 0;
}

template <typename Object, typename Ids>
Result<> saveWithout(Workspace &workspace, const std::vector<Object> &objects, std::vector<Ids> Object::*list, const QSet<Ids> &doomed)
{
    std::vector<std::pair<Object, Object>> edits;
    for (const Object &object : objects) {
        edits.emplace_back(object, object);
        std::erase_if(edits.back().second.*list, [&](const Ids &id) { return doomed.contains(id); });
    }
    return saveObjects(workspace, edits);
}

Result<> takeOut(Workspace &workspace, const Users &users, const Doomed &doomed, KeepFinished keep)
{
    for (const SequentialTask &task : users.tasks) {
        SequentialTask draft = task;
        if (!strip(draft, doomed))
            continue;
        if (auto saved = workspace.saveTask(draft, keep); !saved)
            return saved.error();
    }
    for (const Result<> &saved : {saveWithout(workspace, users.collections, &Collection::members, doomed.computers),
                                  saveWithout(workspace, users.groups, &UserGroup::members, doomed.users),
                                  saveWithout(workspace, users.settings, &AgentSettings::appliesTo, doomed.collections)}) {
        if (!saved)
            return saved;
    }
    return Done{};
}

Result<> findTasks(const Doomed &doomed, Result<std::vector<SequentialTask>> candidates, Users &users)
{
    if (!candidates)
        return candidates.error();
    std::ranges::copy_if(*candidates, std::back_inserter(users.tasks), [&](SequentialTask task) { return strip(task, doomed); });
    return Done{};
}

Result<> findUsers(Workspace &workspace, const Doomed &doomed, Users &users)
{
    const auto idsOf = [](const auto &set) { return std::vector(set.begin(), set.end()); };
    TaskStore &tasks = workspace.store().tasks();
    CatalogueStore &catalogue = workspace.store().catalogue();
    if (!doomed.programs.isEmpty())
        return findTasks(doomed, tasks.tasksUsing(idsOf(doomed.programs)), users);
    if (!doomed.collections.isEmpty()) {
        Result<std::vector<AgentSettings>> settings = catalogue.agentSettings();
        if (!settings)
            return settings.error();
        std::ranges::copy_if(*settings, std::back_inserter(users.settings), [&](const AgentSettings &one) {
            return std::ranges::any_of(one.appliesTo, [&](CollectionId id) { return doomed.collections.contains(id); });
        });
        return findTasks(doomed, tasks.tasksUsing(idsOf(doomed.collections)), users);
    }
    if (!doomed.computers.isEmpty()) {
        Result<std::vector<Collection>> collections = catalogue.collectionsWith(idsOf(doomed.computers));
        if (!collections)
            return collections.error();
        std::vector<CollectionId> ids;
        for (const Collection &collection : *collections)
            ids.push_back(collection.id);
        const Result<std::vector<SequentialTask>> through = tasks.tasksUsing(ids);
        if (!through)
            return through.error();
        for (const SequentialTask &task : *through)
            users.namedTasks.append(task.name);
        users.collections = std::move(collections).value();
        return Done{};
    }
    if (!doomed.users.isEmpty()) {
        Result<std::vector<UserGroup>> groups = catalogue.groupsWith(idsOf(doomed.users));
        if (!groups)
            return groups.error();
        users.groups = std::move(groups).value();
    }
    return doomed.principals.empty() ? Result<>(Done{}) : findTasks(doomed, tasks.tasksInPortal(), users);
}

template <typename Object>
QStringList namesOf(const std::vector<Object> &objects)
{
    QStringList names;
    for (const Object &object : objects)
        names.append(editing::titleOf(object));
    names.sort(Qt::CaseInsensitive);
    return names;
}

Usage usageBy(const Users &users)
{
    Usage usage;
    usage.tasks = users.namedTasks;
    for (const SequentialTask &task : users.tasks)
        usage.tasks.append(task.name);
    usage.tasks.sort(Qt::CaseInsensitive);
    usage.collections = namesOf(users.collections);
    usage.groups = namesOf(users.groups);
    usage.agentSettings = namesOf(users.settings);
    return usage;
}

// "the tasks "A" and "B" and the collection "C""
QString usageText(const Usage &usage)
{
    QStringList parts;
    const auto add = [&](const QString &one, const QString &many, const QStringList &names) {
        QStringList quoted;
        for (const QString &name : names)
            quoted.append(u'"' + name + u'"');
        if (!quoted.isEmpty())
            parts.append(QStringLiteral("the %1 %2").arg(quoted.size() == 1 ? one : many, joinWords(quoted, QStringLiteral("and"))));
    };
    add(QStringLiteral("task"), QStringLiteral("tasks"), usage.tasks);
    add(QStringLiteral("collection"), QStringLiteral("collections"), usage.collections);
    add(QStringLiteral("group"), QStringLiteral("groups"), usage.groups);
    add(QStringLiteral("agent settings"), QStringLiteral("agent settings"), usage.agentSettings);
    return joinWords(parts, QStringLiteral("and"));
}

// What all kinds share: refuses, or takes it out of everything; then `remove` takes the objects themselves away.
template <typename Remove>
Result<> removeWith(Workspace &workspace, const QStringList &subjects, const Doomed &doomed, IfUsed ifUsed, KeepFinished keep, Remove &&remove)
{
    Users users;
    if (auto found = findUsers(workspace, doomed, users); !found)
        return found;
    const Usage usage = usageBy(users);
    if (ifUsed == IfUsed::refuse && !usage.isEmpty()) {
        return Error{ErrorCode::refused, joinWords(subjects, QStringLiteral("and")),
                     QStringLiteral("%1 used by %2; take %3 out there first, or let it be done for you")
                         .arg(subjects.size() == 1 ? QStringLiteral("is") : QStringLiteral("are"), usageText(usage),
                              subjects.size() == 1 ? QStringLiteral("it") : QStringLiteral("them"))};
    }
    if (auto out = takeOut(workspace, users, doomed, keep); !out)
        return out;
    return remove(usage.isEmpty() ? QString() : QStringLiteral("taken out of ") + usageText(usage));
}

template <typename Object>
Result<> removeRows(Workspace &workspace, const std::vector<Object> &objects, const QString &takenOut)
{
    std::vector<AuditRecord> records;
    for (const Object &object : objects) {
        if (auto removed = workspace.store().catalogue().remove(object.id); !removed)
            return removed;
        QStringList changes{QStringLiteral("removed")};
        if (!takenOut.isEmpty())
            changes.append(takenOut);
        records.push_back(editing::recordOf(object, AuditAction::removed, changes));
        if constexpr (std::is_same_v<Object, Package>)
            editing::addProgramRecords(object, Package(object.id), records);
    }
    return editing::append(workspace, records);
}

template <typename Object>
Doomed doomedBy(const std::vector<Object> &objects)
{
    Doomed doomed;
    for (const Object &object : objects) {
        if constexpr (std::is_same_v<Object, Package>) {
            for (const Program &program : object.programs)
                doomed.programs.insert(program.id);
        } else if constexpr (std::is_same_v<Object, Computer>) {
            doomed.computers.insert(object.id);
        } else if constexpr (std::is_same_v<Object, Collection>) {
            doomed.collections.insert(object.id);
        } else if constexpr (std::is_same_v<Object, User>) {
            doomed.users.insert(object.id);
            addPrincipal(PortalAccess::Kind::user, object, doomed);
        } else if constexpr (std::is_same_v<Object, UserGroup>) {
            addPrincipal(PortalAccess::Kind::group, object, doomed);
        }
    }
    return doomed;
}

template <typename Object>
Result<> removeAll(Workspace &workspace, const std::vector<decltype(Object::id)> &ids, IfUsed ifUsed, KeepFinished keep)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    const Result<std::vector<Object>> objects = requireAll<Object>(workspace, ids);
    if (!objects)
        return objects.error();
    QStringList subjects;
    for (const Object &object : *objects)
        subjects.append(editing::subjectOf(object));
    const auto rows = [&](const QString &takenOut) { return removeRows(workspace, *objects, takenOut); };
    if (auto removed = removeWith(workspace, subjects, doomedBy(*objects), ifUsed, keep, rows); !removed)
        return removed;
    return transaction->commit();
}

// Each package that has some of the programs, with and without them.
Result<std::vector<std::pair<Package, Package>>> packagesWithout(Workspace &workspace, const std::vector<ProgramId> &programs)
{
    Result<std::vector<Package>> packages = workspace.store().catalogue().packagesWith(programs);
    if (!packages)
        return packages.error();
    std::vector<std::pair<Package, Package>> edits;
    size_t found = 0;
    for (const Package &package : *packages) {
        edits.emplace_back(package, package);
        found += std::erase_if(edits.back().second.programs, [&](const Program &program) {
            return std::ranges::find(programs, program.id) != programs.end();
        });
    }
    if (found < programs.size()) {
        return Error{ErrorCode::notFound, QStringLiteral("program"),
                     QStringLiteral("is no longer in the store; nothing was removed")};
    }
    return edits;
}

template <typename Object>
Result<Usage> usageOfObjects(Workspace &workspace, const std::vector<decltype(Object::id)> &ids)
{
    const Result<std::vector<Object>> objects = requireAll<Object>(workspace, ids);
    if (!objects)
        return objects.error();
    Users users;
    if (auto found = findUsers(workspace, doomedBy(*objects), users); !found)
        return found.error();
    return usageBy(users);
}

} // namespace

Result<Usage> usageOf(Workspace &workspace, PackageId id)
{
    return usageOfObjects<Package>(workspace, {id});
}

Result<Usage> usageOf(Workspace &workspace, const std::vector<PackageId> &ids)
{
    return usageOfObjects<Package>(workspace, ids);
}

Result<Usage> usageOf(Workspace &workspace, const std::vector<ComputerId> &ids)
{
    return usageOfObjects<Computer>(workspace, ids);
}

Result<Usage> usageOf(Workspace &workspace, ProgramId id)
{
    return usageOf(workspace, std::vector{id});
}

Result<Usage> usageOf(Workspace &workspace, const std::vector<ProgramId> &ids)
{
    Users users;
    Doomed doomed;
    doomed.programs = QSet<ProgramId>(ids.begin(), ids.end());
    if (auto found = findUsers(workspace, doomed, users); !found)
        return found.error();
    return usageBy(users);
}

Result<Usage> usageOf(Workspace &workspace, ComputerId id)
{
    return usageOfObjects<Computer>(workspace, {id});
}

Result<Usage> usageOf(Workspace &workspace, CollectionId id)
{
    return usageOfObjects<Collection>(workspace, {id});
}

Result<Usage> usageOf(Workspace &workspace, UserId id)
{
    return usageOfObjects<User>(workspace, {id});
}

Result<Usage> usageOf(Workspace &workspace, UserGroupId id)
{
    return usageOfObjects<UserGroup>(workspace, {id});
}

Result<> removeObjects(Workspace &workspace, const std::vector<PackageId> &ids, IfUsed ifUsed, KeepFinished keep)
{
    return removeAll<Package>(workspace, ids, ifUsed, keep);
}

Result<> removeObjects(Workspace &workspace, const std::vector<ProgramId> &ids, IfUsed ifUsed, KeepFinished keep)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    const auto edits = packagesWithout(workspace, ids);
    if (!edits)
        return edits.error();
    QStringList subjects;
    for (const auto &[before, after] : *edits) {
        for (const Program &program : before.programs) {
            if (std::ranges::find(ids, program.id) != ids.end())
                subjects.append(QStringLiteral("program '%1/%2'").arg(editing::titleOf(before), program.name));
        }
    }
    Doomed doomed;
    doomed.programs = QSet<ProgramId>(ids.begin(), ids.end());
    const auto rows = [&](const QString &) { return saveObjects(workspace, *edits); };
    if (auto removed = removeWith(workspace, subjects, doomed, ifUsed, keep, rows); !removed)
        return removed;
    return transaction->commit();
}

Result<> removeObjects(Workspace &workspace, const std::vector<ComputerId> &ids, IfUsed ifUsed, KeepFinished keep)
{
    return removeAll<Computer>(workspace, ids, ifUsed, keep);
}

Result<> removeObjects(Workspace &workspace, const std::vector<CollectionId> &ids, IfUsed ifUsed, KeepFinished keep)
{
    return removeAll<Collection>(workspace, ids, ifUsed, keep);
}

Result<> removeObjects(Workspace &workspace, const std::vector<UserId> &ids, IfUsed ifUsed, KeepFinished keep)
{
    return removeAll<User>(workspace, ids, ifUsed, keep);
}

Result<> removeObjects(Workspace &workspace, const std::vector<UserGroupId> &ids, IfUsed ifUsed, KeepFinished keep)
{
    return removeAll<UserGroup>(workspace, ids, ifUsed, keep);
}

Result<> removeObjects(Workspace &workspace, const std::vector<AgentSettingsId> &ids, IfUsed ifUsed, KeepFinished keep)
{
    return removeAll<AgentSettings>(workspace, ids, ifUsed, keep);
}

} // namespace seriatim
