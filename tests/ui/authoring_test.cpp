// The administrator's whole job in the real window over a catalogue of 100,000 package-programs, by mouse and keyboard.
#include "engine/workspace/exchange.h"
#include "models/consolesettings.h"
#include "models/draftfolder.h"
#include "models/executionordermodel.h"
#include "models/selectormodel.h"
#include "tests/support/dialogdriver.h"
#include "ui/console.h"
#include "ui/executionorderview.h"
#include "ui/mainwindow.h"
#include "ui/pagemakers.h"
#include "ui/taskpage.h"

#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace seriatim;

namespace {

constexpr int catalogueSize = 100'000;
constexpr int sequenceLength = 40;

template <typename T>
T *child(QWidget &parent, const char *name)
{
    T *found = parent.findChild<T *>(QLatin1String(name));
    if (!found)
        qFatal("there is no %s", name);
    return found;
}

void click(QWidget &parent, const char *name, Qt::KeyboardModifiers modifiers = {})
{
    QTest::mouseClick(child<QAbstractButton>(parent, name), Qt::LeftButton, modifiers);
}

} // namespace

class AuthoringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void fromNewToSavedWithFortyItems();
    void undoToTheStartAndRedoToTheEnd();
    void B7_asksBeforeComputersRunAgain();
    void B8_putsMineOnTopOfASaveThatCameBetween();
    void copiesItemsFromTaskToTask();
    void offersTheDraftBackAfterACrash();
    void readOnlyShowsEverythingAndChangesNothing();
    void B9_showsTheHistoryOfASequence();

private:
    TaskPage *page() const { return qobject_cast<TaskPage *>(m_window->currentPage()); }
    QAction *action(const char *name) const { return child<QAction>(name); }
    template <typename T>
    T *child(const char *name) const { return ::child<T>(*m_window, name); }
    void openStore(Access access = Access::readWrite);
    void openTask(const SequentialTask &task);
    std::vector<ProgramId> somePrograms(int count) const;
    SequentialTask storedTask(const QString &name, int items);
    SequentialTask stored(const QString &name) const;

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<Console> m_console;
    MainWindow *m_window = nullptr;
};

void AuthoringTest::initTestCase()
{
    m_path = m_folder.filePath(QStringLiteral("large.store"));
    auto workspace = Workspace::create(m_path);
    QVERIFY(workspace.ok());
    QVERIFY(fillWithDemo(*workspace, catalogueSize, 3).ok());
}

void AuthoringTest::init()
{
    // Settings and drafts of the user who runs the tests stay out of it.
    prepareSettings(m_folder.filePath(QLatin1String(QTest::currentTestFunction())));
    openStore();
}

void AuthoringTest::cleanup()
{
    if (m_window)
        m_window->closeUnasked();
    m_window = nullptr;
    m_console.reset();
}

