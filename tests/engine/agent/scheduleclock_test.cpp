// B21–B24: whether a sequence is due on this computer, and else when.
#include "engine/agent/scheduleclock.h"

#include <QTest>

using namespace seriatim;

namespace {

Instant utc(const char *text)
{
    return parseWallTime(QString::fromUtf8(text))->toMSecsSinceEpoch();
}

Schedule scheduled(TriggerType type, const char *begin = "2026-01-10 09:00")
{
    Schedule schedule;
    schedule.triggers[0].type = type;
    schedule.triggers[0].begin = parseWallTime(QString::fromUtf8(begin));
    return schedule;
}

Plan repeating(int maximumRuns = 0)
{
    Plan plan;
    plan.items.resize(1);
    plan.repeatUntilSuccessful = true;
    plan.maximumRuns = maximumRuns;
    return plan;
}

// One computer's memory of a sequence that came to it on the 9th at noon.
JournalSequence fresh()
{
    JournalSequence record(TaskId::mint());
    record.knownSince = utc("2026-01-09 12:00");
    record.items.emplace_back(LineItemId::mint());
    record.state.items.resize(1);
    return record;
}

JournalSequence ran(const char *started, ItemStatus status, int run = 1, RunEnd end = RunEnd::completed)
{
    JournalSequence record = fresh();
    record.started = utc(started);
    record.ended = record.started + millisPerMinute;
    record.state.phase = Phase::finished;
    record.state.end = end;
    record.state.run = run;
    record.state.boot = 1;
    record.state.items[0].status = status;
    return record;
}

// The agent has watched since the 9th at noon unless told otherwise; boot 1.
ScheduleMoment at(const char *now, const char *since = "2026-01-09 12:00", quint64 boot = 1, bool someoneLoggedOn = false)
{
    return {utc(now), utc(since), boot, someoneLoggedOn, QTimeZone::utc()};
}

// "now anew", "now keepSuccesses", "later schedule 2026-01-10 09:00", "never"
QString told(const Due &due)
{
    switch (due.kind) {
    case Due::Kind::now:
        return due.mode == RunStart::Mode::anew ? QStringLiteral("now anew") : QStringLiteral("now keepSuccesses");
    case Due::Kind::later:
        return QStringLiteral("later %1 %2").arg(toWord(due.reason), due.at ? QDateTime::fromMSecsSinceEpoch(*due.at, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm"))
                                                                            : QStringLiteral("some event"));
    case Due::Kind::never:
        return QStringLiteral("never");
    }
    Q_UNREACHABLE();
}

QString due(const Schedule &schedule, const JournalSequence &record, const ScheduleMoment &moment, const Plan &plan = {})
{
    return told(dueOf(schedule, plan, record, moment));
}

} // namespace

class ScheduleClockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asSoonAsPossible_B22_B23()
    {
        QCOMPARE(due({}, fresh(), at("2026-01-09 12:00")), QStringLiteral("now anew"));
        QCOMPARE(due({}, ran("2026-01-09 12:00", ItemStatus::succeeded), at("2026-02-09 12:00")), QStringLiteral("never"));
        QCOMPARE(due({}, ran("2026-01-09 12:00", ItemStatus::failed), at("2026-02-09 12:00")), QStringLiteral("never"));
        Schedule disabled;
        disabled.triggers[0].disabled = true;
        QCOMPARE(due(disabled, fresh(), at("2026-01-09 12:00")), QStringLiteral("never"));
    }

    void once_B22_B23()
    {
        Schedule once = scheduled(TriggerType::once);
        QCOMPARE(due(once, fresh(), at("2026-01-10 08:59")), QStringLiteral("later schedule 2026-01-10 09:00"));
        QCOMPARE(due(once, fresh(), at("2026-01-10 09:00")), QStringLiteral("now anew"));
        QCOMPARE(due(once, ran("2026-01-10 09:00", ItemStatus::failed), at("2026-01-11 09:00")), QStringLiteral("never"));
        // A run by hand before its time counts as the once-only run (B27).
        QCOMPARE(due(once, ran("2026-01-09 13:00", ItemStatus::succeeded), at("2026-01-09 14:00")), QStringLiteral("never"));
        QCOMPARE(due(once, ran("2026-01-09 13:00", ItemStatus::succeeded), at("2026-01-10 09:00")), QStringLiteral("never"));
        // Missed: the agent began to watch an hour after it.
        QCOMPARE(due(once, fresh(), at("2026-01-10 10:00", "2026-01-10 10:00")), QStringLiteral("never"));
        once.retryMissed = true;
        QCOMPARE(due(once, fresh(), at("2026-01-10 10:00", "2026-01-10 10:00")), QStringLiteral("now anew"));
        // Its time was before the task came to this computer.
        once.triggers[0].begin = parseWallTime(u"2026-01-01 09:00");
        QCOMPARE(due(once, fresh(), at("2026-01-10 10:00", "2026-01-10 10:00")), QStringLiteral("now anew"));
        once.retryMissed = false;
        QCOMPARE(due(once, fresh(), at("2026-01-10 10:00")), QStringLiteral("never"));
    }

