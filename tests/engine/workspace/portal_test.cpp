// The portal as a whole: what a user is offered, requests and decisions with their audit (B35, B36, B9).
#include "engine/workspace/portal.h"

#include "engine/agent/computerfacts.h"

#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

namespace {

constexpr Instant day = 24 * 60 * millisPerMinute;
constexpr Instant start = 1'767'600'000'000;

QStringList namesOf(const std::vector<PortalOffer> &offers)
{
    QStringList names;
    for (const PortalOffer &offer : offers)
        names += portalName(offer.task);
    return names;
}

} // namespace

class PortalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void usersAreFoundByName();
    void theRightUsersSeeTheRightTasks_B35();
    void requestsAndDecisionsAreAudited_B9();
    void preApprovedOnesWaitForNobody_B36();
    void anUnknownComputerIsRefused();
    void expiringIsWrittenDownOnce_B36();
    void aRemovedTaskEndsItsRequests();
    void twoDecisionsCannotBothBeMade_B36();
    void theExpiryIsASetting();

private:
    Workspace &workspace() { return *m_workspace; }
    SequentialTask publish(const QString &name, std::vector<PortalAccess> access)
    {
        SequentialTask task(TaskId::mint(), name);
        task.items.emplace_back(LineItemId::mint(), *m_program);
        task.portal.emplace().access = std::move(access);
        return workspace().saveTask(task, KeepFinished::no).value().task;
    }
    std::vector<AuditRecord> auditOf(const PortalRequest &request)
    {
        return workspace().store().audit().of(AuditObject::portalRequest, request.id.toString()).value();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Workspace> m_workspace;
    std::optional<ProgramId> m_program;
    User m_alice{UserId::mint(), QStringLiteral("alice")};
    User m_bob{UserId::mint(), QStringLiteral("bob")};
    const PortalAccess m_forAlice{PortalAccess::Kind::user, QStringLiteral("CORP\\alice"), true, false, false};
};

void PortalTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace.emplace(Workspace::create(m_folder->filePath(QStringLiteral("the.store"))).value());
    CatalogueStore &catalogue = workspace().store().catalogue();
    Package package(PackageId::mint(), QStringLiteral("Suite"));
    package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Install"));
    m_program = package.programs.front().id;
    m_alice.domain = QStringLiteral("CORP");
    UserGroup desk(UserGroupId::mint(), QStringLiteral("Help desk"));
    desk.members = {m_bob.id};
    QVERIFY(catalogue.save(std::vector{package}));
    QVERIFY((catalogue.save(std::vector{m_alice, m_bob})));
    QVERIFY(catalogue.save(std::vector{desk}));
    QVERIFY(catalogue.save(std::vector{Computer(ComputerId::mint(), QStringLiteral("PC-1"))}));
}

void PortalTest::usersAreFoundByName()
{
    QCOMPARE(findUser(workspace(), QStringLiteral("corp\\Alice"))->id, m_alice.id);
    QCOMPARE(findUser(workspace(), QStringLiteral("alice"))->id, m_alice.id);
    QCOMPARE(findUser(workspace(), m_bob.id.toString())->id, m_bob.id);
    QCOMPARE(findUser(workspace(), QStringLiteral("carol")).error().code, ErrorCode::notFound);
    User home(UserId::mint(), QStringLiteral("alice"));
    home.domain = QStringLiteral("HOME");
    QVERIFY(workspace().store().catalogue().save(std::vector{home}));
    QCOMPARE(findUser(workspace(), QStringLiteral("alice")).error().code, ErrorCode::invalidInput);
    QCOMPARE(findUser(workspace(), QStringLiteral("CORP\\alice"))->id, m_alice.id);
}

void PortalTest::theRightUsersSeeTheRightTasks_B35()
{
    publish(QStringLiteral("Zebra"), {m_forAlice});
    publish(QStringLiteral("apple"), {m_forAlice});
    publish(QStringLiteral("Desk tools"), {{PortalAccess::Kind::group, QStringLiteral("Help desk"), true, false, false}});
    SequentialTask best = publish(QStringLiteral("Viewer"), {m_forAlice});
    best.portal->displayName = QStringLiteral("The viewer");
    best.portal->access.push_back({PortalAccess::Kind::user, QStringLiteral("CORP\\alice"), false, true, false});
    QVERIFY(workspace().saveTask(best, KeepFinished::no));
    SequentialTask off = publish(QStringLiteral("Off"), {m_forAlice});
    off.enabled = false;
    QVERIFY(workspace().saveTask(off, KeepFinished::no));
    QCOMPARE(namesOf(*portalFor(workspace(), m_alice)), (QStringList{QStringLiteral("The viewer"), QStringLiteral("apple"), QStringLiteral("Zebra")}));
    QCOMPARE(namesOf(*portalFor(workspace(), m_bob)), QStringList{QStringLiteral("Desk tools")});
}

