// Store: one open store file with everything that is kept in it. One for each thread and process.
#pragma once

#include "engine/store/auditstore.h"
#include "engine/store/cataloguestore.h"
#include "engine/store/database.h"
#include "engine/store/policystore.h"
#include "engine/store/settingspolicystore.h"
#include "engine/store/portalstore.h"
#include "engine/store/simulationstore.h"
#include "engine/store/statusstore.h"
#include "engine/store/taskstore.h"

namespace seriatim {

// Something wrong with the contents of a store.
struct StoreFinding {
    QString subject;
    QString text;
    bool operator==(const StoreFinding &) const = default;
};

class Store
{
public:
    // The errors are those of Database.
    [[nodiscard]] static Result<Store> create(const QString &path, DatabaseOptions options = {});
    [[nodiscard]] static Result<Store> open(const QString &path, Access access = Access::readWrite,
                                            DatabaseOptions options = {});

    [[nodiscard]] CatalogueStore &catalogue() { return m_catalogue; }
    [[nodiscard]] TaskStore &tasks() { return m_tasks; }
    [[nodiscard]] StatusStore &statuses() { return m_statuses; }
    [[nodiscard]] SimulationStore &simulations() { return m_simulations; }
    [[nodiscard]] AuditStore &audit() { return m_audit; }
    [[nodiscard]] PolicyStore &policies() { return m_policies; }
    [[nodiscard]] SettingsPolicyStore &settingsPolicies() { return m_settingsPolicies; }
    [[nodiscard]] PortalStore &portal() { return m_portal; }

    // Stays where it is when the store is moved.
    [[nodiscard]] Database &database() { return *m_database; }

    [[nodiscard]] QString path() const { return m_database->path(); }
    [[nodiscard]] Access access() const { return m_database->access(); }
    [[nodiscard]] bool assumesNoWriter() const { return m_database->assumesNoWriter(); }

    // Another value after another process or connection has written; -1 where the store cannot tell.
    [[nodiscard]] qint64 changeCounter() const { return m_database->changeCounter(); }

    // All saves until it is committed happen together or not at all.
    [[nodiscard]] Result<Transaction> begin() { return m_database->begin(); }

    // Everything that is wrong, a finding each; empty when the store is sound.
    [[nodiscard]] Result<std::vector<StoreFinding>> check();

    // A copy while the store is in use; refuses to overwrite.
    [[nodiscard]] Result<> backup(const QString &target) { return m_database->backup(target); }

private:
    explicit Store(Database database);

    std::unique_ptr<Database> m_database; // the stores point to it, so it does not move with the Store
    CatalogueStore m_catalogue;
    TaskStore m_tasks;
    StatusStore m_statuses;
    SimulationStore m_simulations;
    AuditStore m_audit;
    PolicyStore m_policies;
    SettingsPolicyStore m_settingsPolicies;
    PortalStore m_portal;
};

} // namespace seriatim
