// Whether a program may start now, what it waits for, and where its files come from (B25, B28–B31).
#include "engine/sequence/readiness.h"

#include <QTest>

using namespace seriatim;

namespace {

constexpr Instant now = 1767600000000; // Monday 2026-01-05 08:00 UTC

PlanItem plain()
{
    PlanItem item;
    item.estimatedRunTime = 4 * millisPerMinute;
    return item;
}

PlanItem fromLocalFolder()
{
    PlanItem item = plain();
    item.package = 0;
    return item;
}

PlanItem fromWeb()
{
    PlanItem item = fromLocalFolder();
    item.overNetwork = true;
    return item;
}

PlanItem fromShare()
{
    PlanItem item = fromWeb();
    item.canRunFromServer = true;
    return item;
}

PlanItem whenRuns(CanRun canRun)
{
    PlanItem item = plain();
    item.canRun = canRun;
    return item;
}

Plan options(std::optional<int> fromServer, std::optional<int> download)
{
    Plan plan;
    plan.runFromServerKbps = fromServer;
    plan.downloadKbps = download;
    return plan;
}

Plan nights()
{
    Plan plan;
    plan.windows = {{127, QTime(22, 0), 60}};
    return plan;
}

Surroundings at(std::optional<SessionState> session = {}, std::optional<int> speed = {}, bool atHand = false)
{
    return {now, QTimeZone::utc(), session, speed, atHand};
}

// "ready download", "wait user +1", "never"
QString told(const Readiness &readiness)
{
    static const char *const files[] = {"none", "at hand", "download", "on server"};
    switch (readiness.kind) {
    case Readiness::Kind::ready:
        return QStringLiteral("ready ") + QString::fromUtf8(files[int(readiness.files)]);
    case Readiness::Kind::wait:
        return QStringLiteral("wait %1 +%2").arg(toWord(readiness.reason)).arg((readiness.until - now) / millisPerMinute);
    case Readiness::Kind::never:
        return QStringLiteral("never");
    }
    Q_UNREACHABLE();
}

} // namespace

Q_DECLARE_METATYPE(seriatim::PlanItem)
Q_DECLARE_METATYPE(seriatim::Plan)
Q_DECLARE_METATYPE(seriatim::Surroundings)

class ReadinessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readiness_data()
    {
        QTest::addColumn<Plan>("plan");
        QTest::addColumn<PlanItem>("item");
        QTest::addColumn<bool>("byHand");
        QTest::addColumn<Surroundings>("around");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Plan &plan, const PlanItem &item, const Surroundings &around, const char *expected, bool byHand = false) {
            QTest::newRow(name) << plan << item << byHand << around << QString::fromUtf8(expected);
        };
        const auto attended = SessionState::attended;
        const auto locked = SessionState::locked;
        const auto empty = SessionState::empty;
        row("nothing is needed", Plan(), plain(), at(empty), "ready none");
        row("B31 only when a user is logged on: nobody is", Plan(), whenRuns(CanRun::loggedOn), at(empty), "wait user +1");
        row("B31 only when a user is logged on: somebody is", Plan(), whenRuns(CanRun::loggedOn), at(attended), "ready none");
        row("B31 a locked session is one", Plan(), whenRuns(CanRun::loggedOn), at(locked), "ready none");
        row("B31 only when nobody is: somebody is", Plan(), whenRuns(CanRun::noneLoggedOn), at(locked), "wait user +1");
        row("B31 only when nobody is: nobody is", Plan(), whenRuns(CanRun::noneLoggedOn), at(empty), "ready none");
        row("B31 whoever is needed is there", Plan(), whenRuns(CanRun::noneLoggedOn), at(), "ready none");

        row("B25 outside the window", nights(), plain(), at(), "wait window +840");
        row("B25 by hand there is no window (B27)", nights(), plain(), at(), "ready none", true);
        PlanItem longOne = plain();
        longOne.estimatedRunTime = 59 * millisPerMinute;
        row("B25 run time and restart countdown just fit", nights(), longOne, at(), "wait window +840");
        longOne.restartDelay += millisPerMinute;
        row("B25 a minute of countdown too much", nights(), longOne, at(), "wait window +1440");

        row("B30 from a local folder it is copied, whatever the options", options(0, std::nullopt), fromLocalFolder(), at({}, 1), "ready download");
        row("B28 download at any speed", options({}, 0), fromWeb(), at({}, 1), "ready download");
        row("B28 download, fast enough", options({}, 50), fromWeb(), at({}, 50), "ready download");
        row("B28 download, too slow", options({}, 50), fromWeb(), at({}, 49), "wait download +3");
        row("B28 a speed that nobody knows is fast enough", options({}, 50), fromWeb(), at(), "ready download");
        row("B28 what is here needs no connection", options({}, 50), fromWeb(), at({}, 1, true), "ready at hand");
        row("B28 run from the server, fast enough", options(256, 50), fromShare(), at({}, 256), "ready on server");
        row("B28 too slow to run from there, fast enough to download", options(256, 50), fromShare(), at({}, 255), "ready download");
        row("B28 too slow for either", options(256, 50), fromShare(), at({}, 49), "wait download +3");
        row("B28 only from the server, too slow", options(256, {}), fromShare(), at({}, 255), "wait download +3");
        row("B28 nothing runs on a web server", options(256, 0), fromWeb(), at({}, 512), "ready download");
        row("B28 from a web server, and downloading is off", options(256, {}), fromWeb(), at({}, 512), "never");
        PlanItem demanding = fromShare();
        demanding.minimumSpeedKbps = 100;
        row("B31 the program's own minimum", options(0, 0), demanding, at({}, 99), "wait download +3");
        row("B31 the program's own minimum is reached", options(0, 0), demanding, at({}, 100), "ready on server");
    }
    void readiness()
    {
        QFETCH(Plan, plan);
        QFETCH(PlanItem, item);
        QFETCH(bool, byHand);
        QFETCH(Surroundings, around);
        QFETCH(QString, expected);
        QCOMPARE(told(readinessOf(plan, item, byHand, around)), expected);
    }

    void everyWaitSaysWhy_B39()
    {
        Plan slow = options({}, 50);
        QCOMPARE(readinessOf(slow, fromWeb(), false, at({}, 40)).why,
                 QStringLiteral("the connection to its package's server gives 40 KB/s, and 50 KB/s are asked for"));
        QCOMPARE(readinessOf(nights(), plain(), false, at()).why,
                 QStringLiteral("it needs 5 minutes with its restart, and the next maintenance window that is long enough begins then"));
        Plan narrow = nights();
        narrow.windows[0].durationMinutes = 2;
        QCOMPARE(readinessOf(narrow, plain(), false, at()).why,
                 QStringLiteral("no maintenance window is as long as the 5 minutes that it needs with its restart"));
    }
};

QTEST_APPLESS_MAIN(ReadinessTest)
#include "readiness_test.moc"
