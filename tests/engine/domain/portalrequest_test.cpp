// Requests from the portal: who sees a task (B35), which decisions are allowed when, and when requests expire (B36).
#include "engine/domain/portalrequest.h"

#include <QTest>

using namespace seriatim;

Q_DECLARE_METATYPE(seriatim::RequestState)
Q_DECLARE_METATYPE(seriatim::PortalRights)

namespace {

constexpr Instant day = 24 * 60 * millisPerMinute;
constexpr Instant start = 1'700'000'000'000;
const QString desk = QStringLiteral("Help desk");
const QString admin = QStringLiteral("boss");

PortalAccess access(PortalAccess::Kind kind, const QString &name, bool see, bool recommended = false, bool preApproved = false)
{
    return {kind, name, see, recommended, preApproved};
}

SequentialTask taskFor(std::vector<PortalAccess> list)
{
    SequentialTask task(TaskId::mint(), QStringLiteral("Viewer rollout"));
    task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
    task.portal.emplace().access = std::move(list);
    return task;
}

User alice()
{
    static const UserId id = UserId::mint();
    User user(id, QStringLiteral("alice"));
    user.domain = QStringLiteral("CORP");
    return user;
}

UserGroup groupOf(const QString &name, const std::vector<UserId> &members)
{
    UserGroup group(UserGroupId::mint(), name);
    group.members = members;
    return group;
}

PortalRequest aRequest(bool preApproved = false)
{
    const SequentialTask task = taskFor({access(PortalAccess::Kind::user, QStringLiteral("CORP\\alice"), true, false, preApproved)});
    return newRequest({task, alice(), {}, QStringLiteral("PC-1"), {}}, start).value();
}

// One in this state, by the way that leads there.
PortalRequest inState(RequestState state)
{
    PortalRequest request = aRequest();
    switch (state) {
    case RequestState::waiting:
        break;
    case RequestState::onHold:
        (void)decide(request, Decision::hold, admin, {}, start + 1);
        break;
    case RequestState::approved:
        (void)decide(request, Decision::approve, admin, {}, start + 1);
        break;
    case RequestState::denied:
        (void)decide(request, Decision::deny, admin, {}, start + 1);
        break;
    case RequestState::expired:
        expire(request, request.expires);
        break;
    case RequestState::running:
        (void)decide(request, Decision::approve, admin, {}, start + 1);
        noteStart(request, start + 2);
        break;
    case RequestState::ended:
        (void)decide(request, Decision::approve, admin, {}, start + 1);
        noteEnd(request, start + 3, ComputerStatus::succeeded, QStringLiteral("Succeeded: no line item failed."));
        break;
    }
    return request;
}

} // namespace

class PortalRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoSeesWhat_B35_data();
    void whoSeesWhat_B35();
    void aTaskNobodyCanHave_B35();
    void requestsWaitOrArePreApproved_B36();
    void oneUnfinishedRequest_B36();
    void decisions_B36_data();
    void decisions_B36();
    void decisionsAreWrittenDown_B36();
    void commentsHaveAnEnd();
    void openOnesExpire_B36();
    void whatIsOverCanStillBeApproved_B36();
    void ofATaskThatIsGone();
    void whatTheComputerReports_B37();
    void whatHappenedCounts_B37();
    void words();
};

void PortalRequestTest::whoSeesWhat_B35_data()
{
    QTest::addColumn<std::vector<PortalAccess>>("list");
    QTest::addColumn<bool>("inDesk");
    QTest::addColumn<PortalRights>("expected");
    using Kind = PortalAccess::Kind;
    const QString corpAlice = QStringLiteral("corp\\ALICE");
    QTest::newRow("nobody named") << std::vector<PortalAccess>{} << true << PortalRights{};
    QTest::newRow("by name, any case") << std::vector{access(Kind::user, corpAlice, true)} << false << PortalRights{true, false, false};
    QTest::newRow("another domain") << std::vector{access(Kind::user, QStringLiteral("HOME\\alice"), true)} << false << PortalRights{};
    QTest::newRow("without the domain") << std::vector{access(Kind::user, QStringLiteral("alice"), true)} << false << PortalRights{};
    QTest::newRow("a user of the group's name") << std::vector{access(Kind::user, desk, true)} << true << PortalRights{};
    QTest::newRow("by group") << std::vector{access(Kind::group, desk, true, true)} << true << PortalRights{true, true, false};
    QTest::newRow("not in the group") << std::vector{access(Kind::group, desk, true, true)} << false << PortalRights{};
    QTest::newRow("entries add up") << std::vector{access(Kind::group, desk, true, true, false), access(Kind::user, corpAlice, false, false, true)}
                                    << true << PortalRights{true, true, true};
    QTest::newRow("recommended but not to be seen") << std::vector{access(Kind::user, corpAlice, false, true, true)} << false << PortalRights{};
}

