// Tasks that are taken away, given back or get a newer order while an agent is at work on them: B13, B19a, B26, B26a.
#include "tests/support/agentbench.h"

#include <QDir>
#include <QDirIterator>
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

ClientPolicies withRestart(ClientPolicies task, int minutes)
{
    task.deliveries.front().program.afterRunning = AfterRunning::restart;
    task.deliveries.front().program.restartDelayMinutes = minutes;
    return task;
}

ProgramEnd exits(ReturnCode code)
{
    ProgramEnd end;
    end.code = code;
    return end;
}

// Whether the program would have been ended within that time.
bool isCutOffWithin(AgentBench &bench, const std::function<bool()> &cancelled, qint64 time)
{
    for (const Instant end = bench.time() + time; bench.time() < end;) {
        bench.advance(second);
        if (cancelled())
            return true;
    }
    return false;
}

} // namespace

class AgentWithdrawalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSupersededItemKeepsItsRestart_B26a();
    void aCountdownOfASupersededItemOutlivesItsAgent_B19a();
    void aSupersededItemIsVerifiedAfterItsRestart_B13();
    void aWithdrawalDuringAnotherWalkIsCarriedOut_B26();
    void policiesThatAreLostAreNoWithdrawal_B26();
    void aPolicyThatIsRefusedIsNoWithdrawal_B26();
    void aWithdrawalWhileAnItemIsMadeReadyIsNoticed_B26_data();
    void aWithdrawalWhileAnItemIsMadeReadyIsNoticed_B26();
    void aTaskThatIsGivenBackInTimeGoesOn_B26();
    void aStoreThatDidNotAnswerIsAskedAgain_B26_data();
    void aStoreThatDidNotAnswerIsAskedAgain_B26();
    void aRenamedOrderIsNoWithdrawal_B26a();
    void aNewTaskOfAnotherNameIsNoNewerOrder_B26();
    void whatASuccessfulItemLeftIsNotEnded_B26();
};

void AgentWithdrawalTest::aSupersededItemKeepsItsRestart_B26a()
{
    AgentBench bench;
    const ClientPolicies older = withRestart(AgentBench::task(QStringLiteral("Rollout"), {one, two, three}), 1);
    const ClientPolicies newer = AgentBench::reordered(older, {0, 2, 1}, true);
    bench.offer({older});
    bench.program = [&](const QString &, const auto &) {
        bench.offer({newer});
        return exits(0);
    };
    int questions = 0;
    bench.asked = [&] {
        bench.advance(20 * second);
        if (++questions > 100)
            bench.stop();
    };
    QCOMPARE(bench.start(AgentBench::service()), AgentEnd::Kind::restart);
    QCOMPARE(bench.ran(), QStringList{one}); // the newer order waits for it
    QCOMPARE(bench.sequence(older).state.stop, RunEnd::superseded);
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.sequence(older).state.end, RunEnd::superseded);
    QCOMPARE(bench.sequence(older).state.phase, Phase::finished);
    QCOMPARE(bench.ran(), (QStringList{one, three, two}));
    QCOMPARE(bench.statuses(newer), (QStringList{QStringLiteral("carriedOver"), QStringLiteral("succeeded"), QStringLiteral("succeeded")}));
}

void AgentWithdrawalTest::aCountdownOfASupersededItemOutlivesItsAgent_B19a()
{
    AgentBench bench;
    const ClientPolicies older = withRestart(AgentBench::task(QStringLiteral("Rollout"), {one, two}), 60);
    const ClientPolicies newer = AgentBench::reordered(older, {1, 0}, true);
    bench.offer({older});
    bench.program = [&](const QString &, const auto &) {
        bench.offer({newer});
        return exits(0);
    };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft); // now; it waits for its restart
    const Instant until = bench.sequence(older).state.until;
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.sequence(older).state.phase, Phase::countdown);
    QCOMPARE(bench.sequence(older).state.until, until);
    bench.setReachable(false); // what is outgoing is not taken for a policy in force
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.sequence(older).state.phase, Phase::countdown);
    QCOMPARE(bench.ran(), QStringList{one});
    bench.advance(61 * minute);
    QCOMPARE(bench.start(), AgentEnd::Kind::restart);
    bench.setReachable(true);
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.ran(), (QStringList{one, two}));
    QCOMPARE(QDir(bench.home() + QStringLiteral("/Policies")).entryList(QDir::Files).size(), 1); // the newer one
}

