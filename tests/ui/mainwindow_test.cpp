// A window: its pages, its actions, its questions.
#include "tests/support/windowdesk.h"

#include "ui/windowactions.h"

#include <QLabel>
#include <QListWidget>
#include <QTabBar>
#include <QTabWidget>

using namespace seriatim;
using namespace seriatim::test;

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setQuitOnLastWindowClosed(false); }
    void init() { m_desk = std::make_unique<WindowDesk>(); }
    void cleanup() { m_desk.reset(); }

    void aTaskOpensOnceFromTheNavigator();
    void actionsFollowTheCurrentPage();
    void undoHasWordsAndWorksWhileAFieldHasTheKeyboard();
    void theTitleNamesPageAndStore();
    void closingAsksAndNamesEveryUnsavedPage();
    void cancelKeepsEverything();
    void aPageThatCannotBeSavedStays();
    void aPageIsClosedByMiddleClickAndShortcut();
    void controlTabGoesRound();
    void twoWindowsShareWhatIsOpen();
    void renamingAnOpenTaskGoesThroughItsPage();
    void deletingATaskClosesItsPage();
    void problemsAppearAndGo();
    void theSearchOpensATask();

private:
    std::unique_ptr<WindowDesk> m_desk;
};

void MainWindowTest::aTaskOpensOnceFromTheNavigator()
{
    const QString guid = m_desk->add(QStringLiteral("Rollout"));
    MainWindow *window = m_desk->show();
    WindowDesk::select(window, guid);
    QTest::keyClick(WindowDesk::tree(window), Qt::Key_Return);
    QVERIFY(WindowDesk::note(window));
    QCOMPARE(window->pages().size(), 1); // the start page has gone
    EditorPage *page = window->currentPage();
    window->openPage({PageKind::reports, {}});
    WindowDesk::select(window, guid);
    QTest::keyClick(WindowDesk::tree(window), Qt::Key_Return);
    QCOMPARE(window->currentPage(), page);
    QCOMPARE(window->pages().size(), 2);
    QCOMPARE(window->findChild<QLabel *>(QStringLiteral("revisionLabel"))->text(), QStringLiteral("revision 1"));
}

void MainWindowTest::actionsFollowTheCurrentPage()
{
    const QString guid = m_desk->add(QStringLiteral("Rollout"));
    MainWindow *window = m_desk->show();
    QVERIFY(!WindowDesk::action(window, "save")->isEnabled());
    QVERIFY(!WindowDesk::action(window, "runNow")->isEnabled());
    window->openPage({PageKind::task, guid});
    QVERIFY(!WindowDesk::action(window, "save")->isEnabled());
    QVERIFY(!WindowDesk::action(window, "undo")->isEnabled());
    QVERIFY(WindowDesk::action(window, "runNow")->isEnabled());
    QVERIFY(WindowDesk::action(window, "check")->isEnabled());
    QVERIFY(WindowDesk::action(window, "simulate")->isEnabled());
    WindowDesk::note(window)->edit(QStringLiteral("Changed"));
    QVERIFY(WindowDesk::action(window, "save")->isEnabled());
    QVERIFY(WindowDesk::action(window, "revert")->isEnabled());
    WindowDesk::action(window, "runNow")->trigger();
    QCOMPARE(WindowDesk::note(window)->runs, 1);
    QTest::keyClick(window, Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(WindowDesk::note(window)->saves, 1);
    QVERIFY(!WindowDesk::action(window, "save")->isEnabled());
    window->openPage({PageKind::reports, {}});
    QVERIFY(!WindowDesk::action(window, "runNow")->isEnabled());
    QVERIFY(!WindowDesk::action(window, "simulate")->isEnabled());
}

void MainWindowTest::undoHasWordsAndWorksWhileAFieldHasTheKeyboard()
{
    const QString guid = m_desk->add(QStringLiteral("Rollout"));
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::task, guid});
    auto *field = window->findChild<QLineEdit *>(QStringLiteral("noteField"));
    field->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClicks(field, QStringLiteral("x"));
    QCOMPARE(WindowDesk::action(window, "undo")->text(), QStringLiteral("&Undo type"));
    QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(WindowDesk::note(window)->undone, 1);
    QVERIFY(!WindowDesk::action(window, "undo")->isEnabled());
    QCOMPARE(WindowDesk::action(window, "undo")->text(), QStringLiteral("&Undo"));
}

