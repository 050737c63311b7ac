// The start page over a real store with reports: what it shows, where it leads, and that it follows what others write.
#include "ui/dashboardview.h"

#include "engine/workspace/portal.h"
#include "engine/workspace/simulating.h"
#include "models/dashboardfailuresmodel.h"
#include "models/englishplurals.h"
#include "tests/support/widgettest.h"
#include "tests/support/windowdesk.h"
#include "ui/dashboardcard.h"
#include "ui/dashboardcurve.h"
#include "ui/taskpage.h"

#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>

using namespace seriatim;
using namespace seriatim::test;

namespace {

constexpr Instant hour = 60 * millisPerMinute;

// Says how computers go through a task of two line items.
class Reporter
{
public:
    Reporter(const QString &store, SequentialTask task) : m_store(store), m_task(std::move(task)) {}

    // A store of its own each time, as another process has. `code`: of item 2, which fails where it is not 0.
    void finish(const QString &computer, ReturnCode code, Instant when)
    {
        std::vector<StatusEvent> events{event(computer, StatusEvent::Kind::runStarted, ComputerStatus::running, when)};
        for (size_t i = 0; i < m_task.items.size(); ++i) {
            StatusEvent item = event(computer, StatusEvent::Kind::itemChanged, ComputerStatus::running, when);
            item.item = m_task.items[i].id;
            item.place = static_cast<int>(i) + 1;
            item.returnCode = i == 1 ? code : 0;
            item.itemStatus = i == 1 && code != 0 ? ItemStatus::failed : ItemStatus::succeeded;
            item.executions = item.attempts = 1;
            events.push_back(item);
        }
        events.push_back(event(computer, StatusEvent::Kind::runEnded, code != 0 ? ComputerStatus::failed : ComputerStatus::succeeded, when));
        apply(events, when);
    }

    void say(const QString &computer, ComputerStatus status, Instant when)
    {
        apply({event(computer, StatusEvent::Kind::computerChanged, status, when)}, when);
    }

private:
    StatusEvent event(const QString &computer, StatusEvent::Kind kind, ComputerStatus status, Instant when)
    {
        StatusEvent made(EventId::mint(), AgentId::fromName(QUuid(), computer.toUtf8()), m_task.id);
        made.number = ++m_number;
        made.time = when;
        made.computer = computer;
        made.taskRevision = m_task.revision;
        made.kind = kind;
        made.computerStatus = status;
        return made;
    }

    void apply(const std::vector<StatusEvent> &events, Instant when)
    {
        Result<Workspace> workspace = Workspace::open(m_store, Access::readWrite, Role::agent);
        if (!workspace || !workspace->store().statuses().apply(events, when))
            qFatal("the test's events are not taken");
    }

    QString m_store;
    SequentialTask m_task;
    qint64 m_number = 0;
};

QString computerName(int number)
{
    return QStringLiteral("PC-%1").arg(number, 2, 10, QLatin1Char('0'));
}

} // namespace

class DashboardUiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aCardTellsHowARolloutStands();
    void aNameLeadsToTheStatusTab();
    void aNumberLeadsToItsComputers();
    void aFailureLeadsToItsComputers();
    void aCauseInSeveralPlacesAsksWhich();
    void requestsLeadToTheirPage();
    void problemsSayWhatToDo();
    void followsWhatOthersReport();
    void countsTheComputersAnewWhenACollectionGrows();
    void staysWhereTheKeyboardIs();
    void theKeyboardGoesFromCardToCard();
    void readsNothingWhileItIsHidden();
    void emptySectionsSaySo();
    void nothingSimulatedIsShown_B41();
    void cardsWrapInANarrowWindow();
    void isOnTheStartPageBeforeTheTasks();

private:
    void reportUsualThings();
    void show();
    QLabel &label(const char *name) { return control<QLabel>(*m_view, name); }
    QTreeView &table() { return control<QTreeView>(*m_view, "failuresTable"); }
    QString counts() { return label("rolloutCounts").accessibleName(); }

    EnglishPlurals m_plurals;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<DashboardView> m_view;
    std::unique_ptr<Reporter> m_reporter;
    Package m_package{PackageId::mint(), QStringLiteral("Suite")};
    std::optional<Collection> m_collection;
    std::optional<SequentialTask> m_task;
    Instant m_now = 0;
};

void DashboardUiTest::initTestCase()
{
    QCoreApplication::installTranslator(&m_plurals);
    QApplication::setQuitOnLastWindowClosed(false);
}

void DashboardUiTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    prepareSettings(m_folder->path());
    m_store = m_folder->filePath(QStringLiteral("the.store"));
    m_session = StoreSession::create(m_store).value();
    m_now = SystemClock().now();
    Workspace &workspace = m_session->workspace();
    m_package = Package(PackageId::mint(), QStringLiteral("Suite"));
    m_package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Install"));
    m_package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Patch"));
    QVERIFY(workspace.store().catalogue().save(std::vector{m_package}).ok());
    std::vector<Computer> computers;
    m_collection.emplace(CollectionId::mint(), QStringLiteral("Pilot"));
    for (int i = 1; i <= 12; ++i) {
        computers.emplace_back(ComputerId::mint(), computerName(i));
        m_collection->members.push_back(computers.back().id);
    }
    QVERIFY(workspace.store().catalogue().save(computers).ok());
    QVERIFY(workspace.store().catalogue().save(std::vector{*m_collection}).ok());
    SequentialTask task(TaskId::mint(), QStringLiteral("Rollout & <more>"));
    for (const Program &program : m_package.programs)
        task.items.emplace_back(LineItemId::mint(), program.id);
    task.appliesTo.push_back(m_collection->id);
    m_task = workspace.saveTask(task, KeepFinished::no)->task;
    m_reporter = std::make_unique<Reporter>(m_store, *m_task);
}

void DashboardUiTest::cleanup()
{
    m_view.reset();
    m_session.reset();
}

// Of twelve computers two never report.
void DashboardUiTest::reportUsualThings()
{
    for (int i = 1; i <= 8; ++i)
        m_reporter->finish(computerName(i), i <= 6 ? 0 : 1603, m_now - (9 - i) * hour);
    m_reporter->say(computerName(9), ComputerStatus::running, m_now);
    m_reporter->say(computerName(10), ComputerStatus::restartPending, m_now - 30 * hour);
}

void DashboardUiTest::show()
{
    m_view = std::make_unique<DashboardView>(*m_session);
    QVERIFY(label("dashboardProgress").text().contains(u'…'));
    m_view->resize(900, 700);
    m_view->show();
    QTRY_VERIFY(m_view->feed().isRead());
    QVERIFY(label("dashboardProgress").isHidden());
}

void DashboardUiTest::aCardTellsHowARolloutStands()
{
    reportUsualThings();
    show();
    QTRY_COMPARE(counts(), QStringLiteral("6 succeeded · 2 failed · 1 running · 1 restart pending of 12"));
    QCOMPARE(label("rolloutName").accessibleName(), m_task->name);
    QVERIFY(label("rolloutName").text().contains(QStringLiteral("Rollout &amp; &lt;more&gt;")));
    QCOMPARE(label("rolloutFinished").text(), QStringLiteral("66 %"));
    QVERIFY(label("rolloutNews").text().startsWith(QStringLiteral("Last report")));
    const auto *curve = m_view->findChild<DashboardCurve *>();
    QVERIFY(curve->accessibleDescription().startsWith(QStringLiteral("6 succeeded and 2 failed from ")));
    QVERIFY(curve->accessibleName().contains(m_task->name));
}

void DashboardUiTest::aNameLeadsToTheStatusTab()
{
    reportUsualThings();
    show();
    const QSignalSpy asked(m_view.get(), &DashboardView::statusRequested);
    QLabel &name = label("rolloutName");
    QTest::mouseClick(&name, Qt::LeftButton, {}, QPoint(8, name.height() / 2));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toString(), m_task->id.toString());
    QVERIFY(!asked[0][1].value<StatusListQuery>().isFiltered());
    // By keyboard, too.
    m_view->activateWindow();
    QTRY_VERIFY(m_view->isActiveWindow());
    label("rolloutCounts").setFocus();
    name.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&name, Qt::Key_Return);
    QCOMPARE(asked.count(), 2);
    // From there one link after the other.
    QTest::keyClick(&name, Qt::Key_Tab);
    QVERIFY(label("rolloutCounts").hasFocus());
    QTest::keyClick(&label("rolloutCounts"), Qt::Key_Tab);
    QTest::keyClick(&label("rolloutCounts"), Qt::Key_Return);
    QCOMPARE(asked.count(), 3);
    QCOMPARE(asked[2][1].value<StatusListQuery>().status, ComputerStatus::failed);
}

