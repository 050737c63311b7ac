#include "engine/workspace/catalogueediting.h"

#include "engine/workspace/folders.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

void require(const Result<> &result)
{
    if (!result.ok())
        qFatal("%s", qPrintable(result.error().message()));
}

} // namespace

class CatalogueEditingTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    Package m_package;
    Computer m_computer{ComputerId::mint(), text("PC-0001")};
    Collection m_collection{CollectionId::mint(), text("Pilot")};

    [[nodiscard]] CatalogueStore &catalogue() { return m_workspace->store().catalogue(); }

    template <typename Object>
    [[nodiscard]] Object stored(const Object &object)
    {
        return **catalogue().find(object.id);
    }

    [[nodiscard]] QStringList lastChanges(AuditObject object, const QString &guid)
    {
        const auto history = historyOf(*m_workspace, object, guid);
        return history->empty() ? QStringList() : history->back().changes;
    }

    SequentialTask saveTask(const char *name)
    {
        SequentialTask task(TaskId::mint(), text(name));
        for (const Program &program : m_package.programs)
            task.items.emplace_back(LineItemId::mint(), program.id);
        task.items[1].dependencies = {{task.items[0].id, std::nullopt}};
        task.items[2].dependencies = {{task.items[0].id, std::nullopt}, {task.items[1].id, ReturnCodeList{5}}};
        task.appliesTo = {m_collection.id};
        return m_workspace->saveTask(task, KeepFinished::no)->task;
    }

private Q_SLOTS:
    void init();
    void newObjectsAreAudited();
    void savesTellWhatChanged();
    void savingWhatIsStoredDoesNothing();
    void programsHaveAHistoryOfTheirOwn();
    void staleSaveSaysWhoChangedWhat();
    void staleSaveOfARemovedObject();
    void newObjectWithAKnownGuidIsRefused();
    void invalidObjectsAreRefused();
    void aMoveToAnotherFolderMakesNothingStale();
    void multiEditIsAllOrNone();
    void usageNamesEverything();
    void refusalNamesTheTasksAndChangesNothing();
    void programLeavesItsPackageAndAllTasks();
    void keptStepsSucceedTheOldOnes();
    void packageLeavesAllTasks();
    void collectionLeavesTasksAndSettings();
    void computersLeaveCollections();
    void usersLeaveGroupsAndPortals();
    void removalIsAllOrNone();
    void foldersAreAudited();
};

void CatalogueEditingTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    Result<Workspace> created = Workspace::create(m_folder->filePath(text("editing.store")));
    QVERIFY(created.ok());
    m_workspace = std::make_unique<Workspace>(std::move(created).value());
    m_package = Package(PackageId::mint(), text("Qfiniti"));
    m_package.version = text("4.0");
    for (const char *name : {"Install", "Patch 1", "Patch 2"}) {
        m_package.programs.emplace_back(ProgramId::mint(), text(name));
        m_package.programs.back().commandLine = text("setup.exe");
    }
    m_collection.members = {m_computer.id};
    require(saveObject(*m_workspace, std::nullopt, m_package));
    require(saveObject(*m_workspace, std::nullopt, m_computer));
    require(saveObject(*m_workspace, std::nullopt, m_collection));
}

// B9, of catalogue objects
void CatalogueEditingTest::newObjectsAreAudited()
{
    const auto history = historyOf(*m_workspace, AuditObject::package, m_package.id.toString());
    QCOMPARE(history->size(), size_t(1));
    QCOMPARE(history->front().action, AuditAction::created);
    QCOMPARE(history->front().name, text("Qfiniti 4.0"));
    QCOMPARE(history->front().who, currentUser());
    QVERIFY(history->front().when > 0);
    QCOMPARE(history->front().changes, QStringList{text("created with 3 programs")});
}

