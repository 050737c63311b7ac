#include "models/durationwords.h"
#include "models/scheduleediting.h"
#include "models/schedulepreview.h"

#include <QTest>

using namespace seriatim;

namespace {

WallTime at(const char *text)
{
    return parseWallTime(QString::fromLatin1(text) + (qstrlen(text) == 10 ? QStringLiteral(" 00:00") : QString())).value();
}

Trigger triggerAt(TriggerType type, const char *begin)
{
    Trigger trigger;
    trigger.type = type;
    trigger.begin = at(begin);
    return trigger;
}

Schedule scheduleOf(std::vector<Trigger> triggers)
{
    Schedule schedule;
    schedule.triggers = std::move(triggers);
    return schedule;
}

QTimeZone berlin()
{
    return QTimeZone("Europe/Berlin");
}

QStringList timesOf(const Schedule &schedule, const char *now, const QTimeZone &zone, int count)
{
    QStringList times;
    for (const WallTime &time : previewSchedule(schedule, resolveWallTime(at(now), zone), zone, count).times)
        times << previewTimeText(time);
    return times;
}

} // namespace

class ScheduleWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysTheWholeScheduleInOneOrTwoSentences();
    void saysEachTrigger_data();
    void saysEachTrigger();
    void readsDurationsAsPeopleTypeThem_data();
    void readsDurationsAsPeopleTypeThem();
    void aDurationReadsBackAsItIsShown();
    void nextTimesOfEachTriggerB22_data();
    void nextTimesOfEachTriggerB22();
    void nextTimesKeepToTheValidPeriodB24();
    void nextTimesFollowTheClocksChangeB24();
    void tenTimesOfEachTriggerB22_data();
    void tenTimesOfEachTriggerB22();
    void tenTimesOverBothChangesOfTheClockB24();
    void whatComesAgainSaysSoB21B23();
    void eventsAreNamedWhereNoClockBringsThem();
    void anotherTypeStartsFromWhatFits();
    void aDescriptionNeverTellsOfSomethingElse();
    void mistakesNameTheThingAndTheRemedy();
    void combinationsThatDoNothingSaySo();
};

void ScheduleWordsTest::saysTheWholeScheduleInOneOrTwoSentences()
{
    Schedule schedule;
    QCOMPARE(scheduleSummary(schedule), QStringLiteral("As soon as possible."));
    schedule.repeat = RepeatUntilSuccessful{};
    schedule.validPeriod.after = at("2026-12-01 08:00");
    QCOMPARE(scheduleSummary(schedule), QStringLiteral("As soon as possible, then again every 60 minutes until it has succeeded; "
                                                       "not before 2026-12-01 08:00."));
    schedule.repeat->maximumRuns = 5;
    schedule.validPeriod = {std::nullopt, false, at("2027-01-01 00:00"), true};
    QCOMPARE(scheduleSummary(schedule), QStringLiteral("As soon as possible, then again every 60 minutes until it has succeeded "
                                                       "or has run 5 times; not after 2027-01-01 00:00 UTC."));
    Schedule daily = scheduleOf({triggerAt(TriggerType::daily, "2026-12-01 22:00"), triggerAt(TriggerType::atStartup, "2026-12-01")});
    daily.triggers[1].begin.reset();
    daily.retryMissed = true;
    daily.utc = true;
    QCOMPARE(scheduleSummary(daily), QStringLiteral("Every day at 22:00, from 2026-12-01; also each time the computer starts. "
                                                    "A computer that was off then runs it as soon as it is on again. Times are in UTC."));
    daily.repeat = RepeatUntilSuccessful{};
    QVERIFY(scheduleSummary(daily).contains(QStringLiteral("each time the computer starts, until it has succeeded.")));
    QCOMPARE(scheduleSummary(scheduleOf({})), QStringLiteral("Not scheduled: it runs only when it is started by hand."));
    daily.triggers[0].disabled = daily.triggers[1].disabled = true;
    QVERIFY(scheduleSummary(daily).startsWith(QStringLiteral("Every time is switched off")));
}

