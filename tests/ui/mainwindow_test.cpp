#include "ui/mainwindow.h"

#include "models/consolesettings.h"
#include "ui/console.h"
#include "ui/pagemakers.h"
#include "ui/storefiles.h"
#include "ui/windowactions.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

using namespace seriatim;

namespace {

// A page over a line of text, as full as the window can ask for.
class NotePage : public EditorPage
{
    Q_OBJECT

public:
    NotePage(const PageKey &key, const QString &name, QWidget *parent = nullptr) : EditorPage(parent), m_key(key), m_name(name), m_field(new QLineEdit(name, this))
    {
        m_field->setObjectName(QStringLiteral("noteField"));
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(m_field);
        connect(m_field, &QLineEdit::textEdited, this, [this](const QString &text) { edit(text); });
    }

    void edit(const QString &text)
    {
        m_steps.append(m_name);
        m_name = text;
        Q_EMIT stateChanged();
    }

    PageKey key() const override { return m_key; }
    QString title() const override { return m_name; }
    QIcon pageIcon() const override { return {}; }
    QString revisionText() const override { return QStringLiteral("revision %1").arg(saves + 1); }
    bool isDirty() const override { return !m_steps.isEmpty() && !saved; }
    bool save() override
    {
        if (refuses)
            return false;
        ++saves;
        m_steps.clear();
        Q_EMIT stateChanged();
        return true;
    }
    bool canUndo() const override { return !m_steps.isEmpty(); }
    QString undoText() const override { return QStringLiteral("Type"); }
    void undo() override
    {
        ++undone;
        m_name = m_steps.takeLast();
        Q_EMIT stateChanged();
    }
    void revert() override { m_steps.clear(); Q_EMIT stateChanged(); }
    void discard() override { ++discarded; }
    bool canCheck() const override { return true; }
    std::vector<Problem> problems() const override { return wrong; }
    bool renameObject(const QString &name) override
    {
        edit(name);
        return true;
    }
    bool moveToFolder(const QString &folder) override
    {
        movedTo = folder;
        return true;
    }
    bool canRun() const override { return true; }
    void runNow() override { ++runs; }

    bool refuses = false;
    bool saved = false;
    int saves = 0;
    int undone = 0;
    int runs = 0;
    QString movedTo;
    std::vector<Problem> wrong;
    static inline int discarded = 0;

private:
    PageKey m_key;
    QString m_name;
    QStringList m_steps;
    QLineEdit *m_field;
};

void wire(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory)
{
    registerPageMakers(factory, session, directory);
    const auto open = [&session](const PageKey &key, const QString &, QWidget *parent) -> Result<EditorPage *> {
        const std::optional<TaskId> id = TaskId::parse(key.guid);
        const Result<SequentialTask> task = id ? session.workspace().store().tasks().load(*id) : Result<SequentialTask>(Error{ErrorCode::notFound, key.guid, QStringLiteral("is gone")});
        return task ? Result<EditorPage *>(new NotePage(key, task->name, parent)) : Result<EditorPage *>(task.error());
    };
    factory.registerMaker(PageKind::task, open);
    factory.registerNewMaker(PageKind::task, [](const QString &, QWidget *parent) -> Result<EditorPage *> {
        return new NotePage({PageKind::task, {}}, QStringLiteral("New task"), parent);
    });
}

// Answers the next question by its button, and remembers what it said.
class DialogAnswer
{
public:
    DialogAnswer(const QString &box, const QString &button)
    {
        m_timer.setInterval(5);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, box, button] {
            auto *message = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            if (!message || message->objectName() != box)
                return;
            m_timer.stop();
            m_said = message->text() + u'\n' + message->informativeText();
            message->findChild<QPushButton *>(button)->click();
        });
        m_timer.start();
    }

    [[nodiscard]] QString said() const { return m_said; }
    [[nodiscard]] bool asked() const { return !m_said.isEmpty(); }

private:
    QTimer m_timer;
    QString m_said;
};