void CatalogueEditingTest::savesTellWhatChanged()
{
    Package package = stored(m_package);
    package.description = text("Call recording");
    package.source = {SourceType::unc, text("\\\\server\\qfiniti")};
    package.programs[0].name = text("Install core");
    package.programs[0].commandLine = text("msiexec /i core.msi");
    package.programs[0].codes = ReturnCodeRules::windowsInstaller();
    package.programs[0].environment = {{text("TEMP"), text("x")}};
    package.programs.erase(package.programs.begin() + 1);
    package.programs.emplace_back(ProgramId::mint(), text("Patch 3"));
    require(saveObject(*m_workspace, m_package, package));
    QCOMPARE(stored(m_package), package);
    QCOMPARE(lastChanges(AuditObject::package, package.id.toString()),
             (QStringList{text("description set to 'Call recording'"), text("source changed from none to '\\\\server\\qfiniti'"),
                          text("program 'Install' renamed to 'Install core'"),
                          text("command line of program 'Install core' changed from 'setup.exe' to 'msiexec /i core.msi'"),
                          text("success codes of program 'Install core' changed from '0' to '0,1707'"),
                          text("restart codes of program 'Install core' set to '3010'"),
                          text("restart-started codes of program 'Install core' set to '1641'"),
                          text("retry codes of program 'Install core' set to '1618'"),
                          text("environment variable TEMP of program 'Install core' set to 'x'"),
                          text("program 'Patch 3' added"), text("program 'Patch 1' removed")}));

    Computer second(ComputerId::mint(), text("PC-0002"));
    require(saveObject(*m_workspace, std::nullopt, second));
    Collection collection = stored(m_collection);
    collection.members = {second.id};
    require(saveObject(*m_workspace, m_collection, collection));
    QCOMPARE(lastChanges(AuditObject::collection, collection.id.toString()),
             (QStringList{text("computers added: PC-0002"), text("computers removed: PC-0001")}));

    AgentSettings settings(AgentSettingsId::mint(), text("Usual"));
    require(saveObject(*m_workspace, std::nullopt, settings));
    AgentSettings slower = settings;
    slower.options.runFromServerKbps = 256;
    slower.options.multicast = true;
    slower.appliesTo = {m_collection.id};
    require(saveObject(*m_workspace, settings, slower));
    QCOMPARE(lastChanges(AuditObject::agentSettings, settings.id.toString()),
             (QStringList{text("collections added: Pilot"), text("run from the server changed from off to 256 KB/s"),
                          text("multicast switched on")}));
}

void CatalogueEditingTest::savingWhatIsStoredDoesNothing()
{
    const size_t records = m_workspace->store().audit().all()->size();
    require(saveObject(*m_workspace, m_package, m_package));
    Package other = m_package;
    other.description = text("not what is stored");
    require(saveObject(*m_workspace, other, m_package)); // somebody else has made it what I want already
    QCOMPARE(m_workspace->store().audit().all()->size(), records);
}

void CatalogueEditingTest::programsHaveAHistoryOfTheirOwn()
{
    Package package = m_package;
    package.programs[0].estimatedRunTimeMinutes = 5;
    require(saveObject(*m_workspace, m_package, package));
    const auto history = historyOf(*m_workspace, AuditObject::program, package.programs[0].id.toString());
    QCOMPARE(history->size(), size_t(2));
    QCOMPARE(history->at(0).changes, QStringList{text("created in the package 'Qfiniti 4.0'")});
    QCOMPARE(history->at(1).name, text("Qfiniti 4.0/Install"));
    QCOMPARE(history->at(1).changes, QStringList{text("estimated run time changed from 0 to 5 minutes")});
    QCOMPARE(historyOf(*m_workspace, AuditObject::program, package.programs[1].id.toString())->size(), size_t(1));
}

