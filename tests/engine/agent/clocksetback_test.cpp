// What a clock that was wrong and is set back leaves behind (B15, B21, B22, B24): nothing runs twice, and nothing waits for
// years.
#include "engine/agent/packagecache.h"
#include "engine/agent/scheduleclock.h"

#include <QTest>

using namespace seriatim;

namespace {

constexpr qint64 hour = 60 * millisPerMinute;
constexpr qint64 day = 24 * hour;

Instant utc(const char *text)
{
    return parseWallTime(QString::fromUtf8(text))->toMSecsSinceEpoch();
}

Schedule daily()
{
    Schedule schedule;
    schedule.triggers[0].type = TriggerType::daily;
    schedule.triggers[0].begin = parseWallTime(u"2026-01-01 09:00");
    return schedule;
}

Plan plan()
{
    Plan made;
    made.items.resize(1);
    made.deferrable = 31 * day;
    return made;
}

JournalSequence ran(Instant started)
{
    JournalSequence record(TaskId::mint());
    record.knownSince = utc("2026-01-01 00:00");
    record.started = started;
    record.ended = started + millisPerMinute;
    record.items.emplace_back(LineItemId::mint());
    record.state.items.resize(1);
    record.state.items[0].status = ItemStatus::failed;
    record.state.phase = Phase::finished;
    record.state.end = RunEnd::completed;
    record.state.run = 1;
    return record;
}

JournalSequence waiting(Phase phase, Instant until, WaitReason reason = WaitReason::none)
{
    JournalSequence record = ran(utc("2026-01-09 12:00"));
    record.state.phase = phase;
    record.state.end = RunEnd::notYet;
    record.state.until = until;
    record.state.waitReason = reason;
    return record;
}

ScheduleMoment at(Instant now, Instant since)
{
    return {now, since, 1, false, QTimeZone::utc()};
}

} // namespace

class ClockSetBackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void upToADayRepeatsNothing_B24();
    void afterALargerOneTheNextTimeComes_B24();
    void theNextTimeStaysTheSameOnceTheRecordIsMended_B24();
    void aTaskThatWasKnownInTheFutureIsKnownNow_B22();
    void theRerunDelayBeginsAnew_B21();
    void waitsAreNoLongerThanTheyMayBe_B15_B30_data();
    void waitsAreNoLongerThanTheyMayBe_B15_B30();
    void aRightRecordStaysAsItIs();
    void momentsComeAlsoByAClockThatWentBack();
    void theAgentNoticesWhatTheClockDid();
};

void ClockSetBackTest::upToADayRepeatsNothing_B24()
{
    JournalSequence record = ran(utc("2026-01-10 09:00"));
    const Instant now = utc("2026-01-09 10:00");
    QVERIFY(forgetFuture(record, plan(), now)); // its end, for the rerun delay
    QCOMPARE(record.started, utc("2026-01-10 09:00"));
    const Due due = dueOf(daily(), plan(), record, at(now, now));
    QCOMPARE(due.kind, Due::Kind::later);
    QCOMPARE(due.at, std::optional(utc("2026-01-11 09:00")));
    QCOMPARE(dueOf(daily(), plan(), record, at(utc("2026-01-10 09:00"), now)).kind, Due::Kind::later);
    QCOMPARE(dueOf(daily(), plan(), record, at(utc("2026-01-11 09:00"), now)).kind, Due::Kind::now);
}

void ClockSetBackTest::afterALargerOneTheNextTimeComes_B24()
{
    for (const bool retry : {false, true}) {
        Schedule schedule = daily();
        schedule.retryMissed = retry;
        JournalSequence record = ran(utc("2036-05-05 09:00"));
        const Instant now = utc("2026-01-09 10:00");
        QVERIFY(forgetFuture(record, plan(), now));
        QCOMPARE(record.started, now);
        const Due due = dueOf(schedule, plan(), record, at(now, now));
        QCOMPARE(due.kind, Due::Kind::later);
        QCOMPARE(due.at, std::optional(utc("2026-01-10 09:00")));
        QCOMPARE(dueOf(schedule, plan(), record, at(utc("2026-01-10 09:00"), now)).kind, Due::Kind::now);
    }
}

// An agent that starts again before the next time comes must not put it off.
void ClockSetBackTest::theNextTimeStaysTheSameOnceTheRecordIsMended_B24()
{
    JournalSequence record = ran(utc("2036-05-05 09:00"));
    QVERIFY(forgetFuture(record, plan(), utc("2026-01-09 10:00")));
    const JournalSequence mended = record;
    QVERIFY(!forgetFuture(record, plan(), utc("2026-01-10 09:00")));
    QCOMPARE(record, mended);
}

