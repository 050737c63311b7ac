#include "tests/support/scheduleyear.h"

#include "tests/support/datafile.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <map>

namespace seriatim::test {

namespace {

constexpr auto format = "yyyy-MM-dd HH:mm";

Instant utc(QStringView text)
{
    return parseWallTime(text)->toMSecsSinceEpoch();
}

YearTrigger yearTrigger(const char *name, TriggerType type, const char *begin, const char *calendar)
{
    YearTrigger made{QString::fromLatin1(name), {}, QString::fromLatin1(calendar)};
    made.trigger.type = type;
    made.trigger.begin = parseWallTime(QString::fromLatin1(begin));
    return made;
}

YearTrigger weekly(const char *name, int days, const char *begin, const char *calendar)
{
    YearTrigger made = yearTrigger(name, TriggerType::weekly, begin, calendar);
    made.trigger.daysOfTheWeek = days;
    return made;
}

YearTrigger byDate(const char *name, quint32 days, int months, const char *begin, const char *calendar)
{
    YearTrigger made = yearTrigger(name, TriggerType::monthlyByDate, begin, calendar);
    made.trigger.days = days;
    made.trigger.months = months;
    return made;
}

YearTrigger byWeekday(const char *name, int which, int day, const char *begin, const char *calendar)
{
    YearTrigger made = yearTrigger(name, TriggerType::monthlyByWeekday, begin, calendar);
    made.trigger.whichWeek = which;
    made.trigger.daysOfTheWeek = day;
    return made;
}

YearTrigger repeated(const char *name, int interval, int duration, const char *begin, const char *calendar)
{
    YearTrigger made = weekly(name, 1, begin, calendar);
    made.trigger.intervalMinutes = interval;
    made.trigger.durationMinutes = duration;
    return made;
}

// Where we differ from systemd. It leaves out what falls into the gap of a spring change; B24 brings it at the first moment
// that exists. And it repeats by the times of the day; our Interval is time that passes, as in any other night.
struct Difference {
    const char *trigger;
    const char *zone;
    const char *systemd; // in UTC; empty: left out
    const char *ours;
};

constexpr Difference differences[]{
    {"every day at 02:15", "Europe/Berlin", "", "2024-03-31 01:00"},
    {"every day at 02:15", "America/New_York", "", "2024-03-10 07:00"},
    {"every day at 02:15", "Australia/Sydney", "", "2024-10-05 16:00"},
    {"every day at 02:15", "Australia/Lord_Howe", "", "2024-10-05 15:30"},
    {"every day at 02:15", "Pacific/Auckland", "", "2024-09-28 14:00"},
    {"every Sunday at 02:15", "Europe/Berlin", "", "2024-03-31 01:00"},
    {"every Sunday at 02:15", "America/New_York", "", "2024-03-10 07:00"},
    {"every Sunday at 02:15", "Australia/Sydney", "", "2024-10-05 16:00"},
    {"every Sunday at 02:15", "Australia/Lord_Howe", "", "2024-10-05 15:30"},
    {"every Sunday at 02:15", "Pacific/Auckland", "", "2024-09-28 14:00"},
    {"the last Sunday at 02:15", "Europe/Berlin", "", "2024-03-31 01:00"},
    {"the last Sunday at 02:15", "Pacific/Auckland", "", "2024-09-28 14:00"},
    // spring: 0, 1, 3, 4, 5 o'clock for 0, 1, 3, 4
    {"every hour of Sundays from 00:00 to 04:00", "Europe/Berlin", "", "2024-03-31 03:00"},
    {"every hour of Sundays from 00:00 to 04:00", "America/New_York", "", "2024-03-10 09:00"},
    {"every hour of Sundays from 00:00 to 04:00", "Australia/Sydney", "", "2024-10-05 18:00"},
    {"every hour of Sundays from 00:00 to 04:00", "Pacific/Auckland", "", "2024-09-28 16:00"},
    // 0, 1, 2:30, 3:30, 4:30 for 0, 1, 3, 4
    {"every hour of Sundays from 00:00 to 04:00", "Australia/Lord_Howe", "", "2024-10-05 15:30"},
    {"every hour of Sundays from 00:00 to 04:00", "Australia/Lord_Howe", "2024-10-05 16:00", "2024-10-05 16:30"},
    {"every hour of Sundays from 00:00 to 04:00", "Australia/Lord_Howe", "2024-10-05 17:00", "2024-10-05 17:30"},
    // autumn: 0, 1, 2, 2, 3 o'clock for 0, 1, 2, 3, 4
    {"every hour of Sundays from 00:00 to 04:00", "Europe/Berlin", "2024-10-27 03:00", "2024-10-27 01:00"},
    {"every hour of Sundays from 00:00 to 04:00", "Australia/Sydney", "2024-04-06 18:00", "2024-04-06 16:00"},
    {"every hour of Sundays from 00:00 to 04:00", "Pacific/Auckland", "2024-04-06 16:00", "2024-04-06 14:00"},
    // 0, 1, 1, 2, 3 o'clock
    {"every hour of Sundays from 00:00 to 04:00", "America/New_York", "2024-11-03 09:00", "2024-11-03 06:00"},
    // 0, 1, 1:30, 2:30, 3:30
    {"every hour of Sundays from 00:00 to 04:00", "Australia/Lord_Howe", "2024-04-06 15:30", "2024-04-06 15:00"},
    {"every hour of Sundays from 00:00 to 04:00", "Australia/Lord_Howe", "2024-04-06 16:30", "2024-04-06 16:00"},
    {"every hour of Sundays from 00:00 to 04:00", "Australia/Lord_Howe", "2024-04-06 17:30", "2024-04-06 17:00"},
};

QString headOf(const YearTrigger &trigger, const QString &zone)
{
    return QStringLiteral("%1 | %2 %3").arg(trigger.name, trigger.calendar, zone);
}

// "2024-03 08:00: 01 02 03", a line for each month and time of day
QByteArray monthLines(const std::vector<Instant> &instants)
{
    std::map<QString, QString> days;
    for (const Instant instant : instants) {
        const QString text = utcText(instant);
        days[text.left(7) + text.mid(10)] += u' ' + text.mid(8, 2);
    }
    QByteArray lines("\n");
    for (const auto &[monthAndTime, numbers] : days)
        lines += (monthAndTime + u':' + numbers).toLatin1() + '\n';
    return lines;
}

std::vector<Instant> readMonthLine(const QString &line)
{
    std::vector<Instant> instants;
    const QStringList days = line.mid(14).split(u' ', Qt::SkipEmptyParts);
    for (const QString &day : days)
        instants.push_back(utc(QString(line.left(7) + u'-' + day + line.mid(7, 6))));
    return instants;
}

const std::map<QString, std::vector<Instant>> &recorded()
{
    static const std::map<QString, std::vector<Instant>> years = [] {
        std::map<QString, std::vector<Instant>> read;
        QString head;
        for (const QString &line : QString::fromUtf8(dataFile(QStringLiteral("schedule/year-2024.txt"))).split(u'\n')) {
            if (line.contains(u'|')) {
                head = line;
            } else if (!line.isEmpty() && line[0].isDigit()) {
                const std::vector<Instant> month = readMonthLine(line);
                read[head].insert(read[head].end(), month.begin(), month.end());
            }
        }
        for (auto &year : read)
            std::ranges::sort(year.second);
        return read;
    }();
    return years;
}

} // namespace

const std::vector<YearTrigger> &yearTriggers()
{
    using T = TriggerType;
    constexpr quint32 monthEnds = 1U << 28 | 1U << 29 | 1U << 30;
    static const std::vector<YearTrigger> triggers{
        yearTrigger("once", T::once, "2024-06-15 09:00", "2024-06-15 09:00:00"),
        yearTrigger("every day at 02:15", T::daily, "2023-12-01 02:15", "*-*-* 02:15:00"), // in most gaps and overlaps
        yearTrigger("every day at 01:45", T::daily, "2023-12-01 01:45", "*-*-* 01:45:00"), // in the others' overlaps
        weekly("Monday and Thursday at 18:30", 2 | 16, "2023-12-01 18:30", "Mon,Thu *-*-* 18:30:00"),
        weekly("every Sunday at 02:15", 1, "2023-12-01 02:15", "Sun *-*-* 02:15:00"),
        byDate("the 29th, 30th and 31st at 23:30", monthEnds, 0xfff, "2023-12-01 23:30", "*-*-29,30,31 23:30:00"),
        byDate("29 February at 12:00", 1U << 28, 1 << 1, "2023-12-01 12:00", "*-02-29 12:00:00"),
        byDate("15 January and 15 July at 06:00", 1U << 14, 1 | 1 << 6, "2023-12-01 06:00", "*-01,07-15 06:00:00"),
        byWeekday("the second Tuesday at 21:00", 2, 4, "2023-12-01 21:00", "Tue *-*-08..14 21:00:00"),
        byWeekday("the last Friday at 20:00", 5, 32, "2023-12-01 20:00", "Fri *-*~07/1 20:00:00"),
        byWeekday("the last Sunday at 02:15", 5, 1, "2023-12-01 02:15", "Sun *-*~07/1 02:15:00"),
        repeated("every 4 hours of Sundays from 08:00 to 16:00", 240, 720, "2023-12-01 08:00", "Sun *-*-* 08,12,16:00:00"),
        repeated("every hour of Sundays from 00:00 to 04:00", 60, 300, "2023-12-01 00:00", "Sun *-*-* 00..04:00:00"),
    };
    return triggers;
}

const QStringList &yearZones()
{
    static const QStringList zones{QStringLiteral("UTC"), QStringLiteral("Europe/Berlin"), QStringLiteral("America/New_York"),
                                   QStringLiteral("Australia/Sydney"), QStringLiteral("Australia/Lord_Howe"),
                                   QStringLiteral("Asia/Kolkata"), QStringLiteral("Pacific/Auckland")};
    return zones;
}

Instant beginOfYear(const QTimeZone &zone)
{
    return resolveWallTime(*parseWallTime(u"2024-01-01 00:00"), zone);
}

Instant endOfYear(const QTimeZone &zone)
{
    return resolveWallTime(*parseWallTime(u"2025-01-01 00:00"), zone);
}

QString utcText(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant, Qt::UTC).toString(QString::fromLatin1(format));
}

