// The Status tab as a list: what it shows, filters, order, and that it stays right while statuses arrive.
#include "models/computeritemsmodel.h"
#include "tests/support/dialogdriver.h"
#include "tests/support/shots.h"
#include "tests/support/statusdesk.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTabWidget>
#include <QToolButton>

#include <thread>

using namespace seriatim;
using test::control;

class StatusPageTest : public test::StatusDesk
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void followsAComputerThatIsStillToCome();
    void saysWhatItShows();
    void explainsTheSelectedComputer();
    void filtersByStateAndName();
    void filtersByResultAndCode();
    void filtersByCollection();
    void showsJustWhatIsAskedFor();
    void sortsInTheStore();
    void copiesRowsThatWereNotReadYet();
    void exportsWhatIsListed();
    void keepsSelectionAndPlaceWhileStatusesArrive();
    void keepsThemInALongListToo();
    void staysRightWhileEventsPourIn();
    void saysWhyAnUnsavedTaskShowsNothing();
    void readsNothingWhileItIsHidden();
};

// A run by hand: its computer may not be one of the task's, and comes with its first report.
void StatusPageTest::followsAComputerThatIsStillToCome()
{
    show(2, 3);
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), 3);
    QCOMPARE(grid().currentIndex().row(), 0);
    m_page->follow(test::computerName(4));
    m_fleet->apply(m_fleet->wholeRun(4));
    m_session->noteStatusChange();
    QTRY_COMPARE(grid().model()->rowCount(), 4);
    QTRY_COMPARE(grid().currentIndex().row(), 3);
    grid().setCurrentIndex(grid().model()->index(1, StatusModel::statusColumn));
    m_fleet->apply(m_fleet->wholeRun(1));
    m_session->noteStatusChange();
    QTRY_COMPARE(cell(0, StatusModel::statusColumn), QStringLiteral("succeeded"));
    QCOMPARE(grid().currentIndex().row(), 1); // the user's choice stays
}

void StatusPageTest::saysWhatItShows() // B38
{
    show(4, 40);
    for (int i = 1; i <= 35; ++i)
        m_fleet->apply(m_fleet->wholeRun(i, i % 9 == 0 ? std::optional(3) : std::nullopt));
    m_fleet->apply({m_fleet->event(36, StatusEvent::Kind::runStarted), m_fleet->itemEvent(36, 1, ItemStatus::running)});
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), 40);
    QCOMPARE(summary(), QStringLiteral("40 computers: 32 succeeded, 3 failed, 1 running, 4 not received"));
    QTRY_COMPARE(cell(8, StatusModel::firstItemColumn + 2), QStringLiteral("failed 1603"));
    QCOMPARE(cell(8, StatusModel::firstItemColumn + 3), QStringLiteral("skipped"));
    grid().selectRow(8);
    QTRY_VERIFY(control<QLabel>(*m_page, "detailHeading").text().contains(test::computerName(9)));
    QTRY_VERIFY(control<QTreeView>(*m_page, "detailItems").model()->rowCount() == 4);
    test::shoot(*m_window, QStringLiteral("status"));
    control<QTabWidget>(*m_page, "detailTabs").setCurrentIndex(1);
    test::shoot(*m_window, QStringLiteral("status-timeline"));
}