void ScheduleWordsTest::saysEachTrigger_data()
{
    QTest::addColumn<Trigger>("trigger");
    QTest::addColumn<QString>("words");
    Trigger once = triggerAt(TriggerType::once, "2026-12-01 08:00:30");
    QTest::newRow("once") << once << QStringLiteral("Once on 2026-12-01 at 08:00:30");
    Trigger daily = triggerAt(TriggerType::daily, "2026-12-01 08:00");
    daily.daysInterval = 3;
    daily.intervalMinutes = 30;
    daily.durationMinutes = 240;
    daily.end = at("2026-12-31 23:59:59");
    QTest::newRow("daily") << daily << QStringLiteral("Every 3 days at 08:00, again every 30 minutes for 4 hours, from 2026-12-01 to 2026-12-31");
    Trigger weekly = triggerAt(TriggerType::weekly, "2026-12-01 22:00");
    weekly.daysOfTheWeek = 2 | 32;
    QTest::newRow("weekly") << weekly << QStringLiteral("Every Monday and Friday at 22:00, from 2026-12-01");
    weekly.weeksInterval = 2;
    QTest::newRow("every 2 weeks") << weekly << QStringLiteral("Every 2 weeks on Monday and Friday at 22:00, from 2026-12-01");
    Trigger byDate = triggerAt(TriggerType::monthlyByDate, "2026-12-01 22:00");
    byDate.days = 1U | (1U << 14) | (1U << 22);
    QTest::newRow("by date") << byDate << QStringLiteral("On the 1st, 15th and 23rd of every month at 22:00, from 2026-12-01");
    byDate.months = 1 | 2048;
    QTest::newRow("two months") << byDate << QStringLiteral("On the 1st, 15th and 23rd of January and December at 22:00, from 2026-12-01");
    Trigger byWeekday = triggerAt(TriggerType::monthlyByWeekday, "2026-12-01 22:00");
    byWeekday.daysOfTheWeek = 32;
    byWeekday.whichWeek = 5;
    QTest::newRow("last Friday") << byWeekday << QStringLiteral("On the last Friday of every month at 22:00, from 2026-12-01");
    Trigger logon;
    logon.type = TriggerType::atLogon;
    QTest::newRow("logon") << logon << QStringLiteral("When a user logs on");
}

void ScheduleWordsTest::saysEachTrigger()
{
    QFETCH(Trigger, trigger);
    QTEST(triggerWords(trigger), "words");
}

void ScheduleWordsTest::readsDurationsAsPeopleTypeThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("minutes"); // -1: cannot be read
    QTest::newRow("minutes") << QStringLiteral("90") << 90;
    QTest::newRow("unit") << QStringLiteral(" 5 min ") << 5;
    QTest::newRow("hours") << QStringLiteral("2h") << 120;
    QTest::newRow("both") << QStringLiteral("1 hour 30 minutes") << 90;
    QTest::newRow("clock") << QStringLiteral("1:30") << 90;
    QTest::newRow("days") << QStringLiteral("2 days 1 h") << 2940;
    QTest::newRow("empty") << QString() << -1;
    QTest::newRow("word") << QStringLiteral("soon") << -1;
    QTest::newRow("negative") << QStringLiteral("-5") << -1;
    QTest::newRow("too long") << QStringLiteral("99999 days 999999 h 99999999") << 99999 * 1440 + 999999 * 60 + 99999999;
}

void ScheduleWordsTest::readsDurationsAsPeopleTypeThem()
{
    QFETCH(QString, text);
    QTEST(parseLength(text).value_or(-1), "minutes");
}

void ScheduleWordsTest::aDurationReadsBackAsItIsShown()
{
    for (const int minutes : {0, 1, 59, 60, 61, 90, 1439, 1440, 1441, 2880, 44640})
        QCOMPARE(parseLength(lengthText(minutes)), std::optional<int>(minutes));
    QCOMPARE(lengthText(1530), QStringLiteral("1 day 1 h 30 min"));
    QCOMPARE(lengthInWords(1), QStringLiteral("1 minute"));
    QCOMPARE(lengthInWords(120), QStringLiteral("2 hours"));
}

