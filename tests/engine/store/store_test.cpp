// The store as a whole: several processes at once, a process that dies in the middle, check, backup, simulation runs.
#include "engine/store/session_p.h"
#include "engine/store/store.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <cstdlib>

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

constexpr int savesOfAWriter = 150;
const TaskId sharedTask = *TaskId::parse(u"{B0000000-0000-0000-0000-000000000001}");

AuditRecord record(const QString &who)
{
    AuditRecord one;
    one.who = who;
    one.when = 1;
    one.object = AuditObject::store;
    one.name = text("two lines\nin one");
    one.changes = {text("first"), text("second, \"quoted\"")};
    return one;
}

std::vector<StatusEvent> oneEvent(const QString &computer, int number)
{
    static const AgentId agent = AgentId::mint();
    StatusEvent event(EventId::mint(), agent, sharedTask);
    event.computer = computer;
    event.number = number;
    event.kind = StatusEvent::Kind::computerChanged;
    return {event};
}

// What another process does: both kinds of writing, over and over.
int writeMany(const QString &path, const QString &who)
{
    Result<Store> store = Store::open(path);
    if (!store.ok())
        return 1;
    for (int i = 0; i < savesOfAWriter; ++i) {
        if (!store->audit().append(record(who)).ok() || !store->statuses().apply(oneEvent(who, i), i).ok())
            return 2;
    }
    return 0;
}

// Dies inside a transaction that has already written, as in a power cut.
int dieInTheMiddle(const QString &path)
{
    Result<Store> store = Store::open(path);
    Result<Transaction> transaction = store->begin();
    SequentialTask task(TaskId::mint(), text("Half"));
    const bool saved = store->tasks().save(task, {.who = text("child"), .when = 1}).ok();
    std::_Exit(transaction.ok() && saved ? 42 : 1);
}

int runAsChild(const QString &role, const QString &path, const QString &who)
{
    return role == u"write" ? writeMany(path, who) : dieInTheMiddle(path);
}

std::unique_ptr<QProcess> startChild(const char *role, const QString &path, const QString &who = text("nobody"))
{
    auto child = std::make_unique<QProcess>();
    child->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child->start(QCoreApplication::applicationFilePath(), {text("--child"), text(role), path, who});
    return child;
}

} // namespace

class StoreTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;

    [[nodiscard]] QStringList findings() const
    {
        QStringList lines;
        const auto found = m_store->check();
        if (!found.ok())
            return {found.error().message()};
        for (const StoreFinding &finding : *found)
            lines += finding.subject + text(": ") + finding.text;
        return lines;
    }

    // Behind the stores' back.
    void damage(const char *statement)
    {
        const Result<Database> database = Database::open(m_store->path(), Access::readWrite);
        soci::session &session = database->session().sql;
        session << "PRAGMA foreign_keys = OFF";
        session << "PRAGMA ignore_check_constraints = ON";
        session << statement;
    }

private Q_SLOTS:
    void init();
    void processesWriteAndReadAtOnce();
    void deathInATransactionChangesNothing();
    void checkFindsDamage_data();
    void checkFindsDamage();
    void backupIsAStoreOfItsOwn();
    void auditKeepsWhatWasSaid();
    void simulationRunsAreKeptApart();
};

void StoreTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    Result<Store> created = Store::create(m_folder->filePath(text("a store's \"home\" é.store")));
    QVERIFY(created.ok());
    m_store = std::make_unique<Store>(std::move(created).value());
    Package package(PackageId::mint(), text("Office"));
    package.programs.emplace_back(ProgramId::mint(), text("Install"));
    package.programs.emplace_back(ProgramId::mint(), text("Patch"));
    QVERIFY(m_store->catalogue().save(std::vector{package}).ok());
    SequentialTask task(sharedTask, text("Rollout"));
    for (const Program &program : package.programs)
        task.items.emplace_back(LineItemId::mint(), program.id);
    task.items[1].dependencies = {{task.items[0].id, std::nullopt}};
    QVERIFY(m_store->tasks().save(task, {.who = text("alice"), .when = 1}).ok());
}

