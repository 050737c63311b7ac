// B21-B24: an agent's loop over a year by a virtual clock. What it runs is exactly what the oracle says, also where the
// agent was away for stretches, and where the clock was set back.
#include "engine/agent/scheduleclock.h"
#include "tests/support/scheduleyear.h"

#include <QTest>

using namespace seriatim;
using namespace seriatim::test;

namespace {

constexpr qint64 runLength = 2 * millisPerMinute;
constexpr qint64 hour = 60 * millisPerMinute;

Instant utc(const char *text)
{
    return parseWallTime(QString::fromLatin1(text))->toMSecsSinceEpoch();
}

// An agent of which only the loop is left: it asks what is due, sleeps until it was told to, and runs.
class LoopingAgent
{
public:
    LoopingAgent(Schedule schedule, QTimeZone zone, Instant knownSince) : m_schedule(std::move(schedule)), m_zone(std::move(zone))
    {
        m_record.knownSince = knownSince;
        m_record.items.emplace_back(LineItemId::mint());
        m_record.state.items.resize(1);
        m_plan.items.resize(1);
        m_plan.repeatUntilSuccessful = m_schedule.repeat.has_value();
    }

    // One start of the agent, from `from` until it is ended. False where it would have turned in circles.
    bool watch(Instant from, Instant to, quint64 boot = 1, bool someoneLoggedOn = false)
    {
        Instant now = from;
        Instant since = from;
        while (now < to) {
            if (forgetFuture(m_record, m_plan, now))
                since = std::min(since, now);
            const Due due = dueOf(m_schedule, m_plan, m_record, {now, since, boot, someoneLoggedOn, m_zone});
            if (due.kind == Due::Kind::now) {
                now = run(now, boot);
                continue;
            }
            if (due.kind == Due::Kind::never || !due.at)
                return true;
            if (*due.at <= now)
                return false;
            now = *due.at;
        }
        return true;
    }

    void returns(ItemStatus status) { m_status = status; }

    std::vector<Instant> runs;

private:
    Instant run(Instant now, quint64 boot)
    {
        runs.push_back(now);
        ++m_record.state.run;
        m_record.started = now;
        m_record.ended = now + runLength;
        m_record.state.phase = Phase::finished;
        m_record.state.end = RunEnd::completed;
        m_record.state.boot = boot;
        m_record.state.items[0].status = m_status;
        return m_record.ended;
    }

    Schedule m_schedule;
    QTimeZone m_zone;
    Plan m_plan;
    JournalSequence m_record = JournalSequence(TaskId::mint());
    ItemStatus m_status = ItemStatus::succeeded;
};

struct Stretch {
    Instant from;
    Instant to;
};

// Away over both changes of the northern and of the southern hemisphere, over a month end, and for most of the summer.
std::vector<Stretch> watchedStretches(const QTimeZone &zone)
{
    const auto at = [](const char *text) { return utc(text); };
    return {{beginOfYear(zone), at("2024-02-10 11:07")},         {at("2024-03-05 22:22"), at("2024-03-09 12:37")},
            {at("2024-03-10 12:37"), at("2024-03-30 12:37")},    {at("2024-03-31 12:37"), at("2024-04-06 09:37")},
            {at("2024-04-07 12:37"), at("2024-06-01 00:07")},    {at("2024-08-29 23:52"), at("2024-10-05 09:37")},
            {at("2024-10-06 09:37"), at("2024-10-26 12:37")},    {at("2024-10-27 12:37"), endOfYear(zone)}};
}

// Out of what the oracle says: what falls into a watched stretch, and with a retry one run at the return for all that
// fell between two.
std::vector<Instant> runsWithAbsences(const std::vector<Instant> &occurrences, const std::vector<Stretch> &stretches, bool retry, bool onlyOne)
{
    std::vector<Instant> runs;
    Instant gone = stretches.front().from;
    for (const Stretch &stretch : stretches) {
        const auto within = [&](Instant from, Instant to) {
            return std::ranges::any_of(occurrences, [&](Instant o) { return o >= from && o < to; });
        };
        if (retry && within(gone, stretch.from))
            runs.push_back(stretch.from);
        for (const Instant occurrence : occurrences) {
            if (occurrence >= stretch.from && occurrence < stretch.to)
                runs.push_back(occurrence);
        }
        gone = stretch.to;
    }
    return onlyOne && !runs.empty() ? std::vector<Instant>{runs.front()} : runs;
}

Schedule scheduleOf(const Trigger &trigger, bool retry = false)
{
    Schedule schedule;
    schedule.triggers = {trigger};
    schedule.retryMissed = retry;
    return schedule;
}

Trigger triggerOf(TriggerType type, const char *begin = nullptr)
{
    Trigger trigger;
    trigger.type = type;
    if (begin)
        trigger.begin = parseWallTime(QString::fromLatin1(begin));
    return trigger;
}

void addTriggersAndZones()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<bool>("retry");
    for (int index = 0; index < static_cast<int>(yearTriggers().size()); ++index) {
        for (const QString &zone : yearZones()) {
            for (const bool retry : {false, true}) {
                QTest::addRow("%s, %s%s", qPrintable(yearTriggers()[static_cast<size_t>(index)].name), qPrintable(zone), retry ? ", retry" : "")
                    << index << zone << retry;
            }
        }
    }
}

} // namespace

class YearWalkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAgentThatIsAlwaysThere_B22_B24_data() { addTriggersAndZones(); }
    void anAgentThatIsAlwaysThere_B22_B24();
    void anAgentThatIsAwayForStretches_B22_data() { addTriggersAndZones(); }
    void anAgentThatIsAwayForStretches_B22();
    void atStartupAndLogonOverAYear_B22();
    void asSoonAsPossibleOverAYear_B23();
    void untilSuccessfulOverAYear_B21();
    void onlyWithinTheValidPeriod_B24();
    void aClockThatIsSetBackEveryMonth_B24();
    void aYearOfAWrongClock_B24();
};

void YearWalkTest::anAgentThatIsAlwaysThere_B22_B24()
{
    QFETCH(int, index);
    QFETCH(QString, zone);
    QFETCH(bool, retry);
    const YearTrigger &trigger = yearTriggers()[static_cast<size_t>(index)];
    const QTimeZone there(zone.toLatin1());
    LoopingAgent agent(scheduleOf(trigger.trigger, retry), there, beginOfYear(there));
    QVERIFY(agent.watch(beginOfYear(there), endOfYear(there)));
    QVERIFY(!agent.runs.empty());
    QCOMPARE(utcTexts(agent.runs), utcTexts(expectedYear(trigger, zone)));
}

void YearWalkTest::anAgentThatIsAwayForStretches_B22()
{
    QFETCH(int, index);
    QFETCH(QString, zone);
    QFETCH(bool, retry);
    const YearTrigger &trigger = yearTriggers()[static_cast<size_t>(index)];
    const QTimeZone there(zone.toLatin1());
    const std::vector<Stretch> stretches = watchedStretches(there);
    LoopingAgent agent(scheduleOf(trigger.trigger, retry), there, beginOfYear(there));
    quint64 boot = 1;
    for (const Stretch &stretch : stretches)
        QVERIFY(agent.watch(stretch.from, stretch.to, boot++));
    const bool once = trigger.trigger.type == TriggerType::once;
    QCOMPARE(utcTexts(agent.runs), utcTexts(runsWithAbsences(expectedYear(trigger, zone), stretches, retry, once)));
}

// A computer that starts on these days; on the first of them nobody logs on.
void YearWalkTest::atStartupAndLogonOverAYear_B22()
{
    const std::vector<Instant> starts{utc("2024-01-02 07:31"), utc("2024-02-29 08:02"), utc("2024-03-31 00:59"), utc("2024-03-31 01:01"),
                                      utc("2024-10-27 00:30"), utc("2024-10-27 01:30"), utc("2024-12-31 23:59")};
    LoopingAgent atStartup(scheduleOf(triggerOf(TriggerType::atStartup)), QTimeZone("Europe/Berlin"), starts[0]);
    LoopingAgent atLogon(scheduleOf(triggerOf(TriggerType::atLogon)), QTimeZone("Europe/Berlin"), starts[0]);
    quint64 boot = 1;
    for (const Instant start : starts) {
        for (int agentStart = 0; agentStart < 3; ++agentStart) { // the agent's own restarts count for nothing
            QVERIFY(atStartup.watch(start + agentStart * 10 * 1000, start + 30 * 1000, boot));
            QVERIFY(atLogon.watch(start + agentStart * 10 * 1000, start + 30 * 1000, boot, boot > 1));
        }
        ++boot;
    }
    QCOMPARE(utcTexts(atStartup.runs), utcTexts(starts));
    QCOMPARE(utcTexts(atLogon.runs), utcTexts(starts).mid(1));
}

void YearWalkTest::asSoonAsPossibleOverAYear_B23()
{
    for (const bool retry : {false, true}) {
        LoopingAgent agent(scheduleOf(Trigger{}, retry), QTimeZone::utc(), utc("2024-01-02 07:31"));
        for (int month = 1; month <= 12; ++month)
            QVERIFY(agent.watch(utc(qPrintable(QStringLiteral("2024-%1-02 07:31").arg(month, 2, 10, QLatin1Char('0')))),
                                utc(qPrintable(QStringLiteral("2024-%1-20 07:31").arg(month, 2, 10, QLatin1Char('0'))))));
        QCOMPARE(utcTexts(agent.runs), QStringList{QStringLiteral("2024-01-02 07:31")});
    }
}