void DashboardUiTest::aNumberLeadsToItsComputers()
{
    reportUsualThings();
    show();
    const QSignalSpy asked(m_view.get(), &DashboardView::statusRequested);
    QLabel &numbers = label("rolloutCounts");
    QTest::mouseClick(&numbers, Qt::LeftButton, {}, QPoint(8, numbers.fontMetrics().height() / 2));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][1].value<StatusListQuery>().status, ComputerStatus::succeeded);
}

void DashboardUiTest::aFailureLeadsToItsComputers()
{
    reportUsualThings();
    show();
    QCOMPARE(table().model()->rowCount(), 1);
    QVERIFY(table().isVisible());
    QVERIFY(label("noFailures").isHidden());
    QCOMPARE(table().model()->index(0, DashboardFailuresModel::Computers).data().toString(), QStringLiteral("2"));
    QCOMPARE(table().model()->index(0, DashboardFailuresModel::ProgramName).data().toString(), QStringLiteral("Suite/Patch"));
    const QSignalSpy asked(m_view.get(), &DashboardView::statusRequested);
    table().setCurrentIndex(table().model()->index(0, 0));
    QTest::keyClick(&table(), Qt::Key_Return);
    QCOMPARE(asked.count(), 1);
    const auto query = asked[0][1].value<StatusListQuery>();
    QCOMPARE(query.item, m_task->items[1].id);
    QCOMPARE(query.itemStatus, ItemStatus::failed);
    QCOMPARE(query.returnCode, 1603);
    QCOMPARE(query.reportedSince, m_view->feed().dashboard().failuresSince);
    QCOMPARE(StatusList(m_session->workspace().store().database()).keys(m_task->id, query)->size(), size_t(2));
}

void DashboardUiTest::aCauseInSeveralPlacesAsksWhich()
{
    SequentialTask other(TaskId::mint(), QStringLiteral("Other"));
    for (const LineItem &item : m_task->items)
        other.items.emplace_back(LineItemId::mint(), item.program);
    other = m_session->workspace().saveTask(other, KeepFinished::no)->task;
    reportUsualThings();
    Reporter(m_store, other).finish(computerName(1), 1603, m_now);
    show();
    QCOMPARE(table().model()->rowCount(), 1);
    QCOMPARE(table().model()->index(0, DashboardFailuresModel::Computers).data().toString(), QStringLiteral("3"));
    const QSignalSpy asked(m_view.get(), &DashboardView::statusRequested);
    table().setCurrentIndex(table().model()->index(0, 0));
    QTest::keyClick(&table(), Qt::Key_Return);
    QCOMPARE(asked.count(), 0);
    auto *menu = m_view->findChild<QMenu *>(QStringLiteral("failurePlaces"));
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 2);
    QCOMPARE(menu->actions().at(1)->text(), QStringLiteral("Other, item 2: 1"));
    menu->actions().at(1)->trigger();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toString(), other.id.toString());
    menu->close();
}

void DashboardUiTest::requestsLeadToTheirPage()
{
    User anna(UserId::mint(), QStringLiteral("anna"));
    QVERIFY(m_session->workspace().store().catalogue().save(std::vector{anna}).ok());
    SequentialTask visible = *m_task;
    visible.portal.emplace().access = {{PortalAccess::Kind::user, QStringLiteral("anna"), true, false, false}};
    QVERIFY(m_session->workspace().saveTask(visible, KeepFinished::no).ok());
    QVERIFY(makeRequest(m_session->workspace(), m_task->id, anna, computerName(3), m_now - 5 * hour).ok());
    show();
    const QList<QLabel *> sentences = m_view->findChildren<QLabel *>(QStringLiteral("requestsSentence"));
    QCOMPARE(sentences.size(), 2);
    QCOMPARE(sentences[0]->accessibleName(), QStringLiteral("Decide 1 request from the portal"));
    QCOMPARE(sentences[1]->accessibleName(), QStringLiteral("anna asks for Rollout & <more> on PC-03, for 5 hours now"));
    const QSignalSpy opened(m_view.get(), &DashboardView::openRequested);
    QTest::mouseClick(sentences[0], Qt::LeftButton, {}, QPoint(8, sentences[0]->height() / 2));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].value<PageKey>().kind, PageKind::portalRequests);
}

