// B22, B24: the whole agent on a clock that jumps, in one thread; only policies, programs and events are made up.
#include "engine/agent/agent.h"
#include "engine/agent/journalfile.h"
#include "engine/base/files.h"
#include "engine/policy/policyxml.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace seriatim;

namespace {

Instant utc(const char *text)
{
    return parseWallTime(QString::fromLatin1(text))->toMSecsSinceEpoch();
}

QString utcText(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

// Goes on by itself as it is looked at, and jumps where it is set. In the second from `slowFrom` on it goes slowly, so that
// a run is noted at the time at which it became due.
class LivelyClock final : public Clock
{
public:
    explicit LivelyClock(qint64 step) : m_step(step) {}
    Instant now() const override
    {
        if (m_looksUntilJump > 0 && --m_looksUntilJump == 0)
            m_now = m_jumpTo;
        const bool slow = m_now >= slowFrom && m_now - slowFrom < millisPerSecond;
        return m_now += slow ? 10 : m_step;
    }
    void set(Instant now) { m_now = now; }
    void setAtLook(int look, Instant now)
    {
        m_looksUntilJump = look;
        m_jumpTo = now;
    }
    Instant slowFrom = std::numeric_limits<Instant>::max();

private:
    qint64 m_step;
    mutable Instant m_now = 0;
    mutable int m_looksUntilJump = 0;
    Instant m_jumpTo = 0;
};

class OnePolicy final : public PolicySource
{
public:
    explicit OnePolicy(QByteArray document) : m_document(std::move(document)) {}
    Result<FetchedPolicies> fetch(const QString &) override { return FetchedPolicies{{m_document}, {}, {}}; }
    void replace(QByteArray document) { m_document = std::move(document); }
    bool mayHaveChanged() override
    {
        if (asked)
            asked(++m_times);
        return false;
    }
    [[nodiscard]] int times() const { return m_times; }
    std::function<void(int times)> asked; // while the agent has nothing to do

private:
    QByteArray m_document;
    int m_times = 0;
};

class AnySink final : public EventSink
{
public:
    Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &events) override
    {
        std::vector<EventId> accepted;
        for (const StatusEvent &event : events)
            accepted.push_back(event.id);
        return accepted;
    }
    bool takeForgotten() override { return false; }
};

// Notes when it was asked to run something.
class NotingRunner final : public ProgramRunner
{
public:
    explicit NotingRunner(const Clock &clock) : m_clock(clock) {}
    ProgramEnd run(const ProgramStart &start, const std::function<bool()> &) override
    {
        if (start.started)
            start.started({});
        times << utcText(m_clock.now());
        if (ran)
            ran();
        return {};
    }
    QStringList times;
    std::function<void()> ran;

private:
    const Clock &m_clock;
};

QByteArray policyWith(const Schedule &schedule)
{
    static const TaskId task = TaskId::mint();
    static const LineItemId item = LineItemId::mint();
    SynchPolicy synch(task);
    synch.taskName = QStringLiteral("Nightly inventory");
    synch.schedule = schedule;
    synch.tasks.emplace_back(item);
    ClientPolicies policies(std::move(synch));
    Package package(PackageId::mint(), QStringLiteral("Tools"));
    Program program(ProgramId::mint(), QStringLiteral("Look"));
    program.commandLine = QStringLiteral("look");
    policies.deliveries.emplace_back(policies.synch.tasks[0].guid, std::move(package), std::move(program));
    return writePolicies(policies);
}

Schedule dailyAtNine(bool retry = false)
{
    Schedule schedule;
    schedule.triggers[0].type = TriggerType::daily;
    schedule.triggers[0].begin = parseWallTime(u"2026-01-01 09:00");
    schedule.retryMissed = retry;
    schedule.utc = true;
    return schedule;
}

struct Bench {
    explicit Bench(const Schedule &schedule, qint64 step) : clock(step), source(policyWith(schedule)), runner(clock) {}

    // One start of the agent: until nothing is left to do, or until it is stopped.
    void start(bool once)
    {
        Result<AgentHome> home = AgentHome::open(folder.path());
        QVERIFY2(home, home ? "" : qPrintable(home.error().message()));
        AgentOptions options;
        options.once = once;
        options.allowUnsigned = true;
        const Result<AgentEnd> end = runAgent({*home, computer, source, sink, runner, clock, stop, {}}, options, std::nullopt);
        QVERIFY2(end, end ? "" : qPrintable(end.error().message()));
    }
    void startAt(const char *now)
    {
        clock.set(utc(now));
        start(true);
    }
    Instant journaledStart() const
    {
        const QString path = HomeFiles(folder.path()).journalFile();
        const Result<Journal> journal = readJournal(readFile(path, maximumJournalBytes).value(), path);
        return journal->sequences.front().started;
    }

    QTemporaryDir folder;
    const Computer computer{ComputerId::mint(), QStringLiteral("PC-1")};
    LivelyClock clock;
    OnePolicy source;
    AnySink sink;
    NotingRunner runner;
    std::atomic<bool> stop = false;
};

} // namespace

class AgentClockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasKnownBeforeIsMadeUpForByANewAgent_B22();
    void aScheduleThatIsChangedAtNoonRunsNothingAtNoon_B22();
    void aRunOfTheFutureSilencesNothing_B24();
    void aClockSetBackWhileTheAgentWaits_B24();
    void aComputerThatSleptMissedWhatCame_B22_data();
    void aComputerThatSleptMissedWhatCame_B22();
};

// The agent is started now and then only, and never in time.
void AgentClockTest::whatWasKnownBeforeIsMadeUpForByANewAgent_B22()
{
    Bench bench(dailyAtNine(true), 1);
    bench.startAt("2026-01-09 12:00");
    bench.startAt("2026-01-10 12:00");
    bench.startAt("2026-01-10 13:00");
    QCOMPARE(bench.runner.times, QStringList{QStringLiteral("2026-01-10 12:00")});
}

void AgentClockTest::aScheduleThatIsChangedAtNoonRunsNothingAtNoon_B22()
{
    Schedule schedule = dailyAtNine(true);
    Bench bench(schedule, 1);
    bench.startAt("2026-01-09 08:00");
    bench.startAt("2026-01-09 09:00");
    schedule.triggers[0].begin = parseWallTime(u"2026-01-01 11:00");
    bench.source.replace(policyWith(schedule));
    bench.startAt("2026-01-09 12:00");
    bench.startAt("2026-01-10 13:00");
    QCOMPARE(bench.runner.times, (QStringList{QStringLiteral("2026-01-09 09:00"), QStringLiteral("2026-01-10 13:00")}));
}

void AgentClockTest::aRunOfTheFutureSilencesNothing_B24()
{
    Bench bench(dailyAtNine(), 1);
    bench.startAt("2036-05-04 12:00");
    bench.startAt("2036-05-05 09:00");
    QCOMPARE(bench.runner.times, QStringList{QStringLiteral("2036-05-05 09:00")});
    bench.startAt("2026-01-09 12:00");
    QCOMPARE(utcText(bench.journaledStart()), QStringLiteral("2026-01-09 12:00")); // a later start finds it so
    bench.startAt("2026-01-10 08:00");
    bench.startAt("2026-01-10 09:00");
    bench.startAt("2026-01-10 09:30");
    bench.startAt("2026-01-11 09:00");
    QCOMPARE(bench.runner.times, (QStringList{QStringLiteral("2036-05-05 09:00"), QStringLiteral("2026-01-10 09:00"), QStringLiteral("2026-01-11 09:00")}));
}

// It began to watch in 2036, sleeps until an occurrence of 2036, and has just asked for its policies.
void AgentClockTest::aClockSetBackWhileTheAgentWaits_B24()
{
    Bench bench(dailyAtNine(), 10 * millisPerSecond);
    bench.clock.set(utc("2036-05-05 10:00"));
    bench.source.asked = [&](int times) {
        if (times == 2) {
            bench.clock.set(utc("2026-01-10 08:56"));
            bench.clock.slowFrom = utc("2026-01-10 09:00");
        }
        if (times > 40) // it would never come
            bench.stop = true;
    };
    int askedBeforeTheRun = 0;
    bench.runner.ran = [&] {
        askedBeforeTheRun = bench.source.times();
        bench.stop = true;
    };
    bench.start(false);
    QCOMPARE(bench.runner.times, QStringList{QStringLiteral("2026-01-10 09:00")});
    // It went on asking for its policies, not only at the run's start.
    QVERIFY2(askedBeforeTheRun > 4, qPrintable(QString::number(askedBeforeTheRun)));
}

void AgentClockTest::aComputerThatSleptMissedWhatCame_B22_data()
{
    QTest::addColumn<bool>("retry");
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("gone") << false << false;
    QTest::newRow("made up for") << true << true;
}

// From Friday evening to Monday morning, between two looks at the clock.
void AgentClockTest::aComputerThatSleptMissedWhatCame_B22()
{
    QFETCH(bool, retry);
    Bench bench(dailyAtNine(retry), 10 * millisPerSecond);
    bench.clock.set(utc("2026-01-09 18:00"));
    bench.clock.slowFrom = utc("2026-01-12 09:00");
    bench.source.asked = [&](int times) {
        // Then the agent looks at the clock for its delivery, twice, and before and after its nap.
        if (times == 2)
            bench.clock.setAtLook(4, utc("2026-01-12 08:55"));
        if (times > 40)
            bench.stop = true;
    };
    bench.runner.ran = [&] { bench.stop = true; };
    bench.start(false);
    QCOMPARE(bench.runner.times.size(), 1);
    QTEST(bench.runner.times[0] < QStringLiteral("2026-01-12 09:00"), "atOnce");
    QVERIFY(bench.runner.times[0] <= QStringLiteral("2026-01-12 09:00"));
}

QTEST_GUILESS_MAIN(AgentClockTest)
#include "agentclock_test.moc"
