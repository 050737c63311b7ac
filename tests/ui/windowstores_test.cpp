// A window and its store: opening, remembering, reading only, bringing in, several consoles on one.
#include "tests/support/windowdesk.h"

#include "ui/storefiles.h"
#include "ui/windowactions.h"

#include <QLabel>
#include <QPlainTextEdit>

using namespace seriatim;
using namespace seriatim::test;

class WindowStoresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setQuitOnLastWindowClosed(false); }
    void init() { m_desk = std::make_unique<WindowDesk>(); }
    void cleanup() { m_desk.reset(); }

    void withoutAStoreItOffersToBegin();
    void anEmptyStoreSaysWhatToDoFirst();
    void anotherStoreTakesThePlaceOfTheFirst();
    void aStoreThatCannotBeOpenedLeavesTheOldOne();
    void readOnlyShowsEverythingAndEditsNothing();
    void pagesWindowsAndTasksAreRemembered();
    void whatWasRemovedMeanwhileIsNotReopened();
    void importShowsAReport();
    void twoConsolesOnOneStoreSeeEachOther();
    void theStatusBarCountsComputers();
    void simulationIsRecordedAndListed();

private:
    std::unique_ptr<WindowDesk> m_desk;
};

void WindowStoresTest::withoutAStoreItOffersToBegin()
{
    m_desk->m_store.clear();
    MainWindow *window = m_desk->show();
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
    QVERIFY(window->findChild<QPushButton *>(QStringLiteral("createStoreButton")));
    QVERIFY(window->findChild<QPushButton *>(QStringLiteral("openStoreButton")));
    QVERIFY(!WindowDesk::action(window, "newTask")->isEnabled());
    QVERIFY(!WindowDesk::action(window, "importFiles")->isEnabled());
    QVERIFY(!WindowDesk::action(window, "exportAll")->isEnabled());
    QCOMPARE(window->windowTitle(), QStringLiteral("Seriatim"));

    const QString path = m_desk->m_folder.filePath(QStringLiteral("made.store"));
    QVERIFY(m_desk->m_console->createStore(path, window));
    QVERIFY(QFileInfo::exists(path));
    QCOMPARE(window->windowTitle(), QStringLiteral("made — Seriatim"));
    QVERIFY(WindowDesk::action(window, "newTask")->isEnabled());
}

void WindowStoresTest::anEmptyStoreSaysWhatToDoFirst()
{
    MainWindow *window = m_desk->show();
    QTRY_VERIFY(window->findChild<QPushButton *>(QStringLiteral("demoButton")));
    QVERIFY(window->findChild<QPushButton *>(QStringLiteral("importButton")));
    QTest::mouseClick(window->findChild<QPushButton *>(QStringLiteral("demoButton")), Qt::LeftButton);
    QTRY_VERIFY(!window->navigatorModel()->tasks().empty());
    QTRY_VERIFY(!window->findChild<QPushButton *>(QStringLiteral("demoButton")));
    QVERIFY(window->findChild<QPushButton *>(QStringLiteral("newTaskButton")));
}

void WindowStoresTest::anotherStoreTakesThePlaceOfTheFirst()
{
    const QString guid = m_desk->add(QStringLiteral("Rollout"));
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::task, guid});
    WindowDesk::note(window)->edit(QStringLiteral("Changed"));
    const QString other = m_desk->m_folder.filePath(QStringLiteral("other.store"));
    QVERIFY(Workspace::create(other).ok());
    {
        const DialogAnswer answer(unsaved, cancelAnswer);
        QVERIFY(!m_desk->m_console->openStore(other, Access::readWrite, window));
        QVERIFY(answer.asked());
    }
    QCOMPARE(m_desk->m_console->session()->path(), m_desk->m_store);
    QVERIFY(WindowDesk::note(window)->isDirty());
    {
        const DialogAnswer answer(unsaved, discardAnswer);
        QVERIFY(m_desk->m_console->openStore(other, Access::readWrite, window));
    }
    QCOMPARE(window->windowTitle(), QStringLiteral("other — Seriatim"));
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
    QTRY_VERIFY(window->navigatorModel()->isFilled());
    QVERIFY(window->navigatorModel()->tasks().empty());
    QCOMPARE(m_desk->m_console->settings().recentStores().first(), other);

    // Back again, its page is there again.
    QVERIFY(m_desk->m_console->openStore(m_desk->m_store, Access::readWrite, window));
    QVERIFY(WindowDesk::note(window));
    QCOMPARE(WindowDesk::note(window)->title(), QStringLiteral("Rollout"));
}

