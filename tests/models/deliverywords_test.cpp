#include "models/deliverywords.h"
#include "models/inheritedoptions.h"
#include "models/maintenancewindowsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

namespace {

QStringList remarksAt(const DeliveryOptions &options, DeliveryField field)
{
    QStringList texts;
    for (const DeliveryRemark &remark : remarksOn(options)) {
        if (remark.field == field && remark.contradiction)
            texts << remark.text;
    }
    return texts;
}

struct Fleet {
    std::vector<Computer> computers;
    Collection all{CollectionId::mint(), QStringLiteral("All")};
    Collection pilot{CollectionId::mint(), QStringLiteral("Pilot")};
    Collection empty{CollectionId::mint(), QStringLiteral("Empty")};
    AgentSettings usual{AgentSettingsId::mint(), QStringLiteral("Usual")};
    AgentSettings laptops{AgentSettingsId::mint(), QStringLiteral("Laptops")};

    Fleet()
    {
        for (int i = 0; i < 4; ++i)
            computers.emplace_back(ComputerId::mint(), QStringLiteral("PC-%1").arg(i));
        computers[3].domain = QStringLiteral("mobile");
        all.members = {computers[0].id, computers[1].id, computers[2].id, computers[3].id};
        pilot.members = {computers[0].id, computers[3].id};
        laptops.priority = 5;
        laptops.options.multicast = true;
    }
    InheritedOptions inheritedBy(const std::vector<CollectionId> &appliesTo) const
    {
        return inheritedOptions(appliesTo, {usual, laptops}, {all, pilot, empty}, computers);
    }
};

} // namespace

class DeliveryWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speedsOfB29();
    void usualOptionsContradictNothing();
    void contradictionsStandWhereTheyAre_data();
    void contradictionsStandWhereTheyAre();
    void builtInValuesWhereNothingAppliesB28();
    void theHighestPriorityWinsB28();
    void eachComputerByItselfB28();
    void aCollectionWithoutComputersIsAnsweredForB28();
    void watcherReadsTheStoreAndFollowsIt();
    void windowsAreEditedInTheTable();
};

void DeliveryWordsTest::speedsOfB29()
{
    QStringList texts;
    for (const int speed : offeredSpeedsKbps())
        texts << linkSpeedText(speed);
    QCOMPARE(texts.join(u','), QStringLiteral("1 KB/s,2 KB/s,5 KB/s,10 KB/s,50 KB/s,100 KB/s,256 KB/s,512 KB/s,1 MB/s,any speed"));
}

void DeliveryWordsTest::usualOptionsContradictNothing()
{
    for (const DeliveryRemark &remark : remarksOn(DeliveryOptions{}))
        QVERIFY2(!remark.contradiction, qPrintable(remark.text));
}

void DeliveryWordsTest::contradictionsStandWhereTheyAre_data()
{
    QTest::addColumn<DeliveryOptions>("options");
    QTest::addColumn<int>("field");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, DeliveryField field, const char *words, auto change) {
        DeliveryOptions options;
        change(options);
        QTest::newRow(name) << options << static_cast<int>(field) << QString::fromLatin1(words);
    };
    row("both off", DeliveryField::source, "could come from nowhere", [](auto &o) { o.downloadAndRunKbps.reset(); });
    row("server at any speed", DeliveryField::source, "nothing is ever downloaded", [](auto &o) { o.runFromServerKbps = 0; });
    row("server below download", DeliveryField::source, "ask for more than 256 KB/s", [](auto &o) {
        o.runFromServerKbps = 100;
        o.downloadAndRunKbps = 256;
    });
    const auto serverOnly = [](auto &o) {
        o.runFromServerKbps = 0;
        o.downloadAndRunKbps.reset();
    };
    row("multicast without download", DeliveryField::multicast, "downloading is off", [&](auto &o) { serverOnly(o); o.multicast = true; });
    row("soon without download", DeliveryField::asSoonAsPossible, "Downloading is off", [&](auto &o) { serverOnly(o); o.downloadAsSoonAsPossible = true; });
    row("warning of no minutes", DeliveryField::warning, "0 minutes before is none", [](auto &o) { o.warnBeforeRunning = true; o.warnMinutes = 0; });
    row("deferral without warning", DeliveryField::deferral, "the warning is off", [](auto &o) { o.deferrableUpToMinutes = 60; });
    row("deferral under warning", DeliveryField::deferral, "shorter than the warning", [](auto &o) {
        o.warnBeforeRunning = true;
        o.warnMinutes = 30;
        o.deferrableUpToMinutes = 15;
    });
    row("deferral past the window", DeliveryField::deferral, "past every window", [](auto &o) {
        o.warnBeforeRunning = true;
        o.deferrableUpToMinutes = 480;
        o.maintenanceWindows = {{1, QTime(2, 0), 120}};
    });
    row("window too short", DeliveryField::windows, "Nothing fits in the window Sunday 02:00 for 10 min", [](auto &o) {
        o.warnMinutes = 10;
        o.maintenanceWindows = {{1, QTime(2, 0), 10}};
    });
}

void DeliveryWordsTest::contradictionsStandWhereTheyAre()
{
    QFETCH(DeliveryOptions, options);
    QFETCH(int, field);
    QFETCH(QString, words);
    const QStringList said = remarksAt(options, static_cast<DeliveryField>(field));
    QCOMPARE(said.size(), 1);
    QVERIFY2(said[0].contains(words), qPrintable(said[0]));
}