QStringList utcTexts(const std::vector<Instant> &instants)
{
    QStringList texts;
    for (const Instant instant : instants)
        texts.append(utcText(instant));
    return texts;
}

std::vector<Instant> recordedYear(const YearTrigger &trigger, const QString &zone)
{
    const auto found = recorded().find(headOf(trigger, zone));
    return found == recorded().end() ? std::vector<Instant>() : found->second;
}

std::vector<Instant> expectedYear(const YearTrigger &trigger, const QString &zone)
{
    std::vector<Instant> expected = recordedYear(trigger, zone);
    for (const Difference &difference : differences) {
        if (trigger.name != QLatin1String(difference.trigger) || zone != QLatin1String(difference.zone))
            continue;
        if (*difference.systemd)
            std::erase(expected, utc(QString::fromLatin1(difference.systemd)));
        expected.push_back(utc(QString::fromLatin1(difference.ours)));
    }
    std::ranges::sort(expected);
    return expected;
}

bool oracleIsHere()
{
    return !QStandardPaths::findExecutable(QStringLiteral("systemd-analyze")).isEmpty();
}

Result<std::vector<Instant>> askOracle(const YearTrigger &trigger, const QString &zone, int atMost)
{
    const QTimeZone there(zone.toLatin1());
    const QString base = QDateTime::fromMSecsSinceEpoch(beginOfYear(there) - millisPerSecond, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    QProcess tool;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TZ"), QStringLiteral("UTC"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    tool.setProcessEnvironment(environment);
    const QString expression = trigger.calendar + u' ' + zone;
    tool.start(QStringLiteral("systemd-analyze"), {QStringLiteral("calendar"), QStringLiteral("--iterations=%1").arg(atMost),
                                                   QStringLiteral("--base-time=%1 UTC").arg(base), expression});
    if (!tool.waitForFinished() || tool.exitStatus() != QProcess::NormalExit || tool.exitCode() != 0)
        return Error{ErrorCode::io, expression, QString::fromLocal8Bit(tool.readAllStandardError())};
    static const QRegularExpression line(QStringLiteral("(?:Next elapse|Iter\\. #\\d+): \\w+ (\\S+ \\S+) UTC"));
    std::vector<Instant> instants;
    for (auto match = line.globalMatch(QString::fromLocal8Bit(tool.readAllStandardOutput())); match.hasNext();) {
        const Instant instant = utc(match.next().captured(1));
        if (instant < endOfYear(there))
            instants.push_back(instant);
    }
    return instants;
}

Result<QByteArray> writeYear()
{
    QByteArray text = "# The year 2024 of the triggers in tests/support/scheduleyear.cpp by systemd-analyze calendar, in UTC.\n"
                      "# Written by: SERIATIM_WRITE_YEAR=1 test_engine_domain_scheduleyear\n";
    for (const YearTrigger &trigger : yearTriggers()) {
        for (const QString &zone : yearZones()) {
            const Result<std::vector<Instant>> year = askOracle(trigger, zone, 400);
            if (!year)
                return year.error();
            text += '\n' + headOf(trigger, zone).toUtf8() + monthLines(*year);
        }
    }
    return text;
}

QString yearFile()
{
    return QStringLiteral(SERIATIM_SOURCE_DIR "/tests/data/schedule/year-2024.txt");
}

} // namespace seriatim::test
