#include "models/dependencychain.h"
#include "models/dependencymodel.h"
#include "models/orderedit.h"
#include "tests/support/consolestore.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace seriatim;

class DependencyModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void B3_checkingMakesADependencyThatFollowsTheProgram();
    void B3_writtenCodesStayAndClearingFollowsAgain();
    void refusesWhatIsNoCode();
    void followsTheSelectedItemAndUndo();
    void chainOfNeighboursLiesInOneLane();
    void linesThatOverlapHaveLanesOfTheirOwn();
    void everyDependencyIsSeenInItsRows();
};

void DependencyModelTest::B3_checkingMakesADependencyThatFollowsTheProgram()
{
    ConsoleStore store(3);
    store.packages[0].programs[0].codes.success = {0, 5};
    QVERIFY(store.session->workspace().store().catalogue().save(store.packages).ok());
    TaskEditor editor(*store.session, store.task(QStringLiteral("T"), 3));
    DependencyModel model(editor);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setItem(2);
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(model.setData(model.index(0, DependencyModel::itemColumn), Qt::Checked, Qt::CheckStateRole));
    const auto &dependencies = editor.draft().items[2].dependencies;
    QCOMPARE(dependencies.size(), size_t(1));
    QVERIFY(!dependencies[0].codes);
    QCOMPARE(model.index(0, DependencyModel::codesColumn).data().toString(), QStringLiteral("when it returns 0,5"));
    QCOMPARE(editor.undoText(), QStringLiteral("Make item 3 need item 1"));
    QVERIFY(model.setData(model.index(0, DependencyModel::itemColumn), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(editor.draft().items[2].dependencies.empty());
}

void DependencyModelTest::B3_writtenCodesStayAndClearingFollowsAgain()
{
    ConsoleStore store(2);
    TaskEditor editor(*store.session, store.task(QStringLiteral("T"), 2));
    DependencyModel model(editor);
    model.setItem(1);
    const QModelIndex codes = model.index(0, DependencyModel::codesColumn);
    QVERIFY(!(model.flags(codes) & Qt::ItemIsEditable)); // nothing to write codes for yet
    QVERIFY(model.setData(model.index(0, DependencyModel::itemColumn), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.setData(codes, QStringLiteral("1603, 0"), Qt::EditRole));
    QCOMPARE(*editor.draft().items[1].dependencies[0].codes, (ReturnCodeList{1603, 0}));
    QVERIFY(!codes.data(DependencyModel::followsProgramRole).toBool());
    QVERIFY(model.setData(codes, QString(), Qt::EditRole));
    QVERIFY(!editor.draft().items[1].dependencies[0].codes);
}

void DependencyModelTest::refusesWhatIsNoCode()
{
    ConsoleStore store(2);
    TaskEditor editor(*store.session, store.task(QStringLiteral("T"), 2));
    DependencyModel model(editor);
    model.setItem(1);
    QVERIFY(model.setData(model.index(0, DependencyModel::itemColumn), Qt::Checked, Qt::CheckStateRole));
    QSignalSpy refused(&model, &DependencyModel::refused);
    QVERIFY(!model.setData(model.index(0, DependencyModel::codesColumn), QStringLiteral("0, zwei"), Qt::EditRole));
    QCOMPARE(refused.count(), 1);
    QVERIFY(refused.first().first().toString().contains(QStringLiteral("zwei")));
    QVERIFY(!editor.draft().items[1].dependencies[0].codes);
}

void DependencyModelTest::followsTheSelectedItemAndUndo()
{
    ConsoleStore store(5);
    TaskEditor editor(*store.session, store.task(QStringLiteral("T"), 5));
    DependencyModel model(editor);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setItem(4);
    QCOMPARE(model.rowCount(), 4);
    apply(editor, removal(editor.draft(), {1, 2, 3, 4}));
    QCOMPARE(model.rowCount(), 0);
    model.setItem(-1);
    editor.undo();
    QCOMPARE(model.rowCount(), 0);
    model.setItem(3);
    QCOMPARE(model.rowCount(), 3);
}

namespace {

std::vector<LineItem> itemsWith(int count, const std::vector<std::pair<int, int>> &needs)
{
    std::vector<LineItem> items;
    for (int i = 0; i < count; ++i)
        items.emplace_back(LineItemId::mint(), ProgramId::mint());
    for (const auto &[row, on] : needs)
        items[static_cast<size_t>(row)].dependencies.push_back({items[static_cast<size_t>(on)].id, std::nullopt});
    return items;
}

} // namespace

void DependencyModelTest::chainOfNeighboursLiesInOneLane()
{
    const DependencyChain chain(itemsWith(5, {{1, 0}, {2, 1}, {3, 2}, {4, 3}}));
    QCOMPARE(chain.laneCount(), 1);
    QCOMPARE(chain.through(2).size(), size_t(2)); // one ends there, one begins
}

void DependencyModelTest::linesThatOverlapHaveLanesOfTheirOwn()
{
    const DependencyChain chain(itemsWith(6, {{5, 0}, {3, 1}, {2, 1}, {5, 4}}));
    for (const DependencyLine &a : chain.lines()) {
        for (const DependencyLine &b : chain.lines()) {
            if (&a != &b && a.on.front() < b.item && b.on.front() < a.item)
                QVERIFY(a.lane != b.lane);
        }
    }
    const DependencyChain crowded(itemsWith(40, [] {
        std::vector<std::pair<int, int>> needs;
        for (int row = 20; row < 40; ++row)
            needs.emplace_back(row, row - 20);
        return needs;
    }()));
    QCOMPARE(crowded.laneCount(), DependencyChain::maximumLanes);
}

void DependencyModelTest::everyDependencyIsSeenInItsRows()
{
    const DependencyChain chain(itemsWith(300, {{299, 0}, {200, 100}, {150, 149}}));
    const auto seen = [&](int row) {
        std::vector<int> items;
        for (const DependencyLine *line : chain.through(row))
            items.push_back(line->item);
        std::ranges::sort(items);
        return items;
    };
    QCOMPARE(seen(0), (std::vector<int>{299}));
    QCOMPARE(seen(99), (std::vector<int>{299}));
    QCOMPARE(seen(100), (std::vector<int>{200, 299}));
    QCOMPARE(seen(150), (std::vector<int>{150, 200, 299}));
    QCOMPARE(seen(201), (std::vector<int>{299}));
}

QTEST_GUILESS_MAIN(DependencyModelTest)
#include "dependencymodel_test.moc"