void MainWindowTest::theTitleNamesPageAndStore()
{
    const QString guid = m_desk->add(QStringLiteral("Rollout"));
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::task, guid});
    QCOMPARE(window->windowTitle(), QStringLiteral("Rollout — pilot — Seriatim"));
    WindowDesk::note(window)->edit(QStringLiteral("Other"));
    QCOMPARE(window->windowTitle(), QStringLiteral("Other* — pilot — Seriatim"));
    QCOMPARE(window->findChild<QTabWidget *>(QStringLiteral("pageTabs"))->tabText(0), QStringLiteral("Other *"));
    QTRY_VERIFY(window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::task, guid)).data().toString().endsWith(u'*'));
}

void MainWindowTest::closingAsksAndNamesEveryUnsavedPage()
{
    const QString first = m_desk->add(QStringLiteral("First"));
    const QString second = m_desk->add(QStringLiteral("Second"));
    const QString third = m_desk->add(QStringLiteral("Third"));
    MainWindow *window = m_desk->show();
    for (const QString &guid : {first, second, third})
        window->openPage({PageKind::task, guid});
    dynamic_cast<NotePage *>(m_desk->m_console->findPage({PageKind::task, first}))->edit(QStringLiteral("First one"));
    auto *changed = dynamic_cast<NotePage *>(m_desk->m_console->findPage({PageKind::task, third}));
    changed->edit(QStringLiteral("Third one"));
    QPointer<MainWindow> watched(window);
    {
        const DialogAnswer answer(unsaved, discardAnswer);
        window->close();
        QVERIFY(answer.said().contains(QStringLiteral("2 pages")));
        QVERIFY(answer.said().contains(QStringLiteral("First one")));
        QVERIFY(answer.said().contains(QStringLiteral("Third one")));
        QVERIFY(!answer.said().contains(QStringLiteral("Second")));
    }
    QCOMPARE(NotePage::discarded, 2);
    QTRY_VERIFY(!watched);
    QVERIFY(m_desk->m_console->windows().isEmpty());
}

void MainWindowTest::cancelKeepsEverything()
{
    const QString guid = m_desk->add(QStringLiteral("Rollout"));
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::task, guid});
    WindowDesk::note(window)->edit(QStringLiteral("Changed"));
    const DialogAnswer answer(unsaved, cancelAnswer);
    QVERIFY(!window->close());
    QVERIFY(answer.said().contains(QStringLiteral("“Changed”")));
    QVERIFY(window->isVisible());
    QVERIFY(WindowDesk::note(window)->isDirty());
    QCOMPARE(NotePage::discarded, 0);
}

void MainWindowTest::aPageThatCannotBeSavedStays()
{
    const QString guid = m_desk->add(QStringLiteral("Rollout"));
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::task, guid});
    WindowDesk::note(window)->edit(QStringLiteral("Changed"));
    WindowDesk::note(window)->refuses = true;
    {
        const DialogAnswer answer(unsaved, saveAnswer);
        QVERIFY(!window->closePages({window->currentPage()}));
        QVERIFY(answer.asked());
    }
    QCOMPARE(window->pages().size(), 1);
    WindowDesk::note(window)->refuses = false;
    const DialogAnswer answer(unsaved, saveAnswer);
    QVERIFY(window->closePages({window->currentPage()}));
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
}

void MainWindowTest::aPageIsClosedByMiddleClickAndShortcut()
{
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::reports, {}});
    window->openPage({PageKind::simulationRuns, {}});
    QVERIFY(QTest::qWaitForWindowExposed(window));
    auto *bar = window->findChild<QTabBar *>(QStringLiteral("pageTabBar"));
    QTest::mouseClick(bar, Qt::MiddleButton, {}, bar->tabRect(0).center());
    QCOMPARE(window->pages().size(), 1);
    QCOMPARE(window->currentPage()->key().kind, PageKind::simulationRuns);
    QTest::keyClick(window, Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
}

