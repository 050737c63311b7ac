#include "models/executionordermodel.h"
#include "models/orderedit.h"
#include "tests/support/consolestore.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QPersistentModelIndex>
#include <QRandomGenerator>
#include <QSignalSpy>

#include <algorithm>

using namespace seriatim;

namespace {

using Model = ExecutionOrderModel;

QString cell(const Model &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

QStringList programColumn(const Model &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(cell(model, row, Model::programColumn));
    return names;
}

void need(TaskEditor &editor, int place, int on)
{
    editor.edit(QStringLiteral("need"), [&](SequentialTask &task) { QVERIFY(addDependency(task, place, on, std::nullopt).ok()); });
}

} // namespace

class ExecutionOrderModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsEachItemInWords();
    void persistentRowsGoWithTheirItems_data();
    void persistentRowsGoWithTheirItems();
    void followsAnyChangeOfTheDraft();
    void aLargeRearrangementKeepsSelections();
    void rowsAtTheEdgeStayWhenOthersMove();
    void B4_saysWhatAMoveWouldBreak();
    void B4_saysWhatARemovalWouldBreak();
    void undoAndRedoGoThroughEqualDrafts();
    void totalsCountTimeAndRestarts();
    void draggedRowsAreKnownByTheirOwnEditorOnly();
};

void ExecutionOrderModelTest::showsEachItemInWords()
{
    ConsoleStore store(3);
    TaskEditor editor(*store.session, store.task(QStringLiteral("T"), 3));
    need(editor, 3, 1);
    need(editor, 3, 2);
    Model model(editor);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(cell(model, 2, Model::placeColumn), QStringLiteral("3"));
    QCOMPARE(cell(model, 2, Model::packageColumn), QStringLiteral("Package 003 1.3"));
    QCOMPARE(cell(model, 2, Model::programColumn), QStringLiteral("Program 3"));
    QCOMPARE(cell(model, 2, Model::successCodesColumn), QStringLiteral("0"));
    QCOMPARE(cell(model, 2, Model::dependenciesColumn), QStringLiteral("needs 1, 2"));
    QCOMPARE(cell(model, 0, Model::dependenciesColumn), QStringLiteral("—"));
    QCOMPARE(cell(model, 2, Model::runTimeColumn), QStringLiteral("3 min"));

    editor.edit(QStringLiteral("codes"), [](SequentialTask &task) { task.items[2].dependencies[0].codes = ReturnCodeList{1603, 0}; });
    QCOMPARE(cell(model, 2, Model::dependenciesColumn), QStringLiteral("needs 2, 1 to return 1603,0"));
}

void ExecutionOrderModelTest::persistentRowsGoWithTheirItems_data()
{
    QTest::addColumn<QList<int>>("rows");
    QTest::addColumn<int>("before");
    QTest::addColumn<QStringList>("expected");
    const auto names = [](const char *order) {
        QStringList list;
        for (const char *c = order; *c; ++c)
            list.append(QStringLiteral("Program %1").arg(QLatin1Char(*c)));
        return list;
    };
    QTest::newRow("one up") << QList<int>{3} << 1 << names("142356");
    QTest::newRow("one down") << QList<int>{1} << 4 << names("134256");
    QTest::newRow("block to the end") << QList<int>{0, 1} << 6 << names("345612");
    QTest::newRow("scattered together") << QList<int>{0, 2, 4} << 4 << names("241356");
    QTest::newRow("into itself") << QList<int>{2, 3} << 3 << names("123456");
}

void ExecutionOrderModelTest::persistentRowsGoWithTheirItems()
{
    QFETCH(QList<int>, rows);
    QFETCH(int, before);
    QFETCH(QStringList, expected);
    ConsoleStore store(6);
    TaskEditor editor(*store.session, store.task(QStringLiteral("T"), 6));
    Model model(editor);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    std::vector<std::pair<QPersistentModelIndex, QString>> kept;
    for (int row = 0; row < 6; ++row)
        kept.emplace_back(model.index(row, Model::programColumn), cell(model, row, Model::programColumn));

    apply(editor, moveBefore(editor.draft(), {rows.begin(), rows.end()}, before));
    QCOMPARE(programColumn(model), expected);
    for (const auto &[index, name] : kept)
        QCOMPARE(index.data().toString(), name);
    QCOMPARE(resets.count(), 0);
}

