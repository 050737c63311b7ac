#include "ui/scheduledialog.h"

#include "ui/triggereditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QGroupBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace seriatim;

namespace {

WallTime at(const char *text)
{
    return parseWallTime(QString::fromLatin1(text)).value();
}

// A dialog at Sunday 2026-11-22 12:00 UTC, worked by mouse and keyboard.
class Hand
{
public:
    explicit Hand(const Schedule &schedule) : dialog(schedule)
    {
        dialog.setPreviewFrom(resolveWallTime(at("2026-11-22 12:00"), QTimeZone::utc()), QTimeZone::utc());
        dialog.show();
    }

    template <typename T>
    T *find(const char *name) const
    {
        T *found = dialog.findChild<T *>(QString::fromLatin1(name));
        Q_ASSERT(found);
        return found;
    }
    void click(const char *name) const
    {
        auto *button = find<QAbstractButton>(name);
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));
    }
    void type(const char *name, const QString &text) const
    {
        auto *box = find<QAbstractSpinBox>(name);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Tab);
    }
    void typeSections(const char *name, const QString &text) const
    {
        auto *edit = find<QDateTimeEdit>(name);
        edit->setFocus();
        edit->setCurrentSectionIndex(0);
        edit->setSelectedSection(edit->currentSection());
        QTest::keyClicks(edit, text);
    }
    void choose(const char *name, const QString &entry) const
    {
        auto *box = find<QComboBox>(name);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int left = box->count(); left > 0 && box->currentText() != entry; --left)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentText(), entry);
    }
    void page(int index) const { find<QTabWidget>("pages")->setCurrentIndex(index); }
    QString message(const char *name) const
    {
        const auto *line = find<QWidget>(name);
        return line->isHidden() ? QString() : line->findChild<QLabel *>(QStringLiteral("messageText"))->text();
    }
    bool okEnabled() const { return find<QDialogButtonBox>("buttons")->button(QDialogButtonBox::Ok)->isEnabled(); }
    QStringList nextTimes() const
    {
        QStringList rows;
        const auto *list = find<QListWidget>("nextTimes");
        for (int row = 0; row < list->count(); ++row)
            rows << list->item(row)->text();
        return rows;
    }
    Trigger trigger(int index = 0) const { return dialog.schedule().triggers.at(static_cast<size_t>(index)); }

    ScheduleDialog dialog;
};

Trigger expected(TriggerType type, const char *begin)
{
    Trigger trigger;
    trigger.type = type;
    trigger.begin = at(begin);
    return trigger;
}

Schedule richSchedule()
{
    Trigger daily = expected(TriggerType::daily, "2026-11-20 08:00:07");
    daily.description = QStringLiteral("Wave 1");
    daily.end = at("2026-12-31 10:00");
    daily.daysInterval = 2;
    daily.daysOfTheWeek = 5; // does not belong to it, and stays
    daily.killAtEnd = true;
    Trigger byDate = expected(TriggerType::monthlyByDate, "2026-11-20 08:00");
    byDate.days = 0x7fffffff;
    byDate.disabled = true;
    Schedule schedule;
    schedule.triggers = {daily, byDate, Trigger{}};
    schedule.retryMissed = true;
    schedule.utc = true;
    schedule.validPeriod = {at("2026-11-01 01:02:03"), true, at("2027-11-01 00:00"), false};
    schedule.repeat = RepeatUntilSuccessful{7, 45};
    return schedule;
}

} // namespace

class ScheduleDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lookingChangesNothing();
    void makesOnceB22();
    void makesDailyB22();
    void makesWeeklyB22();
    void makesMonthlyByDateB22();
    void makesMonthlyByWeekdayB22();
    void makesStartupAndLogonB22();
    void addsDuplicatesAndRemovesTriggers();
    void mistakesAreSaidInPlaceAndRefuseOk();
    void validPeriodLocalOrUtcB24();
    void repeatUntilSuccessfulB21();
    void missedTimesB22();
    void nextTimesAreShownAsTheyComeB22();
    void tenNextTimesOfEachTypeB22_data();
    void tenNextTimesOfEachTypeB22();
    void nextTimesByTheEndpointsClockOrInUtcB24();
};

void ScheduleDialogTest::lookingChangesNothing()
{
    Hand hand(richSchedule());
    for (int row = 0; row < 3; ++row)
        hand.find<QListWidget>("triggerList")->setCurrentRow(row);
    hand.page(1);
    QCOMPARE(hand.dialog.schedule(), richSchedule());
    QVERIFY(hand.okEnabled());
}

