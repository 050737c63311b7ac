// The tables of computers, collections, users and groups: what they show, and kept as they are in the store.
#pragma once

#include "engine/workspace/catalogueediting.h"
#include "models/latestanswer.h"
#include "models/objecttablemodel.h"

namespace seriatim {

using ComputerTable = ObjectTableModel<Computer>;
using UserTable = ObjectTableModel<User>;
using UserGroupTable = ObjectTableModel<UserGroup>;

// A collection with what it comes to.
struct CountedCollection {
    CountedCollection(Collection shown, int count) : id(shown.id), collection(std::move(shown)), computerCount(count) {}
    CollectionId id;
    Collection collection;
    int computerCount;
    bool operator==(const CountedCollection &) const = default;
};
using CollectionTable = ObjectTableModel<CountedCollection>;

[[nodiscard]] std::vector<ComputerTable::Column> computerColumns();
[[nodiscard]] std::vector<CollectionTable::Column> collectionColumns();
[[nodiscard]] std::vector<UserTable::Column> userColumns();
[[nodiscard]] std::vector<UserGroupTable::Column> userGroupColumns();

[[nodiscard]] QString nameOf(const Computer &computer);
[[nodiscard]] QString nameOf(const Collection &collection);
[[nodiscard]] QString nameOf(const User &user); // with "DOMAIN\" where it has one
[[nodiscard]] QString nameOf(const UserGroup &group);

// The object as it is stored; notFound says that somebody deleted it.
[[nodiscard]] Result<Computer> loadComputer(Workspace &workspace, ComputerId id);
[[nodiscard]] Result<Collection> loadCollection(Workspace &workspace, CollectionId id);
[[nodiscard]] Result<User> loadUser(Workspace &workspace, UserId id);
[[nodiscard]] Result<UserGroup> loadUserGroup(Workspace &workspace, UserGroupId id);

// Field by field, as saving will.
[[nodiscard]] Result<> checkObject(const Computer &computer);
[[nodiscard]] Result<> checkObject(const Collection &collection);
[[nodiscard]] Result<> checkObject(const User &user);
[[nodiscard]] Result<> checkObject(const UserGroup &group);

// For a duplicate: another id, and the first free name "… (copy)".
[[nodiscard]] Computer duplicateOf(const Computer &computer, const QStringList &takenNames);
[[nodiscard]] Collection duplicateOf(const Collection &collection, const QStringList &takenNames);
[[nodiscard]] User duplicateOf(const User &user, const QStringList &takenNames);
[[nodiscard]] UserGroup duplicateOf(const UserGroup &group, const QStringList &takenNames);

// What is to be another value on several computers at once; absent: as it is.
struct ComputerChanges {
    std::optional<QString> domain;
    std::optional<QString> operatingSystem;
    std::optional<QString> architecture;
    std::optional<int> memoryMb;
    std::optional<QString> user;
    std::optional<CollectionId> addTo;      // the fixed list of this collection
    std::optional<CollectionId> removeFrom;

    bool operator==(const ComputerChanges &) const = default;
};
// All or nothing.
[[nodiscard]] Result<> changeComputers(Workspace &workspace, const std::vector<Computer> &computers, const ComputerChanges &changes);

// Reads a list off the GUI thread, now and after each change of the catalogue. What it reads for outlives it.
template <typename Value>
class LiveReader : public QObject
{
public:
    using Read = std::function<Result<Value>(Workspace &)>;

    LiveReader(StoreSession &session, Read read, std::function<void(Result<Value>)> take, QObject *parent)
        : QObject(parent), m_answer(session, this, [read = std::move(read)] { return [read](Workspace &workspace, JobControl &) { return read(workspace); }; }, std::move(take))
    {
        connect(&session, &StoreSession::catalogueChanged, this, &LiveReader::reload);
    }

    void reload() { m_answer.refresh(); }

private:
    LatestAnswer<Value> m_answer;
};

} // namespace seriatim
