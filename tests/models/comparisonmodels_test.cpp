// The tables of two runs beside each other, and of a run beside reality.
#include "models/comparisontablemodel.h"
#include "models/englishplurals.h"
#include "models/statusdifferencesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

const RecordedItem good{ItemStatus::succeeded, 0, 1, 1, false};
const RecordedItem again{ItemStatus::succeeded, 0, 2, 2, false};
const RecordedItem bad{ItemStatus::failed, 5, 1, 1, false};

std::vector<RecordedPlacement> computers(const std::vector<int> &outcomes)
{
    std::vector<RecordedPlacement> placed;
    for (const int outcome : outcomes)
        placed.push_back({static_cast<int>(placed.size()), {}, outcome, 600});
    return placed;
}

// 1,200 computers, every one of which retries in the first run; one fails in the second, which has one computer less.
RunComparison twoRuns()
{
    FleetComparer comparer({{ComputerStatus::succeeded, 0, 1, {again, good}}}, {{ComputerStatus::succeeded, 1, 1, {good}}, {ComputerStatus::failed, 0, 1, {bad}}},
                           {{1, 1, text("P/a")}, {2, 0, text("P/b")}});
    comparer.addFirst(computers(std::vector<int>(1200, 0)));
    std::vector<int> second(1199, 0);
    second[3] = 1;
    comparer.addSecond(computers(second));
    return comparer.finish();
}

ComparedComputer compared(const char *name, Agreement agreement, int item = -1)
{
    ComparedComputer computer;
    computer.name = text(name);
    computer.agreement = agreement;
    computer.item = item;
    computer.simulated = computer.real = ComputerStatus::succeeded;
    if (item >= 0) {
        computer.simulatedStep = {ItemStatus::succeeded, 0, 1};
        computer.realStep = agreement == Agreement::attempts ? StepResult{ItemStatus::succeeded, 0, 3} : StepResult{ItemStatus::failed, 1603, 1};
    }
    return computer;
}

StatusComparison reality()
{
    StatusComparison comparison(TaskId::mint());
    comparison.items = {{1, 2, text("P/a")}, {2, 1, text("P/b")}};
    comparison.computers = {compared("A", Agreement::result, 0), compared("B", Agreement::attempts, 1), compared("C", Agreement::notYet), compared("D", Agreement::onlyReal),
                            compared("E", Agreement::onlySimulated), compared("F", Agreement::withdrawn), compared("G", Agreement::restarts)};
    comparison.computers.back().realRestarts = 2;
    for (const ComparedComputer &computer : comparison.computers)
        ++comparison.counts[computer.agreement];
    comparison.counts[Agreement::same] = 4;
    comparison.simulatedComputers = 10;
    comparison.realComputers = 9;
    comparison.steps = differencesByStep(comparison.computers);
    return comparison;
}

QStringList column(const QAbstractItemModel &model, int number)
{
    QStringList cells;
    for (int row = 0; row < model.rowCount(); ++row)
        cells.append(model.index(row, number).data().toString());
    return cells;
}

QStringList row(const QAbstractItemModel &model, int number)
{
    QStringList cells;
    for (int i = 0; i < model.columnCount(); ++i)
        cells.append(model.index(number, i).data().toString());
    return cells;
}

} // namespace

class ComparisonModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(new EnglishPlurals(this)); }

    void figuresHaveTheirDifference()
    {
        ComparisonTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.showFigures(twoRuns());
        QCOMPARE(row(model, 0), (QStringList{text("Computers"), text("1,200"), text("1,199"), text("-1")}));
        QCOMPARE(row(model, 1), (QStringList{text("Failed"), text("0"), text("1"), text("+1")}));
        const qsizetype percentile = column(model, 0).indexOf(text("90 % of these after"));
        QCOMPARE(row(model, static_cast<int>(percentile)), (QStringList{text("90 % of these after"), text("10 min 0 s"), text("10 min 0 s"), text("0")}));
        QVERIFY(column(model, 0).contains(text("Succeeded")));
    }

    void itemsShowWhatBecameOfThem()
    {
        ComparisonTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.showItems(twoRuns());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(row(model, 0), (QStringList{text("1"), text("P/a"), text("1,200 → 1,198"), text("0 → 1"), text("0"), text("1,200 → 0"), text("1")}));
        QCOMPARE(row(model, 1), (QStringList{text("only first: 2"), text("P/b"), text("1,200"), text("0"), text("0"), text("0"), QString()}));
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(text("succeeded → failed on 1 computer")));
    }

    void computersShowHowTheyFared()
    {
        ComparisonTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.showComputers(twoRuns());
        QCOMPARE(row(model, 0), (QStringList{text("Worse in the second"), text("1"), text("SIM-000004")}));
        QVERIFY(column(model, 0).contains(text("Succeeded → failed")));
        QCOMPARE(row(model, model.rowCount() - 1), (QStringList{text("Only in the first run"), text("1"), QString()}));
        QCOMPARE(ComparisonTableModel::summary(twoRuns()), text("1199 computers in both runs: 0 the same, 0 better, 1 worse, 1,198 otherwise different."));
    }

    void runsWithoutACommonComputerSaySo()
    {
        QVERIFY(ComparisonTableModel::summary({}).contains(text("no computer in common")));
    }

    void differencesAreFiltered()
    {
        StatusDifferencesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        using Show = StatusDifferencesModel::Show;
        model.setComparison(reality());
        QCOMPARE(column(model, 0), (QStringList{text("A"), text("B"), text("F"), text("G")}));
        const auto shownBy = [&](Show show) {
            model.setFilter(show);
            if (model.rowCount() != model.count(show))
                return text("another number of rows than counted");
            return column(model, 0).join(QString());
        };
        QCOMPARE(shownBy(Show::notYet), text("C"));
        QCOMPARE(shownBy(Show::onlyOne), text("DE"));
        QCOMPARE(shownBy(Show::all), text("ABCDEFG"));
        QCOMPARE(shownBy(Show::differences), text("ABFG"));
        for (int step = 0; step < 3; ++step) {
            model.setStep(step);
            QCOMPARE(model.rowCount(), 1);
        }
        model.setStep(-1);
        QCOMPARE(model.rowCount(), 4);
    }

    void eachRowSaysItsFirstDifference()
    {
        StatusDifferencesModel model;
        model.setComparison(reality());
        QCOMPARE(row(model, 0), (QStringList{text("A"), text("another result"), text("1 (really 2)"), text("P/a"), text("succeeded 0"), text("failed 1603"), text("succeeded"), text("succeeded")}));
        QCOMPARE(row(model, 1).mid(4, 2), (QStringList{text("succeeded 0, 1 attempt"), text("succeeded 0, 3 attempts")}));
        QCOMPARE(row(model, 3).last(), text("succeeded, 2 restarts"));
        QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), text("Item 1 (really 2), P/a: simulated succeeded (0), really failed (1603)."));
        model.setFilter(StatusDifferencesModel::Show::onlyOne);
        QCOMPARE(row(model, 0)[StatusDifferencesModel::SimulatedEnd], QString());
        QCOMPARE(row(model, 1)[StatusDifferencesModel::RealEnd], QString());
    }

    void summariesCount()
    {
        QCOMPARE(StatusDifferencesModel::summary(reality()),
                 text("10 computers simulated, 9 reported: 4 as simulated, 3 otherwise, 1 not yet ended, 1 withdrawn, 1 only simulated, 1 not simulated."));
        StatusComparison nobody(TaskId::mint());
        nobody.simulatedComputers = 3;
        QVERIFY(StatusDifferencesModel::summary(nobody).contains(text("No computer has reported")));
        nobody.realComputers = 1;
        nobody.counts[Agreement::onlySimulated] = 3;
        QVERIFY(StatusDifferencesModel::summary(nobody).contains(text("own computers")));
    }
};

QTEST_GUILESS_MAIN(ComparisonModelsTest)
#include "comparisonmodels_test.moc"
