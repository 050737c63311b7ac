// The reports of the console as support staff use them: found in the navigator, narrowed while typing, sorted, followed into the
// Status tab, and saved under a name.
#include "tests/support/reportdesk.h"
#include "tests/support/shots.h"
#include "ui/reportchartview.h"
#include "ui/reportfilterbar.h"
#include "ui/reportpage.h"

#include <QDateEdit>
#include <QHeaderView>
#include <QMenu>
#include <QSemaphore>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabWidget>
#include <QTreeWidget>

#include <algorithm>

using namespace seriatim;
using namespace seriatim::test;

class ReportPagesTest : public ReportDesk
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeStore(); }
    void init() { open(); }
    void cleanup() { close(); }
    void everyReportIsOpenedFromTheNavigator();
    void theOverviewOpensThem();
    void filtersNarrowWhileTyping();
    void onlyTheFiltersThatItTakes();
    void aNameThatIsNotThereIsSaid();
    void aPeriodOfOnesOwn();
    void sortingAndSelectionStayWhenItIsReadAgain();
    void whatNobodyLooksAtIsReadLater();
    void readingIsCancelled();
    void aRowLeadsToTheStatusTab();
    void aProgramAsksWhichItem();
    void aComputerOpensItsPage();
    void rowsAreCopied();
    void anEmptyReportSaysWhy();
    void filtersAreSavedAndComeBack();
    void savedFiltersAreRemovedWithAQuestion();
    void theOverviewRenamesAndRemovesThem();
    void theChartFollowsTheReport();
    void aChangeOpensWhatWasChanged();
    void aSavedFilterWhoseTaskHasGoneSaysSo();
};

void ReportPagesTest::everyReportIsOpenedFromTheNavigator()
{
    const QModelIndex section = m_window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::reports, {}));
    QCOMPARE(m_window->navigatorModel()->rowCount(section), static_cast<int>(allReports().size()));
    for (const ReportDescription &report : allReports()) {
        activateInNavigator(NavigatorKind::report, report.name);
        QCOMPARE(page().key(), (PageKey{PageKind::report, report.name}));
        QCOMPARE(page().title(), report.title);
        QCOMPARE(pageKeyFromText(toText(page().key())), std::optional(page().key()));
        if (report.kind == ReportKind::changes)
            continue;
        const int count = rowCount({.kind = report.kind});
        QTRY_COMPARE(rows().rowCount(), count);
        QTRY_VERIFY(!control<QLabel>(page(), "reportCount").text().isEmpty());
        test::shoot(*m_window, QStringLiteral("report-%1").arg(report.name));
    }
}

void ReportPagesTest::theOverviewOpensThem()
{
    activateInNavigator(NavigatorKind::reports, {});
    auto &tree = control<QTreeWidget>(page(), "reportsTree");
    QCOMPARE(tree.topLevelItemCount(), static_cast<int>(allReports().size()));
    QCOMPARE(tree.topLevelItem(1)->text(1), descriptionOf(ReportKind::byProgram).sentence);
    test::shoot(*m_window, QStringLiteral("reports"));
    tree.setCurrentItem(tree.topLevelItem(1));
    tree.setFocus();
    QTest::keyClick(&tree, Qt::Key_Return);
    QCOMPARE(page().key(), (PageKey{PageKind::report, QStringLiteral("by-program")}));
}