void ClockSetBackTest::aTaskThatWasKnownInTheFutureIsKnownNow_B22()
{
    JournalSequence record = ran(0);
    record.state = {};
    record.state.items.resize(1);
    record.ended = 0;
    for (const char *known : {"2026-01-09 12:00", "2036-01-09 12:00"}) {
        record.knownSince = utc(known);
        QVERIFY(forgetFuture(record, plan(), utc("2026-01-09 08:00")));
        QCOMPARE(record.knownSince, utc("2026-01-09 08:00"));
        QCOMPARE(dueOf(daily(), plan(), record, at(utc("2026-01-09 09:00"), utc("2026-01-09 08:00"))).kind, Due::Kind::now);
    }
}

void ClockSetBackTest::theRerunDelayBeginsAnew_B21()
{
    Schedule schedule;
    schedule.repeat = RepeatUntilSuccessful{0, 90};
    Plan repeating = plan();
    repeating.repeatUntilSuccessful = true;
    for (const char *ended : {"2026-01-09 13:00", "2036-01-09 12:00"}) {
        JournalSequence record = ran(utc(ended));
        const Instant now = utc("2026-01-09 10:00");
        QVERIFY(forgetFuture(record, repeating, now));
        QCOMPARE(dueOf(schedule, repeating, record, at(now, now)).at, std::optional(utc("2026-01-09 11:30")));
        QCOMPARE(dueOf(schedule, repeating, record, at(utc("2026-01-09 11:30"), now)).kind, Due::Kind::now);
    }
}

void ClockSetBackTest::waitsAreNoLongerThanTheyMayBe_B15_B30_data()
{
    QTest::addColumn<Phase>("phase");
    QTest::addColumn<WaitReason>("reason");
    QTest::addColumn<qint64>("most");
    QTest::addColumn<qint64>("anew");
    const Plan plans = plan();
    const qint64 retry = plans.items[0].retryDelay;
    const qint64 restart = plans.items[0].restartDelay;
    QTest::newRow("try again") << Phase::retryWait << WaitReason::none << retry << retry;
    QTest::newRow("package") << Phase::preparationWait << WaitReason::package << packageRetryDelay(0) << packageRetryDelay(0);
    QTest::newRow("user") << Phase::preparationWait << WaitReason::user << millisPerMinute << millisPerMinute;
    QTest::newRow("window") << Phase::preparationWait << WaitReason::window << 31 * day << qint64(0);
    QTest::newRow("countdown") << Phase::countdown << WaitReason::none << restart + plans.deferrable << restart;
    QTest::newRow("installer's restart") << Phase::installerRestartWait << WaitReason::none << restart + plans.deferrable << restart;
    QTest::newRow("warning") << Phase::warning << WaitReason::deferral << plans.notice + plans.deferrable << plans.notice;
}

void ClockSetBackTest::waitsAreNoLongerThanTheyMayBe_B15_B30()
{
    QFETCH(Phase, phase);
    QFETCH(WaitReason, reason);
    QFETCH(qint64, most);
    QFETCH(qint64, anew);
    const Instant now = utc("2026-01-09 14:00");
    JournalSequence record = waiting(phase, now + most, reason);
    QVERIFY(!forgetFuture(record, plan(), now));
    QCOMPARE(record.state.until, now + most);
    for (const Instant until : {now + most + 1, utc("2036-01-01 00:00")}) {
        record.state.until = until;
        QVERIFY(forgetFuture(record, plan(), now));
        QCOMPARE(record.state.until, now + anew);
    }
}

void ClockSetBackTest::aRightRecordStaysAsItIs()
{
    const Instant now = utc("2026-01-09 14:00");
    for (JournalSequence record : {ran(utc("2026-01-09 13:59")), ran(now), waiting(Phase::running, utc("2036-01-01 00:00"))}) {
        const JournalSequence before = record;
        QVERIFY(!forgetFuture(record, plan(), now));
        QCOMPARE(record, before);
    }
}

void ClockSetBackTest::momentsComeAlsoByAClockThatWentBack()
{
    QVERIFY(!hasCome(1000, 300, 999));
    QVERIFY(hasCome(1000, 300, 1000));
    QVERIFY(!hasCome(1000, 300, 700)); // it was set just now
    QVERIFY(hasCome(1000, 300, 699));
    QVERIFY(hasCome(0, 300, 1000));
}

void ClockSetBackTest::theAgentNoticesWhatTheClockDid()
{
    const Instant now = utc("2026-01-09 14:00");
    QCOMPARE(clockStep(now, now + 200), ClockStep::onward);
    QCOMPARE(clockStep(now, now), ClockStep::onward);
    QCOMPARE(clockStep(now, now + millisPerMinute), ClockStep::onward);
    QCOMPARE(clockStep(now, now + millisPerMinute + 1), ClockStep::ahead);
    QCOMPARE(clockStep(now, now - 1), ClockStep::back);
}

QTEST_GUILESS_MAIN(ClockSetBackTest)
#include "clocksetback_test.moc"
