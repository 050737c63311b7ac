// B25: when a program that needs so much time fits into the maintenance windows.
#include "engine/domain/maintenance.h"

#include <QTest>

using namespace seriatim;

namespace {

constexpr int sunday = 1;
constexpr int monday = 2;
constexpr int saturday = 64;
constexpr int everyDay = 127;

MaintenanceWindow window(int days, const char *start, int minutes)
{
    return {days, QTime::fromString(QString::fromUtf8(start), QStringLiteral("HH:mm")), minutes};
}

Instant utc(const QString &text)
{
    return QDateTime::fromString(text + QStringLiteral(":00Z"), Qt::ISODate).toMSecsSinceEpoch();
}

} // namespace

Q_DECLARE_METATYPE(std::vector<seriatim::MaintenanceWindow>)

class MaintenanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fits_B25_data()
    {
        QTest::addColumn<std::vector<MaintenanceWindow>>("windows");
        QTest::addColumn<QString>("now"); // UTC; 2026-01-05 is a Monday
        QTest::addColumn<int>("minutes");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, std::vector<MaintenanceWindow> windows, const char *now, int minutes, const char *expected, const char *zone = "UTC") {
            QTest::newRow(name) << std::move(windows) << QString::fromUtf8(now) << minutes << QByteArray(zone) << QString::fromUtf8(expected);
        };
        const MaintenanceWindow night = window(everyDay, "22:00", 240);
        row("no windows: any time", {}, "2026-01-05T08:00", 600, "2026-01-05T08:00");
        row("before it", {night}, "2026-01-05T08:00", 10, "2026-01-05T22:00");
        row("at its beginning", {night}, "2026-01-05T22:00", 10, "2026-01-05T22:00");
        row("within it", {night}, "2026-01-05T23:15", 10, "2026-01-05T23:15");
        row("within it, after midnight", {night}, "2026-01-06T01:15", 10, "2026-01-06T01:15");
        row("what is left is just enough", {night}, "2026-01-06T01:15", 45, "2026-01-06T01:15");
        row("what is left is a minute too little", {night}, "2026-01-06T01:15", 46, "2026-01-06T22:00");
        row("at its end it is over", {night}, "2026-01-06T02:00", 0, "2026-01-06T22:00");
        row("never long enough", {night}, "2026-01-05T08:00", 241, "never");
        row("only on its days", {window(saturday, "10:00", 60)}, "2026-01-05T08:00", 10, "2026-01-10T10:00");
        row("over for today: next week", {window(monday, "07:00", 30)}, "2026-01-05T08:00", 10, "2026-01-12T07:00");
        row("the one that is long enough", {window(everyDay, "09:00", 30), window(saturday, "10:00", 300)}, "2026-01-05T08:00", 60, "2026-01-10T10:00");
        row("two that touch are one", {window(everyDay, "22:00", 120), window(everyDay, "00:00", 120)}, "2026-01-05T08:00", 200, "2026-01-05T22:00");
        row("two that overlap are one", {window(everyDay, "22:00", 60), window(everyDay, "22:30", 60)}, "2026-01-05T08:00", 90, "2026-01-05T22:00");
        row("longer than a day", {window(saturday, "12:00", 3000)}, "2026-01-12T10:00", 60, "2026-01-12T10:00");
        row("meant in local time", {window(everyDay, "02:00", 60)}, "2026-01-05T08:00", 10, "2026-01-06T01:00", "Europe/Berlin");
        row("a start in the spring gap: the first moment that exists", {window(sunday, "02:30", 60)}, "2026-03-28T12:00", 10, "2026-03-29T01:00", "Europe/Berlin");
        row("an hour stays an hour when the clock is put back", {window(sunday, "02:30", 60)}, "2026-10-25T01:20", 20, "2026-11-01T01:30", "Europe/Berlin");
    }
    void fits_B25()
    {
        QFETCH(std::vector<MaintenanceWindow>, windows);
        QFETCH(QString, now);
        QFETCH(int, minutes);
        QFETCH(QByteArray, zone);
        QFETCH(QString, expected);
        const std::optional<Instant> fits = nextFittingMoment(windows, utc(now), minutes * millisPerMinute, QTimeZone(zone));
        QCOMPARE(fits ? QDateTime::fromMSecsSinceEpoch(*fits, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm")) : QStringLiteral("never"), expected);
    }
};

QTEST_APPLESS_MAIN(MaintenanceTest)
#include "maintenance_test.moc"
