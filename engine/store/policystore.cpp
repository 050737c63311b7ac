#include "engine/store/policystore.h"

#include "engine/base/clock.h"
#include "engine/store/packedtext_p.h"
#include "engine/store/session_p.h"

#include <set>

namespace seriatim {

namespace {

using sql::Key;
using Text = std::string;

constexpr auto publicKeySetting = "policy public key";

// The newest stamp of the packages that a task runs.
constexpr auto stampOfTask = "(SELECT COALESCE(MAX(k.stamp), 0) FROM line_item i JOIN program g ON g.program_key = i.program_key "
                             "JOIN package k ON k.package_key = g.package_key WHERE i.task_key = t.task_key)";

Key taskKey(soci::session &session, TaskId task)
{
    const auto key = sql::firstValue<Key>(session, "SELECT task_key FROM task WHERE guid = :guid", sql::text(task));
    if (!key)
        sql::refuse(ErrorCode::notFound, task.toString(), QStringLiteral("there is no such task in the store"));
    return *key;
}

QByteArray documentOf(const Text &packed, const Text &taskName)
{
    QByteArray document = sql::unpacked(packed);
    if (document.isEmpty()) {
        sql::refuse(ErrorCode::io, QStringLiteral("task '%1'").arg(sql::text(taskName)),
                    QStringLiteral("its issued policy is damaged; issue it again with 'seriatimctl store issue'"));
    }
    return document;
}

} // namespace

Result<std::optional<QString>> PolicyStore::publicKey() const
{
    return sql::reading(*m_database, [&](soci::session &session) -> std::optional<QString> {
        const auto value = sql::firstValue<Text>(session, "SELECT value FROM store_setting WHERE name = :name", Text(publicKeySetting));
        return value ? std::optional(sql::text(*value)) : std::nullopt;
    });
}

Result<> PolicyStore::setPublicKey(const QString &text)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        sql::run(session, sql::upsertInto("store_setting", {"name"}, {"value"}), Text(publicKeySetting), sql::text(text));
        return Done{};
    });
}

Result<std::vector<TaskId>> PolicyStore::outOfDate(const QString &keyName) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::set<Text> guids;
        const auto take = [&](const Text &guid) { guids.insert(guid); };
        sql::forEachRow<Text>(session,
                              "SELECT t.guid FROM task t LEFT JOIN issued_policy p ON p.task_key = t.task_key "
                              "WHERE p.task_key IS NULL OR p.revision <> t.revision OR p.task_guid <> t.guid OR p.key_name <> :key",
                              take, sql::text(keyName));
        // Packages that were saved after the last policy was issued: seldom any, and then few.
        sql::forEachRow<Text>(session,
                              "SELECT t.guid FROM package k JOIN program g ON g.package_key = k.package_key "
                              "JOIN line_item i ON i.program_key = g.program_key JOIN task t ON t.task_key = i.task_key "
                              "JOIN issued_policy p ON p.task_key = t.task_key "
                              "WHERE k.stamp > (SELECT COALESCE(MIN(package_stamp), 0) FROM issued_policy) AND k.stamp > p.package_stamp",
                              take);
        std::vector<TaskId> tasks;
        for (const Text &guid : guids)
            tasks.push_back(sql::orRefuse(sql::idFrom<TaskId>(sql::text(guid))));
        return tasks;
    });
}

Result<> PolicyStore::issue(const IssuedPolicy &policy)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const Key key = taskKey(session, policy.task);
        const auto stamp = sql::firstValue<Key>(session, Text("SELECT ") + stampOfTask + " FROM task t WHERE t.task_key = :key", key);
        sql::run(session,
                 sql::upsertInto("issued_policy", {"task_key"},
                                 {"task_guid", "revision", "package_stamp", "number", "key_name", "content_hash", "document"}),
                 key, sql::text(policy.task), policy.revision, stamp.value_or(0), static_cast<long long>(policy.number),
                 sql::text(policy.keyName), sql::text(policy.contentHash), sql::packed(policy.document));
        return Done{};
    });
}

Result<std::optional<IssuedPolicy>> PolicyStore::find(TaskId task) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> std::optional<IssuedPolicy> {
        const auto row = sql::firstRow<int, long long, Text, Text, Text, Text>(
            session,
            "SELECT p.revision, p.number, p.key_name, p.content_hash, p.document, t.name FROM issued_policy p "
            "JOIN task t ON t.task_key = p.task_key WHERE t.guid = :guid",
            sql::text(task));
        if (!row)
            return std::nullopt;
        const auto &[revision, number, keyName, hash, document, name] = *row;
        IssuedPolicy policy(task);
        policy.revision = revision;
        policy.number = number;
        policy.keyName = sql::text(keyName);
        policy.contentHash = sql::text(hash);
        policy.document = documentOf(document, name);
        return policy;
    });
}

Result<qint64> PolicyStore::nextNumber() const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const auto newest = sql::firstValue<long long>(session, "SELECT COALESCE(MAX(number), 0) FROM (SELECT number FROM issued_policy "
                                                             "UNION ALL SELECT number FROM issued_settings) issued");
        return std::max<qint64>(newest.value_or(0) + 1, SystemClock().now());
    });
}

Result<std::vector<QByteArray>> PolicyStore::documentsFor(const std::vector<CollectionId> &collections) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::set<Key> tasks;
        for (const CollectionId &collection : collections) {
            sql::forEachRow<Key>(session,
                                 "SELECT t.task_key FROM task t JOIN task_collection x ON x.task_key = t.task_key "
                                 "JOIN collection c ON c.collection_key = x.collection_key WHERE t.enabled <> 0 AND c.guid = :guid",
                                 [&](Key key) { tasks.insert(key); }, sql::text(collection));
        }
        std::vector<QByteArray> documents;
        for (const Key key : tasks) {
            const auto row = sql::firstRow<Text, Text>(session,
                                                       "SELECT t.name, COALESCE(p.document, '') FROM task t "
                                                       "LEFT JOIN issued_policy p ON p.task_key = t.task_key WHERE t.task_key = :key",
                                                       key);
            if (std::get<1>(*row).empty()) {
                sql::refuse(ErrorCode::refused, QStringLiteral("task '%1'").arg(sql::text(std::get<0>(*row))),
                            QStringLiteral("its policy has not been issued yet; open the store in the console, or run 'seriatimctl store issue'"));
            }
            documents.push_back(documentOf(std::get<1>(*row), std::get<0>(*row)));
        }
        return documents;
    });
}

} // namespace seriatim