void StatusPageTest::explainsTheSelectedComputer() // B39
{
    show(3, 2);
    m_fleet->apply(m_fleet->wholeRun(2, 2));
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), 2);
    grid().setFocus();
    QTest::keyClick(&grid(), Qt::Key_Down);
    auto &items = control<QTreeView>(*m_page, "detailItems");
    QTRY_COMPARE(items.model()->rowCount(), 3);
    QVERIFY(control<QLabel>(*m_page, "detailHeading").text().startsWith(test::computerName(2) + QStringLiteral(" – failed")));
    QCOMPARE(control<QLabel>(*m_page, "detailExplanation").text().section(u'\n', 0, 0), QStringLiteral("Failed: item 2 failed."));
    QVERIFY(control<QLabel>(*m_page, "detailExplanation").text().contains(QStringLiteral("runs an execution order once"))); // so it does not run now
    const auto stored = m_fleet->store.statuses().statusOf(m_fleet->task.id, test::computerName(2));
    QVERIFY(stored.ok() && stored->has_value());
    for (int row = 0; row < 3; ++row)
        QCOMPARE(items.model()->index(row, ComputerItemsModel::Explanation).data().toString(), (*stored)->items[static_cast<size_t>(row)].explanation);
    const auto events = m_fleet->store.statuses().history(m_fleet->task.id, test::computerName(2));
    QVERIFY(events.ok());
    QCOMPARE(control<QTreeView>(*m_page, "detailTimeline").model()->rowCount(), static_cast<int>(events->size()));

    test::click(control<QPushButton>(*m_page, "copyDetailButton"));
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.startsWith(QStringLiteral("Rollout on %1: failed").arg(test::computerName(2))));
    QVERIFY(copied.contains(QStringLiteral("failed 1603")));
}

void StatusPageTest::filtersByStateAndName()
{
    show(2, 12);
    m_fleet->apply(m_fleet->wholeRun(3, 1));
    m_fleet->apply(m_fleet->wholeRun(11, 1));
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), 12);
    auto &state = control<QComboBox>(*m_page, "statusFilter");
    state.setFocus();
    QTest::keyClicks(&state, QStringLiteral("failed"));
    QTRY_COMPARE(grid().model()->rowCount(), 2);
    QCOMPARE(control<QLabel>(*m_page, "statusState").text(), QStringLiteral("2 of 12 computers shown"));
    test::typeInto(control<QLineEdit>(*m_page, "computerFilter"), QStringLiteral("*11"));
    QTRY_COMPARE(grid().model()->rowCount(), 1);
    QCOMPARE(cell(0, StatusModel::computerColumn), test::computerName(11));
    Q_EMIT control<QLabel>(*m_page, "summaryWords").linkActivated(QString::number(static_cast<int>(ComputerStatus::notReceived)));
    QTRY_COMPARE(grid().model()->rowCount(), 0);
}

void StatusPageTest::filtersByResultAndCode()
{
    show(2, 12);
    m_fleet->apply(m_fleet->wholeRun(3, 1)); // its first item returned 1603
    m_fleet->apply(m_fleet->wholeRun(4, 2));
    m_fleet->apply(m_fleet->wholeRun(5));
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), 12);
    QVERIFY(!control<QLineEdit>(*m_page, "codeFilter").isVisible());
    test::click(control<QToolButton>(*m_page, "moreFilters"));
    QTRY_VERIFY(control<QLineEdit>(*m_page, "codeFilter").isVisible());
    test::typeInto(control<QLineEdit>(*m_page, "codeFilter"), QStringLiteral("1603"));
    QTRY_COMPARE(grid().model()->rowCount(), 2);
    QCOMPARE(control<QLabel>(*m_page, "statusState").text(), QStringLiteral("2 of 12 computers shown"));
    auto &item = control<QComboBox>(*m_page, "itemFilter");
    item.setFocus();
    QTest::keyClicks(&item, QStringLiteral("2"));
    QTRY_COMPARE(grid().model()->rowCount(), 1);
    QCOMPARE(cell(0, StatusModel::computerColumn), test::computerName(4));
    test::shoot(*m_window, QStringLiteral("status-filters"));
    test::click(control<QToolButton>(*m_page, "moreFilters")); // what cannot be seen does not hide anything
    QTRY_COMPARE(grid().model()->rowCount(), 12);
}