void AuthoringTest::openStore(Access access)
{
    m_console = std::make_unique<Console>(registerPageMakers);
    QVERIFY(m_console->openStore(m_path, access).ok());
    m_window = m_console->newWindow();
    QApplication::setActiveWindow(m_window);
    QTRY_VERIFY_WITH_TIMEOUT(m_console->directory()->isLoaded(), 60'000);
}

void AuthoringTest::openTask(const SequentialTask &task)
{
    QVERIFY(m_window->openPage({PageKind::task, task.id.toString()}));
    QVERIFY(page());
}

std::vector<ProgramId> AuthoringTest::somePrograms(int count) const
{
    std::vector<ProgramId> programs;
    for (const IndexedPackage &package : m_console->directory()->packages()->packages) {
        for (const IndexedProgram &program : package.programs) {
            if (static_cast<int>(programs.size()) < count)
                programs.push_back(program.id);
        }
    }
    return programs;
}

SequentialTask AuthoringTest::storedTask(const QString &name, int items)
{
    SequentialTask task(TaskId::mint(), name);
    for (const ProgramId program : somePrograms(items))
        task.items.emplace_back(LineItemId::mint(), program);
    auto saved = m_console->session()->workspace().saveTask(task, KeepFinished::no);
    if (!saved)
        qFatal("the test's task cannot be saved");
    return saved->task;
}

SequentialTask AuthoringTest::stored(const QString &name) const
{
    auto task = m_console->session()->workspace().store().tasks().find(name);
    return task ? *task : SequentialTask();
}

void AuthoringTest::fromNewToSavedWithFortyItems()
{
    action("newTask")->trigger();
    QVERIFY(page());
    QVERIFY(page()->isNew());
    auto *name = child<QLineEdit>("nameEdit");
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClicks(name, QStringLiteral("Forty steps"));

    // Search, check packages with the space bar until forty programs are chosen, add.
    const DialogDriver selecting(QStringLiteral("SelectorDialog"), [&](QDialog &dialog) {
        auto *text = ::child<QLineEdit>(dialog, "searchText");
        auto *tree = ::child<QTreeView>(dialog, "resultTree");
        QTest::keyClicks(text, QStringLiteral("office"));
        QTRY_VERIFY(tree->model()->rowCount() > 0);
        auto *model = qobject_cast<SelectorModel *>(tree->model());
        QVERIFY(model);
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Home);
        for (int step = 0; step < 400 && model->checkedPrograms() < sequenceLength; ++step) {
            QTest::keyClick(tree, Qt::Key_Right);
            QTest::keyClick(tree, Qt::Key_Down);
            const bool isProgram = tree->currentIndex().parent().parent().isValid();
            if (isProgram)
                QTest::keyClick(tree, Qt::Key_Space);
        }
        QCOMPARE(model->checkedPrograms(), sequenceLength);
        QTest::keyClick(tree, Qt::Key_Return);
    });
    click(*m_window, "addButton");
    QCOMPARE(static_cast<int>(page()->editor().draft().items.size()), sequenceLength);

    auto *view = child<ExecutionOrderView>("orderView");
    std::vector<int> all;
    for (int row = 1; row < sequenceLength; ++row)
        all.push_back(row);
    view->selectRows(all);
    click(*m_window, "onPreviousButton");
    {
        const DialogDriver choosing(QStringLiteral("collectionsDialog"), [](QDialog &dialog) {
            auto *list = ::child<QListWidget>(dialog, "collectionList");
            list->setFocus();
            QTest::keyClick(list, Qt::Key_Home);
            QTest::keyClick(list, Qt::Key_Space);
            QTest::keyClick(&dialog, Qt::Key_Return);
        });
        click(*m_window, "appliesButton");
    }
    QCOMPARE(page()->editor().draft().appliesTo.size(), size_t(1));

    QApplication::setActiveWindow(m_window); // offscreen, nobody gives it back after a dialog
    QTest::keyClick(m_window, Qt::Key_S, Qt::ControlModifier); // a new one asks nothing
    QVERIFY(!page()->isDirty());
    const SequentialTask task = stored(QStringLiteral("Forty steps"));
    QCOMPARE(static_cast<int>(task.items.size()), sequenceLength);
    QCOMPARE(task.items.back().dependencies.size(), size_t(1));
    QCOMPARE(task.revision, 1);
}