const QString unsaved = QStringLiteral("unsavedQuestion");
const QString saveAnswer = QStringLiteral("answer0");
const QString discardAnswer = QStringLiteral("answer1");
const QString cancelAnswer = QStringLiteral("cancelButton");

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void withoutAStoreItOffersToBegin();
    void anEmptyStoreSaysWhatToDoFirst();
    void aTaskOpensOnceFromTheNavigator();
    void actionsFollowTheCurrentPage();
    void undoHasWordsAndWorksWhileAFieldHasTheKeyboard();
    void theTitleNamesPageAndStore();
    void closingAsksAndNamesEveryUnsavedPage();
    void cancelKeepsEverything();
    void aPageThatCannotBeSavedStays();
    void aPageIsClosedByMiddleClickAndShortcut();
    void controlTabGoesRound();
    void anotherStoreTakesThePlaceOfTheFirst();
    void aStoreThatCannotBeOpenedLeavesTheOldOne();
    void readOnlyShowsEverythingAndEditsNothing();
    void pagesWindowsAndTasksAreRemembered();
    void whatWasRemovedMeanwhileIsNotReopened();
    void twoWindowsShareWhatIsOpen();
    void renamingAnOpenTaskGoesThroughItsPage();
    void deletingATaskClosesItsPage();
    void problemsAppearAndGo();
    void theSearchOpensATask();
    void importShowsAReport();
    void twoConsolesOnOneStoreSeeEachOther();
    void theStatusBarCountsComputers();
    void simulationIsRecordedAndListed();

private:
    MainWindow *show()
    {
        m_console = std::make_unique<Console>(wire);
        if (!m_store.isEmpty() && !m_console->openStore(m_store, Access::readWrite).ok())
            return nullptr;
        MainWindow *window = m_console->newWindow();
        if (m_console->session() && !QTest::qWaitFor([&] { return window->navigatorModel()->isFilled(); }))
            return nullptr;
        return window;
    }

    QString add(const QString &name)
    {
        Result<Workspace> workspace = Workspace::open(m_store, Access::readWrite);
        return workspace->saveTask(SequentialTask(TaskId::mint(), name), KeepFinished::no)->task.id.toString();
    }

    static QAction *action(MainWindow *window, const char *name) { return window->findChild<QAction *>(QLatin1StringView(name)); }
    static NotePage *note(MainWindow *window) { return qobject_cast<NotePage *>(window->currentPage()); }
    static QTreeView *tree(MainWindow *window) { return window->findChild<QTreeView *>(QStringLiteral("navigatorTree")); }

    static void select(MainWindow *window, const QString &guid)
    {
        tree(window)->setCurrentIndex(window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::task, guid)));
        tree(window)->setFocus();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Console> m_console;
    QString m_store;
};

void MainWindowTest::initTestCase()
{
    QApplication::setQuitOnLastWindowClosed(false);
}

void MainWindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    prepareSettings(m_folder->path());
    m_store = m_folder->filePath(QStringLiteral("pilot.store"));
    QVERIFY(Workspace::create(m_store).ok());
    NotePage::discarded = 0;
}

void MainWindowTest::cleanup()
{
    m_console.reset();
}

void MainWindowTest::withoutAStoreItOffersToBegin()
{
    m_store.clear();
    MainWindow *window = show();
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
    QVERIFY(window->findChild<QPushButton *>(QStringLiteral("createStoreButton")));
    QVERIFY(window->findChild<QPushButton *>(QStringLiteral("openStoreButton")));
    QVERIFY(!action(window, "newTask")->isEnabled());
    QVERIFY(!action(window, "importFiles")->isEnabled());
    QVERIFY(!action(window, "exportAll")->isEnabled());
    QCOMPARE(window->windowTitle(), QStringLiteral("Seriatim"));

    const QString path = m_folder->filePath(QStringLiteral("made.store"));
    QVERIFY(m_console->createStore(path, window));
    QVERIFY(QFileInfo::exists(path));
    QCOMPARE(window->windowTitle(), QStringLiteral("made — Seriatim"));
    QVERIFY(action(window, "newTask")->isEnabled());
}