// B8, of catalogue objects
void CatalogueEditingTest::staleSaveSaysWhoChangedWhat()
{
    Package theirs = m_package;
    theirs.description = text("theirs");
    require(saveObject(*m_workspace, m_package, theirs));
    Package mine = m_package;
    mine.manufacturer = text("mine");
    const Result<> refused = saveObject(*m_workspace, m_package, mine);
    QCOMPARE(refused.error().code, ErrorCode::stale);
    QCOMPARE(refused.error().subject, text("package 'Qfiniti 4.0'"));
    QVERIFY2(refused.error().detail.contains(text("was changed by %1 at ").arg(currentUser())), qPrintable(refused.error().detail));
    QVERIFY2(refused.error().detail.contains(u"description set to 'theirs'"), qPrintable(refused.error().detail));
    QCOMPARE(stored(m_package), theirs);
    require(saveObject(*m_workspace, theirs, [&] { Package again = theirs; again.manufacturer = text("mine"); return again; }()));
}

void CatalogueEditingTest::staleSaveOfARemovedObject()
{
    Computer computer(ComputerId::mint(), text("PC-0002"));
    require(saveObject(*m_workspace, std::nullopt, computer));
    require(removeObject(*m_workspace, computer.id, IfUsed::refuse, KeepFinished::no));
    Computer mine = computer;
    mine.domain = text("CORP");
    const Result<> refused = saveObject(*m_workspace, computer, mine);
    QCOMPARE(refused.error().code, ErrorCode::stale);
    QVERIFY2(refused.error().detail.startsWith(text("was removed by %1").arg(currentUser())), qPrintable(refused.error().detail));
    require(saveObject(*m_workspace, std::nullopt, mine));
    QCOMPARE(stored(computer), mine);
}

void CatalogueEditingTest::newObjectWithAKnownGuidIsRefused()
{
    Package other(m_package.id, text("Other"));
    QCOMPARE(saveObject(*m_workspace, std::nullopt, other).error().code, ErrorCode::alreadyExists);
    QCOMPARE(stored(m_package), m_package);
    Package sameName(PackageId::mint(), text("QFINITI"));
    sameName.version = text("4.0");
    QCOMPARE(saveObject(*m_workspace, std::nullopt, sameName).error().code, ErrorCode::alreadyExists);
}

void CatalogueEditingTest::invalidObjectsAreRefused()
{
    Package package = m_package;
    package.programs[0].rights = RunWithRights::loggedInUser; // B32
    QCOMPARE(saveObject(*m_workspace, m_package, package).error().code, ErrorCode::invalidInput);
    QCOMPARE(saveObject(*m_workspace, std::nullopt, User(UserId::mint(), text(" "))).error().code, ErrorCode::invalidInput);
    QCOMPARE(saveObject(*m_workspace, std::nullopt, UserGroup(UserGroupId::mint())).error().code, ErrorCode::invalidInput);
    AgentSettings settings(AgentSettingsId::mint(), text("Never"));
    settings.refreshIntervalMinutes = 0;
    QCOMPARE(saveObject(*m_workspace, std::nullopt, settings).error().code, ErrorCode::invalidInput);
    QCOMPARE(stored(m_package), m_package);
}

void CatalogueEditingTest::aMoveToAnotherFolderMakesNothingStale()
{
    require(movePackages(*m_workspace, {m_package.id}, text("Telephony")));
    Package mine = m_package;
    mine.description = text("mine");
    require(saveObject(*m_workspace, m_package, mine));
    QCOMPARE(stored(m_package).folder, text("Telephony"));
    QCOMPARE(stored(m_package).description, text("mine"));

    const Package opened = stored(m_package);
    require(renamePackageFolder(*m_workspace, text("Telephony"), text("Voice")));
    Package moved = opened;
    moved.folder = text("Archive");
    QCOMPARE(saveObject(*m_workspace, opened, moved).error().code, ErrorCode::stale); // both moved it
    moved = stored(m_package);
    moved.folder = text("Archive");
    require(saveObject(*m_workspace, stored(m_package), moved));
    QCOMPARE(stored(m_package).folder, text("Archive"));
    QCOMPARE(lastChanges(AuditObject::package, m_package.id.toString()), QStringList{text("folder changed from 'Voice' to 'Archive'")});
}