void AuthoringTest::undoToTheStartAndRedoToTheEnd()
{
    openTask(storedTask(QStringLiteral("History"), 12));
    TaskEditor &editor = page()->editor();
    auto *view = child<ExecutionOrderView>("orderView");
    std::vector<SequentialTask> states{editor.draft()};
    const auto did = [&] { states.push_back(editor.draft()); };

    view->selectRows({5, 6, 7});
    click(*m_window, "upButton"); did();
    QCOMPARE(action("undo")->text().remove(u'&'), QStringLiteral("Undo move 3 items up"));
    click(*m_window, "upButton", Qt::AltModifier); did();
    view->selectRows({2, 3});
    click(*m_window, "onAllButton"); did();
    {
        const DialogDriver breaking(QStringLiteral("brokenDependenciesBox"), clicking(QStringLiteral("answer0")));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Up, Qt::ControlModifier); did();
    }
    QTest::keyClicks(child<QLineEdit>("nameEdit"), QStringLiteral(" two")); did();
    click(*m_window, "enabledBox"); did();
    view->selectRows({0, 11});
    {
        const DialogDriver breaking(QStringLiteral("brokenDependenciesBox"), clicking(QStringLiteral("answer0")));
        click(*m_window, "removeButton"); // the two need the first
        did();
    }

    QApplication::setActiveWindow(m_window);
    for (size_t i = states.size(); i-- > 1;) {
        QVERIFY(action("undo")->isEnabled());
        QTest::keyClick(m_window, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(editor.draft() == states[i - 1]);
    }
    QVERIFY(!page()->isDirty());
    QVERIFY(!action("undo")->isEnabled());
    for (size_t i = 1; i < states.size(); ++i) {
        action("redo")->trigger();
        QVERIFY(editor.draft() == states[i]);
    }
    QVERIFY(!action("redo")->isEnabled());
}

void AuthoringTest::B7_asksBeforeComputersRunAgain()
{
    SequentialTask task = storedTask(QStringLiteral("Asked"), 4);
    Workspace &workspace = m_console->session()->workspace();
    const Computer computer(ComputerId::mint(), QStringLiteral("PC-1"));
    Collection pilot(CollectionId::mint(), QStringLiteral("Pilot of one"));
    pilot.members = {computer.id};
    QVERIFY(workspace.store().catalogue().save(std::vector{computer}).ok() && workspace.store().catalogue().save(std::vector{pilot}).ok());
    task.appliesTo = {pilot.id};
    task = workspace.saveTask(task, KeepFinished::no)->task;
    StatusEvent event(EventId::mint(), AgentId::mint(), task.id);
    event.computer = computer.name;
    event.kind = StatusEvent::Kind::itemChanged;
    event.item = task.items[0].id;
    event.place = 1;
    event.itemStatus = ItemStatus::succeeded;
    QVERIFY(m_console->session()->workspace().store().statuses().apply({event}, 1000).ok());
    openTask(task);
    auto *view = child<ExecutionOrderView>("orderView");
    view->selectRows({2});
    click(*m_window, "upButton");
    {
        const DialogDriver cancelling(QStringLiteral("impactDialog"), clicking(QStringLiteral("cancelButton")));
        action("save")->trigger();
    }
    QVERIFY(page()->isDirty());
    QVERIFY(stored(task.name) == task); // nothing was saved

    QString counts;
    const DialogDriver keeping(QStringLiteral("impactDialog"), [&](QDialog &dialog) {
        auto *label = ::child<QLabel>(dialog, "countsLabel");
        QTRY_VERIFY(label->text().contains(QStringLiteral("1 computer")));
        counts = label->text();
        clicking(QStringLiteral("keepButton"))(dialog);
    });
    action("save")->trigger();
    QVERIFY(counts.contains(QStringLiteral("1 in progress")));
    const SequentialTask now = stored(task.name);
    QVERIFY(now.id != task.id); // B5
    QCOMPARE(now.items[0].succeeds, (std::vector<LineItemId>{task.items[0].id}));
    QCOMPARE(page()->key().guid, now.id.toString());
}