void PortalRequestTest::whoSeesWhat_B35()
{
    QFETCH(std::vector<PortalAccess>, list);
    QFETCH(bool, inDesk);
    QFETCH(PortalRights, expected);
    const std::vector<UserGroup> groups{groupOf(desk, inDesk ? std::vector{alice().id} : std::vector<UserId>{UserId::mint()})};
    QVERIFY(portalRights(taskFor(list), alice(), groups) == expected);
}

void PortalRequestTest::aTaskNobodyCanHave_B35()
{
    SequentialTask task = taskFor({access(PortalAccess::Kind::user, QStringLiteral("CORP\\alice"), true)});
    QVERIFY(portalRights(task, alice(), {}).see);
    task.enabled = false;
    QVERIFY(!portalRights(task, alice(), {}).see);
    task.enabled = true;
    task.items.clear();
    QVERIFY(!portalRights(task, alice(), {}).see);
    task = taskFor({});
    task.portal.reset();
    QVERIFY(!portalRights(task, alice(), {}).see);
}

void PortalRequestTest::requestsWaitOrArePreApproved_B36()
{
    const PortalRequest waiting = aRequest();
    QCOMPARE(waiting.state, RequestState::waiting);
    QCOMPARE(waiting.expires, start + 30 * day);
    QCOMPARE(waiting.history.size(), size_t(1));
    QCOMPARE(waiting.history.front().who, QStringLiteral("CORP\\alice"));

    const PortalRequest approved = aRequest(true);
    QCOMPARE(approved.state, RequestState::approved);
    QCOMPARE(approved.history.size(), size_t(2));
    QCOMPARE(approved.history.back().step, RequestStep::approved);
    QCOMPARE(approved.history.back().who, QStringLiteral("pre-approved"));

    const SequentialTask others = taskFor({access(PortalAccess::Kind::user, QStringLiteral("CORP\\bob"), true)});
    const auto refused = newRequest({others, alice(), {}, QStringLiteral("PC-1"), {}}, start);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::refused);
}

void PortalRequestTest::oneUnfinishedRequest_B36()
{
    const SequentialTask task = taskFor({access(PortalAccess::Kind::user, QStringLiteral("CORP\\alice"), true)});
    const auto again = [&](const PortalRequest &earlier, const QString &computer, Instant now) {
        return newRequest({task, alice(), {}, computer, {earlier}}, now).ok();
    };
    for (const RequestState state : allRequestStates()) {
        PortalRequest earlier = inState(state);
        earlier.task = TaskId::mint(); // renewed since (B5)
        earlier.currentTask = task.id;
        const bool isOver = state == RequestState::denied || state == RequestState::expired || state == RequestState::ended;
        QCOMPARE(again(earlier, QStringLiteral("pc-1"), start + day), isOver);
        QVERIFY(again(earlier, QStringLiteral("PC-2"), start + day));
        if (isOpen(state))
            QVERIFY(again(earlier, QStringLiteral("PC-1"), earlier.expires)); // nobody has written down yet that it is over
    }
}

void PortalRequestTest::decisions_B36_data()
{
    QTest::addColumn<RequestState>("state");
    QTest::addColumn<bool>("approve");
    QTest::addColumn<bool>("deny");
    QTest::addColumn<bool>("hold");
    QTest::newRow("waiting") << RequestState::waiting << true << true << true;
    QTest::newRow("on hold") << RequestState::onHold << true << true << false;
    QTest::newRow("approved") << RequestState::approved << false << true << true;
    QTest::newRow("denied") << RequestState::denied << true << false << false;
    QTest::newRow("expired") << RequestState::expired << true << false << false;
    QTest::newRow("running") << RequestState::running << false << true << false;
    QTest::newRow("ended") << RequestState::ended << false << false << false;
}

void PortalRequestTest::decisions_B36()
{
    QFETCH(RequestState, state);
    QFETCH(bool, approve);
    QFETCH(bool, deny);
    QFETCH(bool, hold);
    const PortalRequest request = inState(state);
    QCOMPARE(request.state, state);
    const auto tried = [&](Decision decision) {
        PortalRequest copy = request;
        const Result<> decided = decide(copy, decision, admin, QStringLiteral("why"), start + day);
        if (!decided && copy != request)
            qFatal("a refused decision changed something");
        if (decided && copy.history.size() != request.history.size() + 1)
            qFatal("a decision is one step");
        return decided.ok();
    };
    QCOMPARE(tried(Decision::approve), approve);
    QCOMPARE(tried(Decision::deny), deny);
    QCOMPARE(tried(Decision::hold), hold);
}

void PortalRequestTest::decisionsAreWrittenDown_B36()
{
    PortalRequest request = aRequest();
    QVERIFY(decide(request, Decision::hold, admin, QStringLiteral("  next week  "), start + 5));
    QVERIFY(decide(request, Decision::approve, QStringLiteral("other"), {}, start + 6));
    QCOMPARE(request.state, RequestState::approved);
    QCOMPARE(request.history.size(), size_t(3));
    QVERIFY((request.history[1] == RequestRecord{RequestStep::putOnHold, admin, start + 5, QStringLiteral("next week")}));
    QVERIFY((request.history[2] == RequestRecord{RequestStep::approved, QStringLiteral("other"), start + 6, {}}));
}