void PortalTest::requestsAndDecisionsAreAudited_B9()
{
    const SequentialTask task = publish(QStringLiteral("Viewer"), {m_forAlice});
    const auto refused = makeRequest(workspace(), task.id, m_bob, QStringLiteral("PC-1"), start);
    QCOMPARE(refused.error().code, ErrorCode::refused);
    const PortalRequest request = makeRequest(workspace(), task.id, m_alice, QStringLiteral("PC-1"), start).value();
    QCOMPARE(request.state, RequestState::waiting);
    QCOMPARE(makeRequest(workspace(), task.id, m_alice, QStringLiteral("pc-1"), start).error().code, ErrorCode::refused);
    QCOMPARE(decideRequest(workspace(), request.id, Decision::hold, QStringLiteral("no licence yet"), start + 1)->state, RequestState::onHold);
    const PortalRequest approved = decideRequest(workspace(), request.id, Decision::approve, {}, start + 2).value();
    QCOMPARE(approved.state, RequestState::approved);
    QCOMPARE(approved.history.back().who, currentUser());
    const std::vector<AuditRecord> records = auditOf(request);
    QCOMPARE(records.size(), size_t(3));
    QCOMPARE(records[0].action, AuditAction::created);
    QCOMPARE(records[0].name, QStringLiteral("Viewer for CORP\\alice on PC-1"));
    QCOMPARE(records[1].changes, QStringList{QStringLiteral("put on hold: no licence yet")});
    QCOMPARE(records[2].changes, QStringList{QStringLiteral("approved")});
    QCOMPARE(records[2].who, currentUser());
}

void PortalTest::preApprovedOnesWaitForNobody_B36()
{
    PortalAccess access = m_forAlice;
    access.preApproved = true;
    const SequentialTask task = publish(QStringLiteral("Viewer"), {access});
    const PortalRequest request = makeRequest(workspace(), task.id, m_alice, QStringLiteral("PC-1"), start).value();
    QCOMPARE(request.state, RequestState::approved);
    QCOMPARE(auditOf(request).front().changes.size(), 2);
    QCOMPARE(workspace().store().portal().grantsFor(QStringLiteral("PC-1"))->size(), size_t(1));
}

void PortalTest::anUnknownComputerIsRefused()
{
    const SequentialTask task = publish(QStringLiteral("Viewer"), {m_forAlice});
    QCOMPARE(makeRequest(workspace(), task.id, m_alice, QStringLiteral("PC-9"), start).error().code, ErrorCode::notFound);
    QVERIFY(requestsOf(workspace(), {})->empty());
    const QString here = thisComputer().name; // the one at which somebody sits is taken in
    QVERIFY(makeRequest(workspace(), task.id, m_alice, here, start));
    QVERIFY(workspace().store().catalogue().findComputer(here)->has_value());
}

void PortalTest::expiringIsWrittenDownOnce_B36()
{
    const SequentialTask task = publish(QStringLiteral("Viewer"), {m_forAlice});
    const PortalRequest request = makeRequest(workspace(), task.id, m_alice, QStringLiteral("PC-1"), start).value();
    const Instant after = start + 30 * day;
    QCOMPARE(requestsOf(workspace(), {.now = after})->front().state, RequestState::expired); // seen before it is written
    QCOMPARE(*expireRequests(workspace(), after - 1), 0);
    QCOMPARE(*expireRequests(workspace(), after), 1);
    QCOMPARE(*expireRequests(workspace(), after + day), 0);
    QCOMPARE(workspace().store().portal().load(request.id)->state, RequestState::expired);
    QCOMPARE(auditOf(request).back().changes, QStringList{QStringLiteral("expired")});
    QCOMPARE(decideRequest(workspace(), request.id, Decision::approve, {}, after + day)->state, RequestState::approved); // an administrator's right
}

void PortalTest::aRemovedTaskEndsItsRequests()
{
    const SequentialTask task = publish(QStringLiteral("Viewer"), {m_forAlice});
    const PortalRequest request = makeRequest(workspace(), task.id, m_alice, QStringLiteral("PC-1"), start).value();
    QVERIFY(decideRequest(workspace(), request.id, Decision::approve, {}, start + 1));
    QVERIFY(workspace().store().tasks().remove(task.id, QStringLiteral("boss"), start + 2));
    QCOMPARE(*expireRequests(workspace(), start + 3), 1);
    const PortalRequest stored = workspace().store().portal().load(request.id).value();
    QCOMPARE(stored.state, RequestState::expired);
    QCOMPARE(decideRequest(workspace(), request.id, Decision::approve, {}, start + 4).error().code, ErrorCode::refused);
}

void PortalTest::twoDecisionsCannotBothBeMade_B36()
{
    const SequentialTask task = publish(QStringLiteral("Viewer"), {m_forAlice});
    const PortalRequest request = makeRequest(workspace(), task.id, m_alice, QStringLiteral("PC-1"), start).value();
    Workspace other = Workspace::open(workspace().store().path(), Access::readWrite).value();
    QVERIFY(decideRequest(other, request.id, Decision::approve, {}, start + 1));
    const auto second = decideRequest(workspace(), request.id, Decision::approve, {}, start + 2);
    QCOMPARE(second.error().code, ErrorCode::refused);
    QVERIFY(second.error().message().contains(QStringLiteral("request 1 for 'Viewer': is approved already")));
}

void PortalTest::theExpiryIsASetting()
{
    const SequentialTask task = publish(QStringLiteral("Viewer"), {m_forAlice});
    QVERIFY(setRequestExpiry(workspace(), 7));
    QCOMPARE(makeRequest(workspace(), task.id, m_alice, QStringLiteral("PC-1"), start)->expires, start + 7 * day);
    QVERIFY(!setRequestExpiry(workspace(), 0));
}

QTEST_GUILESS_MAIN(PortalTest)
#include "portal_test.moc"
