// What reports can be asked for, what is refused and how, and the reports of what is written down: requests and changes.
#include "engine/reports/reports.h"
#include "engine/workspace/portal.h"

#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

namespace {

constexpr qint64 day = 24 * 60 * millisPerMinute;

QStringList column(const Report &report, const QString &key)
{
    const auto found = std::ranges::find(report.columns, key, &ReportColumn::key);
    QStringList texts;
    for (const ReportRow &row : report.rows) {
        const ReportCell &cell = row.cells[static_cast<size_t>(found - report.columns.begin())];
        if (const auto *text = std::get_if<QString>(&cell))
            texts.append(*text);
        else if (const auto *number = std::get_if<qint64>(&cell))
            texts.append(QString::number(*number));
        else
            texts.append(QStringLiteral("-"));
    }
    return texts;
}

} // namespace

class RequestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyReportHasANameAndASentence();
    void anEmptyStoreHasEveryReport();
    void wrongRequestsAreRefused_data();
    void wrongRequestsAreRefused();
    void periodsAreRead_data();
    void periodsAreRead();
    void packagesAreNamedInEveryWay();
    void theLimitLeavesOutTheRest();
    void nobodyWantsItAnyMore();
    void portalRequestsWithTheirDecisions_B36();
    void changesNewestFirst_B9();
    void changesAreNarrowedToThoseThatAreShown();
    void rowsLeadToWhatTheyAreOf();

private:
    Workspace &workspace() { return *m_workspace; }
    Report make(const ReportRequest &request, Instant now = SystemClock().now())
    {
        const Result<Report> report = makeReport(*m_workspace, request, now);
        if (!report)
            qFatal("%s", qPrintable(report.error().message()));
        return *report;
    }
    void report(const QString &computer, ComputerStatus status)
    {
        StatusEvent event(EventId::mint(), AgentId::mint(), m_task.id);
        event.number = 1;
        event.computer = computer;
        event.kind = StatusEvent::Kind::runEnded;
        event.computerStatus = status;
        QVERIFY(workspace().store().statuses().apply({event}, SystemClock().now()).ok());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Workspace> m_workspace;
    SequentialTask m_task;
    User m_alice{UserId::mint(), QStringLiteral("alice")};
};

void RequestsTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    Result<Workspace> created = Workspace::create(m_folder->filePath(QStringLiteral("requests.store")));
    QVERIFY(created.ok());
    m_workspace.emplace(std::move(created).value());
    std::vector<Package> packages;
    for (const char *version : {"1", "2"}) {
        packages.emplace_back(PackageId::mint(), QStringLiteral("Suite"));
        packages.back().version = QString::fromLatin1(version);
        packages.back().programs.emplace_back(ProgramId::mint(), QStringLiteral("Install"));
        packages.back().programs.emplace_back(ProgramId::mint(), QStringLiteral("Patch"));
    }
    QVERIFY(workspace().store().catalogue().save(packages).ok());
    QVERIFY(workspace().store().catalogue().save(std::vector{m_alice}).ok());
    QVERIFY(workspace().store().catalogue().save(std::vector{Computer(ComputerId::mint(), QStringLiteral("PC-1")), Computer(ComputerId::mint(), QStringLiteral("PC-2"))}).ok());
    m_task = SequentialTask(TaskId::mint(), QStringLiteral("Rollout"));
    for (const Package &package : packages) {
        for (const Program &program : package.programs)
            m_task.items.emplace_back(LineItemId::mint(), program.id);
    }
    PortalAccess access;
    access.kind = PortalAccess::Kind::user;
    access.name = m_alice.name;
    m_task.portal.emplace().access = {access};
    m_task = workspace().saveTask(m_task, KeepFinished::no)->task;
}

void RequestsTest::everyReportHasANameAndASentence()
{
    QStringList names;
    for (const ReportDescription &report : allReports()) {
        QCOMPARE(&descriptionOf(report.kind), &report);
        QCOMPARE(*reportNamed(report.name), report.kind);
        QVERIFY(report.sentence.endsWith(u'.') && !report.title.isEmpty() && !names.contains(report.name));
        names.append(report.name);
    }
    QCOMPARE(names, (QStringList{QStringLiteral("by-task"), QStringLiteral("by-program"), QStringLiteral("by-computer"), QStringLiteral("restarts"),
                                 QStringLiteral("not-reported"), QStringLiteral("restart-pending"), QStringLiteral("portal-requests"), QStringLiteral("changes")}));
    const Result<ReportKind> unknown = reportNamed(QStringLiteral("by-moon"));
    QVERIFY(!unknown.ok());
    QCOMPARE(unknown.error().code, ErrorCode::notFound);
    for (const QString &name : names)
        QVERIFY(unknown.error().message().contains(name));
}

