// What an agent makes of what an earlier one left, and of a disk that refuses: B7, B18–B20, B22, B40.
#include "tests/support/agentbench.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace seriatim;
using namespace seriatim::test;

namespace {

const QString one = QStringLiteral("one");
const QString two = QStringLiteral("two");
const QString three = QStringLiteral("three");
constexpr qint64 second = millisPerSecond;
constexpr qint64 minute = millisPerMinute;

ProgramEnd exits(ReturnCode code)
{
    ProgramEnd end;
    end.code = code;
    return end;
}

void copyFolder(const QString &from, const QString &to)
{
    QDir(to).removeRecursively();
    QDir().mkpath(to);
    for (const QString &name : QDir(from).entryList(QDir::Files))
        QVERIFY(QFile::copy(from + u'/' + name, to + u'/' + name));
}

// An agent that dies between the status point at which its first program's end is on disk and the report of it. The next one
// finds the journal as it was then, and the reports as they were before.
void dieBeforeTheReport(AgentBench &bench, const ProgramEnd &end)
{
    const QTemporaryDir kept;
    const QString events = bench.home() + QStringLiteral("/Events");
    bool dead = false;
    bench.setDelivering(false);
    bench.program = [&](const QString &, const auto &) {
        copyFolder(events, kept.filePath(QStringLiteral("events")));
        bench.heard = [&](const QString &) { // the first that is said is of its end
            if (std::exchange(dead, true))
                return;
            copyFolder(kept.filePath(QStringLiteral("events")), events);
            bench.dieHere();
        };
        return end;
    };
    bench.start();
    bench.heard = {};
    bench.program = {};
    bench.setDelivering(true);
}

} // namespace

class AgentRecoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingStartsBesideALeftoverThatCannotBeEnded_B19();
    void anItemThatGivesWayIsNotMarkedRunning_B19();
    void aStartThatCannotBeRecordedIsTakenBack_B18();
    void reportsCarryOverWhatADamagedJournalLost_B7();
    void aDiskThatRefusesAReportIsWaitedFor_B18_data();
    void aDiskThatRefusesAReportIsWaitedFor_B18();
    void oldOrdersAreForgotten_B18();
    void whatMayStillBeCarriedOverIsNotForgotten_B7();
    void whatTheStoreDoesNotKnowIsNotForgotten_B40();
    void aLogonIsNoticedSoon_B22();
    void aWaitThatWasNotReportedIsReportedByTheNextAgent_B38_data();
    void aWaitThatWasNotReportedIsReportedByTheNextAgent_B38();
    void aReasonThatWasNotReportedIsReportedByTheNextAgent_B39();
};

void AgentRecoveryTest::nothingStartsBesideALeftoverThatCannotBeEnded_B19()
{
    AgentBench bench;
    const ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one});
    ClientPolicies urgent = AgentBench::task(QStringLiteral("Urgent"), {two});
    urgent.synch.priority = TaskPriority::high;
    bench.offer({task});
    bench.program = [&](const QString &, const auto &) {
        bench.dieHere();
        return exits(0);
    };
    bench.start();
    bench.program = {};
    bench.offer({task, urgent}); // of another sequence it makes no difference
    int tries = 0;
    QStringList ranBefore;
    bench.ending = [&]() -> Result<int> {
        if (++tries < 3)
            return Error{ErrorCode::busy, QStringLiteral("process 17"), QStringLiteral("could not be ended")};
        if (tries > 3)
            return 0;
        ranBefore = bench.ran();
        return 1;
    };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QVERIFY(tries >= 3);
    QCOMPARE(ranBefore, QStringList{one}); // only what was interrupted
    QCOMPARE(bench.ran(), (QStringList{one, two, one}));
    const QString said = bench.said().filter(QStringLiteral("process 17")).join(u' ');
    QVERIFY2(said.contains(QStringLiteral("'Rollout', item 1")) && said.contains(QStringLiteral("Nothing is started beside it")), qPrintable(said));
    QVERIFY(std::ranges::any_of(bench.events(), [](const StatusEvent &event) {
        return event.kind == StatusEvent::Kind::problem && event.explanation.contains(QStringLiteral("process 17"));
    }));
    QCOMPARE(bench.statuses(task), QStringList{QStringLiteral("succeeded")});
}

void AgentRecoveryTest::anItemThatGivesWayIsNotMarkedRunning_B19()
{
    AgentBench bench;
    const ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one, two});
    ClientPolicies urgent = AgentBench::task(QStringLiteral("Urgent"), {three});
    urgent.synch.priority = TaskPriority::high;
    bench.offer({task});
    QStringList meanwhile;
    bench.program = [&](const QString &command, const auto &) {
        if (command == one)
            bench.offer({task, urgent});
        if (command == three)
            meanwhile = bench.statuses(task);
        return exits(0);
    };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.ran(), (QStringList{one, three, two}));
    QCOMPARE(meanwhile, (QStringList{QStringLiteral("succeeded"), QStringLiteral("notStarted")}));
    QCOMPARE(bench.sequence(task).state.items.back().attempts, quint16(1));
}

