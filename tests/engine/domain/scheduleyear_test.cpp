// B22, B24: a whole year of each trigger that the clock brings, in several time zones, against an independent oracle, or
// against a table where the oracle has no words for the trigger.
#include "tests/support/scheduleyear.h"

#include <QTest>

using namespace seriatim;
using namespace seriatim::test;

namespace {

Schedule scheduleOf(const Trigger &trigger)
{
    Schedule schedule;
    schedule.triggers = {trigger};
    return schedule;
}

Trigger triggerAt(TriggerType type, const char *begin)
{
    Trigger trigger;
    trigger.type = type;
    trigger.begin = parseWallTime(QString::fromLatin1(begin));
    return trigger;
}

// Hour by hour of a virtual clock would say the same; this asks from occurrence to occurrence.
std::vector<Instant> walkedYear(const Schedule &schedule, const QTimeZone &zone)
{
    std::vector<Instant> walked;
    std::optional<Instant> next = nextOccurrence(schedule, beginOfYear(zone) - 1, zone);
    while (next && *next < endOfYear(zone)) {
        walked.push_back(*next);
        next = nextOccurrence(schedule, *next, zone);
    }
    return walked;
}

std::vector<Instant> walkedBackwards(const Schedule &schedule, const QTimeZone &zone)
{
    std::vector<Instant> walked;
    const Instant begin = beginOfYear(zone);
    std::optional<Instant> last = lastOccurrence(schedule, endOfYear(zone) - 1, begin, zone);
    while (last) {
        walked.insert(walked.begin(), *last);
        last = lastOccurrence(schedule, *last - 1, begin, zone);
    }
    return walked;
}

// "01-05", by the calendar of the zone; each with the time of day that it should have.
QString datesOf(const std::vector<Instant> &instants, const QTimeZone &zone, const QTime &time)
{
    QStringList dates;
    for (const Instant instant : instants) {
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(instant, zone);
        dates << local.toString(QStringLiteral("MM-dd")) + (local.time() == time ? QString() : local.toString(QStringLiteral("Thh:mm")));
    }
    return dates.join(u' ');
}

void addTriggersAndZones()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("zone");
    for (int index = 0; index < static_cast<int>(yearTriggers().size()); ++index) {
        for (const QString &zone : yearZones())
            QTest::addRow("%s, %s", qPrintable(yearTriggers()[static_cast<size_t>(index)].name), qPrintable(zone)) << index << zone;
    }
}

} // namespace

class ScheduleYearTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aYearOfEachTrigger_B22_B24_data() { addTriggersAndZones(); }
    void aYearOfEachTrigger_B22_B24();
    void theSameInUtcWhereverTheEndpointIs_B24_data() { addTriggersAndZones(); }
    void theSameInUtcWhereverTheEndpointIs_B24();
    void theRecordedAnswersAreTheOracles_data() { addTriggersAndZones(); }
    void theRecordedAnswersAreTheOracles();
    void everySoManyDays_B22_data();
    void everySoManyDays_B22();
    void everyOtherWeek_B22();
    void leapDaysAndCenturies_B22();
    void repeatedOverAChange_B24();
};

// SERIATIM_WRITE_YEAR=1: asks the oracle for the file anew.
void ScheduleYearTest::initTestCase()
{
    if (!qEnvironmentVariableIsSet("SERIATIM_WRITE_YEAR"))
        return;
    const Result<QByteArray> year = writeYear();
    QVERIFY2(year, year ? "" : qPrintable(year.error().message()));
    QFile file(yearFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(*year), year->size());
}

void ScheduleYearTest::aYearOfEachTrigger_B22_B24()
{
    QFETCH(int, index);
    QFETCH(QString, zone);
    const YearTrigger &trigger = yearTriggers()[static_cast<size_t>(index)];
    const QTimeZone there(zone.toLatin1());
    QVERIFY(there.isValid());
    QVERIFY(!recordedYear(trigger, zone).empty());
    const QStringList expected = utcTexts(expectedYear(trigger, zone));
    QCOMPARE(utcTexts(walkedYear(scheduleOf(trigger.trigger), there)), expected);
    QCOMPARE(utcTexts(walkedBackwards(scheduleOf(trigger.trigger), there)), expected);
}

void ScheduleYearTest::theSameInUtcWhereverTheEndpointIs_B24()
{
    QFETCH(int, index);
    QFETCH(QString, zone);
    const YearTrigger &trigger = yearTriggers()[static_cast<size_t>(index)];
    Schedule schedule = scheduleOf(trigger.trigger);
    schedule.utc = true;
    const QTimeZone there(zone.toLatin1());
    std::vector<Instant> walked;
    const Instant begin = beginOfYear(QTimeZone::utc());
    for (auto next = nextOccurrence(schedule, begin - 1, there); next && *next < endOfYear(QTimeZone::utc());
         next = nextOccurrence(schedule, *next, there)) {
        walked.push_back(*next);
    }
    QCOMPARE(utcTexts(walked), utcTexts(expectedYear(trigger, QStringLiteral("UTC"))));
}

