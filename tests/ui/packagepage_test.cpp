#include "ui/packagepage.h"

#include "engine/domain/cataloguedifference.h"
#include "ui/noticebar.h"

#include "tests/support/shots.h"
#include "tests/support/widgets.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>

using namespace seriatim;
using namespace seriatim::test;

class PackagePageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void savesEveryField();
    void undoesWithWords();
    void offersInstallerCodes();
    void refusesContradictoryRights();
    void namesTheWrongCode();
    void takesAndCancelsSnapshots();
    void saysThatTheSourceDiffers();
    void asksBeforeItSavesOverTheirs();
    void followsTheStoreWhenNothingIsEdited();
    void removesAUsedProgramWithConsent();
    void readOnlyChangesNothing();

private:
    PackagePage *page(const std::optional<PackageId> &id = std::nullopt)
    {
        Result<PackagePage *> made = PackagePage::create(*m_session, id, QStringLiteral("Telephony"));
        if (!made)
            qFatal("%s", qPrintable(made.error().message()));
        m_page.reset(*made);
        m_page->resize(900, 640);
        m_page->show();
        m_page->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(m_page.get())); }();
        return *made;
    }
    Package stored(PackageId id) { return m_session->workspace().store().catalogue().findPackage(id).value().value(); }
    PackageId idOf(const PackagePage &of) { return PackageId::parse(of.key().guid).value(); }
    Package sample()
    {
        Package package(PackageId::mint(), QStringLiteral("Phone"));
        package.version = QStringLiteral("4.1");
        package.folder = QStringLiteral("Telephony");
        for (const QString &name : {QStringLiteral("Install core"), QStringLiteral("Patch"), QStringLiteral("Remove")}) {
            package.programs.emplace_back(ProgramId::mint(), name);
            package.programs.back().commandLine = QStringLiteral("sh install.sh");
        }
        if (const Result<> saved = saveObject(m_session->workspace(), std::nullopt, package); !saved)
            qFatal("%s", qPrintable(saved.error().message()));
        return package;
    }
    SequentialTask sampleTask(const Package &package)
    {
        SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
        for (const Program &program : package.programs)
            task.items.emplace_back(LineItemId::mint(), program.id);
        task.items[2].dependencies.push_back({task.items[1].id, std::nullopt});
        return m_session->workspace().saveTask(task, KeepFinished::no).value().task;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<PackagePage> m_page;
};

void PackagePageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_session = StoreSession::create(m_folder->filePath(QStringLiteral("s.store"))).value();
}

void PackagePageTest::cleanup()
{
    m_page.reset();
    m_session.reset();
}