void ReportPagesTest::filtersNarrowWhileTyping()
{
    openReport(QStringLiteral("by-computer"));
    const int all = rowCount({.kind = ReportKind::byComputer});
    QTRY_COMPARE(rows().rowCount(), all);
    typeInto(control<QLineEdit>(page(), "reportComputer"), QStringLiteral("pc-00?"));
    const int some = rowCount({.kind = ReportKind::byComputer, .computer = QStringLiteral("pc-00?")});
    QVERIFY(some > 0 && some < all);
    QTRY_COMPARE(rows().rowCount(), some);
    auto &collection = control<QComboBox>(page(), "reportCollection");
    QTRY_VERIFY(collection.findText(QStringLiteral("Half")) > 0);
    collection.setFocus();
    QTest::keyClicks(&collection, QStringLiteral("Half"));
    QCOMPARE(collection.currentText(), QStringLiteral("Half"));
    typeInto(control<QLineEdit>(page(), "reportComputer"), {});
    QTRY_COMPARE(rows().rowCount(), rowCount({.kind = ReportKind::byComputer, .collection = QStringLiteral("Half")}));
    chooseTask(QStringLiteral("Rollout"));
    QTRY_COMPARE(rows().rowCount(), rowCount({.kind = ReportKind::byComputer, .task = QStringLiteral("Rollout"), .collection = QStringLiteral("Half")}));
}

void ReportPagesTest::onlyTheFiltersThatItTakes()
{
    for (const ReportDescription &report : allReports()) {
        ReportFilterBar bar(report, nullptr);
        QCOMPARE(bar.findChild<QLineEdit *>(QStringLiteral("reportTask")) != nullptr, report.takes(ReportFilter::task));
        QCOMPARE(bar.findChild<QLineEdit *>(QStringLiteral("reportProgram")) != nullptr, report.takes(ReportFilter::program));
        QCOMPARE(bar.findChild<QLineEdit *>(QStringLiteral("reportComputer")) != nullptr, report.takes(ReportFilter::computer));
        QCOMPARE(bar.findChild<QComboBox *>(QStringLiteral("reportCollection")) != nullptr, report.takes(ReportFilter::collection));
        QCOMPARE(bar.findChild<QComboBox *>(QStringLiteral("reportPeriod")) != nullptr, report.takes(ReportFilter::period));
        QVERIFY(bar.findChild<QWidget *>(QStringLiteral("reportDays")) || report.takes(ReportFilter::period));
        QVERIFY(!bar.request().isFiltered());
        QVERIFY(bar.mistake().isEmpty());
    }
}

void ReportPagesTest::aNameThatIsNotThereIsSaid()
{
    openReport(QStringLiteral("by-task"));
    typeInto(control<QLineEdit>(page(), "reportTask"), QStringLiteral("Rol"));
    auto &message = control<QWidget>(page(), "reportMessage");
    QTRY_VERIFY(message.isVisible());
    QVERIFY(control<QLabel>(page(), "reportCount").text().isEmpty());
    QVERIFY(!table().isVisible()); // no figures beside filters that they do not answer
    QVERIFY(!control<QToolButton>(page(), "exportReport").isEnabled());
    test::shoot(*m_window, QStringLiteral("report-mistake"));
    chooseTask(QStringLiteral("Rollout"));
    QTRY_COMPARE(rows().rowCount(), 1);
    QTRY_VERIFY(table().isVisible());
    QVERIFY(!message.isVisible());
    QVERIFY(control<QToolButton>(page(), "exportReport").isEnabled());
}

void ReportPagesTest::aPeriodOfOnesOwn()
{
    openReport(QStringLiteral("by-computer"));
    const int all = rows().rowCount();
    auto &period = control<QComboBox>(page(), "reportPeriod");
    auto &from = control<QDateEdit>(page(), "reportFrom");
    auto &to = control<QDateEdit>(page(), "reportTo");
    QVERIFY(!from.isVisible());
    period.setFocus();
    QTest::keyClick(&period, Qt::Key_End);
    QVERIFY(from.isVisible());
    const Report whole = expected({.kind = ReportKind::byComputer});
    QDate day = QDateTime::fromMSecsSinceEpoch(m_store->now).date().addDays(-3);
    from.setDate(day);
    to.setDate(day.addDays(1));
    const ReportRequest request{.kind = ReportKind::byComputer, .since = day.startOfDay().toMSecsSinceEpoch(),
                                .until = day.addDays(2).startOfDay().toMSecsSinceEpoch()};
    const int some = rowCount(request);
    QVERIFY(some < all);
    QTRY_COMPARE(rows().rowCount(), some);
    to.setDate(day.addDays(-5));
    QTRY_VERIFY(control<QWidget>(page(), "reportMessage").isVisible());
    QTest::keyClick(&period, Qt::Key_Home);
    QTRY_COMPARE(rows().rowCount(), all);
}