void AgentRecoveryTest::aStartThatCannotBeRecordedIsTakenBack_B18()
{
    AgentBench bench;
    const ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one});
    bench.offer({task});
    bench.setLogsWritable(false);
    QCOMPARE(bench.start(), AgentEnd::Kind::stopped);
    QVERIFY2(bench.lastError().contains(QStringLiteral("the disk is full")), qPrintable(bench.lastError()));
    QCOMPARE(bench.statuses(task), QStringList{QStringLiteral("notStarted")});
    bench.start();
    bench.setLogsWritable(true);
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    const ItemState item = bench.sequence(task).state.items.front();
    QCOMPARE(item.status, ItemStatus::succeeded);
    QCOMPARE(item.interruptions, quint16(0));
    QCOMPARE(item.attempts, quint16(1));
}

void AgentRecoveryTest::reportsCarryOverWhatADamagedJournalLost_B7()
{
    AgentBench bench;
    const ClientPolicies older = AgentBench::task(QStringLiteral("Rollout"), {one, two, three});
    bench.offer({older});
    bench.program = [](const QString &command, const auto &) { return exits(command == two ? 7 : 0); };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QFile journal(HomeFiles(bench.home()).journalFile());
    QVERIFY(journal.open(QIODevice::WriteOnly) && journal.write("<torn") > 0);
    journal.close();
    const ClientPolicies newer = AgentBench::reordered(older, {0, 2, 1}, true);
    bench.offer({newer});
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.ran(), (QStringList{one, two, three, two})); // only what has not succeeded
    QCOMPARE(bench.statuses(newer), (QStringList{QStringLiteral("carriedOver"), QStringLiteral("carriedOver"), QStringLiteral("failed")}));
}

void AgentRecoveryTest::aDiskThatRefusesAReportIsWaitedFor_B18_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"that it waits for its schedule", "that it waits for a user", "its end, once more"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

// Only the event queue is refused, before the first thing that this start of the agent would tell it.
void AgentRecoveryTest::aDiskThatRefusesAReportIsWaitedFor_B18()
{
    QFETCH(const QString, what);
    AgentBench bench;
    ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one});
    if (what.contains(u"schedule")) {
        task.synch.schedule.triggers.front().type = TriggerType::once;
        task.synch.schedule.triggers.front().begin = parseWallTime(u"2099-01-01 00:00");
    } else if (what.contains(u"user")) {
        task.deliveries.front().program.canRun = CanRun::loggedOn;
        bench.setAttended(false);
    }
    bench.offer({task});
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    const QString queue = bench.home() + QStringLiteral("/Events");
    QVERIFY(QDir(queue).removeRecursively()); // so that all of it is news
    bench.fetched = [&] {
        bench.fetched = {};
        QVERIFY(QDir(queue).removeRecursively());
        QVERIFY(QFile(queue).open(QIODevice::WriteOnly));
    };
    bool waited = false;
    bench.heard = [&](const QString &line) {
        if (!line.contains(QStringLiteral("Nothing is started until it can be recorded")))
            return;
        waited = true;
        QVERIFY(QFile::remove(queue));
        QVERIFY(QDir().mkpath(queue));
    };
    int questions = 0;
    bench.asked = [&] {
        if (waited || ++questions > 50)
            bench.stop();
    };
    QCOMPARE(bench.start(AgentBench::service()), AgentEnd::Kind::stopped);
    QVERIFY2(bench.lastError().isEmpty(), qPrintable(bench.lastError()));
    QVERIFY2(waited, qPrintable(bench.said().join(u'\n')));
}

void AgentRecoveryTest::oldOrdersAreForgotten_B18()
{
    AgentBench bench;
    std::vector<ClientPolicies> orders{AgentBench::task(QStringLiteral("Rollout"), {one, two})};
    for (int n = 0; n < 30; ++n) {
        bench.offer({orders.back()});
        QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
        bench.advance(minute);
        orders.push_back(AgentBench::reordered(orders.back(), {1, 0}, true));
    }
    orders.pop_back();
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft); // the newest has run by now and needs no ancestor any more
    const Journal journal = bench.journal();
    QCOMPARE(journal.sequences.size(), size_t(21)); // the one in force, and the last ones for support staff
    QVERIFY(journal.find(orders.back().synch.guid) && journal.find(orders[10].synch.guid) && !journal.find(orders[8].synch.guid));
    QCOMPARE(bench.ran(), (QStringList{one, two})); // and nothing was lost by that
    // One that comes back is known from its reports (B20, B23).
    bench.offer({orders.front()});
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.ran(), (QStringList{one, two}));
}