void StoreTest::processesWriteAndReadAtOnce()
{
    const auto one = startChild("write", m_store->path(), text("one"));
    const auto two = startChild("write", m_store->path(), text("two"));
    size_t seen = 0;
    while (one->state() != QProcess::NotRunning || two->state() != QProcess::NotRunning) {
        const auto records = m_store->audit().all();
        QVERIFY2(records.ok(), records.ok() ? "" : qPrintable(records.error().message()));
        QVERIFY(records->size() >= seen);
        seen = records->size();
        QVERIFY(m_store->tasks().load(sharedTask).ok());
        one->waitForFinished(1);
        two->waitForFinished(1);
    }
    QCOMPARE(one->exitStatus(), QProcess::NormalExit);
    QCOMPARE(one->exitCode(), 0);
    QCOMPARE(two->exitCode(), 0);
    const auto records = m_store->audit().all();
    QCOMPARE(records->size(), size_t(1 + 2 * savesOfAWriter));
    for (size_t i = 0; i < records->size(); ++i)
        QCOMPARE(records->at(i).number, qint64(i + 1));
    for (const char *who : {"one", "two"})
        QCOMPARE(m_store->statuses().history(sharedTask, text(who))->size(), size_t(savesOfAWriter));
    QCOMPARE(findings(), QStringList());
}

void StoreTest::deathInATransactionChangesNothing()
{
    const auto child = startChild("die", m_store->path());
    QVERIFY(child->waitForFinished());
    QCOMPARE(child->exitCode(), 42);
    QCOMPARE(m_store->tasks().list()->size(), size_t(1));
    QCOMPARE(m_store->audit().all()->size(), size_t(1));
    QVERIFY(m_store->begin().ok());
    QCOMPARE(findings(), QStringList());
}

void StoreTest::checkFindsDamage_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *statement, const char *expected) {
        QTest::newRow(name) << QByteArray(statement) << text(expected);
    };
    row("gap", "UPDATE line_item SET place = 3 WHERE place = 2", "task Rollout: its 2 line items go up to place 3");
    row("later dependency", "UPDATE line_item_dependency SET on_place = 2", "line item 2: depends on line item 2");
    row("package", "UPDATE package SET body = '<Package'", "package Office: cannot be read");
    row("program", "UPDATE program SET body = '' WHERE name = 'Patch'", "program Patch: cannot be read");
    row("task", "UPDATE task SET body = 'x'", "task Rollout: cannot be read");
    row("revision", "UPDATE task_revision SET body = 'x'", "task Rollout: revision 1 cannot be read");
    row("history", "DELETE FROM task_revision", "is at revision 1, its history ends at 0");
    row("identity", "DELETE FROM task_identity", "its GUID is not among its identities");
    row("reference", "DELETE FROM program WHERE name = 'Patch'", "refers to a row of program");
}

void StoreTest::checkFindsDamage()
{
    QFETCH(QByteArray, statement);
    QFETCH(QString, expected);
    QCOMPARE(findings(), QStringList());
    damage(statement.constData());
    if (qstrcmp(QTest::currentDataTag(), "revision") == 0)
        QTest::ignoreMessage(QtWarningMsg, "qUncompress: Input data is corrupted");
    const QString found = findings().join(u'\n');
    QVERIFY2(found.contains(expected), qPrintable(found));
}

void StoreTest::backupIsAStoreOfItsOwn()
{
    const QString copy = m_folder->filePath(text("copy of 'it'.store"));
    QVERIFY(m_store->backup(copy).ok());
    QVERIFY(m_store->tasks().remove(sharedTask, text("alice"), 2).ok());
    Result<Store> opened = Store::open(copy);
    QVERIFY(opened.ok());
    QCOMPARE(opened->tasks().list()->size(), size_t(1));
    QVERIFY(opened->check()->empty());
    QVERIFY(opened->tasks().remove(sharedTask, text("bob"), 2).ok());
    QCOMPARE(m_store->backup(copy).error().code, ErrorCode::alreadyExists);
}

void StoreTest::auditKeepsWhatWasSaid()
{
    AuditRecord told = record(text("O'Hara"));
    told.object = AuditObject::computer;
    told.guid = text("{X}");
    told.identity = IdentityChange::kept;
    told.action = AuditAction::removed;
    told.revision = 4;
    const Result<qint64> number = m_store->audit().append(told);
    QVERIFY(number.ok());
    told.number = *number;
    QCOMPARE(*m_store->audit().of(AuditObject::computer, text("{X}")), std::vector{told});
    QVERIFY(m_store->audit().of(AuditObject::package, text("{X}"))->empty());
    QCOMPARE(*m_store->audit().all(*number - 1), std::vector{told});
    QCOMPARE(m_store->audit().all(0, 1)->size(), size_t(1));
}

