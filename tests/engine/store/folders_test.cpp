// Folders of packages and tasks, and the migration that made them (schema 2).
#include "engine/domain/folderpath.h"
#include "engine/store/dialect_p.h"
#include "engine/store/session_p.h"
#include "engine/store/store.h"
#include "tests/support/datafile.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

constexpr Instant saturday = 1'767'600'000'000;

} // namespace

class FoldersTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;

    Package savePackage(const char *name, const char *folder)
    {
        Package package(PackageId::mint(), text(name));
        package.folder = text(folder);
        package.programs.emplace_back(ProgramId::mint(), text("Install"));
        const Result<> saved = m_store->catalogue().save(std::vector{package});
        if (!saved.ok())
            qFatal("%s", qPrintable(saved.error().message()));
        return **m_store->catalogue().findPackage(package.id);
    }

    SequentialTask saveTask(const char *name, const char *folder)
    {
        SequentialTask task(TaskId::mint(), text(name));
        task.folder = text(folder);
        return save(task)->task;
    }

    Result<SaveOutcome> save(const SequentialTask &draft) { return m_store->tasks().save(draft, {.who = text("alice"), .when = saturday}); }

    [[nodiscard]] QString folderOf(const Package &package) const { return (*m_store->catalogue().findPackage(package.id))->folder; }
    [[nodiscard]] QStringList packageFolders() const { return m_store->catalogue().index()->folders; }

private Q_SLOTS:
    void init();
    void pathsAreNormalized();
    void sortsParentsBeforeWhatIsInThem();
    void savingMakesTheFolderWithItsParents();
    void emptyFoldersStay();
    void oneSpellingOfAFolder();
    void removesOnlyEmptyFolders();
    void renamingMovesEverythingBelow();
    void refusesARenameIntoItselfOrOverAnother();
    void respellsAFolder();
    void movesPackages();
    void listsTasksWithFolderAndPriority();
    void renamedTaskFolderIsARevisionForEachTask();
    void draftFromBeforeARenameCanBeSaved();
    void draftFromBeforeARenameThatWasMovedItselfStaysMoved();
    void draftFromBeforeAnotherChangeIsStale();
    void indexIsInAStableOrder();
    void indexIsFastAtAHundredThousandPrograms();
    void migratesASchemaOneStore();
    void checkFindsALostFolder();
};

void FoldersTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    Result<Store> created = Store::create(m_folder->filePath(text("folders.store")));
    QVERIFY(created.ok());
    m_store = std::make_unique<Store>(std::move(created).value());
}

void FoldersTest::pathsAreNormalized()
{
    QCOMPARE(normalizedFolder(u" Office / 2007/ "), text("Office/2007"));
    QCOMPARE(normalizedFolder(u"//a\t b//c"), text("a b/c"));
    QCOMPARE(normalizedFolder(u" / "), QString());
    QVERIFY(isWithinFolder(u"Office/2007", u"office"));
    QVERIFY(isWithinFolder(u"office", u"OFFICE/"));
    QVERIFY(!isWithinFolder(u"Office tools", u"Office"));
    QVERIFY(isWithinFolder(u"anything", u""));
    QCOMPARE(movedFolder(text("Office/2007/SP1"), text("office/2007"), text("Archive")), text("Archive/SP1"));
    QCOMPARE(movedFolder(text("Office"), text("Office"), text("Old/Office")), text("Old/Office"));
    QVERIFY(!validateFolder(text(" / ")).ok());
    QVERIFY(!validateFolder(QString(251, u'x')).ok());
}

void FoldersTest::sortsParentsBeforeWhatIsInThem()
{
    QStringList folders{text("a b"), text("A/z"), text("a"), text("B"), text("a/b")};
    sortFolders(folders);
    QCOMPARE(folders, (QStringList{text("a"), text("a/b"), text("A/z"), text("a b"), text("B")}));
}

void FoldersTest::savingMakesTheFolderWithItsParents()
{
    savePackage("Qfiniti", "Telephony/Call centre/Recorders");
    QCOMPARE(packageFolders(), (QStringList{text("Telephony"), text("Telephony/Call centre"), text("Telephony/Call centre/Recorders")}));
}

void FoldersTest::emptyFoldersStay()
{
    Package package = savePackage("Qfiniti", "Telephony");
    package.folder = text("Archive");
    QVERIFY(m_store->catalogue().save(std::vector{package}).ok());
    QVERIFY(m_store->catalogue().addFolder(text(" New / Empty ")).ok());
    QCOMPARE(packageFolders(), (QStringList{text("Archive"), text("New"), text("New/Empty"), text("Telephony")}));
    QCOMPARE(m_store->catalogue().addFolder(text("new/EMPTY")).error().code, ErrorCode::alreadyExists);
    QCOMPARE(m_store->catalogue().addFolder(text(" /")).error().code, ErrorCode::invalidInput);
    QVERIFY(m_store->tasks().folders()->isEmpty());
}