void StatusPageTest::filtersByCollection()
{
    show(2, 6);
    std::vector<Computer> computers = *m_fleet->store.catalogue().computers();
    Collection some(CollectionId::mint(), QStringLiteral("Accounting"));
    some.members = {computers[1].id, computers[4].id}; // PC-00002 never reports, PC-00005 does
    QVERIFY(m_fleet->store.catalogue().save(std::vector{some}).ok());
    m_session->noteCatalogueChange();
    m_fleet->apply(m_fleet->wholeRun(3));
    m_fleet->apply(m_fleet->wholeRun(5));
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), 6);
    test::click(control<QToolButton>(*m_page, "moreFilters"));
    auto &box = control<QComboBox>(*m_page, "collectionFilter");
    QTRY_VERIFY(box.findText(QStringLiteral("Accounting")) > 0);
    box.setFocus();
    QTest::keyClicks(&box, QStringLiteral("Accounting"));
    QTRY_COMPARE(grid().model()->rowCount(), 2);
    QCOMPARE(cell(0, StatusModel::computerColumn), test::computerName(2));
    QTRY_COMPARE(cell(1, StatusModel::computerColumn), test::computerName(5));
    grid().horizontalHeader()->setSortIndicator(StatusModel::statusColumn, Qt::DescendingOrder);
    QTRY_COMPARE(cell(0, StatusModel::computerColumn), test::computerName(5));
    QCOMPARE(grid().model()->rowCount(), 2);
}

void StatusPageTest::showsJustWhatIsAskedFor()
{
    show(2, 12);
    m_fleet->apply(m_fleet->wholeRun(3, 1));
    m_fleet->apply(m_fleet->wholeRun(4, 2));
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), 12);
    test::typeInto(control<QLineEdit>(*m_page, "computerFilter"), QStringLiteral("PC-00009"));
    QTRY_COMPARE(grid().model()->rowCount(), 1);
    StatusListQuery query;
    query.item = m_fleet->task.items[1].id;
    query.itemStatus = ItemStatus::failed;
    query.returnCode = 1603;
    query.reportedSince = test::SampleFleet::firstMoment;
    m_page->showOnly(query);
    QTRY_COMPARE(grid().model()->rowCount(), 1);
    QTRY_COMPARE(cell(0, StatusModel::computerColumn), test::computerName(4));
    QVERIFY(control<QLineEdit>(*m_page, "computerFilter").text().isEmpty());
    QVERIFY(control<QLineEdit>(*m_page, "codeFilter").isVisible());
    QCOMPARE(control<QLineEdit>(*m_page, "codeFilter").text(), QStringLiteral("1603"));
    QVERIFY(control<QComboBox>(*m_page, "sinceFilter").currentText().startsWith(QStringLiteral("Reported since")));
    m_page->showOnly(StatusListQuery()); // and everything again
    QTRY_COMPARE(grid().model()->rowCount(), 12);
    QVERIFY(!control<QLineEdit>(*m_page, "codeFilter").isVisible());
}

void StatusPageTest::sortsInTheStore()
{
    show(2, 6);
    m_fleet->apply(m_fleet->wholeRun(2, 1));
    m_fleet->apply(m_fleet->wholeRun(5));
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), 6);
    QCOMPARE(cell(0, StatusModel::computerColumn), test::computerName(1));
    QHeaderView &header = *grid().horizontalHeader();
    const auto clickHeader = [&](int section) {
        QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, {header.sectionViewportPosition(section) + 20, header.height() / 2});
    };
    clickHeader(StatusModel::statusColumn); // those that have not reported first, the failed one last
    QTRY_COMPARE(cell(5, StatusModel::computerColumn), test::computerName(2));
    clickHeader(StatusModel::statusColumn);
    QTRY_COMPARE(cell(0, StatusModel::computerColumn), test::computerName(2));
    QTRY_COMPARE(cell(0, StatusModel::statusColumn), QStringLiteral("failed"));
    clickHeader(StatusModel::statusColumn); // by name again
    QTRY_COMPARE(cell(0, StatusModel::computerColumn), test::computerName(1));
}

