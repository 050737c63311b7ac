// History that is kept for a number of days: what is removed changes no status and no figure, and is known when it comes again
// (B40). Over random histories that came twice, late, out of order and by wrong clocks.
#include "engine/store/historystore.h"
#include "engine/store/migrations.h"
#include "engine/store/reportstore.h"
#include "engine/store/session_p.h"
#include "engine/store/statuslist.h"
#include "engine/workspace/historykeeping.h"
#include "tests/support/reportedstore.h"

#include <QDir>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace seriatim;
using namespace seriatim::test;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

// Everything that people are shown of what computers reported.
struct Shown {
    std::vector<std::vector<ComputerTaskStatus>> statuses;
    std::vector<TaskFigures> tasks;
    std::vector<ProgramFigures> programs;
    std::vector<ComputerFigures> computers;
    std::vector<RunFigures> restarts;
    std::vector<RunFigures> pending;
    std::vector<HeardFigures> heard;
    std::vector<HistoryCount> days;
    bool operator==(const Shown &) const = default;
};

Shown shown(Store &store, const std::vector<TaskId> &tasks)
{
    Shown all;
    for (const TaskId task : tasks) {
        StatusQuery query;
        query.withOutput = true;
        all.statuses.push_back(store.statuses().statuses(task, query).value());
    }
    const ReportStore reports(store.database());
    all.tasks = reports.byTask({}).value();
    all.programs = reports.byProgram({}).value();
    all.computers = reports.byComputer({}).value();
    all.restarts = reports.restarts({}).value();
    all.pending = reports.restartPending({}).value();
    all.heard = reports.heard({}).value();
    all.days = HistoryStore(store.database()).counts().value();
    return all;
}

std::vector<TaskId> idsOf(const std::vector<SequentialTask> &tasks)
{
    std::vector<TaskId> ids;
    for (const SequentialTask &task : tasks)
        ids.push_back(task.id);
    return ids;
}

QByteArray faultsOf(Store &store)
{
    const Result<std::vector<StoreFinding>> findings = store.check();
    if (!findings)
        return findings.error().message().toUtf8();
    QByteArray faults;
    for (const StoreFinding &finding : *findings)
        faults += (finding.subject + u':' + finding.text + u'\n').toUtf8();
    return faults;
}

qint64 eventCount(Store &store)
{
    return *sql::firstValue<long long>(store.database().session().sql, "SELECT COUNT(*) FROM status_event");
}

qint64 statusesWithoutTheirNewest(Store &store)
{
    return *sql::firstValue<long long>(store.database().session().sql,
                                       "SELECT COUNT(*) FROM computer_task_status s WHERE s.number >= 0 AND NOT EXISTS "
                                       "(SELECT 1 FROM status_event e WHERE e.agent_key = s.agent_key AND e.number = s.number)");
}

// When half of the events had come in.
Instant middle(Store &store)
{
    return *sql::firstValue<long long>(store.database().session().sql,
                                       "SELECT received_at FROM status_event ORDER BY received_at LIMIT 1 OFFSET (SELECT COUNT(*) / 2 FROM status_event)");
}

void applyTo(Store &store, const std::vector<std::vector<Arrival>> &batches, size_t from, size_t to)
{
    for (size_t i = from; i < to; ++i) {
        std::vector<StatusEvent> events;
        for (const Arrival &arrival : batches[i])
            events.push_back(arrival.event);
        const Result<std::vector<EventId>> acknowledged = store.statuses().apply(events, batches[i].front().received);
        QVERIFY2(acknowledged.ok(), acknowledged.ok() ? "" : qPrintable(acknowledged.error().message()));
        QCOMPARE(acknowledged->size(), events.size());
    }
}

std::vector<SequentialTask> someTasks()
{
    std::vector<SequentialTask> tasks;
    for (const char *name : {"one", "two"}) {
        SequentialTask &task = tasks.emplace_back(TaskId::mint(), text(name));
        for (int i = 0; i < 3; ++i)
            task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
    }
    return tasks;
}

