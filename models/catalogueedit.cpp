#include "models/catalogueedit.h"

#include "engine/workspace/localagent.h"

#include <QCoreApplication>
#include <QSet>
#include <QSysInfo>

namespace seriatim {

namespace {

struct CatalogueWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::CatalogueEdit)
};

} // namespace

Result<std::vector<UsingTask>> tasksUsing(Workspace &workspace, PackageId package)
{
    const Result<Usage> usage = usageOf(workspace, package);
    if (!usage)
        return usage.error();
    const QSet<QString> names(usage->tasks.begin(), usage->tasks.end());
    std::vector<UsingTask> tasks;
    if (names.isEmpty())
        return tasks;
    const Result<std::vector<TaskSummary>> all = workspace.store().tasks().list();
    if (!all)
        return all.error();
    for (const TaskSummary &task : *all) {
        if (names.contains(task.name))
            tasks.push_back({task.id, task.name});
    }
    return tasks;
}

QString localAgentHome(const StoreSession &session)
{
    return defaultAgentHome(session.path(), QSysInfo::machineHostName().section(u'.', 0, 0));
}

Result<QString> freePackageName(Workspace &workspace, const QString &wished, const QString &version)
{
    QString name = wished;
    for (int number = 1;; ++number) {
        const Result<std::optional<Package>> taken = workspace.store().catalogue().findPackage(name, version);
        if (!taken)
            return taken.error();
        if (!*taken)
            return name;
        name = number == 1 ? CatalogueWords::tr("%1 (copy)").arg(wished) : CatalogueWords::tr("%1 (copy %2)").arg(wished).arg(number);
    }
}

Result<Package> copyOf(Workspace &workspace, const Package &package)
{
    const Result<QString> name = freePackageName(workspace, package.name, package.version);
    if (!name)
        return name.error();
    Package copy = package;
    copy.id = PackageId::mint();
    copy.name = *name;
    for (Program &program : copy.programs)
        program.id = ProgramId::mint();
    return copy;
}

} // namespace seriatim
