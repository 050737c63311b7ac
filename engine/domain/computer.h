// Computers, collections, users and groups.
#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/rule.h"

#include <optional>
#include <vector>

namespace seriatim {

struct Computer {
    explicit Computer(ComputerId computerId = ComputerId::mint(), QString computerName = {})
        : id(computerId), name(std::move(computerName)) {}

    ComputerId id;
    QString name;
    QString domain;
    QString operatingSystem;
    QString architecture;
    int memoryMb = 0; // 0: not known
    QString user;     // who uses it most

    bool operator==(const Computer &) const = default;

    // The value of one of knownFacts(), in any letter case; empty when not known.
    [[nodiscard]] QString fact(QStringView factName) const;
};

// A fixed list of computers, or a filter on the inventory; both together add up.
struct Collection {
    explicit Collection(CollectionId collectionId = CollectionId::mint(), QString collectionName = {})
        : id(collectionId), name(std::move(collectionName)) {}

    CollectionId id;
    QString name;
    QString description;
    std::vector<ComputerId> members;
    std::optional<Rule> filter;

    bool operator==(const Collection &) const = default;
    [[nodiscard]] bool includes(const Computer &computer) const;
};

struct User {
    explicit User(UserId userId = UserId::mint(), QString userName = {}) : id(userId), name(std::move(userName)) {}
    UserId id;
    QString name;
    QString domain;
    QString displayName;
    bool operator==(const User &) const = default;
};

struct UserGroup {
    explicit UserGroup(UserGroupId groupId = UserGroupId::mint(), QString groupName = {})
        : id(groupId), name(std::move(groupName)) {}
    UserGroupId id;
    QString name;
    QString domain;
    std::vector<UserId> members;
    bool operator==(const UserGroup &) const = default;
};

// Whether an inventory filter (facts, all, any, not) holds for the computer.
[[nodiscard]] bool filterHolds(const Rule &filter, const Computer &computer);

} // namespace seriatim