CompactOptions stepsOf(int events)
{
    CompactOptions options;
    options.eventsPerStep = events;
    return options;
}

} // namespace

class HistoryKeepingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsRemovedWhereNothingWasSet();
    void theSettingIsAudited();
    void whatIsRemovedChangesNothingShown_data();
    void whatIsRemovedChangesNothingShown();
    void nothingYoungerIsRemoved();
    void countsOfATaskAndAPeriod();
    void anEventThatComesAgainIsKnown_B40();
    void anEventThatComesLateIsTaken_B40();
    void itIsEndedAndGoneOnWith();
    void whatWasRemovedBeforeAFailureIsTold();
    void othersWriteAndReadMeanwhile();
    void aWrongStatusIsFoundAndMended();
    void aMissingCountIsFound();
    void whatOneComputerLostIsTold();
    void aStoreOfSchema8IsBroughtForward();
};

void HistoryKeepingTest::nothingIsRemovedWhereNothingWasSet()
{
    ReportedStore desk(1, 6, 2);
    Store &store = desk.workspace->store();
    const qint64 before = eventCount(store);
    const Result<CompactOutcome> outcome = compactHistory(*desk.workspace, desk.now + 10'000 * millisPerDay);
    QVERIFY(outcome.ok());
    QVERIFY(*outcome == CompactOutcome{});
    QCOMPARE(eventCount(store), before);
    QVERIFY(!HistoryStore(store.database()).completeSince()->has_value());
}

void HistoryKeepingTest::theSettingIsAudited()
{
    ReportedStore desk(1, 2, 1);
    HistoryStore history(desk.workspace->store().database());
    const qint64 last = *desk.workspace->store().audit().lastNumber();
    QVERIFY(!history.keptDays()->has_value());
    QVERIFY(setHistoryDays(*desk.workspace, 90).ok());
    QCOMPARE(**history.keptDays(), 90);
    QVERIFY(setHistoryDays(*desk.workspace, 90).ok()); // no change
    QVERIFY(setHistoryDays(*desk.workspace, std::nullopt).ok());
    QVERIFY(!history.keptDays()->has_value());
    for (const int wrong : {0, -1, mostHistoryDays + 1})
        QCOMPARE(setHistoryDays(*desk.workspace, wrong).error().code, ErrorCode::invalidInput);
    const std::vector<AuditRecord> records = *desk.workspace->store().audit().all(last);
    QCOMPARE(records.size(), size_t(2));
    QCOMPARE(records[0].changes, QStringList(text("history is kept for 90 days; it was for ever")));
    QCOMPARE(records[1].changes, QStringList(text("history is kept for ever; it was for 90 days")));
    QCOMPARE(records[0].who, currentUser());
}

void HistoryKeepingTest::whatIsRemovedChangesNothingShown_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<int>("step");
    for (const unsigned seed : {1u, 2u, 3u, 4u})
        QTest::addRow("history %u", seed) << seed << (seed == 1 ? 1 : static_cast<int>(seed) * 37);
}