void DashboardUiTest::problemsSayWhatToDo()
{
    reportUsualThings();
    show();
    const QList<QLabel *> sentences = m_view->findChildren<QLabel *>(QStringLiteral("problemsSentence"));
    QCOMPARE(sentences.size(), 1);
    QCOMPARE(sentences[0]->accessibleName(),
             QStringLiteral("Rollout & <more>: the restart of 1 computer has been pending for more than a day. Have them restarted."));
    QVERIFY(label("problemsNone").isHidden());
    const QSignalSpy asked(m_view.get(), &DashboardView::statusRequested);
    QTest::mouseClick(sentences[0], Qt::LeftButton, {}, QPoint(8, sentences[0]->fontMetrics().height() / 2));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][1].value<StatusListQuery>().status, ComputerStatus::restartPending);
}

void DashboardUiTest::followsWhatOthersReport()
{
    reportUsualThings();
    show();
    QTRY_VERIFY(counts().endsWith(QStringLiteral("of 12")));
    const auto *card = m_view->findChild<DashboardCard *>();
    m_reporter->finish(computerName(9), 1603, m_now);
    QTRY_COMPARE(counts(), QStringLiteral("6 succeeded · 3 failed · 1 restart pending of 12"));
    QCOMPARE(table().model()->index(0, DashboardFailuresModel::Computers).data().toString(), QStringLiteral("3"));
    QCOMPARE(m_view->findChild<DashboardCard *>(), card);
}

void DashboardUiTest::countsTheComputersAnewWhenACollectionGrows()
{
    reportUsualThings();
    show();
    QTRY_VERIFY(counts().endsWith(QStringLiteral("of 12")));
    Collection larger = *m_collection;
    const Computer another(ComputerId::mint(), computerName(13));
    larger.members.push_back(another.id);
    QVERIFY(m_session->workspace().store().catalogue().save(std::vector{another}).ok());
    QVERIFY(m_session->workspace().store().catalogue().save(std::vector{larger}).ok());
    m_session->noteCatalogueChange();
    QTRY_VERIFY(counts().endsWith(QStringLiteral("of 13")));
}

void DashboardUiTest::staysWhereTheKeyboardIs()
{
    reportUsualThings();
    QScrollArea scroll;
    show();
    auto *view = m_view.release();
    scroll.setWidget(view);
    scroll.setWidgetResizable(true);
    scroll.resize(700, 160);
    scroll.show();
    scroll.activateWindow();
    QTRY_VERIFY(scroll.isActiveWindow());
    auto &table = control<QTreeView>(*view, "failuresTable");
    table.setCurrentIndex(table.model()->index(0, 0));
    table.setFocus();
    scroll.verticalScrollBar()->setValue(60);
    QCOMPARE(scroll.verticalScrollBar()->value(), 60);
    m_reporter->finish(computerName(9), 67, m_now);
    QTRY_COMPARE(table.model()->rowCount(), 2);
    QVERIFY(table.hasFocus());
    QCOMPARE(table.currentIndex().siblingAtColumn(DashboardFailuresModel::Result).data().toString(), QStringLiteral("failed: 1603"));
    QCOMPARE(scroll.verticalScrollBar()->value(), 60);
}

// Also where the first card is the one that came last.
void DashboardUiTest::theKeyboardGoesFromCardToCard()
{
    reportUsualThings();
    show();
    m_view->activateWindow();
    QTRY_VERIFY(m_view->isActiveWindow());
    SequentialTask newer(TaskId::mint(), QStringLiteral("Newer"));
    newer.items.emplace_back(LineItemId::mint(), m_task->items[0].program);
    newer = m_session->workspace().saveTask(newer, KeepFinished::no)->task;
    Reporter(m_store, newer).say(computerName(1), ComputerStatus::running, m_now + hour);
    QTRY_COMPARE(m_view->findChildren<DashboardCard *>().size(), 2);
    auto name = [&](TaskId task) {
        for (DashboardCard *card : m_view->findChildren<DashboardCard *>()) {
            if (card->task() == task)
                return card->findChild<QLabel *>(QStringLiteral("rolloutName"));
        }
        return static_cast<QLabel *>(nullptr);
    };
    QVERIFY(name(newer.id)->mapTo(m_view.get(), QPoint()).x() < name(m_task->id)->mapTo(m_view.get(), QPoint()).x());
    name(newer.id)->setFocus(Qt::TabFocusReason);
    for (int tabs = 0; tabs < 2; ++tabs) // its name, its one number
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(name(m_task->id)->hasFocus());
}