void AuthoringTest::B8_putsMineOnTopOfASaveThatCameBetween()
{
    const SequentialTask task = storedTask(QStringLiteral("Two editors"), 3);
    openTask(task);
    QTest::keyClick(child<QLineEdit>("nameEdit"), Qt::Key_End);
    QTest::keyClicks(child<QLineEdit>("nameEdit"), QStringLiteral(" (mine)"));
    SequentialTask theirs = task;
    theirs.description = QStringLiteral("theirs");
    QVERIFY(m_console->session()->workspace().saveTask(theirs, KeepFinished::no).ok());
    {
        const DialogDriver choosing(QStringLiteral("staleDialog"), [](QDialog &dialog) {
            QVERIFY(::child<QListWidget>(dialog, "theirChanges")->item(0)->text().contains(QStringLiteral("theirs")));
            QVERIFY(::child<QListWidget>(dialog, "myChanges")->item(0)->text().contains(QStringLiteral("(mine)")));
            clicking(QStringLiteral("onTopButton"))(dialog);
        });
        action("save")->trigger();
    }
    QVERIFY(page()->isDirty());
    QCOMPARE(stored(QStringLiteral("Two editors")).revision, 2); // not overwritten
    action("save")->trigger();
    const SequentialTask now = stored(QStringLiteral("Two editors (mine)"));
    QCOMPARE(now.revision, 3);
    QCOMPARE(now.description, QStringLiteral("theirs"));
}

void AuthoringTest::copiesItemsFromTaskToTask()
{
    openTask(storedTask(QStringLiteral("From"), 5));
    child<ExecutionOrderView>("orderView")->selectRows({1, 2});
    page()->findChild<QAction *>(QStringLiteral("copyAction"))->trigger();
    const SequentialTask target = storedTask(QStringLiteral("To"), 1);
    openTask(target);
    page()->findChild<QAction *>(QStringLiteral("pasteAction"))->trigger();
    QCOMPARE(page()->editor().draft().items.size(), size_t(3));
    QVERIFY(page()->editor().draft().items[1].program == stored(QStringLiteral("From")).items[1].program);
}

void AuthoringTest::offersTheDraftBackAfterACrash()
{
    const SequentialTask task = storedTask(QStringLiteral("Crashed"), 3);
    SequentialTask draft = task;
    draft.name = QStringLiteral("Crashed while editing");
    {
        DraftKeeper keeper(draftFolder(), m_console->session()->path());
        QVERIFY(keeper.keep(draft).ok());
    } // gone without discard(), as a killed process is
    cleanup();
    const DialogDriver opening(QStringLiteral("draftsDialog"), clicking(QStringLiteral("openButton")));
    openStore();
    QTRY_VERIFY(page());
    QCOMPARE(page()->editor().draft(), draft);
    QVERIFY(page()->isDirty());
    QCOMPARE(page()->undoText(), QStringLiteral("Take up the unsaved draft"));
    action("save")->trigger();
    QCOMPARE(stored(draft.name).revision, 2);
    QStringList damaged;
    const auto left = leftDrafts(*m_console->session(), draftFolder(), damaged);
    QVERIFY(left.ok());
    QVERIFY(left->empty());
}

void AuthoringTest::readOnlyShowsEverythingAndChangesNothing()
{
    const SequentialTask task = storedTask(QStringLiteral("Look"), 3);
    cleanup();
    openStore(Access::readOnly);
    openTask(task);
    QVERIFY(!action("save")->isEnabled());
    QVERIFY(!action("newTask")->isEnabled());
    auto *view = child<ExecutionOrderView>("orderView");
    QCOMPARE(view->model()->rowCount(), 3);
    view->selectRows({1});
    QTest::keyClick(view, Qt::Key_Delete);
    QTest::keyClicks(child<QLineEdit>("nameEdit"), QStringLiteral("x"));
    QVERIFY(page()->editor().draft() == task);
    QVERIFY(m_window->windowTitle().contains(QStringLiteral("read-only")));
}

void AuthoringTest::B9_showsTheHistoryOfASequence()
{
    action("newTask")->trigger();
    QVERIFY(!action("history")->isEnabled()); // nothing was saved yet
    openTask(storedTask(QStringLiteral("Told"), 2));
    action("history")->trigger();
    auto *dialog = m_window->findChild<QDialog *>(QStringLiteral("historyDialog"));
    QVERIFY(dialog);
    auto *view = dialog->findChild<QAbstractItemView *>();
    QTRY_COMPARE(view->model()->rowCount(), 1);
    dialog->close();
}

QTEST_MAIN(AuthoringTest)
#include "authoring_test.moc"