void ScheduleYearTest::theRecordedAnswersAreTheOracles()
{
    if (!oracleIsHere())
        QSKIP("systemd-analyze is not here; its recorded answers were compared with");
    QFETCH(int, index);
    QFETCH(QString, zone);
    const YearTrigger &trigger = yearTriggers()[static_cast<size_t>(index)];
    const QStringList recorded = utcTexts(recordedYear(trigger, zone));
    const Result<std::vector<Instant>> answered = askOracle(trigger, zone, static_cast<int>(recorded.size()) + 1);
    QVERIFY2(answered, answered ? "" : qPrintable(answered.error().message()));
    QCOMPARE(recorded, utcTexts(*answered));
}

void ScheduleYearTest::everySoManyDays_B22_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("dates"); // of 2024
    QTest::newRow("17") << 17 << QStringLiteral("2023-12-20 09:00")
                        << QStringLiteral("01-06 01-23 02-09 02-26 03-14 03-31 04-17 05-04 05-21 06-07 06-24 07-11 07-28 08-14 08-31 09-17 "
                                          "10-04 10-21 11-07 11-24 12-11 12-28");
    QTest::newRow("30") << 30 << QStringLiteral("2024-01-01 09:00")
                        << QStringLiteral("01-01 01-31 03-01 03-31 04-30 05-30 06-29 07-29 08-28 09-27 10-27 11-26 12-26");
    QTest::newRow("365") << 365 << QStringLiteral("2024-01-01 09:00") << QStringLiteral("01-01 12-31");
}

void ScheduleYearTest::everySoManyDays_B22()
{
    QFETCH(int, days);
    QFETCH(QString, begin);
    Trigger trigger = triggerAt(TriggerType::daily, qPrintable(begin));
    trigger.daysInterval = days;
    for (const QString &name : yearZones()) {
        const QTimeZone zone(name.toLatin1());
        QTEST(datesOf(walkedYear(scheduleOf(trigger), zone), zone, QTime(9, 0)), "dates");
    }
}

// Weeks begin on Sundays: with the first day, Wednesday 3 January, the Sunday before is 31 December.
void ScheduleYearTest::everyOtherWeek_B22()
{
    Trigger trigger = triggerAt(TriggerType::weekly, "2024-01-03 09:00");
    trigger.daysOfTheWeek = 1 | 32; // Sunday, Friday
    trigger.weeksInterval = 2;
    const QString dates = QStringLiteral("01-05 01-14 01-19 01-28 02-02 02-11 02-16 02-25 03-01 03-10 03-15 03-24 03-29 04-07 04-12 04-21 "
                                         "04-26 05-05 05-10 05-19 05-24 06-02 06-07 06-16 06-21 06-30 07-05 07-14 07-19 07-28 08-02 08-11 "
                                         "08-16 08-25 08-30 09-08 09-13 09-22 09-27 10-06 10-11 10-20 10-25 11-03 11-08 11-17 11-22 12-01 "
                                         "12-06 12-15 12-20 12-29");
    for (const QString &name : yearZones()) {
        const QTimeZone zone(name.toLatin1());
        QCOMPARE(datesOf(walkedYear(scheduleOf(trigger), zone), zone, QTime(9, 0)), dates);
    }
}

void ScheduleYearTest::leapDaysAndCenturies_B22()
{
    Trigger leap = triggerAt(TriggerType::monthlyByDate, "2090-01-01 09:00");
    leap.days = 1U << 28;
    leap.months = 1 << 1;
    QStringList days;
    Instant after = 0;
    for (int i = 0; i < 4; ++i) {
        const std::optional<Instant> next = nextOccurrence(scheduleOf(leap), after, QTimeZone::utc());
        QVERIFY(next);
        days << utcText(*next);
        after = *next;
    }
    // 2100 has no 29 February
    QCOMPARE(days, (QStringList{QStringLiteral("2092-02-29 09:00"), QStringLiteral("2096-02-29 09:00"),
                                QStringLiteral("2104-02-29 09:00"), QStringLiteral("2108-02-29 09:00")}));
}

// Every 30 minutes around the clock: as many in the day of 25 hours as in any other, and none twice in that of 23.
void ScheduleYearTest::repeatedOverAChange_B24()
{
    Trigger trigger = triggerAt(TriggerType::daily, "2024-01-01 00:00");
    trigger.intervalMinutes = 30;
    trigger.durationMinutes = 24 * 60;
    const QTimeZone berlin("Europe/Berlin");
    const auto between = [&](const char *from, const char *to) {
        int count = 0;
        Instant last = resolveWallTime(*parseWallTime(QString::fromLatin1(to)), berlin);
        for (auto next = nextOccurrence(scheduleOf(trigger), resolveWallTime(*parseWallTime(QString::fromLatin1(from)), berlin) - 1, berlin);
             next && *next < last; next = nextOccurrence(scheduleOf(trigger), *next, berlin)) {
            ++count;
        }
        return count;
    };
    QCOMPARE(between("2024-03-30 00:00", "2024-03-31 00:00"), 48);
    QCOMPARE(between("2024-03-31 00:00", "2024-04-01 00:00"), 46);
    QCOMPARE(between("2024-10-27 00:00", "2024-10-28 00:00"), 48);
    QCOMPARE(between("2024-10-28 00:00", "2024-10-29 00:00"), 48);
}

QTEST_GUILESS_MAIN(ScheduleYearTest)
#include "scheduleyear_test.moc"
