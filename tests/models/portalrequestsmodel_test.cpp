// Tables of portal requests on real rows of a store, what they say in words, and the board of one user (B35–B37).
#include "models/portalboard.h"
#include "models/portalrequestsmodel.h"
#include "models/portalrequestwords.h"
#include "tests/support/consolestore.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace seriatim;

namespace {

constexpr int patience = 60'000;
constexpr Instant day = 24 * 60 * millisPerMinute;

Instant now()
{
    return SystemClock().now();
}

} // namespace

class PortalRequestsModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rowsFollowTheStore_B36();
    void historyGrowsAtItsEnd_B36();
    void everyStateHasWords_B37();
    void theBoardIsOneUsers_B35();
    void theBoardFollowsTheStore_B37();
    void anotherUserSeesNothingOfTheFirst_B35();

private:
    Workspace &workspace() { return m_store->session->workspace(); }
    PortalRequest ask(const QString &computer)
    {
        return makeRequest(workspace(), m_task->id, m_alice, computer, now()).value();
    }
    std::vector<PortalRequest> all() { return requestsOf(workspace(), {.now = now()}).value(); }

    std::unique_ptr<ConsoleStore> m_store;
    std::optional<SequentialTask> m_task;
    User m_alice{UserId::mint(), QStringLiteral("alice")};
    User m_bob{UserId::mint(), QStringLiteral("bob")};
};

void PortalRequestsModelTest::init()
{
    m_store = std::make_unique<ConsoleStore>(2);
    QVERIFY((workspace().store().catalogue().save(std::vector{m_alice, m_bob})));
    (void)m_store->saveCollection(QStringLiteral("Pilot"), {QStringLiteral("PC-1"), QStringLiteral("PC-2"), QStringLiteral("PC-10")});
    SequentialTask task = m_store->task(QStringLiteral("Viewer"), 2);
    task.portal.emplace().access = {{PortalAccess::Kind::user, QStringLiteral("alice"), true, true, false}};
    m_task = m_store->save(task);
}