void ScheduleWordsTest::nextTimesOfEachTriggerB22_data()
{
    QTest::addColumn<Trigger>("trigger");
    QTest::addColumn<QStringList>("times"); // seen from Sunday 2026-11-22 12:00
    QTest::newRow("once") << triggerAt(TriggerType::once, "2026-12-24 18:00") << QStringList{QStringLiteral("Thu 2026-12-24 18:00")};
    QTest::newRow("once, over") << triggerAt(TriggerType::once, "2026-11-22 11:00") << QStringList{};
    Trigger daily = triggerAt(TriggerType::daily, "2026-11-21 22:00");
    daily.daysInterval = 2;
    QTest::newRow("every 2 days") << daily << QStringList{QStringLiteral("Mon 2026-11-23 22:00"), QStringLiteral("Wed 2026-11-25 22:00"),
                                                         QStringLiteral("Fri 2026-11-27 22:00"), QStringLiteral("Sun 2026-11-29 22:00")};
    Trigger weekly = triggerAt(TriggerType::weekly, "2026-11-20 06:30");
    weekly.daysOfTheWeek = 2 | 16; // Monday, Thursday
    QTest::newRow("weekly") << weekly << QStringList{QStringLiteral("Mon 2026-11-23 06:30"), QStringLiteral("Thu 2026-11-26 06:30"),
                                                    QStringLiteral("Mon 2026-11-30 06:30"), QStringLiteral("Thu 2026-12-03 06:30")};
    Trigger byDate = triggerAt(TriggerType::monthlyByDate, "2026-11-01 01:00");
    byDate.days = (1U << 14) | (1U << 30);
    byDate.months = 2048 | 1 | 2; // December, January, February
    QTest::newRow("by date") << byDate << QStringList{QStringLiteral("Tue 2026-12-15 01:00"), QStringLiteral("Thu 2026-12-31 01:00"),
                                                     QStringLiteral("Fri 2027-01-15 01:00"), QStringLiteral("Sun 2027-01-31 01:00")};
    Trigger last = triggerAt(TriggerType::monthlyByWeekday, "2026-11-01 20:00");
    last.daysOfTheWeek = 32;
    last.whichWeek = 5;
    QTest::newRow("last Friday") << last << QStringList{QStringLiteral("Fri 2026-11-27 20:00"), QStringLiteral("Fri 2026-12-25 20:00"),
                                                       QStringLiteral("Fri 2027-01-29 20:00"), QStringLiteral("Fri 2027-02-26 20:00")};
    Trigger hourly = triggerAt(TriggerType::daily, "2026-11-22 11:00");
    hourly.intervalMinutes = 60;
    hourly.durationMinutes = 180;
    QTest::newRow("repeated") << hourly << QStringList{QStringLiteral("Sun 2026-11-22 13:00"), QStringLiteral("Mon 2026-11-23 11:00"),
                                                      QStringLiteral("Mon 2026-11-23 12:00"), QStringLiteral("Mon 2026-11-23 13:00")};
}

void ScheduleWordsTest::nextTimesOfEachTriggerB22()
{
    QFETCH(Trigger, trigger);
    QTEST(timesOf(scheduleOf({trigger}), "2026-11-22 12:00", QTimeZone::utc(), 4), "times");
}

void ScheduleWordsTest::nextTimesKeepToTheValidPeriodB24()
{
    Schedule schedule = scheduleOf({triggerAt(TriggerType::daily, "2026-11-01 22:00")});
    schedule.validPeriod.after = at("2026-12-01 22:00");
    schedule.validPeriod.before = at("2026-12-03 22:00");
    QCOMPARE(timesOf(schedule, "2026-11-22 12:00", berlin(), 10),
             (QStringList{QStringLiteral("Tue 2026-12-01 22:00"), QStringLiteral("Wed 2026-12-02 22:00")}));
    const Instant later = resolveWallTime(at("2026-12-04 00:00"), berlin());
    QCOMPARE(previewSchedule(schedule, later, berlin()).note, QStringLiteral("The valid period is over: nothing comes any more."));
}