void ReportPagesTest::sortingAndSelectionStayWhenItIsReadAgain()
{
    openReport(QStringLiteral("by-computer"));
    const int column = columnOf(QStringLiteral("Succeeded"));
    QHeaderView *header = table().header();
    const QPoint onTitle(header->sectionViewportPosition(column) + header->sectionSize(column) / 2, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, onTitle); // the first click is the smallest first
    QCOMPARE(header->sortIndicatorSection(), column);
    const Qt::SortOrder order = header->sortIndicatorOrder();
    const auto sorted = [&] {
        for (int row = 1; row < rows().rowCount(); ++row) {
            const int before = rows().index(row - 1, column).data().toInt();
            const int now = rows().index(row, column).data().toInt();
            if (order == Qt::AscendingOrder ? before > now : before < now)
                return false;
        }
        return true;
    };
    QVERIFY(sorted());
    table().setCurrentIndex(rows().index(4, 0));
    const QString computer = table().currentIndex().data().toString();
    StatusEvent event(EventId::mint(), AgentId::mint(), m_store->tasks[0].id);
    event.computer = QStringLiteral("PC-NEW");
    event.kind = StatusEvent::Kind::computerChanged;
    event.computerStatus = ComputerStatus::succeeded;
    event.number = 1;
    event.time = m_store->now;
    const int before = rows().rowCount();
    QSignalSpy resets(&rows(), &QAbstractItemModel::modelReset);
    QVERIFY(m_store->workspace->store().statuses().apply({event}, m_store->now).ok());
    session().noteStatusChange();
    QTRY_COMPARE(rows().rowCount(), before + 1);
    QCOMPARE(resets.count(), 0);
    QVERIFY(sorted());
    QCOMPARE(table().currentIndex().data().toString(), computer);
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
}

void ReportPagesTest::whatNobodyLooksAtIsReadLater()
{
    openReport(QStringLiteral("by-task"));
    const QPointer<EditorPage> report(&page());
    QAbstractItemModel &model = rows();
    m_window->openPage({PageKind::computers, {}});
    QVERIFY(!report->isVisible());
    const SharedReport before = static_cast<ReportModel &>(model).report();
    session().noteStatusChange();
    QTest::qWait(0);
    m_window->openPage({PageKind::report, QStringLiteral("by-task")});
    QCOMPARE(static_cast<ReportModel &>(model).report(), before); // it is read only now
    QTRY_VERIFY(static_cast<ReportModel &>(model).report() != before);
}

void ReportPagesTest::readingIsCancelled()
{
    openReport(QStringLiteral("by-computer"));
    QSemaphore go;
    [[maybe_unused]] const auto blocked = session().run<Done>(
        [&go](Workspace &, JobControl &) -> Result<Done> {
            go.acquire();
            return Done{};
        },
        std::make_shared<JobControl>(), Lane::slow);
    typeInto(control<QLineEdit>(page(), "reportComputer"), QStringLiteral("PC"));
    auto &work = control<QWidget>(page(), "reportWork");
    QTRY_VERIFY(work.isVisible());
    test::click(control<QPushButton>(work, "cancelButton"));
    go.release();
    QTRY_VERIFY(!work.isVisible());
    QTRY_VERIFY(control<QWidget>(page(), "reportMessage").isVisible());
    QVERIFY(!table().isVisible());
    test::click(control<QToolButton>(page(), "refreshReport"));
    QTRY_VERIFY(table().isVisible());
    QVERIFY(!control<QWidget>(page(), "reportMessage").isVisible());
}

