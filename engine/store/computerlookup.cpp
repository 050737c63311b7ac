#include "engine/store/computerlookup.h"

#include "engine/store/names_p.h"
#include "engine/store/session_p.h"
#include "engine/store/statuscodes_p.h"
#include "engine/xml/fragments.h"

#include <unordered_set>

namespace seriatim {

namespace {

using sql::Key;
using Text = std::string;

std::unordered_set<Key> listsWith(soci::session &session, const Computer &computer)
{
    std::unordered_set<Key> lists;
    sql::forEachRow<Key>(
        session,
        "SELECT m.collection_key FROM collection_member m JOIN computer c ON c.computer_key = m.computer_key WHERE c.guid = :guid",
        [&](Key key) { lists.insert(key); }, sql::text(computer.id));
    return lists;
}

} // namespace

Result<std::vector<Collection>> ComputerLookup::collectionsOf(const Computer &computer) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const std::unordered_set<Key> lists = listsWith(session, computer);
        std::vector<Collection> collections;
        sql::forEachRow<Key, Text, Text, Text, Text>(
            session, "SELECT collection_key, guid, name, description, filter FROM collection ORDER BY collection_key",
            [&](Key key, const Text &guid, const Text &name, const Text &description, const Text &filter) {
                if (filter.empty() && !lists.contains(key))
                    return;
                Collection collection(sql::orRefuse(sql::idFrom<CollectionId>(sql::text(guid))), sql::text(name));
                collection.description = sql::text(description);
                if (lists.contains(key))
                    collection.members.push_back(computer.id);
                if (!filter.empty())
                    collection.filter = sql::orRefuse(ruleFromXml(sql::bytes(filter)));
                if (collection.includes(computer))
                    collections.push_back(std::move(collection));
            });
        return collections;
    });
}

Result<QStringList> ComputerLookup::namesOf(const std::vector<CollectionId> &collections) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        QStringList names;
        for (const CollectionId &id : collections) {
            if (const auto name = sql::firstValue<Text>(session, "SELECT name FROM collection WHERE guid = :guid", sql::text(id)))
                names.append(sql::text(*name));
        }
        return names;
    });
}

Result<std::vector<ReportedTask>> ComputerLookup::reportedBy(const QString &computer) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<ReportedTask> tasks;
        const auto endpoint = sql::firstValue<Key>(session, "SELECT endpoint_key FROM endpoint WHERE folded_name = :name", sql::folded(computer));
        sql::forEachRow<Text, int, int, long long, Text>(
            session,
            "SELECT g.guid, s.task_revision, s.status, s.reported_at, s.explanation FROM computer_task_status s "
            "JOIN reported_guid g ON g.reported_key = s.reported_task_key WHERE s.endpoint_key = :endpoint ORDER BY s.reported_at DESC",
            [&](const Text &guid, int revision, int status, long long reported, const Text &explanation) {
                ReportedTask task(sql::orRefuse(sql::idFrom<TaskId>(sql::text(guid))));
                task.revision = revision;
                task.status = statuscode::computerStatus(status);
                task.reported = reported;
                task.explanation = sql::text(explanation);
                tasks.push_back(std::move(task));
            },
            endpoint.value_or(0));
        return tasks;
    });
}

Result<QStringList> ComputerLookup::reportersOn(TaskId task) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        QStringList names;
        sql::forEachRow<Text>(
            session,
            "SELECT n.name FROM computer_task_status s JOIN endpoint n ON n.endpoint_key = s.endpoint_key "
            "JOIN reported_guid g ON g.reported_key = s.reported_task_key WHERE g.guid = :guid ORDER BY s.folded_name",
            [&](const Text &name) { names.append(sql::text(name)); }, sql::text(task));
        return names;
    });
}

} // namespace seriatim