void WindowStoresTest::aStoreThatCannotBeOpenedLeavesTheOldOne()
{
    MainWindow *window = m_desk->show();
    const DialogAnswer answer(QStringLiteral("errorBox"), QString());
    QVERIFY(!m_desk->m_console->openStore(m_desk->m_folder.filePath(QStringLiteral("missing.store")), Access::readWrite, window));
    QVERIFY(answer.said().contains(QStringLiteral("missing.store")));
    QCOMPARE(m_desk->m_console->session()->path(), m_desk->m_store);
}

void WindowStoresTest::readOnlyShowsEverythingAndEditsNothing()
{
    const QString guid = m_desk->add(QStringLiteral("Rollout"));
    m_desk->m_console = std::make_unique<Console>(wire);
    QVERIFY(m_desk->m_console->openStore(m_desk->m_store, Access::readOnly).ok());
    MainWindow *window = m_desk->m_console->newWindow();
    QTRY_VERIFY(window->navigatorModel()->isFilled());
    QCOMPARE(window->windowTitle(), QStringLiteral("pilot (read-only) — Seriatim"));
    QVERIFY(window->findChild<QLabel *>(QStringLiteral("readOnlyLabel"))->isVisible());
    WindowDesk::select(window, guid);
    for (const char *name : {"newTask", "newPackage", "importFiles", "save", "navigatorRename", "navigatorDuplicate", "navigatorDelete", "navigatorNewFolder", "navigatorNew"})
        QVERIFY2(!WindowDesk::action(window, name)->isEnabled(), name);
    QVERIFY(WindowDesk::action(window, "navigatorOpen")->isEnabled());
    QVERIFY(WindowDesk::action(window, "exportAll")->isEnabled());
    QTest::keyClick(WindowDesk::tree(window), Qt::Key_F2);
    QVERIFY(!WindowDesk::tree(window)->findChild<QLineEdit *>());
    QCOMPARE(m_desk->m_console->session()->workspace().store().access(), Access::readOnly);
    SequentialTask draft(TaskId::mint(), QStringLiteral("Forbidden"));
    QVERIFY(!m_desk->m_console->session()->workspace().saveTask(draft, KeepFinished::no).ok());
}

void WindowStoresTest::pagesWindowsAndTasksAreRemembered()
{
    const QString first = m_desk->add(QStringLiteral("First"));
    const QString second = m_desk->add(QStringLiteral("Second"));
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::task, first});
    window->openPage({PageKind::task, second});
    window->openPage({PageKind::reports, {}});
    const QString recentKey = NavigatorModel::keyOf(NavigatorKind::recentTasks, {});
    QTRY_COMPARE(window->navigatorModel()->rowCount(window->navigatorModel()->find(recentKey)), 2);
    WindowDesk::tree(window)->expand(window->navigatorModel()->find(recentKey));
    window->resize(900, 640);
    const QSize size = window->size();
    QVERIFY(window->close());
    m_desk->m_console.reset();

    window = m_desk->show();
    QCOMPARE(window->pages().size(), 3);
    QCOMPARE(window->pages().first()->title(), QStringLiteral("First"));
    QCOMPARE(window->size(), size);
    const QModelIndex recent = window->navigatorModel()->find(recentKey);
    QCOMPARE(window->navigatorModel()->rowCount(recent), 2);
    QCOMPARE(window->navigatorModel()->index(0, 0, recent).data().toString(), QStringLiteral("Second"));
    QVERIFY(WindowDesk::tree(window)->isExpanded(recent));
    QCOMPARE(m_desk->m_console->settings().recentStores(), QStringList{m_desk->m_store});
}

void WindowStoresTest::whatWasRemovedMeanwhileIsNotReopened()
{
    const QString guid = m_desk->add(QStringLiteral("Gone"));
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::task, guid});
    QVERIFY(window->close());
    m_desk->m_console.reset();
    {
        Result<Workspace> workspace = Workspace::open(m_desk->m_store, Access::readWrite);
        QVERIFY(workspace->store().tasks().remove(*TaskId::parse(guid), QStringLiteral("me"), 0).ok());
    }
    window = m_desk->show();
    QCOMPARE(window->pages().size(), 1);
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
}

