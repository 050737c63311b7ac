#include "models/packagetreeedits.h"

#include "models/catalogueedit.h"
#include "models/executionordermodel.h"
#include "models/multiedit.h"
#include "models/runapart.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;
using Kind = PackageTreeItem::Kind;

class PackageTreeModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void showsFoldersPackagesAndPrograms();
    void followsEditsWithPreciseSignals();
    void filtersByPartsOfNames();
    void dragsProgramsInOrder();
    void movesAndTakesBack();
    void renamesAndDuplicates();
    void editsManyAllOrNone();
    void removesFoldersWithTheirPackages();
    void isQuickAtTwentyFiveThousandPackages();

private:
    Package add(const QString &folder, const QString &name, const QStringList &programs)
    {
        Package package(PackageId::mint(), name);
        package.folder = folder;
        for (const QString &program : programs)
            package.programs.emplace_back(ProgramId::mint(), program);
        if (const Result<> saved = saveObject(m_session->workspace(), std::nullopt, package); !saved)
            qFatal("%s", qPrintable(saved.error().message()));
        return package;
    }
    void reload()
    {
        m_session->noteCatalogueChange();
        const CatalogueIndex now = m_session->workspace().store().catalogue().index().value();
        QTRY_VERIFY(*m_directory->packages() == now);
    }
    // Indented names, as the tree shows them.
    static QStringList outline(const QAbstractItemModel &model, const QModelIndex &parent = {}, const QString &indent = {})
    {
        QStringList lines;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            lines.append(indent + index.data().toString());
            lines.append(outline(model, index, indent + u' '));
        }
        return lines;
    }
    Package stored(PackageId id) { return m_session->workspace().store().catalogue().findPackage(id).value().value(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<CatalogueDirectory> m_directory;
};

void PackageTreeModelTest::init()
{
    m_directory.reset();
    m_session.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_session = StoreSession::create(m_folder->filePath(QStringLiteral("s.store"))).value();
    m_directory = std::make_unique<CatalogueDirectory>(*m_session);
}

void PackageTreeModelTest::showsFoldersPackagesAndPrograms()
{
    add(QStringLiteral("Office"), QStringLiteral("Suite"), {QStringLiteral("Install"), QStringLiteral("Remove")});
    add(QStringLiteral("Office/Old"), QStringLiteral("Suite 97"), {});
    add(QString(), QStringLiteral("Loose"), {QStringLiteral("Run")});
    reload();
    PackageTreeModel model(*m_directory, QString(), false);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(outline(model), (QStringList{QStringLiteral("Office"), QStringLiteral(" Old"), QStringLiteral("  Suite 97"), QStringLiteral(" Suite"),
                                          QStringLiteral("  Install"), QStringLiteral("  Remove"), QStringLiteral("Loose"), QStringLiteral(" Run")}));
    PackageTreeModel part(*m_directory, QStringLiteral("office"), false);
    QCOMPARE(outline(part).first(), QStringLiteral("Old"));
    QCOMPARE(part.packageCount(), 2);
}

void PackageTreeModelTest::followsEditsWithPreciseSignals()
{
    const Package suite = add(QStringLiteral("Office"), QStringLiteral("Suite"), {QStringLiteral("Install"), QStringLiteral("Remove")});
    const Package mail = add(QStringLiteral("Office"), QStringLiteral("Mail"), {QStringLiteral("Install")});
    reload();
    PackageTreeModel model(*m_directory, QString(), false);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex selected = model.find({Kind::package, QString(), suite.id, {}});
    QVERIFY(selected.isValid());

    Package changed = suite;
    changed.name = QStringLiteral("A suite"); // sorts elsewhere now
    changed.programs[0].name = QStringLiteral("Set up");
    changed.programs.emplace_back(ProgramId::mint(), QStringLiteral("Patch"));
    QVERIFY(saveObject(m_session->workspace(), suite, changed));
    add(QStringLiteral("Office/New"), QStringLiteral("Chat"), {QStringLiteral("Install")});
    reload();
    QCOMPARE(selected.data().toString(), QStringLiteral("A suite"));
    QCOMPARE(outline(model), (QStringList{QStringLiteral("Office"), QStringLiteral(" New"), QStringLiteral("  Chat"), QStringLiteral("   Install"),
                                          QStringLiteral(" A suite"), QStringLiteral("  Set up"), QStringLiteral("  Remove"), QStringLiteral("  Patch"),
                                          QStringLiteral(" Mail"), QStringLiteral("  Install")}));
    QVERIFY(removeObject(m_session->workspace(), mail.id, IfUsed::refuse, KeepFinished::no));
    changed.programs.erase(changed.programs.begin());
    QVERIFY(saveObject(m_session->workspace(), stored(suite.id), changed));
    reload();
    QCOMPARE(outline(model), (QStringList{QStringLiteral("Office"), QStringLiteral(" New"), QStringLiteral("  Chat"), QStringLiteral("   Install"),
                                          QStringLiteral(" A suite"), QStringLiteral("  Remove"), QStringLiteral("  Patch")}));
    QCOMPARE(resets.count(), 0);
}

void PackageTreeModelTest::filtersByPartsOfNames()
{
    add(QStringLiteral("Office"), QStringLiteral("Suite"), {QStringLiteral("Install"), QStringLiteral("Remove")});
    const Package phone = add(QStringLiteral("Telephony"), QStringLiteral("Téléphone"), {QStringLiteral("Install"), QStringLiteral("Patch 1")});
    reload();
    PackageTreeModel model(*m_directory, QString(), false);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFilter(QStringLiteral("teleph patch"));
    QCOMPARE(outline(model), (QStringList{QStringLiteral("Telephony"), QStringLiteral(" Téléphone"), QStringLiteral("  Patch 1")}));
    QCOMPARE(model.packageCount(), 1);
    QCOMPARE(model.programCount(), 1);
    Package more = phone;
    more.programs.emplace_back(ProgramId::mint(), QStringLiteral("Patch 2"));
    QVERIFY(saveObject(m_session->workspace(), phone, more));
    reload();
    QTRY_COMPARE(outline(model).last(), QStringLiteral("  Patch 2"));
    model.setFilter(QStringLiteral("nowhere"));
    QCOMPARE(model.rowCount(), 0);
    model.setFilter(QString());
    QCOMPARE(model.packageCount(), 2);
}

void PackageTreeModelTest::dragsProgramsInOrder()
{
    const Package suite = add(QStringLiteral("Office"), QStringLiteral("Suite"), {QStringLiteral("Install"), QStringLiteral("Remove")});
    const Package phone = add(QStringLiteral("Telephony"), QStringLiteral("Phone"), {QStringLiteral("Install"), QStringLiteral("Patch")});
    reload();
    PackageTreeModel model(*m_directory, QString(), false);
    const QModelIndex patch = model.find({Kind::program, QString(), phone.id, phone.programs[1].id});
    const QModelIndex office = model.find({Kind::folder, QStringLiteral("Office"), {}, {}});
    const std::unique_ptr<QMimeData> data(model.mimeData({patch, office}));
    QCOMPARE(ExecutionOrderModel::draggedPrograms(*data), (std::vector{suite.programs[0].id, suite.programs[1].id, phone.programs[1].id}));

    QSignalSpy move(&model, &PackageTreeModel::moveRequested);
    const QModelIndex telephony = model.find({Kind::folder, QStringLiteral("Telephony"), {}, {}});
    model.dropMimeData(data.get(), Qt::MoveAction, -1, -1, telephony);
    QCOMPARE(move.count(), 1);
    QCOMPARE(move.first().last().toString(), QStringLiteral("Telephony"));
    QCOMPARE(move.first().first().value<PackageTreeItems>().folders, QStringList{QStringLiteral("Office")});
}

void PackageTreeModelTest::movesAndTakesBack()
{
    const Package suite = add(QStringLiteral("Office"), QStringLiteral("Suite"), {});
    const Package loose = add(QString(), QStringLiteral("Loose"), {});
    PackageTreeEdits edits(*m_session);
    PackageTreeItems items;
    items.folders = {QStringLiteral("Office")};
    items.packages = {loose.id};
    QVERIFY(edits.move(items, QStringLiteral("Archive/2006")));
    QCOMPARE(stored(suite.id).folder, QStringLiteral("Archive/2006/Office"));
    QCOMPARE(stored(loose.id).folder, QStringLiteral("Archive/2006"));
    QCOMPARE(edits.undoText(), QStringLiteral("Move 2 to “2006”"));
    QVERIFY(edits.undo());
    QCOMPARE(stored(suite.id).folder, QStringLiteral("Office"));
    QCOMPARE(stored(loose.id).folder, QString());
    QVERIFY(edits.redo());
    QCOMPARE(stored(suite.id).folder, QStringLiteral("Archive/2006/Office"));
    items = {};
    items.folders = {QStringLiteral("Archive")};
    QVERIFY(!edits.move(items, QStringLiteral("Archive/2006"))); // into itself
    QCOMPARE(stored(suite.id).folder, QStringLiteral("Archive/2006/Office"));
    const Result<QString> fresh = edits.addFolder(QStringLiteral("Archive"));
    QCOMPARE(*fresh, QStringLiteral("Archive/New folder"));
    QCOMPARE(*edits.addFolder(QStringLiteral("Archive")), QStringLiteral("Archive/New folder 2"));
}

void PackageTreeModelTest::renamesAndDuplicates()
{
    const Package suite = add(QStringLiteral("Office"), QStringLiteral("Suite"), {QStringLiteral("Install")});
    PackageTreeEdits edits(*m_session);
    QVERIFY(edits.rename({Kind::program, QString(), suite.id, suite.programs[0].id}, QStringLiteral("Set up")));
    QVERIFY(edits.rename({Kind::package, QString(), suite.id, {}}, QStringLiteral("Desk")));
    QVERIFY(edits.rename({Kind::folder, QStringLiteral("Office"), {}, {}}, QStringLiteral("Desks")));
    QCOMPARE(stored(suite.id).programs[0].name, QStringLiteral("Set up"));
    QCOMPARE(stored(suite.id).folder, QStringLiteral("Desks"));
    QVERIFY(!edits.rename({Kind::folder, QStringLiteral("Desks"), {}, {}}, QStringLiteral("a/b")));
    const auto copies = edits.duplicate({suite.id});
    QVERIFY(copies);
    QCOMPARE(stored(copies->front()).name, QStringLiteral("Desk (copy)"));
    QVERIFY(stored(copies->front()).programs[0].id != suite.programs[0].id);
    for (int i = 0; i < 4; ++i)
        QVERIFY(edits.undo());
    QVERIFY(!edits.canUndo());
    QVERIFY(stored(suite.id) == suite);
}

void PackageTreeModelTest::editsManyAllOrNone()
{
    std::vector<Package> packages;
    for (int i = 0; i < 3; ++i)
        packages.push_back(add(QString(), QStringLiteral("P%1").arg(i), {QStringLiteral("Install"), QStringLiteral("Remove")}));
    MultiEdit edit;
    edit.manufacturer = QStringLiteral("ACME");
    edit.afterRunning = AfterRunning::restart;
    edit.windowsInstallerCodes = true;
    const auto changes = applied(edit, packages, {packages[0].programs[0].id});
    QVERIFY(changes);
    QCOMPARE(changes->size(), size_t(3));
    PackageTreeEdits edits(*m_session);
    QVERIFY(edits.saveAll(*changes, QStringLiteral("Edit")));
    QCOMPARE(stored(packages[2].id).manufacturer, QStringLiteral("ACME"));
    QCOMPARE(stored(packages[0].id).programs[0].afterRunning, AfterRunning::restart);
    QCOMPARE(stored(packages[0].id).programs[0].codes, ReturnCodeRules::windowsInstaller());
    QCOMPARE(stored(packages[0].id).programs[1].afterRunning, AfterRunning::noAction);
    edit.manufacturer = QStringLiteral("Other");
    QVERIFY(!edits.saveAll(*applied(edit, packages, {}), QStringLiteral("Edit again"))); // as they were read long ago: stale
    QCOMPARE(stored(packages[2].id).manufacturer, QStringLiteral("ACME"));
    QVERIFY(edits.undo());
    QVERIFY(stored(packages[0].id) == packages[0]);

    MultiEdit rights; // B32
    rights.rights = RunWithRights::loggedInUser;
    QVERIFY(!applied(rights, packages, {}));
    rights.canRun = CanRun::loggedOn;
    QVERIFY(applied(rights, packages, {}));
}

void PackageTreeModelTest::removesFoldersWithTheirPackages()
{
    const Package suite = add(QStringLiteral("Office/Old"), QStringLiteral("Suite"), {QStringLiteral("Install")});
    SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
    task.items.emplace_back(LineItemId::mint(), suite.programs[0].id);
    QVERIFY(m_session->workspace().saveTask(task, KeepFinished::no));
    PackageTreeItems items;
    items.folders = {QStringLiteral("Office")};
    const CatalogueIndex index = m_session->workspace().store().catalogue().index().value();
    const Removal removal = removalOf(items, index);
    QCOMPARE(removal.packages, std::vector{suite.id});
    QCOMPARE(usageOf(m_session->workspace(), removal)->tasks, QStringList{QStringLiteral("Rollout")});
    QVERIFY(removeFromAll(m_session->workspace(), removal, KeepFinished::yes));
    QVERIFY(m_session->workspace().store().catalogue().index()->folders.isEmpty());
    QVERIFY(m_session->workspace().store().tasks().find(QStringLiteral("Rollout"))->items.empty());
}

void PackageTreeModelTest::isQuickAtTwentyFiveThousandPackages()
{
    std::vector<Package> packages;
    for (int i = 0; i < 25000; ++i) {
        packages.emplace_back(PackageId::mint(), QStringLiteral("Package %1").arg(i));
        packages.back().folder = QStringLiteral("Folder %1").arg(i % 50);
        for (int p = 0; p < 4; ++p)
            packages.back().programs.emplace_back(ProgramId::mint(), QStringLiteral("Program %1").arg(p));
    }
    QVERIFY(m_session->workspace().store().catalogue().save(packages));
    QSignalSpy changed(m_directory.get(), &CatalogueDirectory::packagesChanged);
    m_session->noteCatalogueChange();
    QTRY_VERIFY_WITH_TIMEOUT(changed.count() > 0 && m_directory->packages()->packages.size() == 25000, 20000);
    QElapsedTimer timer;
    timer.start();
    PackageTreeModel model(*m_directory, QString(), false);
    qInfo("made in %lld ms", timer.restart());
    apartQueue().waitForDone();
    QCoreApplication::processEvents();
    timer.restart();
    model.setFilter(QStringLiteral("age 24"));
    qInfo("first filter %lld ms, %d hits", timer.restart(), model.packageCount());
    model.setFilter(QStringLiteral("age 249"));
    qInfo("next filter %lld ms", timer.restart());
    model.setFilter(QString());
    qInfo("everything again %lld ms", timer.restart());
    Package after = packages[100];
    after.name = QStringLiteral("Renamed");
    QVERIFY(saveObject(m_session->workspace(), packages[100], after));
    changed.clear();
    m_session->noteCatalogueChange();
    connect(m_directory.get(), &CatalogueDirectory::packagesChanged, this, [] {}, Qt::DirectConnection);
    QTRY_VERIFY_WITH_TIMEOUT(model.find({Kind::package, QString(), after.id, {}}).data().toString() == QStringLiteral("Renamed"), 20000);
    QCOMPARE(model.packageCount(), 25000);
    QCOMPARE(model.programCount(), 100000);
}

QTEST_GUILESS_MAIN(PackageTreeModelTest)
#include "packagetreemodel_test.moc"
