// Portal requests in the store (B36, B37), what computers report of them (B40), and the migration to schema 4.
#include "engine/store/store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

constexpr Instant day = 24 * 60 * millisPerMinute;
constexpr Instant start = 1'767'600'000'000;

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

StatusEvent eventOf(const PortalRequest &request, StatusEvent::Kind kind, ComputerStatus status = ComputerStatus::running)
{
    static const AgentId agent = AgentId::mint();
    static qint64 number = 0;
    StatusEvent event(EventId::mint(), agent, request.task);
    event.number = ++number;
    event.time = start + 5;
    event.computer = text("pc-1"); // computers are told apart without regard to case
    event.kind = kind;
    event.request = request.id;
    event.computerStatus = status;
    event.explanation = kind == StatusEvent::Kind::requestEnded ? text("Succeeded: no line item failed.") : QString();
    return event;
}

} // namespace

class PortalStoreTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Store> m_store;
    std::optional<SequentialTask> m_task;
    std::optional<ProgramId> m_program;
    User m_alice{UserId::mint(), text("alice")};

    [[nodiscard]] PortalStore &portal() { return m_store->portal(); }
    SequentialTask save(const SequentialTask &task)
    {
        const Result<SaveOutcome> saved = m_store->tasks().save(task, {.who = text("boss"), .when = start});
        if (!saved)
            qFatal("%s", qPrintable(saved.error().message()));
        return saved->task;
    }
    PortalRequest add(const char *computer = "PC-1", Instant made = start)
    {
        const std::vector<PortalRequest> none;
        Result<PortalRequest> request = newRequest({*m_task, m_alice, {}, text(computer), none}, made);
        return portal().add(request.value()).value();
    }
    PortalRequest approve(PortalRequest request)
    {
        if (!decide(request, Decision::approve, text("boss"), text("fine"), start + 1) || !portal().update(request))
            qFatal("cannot be approved");
        return request;
    }

private Q_SLOTS:
    void init();
    void keepsEveryField();
    void listsByWhatIsAskedFor();
    void expiredOnesAreToldBeforeAnybodyWroteItDown_B36();
    void grantsAreOfApprovedRequests_B36();
    void grantsFollowTheTasksIdentity();
    void aRemovedTasksRequestsStay();
    void appliesWhatComputersReportOnce_B40();
    void anotherComputersReportIsPassedOver();
    void requestEventsAreNoStatuses_B37();
    void theTimeToExpireIsASetting_B36();
    void migratesASchemaThreeStore();
};

void PortalStoreTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store.emplace(Store::create(m_folder->filePath(text("the.store"))).value());
    Package package(PackageId::mint(), text("Suite"));
    package.programs.emplace_back(ProgramId::mint(), text("Install"));
    m_program = package.programs.front().id;
    QVERIFY(m_store->catalogue().save(std::vector{package}));
    SequentialTask task(TaskId::mint(), text("Viewer"));
    task.items.emplace_back(LineItemId::mint(), *m_program);
    task.portal.emplace().access = {{PortalAccess::Kind::user, text("alice"), true, false, false}};
    m_task = save(task);
}

void PortalStoreTest::keepsEveryField()
{
    PortalRequest request = add();
    QCOMPARE(request.number, 1);
    QVERIFY(decide(request, Decision::hold, text("boss"), text("line one\nline \"two\""), start + 3));
    QVERIFY(portal().update(request));
    QVERIFY(portal().load(request.id).value() == request);
    QVERIFY(portal().find(text("1")).value() == request);
    QVERIFY(portal().find(request.id.toString()).value() == request);
    QCOMPARE(portal().find(text("2")).error().code, ErrorCode::notFound);
    QCOMPARE(portal().find(text("nonsense")).error().code, ErrorCode::notFound);
    request = approve(request);
    noteEnd(request, start + 9, ComputerStatus::failed, text("Failed: 1 of 1 line items failed."));
    QVERIFY(portal().update(request));
    QVERIFY(portal().load(request.id).value() == request);
}