void RequestsTest::anEmptyStoreHasEveryReport()
{
    Result<Workspace> created = Workspace::create(m_folder->filePath(QStringLiteral("empty.store")));
    for (const ReportDescription &description : allReports()) {
        ReportRequest request;
        request.kind = description.kind;
        const Result<Report> report = makeReport(*created, request, SystemClock().now());
        QVERIFY(report.ok());
        QVERIFY(report->rows.empty() && report->chart.isEmpty() && !report->columns.empty());
        QCOMPARE(report->name, description.name);
    }
}

void RequestsTest::wrongRequestsAreRefused_data()
{
    QTest::addColumn<ReportRequest>("request");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("mention");
    const auto row = [](const char *name, const ReportRequest &request, ErrorCode code, const char *mention) {
        QTest::newRow(name) << request << code << QString::fromLatin1(mention);
    };
    using enum ReportKind;
    row("unknown task", {.kind = byTask, .task = QStringLiteral("Nothing")}, ErrorCode::notFound, "Nothing");
    row("unknown program", {.kind = byProgram, .program = QStringLiteral("Suite/None")}, ErrorCode::notFound, "PACKAGE/PROGRAM");
    row("unknown collection", {.kind = byTask, .collection = QStringLiteral("Pilot")}, ErrorCode::notFound, "Pilot");
    row("several versions", {.kind = byProgram, .program = QStringLiteral("Suite/Install")}, ErrorCode::invalidInput, "PACKAGE@VERSION/PROGRAM");
    row("no program here", {.kind = byTask, .program = QStringLiteral("Suite")}, ErrorCode::invalidInput, "cannot be narrowed by program");
    row("no computer here", {.kind = changes, .computer = QStringLiteral("PC-1")}, ErrorCode::invalidInput, "it can by task, since, until and days");
    row("no period here", {.kind = notReported, .since = 5}, ErrorCode::invalidInput, "cannot be narrowed by since");
    row("no days", {.kind = notReported, .days = 0}, ErrorCode::invalidInput, "use 1 to 36500");
    row("two beginnings", {.kind = byTask, .since = 5, .days = 3}, ErrorCode::invalidInput, "give one of them");
    row("backwards", {.kind = byTask, .since = 5, .until = 5}, ErrorCode::invalidInput, "ends before it begins");
}

void RequestsTest::wrongRequestsAreRefused()
{
    QFETCH(ReportRequest, request);
    const Result<Report> report = makeReport(workspace(), request, SystemClock().now());
    QVERIFY(!report.ok());
    QTEST(report.error().code, "code");
    QFETCH(QString, mention);
    QVERIFY2(report.error().message().contains(mention), qPrintable(report.error().message()));
}

void RequestsTest::periodsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("end");
    const qint64 midnight = 1'767'571'200'000; // 2026-01-05T00:00:00Z
    const qint64 eight = midnight + 8 * 60 * millisPerMinute;
    const auto row = [](const char *text, qint64 begin, qint64 end) { QTest::newRow(text) << QString::fromLatin1(text) << begin << end; };
    row("2026-01-05", midnight, midnight + day);
    row(" 2026-01-05 ", midnight, midnight + day);
    row("2026-01-05 08:00", eight, eight);
    row("2026-01-05T08:00:00", eight, eight);
    row("2026-01-05T08:00:00Z", eight, eight);
    for (const char *wrong : {"", "yesterday", "2026-13-01", "2026-02-30", "05.01.2026", "2026-01-05 25:00"})
        row(wrong, -1, -1);
}

void RequestsTest::periodsAreRead()
{
    QFETCH(QString, text);
    QTEST(parsePeriodEdge(text, PeriodEdge::begin).value_or(-1), "begin");
    QTEST(parsePeriodEdge(text, PeriodEdge::end).value_or(-1), "end");
}

