#include "ui/pagemakers.h"

#include "ui/reportspage.h"
#include "ui/simulationrunspage.h"
#include "ui/taskpage.h"

namespace seriatim {

namespace {

void wireTasks(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory)
{
    factory.registerMaker(PageKind::task, [&](const PageKey &key, const QString &, QWidget *parent) -> Result<EditorPage *> {
        const Result<SequentialTask> task = session.workspace().store().tasks().find(key.guid);
        if (!task)
            return task.error();
        return new TaskPage(session, directory, *task, parent);
    });
    factory.registerNewMaker(PageKind::task, [&](const QString &folder, QWidget *parent) -> Result<EditorPage *> {
        SequentialTask task;
        task.folder = folder;
        return new TaskPage(session, directory, task, parent);
    });
}

} // namespace

void registerPageMakers(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory)
{
    wireTasks(factory, session, directory);
    factory.registerMaker(PageKind::simulationRuns, [&session](const PageKey &, const QString &, QWidget *parent) -> Result<EditorPage *> {
        return new SimulationRunsPage(session, parent);
    });
    factory.registerMaker(PageKind::reports, [&session](const PageKey &, const QString &, QWidget *parent) -> Result<EditorPage *> {
        return new ReportsPage(session, parent);
    });
}

} // namespace seriatim