void AgentWithdrawalTest::aSupersededItemIsVerifiedAfterItsRestart_B13()
{
    AgentBench bench;
    ClientPolicies older = AgentBench::task(QStringLiteral("Rollout"), {one, two});
    Program &program = older.deliveries.front().program;
    program.codes.restart = {10};
    program.restartDelayMinutes = 1;
    Rule there;
    there.kind = Rule::Kind::fileExists;
    there.path = QStringLiteral("${SERIATIM_HOME}/proof");
    program.detection = there;
    const ClientPolicies newer = AgentBench::reordered(older, {1, 0}, true);
    bench.offer({older});
    bench.program = [&](const QString &command, const auto &) {
        bench.offer({newer});
        return exits(command == one ? 10 : 0);
    };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QFile proof(bench.home() + QStringLiteral("/proof")); // made by the restart
    QVERIFY(proof.open(QIODevice::WriteOnly));
    bench.advance(2 * minute);
    QCOMPARE(bench.start(), AgentEnd::Kind::restart);
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.statuses(older).first(), QStringLiteral("succeeded"));
    QCOMPARE(bench.statuses(newer), (QStringList{QStringLiteral("succeeded"), QStringLiteral("carriedOver")}));
    QCOMPARE(bench.ran(), (QStringList{one, two}));
}

void AgentWithdrawalTest::aWithdrawalDuringAnotherWalkIsCarriedOut_B26()
{
    AgentBench bench;
    ClientPolicies first = withRestart(AgentBench::task(QStringLiteral("First"), {one, two}), 60);
    first.synch.priority = TaskPriority::high;
    const ClientPolicies second = AgentBench::task(QStringLiteral("Second"), {three});
    const ClientPolicies third = AgentBench::task(QStringLiteral("Third"), {QStringLiteral("four")});
    bench.offer({first, second, third});
    bench.program = [&](const QString &command, const auto &) {
        if (command == three) {
            bench.offer({second, third});
            bench.advance(120 * minute); // the countdown of the first is over
        }
        return exits(0);
    };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.ran(), (QStringList{one, three, QStringLiteral("four")}));
    QCOMPARE(bench.sequence(first).state.end, RunEnd::withdrawn);
    QCOMPARE(bench.sequence(first).state.pending, Pending::none);
    QVERIFY(std::ranges::any_of(bench.events(), [&](const StatusEvent &event) {
        return event.task == first.synch.guid && event.computerStatus == ComputerStatus::withdrawn;
    }));
}

void AgentWithdrawalTest::policiesThatAreLostAreNoWithdrawal_B26()
{
    AgentBench bench;
    const ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one, two});
    bench.offer({task});
    bench.program = [&](const QString &, const auto &) {
        bench.dieHere();
        return exits(0);
    };
    bench.start();
    bench.program = {};
    QVERIFY(QDir(bench.home() + QStringLiteral(" again/Policies")).removeRecursively());
    bench.setReachable(false);
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QVERIFY(bench.sequence(task).inProgress());
    QVERIFY(bench.events().empty() || bench.events().back().computerStatus != ComputerStatus::withdrawn);
    int questions = 0;
    bench.asked = [&] { // the very agent that had to start without it goes on
        bench.advance(second);
        if (++questions == 3) {
            bench.setReachable(true);
            bench.offer({task});
        }
        if (questions > 100 || bench.sequence(task).state.phase == Phase::finished)
            bench.stop();
    };
    QCOMPARE(bench.start(AgentBench::service()), AgentEnd::Kind::stopped);
    QCOMPARE(bench.ran(), (QStringList{one, one, two}));
    QCOMPARE(bench.sequence(task).state.run, 1);
    QCOMPARE(bench.sequence(task).state.items.front().interruptions, quint16(1)); // B19
    QCOMPARE(bench.statuses(task), (QStringList{QStringLiteral("succeeded"), QStringLiteral("succeeded")}));
}

