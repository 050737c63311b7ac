// The portal from end to end, clicked as people do: publish, seen by the right users only, request, decide, run on this
// computer, and the final status where its requester looks (B35–B37). The page of requests and the portal window apart.
#include "tests/support/widgets.h"
#include "tests/support/widgettest.h"

#include "engine/workspace/portal.h"
#include "models/portalrequestsmodel.h"
#include "ui/console.h"
#include "ui/mainwindow.h"
#include "ui/pagemakers.h"
#include "ui/portalcard.h"
#include "ui/portalrequestspage.h"
#include "ui/portalwindow.h"
#include "ui/principaldialog.h"

#include <QAbstractItemModelTester>
#include <QScopeGuard>

using namespace seriatim;
using namespace seriatim::test;

namespace {

constexpr int patience = 60'000;
const QString taskName = QStringLiteral("Viewer rollout");

} // namespace

class PortalRequestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setQuitOnLastWindowClosed(false); }
    void init();
    void cleanup();

    void fromPublishingToTheFinalStatus_B35_B36_B37();
    void preApprovedNeedsNobody_B36();
    void holdAndDenyAreTold_B36();
    void severalAtOnce_B36();
    void whatAnotherOneDecidedIsSaid();
    void filtersAndCounts();
    void theNavigatorCountsWhatWaits_B36();
    void followsOtherWriters();
    void expiredOnesAreWrittenDown_B36();
    void theWindowGoesWithTheLastAndFollowsTheStore();
    void keysDecide();
    void usersAreFoundByTyping();
    void withoutUsersItSaysWhatToDo();
    void readOnlyShowsAndChangesNothing();
    void everythingHasAName();

private:
    Workspace &workspace() { return m_console->session()->workspace(); }
    SequentialTask publish(bool preApproved = false)
    {
        SequentialTask task = *m_task;
        task.portal.emplace().access = {{PortalAccess::Kind::user, QStringLiteral("CORP\\alice"), true, true, preApproved}};
        task = workspace().saveTask(task, KeepFinished::no)->task;
        m_console->session()->noteTaskChange();
        return task;
    }
    PortalRequest ask(const QString &computer)
    {
        if (!workspace().store().catalogue().findComputer(computer)->has_value())
            (void)workspace().store().catalogue().save(std::vector{Computer(ComputerId::mint(), computer)});
        PortalRequest made = makeRequest(workspace(), m_task->id, m_alice, computer, SystemClock().now()).value();
        m_console->session()->noteRequestChange();
        return made;
    }
    PortalRequest stored(qint64 number = 1) { return workspace().store().portal().find(QString::number(number)).value(); }

    // The window of the portal, by the menu.
    PortalWindow *portal()
    {
        m_window->findChild<QAction *>(QStringLiteral("portalWindow"))->trigger();
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *window = qobject_cast<PortalWindow *>(widget))
                return window;
        }
        return nullptr;
    }
    static void chooseUser(PortalWindow &window, const QString &name)
    {
        auto *box = child<QComboBox>(window, "portalUser");
        QTRY_VERIFY_WITH_TIMEOUT(box->findText(name, Qt::MatchContains) >= 0, patience);
        box->lineEdit()->setFocus();
        choose(window, "portalUser", box->findText(name, Qt::MatchContains));
        if (box->currentText().contains(name))
            Q_EMIT box->activated(box->currentIndex());
    }
    static QList<PortalCard *> cards(PortalWindow &window)
    {
        QList<PortalCard *> shown;
        for (PortalCard *card : window.findChildren<PortalCard *>()) {
            if (card->isVisible())
                shown.append(card);
        }
        return shown;
    }
    static QPushButton *buttonOf(PortalCard *card) { return child<QPushButton>(*card, "cardRequest"); }
    static QString standing(PortalWindow &window) { return child<QLabel>(window, "myRequestStanding")->text(); }

    PortalRequestsPage *requests()
    {
        m_window->openPage({PageKind::portalRequests, {}});
        return qobject_cast<PortalRequestsPage *>(m_window->currentPage());
    }
    static QAbstractItemModel &rows(PortalRequestsPage &page) { return *child<QTreeView>(page, "requestsTable")->model(); }
    static void decide(PortalRequestsPage &page, const char *button, const QString &comment)
    {
        QTRY_VERIFY_WITH_TIMEOUT(child<QToolButton>(page, button)->isEnabled(), patience);
        if (!comment.isEmpty())
            type(page, "requestComment", comment);
        click(page, button);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Console> m_console;
    MainWindow *m_window = nullptr;
    std::optional<SequentialTask> m_task;
    User m_alice{UserId::mint(), QStringLiteral("alice")};
    User m_bob{UserId::mint(), QStringLiteral("bob")};
};

void PortalRequestsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    prepareSettings(m_folder->path());
    const QString path = m_folder->filePath(QStringLiteral("portal.store"));
    m_alice.domain = QStringLiteral("CORP");
    m_alice.displayName = QStringLiteral("Alice Ash");
    {
        Workspace workspace = Workspace::create(path).value();
        Package package(PackageId::mint(), QStringLiteral("Viewer"));
        package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Install"));
        package.programs.back().commandLine = QStringLiteral("echo installed >> \"%1\"").arg(m_folder->filePath(QStringLiteral("ran")));
        QVERIFY(workspace.store().catalogue().save(std::vector{package}));
        QVERIFY((workspace.store().catalogue().save(std::vector{m_alice, m_bob})));
        SequentialTask task(TaskId::mint(), taskName);
        task.items.emplace_back(LineItemId::mint(), package.programs.back().id);
        m_task = workspace.saveTask(task, KeepFinished::no)->task;
    }
    m_console = std::make_unique<Console>(registerPageMakers);
    QVERIFY(m_console->openStore(path, Access::readWrite));
    m_window = m_console->newWindow();
    QVERIFY(QTest::qWaitFor([&] { return m_window->navigatorModel()->isFilled(); }, patience));
}

void PortalRequestsTest::cleanup()
{
    m_console.reset();
    m_window = nullptr;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void PortalRequestsTest::fromPublishingToTheFinalStatus_B35_B36_B37()
{
    // An administrator publishes the task for alice, on its Software Portal tab.
    m_window->openPage({PageKind::task, m_task->id.toString()});
    EditorPage *page = m_window->currentPage();
    toTab(*page, "PortalPage");
    auto &published = control<QCheckBox>(*page, "published");
    QTest::mouseClick(&published, Qt::LeftButton, {}, QPoint(8, published.height() / 2));
    auto *add = child<QToolButton>(*page, "addAccess");
    QTRY_VERIFY_WITH_TIMEOUT(add->isEnabled() && m_console->directory()->isLoaded(), patience);
    const bool came = inDialog([&] { QTest::mouseClick(add, Qt::LeftButton); }, [](QDialog &dialog) {
        typeInto(control<QLineEdit>(dialog, "search"), QStringLiteral("alice"));
        QTest::keyClick(&control<QLineEdit>(dialog, "search"), Qt::Key_Down);
        QTest::mouseClick(control<QDialogButtonBox>(dialog, "buttons").button(QDialogButtonBox::Ok), Qt::LeftButton);
    });
    QVERIFY(came);
    QVERIFY(page->save());

    // The right users only see it (B35).
    PortalWindow *window = portal();
    QVERIFY(window);
    chooseUser(*window, QStringLiteral("bob"));
    QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(*window, "portalNothing")->isVisible(), patience);
    QVERIFY(cards(*window).isEmpty());
    chooseUser(*window, QStringLiteral("alice"));
    QTRY_COMPARE_WITH_TIMEOUT(cards(*window).size(), 1, patience);
    QCOMPARE(cards(*window).front()->accessibleName(), taskName);
    QCOMPARE(buttonOf(cards(*window).front())->text(), QStringLiteral("Request"));

    // She requests it for this computer; nothing runs.
    QTest::mouseClick(buttonOf(cards(*window).front()), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!buttonOf(cards(*window).front())->isEnabled(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(standing(*window).startsWith(QStringLiteral("An administrator has to approve it")), patience);
    QVERIFY(!child<QPushButton>(*window, "runRequestButton")->isVisible());

    // An administrator approves it with a comment (B36).
    PortalRequestsPage *decisions = requests();
    QVERIFY(decisions);
    QTRY_COMPARE_WITH_TIMEOUT(rows(*decisions).rowCount(), 1, patience);
    decide(*decisions, "approveRequestButton", QStringLiteral("Have fun"));
    QTRY_VERIFY_WITH_TIMEOUT(standing(*window).startsWith(QStringLiteral("Approved")), patience);
    QVERIFY(standing(*window).contains(QStringLiteral("Comment: Have fun")));

    // It runs on this computer, and she sees how it ended (B37).
    auto *run = child<QPushButton>(*window, "runRequestButton");
    QTRY_VERIFY_WITH_TIMEOUT(run->isVisible(), patience);
    QTest::mouseClick(run, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(standing(*window).startsWith(QStringLiteral("Installed on")), patience);
    QFile ran(m_folder->filePath(QStringLiteral("ran")));
    QVERIFY(ran.open(QIODevice::ReadOnly));
    QCOMPARE(ran.readAll(), QByteArray("installed\n"));
    QCOMPARE(*stored().finalStatus, ComputerStatus::succeeded);
    QVERIFY(workspace().store().statuses().statuses(m_task->id)->empty()); // for its requester alone
    QTRY_VERIFY_WITH_TIMEOUT(buttonOf(cards(*window).front())->isEnabled(), patience); // it may be requested again
    QVERIFY(!run->isVisible());
    child<QComboBox>(*decisions, "requestState")->setCurrentIndex(1); // all
    auto *history = child<QTreeView>(*decisions, "requestHistory");
    QTRY_COMPARE_WITH_TIMEOUT(history->model()->rowCount(), 4, patience);
    QCOMPARE(history->model()->index(3, RequestHistoryModel::What).data().toString(), QStringLiteral("Ended"));
}

void PortalRequestsTest::preApprovedNeedsNobody_B36()
{
    publish(true);
    PortalWindow *window = portal();
    chooseUser(*window, QStringLiteral("alice"));
    QTRY_COMPARE_WITH_TIMEOUT(cards(*window).size(), 1, patience);
    PortalCard *card = cards(*window).front();
    QCOMPARE(buttonOf(card)->text(), QStringLiteral("Install"));
    QCOMPARE(child<QLabel>(*card, "cardStanding")->text(), QStringLiteral("Starts at once, without an approval."));
    QVERIFY(child<QLabel>(*card, "cardRecommended")->isVisible());
    buttonOf(card)->setFocus();
    QTest::keyClick(buttonOf(card), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(standing(*window).startsWith(QStringLiteral("Approved")), patience);
    QCOMPARE(child<QLabel>(*card, "cardStanding")->text(), QStringLiteral("Approved; starts soon"));
    QCOMPARE(stored().history.back().who, QStringLiteral("pre-approved"));
}

void PortalRequestsTest::holdAndDenyAreTold_B36()
{
    publish();
    ask(QStringLiteral("PC-1"));
    PortalWindow *window = portal();
    chooseUser(*window, QStringLiteral("alice"));
    PortalRequestsPage *page = requests();
    QTRY_COMPARE_WITH_TIMEOUT(rows(*page).rowCount(), 1, patience);
    decide(*page, "holdRequestButton", QStringLiteral("The licence is on its way"));
    QTRY_COMPARE_WITH_TIMEOUT(stored().state, RequestState::onHold, patience);
    QVERIFY(child<QPlainTextEdit>(*page, "requestComment")->toPlainText().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(standing(*window).contains(QStringLiteral("The licence is on its way")), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!child<QToolButton>(*page, "holdRequestButton")->isEnabled(), patience);
    decide(*page, "denyRequestButton", QStringLiteral("It is not coming"));
    QTRY_VERIFY_WITH_TIMEOUT(standing(*window).startsWith(QStringLiteral("An administrator has denied it.")), patience);
    QVERIFY(standing(*window).contains(QStringLiteral("It is not coming")));
    QTRY_COMPARE_WITH_TIMEOUT(rows(*page).rowCount(), 0, patience); // nothing is to be decided any more
    QVERIFY(child<QLabel>(*page, "noRequests")->isVisible());
}

void PortalRequestsTest::severalAtOnce_B36()
{
    publish();
    for (const char *computer : {"PC-1", "PC-2", "PC-3"})
        ask(QString::fromLatin1(computer));
    PortalRequestsPage *page = requests();
    QTRY_COMPARE_WITH_TIMEOUT(rows(*page).rowCount(), 3, patience);
    const QAbstractItemModelTester tester(&rows(*page), QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto *table = child<QTreeView>(*page, "requestsTable");
    table->setFocus();
    table->selectAll();
    decide(*page, "approveRequestButton", QStringLiteral("all of you"));
    QTRY_COMPARE_WITH_TIMEOUT(rows(*page).rowCount(), 0, patience);
    for (qint64 number = 1; number <= 3; ++number) {
        QCOMPARE(stored(number).state, RequestState::approved);
        QCOMPARE(stored(number).history.back().comment, QStringLiteral("all of you"));
    }
}

void PortalRequestsTest::whatAnotherOneDecidedIsSaid()
{
    publish();
    const PortalRequest request = ask(QStringLiteral("PC-1"));
    PortalRequestsPage *page = requests();
    QTRY_COMPARE_WITH_TIMEOUT(rows(*page).rowCount(), 1, patience);
    Workspace other = Workspace::open(workspace().store().path(), Access::readWrite).value();
    QVERIFY(decideRequest(other, request.id, Decision::deny, {}, SystemClock().now()));
    click(*page, "holdRequestButton"); // not seen yet
    QCOMPARE(stored().state, RequestState::denied);
    QTRY_VERIFY_WITH_TIMEOUT(rows(*page).rowCount() == 0, patience);
}

void PortalRequestsTest::filtersAndCounts()
{
    publish();
    for (const char *computer : {"PC-1", "PC-2", "Desk-3"})
        ask(QString::fromLatin1(computer));
    QVERIFY(decideRequest(workspace(), stored(2).id, Decision::approve, {}, SystemClock().now()));
    PortalRequestsPage *page = requests();
    const QAbstractItemModelTester tester(&rows(*page), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE_WITH_TIMEOUT(rows(*page).rowCount(), 2, patience); // those to be decided
    QCOMPARE(child<QLabel>(*page, "requestCount")->text(), QStringLiteral("2 of 3 shown, 2 to be decided"));
    choose(*page, "requestState", 1);
    QCOMPARE(rows(*page).rowCount(), 3);
    type(*page, "requestFilter", QStringLiteral("desk"));
    QCOMPARE(rows(*page).rowCount(), 1);
    type(*page, "requestFilter", QString());
    choose(*page, "requestState", 4); // approved
    QCOMPARE(rows(*page).rowCount(), 1);
    QCOMPARE(rows(*page).index(0, 4).data().toString(), QStringLiteral("PC-2"));
    choose(*page, "requestState", 8); // ended
    QCOMPARE(rows(*page).rowCount(), 0);
    QVERIFY(child<QLabel>(*page, "noRequests")->isVisible());
}

void PortalRequestsTest::theNavigatorCountsWhatWaits_B36()
{
    publish();
    const auto count = [&] {
        const QModelIndex row = m_window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::portalRequests, {}));
        return row.data(NavigatorModel::CountRole).toInt();
    };
    QCOMPARE(count(), 0);
    const PortalRequest request = ask(QStringLiteral("PC-1"));
    QTRY_COMPARE_WITH_TIMEOUT(count(), 1, patience);
    QVERIFY(decideRequest(workspace(), request.id, Decision::deny, {}, SystemClock().now()));
    m_console->session()->noteRequestChange();
    QTRY_COMPARE_WITH_TIMEOUT(count(), 0, patience);
}

void PortalRequestsTest::followsOtherWriters() // the command line, an agent, another console
{
    publish();
    PortalRequestsPage *page = requests();
    Workspace other = Workspace::open(workspace().store().path(), Access::readWrite).value();
    QVERIFY(other.store().catalogue().save(std::vector{Computer(ComputerId::mint(), QStringLiteral("PC-1"))}));
    QVERIFY(makeRequest(other, m_task->id, m_alice, QStringLiteral("PC-1"), SystemClock().now()));
    QTRY_COMPARE_WITH_TIMEOUT(rows(*page).rowCount(), 1, patience);
}

void PortalRequestsTest::expiredOnesAreWrittenDown_B36()
{
    publish();
    ask(QStringLiteral("PC-1"));
    const Instant longAgo = SystemClock().now() - Instant(40) * 24 * 60 * millisPerMinute;
    QVERIFY(workspace().store().catalogue().save(std::vector{Computer(ComputerId::mint(), QStringLiteral("PC-2"))}));
    QVERIFY(makeRequest(workspace(), m_task->id, m_alice, QStringLiteral("PC-2"), longAgo));
    PortalRequestsPage *page = requests();
    QTRY_COMPARE_WITH_TIMEOUT(rows(*page).rowCount(), 1, patience); // the other is no longer to be decided
    QCOMPARE(stored(2).state, RequestState::expired);
    QCOMPARE(stored(1).state, RequestState::waiting);
}

void PortalRequestsTest::theWindowGoesWithTheLastAndFollowsTheStore()
{
    publish();
    const QPointer<PortalWindow> window = portal();
    QVERIFY(window);
    QCOMPARE(portal(), window.data()); // one for all
    chooseUser(*window, QStringLiteral("alice"));
    QTRY_COMPARE_WITH_TIMEOUT(cards(*window).size(), 1, patience);
    QVERIFY(m_console->createStore(m_folder->filePath(QStringLiteral("other.store")), m_window));
    QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(*window, "portalNothing")->text().startsWith(QStringLiteral("There is no user")), patience);
    QVERIFY(cards(*window).isEmpty());
    m_window->close();
    QTRY_VERIFY_WITH_TIMEOUT(window.isNull(), patience);
}

void PortalRequestsTest::keysDecide()
{
    publish();
    ask(QStringLiteral("PC-1"));
    PortalRequestsPage *page = requests();
    QTRY_COMPARE_WITH_TIMEOUT(rows(*page).rowCount(), 1, patience);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    auto *table = child<QTreeView>(*page, "requestsTable");
    table->setFocus();
    QTest::keyClick(table, Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(stored().state, RequestState::onHold);
    QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(stored().state, RequestState::approved);
}

void PortalRequestsTest::usersAreFoundByTyping()
{
    publish();
    PortalWindow *window = portal();
    chooseUser(*window, QStringLiteral("bob"));
    auto *box = child<QComboBox>(*window, "portalUser");
    box->lineEdit()->setFocus();
    box->lineEdit()->selectAll();
    QTest::keyClicks(box->lineEdit(), QStringLiteral("nobody of that name"));
    QTest::keyClick(box->lineEdit(), Qt::Key_Return);
    QCOMPARE(box->currentText(), QStringLiteral("bob")); // words that name nothing do not stay
    box->lineEdit()->selectAll();
    QTest::keyClicks(box->lineEdit(), QStringLiteral("Alice Ash (CORP\\alice)"));
    QTest::keyClick(box->lineEdit(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(cards(*window).size(), 1, patience);
}

void PortalRequestsTest::withoutUsersItSaysWhatToDo()
{
    QVERIFY(m_console->createStore(m_folder->filePath(QStringLiteral("empty.store")), m_window));
    PortalWindow *window = portal();
    QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(*window, "portalNothing")->text().startsWith(QStringLiteral("There is no user")), patience);
    PortalRequestsPage *page = requests();
    QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(*page, "noRequests")->text().startsWith(QStringLiteral("Nobody has requested anything")), patience);
}

void PortalRequestsTest::readOnlyShowsAndChangesNothing()
{
    publish();
    ask(QStringLiteral("PC-1"));
    QVERIFY(m_console->openStore(workspace().store().path(), Access::readOnly, m_window));
    PortalRequestsPage *page = requests();
    QTRY_COMPARE_WITH_TIMEOUT(rows(*page).rowCount(), 1, patience);
    QVERIFY(!child<QToolButton>(*page, "approveRequestButton")->isEnabled());
    PortalWindow *window = portal();
    chooseUser(*window, QStringLiteral("alice"));
    QTRY_COMPARE_WITH_TIMEOUT(cards(*window).size(), 1, patience);
    QVERIFY(!buttonOf(cards(*window).front())->isEnabled());
}

void PortalRequestsTest::everythingHasAName()
{
    publish();
    ask(QStringLiteral("PC-1"));
    PortalWindow *window = portal();
    chooseUser(*window, QStringLiteral("alice"));
    QTRY_COMPARE_WITH_TIMEOUT(cards(*window).size(), 1, patience);
    PortalRequestsPage *page = requests();
    QTRY_COMPARE_WITH_TIMEOUT(rows(*page).rowCount(), 1, patience);
    const auto check = [](const QWidget &of) {
        for (const QWidget *widget : of.findChildren<QWidget *>()) {
            const bool takesKeys = widget->focusPolicy() != Qt::NoFocus && widget->isVisible();
            const bool isPart = widget->objectName().startsWith(QStringLiteral("qt_")) || !widget->parentWidget() || widget->focusProxy()
                                || qobject_cast<const QComboBox *>(widget->parentWidget());
            if (takesKeys && !isPart && widget->objectName().isEmpty())
                QFAIL(widget->metaObject()->className());
        }
    };
    check(*window);
    check(*page);
    QCOMPARE(buttonOf(cards(*window).front())->accessibleName(), QStringLiteral("Request %1").arg(taskName));
}

QTEST_MAIN(PortalRequestsTest)
#include "portalrequests_test.moc"
