#include "engine/store/cataloguerows_p.h"

#include "engine/xml/fragments.h"

#include <QHash>

#include <algorithm>
#include <set>

namespace seriatim::cataloguerows {

namespace {

using sql::Key;
using Text = std::string;

template <typename IdType>
IdType id(const std::string &guid)
{
    return sql::orRefuse(sql::idFrom<IdType>(sql::text(guid)));
}

template <typename Object>
std::optional<Object> first(std::vector<Object> found)
{
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

template <typename... Parameters>
std::vector<Package> readPackages(soci::session &session, const std::string &condition, const Parameters &...parameters)
{
    std::vector<Package> packages;
    QHash<Key, size_t> indexes;
    sql::forEachRow<Key, Text, Text>(
        session, "SELECT package_key, folder, body FROM package " + condition + " ORDER BY package_key",
        [&](Key key, const Text &folder, const Text &body) {
            indexes.insert(key, packages.size());
            packages.push_back(sql::orRefuse(packageFromXml(sql::bytes(body))));
            packages.back().folder = sql::text(folder);
        },
        parameters...);
    sql::forEachRow<Key, Text>(
        session, "SELECT package_key, body FROM program " + condition + " ORDER BY package_key, place",
        [&](Key key, const Text &body) {
            packages[indexes.value(key)].programs.push_back(sql::orRefuse(programFromXml(sql::bytes(body))));
        },
        parameters...);
    return packages;
}

template <typename... Parameters>
std::vector<Computer> readComputers(soci::session &session, const std::string &condition,
                                    const Parameters &...parameters)
{
    std::vector<Computer> computers;
    sql::forEachRow<Text, Text, Text, Text, Text, int, Text>(
        session,
        "SELECT guid, name, domain, operating_system, architecture, memory_mb, user_name FROM computer " + condition
            + " ORDER BY computer_key",
        [&](const Text &guid, const Text &name, const Text &domain, const Text &system, const Text &architecture,
            int memory, const Text &user) {
            Computer computer(id<ComputerId>(guid), sql::text(name));
            computer.domain = sql::text(domain);
            computer.operatingSystem = sql::text(system);
            computer.architecture = sql::text(architecture);
            computer.memoryMb = memory;
            computer.user = sql::text(user);
            computers.push_back(std::move(computer));
        },
        parameters...);
    return computers;
}

template <typename... Parameters>
std::vector<Collection> readCollections(soci::session &session, const std::string &condition, const Parameters &...parameters)
{
    std::vector<Collection> collections;
    QHash<Key, size_t> indexes;
    sql::forEachRow<Key, Text, Text, Text, Text>(
        session, "SELECT collection_key, guid, name, description, filter FROM collection " + condition + " ORDER BY collection_key",
        [&](Key key, const Text &guid, const Text &name, const Text &description, const Text &filter) {
            Collection collection(id<CollectionId>(guid), sql::text(name));
            collection.description = sql::text(description);
            if (!filter.empty())
                collection.filter = sql::orRefuse(ruleFromXml(sql::bytes(filter)));
            indexes.insert(key, collections.size());
            collections.push_back(std::move(collection));
        },
        parameters...);
    sql::forEachRow<Key, Text>(
        session,
        "SELECT m.collection_key, c.guid FROM collection_member m JOIN computer c ON c.computer_key = m.computer_key "
            + condition + " ORDER BY m.collection_key, m.place",
        [&](Key key, const Text &guid) { collections[indexes.value(key)].members.push_back(id<ComputerId>(guid)); },
        parameters...);
    return collections;
}

template <typename... Parameters>
std::vector<User> readUsers(soci::session &session, const std::string &condition, const Parameters &...parameters)
{
    std::vector<User> users;
    sql::forEachRow<Text, Text, Text, Text>(
        session, "SELECT guid, name, domain, display_name FROM user_account " + condition + " ORDER BY user_key",
        [&](const Text &guid, const Text &name, const Text &domain, const Text &displayName) {
            User user(id<UserId>(guid), sql::text(name));
            user.domain = sql::text(domain);
            user.displayName = sql::text(displayName);
            users.push_back(std::move(user));
        },
        parameters...);
    return users;
}

template <typename... Parameters>
std::vector<UserGroup> readGroups(soci::session &session, const std::string &condition, const Parameters &...parameters)
{
    std::vector<UserGroup> groups;
    QHash<Key, size_t> indexes;
    sql::forEachRow<Key, Text, Text, Text>(
        session, "SELECT group_key, guid, name, domain FROM user_group " + condition + " ORDER BY group_key",
        [&](Key key, const Text &guid, const Text &name, const Text &domain) {
            indexes.insert(key, groups.size());
            UserGroup group(id<UserGroupId>(guid), sql::text(name));
            group.domain = sql::text(domain);
            groups.push_back(std::move(group));
        },
        parameters...);
    sql::forEachRow<Key, Text>(
        session,
        "SELECT m.group_key, u.guid FROM user_group_member m JOIN user_account u ON u.user_key = m.user_key "
            + condition + " ORDER BY m.group_key, m.place",
        [&](Key key, const Text &guid) { groups[indexes.value(key)].members.push_back(id<UserId>(guid)); },
        parameters...);
    return groups;
}

} // namespace

std::vector<Package> packages(soci::session &session)
{
    return readPackages(session, "");
}

std::vector<Package> packagesWith(soci::session &session, const std::vector<ProgramId> &programs)
{
    std::set<Key> keys;
    std::string guid;
    Key key = 0;
    soci::statement look =
        (session.prepare << "SELECT package_key FROM program WHERE guid = :guid", soci::use(guid), soci::into(key));
    for (const ProgramId &program : programs) {
        guid = sql::text(program);
        if (look.execute(true))
            keys.insert(key);
    }
    std::vector<Package> found;
    found.reserve(keys.size());
    for (const Key packageKey : keys)
        found.push_back(*package(session, packageKey));
    return found;
}

std::optional<Package> package(soci::session &session, Key key)
{
    return first(readPackages(session, "WHERE package_key = :key", key));
}

std::vector<Computer> computers(soci::session &session)
{
    return readComputers(session, "");
}

std::optional<Computer> computer(soci::session &session, const std::string &foldedName)
{
    return first(readComputers(session, "WHERE folded_name = :name", foldedName));
}

std::optional<Computer> computer(soci::session &session, Key key)
{
    return first(readComputers(session, "WHERE computer_key = :key", key));
}

std::vector<Collection> collections(soci::session &session)
{
    return readCollections(session, "");
}

std::optional<Collection> collection(soci::session &session, Key key)
{
    return first(readCollections(session, "WHERE collection_key = :key", key));
}

std::vector<User> users(soci::session &session)
{
    return readUsers(session, "");
}

std::optional<User> user(soci::session &session, Key key)
{
    return first(readUsers(session, "WHERE user_key = :key", key));
}

std::vector<UserGroup> groups(soci::session &session)
{
    return readGroups(session, "");
}

std::optional<UserGroup> group(soci::session &session, Key key)
{
    return first(readGroups(session, "WHERE group_key = :key", key));
}

std::vector<AgentSettings> agentSettings(soci::session &session)
{
    std::vector<AgentSettings> all;
    QHash<Key, size_t> indexes;
    sql::forEachRow<Key, Text, Text, int, int, Text>(
        session,
        "SELECT settings_key, guid, name, priority, refresh_interval_minutes, options FROM agent_settings "
        "ORDER BY settings_key",
        [&](Key key, const Text &guid, const Text &name, int priority, int refresh, const Text &options) {
            AgentSettings settings(id<AgentSettingsId>(guid), sql::text(name));
            settings.priority = priority;
            settings.refreshIntervalMinutes = refresh;
            settings.options = sql::orRefuse(optionsFromXml(sql::bytes(options)));
            indexes.insert(key, all.size());
            all.push_back(std::move(settings));
        });
    sql::forEachRow<Key, Text>(
        session,
        "SELECT a.settings_key, c.guid FROM agent_settings_collection a "
        "JOIN collection c ON c.collection_key = a.collection_key ORDER BY a.settings_key, a.place",
        [&](Key key, const Text &guid) { all[indexes.value(key)].appliesTo.push_back(id<CollectionId>(guid)); });
    return all;
}

QStringList tasksUsing(soci::session &session, const std::string &condition, Key key)
{
    QStringList names;
    sql::forEachRow<Text>(
        session, "SELECT name FROM task WHERE " + condition + " ORDER BY folded_name",
        [&](const Text &name) { names += u'"' + sql::text(name) + u'"'; }, key);
    return names;
}

} // namespace seriatim::cataloguerows
