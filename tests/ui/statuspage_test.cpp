#include "engine/simulation/scenario.h"
#include "engine/workspace/historykeeping.h"
#include "engine/workspace/whynotrunning.h"
#include "models/computeritemsmodel.h"
#include "models/simulationjob.h"
#include "tests/support/samplefleet.h"
#include "tests/support/shots.h"
#include "tests/support/widgettest.h"
#include "ui/messageline.h"
#include "ui/runpanel.h"
#include "ui/statuspage.h"
#include "ui/statussummarybar.h"

#include <QDesktopServices>
#include <QHeaderView>
#include <QScrollBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <thread>

using namespace seriatim;
using test::control;

class StatusPageTest : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void openUrl(const QUrl &url) { m_opened = url; }

private:
    QUrl m_opened;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<CatalogueDirectory> m_catalogue;
    std::unique_ptr<test::SampleFleet> m_fleet;
    std::unique_ptr<QWidget> m_window; // holds the page and the panel, as the task page does
    StatusPage *m_page = nullptr;
    RunPanel *m_panel = nullptr;

    void show(int items, int computers);
    SequentialTask saveTask(const QStringList &commandLines);
    [[nodiscard]] QTableView &grid() const { return control<QTableView>(*m_page, "statusGrid"); }
    [[nodiscard]] QString cell(int row, int column) const { return grid().model()->index(row, column).data().toString(); }
    [[nodiscard]] QString summary() const { return control<StatusSummaryBar>(*m_page, "statusSummary").summaryText(); }

private Q_SLOTS:
    void init();
    void cleanup();
    void followsAComputerThatIsStillToCome();
    void saysWhatItShows();
    void explainsTheSelectedComputer();
    void filtersByStateAndName();
    void filtersByResultAndCode();
    void filtersByCollection();
    void showsJustWhatIsAskedFor();
    void sortsInTheStore();
    void showsAnOrderThatWasReplaced();
    void showsASimulationByItself();
    void saysWhyASimulationCannotBeRead();
    void leadsFromAStepToWhatItIsAbout();
    void saysWhyAComputerDoesNotRun();
    void copiesRowsThatWereNotReadYet();
    void saysThatEarlierEventsWereRemoved();
    void keepsSelectionAndPlaceWhileStatusesArrive();
    void staysRightWhileEventsPourIn();
    void fillsWhileATaskRuns();
    void offersToRunAgainFromAnItem();
    void asksBeforeClosingWhileATaskRuns();
    void saysWhyAnUnsavedTaskShowsNothing();
    void readsNothingWhileItIsHidden();
};

void StatusPageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto session = StoreSession::create(m_folder->filePath(QStringLiteral("a.store")));
    QVERIFY(session.ok());
    m_session = std::move(session).value();
    m_catalogue = std::make_unique<CatalogueDirectory>(*m_session);
    m_window = std::make_unique<QWidget>();
    m_page = new StatusPage(*m_session, *m_catalogue, m_window.get());
    m_panel = new RunPanel(*m_session, m_window.get());
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_page, 3);
    layout->addWidget(m_panel, 1);
    m_window->resize(1100, 720);
    m_window->show();
    connect(m_panel, &RunPanel::runningChanged, m_page, [this] { m_page->setRunning(m_panel->isRunning()); });
    connect(m_page, &StatusPage::runFromRequested, m_panel, [this](int place) {
        const auto task = m_session->workspace().store().tasks().find(QStringLiteral("Rollout"));
        QVERIFY(task.ok());
        m_panel->run(*task, place);
    });
}

void StatusPageTest::cleanup()
{
    m_window.reset();
    m_catalogue.reset();
    m_fleet.reset();
    m_session.reset();
}

void StatusPageTest::show(int items, int computers)
{
    m_fleet = std::make_unique<test::SampleFleet>(*m_session, items, computers);
}

