#include "engine/store/cataloguestore.h"

#include "engine/base/text.h"
#include "engine/store/cataloguerows_p.h"
#include "engine/store/names_p.h"
#include "engine/store/session_p.h"

namespace seriatim {

namespace {

using sql::Key;

// The row's key and name.
std::pair<Key, QString> requireRow(soci::session &session, const std::string &table, const std::string &keyColumn,
                                   const QString &guid)
{
    const auto row = sql::firstRow<Key, std::string>(
        session, "SELECT " + keyColumn + ", name FROM " + table + " WHERE guid = :guid", sql::text(guid));
    if (!row)
        sql::refuse(ErrorCode::notFound, guid, QStringLiteral("is not in the store; nothing was removed"));
    return {std::get<0>(*row), sql::text(std::get<1>(*row))};
}

void removeRow(soci::session &session, const std::string &table, const std::string &keyColumn, Key key)
{
    sql::run(session, "DELETE FROM " + table + " WHERE " + keyColumn + " = :key", key);
}

void requireUnused(const QString &subject, const QString &user, const QStringList &names)
{
    if (names.isEmpty())
        return;
    sql::refuse(ErrorCode::refused, subject,
                QStringLiteral("is used by the %1 %2; change %3 first")
                    .arg(user, joinWords(names, QStringLiteral("and")),
                         names.size() == 1 ? QStringLiteral("it") : QStringLiteral("them")));
}

void requireUnusedByTasks(soci::session &session, const QString &subject, const std::string &condition, Key key)
{
    const QStringList tasks = cataloguerows::tasksUsing(session, condition, key);
    requireUnused(subject, tasks.size() == 1 ? QStringLiteral("task") : QStringLiteral("tasks"), tasks);
}

template <typename IdType>
Result<> removeUnused(Database &database, const std::string &table, const std::string &keyColumn, const QString &kind,
                      IdType id, const std::string &usedCondition)
{
    return sql::writing(database, [&](soci::session &session) {
        const auto [key, name] = requireRow(session, table, keyColumn, id.toString());
        if (!usedCondition.empty())
            requireUnusedByTasks(session, kind + u' ' + name, usedCondition, key);
        removeRow(session, table, keyColumn, key);
        return Done{};
    });
}

} // namespace

Result<Catalogue> CatalogueStore::load() const
{
    return sql::reading(*m_database, [](soci::session &session) {
        Catalogue catalogue;
        catalogue.packages = cataloguerows::packages(session);
        catalogue.computers = cataloguerows::computers(session);
        catalogue.collections = cataloguerows::collections(session);
        catalogue.users = cataloguerows::users(session);
        catalogue.groups = cataloguerows::groups(session);
        catalogue.agentSettings = cataloguerows::agentSettings(session);
        return catalogue;
    });
}

Result<std::vector<Package>> CatalogueStore::packages() const
{
    return sql::reading(*m_database, cataloguerows::packages);
}

Result<std::vector<Computer>> CatalogueStore::computers() const
{
    return sql::reading(*m_database, cataloguerows::computers);
}

Result<std::vector<Collection>> CatalogueStore::collections() const
{
    return sql::reading(*m_database, cataloguerows::collections);
}

Result<std::vector<User>> CatalogueStore::users() const
{
    return sql::reading(*m_database, cataloguerows::users);
}

Result<std::vector<UserGroup>> CatalogueStore::groups() const
{
    return sql::reading(*m_database, cataloguerows::groups);
}

Result<std::vector<AgentSettings>> CatalogueStore::agentSettings() const
{
    return sql::reading(*m_database, cataloguerows::agentSettings);
}

Result<std::vector<Package>> CatalogueStore::packagesWith(const std::vector<ProgramId> &programs) const
{
    return sql::reading(*m_database,
                        [&](soci::session &session) { return cataloguerows::packagesWith(session, programs); });
}

Result<std::optional<Package>> CatalogueStore::findPackage(PackageId id) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> std::optional<Package> {
        const auto key =
            sql::firstValue<Key>(session, "SELECT package_key FROM package WHERE guid = :guid", sql::text(id));
        return key ? cataloguerows::package(session, *key) : std::nullopt;
    });
}

Result<std::optional<Package>> CatalogueStore::findPackage(const QString &name, const QString &version) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> std::optional<Package> {
        const auto key = sql::firstValue<Key>(session, "SELECT package_key FROM package WHERE folded_name = :name",
                                              sql::folded(name, version));
        return key ? cataloguerows::package(session, *key) : std::nullopt;
    });
}

Result<std::optional<Package>> CatalogueStore::findPackageOf(ProgramId program) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> std::optional<Package> {
        const auto key =
            sql::firstValue<Key>(session, "SELECT package_key FROM program WHERE guid = :guid", sql::text(program));
        return key ? cataloguerows::package(session, *key) : std::nullopt;
    });
}

Result<std::vector<Package>> CatalogueStore::packagesNamed(const QStringList &names) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<Key> keys;
        sql::forEachRow<Key, std::string>(session, "SELECT package_key, name FROM package ORDER BY package_key",
                                          [&](Key key, const std::string &name) {
                                              if (names.contains(sql::text(name), Qt::CaseInsensitive))
                                                  keys.push_back(key);
                                          });
        std::vector<Package> packages;
        for (const Key key : keys) {
            if (auto package = cataloguerows::package(session, key))
                packages.push_back(std::move(*package));
        }
        return packages;
    });
}

Result<std::optional<Computer>> CatalogueStore::findComputer(const QString &name) const
{
    return sql::reading(*m_database,
                        [&](soci::session &session) { return cataloguerows::computer(session, sql::folded(name)); });
}

Result<> CatalogueStore::remove(PackageId id)
{
    return removeUnused(*m_database, "package", "package_key", QStringLiteral("package"), id,
                        cataloguerows::usesPackage);
}

Result<> CatalogueStore::remove(ComputerId id)
{
    return removeUnused(*m_database, "computer", "computer_key", QStringLiteral("computer"), id,
                        cataloguerows::usesComputer);
}

Result<> CatalogueStore::remove(CollectionId id)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const auto [key, name] = requireRow(session, "collection", "collection_key", id.toString());
        const QString subject = QStringLiteral("collection ") + name;
        requireUnusedByTasks(session, subject, cataloguerows::usesCollection, key);
        QStringList settings;
        sql::forEachRow<std::string>(
            session,
            "SELECT s.name FROM agent_settings s JOIN agent_settings_collection c ON c.settings_key = s.settings_key "
            "WHERE c.collection_key = :key ORDER BY s.folded_name",
            [&](const std::string &used) { settings += u'"' + sql::text(used) + u'"'; }, key);
        requireUnused(subject, QStringLiteral("agent settings"), settings);
        removeRow(session, "collection", "collection_key", key);
        return Done{};
    });
}

Result<> CatalogueStore::remove(UserId id)
{
    return removeUnused(*m_database, "user_account", "user_key", QStringLiteral("user"), id, {});
}

Result<> CatalogueStore::remove(UserGroupId id)
{
    return removeUnused(*m_database, "user_group", "group_key", QStringLiteral("group"), id, {});
}

Result<> CatalogueStore::remove(AgentSettingsId id)
{
    return removeUnused(*m_database, "agent_settings", "settings_key", QStringLiteral("agent settings"), id, {});
}

} // namespace seriatim