void AgentRecoveryTest::whatMayStillBeCarriedOverIsNotForgotten_B7()
{
    AgentBench bench;
    std::vector<ClientPolicies> orders{AgentBench::task(QStringLiteral("Rollout"), {one, two})};
    bench.offer({orders.back()});
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    bench.asked = [&] { // none of these ever begins
        bench.advance(minute);
        if (orders.size() > 25)
            bench.stop();
        orders.push_back(AgentBench::reordered(orders.back(), {1, 0}, true));
        Trigger &trigger = orders.back().synch.schedule.triggers.front();
        trigger.type = TriggerType::once;
        trigger.begin = parseWallTime(u"2099-01-01 00:00");
        bench.offer({orders.back()});
    };
    QCOMPARE(bench.start(AgentBench::service()), AgentEnd::Kind::stopped);
    const Journal journal = bench.journal();
    QVERIFY(journal.sequences.size() > 21);
    QVERIFY(journal.find(orders.front().synch.guid));
}

void AgentRecoveryTest::whatTheStoreDoesNotKnowIsNotForgotten_B40()
{
    AgentBench bench;
    std::vector<ClientPolicies> tasks;
    for (int n = 0; n < 30; ++n)
        tasks.push_back(AgentBench::task(QStringLiteral("Rollout %1").arg(n), {one}));
    bench.offer(tasks);
    bench.setDelivering(false);
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    bench.offer({});
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.ran().size(), 30);
    QCOMPARE(bench.journal().sequences.size(), size_t(30));
    bench.setDelivering(true);
    const ClientPolicies last = AgentBench::task(QStringLiteral("Last"), {two});
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft); // delivers
    bench.offer({last});
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.journal().sequences.size(), size_t(21));
}

void AgentRecoveryTest::aLogonIsNoticedSoon_B22()
{
    AgentBench bench;
    ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one});
    task.synch.schedule.triggers.front().type = TriggerType::atLogon;
    bench.offer({task});
    bench.setAttended(false);
    bench.program = [&](const QString &, const auto &) {
        bench.stop();
        return exits(0);
    };
    int questions = 0;
    bench.asked = [&] {
        bench.advance(second);
        if (++questions == 5) {
            QCOMPARE(bench.ran(), QStringList());
            bench.setAttended(true);
        }
        if (questions == 20)
            bench.stop(); // twenty seconds are not soon
    };
    QCOMPARE(bench.start(AgentBench::service()), AgentEnd::Kind::stopped);
    QCOMPARE(bench.ran(), QStringList{one});
}

void AgentRecoveryTest::aWaitThatWasNotReportedIsReportedByTheNextAgent_B38_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<ItemStatus>("item");
    QTest::addColumn<ComputerStatus>("computer");
    QTest::newRow("a restart is counted down") << 0 << ItemStatus::succeeded << ComputerStatus::restartPending;
    QTest::newRow("the installer's restart is waited for") << 41 << ItemStatus::succeeded << ComputerStatus::restartPending;
    QTest::newRow("it will be tried again") << 75 << ItemStatus::waiting << ComputerStatus::running;
}

void AgentRecoveryTest::aWaitThatWasNotReportedIsReportedByTheNextAgent_B38()
{
    QFETCH(const int, code);
    QFETCH(const ItemStatus, item);
    QFETCH(const ComputerStatus, computer);
    AgentBench bench;
    ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one, two});
    Program &program = task.deliveries.front().program;
    program.afterRunning = AfterRunning::restart;
    program.restartDelayMinutes = 60;
    program.codes.restartStarted = {41};
    program.codes.retry = {75};
    bench.offer({task});
    dieBeforeTheReport(bench, exits(code));
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.ran(), QStringList{one}); // the rest waits
    QVERIFY(std::ranges::any_of(bench.events(), [&](const StatusEvent &event) {
        return event.kind == StatusEvent::Kind::itemChanged && event.place == 1 && event.itemStatus == item && event.computerStatus == computer;
    }));
    const size_t told = bench.events().size();
    bench.start();
    QCOMPARE(bench.events().size(), told); // once
}

void AgentRecoveryTest::aReasonThatWasNotReportedIsReportedByTheNextAgent_B39()
{
    AgentBench bench;
    const ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one, two});
    bench.offer({task});
    ProgramEnd end = exits(0);
    end.kind = ProgramEnd::Kind::couldNotStart;
    end.reason = QStringLiteral("the moon was not full");
    dieBeforeTheReport(bench, end);
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.ran(), (QStringList{one, two}));
    QVERIFY(std::ranges::any_of(bench.events(), [&](const StatusEvent &event) {
        return event.place == 1 && event.itemStatus == ItemStatus::failed && event.explanation.contains(end.reason);
    }));
}

QTEST_GUILESS_MAIN(AgentRecoveryTest)
#include "agentrecovery_test.moc"
