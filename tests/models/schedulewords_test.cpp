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
    Trigger byDate = triggerAt(TriggerType::monthlyByDate, "2026-11-22 08:00");
    byDate.days = 1U << 30;
    QCOMPARE(triggerHints(byDate, schedule, at("2026-11-22 07:00")), QStringList{QStringLiteral("Months that have no 31st are passed over.")});
}

QTEST_GUILESS_MAIN(ScheduleWordsTest)
#include "schedulewords_test.moc"
