#include "models/cataloguetables.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QtTest>

#include <random>

using namespace seriatim;

namespace {

Computer computer(const QString &name, int memoryMb = 0, const QString &system = {})
{
    Computer made(ComputerId::mint(), name);
    made.memoryMb = memoryMb;
    made.operatingSystem = system;
    return made;
}

QStringList names(const ComputerTable &table)
{
    QStringList all;
    for (int row = 0; row < table.rowCount(); ++row)
        all.append(table.object(row).name);
    return all;
}

} // namespace

class ObjectTableModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sortsOnValuesAndNumbersInNames();
    void filtersByAnyPart();
    void changesFollowTheStore();
    void randomChangesGiveTheSameAsAFreshTable();
    void checksSurviveAFilter();
    void tenThousandRowsAreFluent();
};

void ObjectTableModelTest::sortsOnValuesAndNumbersInNames()
{
    ComputerTable table(computerColumns());
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    table.setObjects({computer(QStringLiteral("PC-10"), 900), computer(QStringLiteral("pc-9"), 16'000), computer(QStringLiteral("PC-1"), 2'000)});
    QCOMPARE(names(table), QStringList({QStringLiteral("PC-1"), QStringLiteral("pc-9"), QStringLiteral("PC-10")}));
    const QPersistentModelIndex nine = table.index(1, 0);
    table.sort(4, Qt::DescendingOrder); // memory: by number, not by text
    QCOMPARE(names(table), QStringList({QStringLiteral("pc-9"), QStringLiteral("PC-1"), QStringLiteral("PC-10")}));
    QCOMPARE(nine.row(), 0);
}

void ObjectTableModelTest::filtersByAnyPart()
{
    ComputerTable table(computerColumns());
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    table.setObjects({computer(QStringLiteral("PC-1"), 0, QStringLiteral("Windows 10")), computer(QStringLiteral("PC-2"), 0, QStringLiteral("Debian")),
                      computer(QStringLiteral("MÜNCHEN-2"), 0, QStringLiteral("Windows 11"))});
    table.setFilter(QStringLiteral("win 2"));
    QCOMPARE(names(table), QStringList({QStringLiteral("MÜNCHEN-2")}));
    table.setFilter(QStringLiteral("munchen"));
    QCOMPARE(table.rowCount(), 1);
    table.setFilter({});
    QCOMPARE(table.rowCount(), 3);
}

void ObjectTableModelTest::changesFollowTheStore()
{
    ComputerTable table(computerColumns());
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<Computer> computers{computer(QStringLiteral("A")), computer(QStringLiteral("B")), computer(QStringLiteral("D"))};
    table.setObjects(computers);
    QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
    QSignalSpy data(&table, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&table, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&table, &QAbstractItemModel::rowsRemoved);
    const QPersistentModelIndex last = table.index(2, 0);

    table.setObjects(computers);
    QCOMPARE(data.count() + inserted.count() + removed.count(), 0);
    computers[1].user = QStringLiteral("anna");
    computers.push_back(computer(QStringLiteral("C")));
    table.setObjects(computers);
    QCOMPARE(names(table), QStringList({QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C"), QStringLiteral("D")}));
    QCOMPARE(data.count(), 1);
    QCOMPARE(data.front().front().toModelIndex().row(), 1);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(last.row(), 3);
    computers.erase(computers.begin());
    computers[1].name = QStringLiteral("0 first now");
    table.setObjects(computers);
    QCOMPARE(names(table), QStringList({QStringLiteral("0 first now"), QStringLiteral("B"), QStringLiteral("C")}));
    QCOMPARE(last.row(), 0);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(reset.count(), 0);
}

void ObjectTableModelTest::randomChangesGiveTheSameAsAFreshTable()
{
    std::mt19937 random(7);
    ComputerTable table(computerColumns());
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    table.setFilter(QStringLiteral("1"));
    std::vector<Computer> computers;
    for (int round = 0; round < 200; ++round) {
        for (int change = 0; change < 4; ++change) {
            const size_t at = computers.empty() ? 0 : random() % computers.size();
            const QString name = QStringLiteral("PC-%1").arg(random() % 300);
            if (computers.empty() || random() % 3 == 0)
                computers.insert(computers.begin() + static_cast<qptrdiff>(at), computer(name));
            else if (random() % 3 == 0)
                computers.erase(computers.begin() + static_cast<qptrdiff>(at));
            else
                computers[at].name = name;
        }
        table.setObjects(computers);
        ComputerTable fresh(computerColumns());
        fresh.setFilter(QStringLiteral("1"));
        fresh.setObjects(computers);
        QCOMPARE(names(table), names(fresh));
    }
}

void ObjectTableModelTest::checksSurviveAFilter()
{
    ComputerTable table(computerColumns());
    table.setCheckable(true);
    table.setObjects({computer(QStringLiteral("A")), computer(QStringLiteral("B"))});
    QVERIFY(table.setData(table.index(0, 0), Qt::Checked, Qt::CheckStateRole));
    table.setFilter(QStringLiteral("B"));
    table.checkShown(true);
    table.setFilter({});
    QCOMPARE(table.checked().size(), 2);
    table.setFilter(QStringLiteral("A"));
    table.checkShown(false);
    QCOMPARE(table.checked().size(), 1);
}

void ObjectTableModelTest::tenThousandRowsAreFluent()
{
    std::vector<Computer> computers;
    for (int i = 0; i < 10'000; ++i)
        computers.push_back(computer(QStringLiteral("PC-%1").arg((i * 7919) % 10'007), i % 64 * 1024, QStringLiteral("Windows 10")));
    ComputerTable table(computerColumns());
    table.setObjects(computers);
    QElapsedTimer watch;
    watch.start();
    table.setFilter(QStringLiteral("pc-12"));
    qInfo("filtered in %lld ms", watch.restart());
    table.setFilter({});
    qInfo("all shown again in %lld ms", watch.restart());
    table.sort(4, Qt::DescendingOrder);
    qInfo("sorted in %lld ms", watch.restart());
    computers[77].user = QStringLiteral("anna");
    table.setObjects(computers);
    qInfo("a change taken over in %lld ms", watch.restart());
    QCOMPARE(table.rowCount(), 10'000);
}

QTEST_GUILESS_MAIN(ObjectTableModelTest)
#include "objecttablemodel_test.moc"