    void recurring_B22_B23()
    {
        Schedule daily = scheduled(TriggerType::daily, "2026-01-01 09:00");
        QCOMPARE(due(daily, fresh(), at("2026-01-09 13:00")), QStringLiteral("later schedule 2026-01-10 09:00"));
        QCOMPARE(due(daily, fresh(), at("2026-01-10 09:00")), QStringLiteral("now anew"));
        QCOMPARE(due(daily, ran("2026-01-10 09:00", ItemStatus::succeeded), at("2026-01-10 09:05")), QStringLiteral("later schedule 2026-01-11 09:00"));
        QCOMPARE(due(daily, ran("2026-01-10 09:00", ItemStatus::succeeded), at("2026-01-11 09:00")), QStringLiteral("now anew"));
        // Off from the 10th in the evening to the 12th at noon.
        const ScheduleMoment back = at("2026-01-12 12:00", "2026-01-12 12:00");
        QCOMPARE(due(daily, ran("2026-01-10 09:00", ItemStatus::succeeded), back), QStringLiteral("later schedule 2026-01-13 09:00"));
        daily.retryMissed = true;
        QCOMPARE(due(daily, ran("2026-01-10 09:00", ItemStatus::succeeded), back), QStringLiteral("now anew"));
        // What came before the task was known is not made up for.
        QCOMPARE(due(daily, fresh(), at("2026-01-09 12:30")), QStringLiteral("later schedule 2026-01-10 09:00"));
    }

    void anAgentThatIsALittleLateMissesNothing_B22()
    {
        const Schedule daily = scheduled(TriggerType::daily, "2026-01-01 09:00");
        const JournalSequence yesterday = ran("2026-01-10 09:00", ItemStatus::succeeded);
        QCOMPARE(due(daily, yesterday, at("2026-01-11 11:00")), QStringLiteral("now anew")); // busy with another sequence
        QCOMPARE(due(daily, yesterday, at("2026-01-11 09:00:40", "2026-01-11 09:00:40")), QStringLiteral("now anew"));
        QCOMPARE(due(daily, yesterday, at("2026-01-11 09:02", "2026-01-11 09:02")), QStringLiteral("later schedule 2026-01-12 09:00"));
    }

    void atStartup_B22()
    {
        const Schedule startup = scheduled(TriggerType::atStartup);
        QCOMPARE(due(startup, fresh(), at("2026-01-09 12:00")), QStringLiteral("now anew"));
        const JournalSequence record = ran("2026-01-09 12:00", ItemStatus::succeeded);
        QCOMPARE(due(startup, record, at("2026-01-10 12:00")), QStringLiteral("later schedule some event"));
        QCOMPARE(due(startup, record, at("2026-01-10 12:00", "2026-01-10 12:00", 2)), QStringLiteral("now anew"));
    }

    void atLogon_B22()
    {
        const Schedule logon = scheduled(TriggerType::atLogon);
        QCOMPARE(due(logon, fresh(), at("2026-01-09 12:00")), QStringLiteral("later schedule some event"));
        QCOMPARE(due(logon, fresh(), at("2026-01-09 12:00", "2026-01-09 12:00", 1, true)), QStringLiteral("now anew"));
        QCOMPARE(due(logon, ran("2026-01-09 12:00", ItemStatus::succeeded), at("2026-01-10 12:00", "2026-01-10 12:00", 2, true)), QStringLiteral("now anew"));
    }