// B31: every field by its own control.
void PackagePageTest::savesEveryField()
{
    PackagePage &p = *page();
    QCOMPARE(p.title(), QStringLiteral("New package"));
    QVERIFY(p.isNew() && p.isDirty());
    type(p, "nameEdit", QStringLiteral("Phone"));
    type(p, "displayNameEdit", QStringLiteral("Telephone"));
    type(p, "versionEdit", QStringLiteral("4.1"));
    type(p, "descriptionEdit", QStringLiteral("First line\nsecond"));
    type(p, "manufacturerEdit", QStringLiteral("ACME"));
    type(p, "languageEdit", QStringLiteral("en"));
    typeNumber(p, "priorityBox", 7);
    QTest::keyClick(child<QWidget>(p, "statusEventsBox"), Qt::Key_Space);
    auto *folder = child<QComboBox>(p, "folderBox");
    folder->lineEdit()->setFocus();
    folder->lineEdit()->selectAll();
    QTest::keyClicks(folder->lineEdit(), QStringLiteral(" Telephony / Clients/"));
    QCOMPARE(child<QLabel>(*child<QWidget>(p, "pageNotice"), "noticeText")->text(), QString());
    shoot(p, QStringLiteral("packagepage-general"));

    toTab(p, "sourceTab");
    choose(p, "sourceTypeBox", 1);
    type(p, "locationEdit", QStringLiteral("/srv/packages/phone"));
    type(p, "destinationEdit", QStringLiteral("/opt/cache"));
    choose(p, "cleanupUnitBox", 1);
    typeNumber(p, "cleanupBox", 36);

    toTab(p, "programsTab");
    click(p, "addProgramButton");
    auto &editor = *child<QWidget>(p, "programEditor");
    QVERIFY(child<QLineEdit>(editor, "programNameEdit")->hasFocus());
    type(editor, "programNameEdit", QStringLiteral("Install core"));
    type(editor, "commandLineEdit", QStringLiteral("sh install.sh --quiet"));
    type(editor, "workingDirectoryEdit", QStringLiteral("files"));
    type(editor, "notesEdit", QStringLiteral("Ask first.\nThen run."));
    shoot(p, QStringLiteral("packagepage-program"));
    toTab(editor, "codesTab");
    type(editor, "successEdit", QStringLiteral("0, 7"));
    type(editor, "restartEdit", QStringLiteral("3010"));
    type(editor, "restartStartedEdit", QStringLiteral("1641"));
    type(editor, "retryEdit", QStringLiteral("1618,-1"));
    type(editor, "failureEdit", QStringLiteral("4294967294"));
    typeNumber(editor, "retryDelayBox", 9);
    typeNumber(editor, "retryCountBox", 4);
    typeNumber(editor, "maximumAttemptsBox", 5);
    shoot(p, QStringLiteral("packagepage-codes"));
    toTab(editor, "runningTab");
    choose(editor, "afterRunningBox", 1);
    QTest::keyClick(child<QWidget>(editor, "restartDelayInheritedBox"), Qt::Key_Space);
    typeNumber(editor, "restartDelayBox", 11);
    choose(editor, "startingWindowBox", 2);
    choose(editor, "rightsBox", 2);
    type(editor, "specifiedUserEdit", QStringLiteral("CORP\\setup"));
    choose(editor, "canRunBox", 2);
    choose(editor, "connectionSpeedBox", 7);
    typeNumber(editor, "diskSpaceBox", 1234);
    typeNumber(editor, "runTimeBox", 12);
    typeNumber(editor, "terminateBox", 90);
    shoot(p, QStringLiteral("packagepage-running"));
    toTab(editor, "environmentTab");
    click(editor, "addVariableButton");
    auto *table = child<QTableView>(editor, "environmentTable");
    auto *inPlace = table->findChild<QLineEdit *>();
    QVERIFY(inPlace);
    QTest::keyClicks(inPlace, QStringLiteral("MODE"));
    QTest::keyClick(inPlace, Qt::Key_Enter);
    table->model()->setData(table->model()->index(0, 1), QStringLiteral("silent"), Qt::EditRole);
    shoot(p, QStringLiteral("packagepage-environment"));
    toTab(editor, "detectionTab");
    child<QAction>(editor, "addFolderExistsAction")->trigger();
    type(editor, "folderPathEdit", QStringLiteral("/opt/phone"));
    shoot(p, QStringLiteral("packagepage-detection"));
    click(p, "copyProgramButton");
    QCOMPARE(child<QLineEdit>(editor, "programNameEdit")->text(), QStringLiteral("Install core 2"));
    click(p, "programUpButton");

    QSignalSpy message(&p, &EditorPage::statusMessage);
    QVERIFY(p.save());
    QCOMPARE(message.count(), 1);
    QVERIFY(!p.isDirty() && !p.isNew());

    Package expected(idOf(p), QStringLiteral("Phone"));
    expected.displayName = QStringLiteral("Telephone");
    expected.version = QStringLiteral("4.1");
    expected.folder = QStringLiteral("Telephony/Clients");
    expected.description = QStringLiteral("First line\nsecond");
    expected.manufacturer = QStringLiteral("ACME");
    expected.language = QStringLiteral("en");
    expected.priority = 7;
    expected.statusEvents = false;
    expected.source = {SourceType::local, QStringLiteral("/srv/packages/phone")};
    expected.destination = QStringLiteral("/opt/cache");
    expected.cleanupAfterMinutes = 36 * 60;
    const Package saved = stored(idOf(p));
    QCOMPARE(saved.programs.size(), size_t(2));
    Program program(saved.programs[1].id, QStringLiteral("Install core"));
    program.commandLine = QStringLiteral("sh install.sh --quiet");
    program.workingDirectory = QStringLiteral("files");
    program.notes = QStringLiteral("Ask first.\nThen run.");
    program.codes = {{0, 7}, {-2}, {3010}, {1641}, {1618, -1}};
    program.retryDelayMinutes = 9;
    program.retryCount = 4;
    program.maximumAttempts = 5;
    program.afterRunning = AfterRunning::restart;
    program.restartDelayMinutes = 11;
    program.startingWindow = StartingWindow::minimized;
    program.rights = RunWithRights::specifiedUser;
    program.specifiedUser = QStringLiteral("CORP\\setup");
    program.canRun = CanRun::noneLoggedOn;
    program.minimumConnectionSpeedKbps = 512;
    program.estimatedDiskSpaceMb = 1234;
    program.estimatedRunTimeMinutes = 12;
    program.terminateAfterMinutes = 90;
    program.environment = {{QStringLiteral("MODE"), QStringLiteral("silent")}};
    program.detection = Rule();
    program.detection->kind = Rule::Kind::folderExists;
    program.detection->path = QStringLiteral("/opt/phone");
    Program copy = program;
    copy.id = saved.programs[0].id;
    copy.name = QStringLiteral("Install core 2");
    expected.programs = {copy, program};
    QCOMPARE(describeDifferences(saved, expected).join(u'\n'), QString());
    QVERIFY(saved == expected);

    // Shown again, nothing is another value, and nothing is an edit.
    PackagePage &again = *page(expected.id);
    QVERIFY(!again.isDirty() && !again.canUndo());
    QCOMPARE(child<QSpinBox>(again, "cleanupBox")->value(), 36);
    QCOMPARE(child<QLineEdit>(again, "successEdit")->text(), QStringLiteral("0, 7"));
    QCOMPARE(child<QComboBox>(again, "connectionSpeedBox")->currentText(), QStringLiteral("512 KB/s"));
}