void PortalRequestsModelTest::rowsFollowTheStore_B36()
{
    PortalRequestsModel model(PortalRequestsModel::For::administrator);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.sort(0, Qt::DescendingOrder);
    const PortalRequest first = ask(QStringLiteral("PC-1"));
    model.setObjects(all());
    QCOMPARE(model.rowCount(), 1);
    ask(QStringLiteral("PC-2"));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setObjects(all());
    QCOMPARE(inserted.size(), 1); // above the other, whose selection stays
    QCOMPARE(model.index(0, 4).data().toString(), QStringLiteral("PC-2"));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QVERIFY(decideRequest(workspace(), first.id, Decision::hold, QStringLiteral("later\nthis week"), now()));
    model.setObjects(all());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.front().front().toModelIndex().row(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(model.index(1, 5).data().toString(), QStringLiteral("on hold"));
    QCOMPARE(model.index(1, 5).data(PortalRequestsModel::LookRole).toInt(), static_cast<int>(RequestLook::held));
    QVERIFY(!model.index(1, 4).data(PortalRequestsModel::LookRole).isValid());
    QCOMPARE(model.index(1, 7).data().toString(), QStringLiteral("later this week"));
    model.setFilter(QStringLiteral("later ALICE"));
    QCOMPARE(model.rowCount(), 1);

    PortalRequestsModel mine(PortalRequestsModel::For::requester);
    const QAbstractItemModelTester another(&mine, QAbstractItemModelTester::FailureReportingMode::QtTest);
    mine.setObjects(all());
    QCOMPARE(mine.index(0, 3).data(PortalRequestsModel::LookRole).isValid(), true);
}

void PortalRequestsModelTest::historyGrowsAtItsEnd_B36()
{
    RequestHistoryModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    PortalRequest request = ask(QStringLiteral("PC-1"));
    model.setHistory(request.history);
    QCOMPARE(model.rowCount(), 1);
    request = decideRequest(workspace(), request.id, Decision::approve, QStringLiteral("fine"), now()).value();
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setHistory(request.history);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(model.index(1, RequestHistoryModel::What).data().toString(), QStringLiteral("Approved"));
    QCOMPARE(model.index(1, RequestHistoryModel::Comment).data().toString(), QStringLiteral("fine"));
    model.setHistory({});
    QCOMPARE(model.rowCount(), 0);
}

void PortalRequestsModelTest::everyStateHasWords_B37()
{
    PortalRequest request = ask(QStringLiteral("PC-1"));
    for (const RequestState state : allRequestStates()) {
        request.state = state;
        QVERIFY(!requestStateText(state).isEmpty());
        QVERIFY(!requestStanding(request).isEmpty());
        QCOMPARE(cardStanding(request).isEmpty(), !isUnfinished(state));
    }
    request.state = RequestState::ended;
    request.finalStatus = ComputerStatus::failed;
    request.finalSentence = QStringLiteral("Failed: 1 of 2 line items failed.");
    QCOMPARE(requestStanding(request), QStringLiteral("It did not work on PC-1. Failed: 1 of 2 line items failed."));
    QCOMPARE(lookOf(request), RequestLook::bad);
    request.finalStatus = ComputerStatus::succeeded;
    QCOMPARE(requestStanding(request), QStringLiteral("Installed on PC-1."));
    QCOMPARE(requestStateText(request), QStringLiteral("succeeded"));
}

void PortalRequestsModelTest::theBoardIsOneUsers_B35()
{
    PortalBoard board(*m_store->session);
    board.setUser(m_alice.id);
    board.setComputer(QStringLiteral("PC-1"));
    QTRY_COMPARE_WITH_TIMEOUT(board.contents().cards.size(), size_t(1), patience);
    QCOMPARE(board.contents().users.size(), size_t(2));
    QCOMPARE(board.contents().computers, (QStringList{QStringLiteral("PC-1"), QStringLiteral("PC-2"), QStringLiteral("PC-10")}));
    const PortalCardContent &card = board.contents().cards.front().content;
    QCOMPARE(card.name, QStringLiteral("Viewer"));
    QVERIFY(card.recommended && !card.preApproved);
    QVERIFY(card.standing.isEmpty());
    QVERIFY(board.request(m_task->id));
    QTRY_VERIFY_WITH_TIMEOUT(!board.contents().cards.empty() && !board.contents().cards.front().content.standing.isEmpty(), patience);
    QCOMPARE(board.contents().requests.size(), size_t(1));
    QCOMPARE(board.request(m_task->id).error().code, ErrorCode::refused);
    board.setComputer(QStringLiteral("PC-2")); // there it may still be requested
    QTRY_VERIFY_WITH_TIMEOUT(!board.contents().cards.empty() && board.contents().cards.front().content.standing.isEmpty(), patience);
}

void PortalRequestsModelTest::theBoardFollowsTheStore_B37()
{
    PortalBoard board(*m_store->session);
    board.setUser(m_alice.id);
    board.setComputer(QStringLiteral("PC-1"));
    QTRY_COMPARE_WITH_TIMEOUT(board.contents().cards.size(), size_t(1), patience);
    const PortalRequest request = ask(QStringLiteral("PC-1"));
    Workspace other = Workspace::open(m_store->path(), Access::readWrite).value();
    QVERIFY(decideRequest(other, request.id, Decision::approve, {}, now()));
    const auto state = [&] { return board.contents().requests.empty() ? std::nullopt : std::optional(board.contents().requests.front().state); };
    QTRY_COMPARE_WITH_TIMEOUT(state(), std::optional(RequestState::approved), patience);
    StatusEvent ended(EventId::mint(), AgentId::mint(), m_task->id);
    ended.kind = StatusEvent::Kind::requestEnded;
    ended.request = request.id;
    ended.computer = QStringLiteral("PC-1");
    ended.computerStatus = ComputerStatus::succeeded;
    QVERIFY(other.store().statuses().apply({ended}, now())); // as an agent does: no record of the audit
    QTRY_COMPARE_WITH_TIMEOUT(state(), std::optional(RequestState::ended), patience);
}

void PortalRequestsModelTest::anotherUserSeesNothingOfTheFirst_B35()
{
    ask(QStringLiteral("PC-1"));
    PortalBoard board(*m_store->session);
    board.setUser(m_alice.id);
    QTRY_COMPARE_WITH_TIMEOUT(board.contents().cards.size(), size_t(1), patience);
    board.setUser(m_bob.id);
    QVERIFY(board.contents().cards.empty()); // at once, whatever is under way
    QVERIFY(board.contents().requests.empty());
    QSignalSpy changed(&board, &PortalBoard::changed);
    QVERIFY(changed.wait(patience));
    QVERIFY(board.contents().cards.empty());
    QVERIFY(board.contents().requests.empty());
}

QTEST_GUILESS_MAIN(PortalRequestsModelTest)
#include "portalrequestsmodel_test.moc"
