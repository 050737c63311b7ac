#include "engine/store/cataloguestore.h"

#include "engine/store/names_p.h"
#include "engine/store/session_p.h"
#include "engine/xml/fragments.h"

#include <unordered_set>

namespace seriatim {

namespace {

using sql::Key;

template <typename Object>
std::vector<sql::NamedObject> named(const std::vector<Object> &objects, const QString &kind)
{
    std::vector<sql::NamedObject> result;
    result.reserve(objects.size());
    for (const Object &object : objects)
        result.push_back({sql::text(object.id), sql::folded(object.name), kind + object.name});
    return result;
}

// Users and groups: the same name may stand in two domains.
template <typename Object>
std::vector<sql::NamedObject> namedInDomain(const std::vector<Object> &objects, const QString &kind)
{
    std::vector<sql::NamedObject> result;
    result.reserve(objects.size());
    for (const Object &object : objects)
        result.push_back({sql::text(object.id), sql::folded(object.name, object.domain), kind + object.name});
    return result;
}

template <typename Object, typename Field>
std::vector<std::string> texts(const std::vector<Object> &objects, Field &&field)
{
    std::vector<std::string> column;
    column.reserve(objects.size());
    for (const Object &object : objects)
        column.push_back(sql::text(std::invoke(field, object)));
    return column;
}

std::vector<std::string> foldedNames(const std::vector<sql::NamedObject> &objects)
{
    std::vector<std::string> column;
    column.reserve(objects.size());
    for (const sql::NamedObject &object : objects)
        column.push_back(object.foldedName);
    return column;
}

// How a list of other objects is kept.
struct ListTable {
    std::string table;
    std::string ownerColumn;
    std::string memberColumn;
    std::string memberTable;
    QString memberKind;
};

// Replaces the lists of these owners; a member twice or unknown is refused by name.
template <typename Object, typename Ids>
void writeLists(soci::session &session, const ListTable &list, const std::vector<Object> &objects,
                const std::vector<Key> &keys, Ids &&ids, const std::vector<sql::NamedObject> &names)
{
    sql::runForEach(session, "DELETE FROM " + list.table + " WHERE " + list.ownerColumn + " = :owner", keys);
    std::string guid;
    Key member = 0;
    soci::statement look =
        (session.prepare << "SELECT " << list.memberColumn << " FROM " << list.memberTable << " WHERE guid = :guid",
         soci::use(guid), soci::into(member));
    std::vector<Key> owners, members;
    std::vector<int> places;
    for (size_t i = 0; i < objects.size(); ++i) {
        std::unordered_set<Key> listed;
        for (const auto &id : std::invoke(ids, objects[i])) {
            guid = sql::text(id);
            if (!look.execute(true)) {
                sql::refuse(
                    ErrorCode::notFound, names[i].subject,
                    QStringLiteral("names the %1 %2, which is not in the store").arg(list.memberKind, id.toString()));
            }
            if (!listed.insert(member).second) {
                sql::refuse(ErrorCode::invalidInput, names[i].subject,
                            QStringLiteral("names the %1 %2 twice; name it once").arg(list.memberKind, id.toString()));
            }
            owners.push_back(keys[i]);
            members.push_back(member);
            places.push_back(static_cast<int>(listed.size()));
        }
    }
    sql::runForEach(session, sql::insertInto(list.table, {list.ownerColumn, list.memberColumn, "place"}), owners,
                    members, places);
}

} // namespace

Result<> CatalogueStore::save(const std::vector<Computer> &computers)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const auto names = named(computers, QStringLiteral("computer "));
        const std::vector<Key> keys = sql::NameBook(session, "computer", "computer_key", names).keysForWriting();
        std::vector<int> memory;
        memory.reserve(computers.size());
        for (const Computer &computer : computers)
            memory.push_back(computer.memoryMb);
        sql::runForEach(session,
                        sql::upsertInto("computer", {"computer_key"},
                                        {"guid", "name", "folded_name", "domain", "operating_system", "architecture",
                                         "memory_mb", "user_name"}),
                        keys, texts(computers, [](const Computer &c) { return c.id.toString(); }),
                        texts(computers, &Computer::name), foldedNames(names), texts(computers, &Computer::domain),
                        texts(computers, &Computer::operatingSystem), texts(computers, &Computer::architecture), memory,
                        texts(computers, &Computer::user));
        return Done{};
    });
}

