#include "engine/store/store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

Package makePackage(const char *name, const char *version, std::initializer_list<const char *> programs)
{
    Package package(PackageId::mint(), text(name));
    package.version = text(version);
    for (const char *program : programs)
        package.programs.emplace_back(ProgramId::mint(), text(program));
    return package;
}

Rule everyComputer()
{
    Rule rule;
    rule.kind = Rule::Kind::fact;
    rule.name = text("name");
    rule.comparison = text("matches");
    rule.value = text("*");
    return rule;
}

} // namespace

class CatalogueStoreTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;

    template <typename Object>
    [[nodiscard]] Result<> save(std::vector<Object> objects)
    {
        return m_store->catalogue().save(objects);
    }

    [[nodiscard]] TaskId saveTask(const char *name, const Package &package, const Collection &collection)
    {
        SequentialTask task(TaskId::mint(), text(name));
        task.items.emplace_back(LineItemId::mint(), package.programs[0].id);
        task.appliesTo = {collection.id};
        return m_store->tasks().save(task, {.who = text("alice"), .when = 1})->task.id;
    }

private Q_SLOTS:
    void init();
    void keepsEverything();
    void replacesWhatHasTheSameGuid();
    void namesMaySwap();
    void refusesTakenNames_data();
    void refusesTakenNames();
    void refusesUnknownAndDoubleMembers();
    void keepsWhatTasksUse();
    void findsPackagesAndComputers();
    void savesAndLoadsALargeCatalogueFast();
};

void CatalogueStoreTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    Result<Store> created = Store::create(m_folder->filePath(text("catalogue.store")));
    QVERIFY(created.ok());
    m_store = std::make_unique<Store>(std::move(created).value());
}

void CatalogueStoreTest::keepsEverything()
{
    Catalogue catalogue;
    Package package = makePackage("Zeta", "4.0", {"Zweites", "Erstes"});
    package.folder = text("Telephony/日本");
    package.source = {SourceType::unc, text("\\\\server\\share")};
    package.snapshot = {{text("core.msi"), 12345678901, QString(64, u'a')}};
    package.programs[0].commandLine = text("msiexec /i \"core.msi\" && echo <done>");
    package.programs[0].codes = ReturnCodeRules::windowsInstaller();
    package.programs[0].detection = Rule();
    package.programs[0].detection->kind = Rule::Kind::folderExists;
    package.programs[0].detection->path = text("/opt/x");
    package.programs[0].environment = {{text("A"), text("b c")}};
    package.programs[0].restartDelayMinutes = 0;
    catalogue.packages = {package, makePackage("Alpha", "", {})};
    Computer computer(ComputerId::mint(), text("PC-Ä"));
    computer.domain = text("CORP");
    computer.operatingSystem = text("Windows XP");
    computer.architecture = text("x86");
    computer.memoryMb = 2048;
    computer.user = text("O'Hara");
    catalogue.computers = {computer, Computer(ComputerId::mint(), text("PC-0"))};
    Collection collection(CollectionId::mint(), text("Pilot"));
    collection.description = text("the first");
    collection.members = {catalogue.computers[1].id, computer.id};
    collection.filter = everyComputer();
    catalogue.collections = {collection, Collection(CollectionId::mint(), text("Empty"))};
    User user(UserId::mint(), text("alice"));
    user.domain = text("CORP");
    user.displayName = text("Alice");
    User other(UserId::mint(), text("Alice"));
    catalogue.users = {user, other};
    UserGroup group(UserGroupId::mint(), text("Admins"));
    group.members = {other.id, user.id};
    catalogue.groups = {group};
    AgentSettings settings(AgentSettingsId::mint(), text("Usual"));
    settings.priority = 3;
    settings.appliesTo = {catalogue.collections[1].id, collection.id};
    settings.refreshIntervalMinutes = 5;
    settings.options.warnBeforeRunning = true;
    settings.options.maintenanceWindows = {{1, QTime(22, 0), 90}};
    catalogue.agentSettings = {settings};

    QVERIFY(save(catalogue.packages).ok());
    QVERIFY(save(catalogue.computers).ok());
    QVERIFY(save(catalogue.collections).ok());
    QVERIFY(save(catalogue.users).ok());
    QVERIFY(save(catalogue.groups).ok());
    QVERIFY(save(catalogue.agentSettings).ok());
    const Result<Catalogue> loaded = m_store->catalogue().load();
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : qPrintable(loaded.error().message()));
    QCOMPARE(loaded->packages, catalogue.packages);
    QCOMPARE(loaded->computers, catalogue.computers);
    QCOMPARE(loaded->collections, catalogue.collections);
    QCOMPARE(loaded->users, catalogue.users);
    QCOMPARE(loaded->groups, catalogue.groups);
    QCOMPARE(loaded->agentSettings, catalogue.agentSettings);
}