void CatalogueEditingTest::multiEditIsAllOrNone()
{
    std::vector<std::pair<Computer, Computer>> edits;
    for (int i = 2; i < 5; ++i) {
        const Computer computer(ComputerId::mint(), text("PC-000%1").arg(i));
        require(saveObject(*m_workspace, std::nullopt, computer));
        edits.emplace_back(computer, computer);
        edits.back().second.domain = text("CORP");
    }
    Computer theirs = edits[1].first;
    theirs.user = text("alice");
    require(saveObject(*m_workspace, edits[1].first, theirs));
    QCOMPARE(saveObjects(*m_workspace, edits).error().code, ErrorCode::stale);
    QCOMPARE(stored(edits[0].first).domain, QString());
    edits[1] = {theirs, theirs};
    edits[1].second.domain = text("CORP");
    require(saveObjects(*m_workspace, edits));
    for (const auto &[before, after] : edits) {
        QCOMPARE(stored(before), after);
        QCOMPARE(lastChanges(AuditObject::computer, before.id.toString()), QStringList{text("domain set to 'CORP'")});
    }
    const Computer other(ComputerId::mint(), text("Other"));
    QCOMPARE(saveObjects(*m_workspace, std::vector{std::pair(theirs, other)}).error().code, ErrorCode::invalidInput);
}

void CatalogueEditingTest::usageNamesEverything()
{
    saveTask("Rollout B");
    saveTask("rollout a");
    AgentSettings settings(AgentSettingsId::mint(), text("Usual"));
    settings.appliesTo = {m_collection.id};
    require(saveObject(*m_workspace, std::nullopt, settings));
    const QStringList both{text("rollout a"), text("Rollout B")};
    QCOMPARE(*usageOf(*m_workspace, m_package.id), (Usage{both, {}, {}, {}}));
    QCOMPARE(*usageOf(*m_workspace, m_package.programs[0].id), (Usage{both, {}, {}, {}}));
    QCOMPARE(*usageOf(*m_workspace, m_collection.id), (Usage{both, {}, {}, {text("Usual")}}));
    QCOMPARE(*usageOf(*m_workspace, m_computer.id), (Usage{both, {text("Pilot")}, {}, {}}));
    QVERIFY(usageOf(*m_workspace, ProgramId::mint())->isEmpty());
    QCOMPARE(usageOf(*m_workspace, PackageId::mint()).error().code, ErrorCode::notFound);
}

void CatalogueEditingTest::refusalNamesTheTasksAndChangesNothing()
{
    const SequentialTask task = saveTask("Rollout");
    const Result<> refused = removeObject(*m_workspace, m_package.id, IfUsed::refuse, KeepFinished::no);
    QCOMPARE(refused.error().code, ErrorCode::refused);
    QCOMPARE(refused.error().subject, text("package 'Qfiniti 4.0'"));
    QVERIFY2(refused.error().detail.contains(u"is used by the task \"Rollout\""), qPrintable(refused.error().detail));
    QCOMPARE(stored(m_package), m_package);
    const Result<> program = removeObject(*m_workspace, m_package.programs[1].id, IfUsed::refuse, KeepFinished::no);
    QCOMPARE(program.error().subject, text("program 'Qfiniti 4.0/Patch 1'"));
    QCOMPARE(*m_workspace->store().tasks().load(task.id), task);
}