void ReportPagesTest::aRowLeadsToTheStatusTab()
{
    openReport(QStringLiteral("restart-pending"));
    QVERIFY(rows().rowCount() > 1);
    table().setCurrentIndex(rows().index(1, 0));
    const QString computer = rows().index(1, columnOf(QStringLiteral("Computer"))).data().toString();
    const QString task = rows().index(1, columnOf(QStringLiteral("Task"))).data().toString();
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Return);
    QCOMPARE(page().key().kind, PageKind::task);
    QCOMPARE(page().title(), task);
    auto &tabs = control<QTabWidget>(page(), "taskTabs");
    QCOMPARE(tabs.currentWidget()->objectName(), QStringLiteral("statusPage"));
    QCOMPARE(control<QLineEdit>(page(), "computerFilter").text(), computer);
    QCOMPARE(control<QComboBox>(page(), "statusFilter").currentData().toInt(), static_cast<int>(ComputerStatus::restartPending));
    QTRY_COMPARE(control<QTableView>(page(), "statusGrid").model()->rowCount(), 1);
}

void ReportPagesTest::aProgramAsksWhichItem()
{
    openReport(QStringLiteral("by-program"));
    const QString cleanUp = QStringLiteral("Suite/Clean up");
    for (int row = 0; row < rows().rowCount(); ++row) {
        if (rows().index(row, 0).data().toString() == cleanUp)
            table().setCurrentIndex(rows().index(row, 0));
    }
    trigger("showInStatus");
    auto *menu = table().findChild<QMenu *>(QStringLiteral("statusLinks"));
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 3);
    QAction *rollout = menu->actions().front();
    QCOMPARE(rollout->text(), QStringLiteral("Rollout, item 3"));
    rollout->trigger();
    menu->close();
    QCOMPARE(page().title(), QStringLiteral("Rollout"));
    QCOMPARE(control<QComboBox>(page(), "itemFilter").currentData().toInt(), 3);
    QVERIFY(control<QComboBox>(page(), "resultFilter").currentIndex() > 0);

    openReport(QStringLiteral("by-program"));
    trigger("openObject");
    QCOMPARE(page().key(), (PageKey{PageKind::package, m_store->package.id.toString()}));
}

void ReportPagesTest::aComputerOpensItsPage()
{
    openReport(QStringLiteral("by-computer"));
    table().setCurrentIndex(rows().index(0, 0));
    const QString computer = rows().index(0, 0).data().toString();
    const QRect row = table().visualRect(table().currentIndex());
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, row.center());
    QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(page().key().kind, PageKind::computer);
    QCOMPARE(page().title(), computer);
}

void ReportPagesTest::rowsAreCopied()
{
    openReport(QStringLiteral("by-task"));
    table().setFocus();
    table().selectAll();
    QTest::keySequence(&table(), QKeySequence::Copy);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), rows().rowCount());
    QCOMPARE(lines.front().split(u'\t').size(), rows().columnCount());
    QCOMPARE(lines.front().section(u'\t', 0, 0), rows().index(0, 0).data().toString());
}

void ReportPagesTest::anEmptyReportSaysWhy()
{
    openReport(QStringLiteral("by-computer"));
    typeInto(control<QLineEdit>(page(), "reportComputer"), QStringLiteral("no such computer"));
    auto &empty = control<QLabel>(page(), "reportEmpty");
    QTRY_VERIFY(empty.isVisible() && !empty.text().isEmpty());
    QVERIFY(empty.text().contains(QStringLiteral("computers 'no such computer'")));
    QVERIFY(!table().isVisible());
    test::shoot(*m_window, QStringLiteral("report-empty"));
}