void ScheduleDialogTest::makesOnceB22()
{
    Hand hand(Schedule{});
    hand.choose("triggerType", QStringLiteral("Once"));
    hand.typeSections("beginDate", QStringLiteral("20261224"));
    hand.typeSections("beginTime", QStringLiteral("1830"));
    QCOMPARE(hand.trigger(), expected(TriggerType::once, "2026-12-24 18:30"));
    QVERIFY(hand.find<QWidget>("endRow")->isHidden());
}

void ScheduleDialogTest::makesDailyB22()
{
    Hand hand(Schedule{});
    hand.choose("triggerType", QStringLiteral("Daily"));
    hand.type("everyCount", QStringLiteral("3"));
    hand.click("repeats");
    hand.type("repeatInterval", QStringLiteral("30"));
    hand.type("repeatDuration", QStringLiteral("2 h"));
    hand.click("ends");
    hand.typeSections("endDate", QStringLiteral("20261231"));
    Trigger daily = expected(TriggerType::daily, "2026-11-22 13:00");
    daily.daysInterval = 3;
    daily.intervalMinutes = 30;
    daily.durationMinutes = 120;
    daily.end = at("2026-12-31 23:59:59");
    QCOMPARE(hand.trigger(), daily);
    hand.click("ends");
    hand.click("repeats");
    hand.click("switchedOff");
    daily.end.reset();
    daily.intervalMinutes = daily.durationMinutes = 0;
    daily.disabled = true;
    QCOMPARE(hand.trigger(), daily);
}

void ScheduleDialogTest::makesWeeklyB22()
{
    Hand hand(Schedule{});
    hand.choose("triggerType", QStringLiteral("Weekly"));
    hand.click("weekday0"); // Sunday was proposed
    hand.click("weekday1");
    hand.click("weekday5");
    hand.type("everyCount", QStringLiteral("2"));
    Trigger weekly = expected(TriggerType::weekly, "2026-11-22 13:00");
    weekly.daysOfTheWeek = 2 | 32;
    weekly.weeksInterval = 2;
    QCOMPARE(hand.trigger(), weekly);
}

void ScheduleDialogTest::makesMonthlyByDateB22()
{
    Hand hand(Schedule{});
    hand.choose("triggerType", QStringLiteral("Monthly, by date"));
    hand.click("dayOfMonth21"); // the 22nd was proposed
    hand.click("dayOfMonth0");
    hand.click("dayOfMonth30");
    hand.click("month1");
    Trigger byDate = expected(TriggerType::monthlyByDate, "2026-11-22 13:00");
    byDate.days = 1U | (1U << 30);
    byDate.months = 0xfff & ~2;
    QCOMPARE(hand.trigger(), byDate);
    QVERIFY(hand.message("triggerMessage").contains(QStringLiteral("no 31st")));
}

void ScheduleDialogTest::makesMonthlyByWeekdayB22()
{
    Hand hand(Schedule{});
    hand.choose("triggerType", QStringLiteral("Monthly, by weekday"));
    hand.choose("whichWeek", QStringLiteral("last"));
    hand.click("weekday0");
    hand.click("weekday5");
    Trigger byWeekday = expected(TriggerType::monthlyByWeekday, "2026-11-22 13:00");
    byWeekday.daysOfTheWeek = 32;
    byWeekday.whichWeek = 5;
    QCOMPARE(hand.trigger(), byWeekday);
}

void ScheduleDialogTest::makesStartupAndLogonB22()
{
    Hand hand(Schedule{});
    Trigger trigger;
    for (const TriggerType type : {TriggerType::atStartup, TriggerType::atLogon}) {
        hand.choose("triggerType", triggerTypeName(type));
        trigger.type = type;
        QCOMPARE(hand.trigger(), trigger);
        QVERIFY(hand.find<QWidget>("beginRow")->isHidden());
    }
    QCOMPARE(hand.nextTimes(), QStringList{QStringLiteral("When a user logs on")});
}