void AgentWithdrawalTest::aPolicyThatIsRefusedIsNoWithdrawal_B26()
{
    AgentBench bench;
    const ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one, two});
    bench.offer({task});
    bench.program = [&](const QString &, const auto &) {
        bench.dieHere();
        return exits(0);
    };
    bench.start();
    bench.program = {};
    QVERIFY(QDir(bench.home() + QStringLiteral(" again/Policies")).removeRecursively());
    AgentOptions strict = AgentBench::once();
    strict.allowUnsigned = false;
    QCOMPARE(bench.start(strict), AgentEnd::Kind::nothingLeft);
    QVERIFY(bench.sequence(task).inProgress());
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.ran(), (QStringList{one, one, two}));
}

void AgentWithdrawalTest::aWithdrawalWhileAnItemIsMadeReadyIsNoticed_B26_data()
{
    QTest::addColumn<bool>("hasFiles");
    QTest::addColumn<bool>("isSuperseded");
    QTest::newRow("withdrawn while its package is fetched") << true << false;
    QTest::newRow("withdrawn right before it starts") << false << false;
    QTest::newRow("superseded while its package is fetched") << true << true;
}

void AgentWithdrawalTest::aWithdrawalWhileAnItemIsMadeReadyIsNoticed_B26()
{
    QFETCH(const bool, hasFiles);
    QFETCH(const bool, isSuperseded);
    AgentBench bench;
    QTemporaryDir source;
    QFile file(source.filePath(QStringLiteral("setup.bin")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(1 << 20, 'x')) > 0);
    file.close();
    ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one});
    DeliveryPolicy &delivery = task.deliveries.front();
    if (hasFiles)
        delivery.package.source = {SourceType::local, source.path()};
    else
        delivery.program.canRun = CanRun::loggedOn;
    ClientPolicies newer = AgentBench::reordered(task, {0});
    newer.synch.schedule.triggers.front().type = TriggerType::once;
    newer.synch.schedule.triggers.front().begin = parseWallTime(u"2099-01-01 00:00");
    bench.offer({task});
    int questions = 0;
    bench.asked = [&] {
        if (++questions == 2) // the first comes at the run's start
            bench.offer(isSuperseded ? std::vector{newer} : std::vector<ClientPolicies>());
    };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QVERIFY(questions >= 2);
    QCOMPARE(bench.ran(), QStringList());
    QCOMPARE(bench.sequence(task).state.end, isSuperseded ? RunEnd::superseded : RunEnd::withdrawn);
    QCOMPARE(bench.statuses(task), QStringList{QStringLiteral("notStarted")});
    if (hasFiles) { // its copying was stopped
        QDirIterator copies(bench.home() + QStringLiteral("/Package Cache"), {QStringLiteral("setup.bin")}, QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(!copies.hasNext() || QFileInfo(copies.next()).size() < (1 << 20));
    }
}

void AgentWithdrawalTest::aTaskThatIsGivenBackInTimeGoesOn_B26()
{
    AgentBench bench;
    const ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one, two});
    bench.offer({task});
    bool cutOff = false;
    bool later = false;
    bench.program = [&](const QString &command, const std::function<bool()> &cancelled) {
        if (command == one) {
            bench.offer({});
            cutOff = isCutOffWithin(bench, cancelled, 6 * second);
            bench.offer({task});
            cutOff = cutOff || isCutOffWithin(bench, cancelled, 60 * second);
            bench.offer({}); // a second time: it has all its time again
            later = isCutOffWithin(bench, cancelled, 5 * second) || !isCutOffWithin(bench, cancelled, 30 * second);
            bench.offer({task});
        }
        return exits(0);
    };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QVERIFY2(!cutOff, "the program of a task that is in force was ended");
    QVERIFY2(!later, "a withdrawn task's program was not ended in time, or too early");
    QCOMPARE(bench.ran(), (QStringList{one, two}));
    QVERIFY(!bench.said().filter(QStringLiteral("was given back")).isEmpty());
}

