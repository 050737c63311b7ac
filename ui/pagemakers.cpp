#include "ui/pagemakers.h"

#include "ui/agentsettingslistpage.h"
#include "ui/agentsettingspage.h"
#include "ui/changespage.h"
#include "ui/collectionpage.h"
#include "ui/collectionspage.h"
#include "ui/computerpage.h"
#include "ui/computerspage.h"
#include "ui/packagepage.h"
#include "ui/packagespage.h"
#include "ui/portalrequestspage.h"
#include "ui/reportpage.h"
#include "ui/reportspage.h"
#include "ui/simulationrunpage.h"
#include "ui/simulationrunspage.h"
#include "ui/taskpage.h"
#include "ui/usergrouppage.h"
#include "ui/userpage.h"
#include "ui/userspage.h"

namespace seriatim {

namespace {

template <typename Page>
Result<EditorPage *> asPage(const Result<Page *> &page)
{
    return page ? Result<EditorPage *>(*page) : page.error();
}

Error noSuchObject(const PageKey &key)
{
    return {ErrorCode::notFound, key.guid, QStringLiteral("there is no such object to open")};
}

// For pages that are made by create(session, directory, id, parent), new ones without an id.
template <typename Page, typename Id>
void wire(PageFactory &factory, PageKind kind, StoreSession &session, CatalogueDirectory &directory)
{
    factory.registerMaker(kind, [&](const PageKey &key, const QString &, QWidget *parent) -> Result<EditorPage *> {
        const auto id = Id::parse(key.guid);
        return id ? asPage(Page::create(session, directory, id, parent)) : noSuchObject(key);
    });
    factory.registerNewMaker(kind, [&](const QString &, QWidget *parent) { return asPage(Page::create(session, directory, std::nullopt, parent)); });
}

template <typename Page, typename... Parts>
void wireList(PageFactory &factory, PageKind kind, Parts &...parts)
{
    factory.registerMaker(kind, [&parts...](const PageKey &, const QString &, QWidget *parent) -> Result<EditorPage *> { return new Page(parts..., parent); });
}

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

void wirePackages(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory)
{
    factory.registerMaker(PageKind::packages, [&](const PageKey &key, const QString &, QWidget *parent) -> Result<EditorPage *> {
        return new PackagesPage(session, directory, key.guid, parent);
    });
    factory.registerMaker(PageKind::package, [&](const PageKey &key, const QString &folder, QWidget *parent) -> Result<EditorPage *> {
        const auto id = PackageId::parse(key.guid);
        return id ? asPage(PackagePage::create(session, id, folder, parent)) : noSuchObject(key);
    });
    factory.registerMaker(PageKind::packages, [&](const PageKey &key, const QString &, QWidget *parent) -> Result<EditorPage *> {
        return new PackagesPage(session, directory, key.guid, parent);
    });
    factory.registerNewMaker(PageKind::package, [&](const QString &folder, QWidget *parent) {
        return asPage(PackagePage::create(session, std::nullopt, folder, parent));
    });
}

void wireAgentSettings(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory)
{
    wire<AgentSettingsPage, AgentSettingsId>(factory, PageKind::agentSettings, session, directory);
    factory.registerMaker(PageKind::agentSettings, [&](const PageKey &key, const QString &, QWidget *parent) -> Result<EditorPage *> {
        if (key.guid.isEmpty())
            return new AgentSettingsListPage(session, directory, parent);
        const auto id = AgentSettingsId::parse(key.guid);
        return id ? asPage(AgentSettingsPage::create(session, directory, id, parent)) : noSuchObject(key);
    });
}

void wireSimulations(PageFactory &factory, StoreSession &session)
{
    wireList<SimulationRunsPage>(factory, PageKind::simulationRuns, session);
    factory.registerMaker(PageKind::simulationRun, [&](const PageKey &key, const QString &, QWidget *parent) -> Result<EditorPage *> {
        const auto id = SimulationId::parse(key.guid);
        return id ? asPage(SimulationRunPage::create(session, *id, parent)) : noSuchObject(key);
    });
}

void wireReports(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory, SavedReports &savedReports)
{
    wireList<ReportsPage>(factory, PageKind::reports, savedReports);
    factory.registerMaker(PageKind::report, [&](const PageKey &key, const QString &, QWidget *parent) -> Result<EditorPage *> {
        if (key.guid == ChangesPage::reportKey())
            return new ChangesPage(session, parent);
        return ReportPage::create(session, directory, savedReports, key.guid, parent);
    });
}

} // namespace

void registerPageMakers(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory, SavedReports &savedReports)
{
    wireTasks(factory, session, directory);
    wirePackages(factory, session, directory);
    wireAgentSettings(factory, session, directory);
    wire<ComputerPage, ComputerId>(factory, PageKind::computer, session, directory);
    wire<CollectionPage, CollectionId>(factory, PageKind::collection, session, directory);
    wire<UserPage, UserId>(factory, PageKind::user, session, directory);
    wire<UserGroupPage, UserGroupId>(factory, PageKind::userGroup, session, directory);
    wireList<ComputersPage>(factory, PageKind::computers, session, directory);
    wireList<CollectionsPage>(factory, PageKind::collections, session, directory);
    wireList<UsersPage>(factory, PageKind::users, session);
    wireList<PortalRequestsPage>(factory, PageKind::portalRequests, session);
    wireSimulations(factory, session);
    wireReports(factory, session, directory, savedReports);
}

} // namespace seriatim
