#include "engine/workspace/folders.h"

#include "engine/domain/cataloguedifference.h"
#include "engine/domain/folderpath.h"
#include "engine/workspace/catalogueobjects_p.h"

namespace seriatim {

namespace {

// `change` together with its audit record, or neither.
template <typename Change>
Result<> audited(Workspace &workspace, const QString &folder, AuditAction action, const QString &sentence, Change &&change)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    if (auto done = change(); !done)
        return done;
    const AuditRecord record = editing::recordOf(AuditObject::store, action, QString(), normalizedFolder(folder), {sentence});
    if (auto told = editing::append(workspace, {record}); !told)
        return told;
    return transaction->commit();
}

} // namespace

Result<> addPackageFolder(Workspace &workspace, const QString &path)
{
    return audited(workspace, path, AuditAction::created, QStringLiteral("package folder created"),
                   [&] { return workspace.store().catalogue().addFolder(path); });
}

Result<> removePackageFolder(Workspace &workspace, const QString &path)
{
    return audited(workspace, path, AuditAction::removed, QStringLiteral("package folder removed"),
                   [&] { return workspace.store().catalogue().removeFolder(path); });
}

Result<> renamePackageFolder(Workspace &workspace, const QString &from, const QString &to)
{
    return audited(workspace, to, AuditAction::saved, QStringLiteral("package folder '%1' became '%2'").arg(normalizedFolder(from), normalizedFolder(to)),
                   [&] { return workspace.store().catalogue().renameFolder(from, to); });
}

Result<> movePackages(Workspace &workspace, const std::vector<PackageId> &packages, const QString &folder)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    CatalogueStore &catalogue = workspace.store().catalogue();
    std::vector<Package> before;
    for (const PackageId id : packages) {
        const Result<std::optional<Package>> found = catalogue.find(id);
        if (!found)
            return found.error();
        if (*found && foldedFolder((*found)->folder) != foldedFolder(folder))
            before.push_back(**found);
    }
    if (auto moved = catalogue.movePackages(packages, folder); !moved)
        return moved;
    std::vector<AuditRecord> records;
    for (const Package &package : before) {
        const Result<std::optional<Package>> after = catalogue.find(package.id); // in the tree's own spelling
        if (!after)
            return after.error();
        records.push_back(editing::recordOf(package, AuditAction::saved, describeDifferences(package, **after)));
    }
    if (auto told = editing::append(workspace, records); !told)
        return told;
    return transaction->commit();
}

Result<> addTaskFolder(Workspace &workspace, const QString &path)
{
    return audited(workspace, path, AuditAction::created, QStringLiteral("task folder created"),
                   [&] { return workspace.store().tasks().addFolder(path); });
}

Result<> removeTaskFolder(Workspace &workspace, const QString &path)
{
    return audited(workspace, path, AuditAction::removed, QStringLiteral("task folder removed"),
                   [&] { return workspace.store().tasks().removeFolder(path); });
}

Result<> renameTaskFolder(Workspace &workspace, const QString &from, const QString &to)
{
    return audited(workspace, to, AuditAction::saved, QStringLiteral("task folder '%1' became '%2'").arg(normalizedFolder(from), normalizedFolder(to)),
                   [&] { return workspace.store().tasks().renameFolder(from, to, currentUser(), SystemClock().now()); });
}

Result<> moveTasks(Workspace &workspace, const std::vector<TaskId> &tasks, const QString &folder)
{
    return workspace.store().tasks().moveTasks(tasks, folder, currentUser(), SystemClock().now());
}

} // namespace seriatim