void FoldersTest::oneSpellingOfAFolder()
{
    savePackage("Office", "Office");
    QCOMPARE(savePackage("Viewer", " office / Viewers/").folder, text("Office/Viewers"));
    QCOMPARE(packageFolders(), (QStringList{text("Office"), text("Office/Viewers")}));
}

void FoldersTest::removesOnlyEmptyFolders()
{
    savePackage("Office", "Office/2007");
    QVERIFY(m_store->catalogue().addFolder(text("Office/2010")).ok());
    const Result<> refused = m_store->catalogue().removeFolder(text("office"));
    QCOMPARE(refused.error().code, ErrorCode::refused);
    QVERIFY2(refused.error().message().contains(u"2 folders are in it"), qPrintable(refused.error().message()));
    const Result<> used = m_store->catalogue().removeFolder(text("Office/2007"));
    QVERIFY2(used.error().message().contains(u"1 package is in it"), qPrintable(used.error().message()));
    QVERIFY(m_store->catalogue().removeFolder(text("office/2010")).ok());
    QCOMPARE(m_store->catalogue().removeFolder(text("Office/2010")).error().code, ErrorCode::notFound);
    QCOMPARE(packageFolders(), (QStringList{text("Office"), text("Office/2007")}));
}

void FoldersTest::renamingMovesEverythingBelow()
{
    const Package top = savePackage("Office", "Office");
    const Package deep = savePackage("Viewer", "Office/2007/SP1");
    const Package other = savePackage("Other", "Office tools");
    QVERIFY(m_store->catalogue().renameFolder(text("office"), text("Archive/Old office")).ok());
    QCOMPARE(folderOf(top), text("Archive/Old office"));
    QCOMPARE(folderOf(deep), text("Archive/Old office/2007/SP1"));
    QCOMPARE(folderOf(other), text("Office tools"));
    QCOMPARE(packageFolders(), (QStringList{text("Archive"), text("Archive/Old office"), text("Archive/Old office/2007"),
                                            text("Archive/Old office/2007/SP1"), text("Office tools")}));
    QVERIFY(m_store->check()->empty());
}

void FoldersTest::refusesARenameIntoItselfOrOverAnother()
{
    const Package package = savePackage("Office", "Office/2007");
    QVERIFY(m_store->catalogue().addFolder(text("Tools")).ok());
    QCOMPARE(m_store->catalogue().renameFolder(text("Office"), text("office/2007/x")).error().code, ErrorCode::refused);
    QCOMPARE(m_store->catalogue().renameFolder(text("Office"), text("tools")).error().code, ErrorCode::alreadyExists);
    QCOMPARE(m_store->catalogue().renameFolder(text("Offices"), text("x")).error().code, ErrorCode::notFound);
    QCOMPARE(m_store->catalogue().renameFolder(text("Office"), text(" ")).error().code, ErrorCode::invalidInput);
    QCOMPARE(folderOf(package), text("Office/2007"));
    QCOMPARE(packageFolders(), (QStringList{text("Office"), text("Office/2007"), text("Tools")}));
}

void FoldersTest::respellsAFolder()
{
    const Package package = savePackage("Viewer", "office/viewers");
    QVERIFY(m_store->catalogue().renameFolder(text("office"), text("OFFICE")).ok());
    QCOMPARE(folderOf(package), text("OFFICE/viewers"));
    QCOMPARE(packageFolders(), (QStringList{text("OFFICE"), text("OFFICE/viewers")}));
}

void FoldersTest::movesPackages()
{
    const Package one = savePackage("One", "A");
    const Package two = savePackage("Two", "B");
    QCOMPARE(m_store->catalogue().movePackages({one.id, PackageId::mint()}, text("C")).error().code, ErrorCode::notFound);
    QCOMPARE(folderOf(one), text("A"));
    QVERIFY(m_store->catalogue().movePackages({one.id, two.id}, text("C/D")).ok());
    QCOMPARE(folderOf(one), text("C/D"));
    QCOMPARE(folderOf(two), text("C/D"));
    QVERIFY(m_store->catalogue().movePackages({two.id}, QString()).ok());
    QCOMPARE(folderOf(two), QString());
    QCOMPARE(packageFolders(), (QStringList{text("A"), text("B"), text("C"), text("C/D")}));
}