void PackagePageTest::undoesWithWords()
{
    const Package package = sample();
    PackagePage &p = *page(package.id);
    type(p, "versionEdit", QStringLiteral("5.0"));
    QCOMPARE(p.undoText(), QStringLiteral("Change the version"));
    toTab(p, "programsTab");
    auto *list = child<QListView>(p, "programList");
    list->setCurrentIndex(list->model()->index(1, 0));
    click(p, "removeProgramButton");
    QCOMPARE(p.undoText(), QStringLiteral("Remove program “Patch”"));
    click(p, "programUpButton");
    QCOMPARE(p.undoText(), QStringLiteral("Move a program up"));
    QVERIFY(p.isDirty());
    p.undo();
    p.undo();
    QCOMPARE(list->model()->index(1, 0).data().toString(), QStringLiteral("Patch"));
    p.undo(); // the typed letters are one step
    QVERIFY(!p.isDirty() && !p.canUndo());
    QCOMPARE(child<QLineEdit>(p, "versionEdit")->text(), QStringLiteral("4.1"));
    p.redo();
    QCOMPARE(child<QLineEdit>(p, "versionEdit")->text(), QStringLiteral("5.0"));
    p.revert();
    QVERIFY(!p.isDirty());
    QCOMPARE(p.undoText(), QStringLiteral("Revert to what is saved"));
}