void ExecutionOrderModelTest::followsAnyChangeOfTheDraft()
{
    ConsoleStore store(12);
    TaskEditor editor(*store.session, store.task(QStringLiteral("T"), 8));
    Model model(editor);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QRandomGenerator random(7);
    for (int round = 0; round < 300; ++round) {
        editor.edit(QStringLiteral("anything"), [&](SequentialTask &task) {
            std::shuffle(task.items.begin(), task.items.end(), random);
            if (!task.items.empty() && random.bounded(2))
                task.items.erase(task.items.begin() + random.bounded(static_cast<int>(task.items.size())));
            for (int added = random.bounded(3); added > 0; --added)
                task.items.emplace(task.items.begin() + random.bounded(static_cast<int>(task.items.size()) + 1), LineItemId::mint(), store.program(1 + random.bounded(12)));
        });
        QVERIFY(model.items() == editor.draft().items);
        if (random.bounded(3) == 0)
            editor.undo();
        QVERIFY(model.items() == editor.draft().items);
    }
}

void ExecutionOrderModelTest::aLargeRearrangementKeepsSelections()
{
    ConsoleStore store(3);
    SequentialTask task(TaskId::mint(), QStringLiteral("T"));
    for (int i = 0; i < 3000; ++i)
        task.items.emplace_back(LineItemId::mint(), store.program(1 + i % 3));
    TaskEditor editor(*store.session, task);
    Model model(editor);
    const QPersistentModelIndex kept(model.index(10, Model::programColumn));
    const LineItemId id = model.items()[10].id;
    editor.edit(QStringLiteral("reverse"), [&](SequentialTask &draft) {
        std::ranges::reverse(draft.items);
        draft.items.emplace(draft.items.begin() + 5, LineItemId::mint(), store.program(1));
    });
    QVERIFY(model.items() == editor.draft().items);
    QVERIFY(model.items()[static_cast<size_t>(kept.row())].id == id);
    QVERIFY(kept.row() != 10);
}

void ExecutionOrderModelTest::rowsAtTheEdgeStayWhenOthersMove()
{
    ConsoleStore store(5);
    const SequentialTask task = store.task(QStringLiteral("T"), 5);
    QCOMPARE(moveByOne(task, {0, 1, 3}, -1).order, (std::vector<int>{0, 1, 3, 2, 4}));
    QCOMPARE(moveByOne(task, {1, 4, 3}, 1).order, (std::vector<int>{0, 2, 1, 3, 4}));
    QVERIFY(!moveByOne(task, {0, 1}, -1).changes);
    QCOMPARE(moveToTop(task, {4, 2}).order, (std::vector<int>{2, 4, 0, 1, 3}));
    QCOMPARE(moveToBottom(task, {0}).order, (std::vector<int>{1, 2, 3, 4, 0}));
}

void ExecutionOrderModelTest::B4_saysWhatAMoveWouldBreak()
{
    ConsoleStore store(4);
    TaskEditor editor(*store.session, store.task(QStringLiteral("T"), 4));
    need(editor, 3, 1);
    need(editor, 4, 3);
    const OrderEdit edit = moveByOne(editor.draft(), {1, 2}, -1);
    QCOMPARE(edit.broken, (std::vector<BrokenDependency>{{3, 1}}));
    QCOMPARE(brokenSentences(editor, edit.broken), QStringList{QStringLiteral("Item 3 (Program 3) needs item 1 (Program 1)")});
    apply(editor, edit);
    QVERIFY(editor.draft().items[1].dependencies.empty()); // exactly that one is dropped
    QCOMPARE(editor.draft().items[3].dependencies.size(), size_t(1));
    QVERIFY(moveBefore(editor.draft(), {1, 3}, 0).broken.empty()); // moved together, nothing breaks
}