void CatalogueStoreTest::replacesWhatHasTheSameGuid()
{
    Package package = makePackage("Office", "11", {"Install", "Patch", "Remove"});
    const Package other = makePackage("Other", "1", {"Install"});
    QVERIFY(save<Package>({package, other}).ok());
    package.name = text("OFFICE");
    package.programs.erase(package.programs.begin());
    std::swap(package.programs[0], package.programs[1]);
    package.programs.emplace_back(ProgramId::mint(), text("New"));
    QVERIFY(save<Package>({package}).ok());
    QCOMPARE(*m_store->catalogue().packages(), (std::vector{package, other}));
}

void CatalogueStoreTest::namesMaySwap()
{
    Package package = makePackage("A", "1", {"x", "y"});
    Package other = makePackage("B", "1", {"x"});
    QVERIFY(save<Package>({package, other}).ok());
    std::swap(package.name, other.name);
    std::swap(package.programs[0].name, package.programs[1].name);
    QVERIFY(save<Package>({package, other}).ok());
    QCOMPARE(*m_store->catalogue().packages(), (std::vector{package, other}));
}

void CatalogueStoreTest::refusesTakenNames_data()
{
    QTest::addColumn<bool>("many");
    QTest::newRow("one by one") << false;
    QTest::newRow("in bulk") << true;
}

void CatalogueStoreTest::refusesTakenNames()
{
    QFETCH(bool, many);
    const Package stored = makePackage("Größe", "1.0", {"Install"});
    QVERIFY(save<Package>({stored}).ok());
    const auto refused = [&](const Package &package) {
        std::vector<Package> packages;
        for (int i = 0; many && i < 300; ++i)
            packages.push_back(makePackage(qPrintable(text("P%1").arg(i)), "1", {"Install"}));
        packages.push_back(package);
        const Result<> result = save(packages);
        return result.ok() ? std::nullopt : std::optional(result.error());
    };
    const auto sameName = refused(makePackage("GRÖßE", "1.0", {}));
    QCOMPARE(sameName.value().code, ErrorCode::alreadyExists);
    QVERIFY(sameName->message().contains(u"GRÖßE 1.0"));
    QCOMPARE(refused(makePackage("Twice", "1", {"Install", "INSTALL"})).value().code, ErrorCode::alreadyExists);
    QCOMPARE(refused(makePackage(" ", "1", {})).value().code, ErrorCode::invalidInput);
    Package thief = makePackage("Thief", "1", {});
    thief.programs = stored.programs;
    QCOMPARE(refused(thief).value().code, ErrorCode::alreadyExists);
    QCOMPARE(*m_store->catalogue().packages(), std::vector{stored});
    QVERIFY(!refused(makePackage("größe", "2.0", {})));

    QVERIFY(save<Computer>({Computer(ComputerId::mint(), text("PC-1"))}).ok());
    QCOMPARE(save<Computer>({Computer(ComputerId::mint(), text("pc-1"))}).error().code, ErrorCode::alreadyExists);
    const Computer twice(ComputerId::mint(), text("PC-2"));
    QCOMPARE(save<Computer>({twice, twice}).error().code, ErrorCode::invalidInput);
}

void CatalogueStoreTest::refusesUnknownAndDoubleMembers()
{
    const Computer computer(ComputerId::mint(), text("PC-1"));
    QVERIFY(save<Computer>({computer}).ok());
    Collection collection(CollectionId::mint(), text("Pilot"));
    collection.members = {ComputerId::mint()};
    const Result<> unknown = save<Collection>({collection});
    QCOMPARE(unknown.error().code, ErrorCode::notFound);
    QVERIFY(unknown.error().message().contains(collection.members[0].toString()));
    collection.members = {computer.id, computer.id};
    QCOMPARE(save<Collection>({collection}).error().code, ErrorCode::invalidInput);
    QVERIFY(m_store->catalogue().collections()->empty());
}