void FoldersTest::listsTasksWithFolderAndPriority()
{
    SequentialTask task(TaskId::mint(), text("Rollout"));
    task.folder = text("Rollouts/2006");
    task.priority = TaskPriority::high;
    QVERIFY(save(task).ok());
    const auto list = m_store->tasks().list();
    QCOMPARE(list->at(0).folder, text("Rollouts/2006"));
    QCOMPARE(list->at(0).priority, TaskPriority::high);
    QCOMPARE(*m_store->tasks().folders(), (QStringList{text("Rollouts"), text("Rollouts/2006")}));
}

// B6, B9
void FoldersTest::renamedTaskFolderIsARevisionForEachTask()
{
    const SequentialTask task = saveTask("Rollout", "Rollouts/2006");
    const SequentialTask other = saveTask("Other", "Elsewhere");
    QVERIFY(m_store->tasks().renameFolder(text("Rollouts"), text("Old"), text("bob"), saturday + 1).ok());
    const SequentialTask moved = *m_store->tasks().load(task.id);
    QCOMPARE(moved.folder, text("Old/2006"));
    QCOMPARE(moved.revision, 2);
    QCOMPARE(m_store->tasks().loadRevision(task.id, 2)->folder, text("Old/2006"));
    QCOMPARE(m_store->tasks().load(other.id)->revision, 1);
    const auto records = m_store->audit().of(AuditObject::task, task.id.toString());
    QCOMPARE(records->back().who, text("bob"));
    QCOMPARE(records->back().identity, std::optional(IdentityChange::kept));
    QCOMPARE(records->back().changes, QStringList{text("folder: 'Rollouts/2006' became 'Old/2006'")});
    QVERIFY(m_store->tasks().moveTasks({task.id, other.id}, text("Both"), text("bob"), saturday + 2).ok());
    QCOMPARE(m_store->tasks().load(other.id)->folder, text("Both"));
    QVERIFY(m_store->tasks().removeFolder(text("Old/2006")).ok());
    QCOMPARE(m_store->tasks().removeFolder(text("Both")).error().code, ErrorCode::refused);
    QVERIFY(m_store->check()->empty());
}

// B8
void FoldersTest::draftFromBeforeARenameCanBeSaved()
{
    SequentialTask draft = saveTask("Rollout", "Rollouts");
    QVERIFY(m_store->tasks().renameFolder(text("Rollouts"), text("Old"), text("bob"), saturday + 1).ok());
    QVERIFY(m_store->tasks().renameFolder(text("Old"), text("Older"), text("bob"), saturday + 2).ok());
    draft.description = text("mine");
    const Result<SaveOutcome> saved = save(draft);
    QVERIFY2(saved.ok(), saved.ok() ? "" : qPrintable(saved.error().message()));
    QCOMPARE(saved->task.revision, 4);
    QCOMPARE(saved->task.folder, text("Older"));
    QCOMPARE(saved->changes, QStringList{text("description: '' became 'mine'")});
}

void FoldersTest::draftFromBeforeARenameThatWasMovedItselfStaysMoved()
{
    SequentialTask draft = saveTask("Rollout", "Rollouts");
    QVERIFY(m_store->tasks().renameFolder(text("Rollouts"), text("Old"), text("bob"), saturday + 1).ok());
    draft.folder = text("Mine");
    QCOMPARE(save(draft)->task.folder, text("Mine"));
}

void FoldersTest::draftFromBeforeAnotherChangeIsStale()
{
    SequentialTask draft = saveTask("Rollout", "Rollouts");
    QVERIFY(m_store->tasks().renameFolder(text("Rollouts"), text("Old"), text("bob"), saturday + 1).ok());
    SequentialTask theirs = *m_store->tasks().load(draft.id);
    theirs.description = text("theirs");
    QVERIFY(save(theirs).ok());
    draft.description = text("mine");
    QCOMPARE(save(draft).error().code, ErrorCode::stale);
}

void FoldersTest::indexIsInAStableOrder()
{
    const Package b = savePackage("beta", "Tools");
    const Package a = savePackage("Alpha", "tools");
    const Package top = savePackage("Zeta", "");
    Package newer = a;
    newer.id = PackageId::mint();
    newer.version = text("2.0");
    newer.programs = {Program(ProgramId::mint(), text("Second")), Program(ProgramId::mint(), text("First"))};
    QVERIFY(m_store->catalogue().save(std::vector{newer}).ok());
    const CatalogueIndex index = *m_store->catalogue().index();
    QCOMPARE(index.packages.size(), size_t(4));
    QCOMPARE(index.packages[0].id, top.id);
    QCOMPARE(index.packages[1].id, a.id);
    QCOMPARE(index.packages[2].id, newer.id);
    QCOMPARE(index.packages[3].id, b.id);
    QCOMPARE(index.packages[2].version, text("2.0"));
    QCOMPARE(index.packages[2].folder, text("Tools"));
    QCOMPARE(index.packages[2].programs, (std::vector{IndexedProgram(newer.programs[0].id, text("Second")),
                                                      IndexedProgram(newer.programs[1].id, text("First"))}));
    QCOMPARE(*m_store->catalogue().findPackageOf(newer.programs[1].id), std::optional(newer));
    QCOMPARE(*m_store->catalogue().findPackageOf(ProgramId::mint()), std::nullopt);
}