void ExecutionOrderModelTest::B4_saysWhatARemovalWouldBreak()
{
    ConsoleStore store(4);
    TaskEditor editor(*store.session, store.task(QStringLiteral("T"), 4));
    need(editor, 2, 1);
    need(editor, 4, 2);
    const OrderEdit both = removal(editor.draft(), {0, 1});
    QCOMPARE(both.broken, (std::vector<BrokenDependency>{{4, 2}})); // the one between them goes with them
    QCOMPARE(both.text, QStringLiteral("Remove 2 item(s)"));
    apply(editor, both);
    QCOMPARE(editor.draft().items.size(), size_t(2));
    QVERIFY(editor.draft().items[1].dependencies.empty());
}

void ExecutionOrderModelTest::undoAndRedoGoThroughEqualDrafts()
{
    ConsoleStore store(9);
    const SequentialTask saved = store.save(store.task(QStringLiteral("T"), 6));
    TaskEditor editor(*store.session, saved);
    Model model(editor);
    std::vector<SequentialTask> states{editor.draft()};
    const auto done = [&] { states.push_back(editor.draft()); };
    apply(editor, moveToBottom(editor.draft(), {0, 2})); done();
    addPrograms(editor, {store.program(7), store.program(8)}, 3); done();
    dependOn(editor, {4, 5}, [](int row) { return std::vector<int>{row - 1}; }, QStringLiteral("Depend")); done();
    editor.edit(QStringLiteral("Rename"), [](SequentialTask &task) { task.name = QStringLiteral("U"); }); done();
    apply(editor, removal(editor.draft(), {3, 4})); done();
    QVERIFY(editor.isDirty());
    for (size_t i = states.size(); i-- > 1;) {
        editor.undo();
        QVERIFY(editor.draft() == states[i - 1]);
        QVERIFY(model.items() == states[i - 1].items);
    }
    QVERIFY(!editor.isDirty());
    for (size_t i = 1; i < states.size(); ++i) {
        editor.redo();
        QVERIFY(editor.draft() == states[i]);
        QVERIFY(model.items() == states[i].items);
    }
}

void ExecutionOrderModelTest::totalsCountTimeAndRestarts()
{
    ConsoleStore store(3);
    store.packages[0].programs[0].afterRunning = AfterRunning::restart;
    store.packages[1].programs[0].codes = ReturnCodeRules::windowsInstaller();
    store.packages[2].programs[0].estimatedRunTimeMinutes = 0;
    QVERIFY(store.session->workspace().store().catalogue().save(store.packages).ok());
    TaskEditor editor(*store.session, store.task(QStringLiteral("T"), 3));
    const OrderTotals totals = totalsOf(editor.draft(), editor.programs());
    QCOMPARE(totals.minutes, 3);
    QCOMPARE(totals.withoutTime, 1);
    QCOMPARE(totals.restarts, 1);
    QCOMPARE(totals.maybeRestarts, 1);
}

void ExecutionOrderModelTest::draggedRowsAreKnownByTheirOwnEditorOnly()
{
    ConsoleStore store(3);
    TaskEditor one(*store.session, store.task(QStringLiteral("T"), 3));
    TaskEditor other(*store.session, store.task(QStringLiteral("U"), 3));
    Model model(one);
    Model otherModel(other);
    const std::unique_ptr<QMimeData> data(model.mimeData({model.index(2, 0), model.index(0, 0), model.index(0, 1)}));
    QCOMPARE(model.draggedRows(*data), (std::vector<int>{0, 2}));
    QVERIFY(otherModel.draggedRows(*data).empty());
    QVERIFY(data->text().contains(QStringLiteral("Program 3")));
}

QTEST_GUILESS_MAIN(ExecutionOrderModelTest)
#include "executionordermodel_test.moc"