// B15: an offer in place, not a question in the way.
void PackagePageTest::offersInstallerCodes()
{
    const Package package = sample();
    PackagePage &p = *page(package.id);
    toTab(p, "programsTab");
    auto &editor = *child<QWidget>(p, "programEditor");
    auto *notice = child<NoticeBar>(editor, "installerNotice");
    QVERIFY(!notice->isVisible());
    type(editor, "commandLineEdit", QStringLiteral("\"C:\\Windows\\System32\\MSIEXEC.exe\" /i core.msi /qn"));
    QVERIFY(notice->isVisible());
    shoot(p, QStringLiteral("packagepage-installer"));
    click(*notice, "answer0Button");
    QVERIFY(!notice->isVisible());
    QCOMPARE(p.undoText(), QStringLiteral("Fill in Windows Installer's return codes"));
    QCOMPARE(child<QLineEdit>(editor, "restartEdit")->text(), QStringLiteral("3010"));
    p.undo();
    QVERIFY(notice->isVisible());
    click(*notice, "answer1Button");
    type(editor, "workingDirectoryEdit", QStringLiteral("x"));
    QVERIFY(!notice->isVisible());
}

// B32, by name and in place.
void PackagePageTest::refusesContradictoryRights()
{
    const Package package = sample();
    PackagePage &p = *page(package.id);
    toTab(p, "programsTab");
    auto &editor = *child<QWidget>(p, "programEditor");
    toTab(editor, "runningTab");
    choose(editor, "rightsBox", 1);
    auto *notice = child<NoticeBar>(editor, "rightsNotice");
    QVERIFY(notice->isVisible() && notice->text().contains(QStringLiteral("contradicts")));
    shoot(p, QStringLiteral("packagepage-contradiction"));
    toTab(p, "generalTab");
    QVERIFY(!p.save());
    QVERIFY(child<NoticeBar>(p, "pageNotice")->text().contains(QStringLiteral("logged-in user")));
    QVERIFY(child<QWidget>(editor, "canRunBox")->isVisible());
    click(*notice, "answer0Button");
    QVERIFY(!notice->isVisible());
    QVERIFY(p.save());
    QCOMPARE(stored(package.id).programs[0].canRun, CanRun::loggedOn);
}

void PackagePageTest::namesTheWrongCode()
{
    const Package package = sample();
    PackagePage &p = *page(package.id);
    toTab(p, "programsTab");
    auto &editor = *child<QWidget>(p, "programEditor");
    toTab(editor, "codesTab");
    type(editor, "restartEdit", QStringLiteral("3010, 16x41"));
    QVERIFY(child<QLabel>(editor, "restartProblem")->text().contains(QStringLiteral("'16x41' is not a return code")));
    QVERIFY(!p.save());
    type(editor, "restartEdit", QStringLiteral("3010, 1641"));
    QVERIFY(!child<QLabel>(editor, "restartProblem")->isVisible());
    type(editor, "successEdit", QString());
    QVERIFY(p.save());
    QCOMPARE(stored(package.id).programs[0].codes.success, ReturnCodeList{0});
    type(editor, "retryEdit", QStringLiteral("x"));
    auto *list = child<QListView>(p, "programList");
    list->setCurrentIndex(list->model()->index(1, 0));
    QVERIFY(child<QLabel>(editor, "retryProblem")->text().isEmpty());
    QCOMPARE(child<QLineEdit>(editor, "retryEdit")->text(), QString());
}

