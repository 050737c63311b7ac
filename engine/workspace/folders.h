// The package and task folder trees as people change them: audited. The errors are those of the stores.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

// A folder that is renamed or moved is one record of the store; packages that are moved one by one have a record each.
[[nodiscard]] Result<> addPackageFolder(Workspace &workspace, const QString &path);
[[nodiscard]] Result<> removePackageFolder(Workspace &workspace, const QString &path);
[[nodiscard]] Result<> renamePackageFolder(Workspace &workspace, const QString &from, const QString &to);
[[nodiscard]] Result<> movePackages(Workspace &workspace, const std::vector<PackageId> &packages, const QString &folder);

// Each task that moves along has a revision and a record of its own.
[[nodiscard]] Result<> addTaskFolder(Workspace &workspace, const QString &path);
[[nodiscard]] Result<> removeTaskFolder(Workspace &workspace, const QString &path);
[[nodiscard]] Result<> renameTaskFolder(Workspace &workspace, const QString &from, const QString &to);
[[nodiscard]] Result<> moveTasks(Workspace &workspace, const std::vector<TaskId> &tasks, const QString &folder);

} // namespace seriatim