void PortalStoreTest::listsByWhatIsAskedFor()
{
    const PortalRequest first = add();
    const PortalRequest second = approve(add("PC-2"));
    const auto all = portal().list({}).value();
    QCOMPARE(all.size(), size_t(2));
    QVERIFY(all.front() == second); // the newest first
    QVERIFY(portal().list({.user = UserId::mint()})->empty());
    QCOMPARE(portal().list({.user = m_alice.id})->size(), size_t(2));
    QCOMPARE(portal().list({.task = m_task->id})->size(), size_t(2));
    QVERIFY(portal().list({.task = TaskId::mint()})->empty());
    QVERIFY((portal().list({.state = RequestState::waiting}).value() == std::vector{first}));
    QCOMPARE(portal().list({.atMost = 1})->size(), size_t(1));
    QCOMPARE(portal().openCount(start).value(), 1);
}

void PortalStoreTest::expiredOnesAreToldBeforeAnybodyWroteItDown_B36()
{
    add();
    const Instant after = start + 30 * day;
    QCOMPARE(portal().openCount(after - 1).value(), 1);
    QCOMPARE(portal().openCount(after).value(), 0);
    QCOMPARE(portal().list({.state = RequestState::waiting, .now = after - 1})->size(), size_t(1));
    QVERIFY(portal().list({.state = RequestState::waiting, .now = after})->empty());
    QCOMPARE(portal().list({.state = RequestState::expired, .now = after})->size(), size_t(1));
    QVERIFY(portal().list({.state = RequestState::expired, .now = after - 1})->empty());
}

void PortalStoreTest::grantsAreOfApprovedRequests_B36()
{
    add();
    QVERIFY(portal().grantsFor(text("PC-1"))->empty());
    const PortalRequest approved = approve(portal().list({})->front());
    const auto grants = portal().grantsFor(text("pc-1")).value();
    QCOMPARE(grants.size(), size_t(1));
    QCOMPARE(grants.front().request, approved.id);
    QCOMPARE(grants.front().task, m_task->id);
    QCOMPARE(grants.front().user, text("alice"));
    QCOMPARE(grants.front().approved, start + 1);
    QVERIFY(portal().grantsFor(text("PC-2"))->empty());

    m_task->enabled = false;
    m_task = save(*m_task);
    QVERIFY(portal().grantsFor(text("PC-1"))->empty());
    m_task->enabled = true;
    m_task = save(*m_task);
    QVERIFY(m_store->statuses().apply({eventOf(approved, StatusEvent::Kind::requestStarted)}, start + 6));
    QCOMPARE(portal().grantsFor(text("PC-1"))->size(), size_t(1)); // under way: not taken back
    QVERIFY(m_store->statuses().apply({eventOf(approved, StatusEvent::Kind::requestEnded, ComputerStatus::succeeded)}, start + 6));
    QVERIFY(portal().grantsFor(text("PC-1"))->empty());
}

void PortalStoreTest::grantsFollowTheTasksIdentity() // B5
{
    const PortalRequest request = approve(add());
    const TaskId before = m_task->id;
    m_task->items.emplace_back(LineItemId::mint(), *m_program);
    m_task = save(*m_task);
    QVERIFY(!(m_task->id == before));
    QCOMPARE(portal().grantsFor(text("PC-1"))->front().task, m_task->id);
    const PortalRequest stored = portal().load(request.id).value();
    QCOMPARE(stored.task, before);
    QCOMPARE(stored.currentTask, std::optional(m_task->id));
    QCOMPARE(portal().list({.task = before})->size(), size_t(1));
    QCOMPARE(portal().list({.task = m_task->id})->size(), size_t(1));
}

void PortalStoreTest::aRemovedTasksRequestsStay()
{
    const PortalRequest request = approve(add());
    QVERIFY(m_store->tasks().remove(m_task->id, text("boss"), start));
    const PortalRequest stored = portal().load(request.id).value();
    QVERIFY(!stored.currentTask);
    QCOMPARE(stored.taskName, text("Viewer"));
    QCOMPARE(portal().list({.task = m_task->id})->size(), size_t(1));
    QVERIFY(portal().grantsFor(text("PC-1"))->empty());
    QVERIFY(m_store->check()->empty());
}