void MainWindowTest::anEmptyStoreSaysWhatToDoFirst()
{
    MainWindow *window = show();
    QTRY_VERIFY(window->findChild<QPushButton *>(QStringLiteral("demoButton")));
    QVERIFY(window->findChild<QPushButton *>(QStringLiteral("importButton")));
    QTest::mouseClick(window->findChild<QPushButton *>(QStringLiteral("demoButton")), Qt::LeftButton);
    QTRY_VERIFY(!window->navigatorModel()->tasks().empty());
    QTRY_VERIFY(!window->findChild<QPushButton *>(QStringLiteral("demoButton")));
    QVERIFY(window->findChild<QPushButton *>(QStringLiteral("newTaskButton")));
}

void MainWindowTest::aTaskOpensOnceFromTheNavigator()
{
    const QString guid = add(QStringLiteral("Rollout"));
    MainWindow *window = show();
    select(window, guid);
    QTest::keyClick(tree(window), Qt::Key_Return);
    QVERIFY(note(window));
    QCOMPARE(window->pages().size(), 1); // the start page has gone
    EditorPage *page = window->currentPage();
    window->openPage({PageKind::reports, {}});
    select(window, guid);
    QTest::keyClick(tree(window), Qt::Key_Return);
    QCOMPARE(window->currentPage(), page);
    QCOMPARE(window->pages().size(), 2);
    QCOMPARE(window->findChild<QLabel *>(QStringLiteral("revisionLabel"))->text(), QStringLiteral("revision 1"));
}

void MainWindowTest::actionsFollowTheCurrentPage()
{
    const QString guid = add(QStringLiteral("Rollout"));
    MainWindow *window = show();
    QVERIFY(!action(window, "save")->isEnabled());
    QVERIFY(!action(window, "runNow")->isEnabled());
    window->openPage({PageKind::task, guid});
    QVERIFY(!action(window, "save")->isEnabled());
    QVERIFY(!action(window, "undo")->isEnabled());
    QVERIFY(action(window, "runNow")->isEnabled());
    QVERIFY(action(window, "check")->isEnabled());
    QVERIFY(action(window, "simulate")->isEnabled());
    note(window)->edit(QStringLiteral("Changed"));
    QVERIFY(action(window, "save")->isEnabled());
    QVERIFY(action(window, "revert")->isEnabled());
    action(window, "runNow")->trigger();
    QCOMPARE(note(window)->runs, 1);
    QTest::keyClick(window, Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(note(window)->saves, 1);
    QVERIFY(!action(window, "save")->isEnabled());
    window->openPage({PageKind::reports, {}});
    QVERIFY(!action(window, "runNow")->isEnabled());
    QVERIFY(!action(window, "simulate")->isEnabled());
}

void MainWindowTest::undoHasWordsAndWorksWhileAFieldHasTheKeyboard()
{
    const QString guid = add(QStringLiteral("Rollout"));
    MainWindow *window = show();
    window->openPage({PageKind::task, guid});
    auto *field = window->findChild<QLineEdit *>(QStringLiteral("noteField"));
    field->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClicks(field, QStringLiteral("x"));
    QCOMPARE(action(window, "undo")->text(), QStringLiteral("&Undo type"));
    QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(note(window)->undone, 1);
    QVERIFY(!action(window, "undo")->isEnabled());
    QCOMPARE(action(window, "undo")->text(), QStringLiteral("&Undo"));
}

void MainWindowTest::theTitleNamesPageAndStore()
{
    const QString guid = add(QStringLiteral("Rollout"));
    MainWindow *window = show();
    window->openPage({PageKind::task, guid});
    QCOMPARE(window->windowTitle(), QStringLiteral("Rollout — pilot — Seriatim"));
    note(window)->edit(QStringLiteral("Other"));
    QCOMPARE(window->windowTitle(), QStringLiteral("Other* — pilot — Seriatim"));
    QCOMPARE(window->findChild<QTabWidget *>(QStringLiteral("pageTabs"))->tabText(0), QStringLiteral("Other *"));
    QTRY_VERIFY(window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::task, guid)).data().toString().endsWith(u'*'));
}