    void validPeriod_B24()
    {
        Schedule schedule;
        schedule.validPeriod.after = parseWallTime(u"2026-01-10 09:00");
        schedule.validPeriod.before = parseWallTime(u"2026-01-20 09:00");
        QCOMPARE(due(schedule, fresh(), at("2026-01-09 12:00")), QStringLiteral("later validPeriod 2026-01-10 09:00"));
        QCOMPARE(due(schedule, fresh(), at("2026-01-10 09:00")), QStringLiteral("now anew"));
        QCOMPARE(due(schedule, fresh(), at("2026-01-20 09:00")), QStringLiteral("never"));
        ScheduleMoment berlin = at("2026-01-10 08:00");
        berlin.zone = QTimeZone("Europe/Berlin");
        QCOMPARE(due(schedule, fresh(), berlin), QStringLiteral("now anew"));
        schedule.validPeriod.afterUtc = true;
        QCOMPARE(due(schedule, fresh(), berlin), QStringLiteral("later validPeriod 2026-01-10 09:00"));
    }

    void untilSuccessful_B21()
    {
        Schedule schedule;
        schedule.repeat = RepeatUntilSuccessful{0, 90};
        QCOMPARE(due(schedule, fresh(), at("2026-01-09 12:00"), repeating()), QStringLiteral("now keepSuccesses"));
        const JournalSequence failed = ran("2026-01-09 12:00", ItemStatus::failed); // ended 12:01
        QCOMPARE(due(schedule, failed, at("2026-01-09 13:00"), repeating()), QStringLiteral("later schedule 2026-01-09 13:31"));
        QCOMPARE(due(schedule, failed, at("2026-01-09 13:31"), repeating()), QStringLiteral("now keepSuccesses"));
        QCOMPARE(due(schedule, ran("2026-01-09 12:00", ItemStatus::succeeded), at("2026-01-10 12:00"), repeating()), QStringLiteral("never"));
        QCOMPARE(due(schedule, ran("2026-01-09 12:00", ItemStatus::failed, 2), at("2026-01-10 12:00"), repeating(3)), QStringLiteral("now keepSuccesses"));
        QCOMPARE(due(schedule, ran("2026-01-09 12:00", ItemStatus::failed, 3), at("2026-01-10 12:00"), repeating(3)), QStringLiteral("never"));
        schedule.validPeriod.before = parseWallTime(u"2026-01-09 13:00");
        QCOMPARE(due(schedule, failed, at("2026-01-09 13:31"), repeating()), QStringLiteral("never"));
    }

    void recurringUntilSuccessful_B21()
    {
        Schedule daily = scheduled(TriggerType::daily, "2026-01-01 09:00");
        daily.repeat = RepeatUntilSuccessful{};
        const JournalSequence failed = ran("2026-01-10 09:00", ItemStatus::failed);
        QCOMPARE(due(daily, failed, at("2026-01-10 20:00"), repeating()), QStringLiteral("later schedule 2026-01-11 09:00"));
        QCOMPARE(due(daily, failed, at("2026-01-11 09:00"), repeating()), QStringLiteral("now keepSuccesses"));
        QCOMPARE(due(daily, ran("2026-01-10 09:00", ItemStatus::succeeded), at("2026-01-11 09:00"), repeating()), QStringLiteral("never"));
    }

    void whatLiesOutsideTheValidPeriodDoesNotCount_B24()
    {
        Schedule daily = scheduled(TriggerType::daily, "2026-01-01 09:00");
        daily.retryMissed = true;
        daily.validPeriod.after = parseWallTime(u"2026-01-10 10:00");
        daily.validPeriod.before = parseWallTime(u"2026-01-12 09:00");
        QCOMPARE(due(daily, fresh(), at("2026-01-10 09:30")), QStringLiteral("later validPeriod 2026-01-10 10:00"));
        QCOMPARE(due(daily, fresh(), at("2026-01-10 10:00")), QStringLiteral("later schedule 2026-01-11 09:00"));
        // The period ends before the next time.
        QCOMPARE(due(daily, ran("2026-01-11 09:00", ItemStatus::succeeded), at("2026-01-11 10:00")), QStringLiteral("never"));
        daily.triggers.push_back({});
        daily.triggers[1].type = TriggerType::atStartup;
        QCOMPARE(due(daily, ran("2026-01-11 09:00", ItemStatus::succeeded), at("2026-01-11 10:00")), QStringLiteral("later schedule some event"));
        Schedule once = scheduled(TriggerType::once, "2026-01-10 09:00");
        once.retryMissed = true;
        once.validPeriod.after = parseWallTime(u"2026-01-10 09:00");
        QCOMPARE(due(once, fresh(), at("2026-01-10 11:00", "2026-01-10 11:00")), QStringLiteral("now anew"));
        once.validPeriod.after = parseWallTime(u"2026-01-10 09:01");
        QCOMPARE(due(once, fresh(), at("2026-01-10 11:00", "2026-01-10 11:00")), QStringLiteral("never"));
    }