void PortalStoreTest::appliesWhatComputersReportOnce_B40()
{
    const PortalRequest request = approve(add());
    const StatusEvent started = eventOf(request, StatusEvent::Kind::requestStarted);
    const StatusEvent ended = eventOf(request, StatusEvent::Kind::requestEnded, ComputerStatus::succeeded);
    const auto acknowledged = m_store->statuses().apply({ended, started, ended}, start + 7); // in any order, as often as it comes
    QCOMPARE(acknowledged->size(), size_t(3));
    const PortalRequest stored = portal().load(request.id).value();
    QCOMPARE(stored.state, RequestState::ended);
    QCOMPARE(*stored.finalStatus, ComputerStatus::succeeded);
    QCOMPARE(stored.finalSentence, text("Succeeded: no line item failed."));
    QCOMPARE(stored.history.size(), size_t(4)); // made, approved, started, ended
    StatusEvent other = ended;
    other.id = EventId::mint();
    other.computerStatus = ComputerStatus::failed;
    QVERIFY(m_store->statuses().apply({other}, start + 8));
    QVERIFY(portal().load(request.id).value() == stored);

    StatusEvent future = eventOf(add(), StatusEvent::Kind::requestStarted);
    future.time = start + 400 * day;
    QVERIFY(m_store->statuses().apply({future}, start + 9));
    QCOMPARE(portal().load(*future.request)->history.back().when, start + 9);
}

void PortalStoreTest::anotherComputersReportIsPassedOver()
{
    const PortalRequest request = approve(add());
    StatusEvent ended = eventOf(request, StatusEvent::Kind::requestEnded, ComputerStatus::succeeded);
    ended.computer = text("PC-2");
    StatusEvent unknown = ended;
    unknown.id = EventId::mint();
    unknown.request = RequestId::mint();
    QCOMPARE(m_store->statuses().apply({ended, unknown}, start + 7)->size(), size_t(2)); // not sent again
    QVERIFY(portal().load(request.id).value() == request);
}

void PortalStoreTest::requestEventsAreNoStatuses_B37()
{
    const PortalRequest request = approve(add());
    QVERIFY(m_store->statuses().apply({eventOf(request, StatusEvent::Kind::requestEnded, ComputerStatus::succeeded)}, start + 7));
    QVERIFY(m_store->statuses().statuses(m_task->id)->empty());
    QVERIFY(m_store->statuses().history(m_task->id, text("PC-1"))->empty());
}

void PortalStoreTest::theTimeToExpireIsASetting_B36()
{
    QCOMPARE(portal().expiryDays().value(), 30);
    QVERIFY(portal().setExpiryDays(7));
    QCOMPARE(portal().expiryDays().value(), 7);
    QCOMPARE(portal().setExpiryDays(0).error().code, ErrorCode::invalidInput);
    QCOMPARE(portal().expiryDays().value(), 7);
}

void PortalStoreTest::migratesASchemaThreeStore()
{
    const QString path = m_folder->filePath(text("schema 3.store"));
    std::vector<Migration> before = builtInMigrations();
    before.resize(3);
    {
        Result<Store> old = Store::create(path, {.migrations = before});
        QVERIFY(old.ok());
        QCOMPARE(*old->database().schemaVersion(), 3);
        Package package(PackageId::mint(), text("Suite"));
        package.programs.emplace_back(*m_program, text("Install"));
        QVERIFY(old->catalogue().save(std::vector{package}));
        m_task->revision = 0;
        QVERIFY(old->tasks().save(*m_task, {.who = text("boss"), .when = start}));
        QVERIFY(!old->portal().list({}).ok());
    }
    m_store.reset();
    m_store.emplace(Store::open(path, Access::readWrite).value());
    const int newest = builtInMigrations().back().number;
    QVERIFY(QFile::exists(path + text(".before-schema-%1.bak").arg(newest)));
    QCOMPARE(*m_store->database().schemaVersion(), newest);
    QVERIFY(portal().list({})->empty());
    m_task = m_store->tasks().load(m_task->id).value();
    const PortalRequest request = approve(add());
    QVERIFY(portal().load(request.id).value() == request);
    QVERIFY(m_store->check()->empty());
}

QTEST_APPLESS_MAIN(PortalStoreTest)
#include "portalstore_test.moc"