void DashboardUiTest::readsNothingWhileItIsHidden()
{
    reportUsualThings();
    show();
    QTRY_VERIFY(counts().endsWith(QStringLiteral("of 12")));
    m_view->hide();
    const Instant before = m_view->feed().dashboard().made;
    QSignalSpy noticed(m_session.get(), &StoreSession::statusesChanged);
    m_reporter->finish(computerName(9), 0, m_now);
    QVERIFY(noticed.wait());
    // What was asked before this answer has been answered by then.
    const auto asked = m_session->run<int>([](Workspace &, JobControl &) { return Result<int>(1); });
    QTRY_VERIFY(asked.isFinished());
    QCoreApplication::processEvents();
    QCOMPARE(m_view->feed().dashboard().made, before);
    m_view->show();
    QTRY_COMPARE(counts(), QStringLiteral("7 succeeded · 2 failed · 1 restart pending of 12"));
}

void DashboardUiTest::emptySectionsSaySo()
{
    SequentialTask off = *m_task;
    off.enabled = false;
    QVERIFY(m_session->workspace().saveTask(off, KeepFinished::no).ok());
    show();
    QVERIFY(label("noRollouts").isVisible());
    QVERIFY(label("noFailures").isVisible());
    QVERIFY(label("requestsNone").isVisible());
    QVERIFY(label("problemsNone").isVisible());
    QVERIFY(!table().isVisible());
    QVERIFY(!m_view->findChild<DashboardCard *>());
    // Enabled again it is under way, and nobody has reported.
    off.enabled = true;
    off.revision += 1;
    QVERIFY(m_session->workspace().saveTask(off, KeepFinished::no).ok());
    m_session->noteTaskChange();
    QTRY_VERIFY(m_view->findChild<DashboardCard *>());
    QVERIFY(!label("noRollouts").isVisible());
    QTRY_COMPARE(counts(), QStringLiteral("None of 12 computers has reported yet"));
}

void DashboardUiTest::nothingSimulatedIsShown_B41()
{
    SimulationRequest simulation;
    simulation.task = m_task->name;
    simulation.scenario.endpoints = 50;
    simulation.record = true;
    QVERIFY(simulateTask(m_session->workspace(), simulation).ok());
    show();
    QTRY_COMPARE(counts(), QStringLiteral("None of 12 computers has reported yet"));
    QVERIFY(label("noFailures").isVisible());
}

void DashboardUiTest::cardsWrapInANarrowWindow()
{
    for (int i = 0; i < 3; ++i) {
        SequentialTask more(TaskId::mint(), QStringLiteral("Rollout %1 %2").arg(i).arg(QString(70, u'W')));
        more.items.emplace_back(LineItemId::mint(), m_task->items[0].program);
        more.appliesTo = m_task->appliesTo;
        QVERIFY(m_session->workspace().saveTask(more, KeepFinished::no).ok());
    }
    show();
    const QList<DashboardCard *> cards = m_view->findChildren<DashboardCard *>();
    QCOMPARE(cards.size(), 4);
    const auto columns = [&] {
        QSet<int> left;
        for (const DashboardCard *card : cards)
            left.insert(card->mapTo(m_view.get(), QPoint()).x());
        return left.size();
    };
    m_view->resize(1600, 900);
    QTRY_VERIFY(columns() >= 2);
    m_view->resize(m_view->minimumSizeHint().width(), 900);
    QTRY_COMPARE(columns(), 1);
    QVERIFY(m_view->minimumSizeHint().width() < m_view->fontMetrics().averageCharWidth() * 60);
}

void DashboardUiTest::isOnTheStartPageBeforeTheTasks()
{
    reportUsualThings();
    Console console(registerPageMakers);
    QVERIFY(console.openStore(m_store, Access::readWrite).ok());
    MainWindow *window = console.newWindow();
    QCOMPARE(window->currentPage()->key().kind, PageKind::start);
    QTRY_VERIFY(window->findChild<DashboardCard *>());
    auto &dashboard = control<DashboardView>(*window, "dashboard");
    QVERIFY(dashboard.mapTo(window, QPoint()).y() < control<QPushButton>(*window, "newTaskButton").mapTo(window, QPoint()).y());
    auto &name = control<QLabel>(*window, "rolloutName");
    QTest::mouseClick(&name, Qt::LeftButton, {}, QPoint(8, name.height() / 2));
    const auto *page = qobject_cast<TaskPage *>(window->currentPage());
    QVERIFY(page);
    QCOMPARE(page->key().guid, m_task->id.toString());
    const auto *tabs = page->findChild<QTabWidget *>(QStringLiteral("taskTabs"));
    QCOMPARE(tabs->tabText(tabs->currentIndex()).remove(u'&'), QStringLiteral("Status"));
}

QTEST_MAIN(DashboardUiTest)
#include "dashboard_test.moc"