void ReportPagesTest::filtersAreSavedAndComeBack()
{
    openReport(QStringLiteral("by-computer"));
    typeInto(control<QLineEdit>(page(), "reportComputer"), QStringLiteral("PC-01"));
    chooseTask(QStringLiteral("Rollout"));
    const int some = rowCount({.kind = ReportKind::byComputer, .task = QStringLiteral("Rollout"), .computer = QStringLiteral("PC-01")});
    QTRY_COMPARE(rows().rowCount(), some);
    {
        const DialogDriver driver(QStringLiteral("reportNameDialog"), [&](QDialog &) { sayName(QStringLiteral("Teens")); });
        trigger("saveReportAs");
    }
    QCOMPARE(page().title(), QStringLiteral("By computer: Teens"));
    QTRY_COMPARE(rows().rowCount(), some);
    const PageKey key = page().key();
    QVERIFY(key.guid.startsWith(QStringLiteral("by-computer/")));
    QVERIFY(m_window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::savedReport, key.guid)).isValid());

    m_console.reset(); // the day after
    startConsole();
    activateInNavigator(NavigatorKind::savedReport, key.guid);
    QCOMPARE(page().key(), key);
    QCOMPARE(control<QLineEdit>(page(), "reportComputer").text(), QStringLiteral("PC-01"));
    QCOMPARE(control<QLineEdit>(page(), "reportTask").text(), QStringLiteral("Rollout"));
    QTRY_COMPARE(rows().rowCount(), some);
    QVERIFY(!page().findChild<QAction *>(QStringLiteral("saveReportChanges"))->isEnabled());
    typeInto(control<QLineEdit>(page(), "reportComputer"), QStringLiteral("PC-02"));
    QTRY_VERIFY(page().findChild<QAction *>(QStringLiteral("saveReportChanges"))->isEnabled());
    trigger("saveReportChanges");
    QCOMPARE(m_console->savedReports()->all().front().request.computer, QStringLiteral("PC-02"));
    {
        const DialogDriver driver(QStringLiteral("reportNameDialog"), [&](QDialog &) { sayName(QStringLiteral("Twenties")); });
        trigger("renameReport");
    }
    QCOMPARE(page().title(), QStringLiteral("By computer: Twenties"));
}

void ReportPagesTest::savedFiltersAreRemovedWithAQuestion()
{
    m_console.reset();
    startConsole(Access::readOnly); // they are not in the store
    const QString id = *m_console->savedReports()->add(QStringLiteral("Silent for a month"), {.kind = ReportKind::notReported, .days = 30});
    const QString key = ReportKey{ReportKind::notReported, id}.toText();
    activateInNavigator(NavigatorKind::savedReport, key);
    QCOMPARE(page().key().guid, key);
    QCOMPARE(control<QSpinBox>(page(), "reportDays").value(), 30);
    navigator().setFocus();
    {
        const DialogDriver driver(QStringLiteral("removeSavedReportQuestion"), clicking(QStringLiteral("cancelButton")));
        QTest::keyClick(&navigator(), Qt::Key_Delete);
    }
    QVERIFY(m_console->findPage({PageKind::report, key}));
    m_window->activateWindow();
    QTRY_VERIFY(m_window->isActiveWindow());
    {
        const DialogDriver driver(QStringLiteral("removeSavedReportQuestion"), clicking(QStringLiteral("answer0")));
        QTest::keyClick(&navigator(), Qt::Key_Delete);
    }
    QVERIFY(m_console->savedReports()->all().empty());
    QTRY_VERIFY(!m_console->findPage({PageKind::report, key}));
    QVERIFY(!m_window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::savedReport, key)).isValid());
}

