#include "engine/store/store.h"

namespace seriatim {

Store::Store(Database database)
    : m_database(std::make_unique<Database>(std::move(database))), m_catalogue(*m_database), m_tasks(*m_database),
      m_statuses(*m_database), m_simulations(*m_database), m_audit(*m_database), m_policies(*m_database),
      m_settingsPolicies(*m_database),
      m_portal(*m_database)
{
}

Result<Store> Store::create(const QString &path, DatabaseOptions options)
{
    Result<Database> database = Database::create(path, std::move(options));
    if (!database.ok())
        return database.error();
    return Store(std::move(database).value());
}

Result<Store> Store::open(const QString &path, Access access, DatabaseOptions options)
{
    Result<Database> database = Database::open(path, access, std::move(options));
    if (!database.ok())
        return database.error();
    return Store(std::move(database).value());
}

} // namespace seriatim
