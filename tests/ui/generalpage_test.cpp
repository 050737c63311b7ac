#include "models/executionordermodel.h"
#include "tests/support/consolestore.h"
#include "tests/support/dialogdriver.h"
#include "ui/executionorderview.h"
#include "ui/generalpage.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace seriatim;

namespace {

// A page over a task of `items` items that is stored.
struct Opened {
    explicit Opened(int items, int packages = 12)
        : store(packages), directory(*store.session), editor(*store.session, store.save(store.task(QStringLiteral("Rollout"), items))),
          page(editor, directory)
    {
        page.resize(1000, 800);
        page.show();
    }

    template <typename T>
    T *find(const char *name) const
    {
        T *found = page.findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }

    ExecutionOrderView *view() const { return find<ExecutionOrderView>("orderView"); }

    QString order() const
    {
        QStringList places;
        for (const LineItem &item : editor.draft().items)
            places.append(editor.programs().find(item.program)->program->name.section(u' ', 1));
        return places.join(u' ');
    }

    void click(const char *name, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton, modifiers);
    }

    void need(int place, int on)
    {
        editor.edit(QStringLiteral("need"), [&](SequentialTask &task) {
            task.items[static_cast<size_t>(place - 1)].dependencies.push_back({task.items[static_cast<size_t>(on - 1)].id, std::nullopt});
        });
    }

    ConsoleStore store;
    CatalogueDirectory directory;
    TaskEditor editor;
    GeneralPage page;
};