void ScheduleDialogTest::addsDuplicatesAndRemovesTriggers()
{
    Hand hand(Schedule{});
    hand.click("addTrigger");
    QCOMPARE(hand.trigger(1), expected(TriggerType::daily, "2026-11-22 13:00"));
    hand.click("duplicateTrigger");
    hand.choose("triggerType", QStringLiteral("At startup"));
    QCOMPARE(hand.dialog.schedule().triggers.size(), 3U);
    QCOMPARE(hand.trigger(1).type, TriggerType::daily);
    QCOMPARE(hand.trigger(2).type, TriggerType::atStartup);
    QCOMPARE(hand.find<QListWidget>("triggerList")->item(2)->text(), QStringLiteral("Each time the computer starts"));
    for (int left = 3; left > 0; --left)
        hand.click("removeTrigger");
    QVERIFY(hand.dialog.schedule().triggers.empty());
    QVERIFY(!hand.find<QToolButton>("removeTrigger")->isEnabled());
    QVERIFY(hand.message("triggerMessage").contains(QStringLiteral("started by hand")));
}

void ScheduleDialogTest::mistakesAreSaidInPlaceAndRefuseOk()
{
    Hand hand(Schedule{});
    hand.choose("triggerType", QStringLiteral("Weekly"));
    hand.click("weekday0");
    QCOMPARE(hand.message("triggerMessage"), QStringLiteral("No weekday is chosen: choose at least one."));
    QVERIFY(!hand.okEnabled());
    hand.click("weekday3");
    QCOMPARE(hand.message("triggerMessage"), QString());
    QVERIFY(hand.okEnabled());
    hand.click("ends");
    hand.typeSections("endDate", QStringLiteral("20250101"));
    QVERIFY(hand.message("triggerMessage").contains(QStringLiteral("lies before the first")));
    QVERIFY(!hand.okEnabled());
    hand.click("ends");
    QVERIFY(hand.okEnabled());
}

void ScheduleDialogTest::validPeriodLocalOrUtcB24()
{
    Hand hand(Schedule{});
    hand.page(1);
    hand.click("hasAfter");
    hand.typeSections("afterTime", QStringLiteral("202612010800"));
    hand.click("hasBefore");
    hand.typeSections("beforeTime", QStringLiteral("202611010000"));
    ValidPeriod period{at("2026-12-01 08:00"), false, at("2026-11-01 00:00"), false};
    QCOMPARE(hand.dialog.schedule().validPeriod, period);
    QVERIFY(hand.message("periodMistake").contains(QStringLiteral("lies before")));
    QVERIFY(!hand.okEnabled());
    hand.choose("beforeZone", QStringLiteral("UTC"));
    period.beforeUtc = true;
    QCOMPARE(hand.dialog.schedule().validPeriod, period);
    hand.click("hasBefore");
    hand.click("hasAfter");
    QCOMPARE(hand.dialog.schedule(), Schedule{});
}

void ScheduleDialogTest::repeatUntilSuccessfulB21()
{
    Hand hand(Schedule{});
    hand.page(1);
    auto *group = hand.find<QGroupBox>("repeatGroup");
    group->setFocus();
    QTest::keyClick(group, Qt::Key_Space);
    QCOMPARE(hand.dialog.schedule().repeat, std::optional(RepeatUntilSuccessful{0, 60}));
    QCOMPARE(hand.find<QSpinBox>("maximumRuns")->text(), QStringLiteral("no limit"));
    hand.type("maximumRuns", QStringLiteral("5"));
    hand.type("rerunDelay", QStringLiteral("1:30"));
    QCOMPARE(hand.dialog.schedule().repeat, std::optional(RepeatUntilSuccessful{5, 90}));
    QCOMPARE(hand.message("rerunHint"), QString());
    hand.page(0);
    hand.choose("triggerType", QStringLiteral("Daily"));
    hand.page(1);
    QVERIFY(!hand.find<QSpinBox>("rerunDelay")->isEnabled());
    QVERIFY(hand.message("rerunHint").contains(QStringLiteral("the next run is at the next time")));
    QTest::keyClick(group, Qt::Key_Space);
    QVERIFY(!hand.dialog.schedule().repeat);
}

void ScheduleDialogTest::missedTimesB22()
{
    Hand hand(Schedule{});
    QVERIFY(!hand.find<QRadioButton>("missedSoon")->isEnabled()); // nothing can be missed
    hand.choose("triggerType", QStringLiteral("Daily"));
    hand.click("missedSoon");
    QVERIFY(hand.dialog.schedule().retryMissed);
    hand.click("timesUtc");
    QVERIFY(hand.dialog.schedule().utc);
}