void MainWindowTest::controlTabGoesRound()
{
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::reports, {}});
    window->openPage({PageKind::simulationRuns, {}});
    QTest::keyClick(window, Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(window->currentPage()->key().kind, PageKind::reports);
    QTest::keyClick(window, Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(window->currentPage()->key().kind, PageKind::simulationRuns);
}

void MainWindowTest::twoWindowsShareWhatIsOpen()
{
    const QString first = m_desk->add(QStringLiteral("First"));
    const QString second = m_desk->add(QStringLiteral("Second"));
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::task, first});
    WindowDesk::select(window, second);
    WindowDesk::action(window, "navigatorOpenInNewWindow")->trigger();
    QCOMPARE(m_desk->m_console->windows().size(), 2);
    MainWindow *other = m_desk->m_console->windows().last();
    QCOMPARE(other->currentPage()->title(), QStringLiteral("Second"));
    QCOMPARE(window->currentPage()->title(), QStringLiteral("First"));

    // Open already: shown where it is, so that there is one draft.
    window->openPage({PageKind::task, second});
    QCOMPARE(window->pages().size(), 1);
    QCOMPARE(m_desk->m_console->openPages().size(), 2);
    WindowDesk::note(other)->edit(QStringLiteral("Changed"));
    QTRY_VERIFY(window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::task, second)).data(NavigatorModel::UnsavedRole).toBool());

    QPointer<MainWindow> watched(other);
    const DialogAnswer answer(unsaved, discardAnswer);
    other->close();
    QTRY_VERIFY(!watched);
    QCOMPARE(m_desk->m_console->windows().size(), 1);
    QVERIFY(window->isVisible());
}

void MainWindowTest::renamingAnOpenTaskGoesThroughItsPage()
{
    const QString guid = m_desk->add(QStringLiteral("Rollout"));
    const QString closed = m_desk->add(QStringLiteral("Closed"));
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::task, guid});
    NavigatorModel *model = window->navigatorModel();
    QVERIFY(model->setData(model->find(NavigatorModel::keyOf(NavigatorKind::task, guid)), QStringLiteral("In the draft")));
    QCOMPARE(WindowDesk::note(window)->title(), QStringLiteral("In the draft"));
    QVERIFY(m_desk->m_console->session()->workspace().store().tasks().find(QStringLiteral("Rollout")).ok());

    WindowDesk::select(window, closed);
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClick(WindowDesk::tree(window), Qt::Key_F2);
    auto *editor = WindowDesk::tree(window)->findChild<QLineEdit *>();
    QVERIFY(editor);
    QTest::keyClicks(editor, QStringLiteral("Typed"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(m_desk->m_console->session()->workspace().store().tasks().find(QStringLiteral("Typed")).ok());
}

void MainWindowTest::deletingATaskClosesItsPage()
{
    const QString guid = m_desk->add(QStringLiteral("Rollout"));
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::task, guid});
    WindowDesk::select(window, guid);
    {
        const DialogAnswer answer(QStringLiteral("removeTaskQuestion"), cancelAnswer);
        WindowDesk::action(window, "navigatorDelete")->trigger();
        QVERIFY(answer.said().contains(QStringLiteral("“Rollout”")));
    }
    QVERIFY(WindowDesk::note(window));
    const DialogAnswer answer(QStringLiteral("removeTaskQuestion"), saveAnswer);
    WindowDesk::action(window, "navigatorDelete")->trigger();
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
    QTRY_VERIFY(window->navigatorModel()->tasks().empty());
}

void MainWindowTest::problemsAppearAndGo()
{
    const QString guid = m_desk->add(QStringLiteral("Rollout"));
    MainWindow *window = m_desk->show();
    window->openPage({PageKind::task, guid});
    auto *list = window->findChild<QListWidget *>(QStringLiteral("problemList"));
    QVERIFY(!list->isVisible());
    WindowDesk::note(window)->wrong = {{ProblemKind::warning, QStringLiteral("Something is odd."), 0}};
    WindowDesk::note(window)->edit(QStringLiteral("Odd"));
    QTRY_VERIFY(list->isVisible());
    QCOMPARE(list->count(), 1);
    WindowDesk::note(window)->wrong.clear();
    WindowDesk::action(window, "check")->trigger();
    QVERIFY(!list->isVisible());
}

void MainWindowTest::theSearchOpensATask()
{
    m_desk->add(QStringLiteral("Office suite"));
    m_desk->add(QStringLiteral("Éditeur"));
    MainWindow *window = m_desk->show();
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClick(window, Qt::Key_K, Qt::ControlModifier);
    auto *search = window->findChild<QLineEdit *>(QStringLiteral("taskSearch"));
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("edit"));
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(WindowDesk::note(window));
    QCOMPARE(WindowDesk::note(window)->title(), QStringLiteral("Éditeur"));
    QTRY_VERIFY(search->text().isEmpty());
}

QTEST_MAIN(MainWindowTest)
#include "mainwindow_test.moc"