// B4, B5
void CatalogueEditingTest::programLeavesItsPackageAndAllTasks()
{
    const SequentialTask task = saveTask("Rollout");
    const ProgramId program = m_package.programs[1].id;
    require(removeObject(*m_workspace, program, IfUsed::removeFromAll, KeepFinished::no));
    QCOMPARE(stored(m_package).programs.size(), size_t(2));
    const SequentialTask after = *m_workspace->store().tasks().find(text("Rollout"));
    QCOMPARE(after.items.size(), size_t(2));
    QVERIFY(after.id != task.id);
    QVERIFY(after.items[0].succeeds.empty());
    QCOMPARE(after.items[1].program, m_package.programs[2].id);
    QCOMPARE(after.items[1].dependencies, (std::vector{Dependency{after.items[0].id, std::nullopt}}));
    QCOMPARE(lastChanges(AuditObject::package, m_package.id.toString()), QStringList{text("program 'Patch 1' removed")});
    QCOMPARE(historyOf(*m_workspace, AuditObject::program, program.toString())->back().action, AuditAction::removed);
    QVERIFY(m_workspace->store().check()->empty());
    QCOMPARE(removeObject(*m_workspace, program, IfUsed::removeFromAll, KeepFinished::no).error().code, ErrorCode::notFound);
}

// B7
void CatalogueEditingTest::keptStepsSucceedTheOldOnes()
{
    const SequentialTask task = saveTask("Rollout");
    require(removeObject(*m_workspace, m_package.programs[2].id, IfUsed::removeFromAll, KeepFinished::yes));
    const SequentialTask after = *m_workspace->store().tasks().find(text("Rollout"));
    QCOMPARE(after.items[0].succeeds, std::vector{task.items[0].id});
    QCOMPARE(after.items[1].succeeds, std::vector{task.items[1].id});
}

void CatalogueEditingTest::packageLeavesAllTasks()
{
    saveTask("One");
    saveTask("Two");
    require(removeObject(*m_workspace, m_package.id, IfUsed::removeFromAll, KeepFinished::no));
    QVERIFY(!catalogue().find(m_package.id)->has_value());
    QVERIFY(m_workspace->store().tasks().find(text("One"))->items.empty());
    QCOMPARE(m_workspace->store().tasks().find(text("Two"))->revision, 2);
    QCOMPARE(lastChanges(AuditObject::package, m_package.id.toString()),
             (QStringList{text("removed"), text("taken out of the tasks \"One\" and \"Two\"")}));
    QVERIFY(m_workspace->store().check()->empty());
}

void CatalogueEditingTest::collectionLeavesTasksAndSettings()
{
    const SequentialTask task = saveTask("Rollout");
    AgentSettings settings(AgentSettingsId::mint(), text("Usual"));
    settings.appliesTo = {m_collection.id};
    require(saveObject(*m_workspace, std::nullopt, settings));
    QCOMPARE(removeObject(*m_workspace, m_collection.id, IfUsed::refuse, KeepFinished::no).error().code, ErrorCode::refused);
    require(removeObject(*m_workspace, m_collection.id, IfUsed::removeFromAll, KeepFinished::no));
    const SequentialTask after = *m_workspace->store().tasks().load(task.id); // B6: the same identity
    QVERIFY(after.appliesTo.empty());
    QCOMPARE(after.items, task.items);
    QVERIFY(stored(settings).appliesTo.empty());
    QCOMPARE(lastChanges(AuditObject::agentSettings, settings.id.toString()), QStringList{text("collections removed: Pilot")});
}

void CatalogueEditingTest::computersLeaveCollections()
{
    Computer second(ComputerId::mint(), text("PC-0002"));
    require(saveObject(*m_workspace, std::nullopt, second));
    saveTask("Rollout");
    QCOMPARE(removeObjects(*m_workspace, std::vector{m_computer.id, second.id}, IfUsed::refuse, KeepFinished::no).error().code,
             ErrorCode::refused);
    require(removeObjects(*m_workspace, std::vector{m_computer.id, second.id}, IfUsed::removeFromAll, KeepFinished::no));
    QVERIFY(stored(m_collection).members.empty());
    QVERIFY(catalogue().computers()->empty());
    QCOMPARE(m_workspace->store().tasks().find(text("Rollout"))->revision, 1);
}