void ReportPagesTest::theOverviewRenamesAndRemovesThem()
{
    SavedReports &saved = *m_console->savedReports();
    const QString id = *saved.add(QStringLiteral("Half of them"), {.kind = ReportKind::byComputer, .collection = QStringLiteral("Half")});
    QVERIFY(saved.add(QStringLiteral("Taken"), {.kind = ReportKind::byComputer}).ok());
    activateInNavigator(NavigatorKind::reports, {});
    auto &tree = control<QTreeWidget>(page(), "reportsTree");
    const auto row = [&] { return tree.topLevelItem(static_cast<int>(ReportKind::byComputer))->child(0); };
    QCOMPARE(row()->text(0), QStringLiteral("Half of them"));
    QCOMPARE(row()->text(1), QStringLiteral("collection “Half”"));
    QVERIFY(!page().findChild<QAction *>(QStringLiteral("removeSaved"))->isEnabled()); // of a report itself
    tree.setCurrentItem(row());
    {
        const DialogDriver name(QStringLiteral("reportNameDialog"), [&](QDialog &) { sayName(QStringLiteral("taken")); });
        const DialogDriver error(QStringLiteral("errorBox"), [](QDialog &dialog) { dialog.accept(); });
        trigger("renameSaved");
    }
    {
        const DialogDriver name(QStringLiteral("reportNameDialog"), [&](QDialog &) { sayName(QStringLiteral("First half")); });
        trigger("renameSaved");
    }
    QCOMPARE(saved.find(id)->name, QStringLiteral("First half"));
    QCOMPARE(tree.currentItem()->text(0), QStringLiteral("First half"));
    {
        const DialogDriver question(QStringLiteral("removeSavedReportQuestion"), clicking(QStringLiteral("answer0")));
        trigger("removeSaved");
    }
    QVERIFY(!saved.find(id));
    QCOMPARE(row()->text(0), QStringLiteral("Taken"));
}

void ReportPagesTest::theChartFollowsTheReport()
{
    openReport(QStringLiteral("by-program"));
    auto &chart = control<ReportChartView>(page(), "reportChart");
    const Report report = expected({.kind = ReportKind::byProgram});
    QTRY_COMPARE(chart.chart(), report.chart);
    QVERIFY(chart.accessibleDescription().contains(QStringLiteral("Suite/Clean up, Failed: ")));
    const ReportChart statuses = expected({.kind = ReportKind::byTask}).chart;
    const QPalette colors = chart.palette();
    QCOMPARE(statuses.series[3].tone, statuses.series[4].tone); // waiting, and waiting for a restart
    QVERIFY(colorOf(statuses, 3, colors) != colorOf(statuses, 4, colors));
}

void ReportPagesTest::aChangeOpensWhatWasChanged()
{
    QVERIFY(m_window->openPage({PageKind::report, QStringLiteral("changes")}));
    auto &changes = control<QTreeView>(page(), "changesTable");
    QTRY_VERIFY(changes.model()->rowCount() > 4);
    typeInto(control<QLineEdit>(page(), "changesFilter"), QStringLiteral("Twice"));
    changes.setCurrentIndex(changes.model()->index(0, 0));
    changes.setFocus();
    QTest::keyClick(&changes, Qt::Key_Return);
    QCOMPARE(page().key(), (PageKey{PageKind::task, m_store->tasks[2].id.toString()}));
}

void ReportPagesTest::aSavedFilterWhoseTaskHasGoneSaysSo()
{
    const QString id = *m_console->savedReports()->add(QStringLiteral("Old"), {.kind = ReportKind::byComputer, .task = QStringLiteral("Long gone")});
    QVERIFY(m_window->openPage({PageKind::report, ReportKey{ReportKind::byComputer, id}.toText()}));
    auto &message = control<QWidget>(page(), "reportMessage");
    QTRY_VERIFY(message.isVisible());
    const auto said = [&] {
        QString text;
        for (const QLabel *label : message.findChildren<QLabel *>())
            text += label->text();
        return text;
    };
    QTRY_VERIFY(said().contains(QStringLiteral("There is no sequential task “Long gone”. Choose one from the list")));
    QVERIFY(!table().isVisible());
    test::click(control<QToolButton>(page(), "clearFilters"));
    QTRY_VERIFY(table().isVisible());
    QVERIFY(!message.isVisible());
}

QTEST_MAIN(ReportPagesTest)
#include "reportpages_test.moc"