void ScheduleWordsTest::nextTimesFollowTheClocksChangeB24()
{
    Schedule schedule = scheduleOf({triggerAt(TriggerType::daily, "2027-03-01 02:30")});
    // 02:30 does not exist on 28 March in Berlin: it comes at 03:00.
    QCOMPARE(timesOf(schedule, "2027-03-27 00:00", berlin(), 3),
             (QStringList{QStringLiteral("Sat 2027-03-27 02:30"), QStringLiteral("Sun 2027-03-28 03:00"), QStringLiteral("Mon 2027-03-29 02:30")}));
    schedule.utc = true;
    QCOMPARE(timesOf(schedule, "2027-03-28 00:00", berlin(), 1), QStringList{QStringLiteral("Sun 2027-03-28 02:30")});
}

void ScheduleWordsTest::tenTimesOfEachTriggerB22_data()
{
    QTest::addColumn<Trigger>("trigger");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("tenth"); // from Sunday 2026-11-22 12:00 in Berlin
    const Trigger daily = triggerAt(TriggerType::daily, "2026-11-01 22:00");
    QTest::newRow("daily") << daily << QStringLiteral("Sun 2026-11-22 22:00") << QStringLiteral("Tue 2026-12-01 22:00");
    Trigger weekly = triggerAt(TriggerType::weekly, "2026-11-01 22:00");
    weekly.daysOfTheWeek = 2;
    weekly.weeksInterval = 2;
    QTest::newRow("every other week") << weekly << QStringLiteral("Mon 2026-11-30 22:00") << QStringLiteral("Mon 2027-04-05 22:00");
    Trigger byDate = triggerAt(TriggerType::monthlyByDate, "2026-11-01 22:00");
    byDate.days = 1U << 30;
    QTest::newRow("by date") << byDate << QStringLiteral("Thu 2026-12-31 22:00") << QStringLiteral("Fri 2028-03-31 22:00");
    byDate.days = 1U << 28;
    byDate.months = 2;
    QTest::newRow("29 February") << byDate << QStringLiteral("Tue 2028-02-29 22:00") << QStringLiteral("Fri 2064-02-29 22:00");
    Trigger byWeekday = triggerAt(TriggerType::monthlyByWeekday, "2026-11-01 22:00");
    byWeekday.daysOfTheWeek = 2;
    byWeekday.whichWeek = 5;
    QTest::newRow("last Monday") << byWeekday << QStringLiteral("Mon 2026-11-30 22:00") << QStringLiteral("Mon 2027-08-30 22:00");
    Trigger repeated = triggerAt(TriggerType::once, "2026-12-24 08:00");
    repeated.intervalMinutes = 30;
    repeated.durationMinutes = 600;
    QTest::newRow("once, repeated") << repeated << QStringLiteral("Thu 2026-12-24 08:00") << QStringLiteral("Thu 2026-12-24 12:30");
}

void ScheduleWordsTest::tenTimesOfEachTriggerB22()
{
    QFETCH(Trigger, trigger);
    const Schedule schedule = scheduleOf({trigger});
    const SchedulePreview preview = previewSchedule(schedule, resolveWallTime(at("2026-11-22 12:00"), berlin()), berlin());
    const QStringList rows = previewRows(schedule, preview);
    QCOMPARE(preview.times.size(), size_t(10));
    QTEST(rows[0], "first");
    QTEST(rows[9], "tenth");
}

