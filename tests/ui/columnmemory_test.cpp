// Column widths and sorting come back, in the next window and the next day; what the settings say is not trusted.
#include "models/consolesettings.h"
#include "ui/columnmemory.h"

#include <QAction>
#include <QHeaderView>
#include <QSettings>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace seriatim;

namespace {

const QString settingsKey = QStringLiteral("columns/table");

struct Table {
    explicit Table(const QStringList &titles = {QStringLiteral("Name"), QStringLiteral("Size"), QStringLiteral("Note")}) : model(3, static_cast<int>(titles.size()))
    {
        model.setHorizontalHeaderLabels(titles);
        view.setModel(&model);
        view.setSortingEnabled(true);
        view.sortByColumn(0, Qt::AscendingOrder);
        view.resize(900, 200);
        for (int column = 0; column < model.columnCount(); ++column)
            view.setColumnWidth(column, 100);
        memory = new ColumnMemory(*view.header(), QStringLiteral("table"));
        view.show();
    }

    // By its right edge, as a user does.
    void drag(int column, int by)
    {
        QWidget *header = view.header()->viewport();
        const QPoint edge(view.header()->sectionViewportPosition(column) + view.header()->sectionSize(column) - 1, header->height() / 2);
        QTest::mousePress(header, Qt::LeftButton, {}, edge);
        QTest::mouseMove(header, edge + QPoint(by, 0));
        QTest::mouseRelease(header, Qt::LeftButton, {}, edge + QPoint(by, 0));
        QCoreApplication::processEvents();
    }

    void clickTitle(int column)
    {
        QWidget *header = view.header()->viewport();
        QTest::mouseClick(header, Qt::LeftButton, {}, {view.header()->sectionViewportPosition(column) + 30, header->height() / 2});
        QCoreApplication::processEvents();
    }

    QStandardItemModel model;
    QTreeView view;
    ColumnMemory *memory = nullptr;
};

} // namespace

class ColumnMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareSettings(m_folder.path()); }
    void init() { QSettings().clear(); }

    void aWidthThatWasDraggedIsThereInTheNextTable()
    {
        {
            Table table;
            table.drag(1, 60);
            QCOMPARE(table.view.columnWidth(1), 160);
        }
        const Table next;
        QCOMPARE(next.view.columnWidth(0), 100);
        QCOMPARE(next.view.columnWidth(1), 160);
    }

    void whatTheProgramSetsIsNotTakenForTheUsersWish()
    {
        {
            Table table;
            table.view.setColumnWidth(1, 300);
            table.clickTitle(2); // writes, because of the sorting
        }
        const Table next;
        QCOMPARE(next.view.columnWidth(1), 100);
    }

    void aChosenWidthOutlivesTheProgramsOwnFitting()
    {
        Table table;
        table.drag(1, 60);
        for (int column = 0; column < 3; ++column)
            table.view.setColumnWidth(column, 50);
        table.memory->apply();
        QCOMPARE(table.view.columnWidth(0), 50);
        QCOMPARE(table.view.columnWidth(1), 160);
    }

    void theSortingComesBack()
    {
        {
            Table table;
            table.clickTitle(1);
            table.clickTitle(1);
        }
        const Table next;
        QCOMPARE(next.view.header()->sortIndicatorSection(), 1);
        QCOMPARE(next.view.header()->sortIndicatorOrder(), Qt::DescendingOrder);
    }

    void columnsAreKnownByTheirTitles()
    {
        {
            Table table;
            table.drag(1, 60);
        }
        const Table later({QStringLiteral("Place"), QStringLiteral("Name"), QStringLiteral("Size"), QStringLiteral("Note")});
        QCOMPARE(later.view.columnWidth(1), 100);
        QCOMPARE(later.view.columnWidth(2), 160);
    }

    void resettingGivesTheOwnWidthsBack()
    {
        Table table;
        table.drag(1, 60);
        table.view.header()->actions().constFirst()->trigger();
        QCOMPARE(table.view.columnWidth(1), 100);
        const Table next;
        QCOMPARE(next.view.columnWidth(1), 100);
    }

    void nonsenseInTheSettingsIsPassedOver_data()
    {
        QTest::addColumn<QVariant>("kept");
        QTest::newRow("text") << QVariant(QStringLiteral("wide"));
        QTest::newRow("no number") << QVariant(QVariantMap{{QStringLiteral("widths"), QVariantMap{{QStringLiteral("Size"), QStringLiteral("x")}}}});
        QTest::newRow("negative") << QVariant(QVariantMap{{QStringLiteral("widths"), QVariantMap{{QStringLiteral("Size"), -5}}}});
        QTest::newRow("wider than any screen") << QVariant(QVariantMap{{QStringLiteral("widths"), QVariantMap{{QStringLiteral("Size"), 2'000'000'000}}}});
        QTest::newRow("no such column") << QVariant(QVariantMap{{QStringLiteral("sortedBy"), QStringLiteral("Colour")}});
    }
    void nonsenseInTheSettingsIsPassedOver()
    {
        QFETCH(QVariant, kept);
        ConsoleSettings().setValue(settingsKey, kept);
        const Table table;
        QCOMPARE(table.view.columnWidth(0), 100);
        QCOMPARE(table.view.columnWidth(1), 100);
        QCOMPARE(table.view.header()->sortIndicatorSection(), 0);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(ColumnMemoryTest)
#include "columnmemory_test.moc"