void RequestsTest::packagesAreNamedInEveryWay()
{
    const auto programs = [&](const char *name) {
        const Report report = make({.kind = ReportKind::byProgram, .program = QString::fromLatin1(name)});
        QStringList names;
        for (qsizetype i = 0; i < std::ssize(report.rows); ++i)
            names.append(column(report, QStringLiteral("program"))[i] + u' ' + column(report, QStringLiteral("version"))[i]);
        return names;
    };
    QCOMPARE(programs("suite").size(), 4);
    QCOMPARE(programs("Suite@2"), (QStringList{QStringLiteral("Suite/Install 2"), QStringLiteral("Suite/Patch 2")}));
    QCOMPARE(programs("Suite@1/Patch"), (QStringList{QStringLiteral("Suite/Patch 1")}));
    QCOMPARE(programs(qPrintable(m_task.items[3].program.toString())), (QStringList{QStringLiteral("Suite/Patch 2")}));
}

void RequestsTest::theLimitLeavesOutTheRest()
{
    for (int i = 1; i <= 30; ++i)
        report(QStringLiteral("PC-%1").arg(i, 2, 10, QLatin1Char('0')), i == 17 ? ComputerStatus::failed : ComputerStatus::succeeded);
    const Report all = make({.kind = ReportKind::byComputer});
    QCOMPARE(all.rows.size(), size_t(30));
    QCOMPARE(column(all, QStringLiteral("computer")).first(), QStringLiteral("PC-17"));
    QCOMPARE(all.chart.categories.size(), 20); // a bar for each of them would show nothing
    const Report some = make({.kind = ReportKind::byComputer, .atMost = 4});
    QCOMPARE(some.rows.size(), size_t(4));
    QCOMPARE(some.leftOut, 26);
    QVERIFY(some.chart == all.chart);
}

void RequestsTest::nobodyWantsItAnyMore()
{
    std::vector<StatusEvent> events;
    for (int i = 0; i < 5000; ++i) {
        events.emplace_back(EventId::mint(), AgentId::mint(), m_task.id);
        events.back().number = 1;
        events.back().computer = QStringLiteral("PC-%1").arg(i);
        events.back().kind = StatusEvent::Kind::runStarted;
    }
    QVERIFY(workspace().store().statuses().apply(events, 1).ok());
    int asked = 0;
    const Result<Report> cancelled = makeReport(workspace(), {.kind = ReportKind::byTask}, 1, [&] { return ++asked > 0; });
    QVERIFY(!cancelled.ok());
    QCOMPARE(cancelled.error().code, ErrorCode::cancelled);
    QVERIFY(makeReport(workspace(), {.kind = ReportKind::byTask}, 1, [] { return false; }).ok());
}

void RequestsTest::portalRequestsWithTheirDecisions_B36()
{
    const Instant now = SystemClock().now();
    const PortalRequest first = makeRequest(workspace(), m_task.id, m_alice, QStringLiteral("PC-1"), now - 40 * day).value();
    const PortalRequest second = makeRequest(workspace(), m_task.id, m_alice, QStringLiteral("PC-2"), now - day).value();
    QVERIFY(decideRequest(workspace(), second.id, Decision::deny, QStringLiteral("=not, now"), now).ok());
    const Report all = make({.kind = ReportKind::portalRequests}, now);
    QCOMPARE(column(all, QStringLiteral("computer")), (QStringList{QStringLiteral("PC-2"), QStringLiteral("PC-1")}));
    QCOMPARE(column(all, QStringLiteral("state")), (QStringList{QStringLiteral("denied"), QStringLiteral("expired")}));
    QCOMPARE(column(all, QStringLiteral("decidedBy")), (QStringList{currentUser(), QStringLiteral("-")}));
    QCOMPARE(column(all, QStringLiteral("comment")).first(), QStringLiteral("=not, now"));
    QCOMPARE(column(all, QStringLiteral("task")).first(), QStringLiteral("Rollout"));
    QCOMPARE(all.chart.categories, (QStringList{QStringLiteral("denied"), QStringLiteral("expired")}));
    const auto computers = [&](ReportRequest request) {
        request.kind = ReportKind::portalRequests;
        return column(make(request, now), QStringLiteral("computer"));
    };
    QCOMPARE(computers({.days = 7}), QStringList{QStringLiteral("PC-2")});
    QCOMPARE(computers({.until = now - 2 * day}), QStringList{QStringLiteral("PC-1")});
    QCOMPARE(computers({.computer = QStringLiteral("pc-1")}), QStringList{QStringLiteral("PC-1")});
    QCOMPARE(computers({.task = QStringLiteral("rollout")}).size(), 2);
    QCOMPARE(first.number, 1);
}