void DeliveryWordsTest::builtInValuesWhereNothingAppliesB28()
{
    const Fleet fleet; // its settings have no collections
    QCOMPARE(fleet.inheritedBy({fleet.all.id}).options(), DeliveryOptions{});
    QCOMPARE(inheritedWords(fleet.inheritedBy({fleet.all.id})),
             QStringLiteral("No agent settings apply to the task's computers. Shown: the built-in values."));
    QCOMPARE(inheritedWords(fleet.inheritedBy({})), QStringLiteral("The task applies to no collection yet. Shown: the built-in values."));
}

void DeliveryWordsTest::theHighestPriorityWinsB28()
{
    Fleet fleet;
    fleet.usual.appliesTo = fleet.laptops.appliesTo = {fleet.all.id};
    const InheritedOptions inherited = fleet.inheritedBy({fleet.pilot.id});
    QCOMPARE(inherited.options(), fleet.laptops.options);
    QCOMPARE(inheritedWords(inherited), QStringLiteral("Shown: the agent settings “Laptops” (priority 5), for all computers of the task."));
}

void DeliveryWordsTest::eachComputerByItselfB28()
{
    Fleet fleet;
    Rule mobile;
    mobile.kind = Rule::Kind::fact;
    mobile.name = QStringLiteral("domain");
    mobile.comparison = QStringLiteral("equals");
    mobile.value = QStringLiteral("mobile");
    fleet.empty.members.clear();
    fleet.empty.name = QStringLiteral("Mobile");
    fleet.empty.filter = mobile;
    fleet.usual.appliesTo = {fleet.pilot.id};
    fleet.laptops.appliesTo = {fleet.empty.id}; // not one of the task's, but it has a computer of it
    QCOMPARE(inheritedWords(fleet.inheritedBy({fleet.all.id, fleet.pilot.id})),
             QStringLiteral("Shown: the agent settings “Laptops” (priority 5), for 1 computer of All and Pilot. "
                            "For 1 computer of All and Pilot: the agent settings “Usual” (priority 0). "
                            "For 2 computers of All: the built-in values."));
}

void DeliveryWordsTest::aCollectionWithoutComputersIsAnsweredForB28()
{
    Fleet fleet;
    fleet.laptops.appliesTo = {fleet.empty.id};
    QCOMPARE(fleet.inheritedBy({fleet.empty.id}).options(), fleet.laptops.options);
}

void DeliveryWordsTest::watcherReadsTheStoreAndFollowsIt()
{
    const QTemporaryDir folder;
    auto session = StoreSession::create(folder.path()).value();
    Fleet fleet;
    fleet.laptops.appliesTo = {fleet.pilot.id};
    CatalogueStore &catalogue = session->workspace().store().catalogue();
    QVERIFY(catalogue.save(fleet.computers));
    QVERIFY(catalogue.save(std::vector{fleet.pilot}));
    InheritedOptionsWatcher watcher(*session);
    watcher.setCollections({fleet.pilot.id});
    QTRY_VERIFY(watcher.isLoaded());
    QCOMPARE(watcher.inherited().options(), DeliveryOptions{});
    QVERIFY(catalogue.save(std::vector{fleet.laptops}));
    session->noteCatalogueChange();
    QTRY_COMPARE(watcher.inherited().options(), fleet.laptops.options);
}

void DeliveryWordsTest::windowsAreEditedInTheTable()
{
    MaintenanceWindowsModel model;
    QAbstractItemModelTester tester(&model);
    QSignalSpy edited(&model, &MaintenanceWindowsModel::windowsEdited);
    model.addWindow();
    model.addWindow();
    QVERIFY(model.setData(model.index(0, MaintenanceWindowsModel::daysColumn), 62, Qt::EditRole));
    QVERIFY(model.setData(model.index(0, MaintenanceWindowsModel::startColumn), QTime(22, 30), Qt::EditRole));
    QVERIFY(model.setData(model.index(0, MaintenanceWindowsModel::lengthColumn), 90, Qt::EditRole));
    QCOMPARE(edited.size(), 5);
    QVERIFY(!model.setData(model.index(0, MaintenanceWindowsModel::daysColumn), 0, Qt::EditRole));
    QVERIFY(!model.setData(model.index(0, MaintenanceWindowsModel::lengthColumn), 0, Qt::EditRole));
    QCOMPARE(model.windows().front(), (MaintenanceWindow{62, QTime(22, 30), 90}));
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Monday, Tuesday, Wednesday, Thursday and Friday"));
    QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("1 h 30 min"));
    model.removeWindows({0, 1});
    QCOMPARE(edited.last().first().toString(), QStringLiteral("Remove 2 maintenance windows"));
    model.setWindows({{1, QTime(1, 0), 5}, {2, QTime(1, 0), 5}, {4, QTime(1, 0), 5}});
    model.setWindows({{1, QTime(1, 0), 6}, {2, QTime(1, 0), 5}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(edited.size(), 6); // what is only shown is no edit
}

QTEST_GUILESS_MAIN(DeliveryWordsTest)
#include "deliverywords_test.moc"