void CatalogueEditingTest::usersLeaveGroupsAndPortals()
{
    User alice(UserId::mint(), text("alice"));
    alice.domain = text("CORP");
    UserGroup group(UserGroupId::mint(), text("Agents"));
    group.members = {alice.id};
    require(saveObject(*m_workspace, std::nullopt, alice));
    require(saveObject(*m_workspace, std::nullopt, group));
    SequentialTask task = saveTask("Rollout");
    task.portal = PortalEntry{};
    task.portal->access = {{PortalAccess::Kind::user, text("corp\\Alice"), true, false, false},
                           {PortalAccess::Kind::group, text("Agents"), true, false, false},
                           {PortalAccess::Kind::user, text("bob"), true, false, false}};
    QVERIFY(m_workspace->saveTask(task, KeepFinished::no).ok());
    QCOMPARE(*usageOf(*m_workspace, alice.id), (Usage{{text("Rollout")}, {}, {text("Agents")}, {}}));
    QCOMPARE(*usageOf(*m_workspace, group.id), (Usage{{text("Rollout")}, {}, {}, {}}));
    require(removeObject(*m_workspace, alice.id, IfUsed::removeFromAll, KeepFinished::no));
    QVERIFY(stored(group).members.empty());
    QCOMPARE(lastChanges(AuditObject::userGroup, group.id.toString()), QStringList{text("users removed: CORP\\alice")});
    QCOMPARE(m_workspace->store().tasks().load(task.id)->portal->access.size(), size_t(2));
    require(removeObject(*m_workspace, group.id, IfUsed::removeFromAll, KeepFinished::no));
    QCOMPARE(m_workspace->store().tasks().load(task.id)->portal->access.size(), size_t(1));
}

void CatalogueEditingTest::removalIsAllOrNone()
{
    const SequentialTask task = saveTask("Rollout");
    Package other(PackageId::mint(), text("Other"));
    require(saveObject(*m_workspace, std::nullopt, other));
    const size_t records = m_workspace->store().audit().all()->size();
    QCOMPARE(removeObjects(*m_workspace, std::vector{m_package.id, other.id, PackageId::mint()}, IfUsed::removeFromAll, KeepFinished::no)
                 .error().code,
             ErrorCode::notFound);
    QCOMPARE(*m_workspace->store().tasks().load(task.id), task);
    QCOMPARE(catalogue().packages()->size(), size_t(2));
    QCOMPARE(m_workspace->store().audit().all()->size(), records);
}

void CatalogueEditingTest::foldersAreAudited()
{
    require(addPackageFolder(*m_workspace, text("Telephony")));
    require(movePackages(*m_workspace, {m_package.id}, text("telephony")));
    QCOMPARE(stored(m_package).folder, text("Telephony"));
    QCOMPARE(lastChanges(AuditObject::package, m_package.id.toString()), QStringList{text("folder set to 'Telephony'")});
    require(renamePackageFolder(*m_workspace, text("Telephony"), text("Voice")));
    const AuditRecord record = m_workspace->store().audit().all()->back();
    QCOMPARE(record.object, AuditObject::store);
    QCOMPARE(record.name, text("Voice"));
    QCOMPARE(record.changes, QStringList{text("package folder 'Telephony' became 'Voice'")});
    QCOMPARE(removePackageFolder(*m_workspace, text("Voice")).error().code, ErrorCode::refused);
    require(addTaskFolder(*m_workspace, text("Rollouts")));
    const SequentialTask task = saveTask("Rollout");
    require(moveTasks(*m_workspace, {task.id}, text("Rollouts")));
    require(renameTaskFolder(*m_workspace, text("Rollouts"), text("Past")));
    QCOMPARE(m_workspace->store().tasks().load(task.id)->folder, text("Past"));
    QCOMPARE(m_workspace->store().tasks().load(task.id)->revision, 3);
    QCOMPARE(removeTaskFolder(*m_workspace, text("Past")).error().code, ErrorCode::refused);
}

QTEST_GUILESS_MAIN(CatalogueEditingTest)
#include "catalogueediting_test.moc"
