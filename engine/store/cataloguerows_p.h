// Private to the store's .cpp files: reading the catalogue within an open transaction. Throws as SOCI does.
#pragma once

#include "engine/domain/catalogue.h"
#include "engine/store/sql_p.h"

namespace seriatim::cataloguerows {

[[nodiscard]] std::vector<Package> packages(soci::session &session);
[[nodiscard]] std::vector<Package> packagesWith(soci::session &session, const std::vector<ProgramId> &programs);
[[nodiscard]] std::optional<Package> package(soci::session &session, sql::Key key);
[[nodiscard]] std::vector<Computer> computers(soci::session &session);
[[nodiscard]] std::optional<Computer> computer(soci::session &session, const std::string &foldedName);
[[nodiscard]] std::optional<Computer> computer(soci::session &session, sql::Key key);
[[nodiscard]] std::vector<Collection> collections(soci::session &session);
[[nodiscard]] std::optional<Collection> collection(soci::session &session, sql::Key key);
[[nodiscard]] std::vector<User> users(soci::session &session);
[[nodiscard]] std::optional<User> user(soci::session &session, sql::Key key);
[[nodiscard]] std::vector<UserGroup> groups(soci::session &session);
[[nodiscard]] std::optional<UserGroup> group(soci::session &session, sql::Key key);
[[nodiscard]] std::vector<AgentSettings> agentSettings(soci::session &session);

// Names of the tasks for which `condition` holds; a join over line_item, program, task_collection as it needs.
[[nodiscard]] QStringList tasksUsing(soci::session &session, const std::string &condition, sql::Key key);
inline constexpr auto usesProgram = "task_key IN (SELECT task_key FROM line_item WHERE program_key = :key)";
inline constexpr auto usesPackage = "task_key IN (SELECT i.task_key FROM line_item i JOIN program p "
                                    "ON p.program_key = i.program_key WHERE p.package_key = :key)";
inline constexpr auto usesCollection = "task_key IN (SELECT task_key FROM task_collection WHERE collection_key = :key)";
inline constexpr auto usesComputer = "task_key IN (SELECT t.task_key FROM task_collection t JOIN collection_member m "
                                     "ON m.collection_key = t.collection_key WHERE m.computer_key = :key)";

} // namespace seriatim::cataloguerows