// B41
void StoreTest::simulationRunsAreKeptApart()
{
    SimulationRun run(SimulationId::mint(), sharedTask);
    run.taskName = text("Rollout");
    run.taskRevision = 1;
    run.seed = std::numeric_limits<quint64>::max();
    run.endpoints = 2000;
    run.recordedAt = 5;
    run.recordedBy = text("alice");
    run.parameters = text("<Scenario seed=\"42\"/>");
    run.summary = text("{\"succeeded\":1}");
    RecordedFleet fleet;
    fleet.outcomes = {{ComputerStatus::succeeded, 1, 1, {{ItemStatus::succeeded, 3010, 1, 1, false}, {ItemStatus::skipped, std::nullopt, 0, 0, false}}},
                      {ComputerStatus::failed, 0, 2, {{ItemStatus::failed, -1, 65535, 3, false}, {ItemStatus::failed, std::nullopt, 1, 0, true}}}};
    std::vector<RecordedComputer> computers;
    for (int i = 0; i < 25'000; ++i) {
        fleet.outcomeOf.push_back(i % 3 == 0 ? 1 : 0);
        fleet.finishedAfter.push_back(i * qint64(1'000'000));
        fleet.names.push_back(text("PC-%1").arg(i));
        computers.push_back({i, fleet.names.back(), i * qint64(1'000'000), fleet.outcomes[i % 3 == 0 ? 1 : 0]});
    }
    QVERIFY(m_store->simulations().record(run, fleet).ok());
    SimulationRun other(SimulationId::mint(), TaskId::mint());
    QVERIFY(m_store->simulations().record(other, {}).ok());

    QCOMPARE(*m_store->simulations().list(), (std::vector{other, run}));
    QCOMPARE(*m_store->simulations().list(sharedTask), std::vector{run});
    QCOMPARE(*m_store->simulations().load(run.id), run);
    QCOMPARE(*m_store->simulations().computers(run.id), computers);
    QCOMPARE(*m_store->simulations().computers(run.id, 24'999), std::vector{computers.back()});
    QCOMPARE(m_store->simulations().computers(run.id, 10, 5)->size(), size_t(5));
    QCOMPARE(*m_store->simulations().outcomes(run.id), fleet.outcomes);
    QCOMPARE(*m_store->simulations().placements(run.id, 2, 2),
             (std::vector<RecordedPlacement>{{2, text("PC-2"), 0, 2'000'000}, {3, text("PC-3"), 1, 3'000'000}}));
    QVERIFY(m_store->simulations().outcomes(other.id)->empty());
    QVERIFY(m_store->simulations().placements(run.id, 25'000, 10)->empty());
    QVERIFY(*m_store->simulations().fleet(run.id) == fleet);
    QVERIFY(*m_store->simulations().fleet(other.id) == RecordedFleet());
    SimulationRun madeUp(SimulationId::mint(), TaskId::mint());
    fleet.names.clear();
    QVERIFY(m_store->simulations().record(madeUp, fleet).ok());
    QVERIFY(*m_store->simulations().fleet(madeUp.id) == fleet);
    QVERIFY(m_store->simulations().remove(madeUp.id).ok());
    QCOMPARE(m_store->simulations().fleet(madeUp.id).error().code, ErrorCode::notFound);
    QVERIFY(m_store->statuses().statuses(sharedTask)->empty());
    QVERIFY(m_store->statuses().counts(sharedTask)->computers.empty());
    QVERIFY(m_store->simulations().remove(run.id).ok());
    QCOMPARE(m_store->simulations().computers(run.id).error().code, ErrorCode::notFound);
    QCOMPARE(m_store->simulations().outcomes(run.id).error().code, ErrorCode::notFound);
    QCOMPARE(m_store->simulations().placements(run.id, 0, 1).error().code, ErrorCode::notFound);
    QCOMPARE(*m_store->simulations().list(), std::vector{other});
}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == u"--child")
        return runAsChild(arguments[2], arguments[3], arguments[4]);
    StoreTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "store_test.moc"
