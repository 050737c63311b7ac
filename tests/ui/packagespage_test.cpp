#include "ui/packagespage.h"

#include "models/catalogueedit.h"
#include "models/executionordermodel.h"
#include "ui/noticebar.h"

#include "tests/support/shots.h"
#include "tests/support/widgets.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeView>

using namespace seriatim;
using namespace seriatim::test;
using Kind = PackageTreeItem::Kind;

class PackagesPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void renamesInPlaceAndTakesBack();
    void makesFoldersAndPackages();
    void movesByDragAndDrop();
    void filtersAndKeepsWhatWasOpen();
    void editsSeveral();
    void deletesWithConsent();
    void readOnlyChangesNothing();

private:
    Package add(const QString &folder, const QString &name, const QStringList &programs)
    {
        Package package(PackageId::mint(), name);
        package.folder = folder;
        package.version = QStringLiteral("1.0");
        for (const QString &program : programs)
            package.programs.emplace_back(ProgramId::mint(), program);
        if (const Result<> saved = saveObject(m_session->workspace(), std::nullopt, package); !saved)
            qFatal("%s", qPrintable(saved.error().message()));
        return package;
    }
    PackagesPage &page()
    {
        m_directory = std::make_unique<CatalogueDirectory>(*m_session);
        QSignalSpy loaded(m_directory.get(), &CatalogueDirectory::packagesChanged);
        [&] { QTRY_VERIFY(loaded.count() > 0); }();
        m_page = std::make_unique<PackagesPage>(*m_session, *m_directory, QString());
        m_page->resize(820, 480);
        m_page->show();
        m_page->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(m_page.get())); }();
        tree().expandAll();
        return *m_page;
    }
    QTreeView &tree() { return *child<QTreeView>(*m_page, "packageTree"); }
    PackageTreeModel &model() { return *qobject_cast<PackageTreeModel *>(tree().model()); }
    QModelIndex of(const Package &package) { return model().find({Kind::package, QString(), package.id, {}}); }
    QModelIndex folder(const QString &path) { return model().find({Kind::folder, path, {}, {}}); }
    void select(const QModelIndexList &rows)
    {
        tree().selectionModel()->clear();
        tree().setCurrentIndex(rows.first());
        for (const QModelIndex &row : rows)
            tree().selectionModel()->select(row, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    Package stored(const Package &package) { return m_session->workspace().store().catalogue().findPackage(package.id).value().value(); }
    void trigger(const char *action) { child<QAction>(*m_page, action)->trigger(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<CatalogueDirectory> m_directory;
    std::unique_ptr<PackagesPage> m_page;
};

void PackagesPageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_session = StoreSession::create(m_folder->filePath(QStringLiteral("s.store"))).value();
}

void PackagesPageTest::cleanup()
{
    m_page.reset();
    m_directory.reset();
    m_session.reset();
}

void PackagesPageTest::renamesInPlaceAndTakesBack()
{
    const Package suite = add(QStringLiteral("Office"), QStringLiteral("Suite"), {QStringLiteral("Install"), QStringLiteral("Remove")});
    add(QStringLiteral("Office/Old"), QStringLiteral("Suite 97"), {QStringLiteral("Install")});
    PackagesPage &p = page();
    shoot(p, QStringLiteral("packagespage"));
    select({of(suite)});
    trigger("renamePackageAction");
    auto *edit = tree().viewport()->findChild<QLineEdit *>();
    QVERIFY(edit);
    QTest::keyClicks(edit, QStringLiteral("Desk"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(stored(suite).name, QStringLiteral("Desk"));
    QCOMPARE(of(suite).data().toString(), QStringLiteral("Desk"));
    QCOMPARE(p.undoText(), QStringLiteral("Rename package “Suite”"));
    p.undo();
    QCOMPARE(stored(suite).name, QStringLiteral("Suite"));
    QTRY_COMPARE(of(suite).data().toString(), QStringLiteral("Suite"));

    // A name that is taken is refused in place, and the old one comes back.
    const Package desk = add(QStringLiteral("Office"), QStringLiteral("Desk"), {});
    m_session->noteCatalogueChange();
    QTRY_VERIFY(of(desk).isValid());
    model().setData(of(suite), QStringLiteral("Desk"), Qt::EditRole);
    QVERIFY(child<NoticeBar>(p, "packagesNotice")->isVisible());
    QCOMPARE(stored(suite).name, QStringLiteral("Suite"));
    QTRY_COMPARE(of(suite).data().toString(), QStringLiteral("Suite"));
}

void PackagesPageTest::makesFoldersAndPackages()
{
    add(QStringLiteral("Office"), QStringLiteral("Suite"), {});
    PackagesPage &p = page();
    select({folder(QStringLiteral("Office"))});
    trigger("newFolderAction");
    QTRY_VERIFY(tree().viewport()->findChild<QLineEdit *>()); // named at once
    auto *edit = tree().viewport()->findChild<QLineEdit *>();
    QTest::keyClicks(edit, QStringLiteral("Archive"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(folder(QStringLiteral("Office/Archive")).isValid());
    QTRY_COMPARE(tree().currentIndex().data().toString(), QStringLiteral("Archive"));
    QSignalSpy fresh(&p, &EditorPage::newRequested);
    trigger("newPackageAction");
    QCOMPARE(fresh.first().last().toString(), QStringLiteral("Office/Archive"));
    QSignalSpy open(&p, &EditorPage::openRequested);
    tree().setCurrentIndex(model().index(1, 0, folder(QStringLiteral("Office"))));
    trigger("openPackageAction");
    QCOMPARE(open.first().first().value<PageKey>().kind, PageKind::package);
}

void PackagesPageTest::movesByDragAndDrop()
{
    const Package a = add(QStringLiteral("Office"), QStringLiteral("A"), {QStringLiteral("Install")});
    const Package b = add(QStringLiteral("Office"), QStringLiteral("B"), {QStringLiteral("Install")});
    add(QStringLiteral("Telephony"), QStringLiteral("Phone"), {});
    PackagesPage &p = page();
    const std::unique_ptr<QMimeData> data(model().mimeData({of(a), of(b)}));
    QCOMPARE(ExecutionOrderModel::draggedPrograms(*data), (std::vector{a.programs[0].id, b.programs[0].id}));
    model().dropMimeData(data.get(), Qt::MoveAction, -1, -1, folder(QStringLiteral("Telephony")));
    QCOMPARE(stored(b).folder, QStringLiteral("Telephony"));
    QTRY_COMPARE(of(b).parent().data().toString(), QStringLiteral("Telephony"));
    QCOMPARE(p.undoText(), QStringLiteral("Move 2 to “Telephony”"));
    p.undo();
    QTRY_COMPARE(of(a).parent().data().toString(), QStringLiteral("Office"));
}

void PackagesPageTest::filtersAndKeepsWhatWasOpen()
{
    const Package suite = add(QStringLiteral("Office"), QStringLiteral("Suite"), {QStringLiteral("Install"), QStringLiteral("Patch 7")});
    add(QStringLiteral("Telephony"), QStringLiteral("Phone"), {QStringLiteral("Install")});
    PackagesPage &p = page();
    tree().collapseAll();
    tree().expand(folder(QStringLiteral("Telephony")));
    type(p, "packageFilterEdit", QStringLiteral("suit pat"));
    QTRY_COMPARE(model().packageCount(), 1);
    QVERIFY(tree().isExpanded(of(suite)));
    shoot(p, QStringLiteral("packagespage-filtered"));
    type(p, "packageFilterEdit", QStringLiteral("nowhere"));
    QTRY_VERIFY(child<QLabel>(p, "packageCounts")->text().startsWith(QStringLiteral("Nothing")));
    type(p, "packageFilterEdit", QString());
    QTRY_COMPARE(model().packageCount(), 2);
    QVERIFY(tree().isExpanded(folder(QStringLiteral("Telephony"))));
    QVERIFY(!tree().isExpanded(folder(QStringLiteral("Office"))));
}

void PackagesPageTest::editsSeveral()
{
    const Package a = add(QStringLiteral("Office"), QStringLiteral("A"), {QStringLiteral("Install"), QStringLiteral("Remove")});
    const Package b = add(QStringLiteral("Office"), QStringLiteral("B"), {QStringLiteral("Install")});
    PackagesPage &p = page();
    select({of(a), of(b)});
    const auto work = [](QDialog &dialog) {
        QVERIFY(!child<QWidget>(dialog, "saveButton")->isEnabled());
        for (const char *check : {"manufacturerCheck", "afterRunningCheck", "rightsCheck"})
            QTest::keyClick(child<QWidget>(dialog, check), Qt::Key_Space);
        type(dialog, "manufacturerEdit", QStringLiteral("ACME"));
        choose(dialog, "afterRunningBox", 1);
        choose(dialog, "rightsBox", 1);
        QVERIFY(child<QLabel>(dialog, "problemLabel")->text().contains(QStringLiteral("contradicts"))); // B32
        QVERIFY(!child<QWidget>(dialog, "saveButton")->isEnabled());
        shoot(dialog, QStringLiteral("multieditdialog"));
        QTest::keyClick(child<QWidget>(dialog, "canRunCheck"), Qt::Key_Space);
        choose(dialog, "canRunBox", 1);
        QVERIFY(child<QWidget>(dialog, "saveButton")->isEnabled());
        click(dialog, "saveButton");
    };
    QVERIFY(inDialog([&] { trigger("editSeveralAction"); }, work));
    QCOMPARE(stored(b).manufacturer, QStringLiteral("ACME"));
    QCOMPARE(stored(a).programs[1].afterRunning, AfterRunning::restart);
    QCOMPARE(stored(a).programs[1].canRun, CanRun::loggedOn);
    QCOMPARE(stored(a).language, QString()); // not checked: as it was
    QCOMPARE(p.undoText(), QStringLiteral("Edit 2 packages"));
    p.undo();
    QVERIFY(stored(a) == a);
}

// Nothing goes without consent, and with it the tasks lose the line items.
void PackagesPageTest::deletesWithConsent()
{
    const Package used = add(QStringLiteral("Office"), QStringLiteral("Suite"), {QStringLiteral("Install"), QStringLiteral("Remove")});
    const Package unused = add(QString(), QStringLiteral("Loose"), {});
    SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
    for (const Program &program : used.programs)
        task.items.emplace_back(LineItemId::mint(), program.id);
    QVERIFY(m_session->workspace().saveTask(task, KeepFinished::no));
    page();
    select({of(used)});
    QVERIFY(inDialog([&] { trigger("deletePackageAction"); }, [](QDialog &dialog) { QTest::keyClick(&dialog, Qt::Key_Escape); }));
    QVERIFY(stored(used) == used);
    select({model().find({Kind::program, QString(), used.id, used.programs[0].id})});
    QVERIFY(inDialog([&] { trigger("deletePackageAction"); },
                     [](QDialog &dialog) {
                         QCOMPARE(child<QListWidget>(dialog, "usageList")->count(), 1);
                         QTest::keyClick(child<QRadioButton>(dialog, "againButton"), Qt::Key_Space);
                         click(dialog, "removeButton");
                     }));
    QCOMPARE(stored(used).programs.size(), size_t(1));
    const SequentialTask now = m_session->workspace().store().tasks().find(QStringLiteral("Rollout")).value();
    QCOMPARE(now.items.size(), size_t(1));
    QVERIFY(now.items[0].succeeds.empty()); // B7: everything again was asked for
    select({of(unused)});
    QVERIFY(inDialog([&] { trigger("deletePackageAction"); },
                     [](QDialog &dialog) {
                         QVERIFY(!child<QListWidget>(dialog, "usageList")->isVisible());
                         shoot(dialog, QStringLiteral("removedialog-plain"));
                         click(dialog, "removeButton");
                     }));
    QVERIFY(!m_session->workspace().store().catalogue().findPackage(unused.id).value());
    select({folder(QStringLiteral("Office"))});
    QVERIFY(inDialog([&] { trigger("deletePackageAction"); },
                     [](QDialog &dialog) {
                         shoot(dialog, QStringLiteral("removedialog-folder"));
                         click(dialog, "removeButton");
                     }));
    QTRY_COMPARE(model().rowCount(), 0);
}

void PackagesPageTest::readOnlyChangesNothing()
{
    const Package suite = add(QStringLiteral("Office"), QStringLiteral("Suite"), {QStringLiteral("Install")});
    m_session = StoreSession::open(m_session->path(), Access::readOnly).value();
    page();
    select({of(suite)});
    for (const char *action : {"newPackageAction", "newFolderAction", "renamePackageAction", "duplicatePackageAction", "editSeveralAction", "deletePackageAction"})
        QVERIFY2(!child<QAction>(*m_page, action)->isEnabled(), action);
    QVERIFY(!model().setData(of(suite), QStringLiteral("x"), Qt::EditRole));
    QVERIFY(stored(suite) == suite);
}

QTEST_MAIN(PackagesPageTest)
#include "packagespage_test.moc"