void HistoryKeepingTest::whatIsRemovedChangesNothingShown()
{
    QFETCH(unsigned, seed);
    QFETCH(int, step);
    ReportedStore desk(seed, 15, 3);
    Store &store = desk.workspace->store();
    const std::vector<TaskId> ids = idsOf(desk.tasks);
    QCOMPARE(faultsOf(store), QByteArray());
    const Shown before = shown(store, ids);
    const qint64 events = eventCount(store);
    const Instant half = middle(store);
    QVERIFY(setHistoryDays(*desk.workspace, 1).ok());
    const Result<CompactOutcome> outcome = compactHistory(*desk.workspace, half + millisPerDay, stepsOf(step));
    QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.error().message()));
    QVERIFY2(outcome->removed > events / 10 && outcome->isComplete, qPrintable(QString::number(outcome->removed)));
    QCOMPARE(eventCount(store), events - outcome->removed);
    QVERIFY(shown(store, ids) == before);
    QCOMPARE(faultsOf(store), QByteArray());
    QCOMPARE(**HistoryStore(store.database()).completeSince(), half);
    // The rest goes, too, but for what says how things stand.
    const Result<CompactOutcome> all = compactHistory(*desk.workspace, desk.now + 2 * millisPerDay, stepsOf(step));
    QVERIFY(all.ok() && all->removed > 0 && all->kept > 0);
    QCOMPARE(eventCount(store), all->kept);
    QCOMPARE(statusesWithoutTheirNewest(store), 0);
    QVERIFY(shown(store, ids) == before);
    QCOMPARE(faultsOf(store), QByteArray());
    const Result<CompactOutcome> none = compactHistory(*desk.workspace, desk.now + 2 * millisPerDay, stepsOf(step));
    QVERIFY(none.ok() && none->removed == 0 && none->kept == all->kept);
    const AuditRecord record = desk.workspace->store().audit().all(*store.audit().lastNumber() - 1)->front();
    QVERIFY2(record.changes.front().startsWith(text("removed %1 events that came in before ").arg(all->removed)), qPrintable(record.changes.front()));
}

void HistoryKeepingTest::nothingYoungerIsRemoved()
{
    ReportedStore desk(6, 10, 3);
    Store &store = desk.workspace->store();
    const Instant half = middle(store); // some came in at that very moment
    const auto younger = [&] {
        return *sql::firstValue<long long>(store.database().session().sql, "SELECT COUNT(*) FROM status_event WHERE received_at >= :half", static_cast<long long>(half));
    };
    const qint64 before = younger();
    const qint64 all = eventCount(store);
    QVERIFY(setHistoryDays(*desk.workspace, 3).ok());
    const Result<CompactOutcome> outcome = compactHistory(*desk.workspace, half + 3 * millisPerDay);
    QVERIFY(outcome.ok() && outcome->removed > 0);
    QCOMPARE(younger(), before);
    QCOMPARE(outcome->removed + outcome->kept, all - before);
}

void HistoryKeepingTest::countsOfATaskAndAPeriod()
{
    ReportedStore desk(8, 10, 2);
    HistoryStore history(desk.workspace->store().database());
    const Instant half = middle(desk.workspace->store());
    QVERIFY(history.compact(half)->removed > 0);
    const std::vector<HistoryCount> all = *history.counts();
    const TaskId task = desk.tasks[0].id;
    const auto those = [&](auto &&wanted) {
        std::vector<HistoryCount> some;
        std::ranges::copy_if(all, std::back_inserter(some), wanted);
        return some;
    };
    const std::vector<HistoryCount> ofTask = *history.counts({.task = task});
    QVERIFY(!ofTask.empty() && ofTask.size() < all.size());
    QVERIFY(ofTask == those([&](const HistoryCount &count) { return count.task == task; }));
    const Instant day = half / millisPerDay * millisPerDay;
    const std::vector<HistoryCount> since = *history.counts({.since = half});
    QVERIFY(!since.empty() && since.size() < all.size());
    QVERIFY(since == those([&](const HistoryCount &count) { return count.day >= day; }));
    QVERIFY(*history.counts({.until = half}) == those([&](const HistoryCount &count) { return count.day <= day; }));
    QVERIFY(*history.counts({.until = day}) == those([&](const HistoryCount &count) { return count.day < day; }));
    QVERIFY(history.counts({.task = TaskId::mint()})->empty());
    // By place and word, as they were reported.
    for (const HistoryCount &count : all) {
        QCOMPARE(count.item.has_value(), count.kind == StatusEvent::Kind::itemChanged);
        QVERIFY(count.events > 0 && count.day % millisPerDay == 0);
    }
}

