#include "engine/exchange/definitionmerge.h"

#include "tests/support/datafile.h"
#include "tests/support/richvalues.h"

#include <QTest>

using namespace seriatim;

namespace {

QByteArray program(const QByteArray &inner)
{
    return "<Seriatim version='1'><Package name='P'>\n<Program name='p'>" + inner + "</Program></Package></Seriatim>";
}

QByteArray order(const QByteArray &items)
{
    return "<Seriatim version='1'><Package name='P'><Program name='p'/></Package><SequentialTask name='T'><ExecutionOrder>" + items
           + "</ExecutionOrder></SequentialTask></Seriatim>";
}

const QByteArray item = "\n<LineItem package='P' program='p'/>";

// What a store would hold: everything a document can say.
struct Store {
    Catalogue catalogue;
    std::vector<SequentialTask> tasks;
};

Store richStore(quint32 seed)
{
    test::RichValues values(seed);
    Store store;
    Catalogue &catalogue = store.catalogue;
    for (int i = 0; i < 3; ++i)
        catalogue.packages.push_back(values.package(3));
    catalogue.packages[2].name = catalogue.packages[0].name; // told apart by the version alone
    catalogue.packages[0].version = QStringLiteral("1");
    catalogue.packages[2].version = QStringLiteral("2");
    for (int i = 0; i < 3; ++i) {
        Computer computer(values.id<ComputerId>(), values.name(QStringLiteral("PC")));
        computer.domain = i == 1 ? QStringLiteral("CORP") : QString();
        computer.operatingSystem = values.text();
        computer.memoryMb = values.number(0, 4096);
        computer.architecture = values.text();
        computer.user = values.text();
        catalogue.computers.push_back(computer);
        User user(values.id<UserId>(), QStringLiteral("alice"));
        user.domain = QStringLiteral("DOMAIN%1").arg(i);
        user.displayName = values.text();
        catalogue.users.push_back(user);
    }
    UserGroup group(values.id<UserGroupId>(), values.name(QStringLiteral("Group")));
    group.members = {catalogue.users[2].id, catalogue.users[0].id};
    catalogue.groups = {group};
    Collection collection(values.id<CollectionId>(), values.name(QStringLiteral("Pilot")));
    collection.description = values.text();
    collection.members = {catalogue.computers[1].id, catalogue.computers[0].id};
    Rule filter;
    filter.kind = Rule::Kind::fact;
    filter.name = QStringLiteral("domain");
    filter.comparison = QStringLiteral("equals");
    filter.value = QStringLiteral("CORP");
    collection.filter = filter;
    catalogue.collections = {collection};
    AgentSettings settings(values.id<AgentSettingsId>(), QStringLiteral("Laptops"));
    settings.priority = values.number(0, 3);
    settings.appliesTo = {collection.id};
    settings.options = values.options();
    settings.options.maintenanceWindows = {{3, QTime(22, 0), 60}};
    catalogue.agentSettings = {settings};
    std::vector<ProgramId> programs;
    for (const Package &package : catalogue.packages) {
        for (const Program &p : package.programs)
            programs.push_back(p.id);
    }
    for (int i = 0; i < 2; ++i) {
        SequentialTask task = values.task(programs, 7);
        task.schedule = Schedule{}; // the random ones need not be valid
        task.options.reset();
        task.appliesTo = {collection.id};
        task.receivedPolicy = "<Policy a=\"1\">\r\n]]></Policy>";
        task.items[0].receivedPolicy = "<Policy/>";
        for (LineItem &lineItem : task.items) {
            for (Dependency &dependency : lineItem.dependencies) {
                if (dependency.codes && dependency.codes->empty())
                    dependency.codes.reset();
            }
        }
        store.tasks.push_back(task);
    }
    return store;
}

} // namespace

class DefinitionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExampleIsRead()
    {
        const auto definition = readDefinition(test::dataFile(QStringLiteral("definition/example.seriatim.xml")), QStringLiteral("e.xml"));
        QVERIFY2(definition.ok(), definition.ok() ? "" : qPrintable(definition.error().message()));
        QCOMPARE(definition->packages.size(), size_t(1));
        const Program &core = definition->packages[0].programs[0].program;
        QCOMPARE(core.codes.success, (ReturnCodeList{0, 3010}));
        QCOMPARE(core.afterRunning, AfterRunning::restart);
        QCOMPARE(core.estimatedRunTimeMinutes, 4);
        QVERIFY(!definition->packages[0].hasGuid);
        QCOMPARE(definition->computers[0].value.operatingSystem, QStringLiteral("Windows XP"));
        const DefinedTask &task = definition->tasks[0];
        QCOMPARE(task.items[1].program, QStringLiteral("Patch 1"));
        QCOMPARE(task.task.items[1].dependencies, (std::vector<Dependency>{{task.task.items[0].id, ReturnCodeList{0, 3010}}}));
        QCOMPARE(task.task.revision, 0);
    }

    void everythingComesBackIntoAnEmptyStore_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 50; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void everythingComesBackIntoAnEmptyStore()
    {
        QFETCH(quint32, seed);
        const Store store = richStore(seed);
        const QByteArray written = writeDefinition(store.catalogue, store.tasks);
        const auto definition = readDefinition(written, QStringLiteral("d.xml"));
        QVERIFY2(definition.ok(), definition.ok() ? "" : qPrintable(definition.error().message()));
        const auto plan = mergeDefinition(*definition, {}, {});
        QVERIFY2(plan.ok(), plan.ok() ? "" : qPrintable(plan.error().message()));
        QVERIFY2(plan->catalogue == store.catalogue, written.constData());
        QCOMPARE(plan->tasks.size(), store.tasks.size());
        for (size_t i = 0; i < store.tasks.size(); ++i) {
            QVERIFY(plan->tasks[i].isNew);
            QVERIFY2(plan->tasks[i].task == store.tasks[i], written.constData());
        }
        QCOMPARE(writeDefinition(plan->catalogue, {plan->tasks[0].task, plan->tasks[1].task}), written);

        // And into the store it came from, it changes nothing.
        const auto again = mergeDefinition(*definition, store.catalogue, store.tasks);
        QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(again.error().message()));
        QCOMPARE(again->added + again->changed, QStringList());
        QVERIFY(again->tasks.empty());
        QVERIFY(again->catalogue == Catalogue{});
    }

    void aVersionIsWrittenOnlyWhereTheNameIsNotEnough()
    {
        Store store = richStore(1);
        store.tasks.resize(1);
        store.tasks[0].items.clear();
        for (const size_t package : {size_t(0), size_t(1)})
            store.tasks[0].items.emplace_back(LineItemId::mint(), store.catalogue.packages[package].programs[0].id);
        const auto definition = readDefinition(writeDefinition(store.catalogue, store.tasks), QStringLiteral("d.xml"));
        QVERIFY(definition.ok());
        QCOMPARE(definition->tasks[0].items[0].version, std::optional(QStringLiteral("1")));
        QCOMPARE(definition->tasks[0].items[1].version, std::nullopt);
    }

    void wrongDefinitionsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("says");
        const QByteArray guid = "guid='{28193450-be96-46f7-954b-5ea2762a28f1}'";
        QTest::newRow("another root") << QByteArray("<Policy/>") << QStringLiteral("d.xml:1:1: <Policy> is no definition");
        QTest::newRow("newer version") << QByteArray("<Seriatim version='2'/>") << QStringLiteral("newer Seriatim");
        QTest::newRow("version is no number") << QByteArray("<Seriatim version='one'/>") << QStringLiteral("version 'one'");
        QTest::newRow("dependency on a later item (B3)") << order("<LineItem package='P' program='p'><DependsOn item='2'/></LineItem>" + item)
                                                         << QStringLiteral("item 1 depends on item 2");
        QTest::newRow("dependency on an unknown item") << order(item + "\n<LineItem package='P' program='p'>\n<DependsOn item='7'/></LineItem>")
                                                       << QStringLiteral("d.xml:4:1: item 2 depends on item 7");
        QTest::newRow("dependency on itself") << order("<LineItem package='P' program='p'><DependsOn item='1'/></LineItem>") << QStringLiteral("itself");
        QTest::newRow("dependency on item 0") << order("<LineItem package='P' program='p'><DependsOn item='0'/></LineItem>") << QStringLiteral("item '0'");
        QTest::newRow("duplicate GUID")
            << QByteArray("<Seriatim version='1'>\n<Package name='A' " + guid + "/>\n<Collection name='B' " + guid.toUpper().replace("GUID", "guid") + "/></Seriatim>")
            << QStringLiteral("d.xml:3:1: collection 'B' has the GUID {28193450-BE96-46F7-954B-5EA2762A28F1}");
        QTest::newRow("duplicate line item GUID") << order("<LineItem package='P' program='p' " + guid + "/><LineItem package='P' program='p' " + guid + "/>")
                                                  << QStringLiteral("GUID");
        QTest::newRow("two packages of one name and version")
            << QByteArray("<Seriatim><Package name='A' version='1'/><Package name='a' version='1'/></Seriatim>") << QStringLiteral("stands twice");
        QTest::newRow("two programs of one name")
            << QByteArray("<Seriatim><Package name='A'><Program name='p'/><Program name='P'/></Package></Seriatim>") << QStringLiteral("two programs named");
        QTest::newRow("logged-in user and always (B32)") << program("<RunWithRights>loggedInUser</RunWithRights><CanRun>always</CanRun>")
                                                         << QStringLiteral("d.xml:2:1: program 'P/p': RunWithRights loggedInUser contradicts CanRun always");
        QTest::newRow("value out of bounds") << program("<RetryDelay>-1</RetryDelay>") << QStringLiteral("RetryDelay '-1'");
        QTest::newRow("no name") << QByteArray("<Seriatim><Package/></Seriatim>") << QStringLiteral("<Package> has no name");
        QTest::newRow("item without a program") << order("<LineItem package='P'/>") << QStringLiteral("<LineItem> has no program");
        QByteArray many;
        for (int i = 0; i < 10'001; ++i)
            many += item;
        QTest::newRow("too many items") << order(many) << QStringLiteral("at most 10000");
    }

    void wrongDefinitionsAreRefused()
    {
        QFETCH(QByteArray, document);
        QFETCH(QString, says);
        const auto definition = readDefinition(document, QStringLiteral("d.xml"));
        QVERIFY(!definition.ok());
        QVERIFY2(definition.error().message().contains(says), qPrintable(definition.error().message()));
        QVERIFY2(definition.error().message().startsWith(QStringLiteral("d.xml:")), qPrintable(definition.error().message()));
    }

    void aNewerVersionHasItsOwnCode()
    {
        QCOMPARE(readDefinition("<Seriatim version='2'/>", QString()).error().code, ErrorCode::unsupportedVersion);
    }

    void tenThousandItemsAreReadQuickly()
    {
        QByteArray many;
        for (int i = 0; i < 10'000; ++i)
            many += item + "<!--" + QByteArray(500, 'x') + "-->";
        QElapsedTimer timer;
        timer.start();
        QVERIFY(readDefinition(order(many), QStringLiteral("d.xml")).ok());
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(DefinitionTest)
#include "definition_test.moc"