void WindowStoresTest::importShowsAReport()
{
    MainWindow *window = m_desk->show();
    auto *files = window->findChild<StoreFiles *>();
    files->importPaths({QStringLiteral(SERIATIM_SOURCE_DIR "/tests/data/definition/example.seriatim.xml")});
    QTRY_VERIFY(window->findChild<QDialog *>(QStringLiteral("importReport")));
    auto *report = window->findChild<QDialog *>(QStringLiteral("importReport"));
    QVERIFY(report->findChild<QLabel *>(QStringLiteral("summaryLabel"))->text().contains(QStringLiteral("added")));
    report->close();
    QTRY_VERIFY(!window->navigatorModel()->tasks().empty());

    const QString path = m_desk->m_folder.filePath(QStringLiteral("out.xml"));
    files->exportTo(path, {});
    QTRY_VERIFY(QFileInfo(path).size() > 100);
}

void WindowStoresTest::twoConsolesOnOneStoreSeeEachOther()
{
    MainWindow *window = m_desk->show();
    Console second(wire);
    QVERIFY(second.openStore(m_desk->m_store, Access::readWrite).ok());
    MainWindow *other = second.newWindow();
    QTRY_VERIFY(other->navigatorModel()->isFilled());
    QVERIFY(second.session()->workspace().saveTask(SequentialTask(TaskId::mint(), QStringLiteral("Theirs")), KeepFinished::no).ok());
    QTRY_COMPARE(window->navigatorModel()->tasks().size(), size_t(1));
    QVERIFY(m_desk->m_console->session()->workspace().saveTask(SequentialTask(TaskId::mint(), QStringLiteral("Mine")), KeepFinished::no).ok());
    QTRY_COMPARE(other->navigatorModel()->tasks().size(), size_t(2));
}

void WindowStoresTest::theStatusBarCountsComputers()
{
    MainWindow *window = m_desk->show();
    window->findChild<StoreFiles *>()->fillWithDemo();
    QTRY_VERIFY(!window->navigatorModel()->tasks().empty());
    const TaskSummary task = window->navigatorModel()->tasks().front();
    window->openPage({PageKind::task, task.id.toString()});
    auto *label = window->findChild<QLabel *>(QStringLiteral("computersLabel"));
    QTRY_VERIFY(label->isVisible());
    const Result<SequentialTask> stored = m_desk->m_console->session()->workspace().store().tasks().load(task.id);
    const auto computers = static_cast<int>(m_desk->m_console->session()->workspace().computersOf(*stored)->size());
    QVERIFY(computers > 1);
    QCOMPARE(label->text(), QStringLiteral("%1 computers").arg(computers));
    QVERIFY(window->findChild<QLabel *>(QStringLiteral("savedLabel"))->text().startsWith(QStringLiteral("saved ")));
}

void WindowStoresTest::simulationIsRecordedAndListed()
{
    MainWindow *window = m_desk->show();
    window->findChild<StoreFiles *>()->fillWithDemo();
    QTRY_VERIFY(!window->navigatorModel()->tasks().empty());
    window->openPage({PageKind::task, window->navigatorModel()->tasks().front().id.toString()});
    WindowDesk::action(window, "simulate")->trigger();
    auto *dialog = window->findChild<QDialog *>(QStringLiteral("simulateDialog"));
    QVERIFY(dialog);
    QVERIFY(dialog->findChild<QAbstractButton *>(QStringLiteral("record"))->isChecked());
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("startButton")), Qt::LeftButton);
    QTRY_COMPARE(window->currentPage()->key().kind, PageKind::simulationRun);
    QCOMPARE(window->currentPage()->title(), window->navigatorModel()->tasks().front().name + QStringLiteral(" (simulated)")); // B41
    window->openPage({PageKind::simulationRuns, {}});
    auto *table = window->findChild<QTreeView *>(QStringLiteral("runsTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(window->findChild<QLabel *>(QStringLiteral("simulatedNotice"))->text().startsWith(QStringLiteral("Simulated")));
    QVERIFY(m_desk->m_console->session()->workspace().store().statuses().counts(window->navigatorModel()->tasks().front().id)->computers.empty()); // B41
}

QTEST_MAIN(WindowStoresTest)
#include "windowstores_test.moc"