SequentialTask StatusPageTest::saveTask(const QStringList &commandLines)
{
    Package package(PackageId::mint(), QStringLiteral("Tools"));
    SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
    for (const QString &commandLine : commandLines) {
        package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Step %1").arg(package.programs.size() + 1));
        package.programs.back().commandLine = commandLine;
        task.items.emplace_back(LineItemId::mint(), package.programs.back().id);
    }
    if (!m_session->workspace().store().catalogue().save(std::vector{package}).ok())
        qFatal("cannot save the package");
    auto saved = m_session->workspace().saveTask(task, KeepFinished::no);
    if (!saved)
        qFatal("cannot save the task");
    return saved->task;
}

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

void StatusPageTest::showsAnOrderThatWasReplaced() // B5
{
    show(2, 4);
    m_fleet->apply(m_fleet->wholeRun(1));
    m_fleet->apply(m_fleet->wholeRun(2, 1));
    m_page->setTask(m_fleet->task);
    auto &source = control<QComboBox>(*m_page, "statusSource");
    QVERIFY(!source.isEnabled()); // there is nothing but live
    SequentialTask turned = m_fleet->task;
    std::swap(turned.items[0], turned.items[1]);
    const auto saved = m_session->workspace().saveTask(turned, KeepFinished::no);
    QVERIFY(saved.ok() && saved->renewed);
    m_session->noteTaskChange();
    m_page->setTask(saved->task);
    QTRY_COMPARE(summary(), QStringLiteral("4 computers: 4 not received"));
    QTRY_VERIFY(source.isEnabled());
    source.setFocus();
    QTest::keyClicks(&source, QStringLiteral("Order"));
    QTest::keyClick(&source, Qt::Key_Enter);
    Q_EMIT source.activated(source.currentIndex());
    QTRY_COMPARE(summary(), QStringLiteral("2 computers: 1 succeeded, 1 failed")); // nobody is waited for any more
    QTRY_COMPARE(grid().model()->rowCount(), 2);
    QTRY_COMPARE(cell(1, StatusModel::firstItemColumn), QStringLiteral("failed 1603"));
    QVERIFY(control<QWidget>(*m_page, "statusNotice").isVisible());
    QVERIFY(!control<QLabel>(*m_page, "detailExplanation").text().contains(QStringLiteral("Why not running")));
    test::shoot(*m_window, QStringLiteral("status-earlier-order"));
    m_page->setTask(saved->task); // saved again with nothing but another name, say: what is looked at stays
    QTRY_COMPARE(grid().model()->rowCount(), 2);
    QVERIFY(control<QWidget>(*m_page, "statusNotice").isVisible());
    source.setCurrentIndex(0);
    Q_EMIT source.activated(0);
    QTRY_COMPARE(summary(), QStringLiteral("4 computers: 4 not received"));
    QVERIFY(!control<QWidget>(*m_page, "statusNotice").isVisible());
}

