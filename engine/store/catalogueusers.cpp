// Single catalogue objects by GUID, and who lists them.
#include "engine/store/cataloguerows_p.h"
#include "engine/store/cataloguestore.h"
#include "engine/store/session_p.h"
#include "engine/store/taskrows_p.h"
#include "engine/store/taskstore.h"

#include <algorithm>
#include <set>

namespace seriatim {

namespace {

using sql::Key;

template <typename IdType, typename Read>
auto findBy(Database &database, const std::string &table, const std::string &keyColumn, IdType id, Read &&read)
{
    return sql::reading(database, [&](soci::session &session) -> decltype(read(session, Key{})) {
        const auto key = sql::firstValue<Key>(session, "SELECT " + keyColumn + " FROM " + table + " WHERE guid = :guid",
                                              sql::text(id));
        if (!key)
            return std::nullopt;
        return read(session, *key);
    });
}

// Keys of the rows that `query` gives for each of the ids, each once.
template <typename IdType>
std::set<Key> keysFor(soci::session &session, const std::string &query, const std::vector<IdType> &ids)
{
    std::set<Key> keys;
    for (const IdType &id : ids)
        sql::forEachRow<Key>(session, query, [&](Key key) { keys.insert(key); }, sql::text(id));
    return keys;
}

template <typename IdType>
std::vector<SequentialTask> tasksFor(soci::session &session, const std::string &query, const std::vector<IdType> &ids)
{
    std::vector<SequentialTask> tasks;
    for (const Key key : keysFor(session, query, ids))
        tasks.push_back(taskrows::read(session, key).task);
    std::ranges::sort(tasks, {}, [](const SequentialTask &task) { return task.name.toCaseFolded(); });
    return tasks;
}

} // namespace

Result<std::optional<Computer>> CatalogueStore::find(ComputerId id) const
{
    return findBy(*m_database, "computer", "computer_key", id,
                  [](soci::session &session, Key key) { return cataloguerows::computer(session, key); });
}

Result<std::optional<Collection>> CatalogueStore::find(CollectionId id) const
{
    return findBy(*m_database, "collection", "collection_key", id,
                  [](soci::session &session, Key key) { return cataloguerows::collection(session, key); });
}

Result<std::optional<User>> CatalogueStore::find(UserId id) const
{
    return findBy(*m_database, "user_account", "user_key", id,
                  [](soci::session &session, Key key) { return cataloguerows::user(session, key); });
}

Result<std::optional<UserGroup>> CatalogueStore::find(UserGroupId id) const
{
    return findBy(*m_database, "user_group", "group_key", id,
                  [](soci::session &session, Key key) { return cataloguerows::group(session, key); });
}

Result<std::optional<AgentSettings>> CatalogueStore::find(AgentSettingsId id) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> std::optional<AgentSettings> {
        const std::vector<AgentSettings> all = cataloguerows::agentSettings(session); // a handful
        const auto found = std::ranges::find(all, id, &AgentSettings::id);
        return found == all.end() ? std::nullopt : std::optional(*found);
    });
}

Result<std::vector<Collection>> CatalogueStore::collectionsWith(const std::vector<ComputerId> &computers) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<Collection> found;
        for (const Key key : keysFor(session,
                                     "SELECT m.collection_key FROM collection_member m JOIN computer c "
                                     "ON c.computer_key = m.computer_key WHERE c.guid = :guid",
                                     computers))
            found.push_back(*cataloguerows::collection(session, key));
        return found;
    });
}

Result<std::vector<UserGroup>> CatalogueStore::groupsWith(const std::vector<UserId> &users) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<UserGroup> found;
        for (const Key key : keysFor(session,
                                     "SELECT m.group_key FROM user_group_member m JOIN user_account u "
                                     "ON u.user_key = m.user_key WHERE u.guid = :guid",
                                     users))
            found.push_back(*cataloguerows::group(session, key));
        return found;
    });
}

Result<std::vector<SequentialTask>> TaskStore::tasksUsing(const std::vector<ProgramId> &programs) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        return tasksFor(session,
                        "SELECT DISTINCT i.task_key FROM line_item i JOIN program p ON p.program_key = i.program_key "
                        "WHERE p.guid = :guid",
                        programs);
    });
}

Result<std::vector<SequentialTask>> TaskStore::tasksUsing(const std::vector<CollectionId> &collections) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        return tasksFor(session,
                        "SELECT t.task_key FROM task_collection t JOIN collection c "
                        "ON c.collection_key = t.collection_key WHERE c.guid = :guid",
                        collections);
    });
}

Result<std::vector<SequentialTask>> TaskStore::tasksInPortal() const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<Key> keys;
        sql::forEachRow<Key>(session, "SELECT task_key FROM task WHERE body LIKE '%<Portal%' ORDER BY folded_name",
                             [&](Key key) { keys.push_back(key); });
        std::vector<SequentialTask> tasks;
        for (const Key key : keys) {
            SequentialTask task = taskrows::read(session, key).task;
            if (task.portal)
                tasks.push_back(std::move(task));
        }
        return tasks;
    });
}

} // namespace seriatim