void AgentWithdrawalTest::aStoreThatDidNotAnswerIsAskedAgain_B26_data()
{
    QTest::addColumn<bool>("whileItRuns");
    QTest::newRow("while a program runs") << true;
    QTest::newRow("between two items") << false;
}

void AgentWithdrawalTest::aStoreThatDidNotAnswerIsAskedAgain_B26()
{
    QFETCH(const bool, whileItRuns);
    AgentBench bench;
    const ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one, two, three});
    bench.offer({task});
    bool cutOff = false;
    bench.program = [&](const QString &command, const std::function<bool()> &cancelled) {
        if (command != one)
            return exits(0);
        bench.offer({});
        bench.failNextFetch();
        cutOff = whileItRuns && isCutOffWithin(bench, cancelled, 60 * second);
        ProgramEnd end;
        end.kind = cutOff ? ProgramEnd::Kind::cancelled : ProgramEnd::Kind::exited;
        return end;
    };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(cutOff, whileItRuns);
    QCOMPARE(bench.ran(), whileItRuns ? QStringList{one} : (QStringList{one, two})); // and no further
    QCOMPARE(bench.sequence(task).state.end, RunEnd::withdrawn);
}

void AgentWithdrawalTest::aRenamedOrderIsNoWithdrawal_B26a()
{
    AgentBench bench;
    const ClientPolicies older = AgentBench::task(QStringLiteral("Rollout"), {one, two});
    ClientPolicies newer = AgentBench::reordered(older, {1, 0}, true);
    newer.synch.taskName = QStringLiteral("Rollout of June");
    bench.offer({older});
    bool cutOff = false;
    bench.program = [&](const QString &command, const std::function<bool()> &cancelled) {
        if (command == one) {
            bench.offer({newer});
            cutOff = isCutOffWithin(bench, cancelled, 60 * second);
        }
        return exits(0);
    };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QVERIFY2(!cutOff, "its program was ended in the middle");
    QCOMPARE(bench.sequence(older).state.end, RunEnd::superseded);
    QCOMPARE(bench.ran(), (QStringList{one, two}));
    QCOMPARE(bench.statuses(newer), (QStringList{QStringLiteral("succeeded"), QStringLiteral("carriedOver")}));
}

void AgentWithdrawalTest::aNewTaskOfAnotherNameIsNoNewerOrder_B26()
{
    AgentBench bench;
    const ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one, two});
    ClientPolicies other = AgentBench::task(QStringLiteral("Rollout"), {three}); // of its name, but with ancestors of its own
    other.synch.supersedes = {TaskId::mint()};
    bench.offer({task});
    bool cutOff = false;
    bench.program = [&](const QString &command, const std::function<bool()> &cancelled) {
        if (command == one) {
            bench.offer({other});
            cutOff = isCutOffWithin(bench, cancelled, 60 * second);
        }
        ProgramEnd end;
        end.kind = cutOff && command == one ? ProgramEnd::Kind::cancelled : ProgramEnd::Kind::exited;
        return end;
    };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QVERIFY(cutOff);
    QCOMPARE(bench.sequence(task).state.end, RunEnd::withdrawn);
}

void AgentWithdrawalTest::whatASuccessfulItemLeftIsNotEnded_B26()
{
    AgentBench bench;
    const ClientPolicies task = AgentBench::task(QStringLiteral("Rollout"), {one, two});
    bench.offer({task});
    bench.program = [&](const QString &, const auto &) {
        bench.offer({});
        return exits(0);
    };
    int ended = 0;
    bench.ending = [&]() -> Result<int> { return ++ended; };
    QCOMPARE(bench.start(), AgentEnd::Kind::nothingLeft);
    QCOMPARE(bench.sequence(task).state.end, RunEnd::withdrawn);
    QCOMPARE(bench.ran(), QStringList{one});
    QCOMPARE(ended, 0); // a service that it installed goes on
}

QTEST_GUILESS_MAIN(AgentWithdrawalTest)
#include "agentwithdrawal_test.moc"