// As a drag that ends above the middle of the row.
void drop(ExecutionOrderView &view, int row, QMimeData &dragged, Qt::DropAction action)
{
    const QRect area = view.visualRect(view.model()->index(row, ExecutionOrderModel::programColumn));
    const QPoint position(area.center().x(), area.top() + 1);
    QDragEnterEvent enter(position, action, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(view.viewport(), &enter);
    QDragMoveEvent move(position, action, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(view.viewport(), &move);
    QVERIFY(move.isAccepted());
    QDropEvent end(position, action, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(view.viewport(), &end);
}

} // namespace

class GeneralPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fieldsChangeTheDraftOneStepEach();
    void buttonsMoveTheSelectionWithTheRows();
    void altGoesToTheTopAndBottom();
    void keysMoveRemoveAndUndo();
    void B4_askedBeforeADependencyBreaks();
    void B4_cancelledLeavesEverything();
    void dependenciesInOneClick();
    void cutAndPasteBetweenTasksThroughReadableText();
    void pastingNonsenseSaysSo();
    void dropsPackagesFromATree();
    void totalsFollow();
    void readOnlyEditsNothing();
};

void GeneralPageTest::fieldsChangeTheDraftOneStepEach()
{
    Opened opened(2);
    auto *name = opened.find<QLineEdit>("nameEdit");
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Office"));
    QCOMPARE(opened.editor.draft().name, QStringLiteral("Office"));
    QTest::keyClicks(opened.find<QPlainTextEdit>("descriptionEdit"), QStringLiteral("For all"));
    QCOMPARE(opened.editor.draft().description, QStringLiteral("For all"));
    QTest::keyClick(opened.find<QComboBox>("priorityBox"), Qt::Key_Down);
    QCOMPARE(opened.editor.draft().priority, TaskPriority::high);
    opened.click("enabledBox");
    QVERIFY(!opened.editor.draft().enabled);
    QCOMPARE(opened.editor.undoText(), QStringLiteral("Disable the sequence"));

    for (const auto *text : {"Change the priority", "Change the description", "Rename the sequence"}) {
        opened.editor.undo();
        QCOMPARE(opened.editor.undoText(), QLatin1String(text));
    }
    opened.editor.undo();
    QVERIFY(!opened.editor.isDirty());
    QCOMPARE(name->text(), QStringLiteral("Rollout"));
    QCOMPARE(opened.find<QPlainTextEdit>("descriptionEdit")->toPlainText(), QString());
    QVERIFY(opened.find<QCheckBox>("enabledBox")->isChecked());
}

void GeneralPageTest::buttonsMoveTheSelectionWithTheRows()
{
    Opened opened(6);
    opened.view()->selectRows({1, 3});
    opened.click("upButton");
    QCOMPARE(opened.order(), QStringLiteral("2 1 4 3 5 6"));
    QCOMPARE(opened.view()->selectedRows(), (std::vector<int>{0, 2}));
    opened.click("upButton"); // the first leans on the edge
    QCOMPARE(opened.order(), QStringLiteral("2 4 1 3 5 6"));
    QCOMPARE(opened.view()->selectedRows(), (std::vector<int>{0, 1}));
    QVERIFY(!opened.find<QToolButton>("upButton")->isEnabled());
    opened.click("downButton");
    QCOMPARE(opened.order(), QStringLiteral("1 2 4 3 5 6"));
    QCOMPARE(opened.view()->selectedRows(), (std::vector<int>{1, 2}));
    opened.editor.undo();
    opened.editor.undo();
    opened.editor.undo();
    QVERIFY(!opened.editor.isDirty());
    QCOMPARE(opened.view()->selectedRows(), (std::vector<int>{1, 3}));
}

void GeneralPageTest::altGoesToTheTopAndBottom()
{
    Opened opened(5);
    opened.view()->selectRows({1, 3});
    opened.click("downButton", Qt::AltModifier);
    QCOMPARE(opened.order(), QStringLiteral("1 3 5 2 4"));
    QCOMPARE(opened.view()->selectedRows(), (std::vector<int>{3, 4}));
    opened.click("upButton", Qt::AltModifier);
    QCOMPARE(opened.order(), QStringLiteral("2 4 1 3 5"));
}

void GeneralPageTest::keysMoveRemoveAndUndo()
{
    Opened opened(4);
    QApplication::setActiveWindow(&opened.page);
    opened.view()->setFocus();
    opened.view()->selectRows({0});
    QTest::keyClick(opened.view(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(opened.order(), QStringLiteral("2 1 3 4"));
    QTest::keyClick(opened.view(), Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(opened.order(), QStringLiteral("2 3 4 1"));
    QTest::keyClick(opened.view(), Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(opened.order(), QStringLiteral("2 3 1 4"));
    QTest::keyClick(opened.view(), Qt::Key_Delete);
    QCOMPARE(opened.order(), QStringLiteral("2 3 4"));
    QCOMPARE(opened.view()->selectedRows(), (std::vector<int>{2})); // the next one, so that Delete can go on
}

void GeneralPageTest::B4_askedBeforeADependencyBreaks()
{
    Opened opened(4);
    opened.need(3, 2);
    opened.need(4, 2);
    opened.view()->selectRows({2});
    QString asked;
    const DialogDriver driver(QStringLiteral("brokenDependenciesBox"), [&](QDialog &box) {
        asked = static_cast<QMessageBox &>(box).informativeText();
        clicking(QStringLiteral("answer0"))(box);
    });
    opened.click("upButton");
    QVERIFY(asked.contains(QStringLiteral("Item 3 (Program 3) needs item 2 (Program 2)")));
    QVERIFY(!asked.contains(QStringLiteral("Item 4"))); // that one holds
    QCOMPARE(opened.order(), QStringLiteral("1 3 2 4"));
    QVERIFY(opened.editor.draft().items[1].dependencies.empty());
    QCOMPARE(opened.editor.draft().items[3].dependencies.size(), size_t(1));
    opened.editor.undo(); // one step, the dependency is back
    QCOMPARE(opened.editor.draft().items[2].dependencies.size(), size_t(1));
}

void GeneralPageTest::B4_cancelledLeavesEverything()
{
    Opened opened(3);
    opened.need(2, 1);
    const SequentialTask before = opened.editor.draft();
    opened.view()->selectRows({0});
    {
        const DialogDriver driver(QStringLiteral("brokenDependenciesBox"), clicking(QStringLiteral("cancelButton")));
        opened.click("removeButton");
    }
    QVERIFY(opened.editor.draft() == before);
    QCOMPARE(opened.view()->selectedRows(), (std::vector<int>{0}));
}

void GeneralPageTest::dependenciesInOneClick()
{
    Opened opened(4);
    opened.view()->selectRows({1, 2, 3});
    opened.click("onPreviousButton");
    for (size_t i = 1; i < 4; ++i) {
        QCOMPARE(opened.editor.draft().items[i].dependencies.size(), size_t(1));
        QVERIFY(opened.editor.draft().items[i].dependencies[0].on == opened.editor.draft().items[i - 1].id);
    }
    opened.view()->selectRows({3});
    opened.click("onAllButton");
    QCOMPARE(opened.editor.draft().items[3].dependencies.size(), size_t(3));
    QCOMPARE(opened.find<QGroupBox>("dependenciesBox")->title(), QStringLiteral("Dependencies of 4 Program 4"));
    opened.click("onNoneButton");
    QVERIFY(opened.editor.draft().items[3].dependencies.empty());

    auto *view = opened.find<QTreeView>("dependencyView");
    const QRect box = view->visualRect(view->model()->index(1, 0));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(box.left() + box.height() / 2, box.center().y()));
    QCOMPARE(opened.editor.undoText(), QStringLiteral("Make item 4 need item 2"));
}

void GeneralPageTest::cutAndPasteBetweenTasksThroughReadableText()
{
    Opened from(5);
    from.need(3, 2);
    from.view()->selectRows({1, 2});
    from.find<QAction>("copyAction")->trigger();
    const QString text = QApplication::clipboard()->text();
    QVERIFY(text.contains(QStringLiteral("Program 2")) && text.contains(QStringLiteral("Package 003")));
    from.find<QAction>("cutAction")->trigger();
    QCOMPARE(from.order(), QStringLiteral("1 4 5"));

    TaskEditor other(*from.store.session, from.store.task(QStringLiteral("Other"), 1));
    GeneralPage page(other, from.directory);
    QApplication::clipboard()->setText(text); // as it comes back out of a text editor
    page.findChild<QAction *>(QStringLiteral("pasteAction"))->trigger();
    QCOMPARE(other.draft().items.size(), size_t(3));
    QVERIFY(other.draft().items[1].program == from.store.program(2));
    QCOMPARE(other.draft().items[2].dependencies.size(), size_t(1));
    QVERIFY(other.draft().items[2].dependencies[0].on == other.draft().items[1].id);
    QVERIFY(from.editor.saved().indexOf(other.draft().items[1].id) < 0); // B1: other tasks, though the same programs
}

void GeneralPageTest::pastingNonsenseSaysSo()
{
    Opened opened(2);
    QApplication::clipboard()->setText(QStringLiteral("just words"));
    const SequentialTask before = opened.editor.draft();
    bool told = false;
    const DialogDriver driver(QStringLiteral("errorBox"), [&](QDialog &box) {
        told = !static_cast<QMessageBox &>(box).informativeText().isEmpty();
        box.accept();
    });
    opened.find<QAction>("pasteAction")->trigger();
    QVERIFY(told);
    QVERIFY(opened.editor.draft() == before);
}

void GeneralPageTest::dropsPackagesFromATree()
{
    Opened opened(3);
    QMimeData dragged;
    dragged.setData(ExecutionOrderModel::programsMimeType(),
                    (opened.store.program(7).toString() + u'\n' + opened.store.program(8).toString()).toLatin1());
    drop(*opened.view(), 1, dragged, Qt::CopyAction);
    QCOMPARE(opened.order(), QStringLiteral("1 7 8 2 3"));
    QCOMPARE(opened.view()->selectedRows(), (std::vector<int>{1, 2}));

    const std::unique_ptr<QMimeData> rows(opened.view()->model()->mimeData({opened.view()->model()->index(4, 0)}));
    drop(*opened.view(), 0, *rows, Qt::MoveAction);
    QCOMPARE(opened.order(), QStringLiteral("3 1 7 8 2"));
}

void GeneralPageTest::totalsFollow()
{
    Opened opened(2);
    auto *totals = opened.find<QLabel>("totalsLabel");
    QCOMPARE(totals->text(), QStringLiteral("2 item(s) · about 3 min · no restart"));
    opened.store.packages[1].programs[0].afterRunning = AfterRunning::restart;
    QVERIFY(opened.store.session->workspace().store().catalogue().save(opened.store.packages).ok());
    opened.store.session->noteCatalogueChange();
    QTRY_COMPARE(totals->text(), QStringLiteral("2 item(s) · about 3 min · 1 restart(s)"));
}

void GeneralPageTest::readOnlyEditsNothing()
{
    ConsoleStore store(3);
    const SequentialTask task = store.save(store.task(QStringLiteral("Rollout"), 3));
    auto session = StoreSession::open(store.path(), Access::readOnly);
    QVERIFY(session.ok());
    CatalogueDirectory directory(**session);
    TaskEditor editor(**session, task);
    GeneralPage page(editor, directory);
    page.show();
    auto *view = page.findChild<ExecutionOrderView *>();
    view->selectRows({1});
    for (const char *name : {"addButton", "removeButton", "upButton", "downButton", "onPreviousButton", "scheduleButton"})
        QVERIFY2(!page.findChild<QAbstractButton *>(QLatin1String(name))->isEnabled(), name);
    QTest::keyClick(view, Qt::Key_Delete);
    QTest::keyClick(view, Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClicks(page.findChild<QLineEdit *>(QStringLiteral("nameEdit")), QStringLiteral("x"));
    QVERIFY(editor.draft() == task);
    QVERIFY(page.findChild<QAction *>(QStringLiteral("copyAction"))->isEnabled());
}

QTEST_MAIN(GeneralPageTest)
#include "generalpage_test.moc"