void RequestsTest::changesNewestFirst_B9()
{
    SequentialTask other(TaskId::mint(), QStringLiteral("Other"));
    other.items.push_back(LineItem(LineItemId::mint(), m_task.items[0].program));
    other = workspace().saveTask(other, KeepFinished::no)->task;
    std::swap(m_task.items[0], m_task.items[1]);
    m_task = workspace().saveTask(m_task, KeepFinished::no)->task;
    QVERIFY(workspace().store().tasks().remove(other.id, QStringLiteral("boss"), SystemClock().now()).ok());
    const Report all = make({.kind = ReportKind::changes});
    QCOMPARE(column(all, QStringLiteral("name")), (QStringList{QStringLiteral("Other"), QStringLiteral("Rollout"), QStringLiteral("Other"), QStringLiteral("Rollout")}));
    QCOMPARE(column(all, QStringLiteral("action")), (QStringList{QStringLiteral("removed"), QStringLiteral("saved"), QStringLiteral("created"), QStringLiteral("created")}));
    QCOMPARE(column(all, QStringLiteral("who")).first(), QStringLiteral("boss"));
    QCOMPARE(column(all, QStringLiteral("identity"))[1], QStringLiteral("renewed"));
    // Under every identity that the task has had.
    const Report one = make({.kind = ReportKind::changes, .task = QStringLiteral("Rollout")});
    QCOMPARE(column(one, QStringLiteral("revision")), (QStringList{QStringLiteral("2"), QStringLiteral("1")}));
    QCOMPARE(make({.kind = ReportKind::changes, .until = SystemClock().now() - day}).rows.size(), size_t(0));
    QCOMPARE(make({.kind = ReportKind::changes, .days = 1}).rows.size(), size_t(4));
}

void RequestsTest::changesAreNarrowedToThoseThatAreShown()
{
    QVERIFY(workspace().store().tasks().remove(m_task.id, QStringLiteral("boss"), SystemClock().now()).ok());
    Report report = make({.kind = ReportKind::changes});
    QCOMPARE(report.chart.categories, QStringList{QStringLiteral("task")});
    QCOMPARE(report.chart, chartOfChanges({{AuditObject::task, AuditAction::removed}, {AuditObject::task, AuditAction::created}}));
    const qint64 created = std::get<qint64>(report.rows.back().cells.front());
    keepChanges(report, [&](qint64 number) { return number == created; }, QStringLiteral("with 'x'"));
    QCOMPARE(column(report, QStringLiteral("action")), QStringList{QStringLiteral("created")});
    QCOMPARE(report.filter, QStringList{QStringLiteral("with 'x'")});
    QCOMPARE(report.chart, chartOfChanges({{AuditObject::task, AuditAction::created}}));
    QCOMPARE(report.chart.series.front().values, std::vector<double>{1});
}

void RequestsTest::rowsLeadToWhatTheyAreOf()
{
    report(QStringLiteral("PC-1"), ComputerStatus::restartPending);
    QCOMPARE(make({.kind = ReportKind::byTask}).rows[0].target, (ReportTarget{.task = m_task.id}));
    QCOMPARE(make({.kind = ReportKind::byComputer}).rows[0].target, (ReportTarget{.computer = QStringLiteral("PC-1")}));
    QCOMPARE(make({.kind = ReportKind::restartPending}).rows[0].target, (ReportTarget{.task = m_task.id, .computer = QStringLiteral("PC-1")}));
    QVERIFY(make({.kind = ReportKind::byProgram}).rows[0].target.program.has_value());
    // Narrowed to a task, a computer's row is of that task.
    QCOMPARE(make({.kind = ReportKind::byComputer, .task = QStringLiteral("Rollout")}).rows[0].target,
             (ReportTarget{.task = m_task.id, .computer = QStringLiteral("PC-1")}));
}

QTEST_GUILESS_MAIN(RequestsTest)
#include "requests_test.moc"