void ScheduleDialogTest::nextTimesAreShownAsTheyComeB22()
{
    Hand hand(Schedule{});
    hand.choose("triggerType", QStringLiteral("Weekly"));
    hand.typeSections("beginTime", QStringLiteral("2200"));
    QCOMPARE(hand.nextTimes().size(), 10);
    QCOMPARE(hand.nextTimes().mid(0, 2), (QStringList{QStringLiteral("Sun 2026-11-22 22:00"), QStringLiteral("Sun 2026-11-29 22:00")}));
    hand.page(1);
    hand.click("hasBefore");
    hand.typeSections("beforeTime", QStringLiteral("202611300000"));
    QCOMPARE(hand.nextTimes(), (QStringList{QStringLiteral("Sun 2026-11-22 22:00"), QStringLiteral("Sun 2026-11-29 22:00"),
                                            QStringLiteral("No more after that.")}));
}

void ScheduleDialogTest::tenNextTimesOfEachTypeB22_data()
{
    QTest::addColumn<TriggerType>("type");
    QTest::addColumn<QStringList>("first");
    QTest::addColumn<int>("rows"); // the trigger that is proposed on Sunday 2026-11-22 12:00
    const QString nextHour = QStringLiteral("Sun 2026-11-22 13:00");
    QTest::newRow("as soon as possible") << TriggerType::asSoonAsPossible << QStringList{QStringLiteral("As soon as a computer has received the task")} << 1;
    QTest::newRow("once") << TriggerType::once << QStringList{nextHour, QStringLiteral("No more after that.")} << 2;
    QTest::newRow("daily") << TriggerType::daily << QStringList{nextHour, QStringLiteral("Mon 2026-11-23 13:00")} << 10;
    QTest::newRow("weekly") << TriggerType::weekly << QStringList{nextHour, QStringLiteral("Sun 2026-11-29 13:00")} << 10;
    QTest::newRow("by date") << TriggerType::monthlyByDate << QStringList{nextHour, QStringLiteral("Tue 2026-12-22 13:00")} << 10;
    QTest::newRow("by weekday") << TriggerType::monthlyByWeekday << QStringList{nextHour, QStringLiteral("Sun 2026-12-27 13:00")} << 10;
    QTest::newRow("at startup") << TriggerType::atStartup << QStringList{QStringLiteral("Each time a computer starts")} << 1;
    QTest::newRow("at logon") << TriggerType::atLogon << QStringList{QStringLiteral("When a user logs on")} << 1;
}

void ScheduleDialogTest::tenNextTimesOfEachTypeB22()
{
    QFETCH(TriggerType, type);
    QFETCH(QStringList, first);
    Hand hand(Schedule{});
    hand.choose("triggerType", triggerTypeName(type));
    QCOMPARE(hand.nextTimes().mid(0, first.size()), first);
    QTEST(static_cast<int>(hand.nextTimes().size()), "rows");
}

// Over the change of 28 March 2027 in Berlin, where 02:30 does not exist.
void ScheduleDialogTest::nextTimesByTheEndpointsClockOrInUtcB24()
{
    Schedule schedule;
    schedule.triggers = {expected(TriggerType::daily, "2027-03-01 02:30")};
    Hand hand(schedule);
    const QTimeZone berlin("Europe/Berlin");
    hand.dialog.setPreviewFrom(resolveWallTime(at("2027-03-26 12:00"), berlin), berlin);
    QCOMPARE(hand.nextTimes().size(), 10);
    QCOMPARE(hand.nextTimes().mid(0, 3), (QStringList{QStringLiteral("Sat 2027-03-27 02:30"), QStringLiteral("Sun 2027-03-28 03:00"), QStringLiteral("Mon 2027-03-29 02:30")}));
    QVERIFY(hand.find<QLabel>("nextTitle")->text().contains(QStringLiteral("by the computer's clock")));
    hand.click("timesUtc");
    QCOMPARE(hand.nextTimes().size(), 10);
    QCOMPARE(hand.nextTimes().mid(0, 3), (QStringList{QStringLiteral("Sat 2027-03-27 02:30"), QStringLiteral("Sun 2027-03-28 02:30"), QStringLiteral("Mon 2027-03-29 02:30")}));
    QVERIFY(hand.find<QLabel>("nextTitle")->text().contains(QStringLiteral("UTC")));
}

QTEST_MAIN(ScheduleDialogTest)
#include "scheduledialog_test.moc"