void FoldersTest::indexIsFastAtAHundredThousandPrograms()
{
    std::vector<Package> packages;
    for (int i = 0; i < 25'000; ++i) {
        packages.emplace_back(PackageId::mint(), text("Package %1").arg(i));
        packages.back().version = text("1.%1").arg(i % 10);
        packages.back().folder = text("Folder %1/Part %2").arg(i % 40).arg(i % 7);
        for (const char *name : {"Install", "Patch", "Repair", "Remove"}) {
            packages.back().programs.emplace_back(ProgramId::mint(), text(name));
            packages.back().programs.back().commandLine = text("msiexec /i \"package %1.msi\" /qn REBOOT=ReallySuppress").arg(i);
        }
    }
    QVERIFY(m_store->catalogue().save(packages).ok());
    QElapsedTimer timer;
    timer.start();
    const Result<CatalogueIndex> index = m_store->catalogue().index();
    // Quadratic work would take minutes; the benchmark has the figure.
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(index->packages.size(), packages.size());
    QCOMPARE(index->folders.size(), 40 + 280);
}

void FoldersTest::migratesASchemaOneStore()
{
    const QString path = m_folder->filePath(text("schema 1.store"));
    {
        soci::session session;
        dialect::connect(session, path, Access::readWrite, false);
        dialect::runScript(session, test::dataFile(text("store/schema-1.sql")));
    }
    const Result<Store> reading = Store::open(path, Access::readOnly);
    QCOMPARE(reading.error().code, ErrorCode::readOnly);

    Result<Store> opened = Store::open(path);
    QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.error().message()));
    QVERIFY(QFileInfo::exists(path + text(".before-schema-%1.bak").arg(builtInMigrations().back().number)));
    const CatalogueIndex index = *opened->catalogue().index();
    QStringList places;
    for (const IndexedPackage &package : index.packages)
        places.append(package.folder + text(": ") + package.name + u' ' + package.version);
    QCOMPARE(places, (QStringList{text(": Tools "), text("office: Office 11.0"), text("office/2007: Office 12.0"),
                                  text("Telephony/Old & new: Qfiniti 4.0")}));
    QCOMPARE(index.folders, (QStringList{text("office"), text("office/2007"), text("Telephony"), text("Telephony/Old & new")}));
    const auto list = opened->tasks().list();
    QCOMPARE(list->at(0).folder, text("Rollouts/2006"));
    QCOMPARE(list->at(0).priority, TaskPriority::high);
    QCOMPARE(list->at(1).folder, QString());
    QCOMPARE(list->at(1).priority, TaskPriority::normal);
    QCOMPARE(*opened->tasks().folders(), (QStringList{text("Rollouts"), text("Rollouts/2006")}));
    QCOMPARE(opened->tasks().load(list->at(0).id)->folder, text("Rollouts/2006"));
    QCOMPARE(*opened->check(), std::vector<StoreFinding>());

    SequentialTask task = *opened->tasks().load(list->at(0).id);
    QVERIFY(opened->tasks().renameFolder(text("rollouts"), text("Past"), text("bob"), saturday).ok());
    task.description = text("still possible");
    QCOMPARE(opened->tasks().save(task, {.who = text("alice"), .when = saturday})->task.folder, text("Past/2006"));
    QVERIFY(opened->catalogue().renameFolder(text("Telephony"), text("Voice")).ok());
    QCOMPARE((*opened->catalogue().findPackage(text("Qfiniti"), text("4.0")))->folder, text("Voice/Old & new"));
}

void FoldersTest::checkFindsALostFolder()
{
    savePackage("Office", "Office");
    saveTask("Rollout", "Rollouts");
    m_store.reset();
    const QString path = m_folder->filePath(text("folders.store"));
    {
        Result<Database> database = Database::open(path, Access::readWrite);
        sql::run(database->session().sql, "DELETE FROM package_folder");
        sql::run(database->session().sql, "DELETE FROM task_folder");
    }
    Result<Store> opened = Store::open(path);
    const auto findings = opened->check();
    QCOMPARE(findings->size(), size_t(2));
    QCOMPARE(findings->at(0).subject, text("package Office"));
    QCOMPARE(findings->at(1).subject, text("task Rollout"));
}

QTEST_GUILESS_MAIN(FoldersTest)
#include "folders_test.moc"