// It fails until summer: then once more, and never again.
void YearWalkTest::untilSuccessfulOverAYear_B21()
{
    Schedule schedule = scheduleOf(triggerOf(TriggerType::monthlyByDate, "2024-01-01 09:00"));
    schedule.triggers[0].days = 1U << 30;
    schedule.repeat = RepeatUntilSuccessful{};
    LoopingAgent agent(schedule, QTimeZone("Europe/Berlin"), utc("2024-01-01 00:00"));
    agent.returns(ItemStatus::failed);
    QVERIFY(agent.watch(utc("2024-01-01 00:00"), utc("2024-07-01 00:00")));
    agent.returns(ItemStatus::succeeded);
    QVERIFY(agent.watch(utc("2024-07-01 00:00"), utc("2025-01-01 00:00")));
    QCOMPARE(utcTexts(agent.runs), (QStringList{QStringLiteral("2024-01-31 08:00"), QStringLiteral("2024-03-31 07:00"),
                                                QStringLiteral("2024-05-31 07:00"), QStringLiteral("2024-07-31 07:00")}));
}

// The period ends in the endpoint's time and begins in UTC, or the other way round.
void YearWalkTest::onlyWithinTheValidPeriod_B24()
{
    const QTimeZone auckland("Pacific/Auckland"); // 12 hours before UTC in winter
    Schedule schedule = scheduleOf(triggerOf(TriggerType::daily, "2024-01-01 09:00"), true);
    schedule.validPeriod = {parseWallTime(u"2024-06-10 09:00"), true, parseWallTime(u"2024-06-13 09:00"), false};
    LoopingAgent agent(schedule, auckland, beginOfYear(auckland));
    QVERIFY(agent.watch(beginOfYear(auckland), endOfYear(auckland)));
    QCOMPARE(utcTexts(agent.runs), (QStringList{QStringLiteral("2024-06-10 21:00"), QStringLiteral("2024-06-11 21:00")}));
    std::swap(schedule.validPeriod.afterUtc, schedule.validPeriod.beforeUtc);
    LoopingAgent other(schedule, auckland, beginOfYear(auckland));
    QVERIFY(other.watch(beginOfYear(auckland), endOfYear(auckland)));
    QCOMPARE(utcTexts(other.runs), (QStringList{QStringLiteral("2024-06-09 21:00"), QStringLiteral("2024-06-10 21:00"),
                                                QStringLiteral("2024-06-11 21:00"), QStringLiteral("2024-06-12 21:00")}));
}

// By up to a day, with and without a new start of the agent: no occurrence is answered twice, none is lost.
void YearWalkTest::aClockThatIsSetBackEveryMonth_B24()
{
    const YearTrigger *weekdays = nullptr;
    for (const YearTrigger &trigger : yearTriggers()) {
        if (trigger.name == QStringLiteral("every day at 01:45"))
            weekdays = &trigger;
    }
    QVERIFY(weekdays);
    const QTimeZone there("America/New_York");
    for (const qint64 back : {5 * millisPerMinute, hour, 5 * hour, 23 * hour}) {
        LoopingAgent agent(scheduleOf(weekdays->trigger), there, beginOfYear(there));
        Instant from = beginOfYear(there);
        for (int month = 1; month <= 12; ++month) {
            const Instant to = utc(qPrintable(QStringLiteral("2024-%1-21 07:12").arg(month, 2, 10, QLatin1Char('0'))));
            QVERIFY(agent.watch(from, to));
            from = to - back;
        }
        QVERIFY(agent.watch(from, endOfYear(there)));
        QCOMPARE(utcTexts(agent.runs), utcTexts(expectedYear(*weekdays, QStringLiteral("America/New_York"))));
    }
}

// The clock stood at 2036 for two days of March; after the correction each occurrence comes again.
void YearWalkTest::aYearOfAWrongClock_B24()
{
    for (const bool retry : {false, true}) {
        LoopingAgent agent(scheduleOf(triggerOf(TriggerType::daily, "2024-01-01 09:00"), retry), QTimeZone::utc(), utc("2024-03-01 00:00"));
        QVERIFY(agent.watch(utc("2024-03-01 00:00"), utc("2024-03-03 12:00")));
        QVERIFY(agent.watch(utc("2036-03-03 12:00"), utc("2036-03-05 12:00")));
        agent.runs.clear();
        QVERIFY(agent.watch(utc("2024-03-05 12:00"), utc("2024-03-08 12:00")));
        QCOMPARE(utcTexts(agent.runs), (QStringList{QStringLiteral("2024-03-06 09:00"), QStringLiteral("2024-03-07 09:00"), QStringLiteral("2024-03-08 09:00")}));
    }
}

QTEST_GUILESS_MAIN(YearWalkTest)
#include "yearwalk_test.moc"
