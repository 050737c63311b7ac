// Private to the store's .cpp files: the schema's version and how it moves forward.
#pragma once

#include "engine/store/database.h"

#include <soci/soci.h>

namespace seriatim::schema {

// These throw as SOCI does.
void makeVersionTable(soci::session &session);
[[nodiscard]] bool hasVersion(soci::session &session);
[[nodiscard]] int newest(const std::vector<Migration> &migrations); // 0: none
[[nodiscard]] int version(soci::session &session);

// All migrations after `from`, within the transaction that is open.
void apply(soci::session &session, const std::vector<Migration> &migrations, int from);

// Refuses a newer schema by name; backs an older one up and migrates it in one transaction.
[[nodiscard]] Result<> bringForward(Database &database, const std::vector<Migration> &migrations);

} // namespace seriatim::schema