void HistoryKeepingTest::anEventThatComesAgainIsKnown_B40()
{
    ReportedStore desk(7, 12, 2);
    Store &store = desk.workspace->store();
    const Shown before = shown(store, idsOf(desk.tasks));
    HistoryStore history(store.database());
    QVERIFY(history.compact(desk.now + 1)->removed > 0);
    const qint64 events = eventCount(store);
    const std::vector<std::vector<Arrival>> again = desk.history.batches(); // all of them, in another order
    applyTo(store, again, 0, again.size());
    QCOMPARE(eventCount(store), events);
    QVERIFY(shown(store, idsOf(desk.tasks)) == before);
    QCOMPARE(faultsOf(store), QByteArray());
}

// It came in for the first time after others of its computer, older and newer ones, were removed.
void HistoryKeepingTest::anEventThatComesLateIsTaken_B40()
{
    for (const unsigned seed : {11u, 12u, 13u}) {
        const std::vector<SequentialTask> tasks = someTasks();
        RandomHistory history(seed);
        for (int i = 0; i < 12; ++i)
            history.addComputer(ReportedStore::nameOf(i), tasks, 3);
        std::vector<std::vector<Arrival>> batches = history.batches();
        for (std::vector<Arrival> &batch : batches) {
            for (Arrival &arrival : batch)
                arrival.event.output = arrival.event.item && arrival.event.number % 3 == 0 ? text("printed %1").arg(arrival.event.number) : QString();
        }
        const size_t half = batches.size() / 2;
        QTemporaryDir folder;
        Store compacted = Store::create(folder.filePath(text("a.store"))).value();
        Store whole = Store::create(folder.filePath(text("b.store"))).value();
        applyTo(compacted, batches, 0, half);
        applyTo(whole, batches, 0, half);
        QVERIFY(HistoryStore(compacted.database()).compact(batches[half].front().received)->removed > 0);
        applyTo(compacted, batches, half, batches.size());
        applyTo(whole, batches, half, batches.size());
        QVERIFY(eventCount(compacted) < eventCount(whole));
        QVERIFY(shown(compacted, idsOf(tasks)) == shown(whole, idsOf(tasks)));
        QCOMPARE(faultsOf(compacted), QByteArray());
        QCOMPARE(faultsOf(whole), QByteArray());
    }
}

void HistoryKeepingTest::itIsEndedAndGoneOnWith()
{
    ReportedStore desk(5, 12, 2);
    Store &store = desk.workspace->store();
    const Shown before = shown(store, idsOf(desk.tasks));
    QVERIFY(setHistoryDays(*desk.workspace, 1).ok());
    const qint64 events = eventCount(store);
    int steps = 0;
    CompactOptions options = stepsOf(20);
    std::vector<qint64> seen;
    options.goOn = [&](const CompactProgress &progress) {
        seen.push_back(progress.seen);
        return progress.all == events && ++steps < 3;
    };
    const Result<CompactOutcome> ended = compactHistory(*desk.workspace, desk.now + 2 * millisPerDay, options);
    QVERIFY(ended.ok() && !ended->isComplete && ended->removed > 0 && ended->removed <= 60);
    QCOMPARE(seen, (std::vector<qint64>{20, 40, 60}));
    QVERIFY(shown(store, idsOf(desk.tasks)) == before);
    QCOMPARE(faultsOf(store), QByteArray());
    options.goOn = {};
    const Result<CompactOutcome> rest = compactHistory(*desk.workspace, desk.now + 2 * millisPerDay, options);
    QVERIFY(rest.ok() && rest->isComplete);
    QCOMPARE(ended->removed + rest->removed + rest->kept, events);
    QVERIFY(shown(store, idsOf(desk.tasks)) == before);
}

