#include "models/cataloguetables.h"

#include "engine/domain/validation.h"
#include "models/rulewords.h"
#include "models/taskcopy.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct TableWords {
    Q_DECLARE_TR_FUNCTIONS(TableWords)
};

template <typename T>
Result<T> pick(Result<std::vector<T>> all, decltype(T::id) id, const QString &kind)
{
    if (!all)
        return all.error();
    const auto found = std::ranges::find(*all, id, &T::id);
    if (found == all->end())
        return Error{ErrorCode::notFound, kind, TableWords::tr("is not in the store any more; somebody deleted it")};
    return std::move(*found);
}

QString withDomain(const QString &domain, const QString &name)
{
    return domain.isEmpty() ? name : domain + u'\\' + name;
}

template <typename T>
T duplicate(T copy, const QStringList &takenNames)
{
    copy.id = decltype(T::id)::mint();
    copy.name = freeCopyName(copy.name, takenNames);
    return copy;
}

} // namespace

std::vector<ComputerTable::Column> computerColumns()
{
    return {{TableWords::tr("Name"), [](const Computer &c) { return c.name; }, {}, 28},
            {TableWords::tr("Domain"), [](const Computer &c) { return c.domain; }, {}, 16},
            {TableWords::tr("Operating system"), [](const Computer &c) { return c.operatingSystem; }, {}, 32},
            {TableWords::tr("Architecture"), [](const Computer &c) { return c.architecture; }, {}, 15},
            {TableWords::tr("Memory"), [](const Computer &c) { return c.memoryMb > 0 ? TableWords::tr("%1 MB").arg(c.memoryMb) : QString(); },
             [](const Computer &c) { return c.memoryMb; }, 14},
            {TableWords::tr("User"), [](const Computer &c) { return c.user; }}};
}

std::vector<CollectionTable::Column> collectionColumns()
{
    return {{TableWords::tr("Name"), [](const CountedCollection &c) { return c.collection.name; }, {}, 34},
            {TableWords::tr("Computers"), [](const CountedCollection &c) { return QString::number(c.computerCount); },
             [](const CountedCollection &c) { return c.computerCount; }, 18},
            {TableWords::tr("On the list"), [](const CountedCollection &c) { return QString::number(c.collection.members.size()); },
             [](const CountedCollection &c) { return static_cast<int>(c.collection.members.size()); }, 18},
            {TableWords::tr("Filter"), [](const CountedCollection &c) { return c.collection.filter ? ruleSentence(*c.collection.filter) : QString(); }, {}, 50},
            {TableWords::tr("Description"), [](const CountedCollection &c) { return c.collection.description; }}};
}

std::vector<UserTable::Column> userColumns()
{
    return {{TableWords::tr("Name"), [](const User &u) { return u.name; }, {}, 28},
            {TableWords::tr("Domain"), [](const User &u) { return u.domain; }},
            {TableWords::tr("Display name"), [](const User &u) { return u.displayName; }}};
}

std::vector<UserGroupTable::Column> userGroupColumns()
{
    return {{TableWords::tr("Name"), [](const UserGroup &g) { return g.name; }, {}, 34},
            {TableWords::tr("Domain"), [](const UserGroup &g) { return g.domain; }},
            {TableWords::tr("Members"), [](const UserGroup &g) { return QString::number(g.members.size()); },
             [](const UserGroup &g) { return static_cast<int>(g.members.size()); }, 16}};
}

QString nameOf(const Computer &computer)
{
    return computer.name;
}
QString nameOf(const Collection &collection)
{
    return collection.name;
}
QString nameOf(const User &user)
{
    return withDomain(user.domain, user.name);
}
QString nameOf(const UserGroup &group)
{
    return withDomain(group.domain, group.name);
}

Result<Computer> loadComputer(Workspace &workspace, ComputerId id)
{
    return pick(workspace.store().catalogue().computers(), id, TableWords::tr("This computer"));
}
Result<Collection> loadCollection(Workspace &workspace, CollectionId id)
{
    return pick(workspace.store().catalogue().collections(), id, TableWords::tr("This collection"));
}
Result<User> loadUser(Workspace &workspace, UserId id)
{
    return pick(workspace.store().catalogue().users(), id, TableWords::tr("This user"));
}
Result<UserGroup> loadUserGroup(Workspace &workspace, UserGroupId id)
{
    return pick(workspace.store().catalogue().groups(), id, TableWords::tr("This group"));
}

Result<> checkObject(const Computer &computer)
{
    return validateComputer(computer);
}
Result<> checkObject(const Collection &collection)
{
    return validateCollection(collection);
}
Result<> checkObject(const User &user)
{
    return validateUser(user);
}
Result<> checkObject(const UserGroup &group)
{
    return validateUserGroup(group);
}

Computer duplicateOf(const Computer &computer, const QStringList &takenNames)
{
    return duplicate(computer, takenNames);
}
Collection duplicateOf(const Collection &collection, const QStringList &takenNames)
{
    return duplicate(collection, takenNames);
}
User duplicateOf(const User &user, const QStringList &takenNames)
{
    return duplicate(user, takenNames);
}
UserGroup duplicateOf(const UserGroup &group, const QStringList &takenNames)
{
    return duplicate(group, takenNames);
}

namespace {

Computer changed(Computer computer, const ComputerChanges &changes)
{
    computer.domain = changes.domain.value_or(computer.domain);
    computer.operatingSystem = changes.operatingSystem.value_or(computer.operatingSystem);
    computer.architecture = changes.architecture.value_or(computer.architecture);
    computer.memoryMb = changes.memoryMb.value_or(computer.memoryMb);
    computer.user = changes.user.value_or(computer.user);
    return computer;
}

Result<> changeMembers(Workspace &workspace, CollectionId id, const std::vector<Computer> &computers, bool add)
{
    const Result<Collection> before = loadCollection(workspace, id);
    if (!before)
        return before.error();
    Collection after = *before;
    QSet<ComputerId> chosen;
    for (const Computer &computer : computers)
        chosen.insert(computer.id);
    if (add) {
        const QSet<ComputerId> known(after.members.begin(), after.members.end());
        for (const Computer &computer : computers) {
            if (!known.contains(computer.id))
                after.members.push_back(computer.id);
        }
    } else {
        std::erase_if(after.members, [&](ComputerId member) { return chosen.contains(member); });
    }
    return saveObject(workspace, *before, after);
}

} // namespace

Result<> changeComputers(Workspace &workspace, const std::vector<Computer> &computers, const ComputerChanges &changes)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    std::vector<std::pair<Computer, Computer>> beforeAfter;
    for (const Computer &computer : computers) {
        if (Computer after = changed(computer, changes); after != computer)
            beforeAfter.emplace_back(computer, std::move(after));
    }
    if (auto saved = saveObjects(workspace, beforeAfter); !saved)
        return saved;
    if (changes.addTo) {
        if (auto saved = changeMembers(workspace, *changes.addTo, computers, true); !saved)
            return saved;
    }
    if (changes.removeFrom) {
        if (auto saved = changeMembers(workspace, *changes.removeFrom, computers, false); !saved)
            return saved;
    }
    return transaction->commit();
}

} // namespace seriatim
