// B31, B32: what is refused, and that the refusal names field, value and remedy.
#include "engine/domain/validation.h"

#include <QTest>

#include <functional>

using namespace seriatim;

Q_DECLARE_METATYPE(std::function<void(seriatim::Program &)>)

namespace {

QString text(const Result<> &result)
{
    return result ? QStringLiteral("ok") : result.error().message();
}

Program programWith(const std::function<void(Program &)> &change)
{
    Program p(ProgramId::mint(), QStringLiteral("Setup"));
    change(p);
    return p;
}

// One field: the values at its bounds pass, those beyond are named with the field and the bounds.
template <typename Value, typename Validate>
void checkBounds(const char *field, qint64 least, qint64 most, Validate &&validate, Value)
{
    QCOMPARE(text(validate(static_cast<Value>(least))), QStringLiteral("ok"));
    QCOMPARE(text(validate(static_cast<Value>(most))), QStringLiteral("ok"));
    for (const qint64 beyond : {least - 1, most + 1}) {
        const QString expected = QStringLiteral("%1 is %2; use a number from %3 to %4").arg(QString::fromUtf8(field)).arg(beyond).arg(least).arg(most);
        const QString actual = text(validate(static_cast<Value>(beyond)));
        QVERIFY2(actual.endsWith(expected), qPrintable(actual));
    }
}

constexpr int aMonth = 44'640;

} // namespace

class ValidationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rightsAndUser_B32_data()
    {
        QTest::addColumn<int>("rights");
        QTest::addColumn<int>("canRun");
        QTest::addColumn<QString>("contradiction");
        for (const RunWithRights rights : {RunWithRights::system, RunWithRights::loggedInUser, RunWithRights::specifiedUser}) {
            for (const CanRun canRun : {CanRun::always, CanRun::loggedOn, CanRun::noneLoggedOn}) {
                const char *refusal = rights != RunWithRights::loggedInUser || canRun == CanRun::loggedOn ? ""
                                      : canRun == CanRun::always                                         ? "CanRun always;"
                                                                                                         : "CanRun noneLoggedOn;";
                QTest::addRow("%d %d", int(rights), int(canRun)) << int(rights) << int(canRun) << QString::fromUtf8(refusal);
            }
        }
    }
    void rightsAndUser_B32()
    {
        QFETCH(int, rights);
        QFETCH(int, canRun);
        QFETCH(QString, contradiction);
        const Result<> result = validateProgram(programWith([&](Program &p) {
                                                    p.rights = static_cast<RunWithRights>(rights);
                                                    p.canRun = static_cast<CanRun>(canRun);
                                                    p.specifiedUser = QStringLiteral("CORP\\installer");
                                                }), QStringLiteral("program 'P/Setup'"));
        QCOMPARE(result.ok(), contradiction.isEmpty());
        if (!result) {
            QVERIFY2(text(result).startsWith(QStringLiteral("program 'P/Setup': RunWithRights loggedInUser contradicts ") + contradiction), qPrintable(text(result)));
            QVERIFY(text(result).contains(u"set CanRun to loggedOn"));
        }
    }

    void programBounds()
    {
        const auto with = [](auto member) {
            return [member](int value) {
                return validateProgram(programWith([&](Program &p) { p.*member = value; }), QStringLiteral("program 'P/Setup'"));
            };
        };
        checkBounds("RetryDelay", 0, aMonth, with(&Program::retryDelayMinutes), 0);
        checkBounds("RetryCount", 0, 1000, with(&Program::retryCount), 0);
        checkBounds("MaximumAttempts", 1, 100, with(&Program::maximumAttempts), 0);
        checkBounds("EstimatedDiskSpace", 0, 1 << 30, with(&Program::estimatedDiskSpaceMb), 0);
        checkBounds("EstimatedRunTime", 0, aMonth, with(&Program::estimatedRunTimeMinutes), 0);
        checkBounds("TerminateAfter", 0, aMonth, with(&Program::terminateAfterMinutes), 0);
        checkBounds("RestartDelay", 0, aMonth, with(&Program::restartDelayMinutes), 0);
        checkBounds("MinimumConnectionSpeed", 0, 1 << 30, with(&Program::minimumConnectionSpeedKbps), 0);
    }

    void program_data()
    {
        QTest::addColumn<std::function<void(Program &)>>("change");
        QTest::addColumn<QString>("error");
        using Change = std::function<void(Program &)>;
        const auto row = [](const char *name, const Change &change, const char *error) { QTest::newRow(name) << change << QString::fromUtf8(error); };
        row("fine", [](Program &) {}, "ok");
        row("no name", [](Program &p) { p.name = QStringLiteral("  "); }, "program: has no name; give it one");
        row("a line break in its name", [](Program &p) { p.name = QStringLiteral("a\nb"); },
            "program 'a b': the name has a line break or another control character; remove it");
        row("a user who is not named", [](Program &p) { p.rights = RunWithRights::specifiedUser; },
            "program 'P/Setup': RunWithRights specifiedUser names no user; set SpecifiedUser");
        row("no name for a variable", [](Program &p) { p.environment = {{QStringLiteral("A=B"), QString()}}; },
            "program 'P/Setup': 'A=B' is no name for an environment variable; use letters, digits and _");
        row("a fact in a detection rule", [](Program &p) { p.detection = Rule{}; p.detection->kind = Rule::Kind::fact; },
            "program 'P/Setup', DetectionRule: a detection rule cannot ask for a fact; use AppliesWhen for that");
        row("overlapping codes are never refused (B15)", [](Program &p) { p.codes = {.success = {5}, .failure = {5}, .restart = {5}, .restartStarted = {5}, .retry = {5}}; }, "ok");
        row("the longest name", [](Program &p) { p.name = QString(250, u'x'); }, "ok");
    }
    void program()
    {
        QFETCH(std::function<void(Program &)>, change);
        QFETCH(QString, error);
        QCOMPARE(text(validateProgram(programWith(change), QStringLiteral("program 'P/Setup'"))), error);
    }

    void names()
    {
        QVERIFY(text(validateComputer(Computer(ComputerId::mint(), QString(251, u'x')))).contains(u"the name has 251 characters; use at most 250"));
        QCOMPARE(text(validateCollection(Collection(CollectionId::mint(), QString()))), QStringLiteral("collection: has no name; give it one"));
        QCOMPARE(text(validatePackage(Package(PackageId::mint(), QString()))), QStringLiteral("package: has no name; give it one"));
        QCOMPARE(text(validateTask(SequentialTask(TaskId::mint(), QString()))), QStringLiteral("sequential task: has no name; give it one"));
    }

    void package()
    {
        Package p(PackageId::mint(), QStringLiteral("P"));
        QCOMPARE(text(validatePackage(p)), QStringLiteral("ok"));
        p.programs = {Program(ProgramId::mint(), QStringLiteral("Setup")), Program(ProgramId::mint(), QStringLiteral("SETUP"))};
        QCOMPARE(text(validatePackage(p)), QStringLiteral("package 'P': has two programs named 'SETUP'; rename one"));
        p.programs.clear();
        p.source = {SourceType::unc, QString()};
        QCOMPARE(text(validatePackage(p)), QStringLiteral("package 'P': its Source has no location; set the folder, UNC path or URL"));
        p.source = {SourceType::none, QStringLiteral("/x")};
        QCOMPARE(text(validatePackage(p)), QStringLiteral("package 'P': Source type none cannot have the location '/x'"));
        p.source = {SourceType::local, QStringLiteral("/x")};
        p.snapshot = {{QStringLiteral("../etc/passwd"), 1, QString()}};
        QVERIFY(text(validatePackage(p)).contains(u"'../etc/passwd' is not a relative path inside the package"));
        p.snapshot = {{QStringLiteral("a/b.msi"), -1, QString()}};
        QVERIFY(text(validatePackage(p)).contains(u"has the size -1"));
    }

    void safePaths()
    {
        for (const char *safe : {"a", "a/b.msi", "a b/..c", "..."})
            QVERIFY2(isSafeRelativePath(QString::fromUtf8(safe)), safe);
        for (const char *unsafe : {"", "/a", "..", "a/..", "../a", "a//b", "a/", "./a", "C:/a", "a\\b", "\\\\server\\x"})
            QVERIFY2(!isSafeRelativePath(QString::fromUtf8(unsafe)), unsafe);
    }

    void options_B28()
    {
        const auto with = [](auto change) {
            DeliveryOptions options;
            change(options);
            return validateOptions(options, QStringLiteral("task 'T'"));
        };
        QVERIFY(text(with([](auto &o) { o.downloadAndRunKbps.reset(); })).contains(u"are both off; allow one of them"));
        QCOMPARE(text(with([](auto &o) { o.downloadAndRunKbps.reset(); o.runFromServerKbps = 0; })), QStringLiteral("ok"));
        checkBounds("WarnMinutes", 0, aMonth, [&](int v) { return with([&](auto &o) { o.warnMinutes = v; }); }, 0);
        checkBounds("DeferrableUpTo", 0, aMonth, [&](int v) { return with([&](auto &o) { o.deferrableUpToMinutes = v; }); }, 0);
        const auto window = [&](MaintenanceWindow w) { return with([&](auto &o) { o.maintenanceWindows = {w}; }); };
        checkBounds("days of a maintenance window", 1, 127, [&](int v) { return window({v, QTime(1, 0), 60}); }, 0);
        checkBounds("minutes of a maintenance window", 1, 10'080, [&](int v) { return window({127, QTime(1, 0), v}); }, 0);
        QVERIFY(text(window({127, QTime(), 60})).contains(u"no start time; write it as HH:mm"));
    }

    void schedule()
    {
        const auto with = [](auto change) {
            Schedule s;
            s.triggers[0].begin = QDateTime(QDate(2026, 1, 2), QTime(9, 0), Qt::UTC);
            change(s, s.triggers[0]);
            return validateSchedule(s, QStringLiteral("task 'T'"));
        };
        checkBounds("DaysInterval", 1, 9999, [&](int v) { return with([&](auto &, Trigger &t) { t.daysInterval = v; }); }, 0);
        checkBounds("WeeksInterval", 1, 9999, [&](int v) { return with([&](auto &, Trigger &t) { t.weeksInterval = v; }); }, 0);
        checkBounds("DaysOfTheWeek", 0, 127, [&](int v) { return with([&](auto &, Trigger &t) { t.daysOfTheWeek = v; }); }, 0);
        checkBounds("Months", 0, 4095, [&](int v) { return with([&](auto &, Trigger &t) { t.months = v; }); }, 0);
        checkBounds("WhichWeek", 1, 5, [&](int v) { return with([&](auto &, Trigger &t) { t.whichWeek = v; }); }, 0);
        checkBounds("Duration of a trigger", 0, aMonth, [&](int v) { return with([&](auto &, Trigger &t) { t.durationMinutes = v; }); }, 0);
        checkBounds("Interval of a trigger", 0, aMonth, [&](int v) { return with([&](auto &, Trigger &t) { t.intervalMinutes = v; }); }, 0);
        checkBounds("MaximumRuns", 0, 1'000'000, [&](int v) { return with([&](Schedule &s, auto &) { s.repeat = RepeatUntilSuccessful{v, 60}; }); }, 0);
        checkBounds("RerunDelay", 1, aMonth, [&](int v) { return with([&](Schedule &s, auto &) { s.repeat = RepeatUntilSuccessful{0, v}; }); }, 0);
        QVERIFY(text(with([](auto &, Trigger &t) { t.type = TriggerType::weekly; })).contains(u"names none; set DaysOfTheWeek"));
        QVERIFY(text(with([](auto &, Trigger &t) { t.type = TriggerType::monthlyByDate; })).contains(u"names no day; set Days"));
        QVERIFY(text(with([](auto &, Trigger &t) { t.type = TriggerType::monthlyByDate; t.days = 1; t.months = 0; })).contains(u"names no month; set Months"));
        QVERIFY(text(with([](auto &, Trigger &t) { t.end = t.begin->addSecs(-1); })).contains(u"EndDate 2026-01-02 08:59:59 lies before its BeginDate 2026-01-02 09:00:00"));
        QVERIFY(text(with([](Schedule &s, auto &) {
                    s.validPeriod.after = QDateTime(QDate(2026, 1, 2), QTime(0, 0), Qt::UTC);
                    s.validPeriod.before = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
                })).contains(u"the valid period ends at 2026-01-01 00:00:00, before it begins at 2026-01-02 00:00:00"));
    }

    void dependencies_B3()
    {
        SequentialTask task(TaskId::mint(), QStringLiteral("T"));
        for (int i = 0; i < 3; ++i)
            task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
        const auto dependingOn = [&](std::vector<LineItemId> on) {
            SequentialTask copy = task;
            for (const LineItemId &id : on)
                copy.items[1].dependencies.push_back({id, std::nullopt});
            return text(validateTask(copy));
        };
        QCOMPARE(dependingOn({task.items[0].id}), QStringLiteral("ok"));
        QCOMPARE(dependingOn({task.items[2].id}), QStringLiteral("sequential task 'T', item 2: depends on item 3; a dependency names an earlier item"));
        QCOMPARE(dependingOn({task.items[1].id}), QStringLiteral("sequential task 'T', item 2: depends on item 2; a dependency names an earlier item"));
        QCOMPARE(dependingOn({task.items[0].id, task.items[0].id}), QStringLiteral("sequential task 'T', item 2: depends twice on item 1; merge the two"));
        QVERIFY(dependingOn({LineItemId::mint()}).contains(u"which is not in the execution order; remove the dependency"));
        SequentialTask twice = task;
        twice.items[2].id = twice.items[0].id;
        QVERIFY(text(validateTask(twice)).contains(QStringLiteral("item 3: has the GUID %1 of an earlier item").arg(task.items[0].id.toString())));
        twice = task;
        twice.items[2].program = twice.items[0].program; // B1: the same program may stand there twice
        QCOMPARE(text(validateTask(twice)), QStringLiteral("ok"));
    }

    void tenThousandItems()
    {
        SequentialTask task(TaskId::mint(), QStringLiteral("T"));
        for (int i = 0; i < maximumLineItems; ++i)
            task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
        QCOMPARE(text(validateTask(task)), QStringLiteral("ok"));
        task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
        QCOMPARE(text(validateTask(task)), QStringLiteral("sequential task 'T': has 10001 line items; a sequence holds at most 10000"));
    }
};

QTEST_GUILESS_MAIN(ValidationTest)
#include "validation_test.moc"