void HistoryKeepingTest::whatWasRemovedBeforeAFailureIsTold()
{
    ReportedStore desk(5, 12, 2);
    Store &store = desk.workspace->store();
    QVERIFY(setHistoryDays(*desk.workspace, 1).ok());
    sql::run(store.database().session().sql, "CREATE TRIGGER full_disk BEFORE INSERT ON forgotten_event WHEN (SELECT COUNT(*) FROM forgotten_event) >= 40 "
                                             "BEGIN SELECT RAISE(ABORT, 'no room'); END");
    const qint64 events = eventCount(store);
    const Result<CompactOutcome> failed = compactHistory(*desk.workspace, desk.now + 2 * millisPerDay, stepsOf(20));
    QVERIFY(!failed.ok());
    const qint64 removed = events - eventCount(store);
    QVERIFY(removed > 0);
    const QString &message = failed.error().detail;
    QVERIFY2(message.contains(text("no room")) && message.endsWith(text("; before that %1 events had been removed, and the next time goes on").arg(removed)),
             qPrintable(message));
    QVERIFY(store.audit().all(*store.audit().lastNumber() - 1)->front().changes.front().startsWith(text("removed %1 events").arg(removed)));
    QCOMPARE(faultsOf(store), QByteArray());
}

void HistoryKeepingTest::othersWriteAndReadMeanwhile()
{
    const std::vector<SequentialTask> tasks = someTasks();
    RandomHistory history(21);
    for (int i = 0; i < 40; ++i)
        history.addComputer(ReportedStore::nameOf(i), tasks, 3);
    const std::vector<std::vector<Arrival>> batches = history.batches();
    const size_t half = batches.size() / 2;
    QTemporaryDir folder;
    const QString path = folder.filePath(text("a.store"));
    Store whole = Store::create(folder.filePath(text("b.store"))).value();
    Store store = Store::create(path).value();
    applyTo(store, batches, 0, half);
    applyTo(whole, batches, 0, batches.size());

    std::atomic<bool> stop = false;
    std::atomic<qint64> removed = 0;
    std::atomic<bool> failed = false;
    std::thread compacting([&] {
        Result<Store> own = Store::open(path);
        while (own && !stop && !failed) {
            const Result<CompactOutcome> outcome = HistoryStore(own->database()).compact(batches[half].front().received, stepsOf(25));
            failed = !outcome.ok();
            removed += outcome ? outcome->removed : 0;
        }
        failed = failed || !own;
    });
    std::thread reading([&] {
        Result<Store> own = Store::open(path, Access::readOnly);
        while (own && !stop && !failed) {
            const Result<StatusCounts> counts = own->statuses().counts(tasks[0].id);
            const Result<std::vector<ComputerTaskStatus>> statuses = own->statuses().statuses(tasks[1].id);
            failed = !counts || !statuses;
        }
        failed = failed || !own;
    });
    applyTo(store, batches, half, batches.size());
    const bool removedSome = QTest::qWaitFor([&] { return removed > 0 || failed; }, 60'000);
    stop = true;
    compacting.join();
    reading.join();
    QVERIFY(removedSome && !failed);
    QVERIFY(shown(store, idsOf(tasks)) == shown(whole, idsOf(tasks)));
    QCOMPARE(faultsOf(store), QByteArray());
}

void HistoryKeepingTest::aWrongStatusIsFoundAndMended()
{
    ReportedStore desk(9, 8, 2);
    Store &store = desk.workspace->store();
    const std::vector<TaskId> ids = idsOf(desk.tasks);
    const Shown before = shown(store, ids);
    soci::session &session = store.database().session().sql;
    HistoryStore history(store.database());
    QCOMPARE(*history.repairStatuses(), 0);
    for (const char *damage : {"UPDATE computer_task_status SET restarts = restarts + 1 WHERE status_key = (SELECT MAX(status_key) FROM computer_task_status)",
                               "UPDATE item_status SET return_code = 4711 WHERE rowid = (SELECT MIN(rowid) FROM item_status)",
                               "DELETE FROM item_status WHERE rowid = (SELECT MAX(rowid) FROM item_status)",
                               "INSERT INTO item_status SELECT status_key, 1, run, place, status, return_code, attempts, executions, started_at, finished_at, agent_key, "
                               "number, event_key, started_number, output_event_key, output_number FROM item_status LIMIT 1",
                               "DELETE FROM computer_task_status WHERE status_key = (SELECT MIN(status_key) FROM computer_task_status)"}) {
        sql::run(session, damage);
        QVERIFY2(faultsOf(store).contains("1 do not agree with the events that computers reported; 'store repair'"), damage);
        QCOMPARE(history.faults()->statuses, 1);
        QCOMPARE(*history.repairStatuses(), 1);
        QCOMPARE(faultsOf(store), QByteArray());
        QVERIFY2(shown(store, ids) == before, damage);
    }
    {
        // Where nothing is wrong nobody is waited for, nor kept from writing.
        Store other = Store::open(store.path()).value();
        const Transaction writes = other.begin().value();
        const Result<qint64> mended = history.repairStatuses();
        QVERIFY(mended.ok() && *mended == 0);
    }
    // Where events were removed they say nothing about the whole any more.
    QVERIFY(history.compact(desk.now + 1)->removed > 0);
    QCOMPARE(history.faults()->statuses, 0);
    QCOMPARE(*history.repairStatuses(), 0);
    QVERIFY(shown(store, ids) == before);
}

void HistoryKeepingTest::aMissingCountIsFound()
{
    ReportedStore desk(9, 8, 2);
    Store &store = desk.workspace->store();
    QVERIFY(HistoryStore(store.database()).compact(desk.now + 1)->removed > 0);
    QCOMPARE(faultsOf(store), QByteArray());
    sql::run(store.database().session().sql, "UPDATE history_day_total SET events = events + 3 WHERE rowid = (SELECT MIN(rowid) FROM history_day_total)");
    QVERIFY(faultsOf(store).contains("history:of the events that were removed, 3 are known but not counted"));
}

void HistoryKeepingTest::whatOneComputerLostIsTold()
{
    ReportedStore desk(3, 4, 3);
    Store &store = desk.workspace->store();
    HistoryStore history(store.database());
    const TaskId task = desk.tasks[0].id;
    qint64 before = 0;
    qint64 after = 0;
    qint64 told = 0;
    const auto sum = [&] {
        qint64 events = 0;
        for (int i = 1; i <= 4; ++i)
            events += static_cast<qint64>(store.statuses().history(task, ReportedStore::nameOf(i), 100'000)->size());
        return events;
    };
    before = sum();
    QVERIFY(history.compact(desk.now + 1)->removed > 0);
    after = sum();
    for (int i = 1; i <= 4; ++i)
        told += *history.removedEvents(task, ReportedStore::nameOf(i));
    QVERIFY(told > 0);
    QCOMPARE(told, before - after);
    QCOMPARE(*history.removedEvents(task, text("PC-999")), 0);
}

void HistoryKeepingTest::aStoreOfSchema8IsBroughtForward()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(text("old.store"));
    const std::vector<SequentialTask> tasks = someTasks();
    DatabaseOptions old;
    std::erase_if(old.migrations, [](const Migration &migration) { return migration.number > 8; });
    {
        const Result<Store> made = Store::create(path, old);
        QVERIFY(made.ok());
    }
    Store store = Store::open(path).value();
    QCOMPARE(*store.database().schemaVersion(), builtInMigrations().back().number);
    QCOMPARE(QDir(folder.path()).entryList({text("old.store.before-schema-*.bak")}).size(), 1);
    RandomHistory history(2);
    history.addComputer(text("PC-1"), tasks, 2);
    const std::vector<std::vector<Arrival>> batches = history.batches();
    applyTo(store, batches, 0, batches.size());
    QVERIFY(HistoryStore(store.database()).compact(batches.back().front().received + 1)->removed > 0);
    QCOMPARE(faultsOf(store), QByteArray());
}

QTEST_GUILESS_MAIN(HistoryKeepingTest)
#include "historykeeping_test.moc"