void MainWindowTest::closingAsksAndNamesEveryUnsavedPage()
{
    const QString first = add(QStringLiteral("First"));
    const QString second = add(QStringLiteral("Second"));
    const QString third = add(QStringLiteral("Third"));
    MainWindow *window = show();
    for (const QString &guid : {first, second, third})
        window->openPage({PageKind::task, guid});
    qobject_cast<NotePage *>(m_console->findPage({PageKind::task, first}))->edit(QStringLiteral("First one"));
    auto *changed = qobject_cast<NotePage *>(m_console->findPage({PageKind::task, third}));
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
    QVERIFY(m_console->windows().isEmpty());
}

void MainWindowTest::cancelKeepsEverything()
{
    const QString guid = add(QStringLiteral("Rollout"));
    MainWindow *window = show();
    window->openPage({PageKind::task, guid});
    note(window)->edit(QStringLiteral("Changed"));
    const DialogAnswer answer(unsaved, cancelAnswer);
    QVERIFY(!window->close());
    QVERIFY(answer.said().contains(QStringLiteral("“Changed”")));
    QVERIFY(window->isVisible());
    QVERIFY(note(window)->isDirty());
    QCOMPARE(NotePage::discarded, 0);
}

void MainWindowTest::aPageThatCannotBeSavedStays()
{
    const QString guid = add(QStringLiteral("Rollout"));
    MainWindow *window = show();
    window->openPage({PageKind::task, guid});
    note(window)->edit(QStringLiteral("Changed"));
    note(window)->refuses = true;
    {
        const DialogAnswer answer(unsaved, saveAnswer);
        QVERIFY(!window->closePages({window->currentPage()}));
        QVERIFY(answer.asked());
    }
    QCOMPARE(window->pages().size(), 1);
    note(window)->refuses = false;
    const DialogAnswer answer(unsaved, saveAnswer);
    QVERIFY(window->closePages({window->currentPage()}));
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
}