void StatusPageTest::copiesRowsThatWereNotReadYet()
{
    constexpr int many = 5000; // the header of the rows measures the names of a thousand at either end
    show(1, many);
    std::vector<StatusEvent> events;
    for (int i = 1; i <= many; ++i) {
        for (StatusEvent &event : m_fleet->wholeRun(i))
            events.push_back(std::move(event));
    }
    m_fleet->apply(events);
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), many);
    QCOMPARE(cell(2500, StatusModel::statusColumn), QStringLiteral("…")); // nobody has looked there
    grid().setFocus();
    const auto select = [&](int first, int last) {
        grid().selectionModel()->select({grid().model()->index(first, 1), grid().model()->index(last, 1)},
                                        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        QTest::keySequence(&grid(), QKeySequence::Copy);
    };
    select(1500, 3499);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 2001);
    QVERIFY(!QGuiApplication::clipboard()->text().contains(u'…'));
    QVERIFY2(lines[2000].startsWith(test::computerName(3500) + QStringLiteral("\tsucceeded\tsucceeded 0")), qPrintable(lines[2000]));
    select(1500, 3500); // one too many: what was copied stays, and what to do is said
    QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 2000);
    QVERIFY(control<QLabel>(*m_page, "statusState").text().contains(QStringLiteral("Export")));
}

void StatusPageTest::exportsWhatIsListed()
{
    show(2, 12);
    m_fleet->apply(m_fleet->wholeRun(3, 1));
    m_fleet->apply(m_fleet->wholeRun(4));
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), 12);
    control<QComboBox>(*m_page, "statusFilter").setCurrentText(QStringLiteral("failed"));
    QTRY_COMPARE(grid().model()->rowCount(), 1);
    const QString path = m_folder->filePath(QStringLiteral("failed.csv"));
    QSignalSpy said(m_page, &StatusPage::statusMessage);
    const DialogDriver driver(QStringLiteral("exportFileDialog"), [&](QDialog &dialog) {
        control<QLineEdit>(dialog, "fileNameEdit").setText(path); // typing would open a completion that takes the click
        test::click(*control<QDialogButtonBox>(dialog, "buttonBox").button(QDialogButtonBox::Save));
    });
    auto &button = control<QPushButton>(*m_page, "exportStatusButton");
    test::click(button);
    QTRY_COMPARE(said.count(), 1);
    QVERIFY(said[0][0].toString().startsWith(QStringLiteral("1 computer written to")));
    QVERIFY(button.isEnabled());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), 1 + 2 + 1); // the header, its two items, the end
    QVERIFY2(lines[1].startsWith("PC-00003,failed,") && lines[1].contains(",failed,1603,"), lines[1].constData());
}

void StatusPageTest::keepsSelectionAndPlaceWhileStatusesArrive()
{
    show(2, 300);
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), 300);
    grid().selectRow(200);
    grid().scrollTo(grid().model()->index(200, 1), QAbstractItemView::PositionAtTop);
    const int top = grid().rowAt(1);
    QVERIFY(top > 100);
    std::vector<StatusEvent> events;
    for (int i = 1; i <= 250; ++i) {
        for (StatusEvent &event : m_fleet->wholeRun(i))
            events.push_back(std::move(event));
    }
    m_fleet->apply(events);
    m_session->noteStatusChange();
    QTRY_VERIFY(summary().contains(QStringLiteral("250 succeeded")));
    QCOMPARE(grid().currentIndex().row(), 200);
    QCOMPARE(grid().rowAt(1), top);
    QTRY_VERIFY(control<QLabel>(*m_page, "detailHeading").text().contains(QStringLiteral("succeeded")));
}