void StatusPageTest::showsASimulationByItself() // B41
{
    show(2, 4);
    m_fleet->apply(m_fleet->wholeRun(1));
    const Result<Scenario> scenario = readScenario(R"(<Scenario><Outcome item="1" returnCode="1603" /></Scenario>)", QStringLiteral("test"));
    QVERIFY(scenario.ok());
    JobControl control;
    const auto simulated = simulate(m_session->workspace(), {m_fleet->task.id.toString(), 50, 7, true, *scenario}, control);
    QVERIFY(simulated.ok() && simulated->recorded);
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(summary(), QStringLiteral("4 computers: 1 succeeded, 3 not received")); // none of the simulated ones
    auto &source = test::control<QComboBox>(*m_page, "statusSource");
    QTRY_VERIFY(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith) > 0);
    source.setCurrentIndex(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith));
    Q_EMIT source.activated(source.currentIndex());
    auto &simulation = test::control<QWidget>(*m_page, "simulatedStatus");
    QVERIFY(simulation.isVisible());
    QVERIFY(!grid().isVisible());
    QVERIFY(!test::control<StatusSummaryBar>(*m_page, "statusSummary").isVisible());
    QVERIFY(!test::control<QPushButton>(*m_page, "exportStatusButton").isVisible());
    QCOMPARE(test::control<StatusSummaryBar>(simulation, "simulatedSummary").summaryText(), QStringLiteral("50 computers: 50 failed"));
    QTRY_COMPARE(test::control<QTableView>(simulation, "recordedGrid").model()->rowCount(), 50);
    const QList<QLabel *> labels = simulation.findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) { return label->isVisible() && label->text().startsWith(QStringLiteral("Simulated:")); }));
    test::shoot(*m_window, QStringLiteral("status-simulated"));
    QSignalSpy opened(m_page, &StatusPage::openRequested);
    test::click(test::control<QPushButton>(simulation, "openRunButton"));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].value<PageKey>().guid, simulated->recorded->toString());

    // Another order is saved while it is looked at: live again, as a whole.
    SequentialTask turned = m_fleet->task;
    std::swap(turned.items[0], turned.items[1]);
    const auto renewed = m_session->workspace().saveTask(turned, KeepFinished::no);
    QVERIFY(renewed.ok() && renewed->renewed);
    m_session->noteTaskChange();
    m_page->setTask(renewed->task);
    QTRY_VERIFY(grid().isVisible());
    QVERIFY(test::control<QPushButton>(*m_page, "exportStatusButton").isVisible());
    QTRY_COMPARE(summary(), QStringLiteral("4 computers: 4 not received"));
    QTRY_VERIFY(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith) > 0);
    source.setCurrentIndex(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith));
    Q_EMIT source.activated(source.currentIndex());
    QVERIFY(!grid().isVisible());

    // Removed while it is looked at: live again.
    QVERIFY(m_session->workspace().store().simulations().remove(*simulated->recorded).ok());
    m_session->noteTaskChange();
    QTRY_VERIFY(grid().isVisible());
    QCOMPARE(summary(), QStringLiteral("4 computers: 4 not received"));
}

void StatusPageTest::saysWhyASimulationCannotBeRead()
{
    show(2, 4);
    JobControl control;
    const auto simulated = simulate(m_session->workspace(), {m_fleet->task.id.toString(), 50, 7, true, {}}, control);
    QVERIFY(simulated.ok() && simulated->recorded);
    m_page->setTask(m_fleet->task);
    auto &source = test::control<QComboBox>(*m_page, "statusSource");
    QTRY_VERIFY(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith) > 0);
    QVERIFY(m_session->workspace().store().simulations().remove(*simulated->recorded).ok()); // nobody has been told yet
    source.setCurrentIndex(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith));
    Q_EMIT source.activated(source.currentIndex());
    auto &failure = test::control<MessageLine>(*m_page, "simulatedFailure");
    QTRY_VERIFY(failure.isVisible());
    QVERIFY2(failure.text().contains(simulated->recorded->toString()), qPrintable(failure.text()));
}

void StatusPageTest::leadsFromAStepToWhatItIsAbout() // B39
{
    show(2, 2);
    SequentialTask task = m_fleet->task;
    task.items[1].dependencies.push_back({task.items[0].id, ReturnCodeList{0, 3010}});
    const auto saved = m_session->workspace().saveTask(task, KeepFinished::no);
    QVERIFY(saved.ok());
    m_fleet->task = saved->task;
    m_fleet->apply(m_fleet->wholeRun(1, 1));
    m_page->setTask(m_fleet->task);
    auto &items = control<QTreeView>(*m_page, "detailItems");
    auto &step = control<QLabel>(*m_page, "stepFacts");
    QTRY_COMPARE(items.model()->rowCount(), 2);
    QTRY_VERIFY(step.text().contains(QStringLiteral("ERROR_INSTALL_FAILURE"))); // of the first one that failed
    items.setCurrentIndex(items.model()->index(1, 0));
    QTRY_VERIFY(step.text().contains(QStringLiteral("to return 0, 3010")));
    QSignalSpy opened(m_page, &StatusPage::openRequested);
    Q_EMIT step.linkActivated(QStringLiteral("item:1"));
    QCOMPARE(items.currentIndex().row(), 0);
    const QRegularExpressionMatch link = QRegularExpression(QStringLiteral("href=\"(package:[^\"]+)\"")).match(step.text());
    QVERIFY(link.hasMatch());
    Q_EMIT step.linkActivated(link.captured(1));
    QCOMPARE(opened.count(), 1);
    const auto packages = m_fleet->store.catalogue().packages();
    QVERIFY(packages.ok());
    QVERIFY(opened[0][0].value<PageKey>() == (PageKey{PageKind::package, packages->front().id.toString()}));
}