// B30: a real folder, off the GUI thread.
void PackagePageTest::takesAndCancelsSnapshots()
{
    QDir source(m_folder->path());
    QVERIFY(source.mkpath(QStringLiteral("source/sub")));
    const auto write = [&](const QString &path, qint64 size) {
        QFile file(source.filePath(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(size));
    };
    write(QStringLiteral("source/setup.msi"), 3000);
    write(QStringLiteral("source/sub/data.cab"), 5);
    const Package package = sample();
    PackagePage &p = *page(package.id);
    toTab(p, "sourceTab");
    choose(p, "sourceTypeBox", 1);
    type(p, "locationEdit", source.filePath(QStringLiteral("source")));
    click(p, "takeSnapshotButton");
    auto *table = child<QTreeView>(p, "snapshotTable");
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(1, 0).data().toString(), QStringLiteral("sub/data.cab"));
    QCOMPARE(p.undoText(), QStringLiteral("Take a snapshot"));
    QVERIFY(child<QLabel>(p, "snapshotTotal")->text().startsWith(QStringLiteral("2 files, ")));
    shoot(p, QStringLiteral("packagepage-source"));
    QVERIFY(p.save());
    QCOMPARE(stored(package.id).snapshot.size(), size_t(2));
    QCOMPARE(stored(package.id).snapshot[0].size, qint64(3000));

    write(QStringLiteral("source/large.bin"), qint64(3) << 30); // sparse: quick to make, long to read
    click(p, "takeSnapshotButton");
    auto *cancel = child<QWidget>(p, "cancelSnapshotButton");
    QTRY_VERIFY(cancel->isVisible());
    QVERIFY(!child<QWidget>(p, "takeSnapshotButton")->isEnabled());
    shoot(p, QStringLiteral("packagepage-reading"));
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_VERIFY(!cancel->isVisible());
    QVERIFY(child<NoticeBar>(p, "snapshotNotice")->text().startsWith(QStringLiteral("Cancelled")));
    QVERIFY(!p.isDirty());

    // Closing the page while it reads waits for nothing.
    click(p, "takeSnapshotButton");
    m_page.reset();
}

