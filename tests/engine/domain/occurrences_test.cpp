// B22, B24: when triggers come, over leap days, month ends and daylight-saving changes.
#include "engine/domain/occurrences.h"

#include <QTest>

using namespace seriatim;

Q_DECLARE_METATYPE(seriatim::Schedule)

namespace {

WallTime wall(const char *text)
{
    return *parseWallTime(QString::fromUtf8(text));
}

Instant utc(const char *text)
{
    return wall(text).toMSecsSinceEpoch();
}

Trigger trigger(TriggerType type, const char *begin)
{
    Trigger t;
    t.type = type;
    t.begin = wall(begin);
    return t;
}

Schedule schedule(std::vector<Trigger> triggers)
{
    Schedule s;
    s.triggers = std::move(triggers);
    return s;
}

// "2026-01-05 08:00, …" in UTC: the first `count` occurrences after `after`.
QString occurrences(const Schedule &s, Instant after, const QTimeZone &zone, int count)
{
    QStringList words;
    for (int i = 0; i < count; ++i) {
        const std::optional<Instant> next = nextOccurrence(s, after, zone);
        words.append(next ? QDateTime::fromMSecsSinceEpoch(*next, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm")) : QStringLiteral("never"));
        if (!next)
            break;
        after = *next;
    }
    return words.join(QStringLiteral(", "));
}

QTimeZone zone(const char *name)
{
    return QTimeZone(QByteArray(name));
}

} // namespace

class OccurrencesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wallTimes_B24_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("wall");
        QTest::addColumn<QString>("utc");
        const auto row = [](const char *name, const char *where, const char *local, const char *instant) {
            QTest::newRow(name) << QByteArray(where) << QString::fromUtf8(local) << QString::fromUtf8(instant);
        };
        row("winter", "Europe/Berlin", "2026-01-05 08:00:00", "2026-01-05 07:00:00");
        row("summer", "Europe/Berlin", "2026-07-05 08:00:00", "2026-07-05 06:00:00");
        row("before the gap", "Europe/Berlin", "2026-03-29 01:59:59", "2026-03-29 00:59:59");
        row("the gap begins", "Europe/Berlin", "2026-03-29 02:00:00", "2026-03-29 01:00:00");
        row("in the gap: the first moment that exists", "Europe/Berlin", "2026-03-29 02:30:00", "2026-03-29 01:00:00");
        row("after the gap", "Europe/Berlin", "2026-03-29 03:00:00", "2026-03-29 01:00:00");
        row("a little after the gap", "Europe/Berlin", "2026-03-29 03:10:00", "2026-03-29 01:10:00");
        row("before the overlap", "Europe/Berlin", "2026-10-25 01:59:59", "2026-10-24 23:59:59");
        row("in the overlap: the first time", "Europe/Berlin", "2026-10-25 02:30:00", "2026-10-25 00:30:00");
        row("after the overlap", "Europe/Berlin", "2026-10-25 03:00:00", "2026-10-25 02:00:00");
        row("half an hour's gap", "Australia/Lord_Howe", "2026-10-04 02:15:00", "2026-10-03 15:30:00");
        row("after half an hour's gap", "Australia/Lord_Howe", "2026-10-04 02:30:00", "2026-10-03 15:30:00");
        row("half an hour's overlap", "Australia/Lord_Howe", "2026-04-05 01:45:00", "2026-04-04 14:45:00");
        row("after half an hour's overlap", "Australia/Lord_Howe", "2026-04-05 02:00:00", "2026-04-04 15:30:00");
        row("a day that was left out", "Pacific/Apia", "2011-12-30 12:00:00", "2011-12-30 10:00:00");
        row("no change at all", "UTC", "2026-03-29 02:30:00", "2026-03-29 02:30:00");
    }
    void wallTimes_B24()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QString, wall);
        QFETCH(QString, utc);
        const Instant instant = resolveWallTime(*parseWallTime(wall), QTimeZone(zone));
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(instant, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), utc);
    }

    void triggers_B22_data()
    {
        QTest::addColumn<Schedule>("schedule");
        QTest::addColumn<QString>("expected"); // in UTC, after 2026-01-30 12:00
        const auto row = [](const char *name, std::vector<Trigger> triggers, const char *expected) {
            QTest::newRow(name) << schedule(std::move(triggers)) << QString::fromUtf8(expected);
        };
        using T = TriggerType;
        row("none by the clock", {trigger(T::asSoonAsPossible, "2026-01-01 09:00"), trigger(T::atStartup, "2026-01-01 09:00"), trigger(T::atLogon, "2026-01-01 09:00")}, "never");
        row("once", {trigger(T::once, "2026-02-10 09:00")}, "2026-02-10 09:00, never");
        row("once, gone by", {trigger(T::once, "2026-01-30 12:00")}, "never");
        row("daily", {trigger(T::daily, "2026-01-01 09:00")}, "2026-01-31 09:00, 2026-02-01 09:00, 2026-02-02 09:00");
        Trigger every3 = trigger(T::daily, "2026-01-01 09:00");
        every3.daysInterval = 3;
        row("every third day counts from the first", {every3}, "2026-01-31 09:00, 2026-02-03 09:00, 2026-02-06 09:00");
        Trigger ending = trigger(T::daily, "2026-01-01 09:00");
        ending.end = wall("2026-02-01 00:00");
        row("an end date is its last day", {ending}, "2026-01-31 09:00, 2026-02-01 09:00, never");
        Trigger off = trigger(T::daily, "2026-01-01 09:00");
        off.disabled = true;
        row("disabled", {off}, "never");
        Trigger noBegin;
        noBegin.type = T::daily;
        row("without a begin it has no time", {noBegin}, "never");
        Trigger weekly = trigger(T::weekly, "2026-01-01 09:00");
        weekly.daysOfTheWeek = 1 | 4; // Sunday, Tuesday
        row("weekly", {weekly}, "2026-02-01 09:00, 2026-02-03 09:00, 2026-02-08 09:00");
        weekly.weeksInterval = 2; // the weeks of Dec 28, Jan 11, Jan 25, Feb 8
        row("every other week, counted from its Sunday", {weekly}, "2026-02-08 09:00, 2026-02-10 09:00, 2026-02-22 09:00");
        Trigger byDate = trigger(T::monthlyByDate, "2026-01-01 09:00");
        byDate.days = 1U << 30 | 1U << 28; // 31st and 29th
        row("month ends that are not there are passed", {byDate}, "2026-01-31 09:00, 2026-03-29 09:00, 2026-03-31 09:00, 2026-04-29 09:00, 2026-05-29 09:00");
        Trigger leap = byDate;
        leap.days = 1U << 28;
        leap.months = 1 << 1;
        row("29 February", {leap}, "2028-02-29 09:00, 2032-02-29 09:00");
        Trigger byWeekday = trigger(T::monthlyByWeekday, "2026-01-01 09:00");
        byWeekday.daysOfTheWeek = 4; // Tuesday
        byWeekday.whichWeek = 2;
        row("the second Tuesday", {byWeekday}, "2026-02-10 09:00, 2026-03-10 09:00, 2026-04-14 09:00");
        byWeekday.whichWeek = 5;
        byWeekday.daysOfTheWeek = 1;
        byWeekday.months = 1 | 4 | 8; // January, March, April
        row("the last Sunday of some months", {byWeekday}, "2026-03-29 09:00, 2026-04-26 09:00, 2027-01-31 09:00");
        Trigger hourly = trigger(T::daily, "2026-01-01 22:00");
        hourly.durationMinutes = 180;
        hourly.intervalMinutes = 60;
        row("repeated within its duration, over midnight", {hourly}, "2026-01-30 22:00, 2026-01-30 23:00, 2026-01-31 00:00, 2026-01-31 22:00");
        row("several triggers", {trigger(T::once, "2026-01-31 10:00"), trigger(T::daily, "2026-01-01 09:00")},
            "2026-01-31 09:00, 2026-01-31 10:00, 2026-02-01 09:00");
        row("two at the same time are one", {trigger(T::daily, "2026-01-01 09:00"), trigger(T::daily, "2026-01-15 09:00")},
            "2026-01-31 09:00, 2026-02-01 09:00");
    }
    void triggers_B22()
    {
        QFETCH(Schedule, schedule);
        QFETCH(QString, expected);
        QCOMPARE(occurrences(schedule, utc("2026-01-30 12:00"), QTimeZone::utc(), static_cast<int>(expected.split(u',').size())), expected);
    }

    void daylightSavingNeitherRepeatsNorLoses_B24()
    {
        const Schedule nightly = schedule({trigger(TriggerType::daily, "2026-01-01 02:30")});
        QCOMPARE(occurrences(nightly, utc("2026-03-28 00:00"), zone("Europe/Berlin"), 4),
                 QStringLiteral("2026-03-28 01:30, 2026-03-29 01:00, 2026-03-30 00:30, 2026-03-31 00:30"));
        QCOMPARE(occurrences(nightly, utc("2026-10-24 00:00"), zone("Europe/Berlin"), 4),
                 QStringLiteral("2026-10-24 00:30, 2026-10-25 00:30, 2026-10-26 01:30, 2026-10-27 01:30"));
        const Schedule early = schedule({trigger(TriggerType::daily, "2026-01-01 02:15")});
        QCOMPARE(occurrences(early, utc("2026-10-02 12:00"), zone("Australia/Lord_Howe"), 3),
                 QStringLiteral("2026-10-02 15:45, 2026-10-03 15:30, 2026-10-04 15:15"));
    }

    void everyDayOfTenYearsHasOneOccurrence_B24_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "Africa/Casablanca", "UTC"})
            QTest::newRow(name) << QByteArray(name);
    }
    void everyDayOfTenYearsHasOneOccurrence_B24()
    {
        QFETCH(QByteArray, name);
        const QTimeZone here(name);
        const Schedule nightly = schedule({trigger(TriggerType::daily, "2020-01-01 02:10")});
        Instant after = utc("2019-12-01 00:00");
        for (QDate day(2020, 1, 1); day < QDate(2030, 1, 1); day = day.addDays(1)) {
            const std::optional<Instant> next = nextOccurrence(nightly, after, here);
            QVERIFY(next);
            QCOMPARE(QDateTime::fromMSecsSinceEpoch(*next, here).date(), day);
            QCOMPARE(lastOccurrence(nightly, *next, 0, here), next);
            if (day > QDate(2020, 1, 1))
                QCOMPARE(lastOccurrence(nightly, *next - 1, 0, here), std::optional(after));
            after = *next;
        }
    }

    void utcSchedulesIgnoreTheEndpointsZone_B24()
    {
        Schedule s = schedule({trigger(TriggerType::daily, "2026-01-01 02:30")});
        s.utc = true;
        QCOMPARE(occurrences(s, utc("2026-03-29 00:00"), zone("Europe/Berlin"), 1), QStringLiteral("2026-03-29 02:30"));
    }

    void anUnknownZoneIsUtc_B24()
    {
        const Schedule s = schedule({trigger(TriggerType::daily, "2026-01-01 02:30")});
        const QTimeZone unknown("Nowhere/Land");
        QVERIFY(!unknown.isValid());
        QCOMPARE(occurrences(s, utc("2026-03-29 00:00"), unknown, 1), QStringLiteral("2026-03-29 02:30"));
        QCOMPARE(lastOccurrence(s, utc("2026-03-29 02:30"), 0, unknown), std::optional(utc("2026-03-29 02:30")));
        ValidPeriod period;
        period.before = wall("2026-01-06 08:00");
        QCOMPARE(validPeriodAt(period, utc("2026-01-06 07:59"), unknown), ValidPeriodState::valid);
        QCOMPARE(validPeriodAt(period, utc("2026-01-06 08:00"), unknown), ValidPeriodState::over);
    }

    void lastOccurrence_B22()
    {
        const Schedule s = schedule({trigger(TriggerType::daily, "2026-01-10 09:00")});
        const QTimeZone here = QTimeZone::utc();
        QCOMPARE(lastOccurrence(s, utc("2026-01-12 08:59"), 0, here), std::optional(utc("2026-01-11 09:00")));
        QCOMPARE(lastOccurrence(s, utc("2026-01-12 09:00"), 0, here), std::optional(utc("2026-01-12 09:00")));
        QCOMPARE(lastOccurrence(s, utc("2026-01-10 08:00"), 0, here), std::optional<Instant>());
        QCOMPARE(lastOccurrence(s, utc("2026-01-12 08:59"), utc("2026-01-11 09:01"), here), std::optional<Instant>());
        QCOMPARE(lastOccurrence(s, utc("2026-01-12 08:59"), utc("2026-01-11 09:00"), here), std::optional(utc("2026-01-11 09:00")));
    }

    void validPeriod_B24()
    {
        ValidPeriod period;
        QCOMPARE(validPeriodAt(period, 0, QTimeZone::utc()), ValidPeriodState::valid);
        period.after = wall("2026-01-05 08:00");
        period.before = wall("2026-01-06 08:00");
        const QTimeZone berlin = zone("Europe/Berlin");
        QCOMPARE(validPeriodAt(period, utc("2026-01-05 06:59:59"), berlin), ValidPeriodState::notYet);
        QCOMPARE(validPeriodAt(period, utc("2026-01-05 07:00"), berlin), ValidPeriodState::valid);
        QCOMPARE(validPeriodAt(period, utc("2026-01-06 06:59:59"), berlin), ValidPeriodState::valid);
        QCOMPARE(validPeriodAt(period, utc("2026-01-06 07:00"), berlin), ValidPeriodState::over);
        period.afterUtc = period.beforeUtc = true;
        QCOMPARE(validPeriodAt(period, utc("2026-01-05 07:00"), berlin), ValidPeriodState::notYet);
        QCOMPARE(validPeriodAt(period, utc("2026-01-06 07:00"), berlin), ValidPeriodState::valid);
    }
};

QTEST_GUILESS_MAIN(OccurrencesTest)
#include "occurrences_test.moc"