void StatusPageTest::saysWhyAComputerDoesNotRun()
{
    show(2, 2);
    m_page->setTask(m_fleet->task);
    auto &explanation = control<QLabel>(*m_page, "detailExplanation");
    QTRY_VERIFY(explanation.text().startsWith(QStringLiteral("Why not running? ")));
    const auto why = whyNotRunning(m_session->workspace(), m_fleet->task, test::computerName(1), QDateTime::currentMSecsSinceEpoch());
    QVERIFY(why.ok());
    QCOMPARE(explanation.text(), QStringLiteral("Why not running? ") + why->sentence);

    // What it said of a wait is quoted, and not said a second time.
    StatusEvent waits = m_fleet->event(1, StatusEvent::Kind::computerChanged);
    waits.computerStatus = ComputerStatus::waiting;
    waits.waitReason = WaitReason::user;
    waits.explanation = QStringLiteral("Waiting: nobody is logged on.");
    m_fleet->apply({waits});
    m_session->noteStatusChange();
    QTRY_VERIFY(explanation.text().startsWith(QStringLiteral("Why not running? Waiting: nobody is logged on (reported ")));
    QCOMPARE(explanation.text().count(QStringLiteral("nobody is logged on")), 1);
}

void StatusPageTest::saysThatEarlierEventsWereRemoved()
{
    show(2, 1);
    m_fleet->apply(m_fleet->wholeRun(1, 1));
    m_fleet->apply(m_fleet->wholeRun(1));
    QVERIFY(setHistoryDays(m_session->workspace(), 30).ok());
    const auto compacted = compactHistory(m_session->workspace(), QDateTime::currentMSecsSinceEpoch());
    QVERIFY(compacted.ok() && compacted->removed > 0);
    m_page->setTask(m_fleet->task);
    control<QTabWidget>(*m_page, "detailTabs").setCurrentIndex(1);
    auto &removed = control<MessageLine>(*m_page, "removedEvents");
    QTRY_VERIFY(removed.text().startsWith(QStringLiteral("%1 earlier events").arg(compacted->removed)));
    QVERIFY(removed.isVisible());
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

void StatusPageTest::fillsWhileATaskRuns() // B27
{
    const QString go = m_folder->filePath(QStringLiteral("go"));
    const SequentialTask task = saveTask({QStringLiteral("echo hello"), QStringLiteral("while [ ! -e '%1' ]; do sleep 0.05; done").arg(go), QStringLiteral("exit 3")});
    m_page->setTask(task);
    QVERIFY(!m_panel->isVisible());
    m_panel->run(task);
    QVERIFY(m_panel->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(summary().contains(QStringLiteral("1 running")), 20'000);
    QTRY_COMPARE(cell(0, StatusModel::firstItemColumn), QStringLiteral("succeeded 0"));
    QTRY_COMPARE(cell(0, StatusModel::firstItemColumn + 1), QStringLiteral("running"));
    QVERIFY(control<QPushButton>(*m_panel, "runStopButton").isVisible());
    QVERIFY(!control<QPushButton>(*m_page, "runAgainButton").isEnabled());
    test::shoot(*m_window, QStringLiteral("run-now"));
    QFile file(go);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QTRY_VERIFY_WITH_TIMEOUT(summary().contains(QStringLiteral("1 failed")), 20'000);
    QTRY_COMPARE(cell(0, StatusModel::firstItemColumn + 2), QStringLiteral("failed 3"));
    QTRY_VERIFY(!m_panel->isRunning());
    QVERIFY(control<QLabel>(*m_panel, "runState").text().contains(QStringLiteral("failed")));
    QVERIFY(control<QPlainTextEdit>(*m_panel, "runLines").toPlainText().contains(QStringLiteral("Restarts are simulated")));
    QVERIFY(!control<QPushButton>(*m_panel, "runStopButton").isVisible());
    QTRY_VERIFY(control<QPlainTextEdit>(*m_page, "detailOutput").toPlainText().contains(QStringLiteral("hello")));
    test::shoot(*m_window, QStringLiteral("run-ended"));
    QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "openUrl");
    auto &log = control<QPushButton>(*m_page, "openStepLogButton"); // of the step that failed, which printed nothing
    QTRY_VERIFY(log.isVisible());
    control<QTreeView>(*m_page, "detailItems").setCurrentIndex(control<QTreeView>(*m_page, "detailItems").model()->index(0, 0));
    test::click(log);
    QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    QFile printed(m_opened.toLocalFile());
    QVERIFY2(printed.open(QIODevice::ReadOnly), qPrintable(m_opened.toString()));
    QVERIFY(printed.readAll().contains("hello"));
    test::click(control<QToolButton>(*m_panel, "runHideButton"));
    QVERIFY(!m_panel->isVisible());
}

void StatusPageTest::offersToRunAgainFromAnItem() // B27
{
    const QString log = m_folder->filePath(QStringLiteral("log"));
    const SequentialTask task = saveTask({QStringLiteral("echo 1 >> '%1'").arg(log), QStringLiteral("echo 2 >> '%1'; exit 3").arg(log)});
    m_page->setTask(task);
    m_panel->run(task);
    auto &again = control<QPushButton>(*m_page, "runAgainButton");
    QTRY_VERIFY_WITH_TIMEOUT(!m_panel->isRunning() && again.isVisible(), 20'000);
    QTRY_VERIFY(again.text().contains(QStringLiteral("item 2")) && again.isEnabled());
    test::click(again);
    QVERIFY(m_panel->isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!m_panel->isRunning(), 20'000);
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("1\n2\n2\n"));
}

void StatusPageTest::asksBeforeClosingWhileATaskRuns() // B18
{
    const QString go = m_folder->filePath(QStringLiteral("go"));
    const SequentialTask task = saveTask({QStringLiteral("while [ ! -e '%1' ]; do sleep 0.05; done").arg(go), QStringLiteral("exit 3")});
    QVERIFY(m_panel->mayClose());
    m_panel->run(task);
    QTRY_VERIFY_WITH_TIMEOUT(control<QPlainTextEdit>(*m_panel, "runLines").toPlainText().contains(QStringLiteral("item 1")), 20'000);
    const auto answer = [](const QString &button) {
        QTimer::singleShot(0, qApp, [button] {
            auto *question = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            QVERIFY(question);
            for (QAbstractButton *candidate : question->buttons()) {
                if (candidate->text().contains(button))
                    return candidate->click();
            }
            question->reject();
        });
    };
    answer(QStringLiteral("Go on"));
    QVERIFY(!m_panel->mayClose());
    QVERIFY(control<QPushButton>(*m_panel, "runStopButton").isEnabled());
    QSignalSpy possible(m_panel, &RunPanel::closingPossible);
    answer(QStringLiteral("Stop and close"));
    QVERIFY(!m_panel->mayClose());
    QVERIFY(!control<QPushButton>(*m_panel, "runStopButton").isEnabled());
    QFile file(go);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QTRY_COMPARE_WITH_TIMEOUT(possible.count(), 1, 20'000);
    QVERIFY(m_panel->mayClose());
    const auto status = m_session->workspace().store().statuses().statusOf(task.id, LocalRun::thisComputerName());
    QVERIFY(status.ok() && status->has_value());
    QVERIFY((*status)->status != ComputerStatus::failed); // stopped before the second item
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