void ScheduleWordsTest::tenTimesOverBothChangesOfTheClockB24()
{
    Trigger nightly = triggerAt(TriggerType::daily, "2027-01-01 02:15");
    nightly.intervalMinutes = 30;
    nightly.durationMinutes = 60;
    Schedule schedule = scheduleOf({nightly});
    const auto rowsFrom = [&](const char *now, const QTimeZone &zone) {
        return previewRows(schedule, previewSchedule(schedule, resolveWallTime(at(now), zone), zone));
    };
    // Lord Howe Island: 02:00 becomes 02:30 on 3 October 2027.
    const QStringList spring = rowsFrom("2027-10-02 00:00", QTimeZone("Australia/Lord_Howe"));
    QCOMPARE(spring.size(), 10);
    QCOMPARE(spring.mid(1, 4), (QStringList{QStringLiteral("Sat 2027-10-02 02:45"), QStringLiteral("Sun 2027-10-03 02:30"),
                                            QStringLiteral("Sun 2027-10-03 03:00"), QStringLiteral("Mon 2027-10-04 02:15")}));
    // Berlin: 03:00 becomes 02:00 on 31 October 2027.
    schedule.triggers[0].durationMinutes = 120;
    const QStringList autumn = rowsFrom("2027-10-31 00:00", berlin());
    QCOMPARE(autumn.size(), 10);
    QCOMPARE(autumn.mid(0, 5), (QStringList{QStringLiteral("Sun 2027-10-31 02:15"), QStringLiteral("Sun 2027-10-31 02:45"),
                                            QStringLiteral("Sun 2027-10-31 02:15 (again, as the clock was set back)"),
                                            QStringLiteral("Sun 2027-10-31 02:45 (again, as the clock was set back)"),
                                            QStringLiteral("Mon 2027-11-01 02:15")}));
    schedule.utc = true; // no clock changes there
    const QStringList utc = rowsFrom("2027-10-31 00:00", berlin());
    QCOMPARE(utc.mid(0, 5), (QStringList{QStringLiteral("Sun 2027-10-31 02:15"), QStringLiteral("Sun 2027-10-31 02:45"),
                                         QStringLiteral("Sun 2027-10-31 03:15"), QStringLiteral("Sun 2027-10-31 03:45"),
                                         QStringLiteral("Mon 2027-11-01 02:15")}));
}

void ScheduleWordsTest::whatComesAgainSaysSoB21B23()
{
    const auto rows = [](const Schedule &schedule) { return previewRows(schedule, previewSchedule(schedule, 0, QTimeZone::utc())); };
    Schedule once = scheduleOf({triggerAt(TriggerType::once, "2026-12-24 18:00")});
    QCOMPARE(rows(once), (QStringList{QStringLiteral("Thu 2026-12-24 18:00"), QStringLiteral("No more after that.")}));
    once.repeat = RepeatUntilSuccessful{0, 90};
    QCOMPARE(rows(once), (QStringList{QStringLiteral("Thu 2026-12-24 18:00"), QStringLiteral("… then again every 90 minutes until it has succeeded.")}));
    once.triggers.insert(once.triggers.begin(), Trigger{});
    QCOMPARE(rows(once), (QStringList{QStringLiteral("As soon as a computer has received the task"), QStringLiteral("Thu 2026-12-24 18:00"),
                                      QStringLiteral("It runs only once, at the first of these that a computer is there for."),
                                      QStringLiteral("… then again every 90 minutes until it has succeeded.")}));
    Schedule daily = scheduleOf({triggerAt(TriggerType::daily, "2026-12-24 18:00")});
    daily.repeat = RepeatUntilSuccessful{};
    QCOMPARE(rows(daily).size(), 11);
    QCOMPARE(rows(daily).last(), QStringLiteral("… until it has succeeded."));
}

void ScheduleWordsTest::eventsAreNamedWhereNoClockBringsThem()
{
    Trigger startup;
    startup.type = TriggerType::atStartup;
    const SchedulePreview preview = previewSchedule(scheduleOf({Trigger{}, startup, startup}), 0, QTimeZone::utc());
    QCOMPARE(preview.events, (QStringList{QStringLiteral("As soon as a computer has received the task"), QStringLiteral("Each time a computer starts")}));
    QVERIFY(preview.times.empty());
    startup.disabled = true;
    QCOMPARE(previewSchedule(scheduleOf({startup}), 0, QTimeZone::utc()).note, QStringLiteral("No time comes in the next ten years."));
}