void PackagePageTest::saysThatTheSourceDiffers()
{
    QDir source(m_folder->path());
    QVERIFY(source.mkpath(QStringLiteral("source")));
    QFile file(source.filePath(QStringLiteral("source/a.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("one") == 3);
    file.close();
    Package package = sample();
    Package changed = package;
    changed.source = {SourceType::local, source.filePath(QStringLiteral("source"))};
    changed.snapshot = {{QStringLiteral("a.txt"), 3, QString(64, u'0')}, {QStringLiteral("gone.txt"), 1, QString(64, u'0')}};
    QVERIFY(saveObject(m_session->workspace(), package, changed));
    PackagePage &p = *page(package.id);
    toTab(p, "sourceTab");
    auto *notice = child<NoticeBar>(p, "snapshotNotice");
    QTRY_VERIFY(notice->text().contains(QStringLiteral("gone: 1 (gone.txt)")));
    shoot(p, QStringLiteral("packagepage-differs"));
    click(p, "compareButton"); // by contents: the same size does not help it
    QTRY_VERIFY(notice->text().contains(QStringLiteral("changed: 1 (a.txt)")));
    click(*notice, "answer0Button");
    QVERIFY(p.isDirty());
    click(p, "compareButton");
    QTRY_VERIFY(notice->text().contains(QStringLiteral("All files are")));
}

// B8 for a package.
void PackagePageTest::asksBeforeItSavesOverTheirs()
{
    const Package package = sample();
    PackagePage &p = *page(package.id);
    type(p, "manufacturerEdit", QStringLiteral("Mine"));
    Package theirs = package;
    theirs.manufacturer = QStringLiteral("Theirs");
    QVERIFY(saveObject(m_session->workspace(), package, theirs));
    QString told;
    QVERIFY(inDialog([&] { QVERIFY(!p.save()); },
                     [&](QDialog &dialog) {
                         told = dialog.property("informativeText").toString();
                         click(dialog, "cancelButton");
                     }));
    QVERIFY2(told.contains(QStringLiteral("Theirs")), qPrintable(told));
    QVERIFY(p.isDirty());
    QVERIFY(inDialog([&] { QVERIFY(p.save()); }, [&](QDialog &dialog) { click(dialog, "answer1"); }));
    QCOMPARE(stored(package.id).manufacturer, QStringLiteral("Mine"));
    QVERIFY(!p.isDirty());

    theirs = stored(package.id);
    Package again = theirs;
    again.manufacturer = QStringLiteral("Theirs again");
    type(p, "languageEdit", QStringLiteral("fr"));
    QVERIFY(saveObject(m_session->workspace(), theirs, again));
    QVERIFY(inDialog([&] { QVERIFY(!p.save()); }, [&](QDialog &dialog) { click(dialog, "answer0"); }));
    QVERIFY(!p.isDirty());
    QCOMPARE(child<QLineEdit>(p, "manufacturerEdit")->text(), QStringLiteral("Theirs again"));
    QCOMPARE(child<QLineEdit>(p, "languageEdit")->text(), QString());
}

void PackagePageTest::followsTheStoreWhenNothingIsEdited()
{
    const Package package = sample();
    PackagePage &p = *page(package.id);
    Package theirs = package;
    theirs.manufacturer = QStringLiteral("Theirs");
    QVERIFY(saveObject(m_session->workspace(), package, theirs));
    m_session->noteCatalogueChange();
    QCOMPARE(child<QLineEdit>(p, "manufacturerEdit")->text(), QStringLiteral("Theirs"));
    QVERIFY(!p.isDirty());
}

void PackagePageTest::removesAUsedProgramWithConsent()
{
    const Package package = sample();
    const SequentialTask task = sampleTask(package);
    PackagePage &p = *page(package.id);
    toTab(p, "usedTab");
    auto *used = child<QListWidget>(p, "usedList");
    QTRY_COMPARE(used->count(), 1);
    QSignalSpy open(&p, &EditorPage::openRequested);
    used->setFocus();
    used->setCurrentRow(0);
    Q_EMIT used->itemActivated(used->item(0));
    QCOMPARE(open.first().first().value<PageKey>(), (PageKey{PageKind::task, task.id.toString()}));
    shoot(p, QStringLiteral("packagepage-used"));

    toTab(p, "programsTab");
    auto *list = child<QListView>(p, "programList");
    list->setCurrentIndex(list->model()->index(1, 0));
    click(p, "removeProgramButton");
    QVERIFY(inDialog([&] { QVERIFY(!p.save()); }, [](QDialog &dialog) { click(dialog, "cancelButton"); }));
    QCOMPARE(stored(package.id).programs.size(), size_t(3));
    QVERIFY(inDialog([&] { QVERIFY(p.save()); },
                     [](QDialog &dialog) {
                         QCOMPARE(child<QListWidget>(dialog, "usageList")->item(0)->text(), QStringLiteral("Rollout"));
                         shoot(dialog, QStringLiteral("removedialog-program"));
                         click(dialog, "removeButton");
                     }));
    QVERIFY(!p.isDirty());
    QCOMPARE(stored(package.id).programs.size(), size_t(2));
    const SequentialTask now = m_session->workspace().store().tasks().find(QStringLiteral("Rollout")).value();
    QCOMPARE(now.items.size(), size_t(2));
    QVERIFY(now.items[1].dependencies.empty()); // B4: what depended on it is free of it
    QVERIFY(!now.items[0].succeeds.empty());    // B7: kept by default
}

void PackagePageTest::readOnlyChangesNothing()
{
    const Package package = sample();
    const QString path = m_session->path();
    m_session = StoreSession::open(path, Access::readOnly).value();
    PackagePage &p = *page(package.id);
    type(p, "nameEdit", QStringLiteral("x"));
    toTab(p, "programsTab");
    for (const char *button : {"addProgramButton", "removeProgramButton", "copyProgramButton", "programUpButton", "programDownButton"})
        QVERIFY2(!child<QWidget>(p, button)->isEnabled(), button);
    type(*child<QWidget>(p, "programEditor"), "programNameEdit", QStringLiteral("x"));
    QVERIFY(!p.isDirty() && !p.canUndo() && !p.save());
    shoot(p, QStringLiteral("packagepage-readonly"));
    QVERIFY(stored(package.id) == package);
}

QTEST_MAIN(PackagePageTest)
#include "packagepage_test.moc"