void MainWindowTest::aPageIsClosedByMiddleClickAndShortcut()
{
    MainWindow *window = show();
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
    MainWindow *window = show();
    window->openPage({PageKind::reports, {}});
    window->openPage({PageKind::simulationRuns, {}});
    QTest::keyClick(window, Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(window->currentPage()->key().kind, PageKind::reports);
    QTest::keyClick(window, Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(window->currentPage()->key().kind, PageKind::simulationRuns);
}

void MainWindowTest::anotherStoreTakesThePlaceOfTheFirst()
{
    const QString guid = add(QStringLiteral("Rollout"));
    MainWindow *window = show();
    window->openPage({PageKind::task, guid});
    note(window)->edit(QStringLiteral("Changed"));
    const QString other = m_folder->filePath(QStringLiteral("other.store"));
    QVERIFY(Workspace::create(other).ok());
    {
        const DialogAnswer answer(unsaved, cancelAnswer);
        QVERIFY(!m_console->openStore(other, Access::readWrite, window));
        QVERIFY(answer.asked());
    }
    QCOMPARE(m_console->session()->path(), m_store);
    QVERIFY(note(window)->isDirty());
    {
        const DialogAnswer answer(unsaved, discardAnswer);
        QVERIFY(m_console->openStore(other, Access::readWrite, window));
    }
    QCOMPARE(window->windowTitle(), QStringLiteral("other — Seriatim"));
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
    QTRY_VERIFY(window->navigatorModel()->isFilled());
    QVERIFY(window->navigatorModel()->tasks().empty());
    QCOMPARE(m_console->settings().recentStores().first(), other);

    // Back again, its page is there again.
    QVERIFY(m_console->openStore(m_store, Access::readWrite, window));
    QVERIFY(note(window));
    QCOMPARE(note(window)->title(), QStringLiteral("Rollout"));
}

void MainWindowTest::aStoreThatCannotBeOpenedLeavesTheOldOne()
{
    MainWindow *window = show();
    const DialogAnswer answer(QStringLiteral("errorBox"), QString());
    QVERIFY(!m_console->openStore(m_folder->filePath(QStringLiteral("missing.store")), Access::readWrite, window));
    QVERIFY(answer.said().contains(QStringLiteral("missing.store")));
    QCOMPARE(m_console->session()->path(), m_store);
}

void MainWindowTest::readOnlyShowsEverythingAndEditsNothing()
{
    const QString guid = add(QStringLiteral("Rollout"));
    m_console = std::make_unique<Console>(wire);
    QVERIFY(m_console->openStore(m_store, Access::readOnly).ok());
    MainWindow *window = m_console->newWindow();
    QTRY_VERIFY(window->navigatorModel()->isFilled());
    QCOMPARE(window->windowTitle(), QStringLiteral("pilot (read-only) — Seriatim"));
    QVERIFY(window->findChild<QLabel *>(QStringLiteral("readOnlyLabel"))->isVisible());
    select(window, guid);
    for (const char *name : {"newTask", "newPackage", "importFiles", "save", "navigatorRename", "navigatorDuplicate", "navigatorDelete", "navigatorNewFolder", "navigatorNew"})
        QVERIFY2(!action(window, name)->isEnabled(), name);
    QVERIFY(action(window, "navigatorOpen")->isEnabled());
    QVERIFY(action(window, "exportAll")->isEnabled());
    QTest::keyClick(tree(window), Qt::Key_F2);
    QVERIFY(!tree(window)->findChild<QLineEdit *>());
    QCOMPARE(m_console->session()->workspace().store().access(), Access::readOnly);
    SequentialTask draft(TaskId::mint(), QStringLiteral("Forbidden"));
    QVERIFY(!m_console->session()->workspace().saveTask(draft, KeepFinished::no).ok());
}

void MainWindowTest::pagesWindowsAndTasksAreRemembered()
{
    const QString first = add(QStringLiteral("First"));
    const QString second = add(QStringLiteral("Second"));
    MainWindow *window = show();
    window->openPage({PageKind::task, first});
    window->openPage({PageKind::task, second});
    window->openPage({PageKind::reports, {}});
    const QString recentKey = NavigatorModel::keyOf(NavigatorKind::recentTasks, {});
    QTRY_COMPARE(window->navigatorModel()->rowCount(window->navigatorModel()->find(recentKey)), 2);
    tree(window)->expand(window->navigatorModel()->find(recentKey));
    window->resize(900, 640);
    const QSize size = window->size();
    QVERIFY(window->close());
    m_console.reset();

    window = show();
    QCOMPARE(window->pages().size(), 3);
    QCOMPARE(window->pages().first()->title(), QStringLiteral("First"));
    QCOMPARE(window->size(), size);
    const QModelIndex recent = window->navigatorModel()->find(recentKey);
    QCOMPARE(window->navigatorModel()->rowCount(recent), 2);
    QCOMPARE(window->navigatorModel()->index(0, 0, recent).data().toString(), QStringLiteral("Second"));
    QVERIFY(tree(window)->isExpanded(recent));
    QCOMPARE(m_console->settings().recentStores(), QStringList{m_store});
}

void MainWindowTest::whatWasRemovedMeanwhileIsNotReopened()
{
    const QString guid = add(QStringLiteral("Gone"));
    MainWindow *window = show();
    window->openPage({PageKind::task, guid});
    QVERIFY(window->close());
    m_console.reset();
    {
        Result<Workspace> workspace = Workspace::open(m_store, Access::readWrite);
        QVERIFY(workspace->store().tasks().remove(*TaskId::parse(guid), QStringLiteral("me"), 0).ok());
    }
    window = show();
    QCOMPARE(window->pages().size(), 1);
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
}

void MainWindowTest::twoWindowsShareWhatIsOpen()
{
    const QString first = add(QStringLiteral("First"));
    const QString second = add(QStringLiteral("Second"));
    MainWindow *window = show();
    window->openPage({PageKind::task, first});
    select(window, second);
    action(window, "navigatorOpenInNewWindow")->trigger();
    QCOMPARE(m_console->windows().size(), 2);
    MainWindow *other = m_console->windows().last();
    QCOMPARE(other->currentPage()->title(), QStringLiteral("Second"));
    QCOMPARE(window->currentPage()->title(), QStringLiteral("First"));

    // Open already: shown where it is, so that there is one draft.
    window->openPage({PageKind::task, second});
    QCOMPARE(window->pages().size(), 1);
    QCOMPARE(m_console->openPages().size(), 2);
    note(other)->edit(QStringLiteral("Changed"));
    QTRY_VERIFY(window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::task, second)).data(NavigatorModel::UnsavedRole).toBool());

    QPointer<MainWindow> watched(other);
    const DialogAnswer answer(unsaved, discardAnswer);
    other->close();
    QTRY_VERIFY(!watched);
    QCOMPARE(m_console->windows().size(), 1);
    QVERIFY(window->isVisible());
}