void ScheduleWordsTest::anotherTypeStartsFromWhatFits()
{
    const WallTime now = at("2026-11-22 12:34:56");
    const Trigger weekly = triggerOfType(TriggerType::weekly, Trigger{}, now);
    QCOMPARE(*weekly.begin, at("2026-11-22 13:00"));
    QCOMPARE(weekly.daysOfTheWeek, 1); // a Sunday
    Trigger byDate = triggerOfType(TriggerType::monthlyByDate, weekly, now);
    QCOMPARE(byDate.days, 1U << 21);
    QCOMPARE(byDate.daysOfTheWeek, 0);
    byDate.months = 7;
    QCOMPARE(triggerOfType(TriggerType::monthlyByWeekday, byDate, now).months, 7);
    QCOMPARE(triggerOfType(TriggerType::asSoonAsPossible, byDate, now), Trigger{});
}

void ScheduleWordsTest::aDescriptionNeverTellsOfSomethingElse()
{
    Trigger trigger;
    trigger.description = QStringLiteral("As soon as possible");
    QCOMPARE(triggerOfType(TriggerType::atStartup, trigger, at("2026-11-22")).description, QString());
    trigger.description = QStringLiteral("Wave 1");
    QCOMPARE(triggerOfType(TriggerType::atStartup, trigger, at("2026-11-22")).description, QStringLiteral("Wave 1"));
    Trigger daily = triggerAt(TriggerType::daily, "2026-11-22 08:00");
    daily.description = describeTrigger(daily);
    changeTrigger(daily, [](Trigger &t) { t.daysInterval = 2; });
    QCOMPARE(daily.description, QString());
}

void ScheduleWordsTest::mistakesNameTheThingAndTheRemedy()
{
    Trigger weekly = triggerAt(TriggerType::weekly, "2026-11-22 08:00");
    QCOMPARE(triggerMistake(weekly).value_or(QString()), QStringLiteral("No weekday is chosen: choose at least one."));
    weekly.daysOfTheWeek = 1;
    QVERIFY(!triggerMistake(weekly));
    weekly.end = at("2026-11-21 23:59:59");
    QCOMPARE(*triggerMistake(weekly), QStringLiteral("The last day, 2026-11-21, lies before the first, 2026-11-22: choose a later one."));
    Schedule schedule;
    schedule.validPeriod = {at("2026-12-02 00:00"), false, at("2026-12-01 00:00"), false};
    QVERIFY(scheduleMistake(schedule)->contains(QStringLiteral("lies before")));
    schedule.validPeriod.beforeUtc = true; // not to be compared
    QVERIFY(!scheduleMistake(schedule));
    schedule.repeat = RepeatUntilSuccessful{0, 0};
    QVERIFY(scheduleMistake(schedule).has_value());
}

void ScheduleWordsTest::combinationsThatDoNothingSaySo()
{
    Schedule schedule;
    QVERIFY(!missedChoiceIdle(schedule).isEmpty());
    QVERIFY(rerunDelayIdle(schedule).isEmpty());
    schedule.triggers = {triggerAt(TriggerType::daily, "2026-11-22 08:00")};
    QVERIFY(missedChoiceIdle(schedule).isEmpty());
    QVERIFY(!rerunDelayIdle(schedule).isEmpty());
    Trigger once = triggerAt(TriggerType::once, "2026-11-22 08:00");
    QCOMPARE(triggerHints(once, schedule, at("2026-11-22 09:00")), QStringList{QStringLiteral("This time is over: nothing will run.")});
    once.intervalMinutes = once.durationMinutes = 60;
    QVERIFY(triggerHints(once, schedule, at("2026-11-22 07:00")).join(u' ').contains(QStringLiteral("Nothing is repeated")));
    once.durationMinutes = 180;
    QVERIFY(triggerHints(once, schedule, at("2026-11-22 07:00")).isEmpty()); // a daily time is beside it
    QVERIFY(triggerHints(once, scheduleOf({once}), at("2026-11-22 07:00")).join(u' ').contains(QStringLiteral("only once")));
    Trigger byDate = triggerAt(TriggerType::monthlyByDate, "2026-11-22 08:00");
    byDate.days = 1U << 30;
    QCOMPARE(triggerHints(byDate, schedule, at("2026-11-22 07:00")), QStringList{QStringLiteral("Months that have no 31st are passed over.")});
}

QTEST_GUILESS_MAIN(ScheduleWordsTest)
#include "schedulewords_test.moc"