// Which begins anew where something in it has changed.
void StatusPageTest::keepsThemInALongListToo()
{
    constexpr int computers = 20'500;
    show(1, computers);
    m_fleet->apply(m_fleet->wholeRun(1));
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE_WITH_TIMEOUT(grid().model()->rowCount(), computers, 20'000);
    grid().selectRow(15'000);
    grid().scrollTo(grid().model()->index(9'000, 1), QAbstractItemView::PositionAtTop); // the selected one is out of sight
    const int top = grid().rowAt(1);
    QVERIFY(top > 8'000 && top < 9'100);
    QSignalSpy anew(grid().model(), &QAbstractItemModel::modelReset);
    m_fleet->apply(m_fleet->wholeRun(2)); // it stands under a key now, no more under its name
    m_session->noteStatusChange();
    QTRY_VERIFY_WITH_TIMEOUT(anew.count() > 0, 20'000);
    QTRY_VERIFY(summary().contains(QStringLiteral("2 succeeded")));
    QCOMPARE(grid().currentIndex().row(), 15'000);
    QCOMPARE(cell(15'000, StatusModel::computerColumn), test::computerName(15'001));
    QVERIFY(grid().selectionModel()->isRowSelected(15'000));
    QCOMPARE(grid().rowAt(1), top);
}

// Another process reports as fast as it can, while somebody filters, sorts and goes through the rows.
void StatusPageTest::staysRightWhileEventsPourIn()
{
    constexpr int computers = 600;
    show(3, computers);
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), computers);
    const QAbstractItemModelTester tester(grid().model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    std::vector<std::vector<StatusEvent>> batches(60);
    for (int i = 0; i < computers; ++i) {
        for (StatusEvent &event : m_fleet->wholeRun(i + 1, i % 7 == 0 ? std::optional(2) : std::nullopt))
            batches[static_cast<size_t>(i) % batches.size()].push_back(std::move(event));
    }
    grid().selectRow(300);
    std::atomic<bool> isDone = false;
    std::atomic<bool> failed = false;
    std::thread agents([&, path = m_session->path()] {
        Result<Workspace> workspace = Workspace::open(path, Access::readWrite, Role::agent);
        for (const std::vector<StatusEvent> &batch : batches)
            failed = failed || !workspace || !workspace->store().statuses().apply(batch, test::SampleFleet::firstMoment).ok();
        isDone = true;
    });
    auto &state = control<QComboBox>(*m_page, "statusFilter");
    for (int turn = 0; !isDone; ++turn) {
        m_session->noteStatusChange();
        state.setCurrentIndex(turn % 3); // all, succeeded, failed
        grid().sortByColumn(turn % 2 == 0 ? -1 : StatusModel::firstItemColumn, Qt::DescendingOrder);
        QTest::keyClick(grid().verticalScrollBar(), Qt::Key_PageDown);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }
    agents.join();
    QVERIFY(!failed);
    state.setCurrentIndex(0);
    grid().sortByColumn(-1, Qt::AscendingOrder);
    m_session->noteStatusChange();
    QTRY_COMPARE(summary(), QStringLiteral("600 computers: 514 succeeded, 86 failed"));
    QTRY_COMPARE(grid().model()->rowCount(), computers);
    for (const int row : {0, 6, 7, 299, 599}) {
        QTRY_COMPARE(cell(row, StatusModel::computerColumn), test::computerName(row + 1));
        QTRY_COMPARE(cell(row, StatusModel::statusColumn), row % 7 == 0 ? QStringLiteral("failed") : QStringLiteral("succeeded"));
    }
    QTRY_VERIFY(control<QLabel>(*m_page, "detailHeading").text().startsWith(cell(grid().currentIndex().row(), StatusModel::computerColumn)));
}

void StatusPageTest::saysWhyAnUnsavedTaskShowsNothing()
{
    m_page->setTask(SequentialTask(TaskId::mint(), QStringLiteral("New")));
    QCOMPARE(control<QLabel>(*m_page, "statusState").text(), QStringLiteral("Computers report once the task has been saved."));
    const SequentialTask task = saveTask({QStringLiteral("true")});
    m_page->setTask(task);
    QTRY_COMPARE(control<QLabel>(*m_page, "statusState").text(), QStringLiteral("The task applies to no computer yet, and none has run it."));
}

void StatusPageTest::readsNothingWhileItIsHidden()
{
    show(1, 3);
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(grid().model()->rowCount(), 3);
    m_page->hide();
    m_fleet->apply(m_fleet->wholeRun(1));
    m_session->noteStatusChange();
    // The worker does one job after the other, so whatever the page had asked for is answered before this one.
    bool answered = false;
    m_session->run<int>([](Workspace &, JobControl &) -> Result<int> { return 0; }).then(this, [&](const Result<int> &) { answered = true; });
    QTRY_VERIFY(answered);
    QCOMPARE(summary(), QStringLiteral("3 computers: 3 not received"));
    m_page->show();
    QTRY_COMPARE(summary(), QStringLiteral("3 computers: 1 succeeded, 2 not received"));
}

QTEST_MAIN(StatusPageTest)
#include "statuspage_test.moc"