void MainWindowTest::renamingAnOpenTaskGoesThroughItsPage()
{
    const QString guid = add(QStringLiteral("Rollout"));
    const QString closed = add(QStringLiteral("Closed"));
    MainWindow *window = show();
    window->openPage({PageKind::task, guid});
    NavigatorModel *model = window->navigatorModel();
    QVERIFY(model->setData(model->find(NavigatorModel::keyOf(NavigatorKind::task, guid)), QStringLiteral("In the draft")));
    QCOMPARE(note(window)->title(), QStringLiteral("In the draft"));
    QVERIFY(m_console->session()->workspace().store().tasks().find(QStringLiteral("Rollout")).ok());

    select(window, closed);
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClick(tree(window), Qt::Key_F2);
    auto *editor = tree(window)->findChild<QLineEdit *>();
    QVERIFY(editor);
    QTest::keyClicks(editor, QStringLiteral("Typed"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(m_console->session()->workspace().store().tasks().find(QStringLiteral("Typed")).ok());
}

void MainWindowTest::deletingATaskClosesItsPage()
{
    const QString guid = add(QStringLiteral("Rollout"));
    MainWindow *window = show();
    window->openPage({PageKind::task, guid});
    select(window, guid);
    {
        const DialogAnswer answer(QStringLiteral("removeTaskQuestion"), cancelAnswer);
        action(window, "navigatorDelete")->trigger();
        QVERIFY(answer.said().contains(QStringLiteral("“Rollout”")));
    }
    QVERIFY(note(window));
    const DialogAnswer answer(QStringLiteral("removeTaskQuestion"), saveAnswer);
    action(window, "navigatorDelete")->trigger();
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
    QTRY_VERIFY(window->navigatorModel()->tasks().empty());
}

void MainWindowTest::problemsAppearAndGo()
{
    const QString guid = add(QStringLiteral("Rollout"));
    MainWindow *window = show();
    window->openPage({PageKind::task, guid});
    auto *list = window->findChild<QListWidget *>(QStringLiteral("problemList"));
    QVERIFY(!list->isVisible());
    note(window)->wrong = {{ProblemKind::warning, QStringLiteral("Something is odd."), 0}};
    note(window)->edit(QStringLiteral("Odd"));
    QTRY_VERIFY(list->isVisible());
    QCOMPARE(list->count(), 1);
    note(window)->wrong.clear();
    action(window, "check")->trigger();
    QVERIFY(!list->isVisible());
}

void MainWindowTest::theSearchOpensATask()
{
    add(QStringLiteral("Office suite"));
    add(QStringLiteral("Éditeur"));
    MainWindow *window = show();
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClick(window, Qt::Key_K, Qt::ControlModifier);
    auto *search = window->findChild<QLineEdit *>(QStringLiteral("taskSearch"));
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("edit"));
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(note(window));
    QCOMPARE(note(window)->title(), QStringLiteral("Éditeur"));
    QTRY_VERIFY(search->text().isEmpty());
}

void MainWindowTest::importShowsAReport()
{
    MainWindow *window = show();
    auto *files = window->findChild<StoreFiles *>();
    files->importPaths({QStringLiteral(SERIATIM_SOURCE_DIR "/tests/data/definition/example.seriatim.xml")});
    QTRY_VERIFY(window->findChild<QDialog *>(QStringLiteral("importReport")));
    auto *report = window->findChild<QDialog *>(QStringLiteral("importReport"));
    QVERIFY(report->findChild<QLabel *>(QStringLiteral("summaryLabel"))->text().contains(QStringLiteral("added")));
    report->close();
    QTRY_VERIFY(!window->navigatorModel()->tasks().empty());

    const QString path = m_folder->filePath(QStringLiteral("out.xml"));
    files->exportTo(path, {});
    QTRY_VERIFY(QFileInfo(path).size() > 100);
}

void MainWindowTest::twoConsolesOnOneStoreSeeEachOther()
{
    MainWindow *window = show();
    Console second(wire);
    QVERIFY(second.openStore(m_store, Access::readWrite).ok());
    MainWindow *other = second.newWindow();
    QTRY_VERIFY(other->navigatorModel()->isFilled());
    QVERIFY(second.session()->workspace().saveTask(SequentialTask(TaskId::mint(), QStringLiteral("Theirs")), KeepFinished::no).ok());
    QTRY_COMPARE(window->navigatorModel()->tasks().size(), size_t(1));
    QVERIFY(m_console->session()->workspace().saveTask(SequentialTask(TaskId::mint(), QStringLiteral("Mine")), KeepFinished::no).ok());
    QTRY_COMPARE(other->navigatorModel()->tasks().size(), size_t(2));
}

void MainWindowTest::theStatusBarCountsComputers()
{
    MainWindow *window = show();
    window->findChild<StoreFiles *>()->fillWithDemo();
    QTRY_VERIFY(!window->navigatorModel()->tasks().empty());
    const TaskSummary task = window->navigatorModel()->tasks().front();
    window->openPage({PageKind::task, task.id.toString()});
    auto *label = window->findChild<QLabel *>(QStringLiteral("computersLabel"));
    QTRY_VERIFY(label->isVisible());
    const Result<SequentialTask> stored = m_console->session()->workspace().store().tasks().load(task.id);
    const auto computers = static_cast<int>(m_console->session()->workspace().computersOf(*stored)->size());
    QVERIFY(computers > 1);
    QCOMPARE(label->text(), QStringLiteral("%1 computers").arg(computers));
    QVERIFY(window->findChild<QLabel *>(QStringLiteral("savedLabel"))->text().startsWith(QStringLiteral("saved ")));
}

void MainWindowTest::simulationIsRecordedAndListed()
{
    MainWindow *window = show();
    window->findChild<StoreFiles *>()->fillWithDemo();
    QTRY_VERIFY(!window->navigatorModel()->tasks().empty());
    window->openPage({PageKind::task, window->navigatorModel()->tasks().front().id.toString()});
    action(window, "simulate")->trigger();
    auto *dialog = window->findChild<QDialog *>(QStringLiteral("simulateDialog"));
    QVERIFY(dialog);
    dialog->findChild<QAbstractButton *>(QStringLiteral("record"))->setChecked(true);
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("startButton")), Qt::LeftButton);
    auto *result = dialog->findChild<QPlainTextEdit *>(QStringLiteral("result"));
    QTRY_VERIFY(result->isVisible());
    QVERIFY(result->toPlainText().startsWith(QStringLiteral("Simulated: 1000 succeeded, 0 failed"))); // B41
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("runsButton")), Qt::LeftButton);
    QCOMPARE(window->currentPage()->key().kind, PageKind::simulationRuns);
    auto *table = window->findChild<QTreeView *>(QStringLiteral("runsTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(window->findChild<QLabel *>(QStringLiteral("simulatedNotice"))->text().startsWith(QStringLiteral("Simulated")));
    QVERIFY(m_console->session()->workspace().store().statuses().counts(window->navigatorModel()->tasks().front().id)->computers.empty()); // B41
}

QTEST_MAIN(MainWindowTest)
#include "mainwindow_test.moc"