void CatalogueStoreTest::keepsWhatTasksUse()
{
    Package package = makePackage("Office", "11", {"Install", "Patch"});
    const Computer computer(ComputerId::mint(), text("PC-1"));
    Collection collection(CollectionId::mint(), text("Pilot"));
    collection.members = {computer.id};
    QVERIFY(save<Package>({package}).ok());
    QVERIFY(save<Computer>({computer}).ok());
    QVERIFY(save<Collection>({collection}).ok());
    const TaskId one = saveTask("Rollout", package, collection);
    const TaskId two = saveTask("Another", package, collection);
    CatalogueStore &catalogue = m_store->catalogue();

    Package smaller = package;
    smaller.programs.erase(smaller.programs.begin());
    for (const Result<> &refused : {catalogue.remove(package.id), catalogue.remove(computer.id),
                                    catalogue.remove(collection.id), save<Package>({smaller})}) {
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::refused);
        QVERIFY2(refused.error().detail.contains(u"\"Another\" and \"Rollout\""),
                 qPrintable(refused.error().message()));
    }
    package.programs.pop_back();
    QVERIFY(save<Package>({package}).ok());
    QVERIFY(m_store->tasks().remove(one, text("alice"), 2).ok());
    QVERIFY(m_store->tasks().remove(two, text("alice"), 2).ok());

    AgentSettings settings(AgentSettingsId::mint(), text("Usual"));
    settings.appliesTo = {collection.id};
    QVERIFY(save<AgentSettings>({settings}).ok());
    const Result<> used = catalogue.remove(collection.id);
    QCOMPARE(used.error().code, ErrorCode::refused);
    QVERIFY(used.error().detail.contains(u"agent settings \"Usual\""));
    QVERIFY(catalogue.remove(settings.id).ok());
    QVERIFY(catalogue.remove(computer.id).ok());
    QVERIFY(catalogue.collections()->at(0).members.empty());
    QVERIFY(catalogue.remove(collection.id).ok());
    QVERIFY(catalogue.remove(package.id).ok());
    QCOMPARE(catalogue.remove(package.id).error().code, ErrorCode::notFound);
    QCOMPARE(*catalogue.load(), Catalogue());
}

void CatalogueStoreTest::findsPackagesAndComputers()
{
    const Package package = makePackage("Office", "11", {"Install"});
    const Package newer = makePackage("Office", "12", {"Install"});
    QVERIFY(save<Package>({package, newer}).ok());
    const Computer computer(ComputerId::mint(), text("PC-1"));
    QVERIFY(save<Computer>({computer}).ok());
    CatalogueStore &catalogue = m_store->catalogue();
    QCOMPARE(*catalogue.findPackage(text("office"), text("12")), std::optional(newer));
    QCOMPARE(*catalogue.findPackage(package.id), std::optional(package));
    QCOMPARE(*catalogue.findPackage(text("office"), QString()), std::nullopt);
    QCOMPARE(*catalogue.packagesWith({newer.programs[0].id, ProgramId::mint()}), std::vector{newer});
    QCOMPARE(*catalogue.findComputer(text("pc-1")), std::optional(computer));
    QCOMPARE(*catalogue.findComputer(text("pc-2")), std::nullopt);
}

void CatalogueStoreTest::savesAndLoadsALargeCatalogueFast()
{
    std::vector<Package> packages;
    for (int i = 0; i < 2'500; ++i) {
        packages.push_back(
            makePackage(qPrintable(text("Package %1").arg(i)), "1.0", {"Install", "Patch", "Repair", "Remove"}));
        for (Program &program : packages.back().programs)
            program.commandLine = text("msiexec /i core%1.msi /qn").arg(i);
    }
    std::vector<Computer> computers;
    for (int i = 0; i < 10'000; ++i)
        computers.emplace_back(ComputerId::mint(), text("PC-%1").arg(i));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(save(packages).ok());
    const qint64 packagesSaved = timer.restart();
    QVERIFY(save(computers).ok());
    const qint64 computersSaved = timer.restart();
    const Result<Catalogue> loaded = m_store->catalogue().load();
    qInfo() << "10,000 programs saved in" << packagesSaved << "ms, 10,000 computers in" << computersSaved
            << "ms, all loaded in" << timer.elapsed() << "ms";
    QCOMPARE(loaded->packages, packages);
    QCOMPARE(loaded->computers, computers);
    timer.restart();
    QVERIFY(save<Computer>({computers[5000]}).ok());
    QVERIFY(timer.elapsed() < 1000); // one computer does not cost the whole table
}

QTEST_GUILESS_MAIN(CatalogueStoreTest)
#include "cataloguestore_test.moc"