Result<> CatalogueStore::save(const std::vector<Collection> &collections)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const auto names = named(collections, QStringLiteral("collection "));
        const std::vector<Key> keys = sql::NameBook(session, "collection", "collection_key", names).keysForWriting();
        const auto filter = [](const Collection &c) {
            return c.filter ? QString::fromUtf8(ruleToXml(*c.filter)) : QString();
        };
        sql::runForEach(
            session,
            sql::upsertInto("collection", {"collection_key"}, {"guid", "name", "folded_name", "description", "filter"}),
            keys, texts(collections, [](const Collection &c) { return c.id.toString(); }),
            texts(collections, &Collection::name), foldedNames(names), texts(collections, &Collection::description),
            texts(collections, filter));
        writeLists(session,
                   {"collection_member", "collection_key", "computer_key", "computer", QStringLiteral("computer")},
                   collections, keys, &Collection::members, names);
        return Done{};
    });
}

Result<> CatalogueStore::save(const std::vector<User> &users)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const auto names = namedInDomain(users, QStringLiteral("user "));
        const std::vector<Key> keys = sql::NameBook(session, "user_account", "user_key", names).keysForWriting();
        sql::runForEach(
            session,
            sql::upsertInto("user_account", {"user_key"}, {"guid", "name", "folded_name", "domain", "display_name"}),
            keys, texts(users, [](const User &u) { return u.id.toString(); }), texts(users, &User::name),
            foldedNames(names), texts(users, &User::domain), texts(users, &User::displayName));
        return Done{};
    });
}

Result<> CatalogueStore::save(const std::vector<UserGroup> &groups)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const auto names = namedInDomain(groups, QStringLiteral("group "));
        const std::vector<Key> keys = sql::NameBook(session, "user_group", "group_key", names).keysForWriting();
        sql::runForEach(session,
                        sql::upsertInto("user_group", {"group_key"}, {"guid", "name", "folded_name", "domain"}), keys,
                        texts(groups, [](const UserGroup &g) { return g.id.toString(); }),
                        texts(groups, &UserGroup::name), foldedNames(names), texts(groups, &UserGroup::domain));
        writeLists(session, {"user_group_member", "group_key", "user_key", "user_account", QStringLiteral("user")},
                   groups, keys, &UserGroup::members, names);
        return Done{};
    });
}

Result<> CatalogueStore::save(const std::vector<AgentSettings> &settings)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const auto names = named(settings, QStringLiteral("agent settings "));
        const std::vector<Key> keys = sql::NameBook(session, "agent_settings", "settings_key", names).keysForWriting();
        const std::vector<Key> stamps(settings.size(), sql::takeKeys(session, "agent_settings_stamp"));
        std::vector<int> priorities, refreshes;
        for (const AgentSettings &one : settings) {
            priorities.push_back(one.priority);
            refreshes.push_back(one.refreshIntervalMinutes);
        }
        sql::runForEach(
            session,
            sql::upsertInto("agent_settings", {"settings_key"},
                            {"guid", "name", "folded_name", "priority", "refresh_interval_minutes", "stamp", "options"}),
            keys, texts(settings, [](const AgentSettings &s) { return s.id.toString(); }),
            texts(settings, &AgentSettings::name), foldedNames(names), priorities, refreshes, stamps,
            texts(settings, [](const AgentSettings &s) { return QString::fromUtf8(optionsToXml(s.options)); }));
        writeLists(
            session,
            {"agent_settings_collection", "settings_key", "collection_key", "collection", QStringLiteral("collection")},
            settings, keys, &AgentSettings::appliesTo, names);
        return Done{};
    });
}

} // namespace seriatim