    // At noon an administrator puts a nightly task to 08:00: it comes tomorrow, not at noon.
    void aChangedScheduleAnswersNothingOfBefore_B22()
    {
        Schedule schedule = scheduled(TriggerType::daily, "2026-01-01 22:00");
        JournalSequence record = ran("2026-01-09 22:00", ItemStatus::succeeded);
        QVERIFY(takeSchedule(record, schedule, utc("2026-01-09 12:00")));
        schedule.triggers[0].begin = parseWallTime(u"2026-01-01 08:00");
        for (const bool retry : {false, true}) {
            schedule.retryMissed = retry;
            QVERIFY(takeSchedule(record, schedule, utc("2026-01-10 12:00")));
            QCOMPARE(due(schedule, record, at("2026-01-10 12:00")), QStringLiteral("later schedule 2026-01-11 08:00"));
            QCOMPARE(due(schedule, record, at("2026-01-11 08:00")), QStringLiteral("now anew"));
        }
        // A rerun delay is no time, and the same schedule no change.
        schedule.repeat = RepeatUntilSuccessful{3, 5};
        QVERIFY(!takeSchedule(record, schedule, utc("2026-01-10 13:00")));
        QCOMPARE(record.knownSince, utc("2026-01-10 12:00"));
        // A journal of an older agent keeps since when the task is known.
        record.scheduleMark.clear();
        QVERIFY(takeSchedule(record, schedule, utc("2026-01-10 14:00")));
        QCOMPARE(record.knownSince, utc("2026-01-10 12:00"));
        // Once, put to a time that is over: gone, or at once with a retry.
        Schedule once = scheduled(TriggerType::once, "2026-01-10 08:00");
        JournalSequence waiting = fresh();
        waiting.knownSince = utc("2026-01-10 12:00");
        QCOMPARE(due(once, waiting, at("2026-01-10 12:00")), QStringLiteral("never"));
        once.retryMissed = true;
        QCOMPARE(due(once, waiting, at("2026-01-10 12:00")), QStringLiteral("now anew"));
    }

    // A daily time beside it changes nothing for one that comes only once.
    void onceBesideARecurringTime_B22()
    {
        Schedule schedule = scheduled(TriggerType::once, "2026-01-05 09:00");
        schedule.triggers.push_back(scheduled(TriggerType::daily, "2026-01-01 18:00").triggers[0]);
        QCOMPARE(due(schedule, fresh(), at("2026-01-09 12:00")), QStringLiteral("later schedule 2026-01-09 18:00"));
        schedule.retryMissed = true;
        QCOMPARE(due(schedule, fresh(), at("2026-01-09 12:00")), QStringLiteral("now anew"));
        QCOMPARE(due(schedule, ran("2026-01-09 12:00", ItemStatus::succeeded), at("2026-01-09 12:05")), QStringLiteral("later schedule 2026-01-09 18:00"));
    }

    // Nobody tells the agent of a logon.
    void aLogonIsLookedForEachMinute_B22()
    {
        const Schedule logon = scheduled(TriggerType::atLogon);
        QCOMPARE(dueOf(logon, {}, fresh(), at("2026-01-09 12:00")).lookAgain, std::optional(utc("2026-01-09 12:01")));
        // It ran since the computer started: nothing to look for.
        QCOMPARE(dueOf(logon, {}, ran("2026-01-09 12:00", ItemStatus::succeeded), at("2026-01-10 12:00")).lookAgain, std::optional<Instant>());
        QCOMPARE(dueOf(scheduled(TriggerType::daily), {}, fresh(), at("2026-01-09 12:00")).lookAgain, std::optional<Instant>());
    }

    void givenBackAfterItWasWithdrawn_B26()
    {
        QCOMPARE(due({}, ran("2026-01-09 12:00", ItemStatus::notStarted, 1, RunEnd::withdrawn), at("2026-01-09 13:00")), QStringLiteral("now keepSuccesses"));
        QCOMPARE(due({}, ran("2026-01-09 12:00", ItemStatus::notStarted, 1, RunEnd::superseded), at("2026-01-09 13:00")), QStringLiteral("never"));
    }
};

QTEST_GUILESS_MAIN(ScheduleClockTest)
#include "scheduleclock_test.moc"