void PortalRequestTest::commentsHaveAnEnd()
{
    PortalRequest request = aRequest();
    QVERIFY(!decide(request, Decision::deny, admin, QString(longestRequestComment + 1, u'x'), start));
    QCOMPARE(request.state, RequestState::waiting);
    QVERIFY(decide(request, Decision::deny, admin, QString(longestRequestComment, u'x'), start));
}

void PortalRequestTest::openOnesExpire_B36()
{
    for (const RequestState state : allRequestStates()) {
        PortalRequest request = inState(state);
        const bool open = state == RequestState::waiting || state == RequestState::onHold;
        QCOMPARE(stateAt(request, request.expires - 1), state);
        QCOMPARE(stateAt(request, request.expires), open ? RequestState::expired : state);
        QVERIFY(!expire(request, request.expires - 1));
        QCOMPARE(expire(request, request.expires + day), open);
        if (open) {
            QCOMPARE(request.history.back().step, RequestStep::expired);
            QCOMPARE(request.history.back().when, request.expires);
            QVERIFY(!expire(request, request.expires + day)); // once
        }
    }
    const SequentialTask task = taskFor({access(PortalAccess::Kind::user, QStringLiteral("CORP\\alice"), true)});
    QCOMPARE(newRequest({task, alice(), {}, QStringLiteral("PC-1"), {}, 7}, start)->expires, start + 7 * day);
}

void PortalRequestTest::whatIsOverCanStillBeApproved_B36() // an administrator always keeps the right
{
    PortalRequest request = aRequest();
    QVERIFY(decide(request, Decision::approve, admin, {}, request.expires + day));
    QCOMPARE(request.state, RequestState::approved);
    QCOMPARE(request.history.size(), size_t(3)); // that it had expired is told
    QCOMPARE(request.history[1].step, RequestStep::expired);

    PortalRequest stopped = inState(RequestState::running);
    QVERIFY(decide(stopped, Decision::deny, admin, {}, start + day));
    QVERIFY(!isAllowed(stopped, Decision::approve, start + day)); // its computer would not run it again
}

void PortalRequestTest::ofATaskThatIsGone()
{
    PortalRequest request = aRequest();
    request.currentTask.reset();
    QVERIFY(!isAllowed(request, Decision::approve, start));
    QVERIFY(isAllowed(request, Decision::deny, start));
    PortalRequest approved = inState(RequestState::approved);
    approved.currentTask.reset();
    QVERIFY(expire(approved, start + 1)); // nothing can come of it
    QCOMPARE(approved.history.back().comment, QStringLiteral("The task was removed."));
}

void PortalRequestTest::whatTheComputerReports_B37()
{
    PortalRequest request = inState(RequestState::approved);
    QVERIFY(noteStart(request, start + 5));
    QCOMPARE(request.state, RequestState::running);
    QVERIFY(!noteStart(request, start + 6));
    QVERIFY(noteEnd(request, start + 7, ComputerStatus::failed, QStringLiteral("Failed: 1 of 2 line items failed.")));
    QCOMPARE(request.state, RequestState::ended);
    QCOMPARE(*request.finalStatus, ComputerStatus::failed);
    const PortalRequest before = request;
    QVERIFY(!noteEnd(request, start + 8, ComputerStatus::succeeded, {})); // once
    QVERIFY(!noteStart(request, start + 8));
    QVERIFY(request == before);
    QCOMPARE(request.history.back().who, QStringLiteral("PC-1"));
}

void PortalRequestTest::whatHappenedCounts_B37() // its computer could not know yet that it was taken back
{
    PortalRequest request = inState(RequestState::denied);
    QVERIFY(noteStart(request, start + 5));
    QCOMPARE(request.state, RequestState::denied);
    QVERIFY(noteEnd(request, start + 7, ComputerStatus::withdrawn, {}));
    QCOMPARE(request.state, RequestState::ended);
    PortalRequest quick = inState(RequestState::approved);
    QVERIFY(noteEnd(quick, start + 7, ComputerStatus::succeeded, {})); // its start was never heard of
    QVERIFY(quick.hasStarted());
}

void PortalRequestTest::words()
{
    for (const RequestState state : allRequestStates())
        QCOMPARE(requestStateFromWord(toWord(state)), std::optional(state));
    QCOMPARE(requestStateFromWord(u"ONHOLD"), std::optional(RequestState::onHold));
    QVERIFY(!requestStateFromWord(u"open"));
    QCOMPARE(toWord(RequestStep::putOnHold), QStringLiteral("putOnHold"));
}

QTEST_APPLESS_MAIN(PortalRequestTest)
#include "portalrequest_test.moc"
