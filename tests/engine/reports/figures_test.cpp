// Every figure of the reports that count statuses, recomputed from the raw events by other means (B38, B40).
#include "engine/reports/reports.h"
#include "engine/store/reportstore.h"
#include "engine/workspace/simulating.h"
#include "tests/support/reportedstore.h"

using namespace seriatim;
using namespace seriatim::test;

namespace {

constexpr qint64 day = RandomHistory::day;

// The smallest value that at least so many in a hundred do not exceed, found by trying each.
std::optional<qint64> percentileByTrying(const std::vector<qint64> &values, qint64 percent)
{
    std::optional<qint64> best;
    for (const qint64 value : values) {
        const qint64 within = std::ranges::count_if(values, [&](qint64 other) { return other <= value; });
        if (within * 100 >= percent * std::ssize(values) && (!best || value < *best))
            best = value;
    }
    return best;
}

ReportCell cell(std::optional<qint64> value)
{
    return value ? ReportCell(*value) : ReportCell();
}

ReportCell share(qint64 part, qint64 whole)
{
    return whole == 0 ? ReportCell() : ReportCell(double(part) / double(whole));
}

void noteDuration(std::vector<qint64> &values, std::optional<Instant> started, std::optional<Instant> finished, Instant reported)
{
    if (!started || !finished)
        return;
    const qint64 length = *finished - *started;
    if (length >= 0 && length <= 366 * day && *finished <= reported + 10 * millisPerMinute)
        values.push_back(length);
}

QByteArray shown(const ReportCell &cell)
{
    if (const auto *text = std::get_if<QString>(&cell))
        return text->toUtf8();
    if (const auto *number = std::get_if<qint64>(&cell))
        return QByteArray::number(*number);
    if (const auto *fraction = std::get_if<double>(&cell))
        return QByteArray::number(*fraction);
    if (const auto *codes = std::get_if<ReturnCodeCounts>(&cell)) {
        QByteArray text;
        for (const ReturnCodeCount &one : *codes)
            text += QByteArray::number(one.code) + 'x' + QByteArray::number(one.count) + ' ';
        return text;
    }
    return "-";
}

using Cells = std::vector<ReportCell>;

QByteArray shown(const Cells &cells)
{
    QByteArray line;
    for (const ReportCell &one : cells)
        line += shown(one) + " | ";
    return line;
}

// What a report is narrowed to, and whether a state counts, in the test's own words.
struct Narrowing {
    ReportRequest request;
    std::function<bool(const RawState &)> counts = [](const RawState &) { return true; };
};

} // namespace

class FiguresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recomputed_data();
    void recomputed();
    void anyOrderGivesTheSame();
    void manyChosenComputersAreCountedAsFewAre();
    void simulatedRunsAreInNoReport_B41();
    void durationsOfWrongClocks_data();
    void durationsOfWrongClocks();

private:
    std::unique_ptr<ReportedStore> m_store;
    std::vector<RawState> m_states; // of everything that was told

    Cells statusCounts(const std::vector<const RawState *> &states) const
    {
        Cells cells;
        for (const ComputerStatus status : {ComputerStatus::succeeded, ComputerStatus::failed, ComputerStatus::running, ComputerStatus::waiting,
                                            ComputerStatus::restartPending, ComputerStatus::withdrawn})
            cells.emplace_back(qint64(std::ranges::count(states, status, &RawState::status)));
        return cells;
    }
    std::vector<RawState> statesOfToday(const Narrowing &narrowing) const;
    std::vector<Cells> expectedByTask(const Narrowing &narrowing) const;
    std::vector<Cells> expectedByProgram(const Narrowing &narrowing) const;
    std::vector<Cells> expectedByComputer(const Narrowing &narrowing) const;
    std::vector<Cells> expectedRestarts(const Narrowing &narrowing) const;
    std::vector<Cells> expectedPending(const Narrowing &narrowing) const;
    std::vector<Cells> expectedSilent(const Narrowing &narrowing, int days) const;
    std::vector<Narrowing> narrowings() const;
    void compare(ReportKind kind, const Narrowing &narrowing, const std::vector<Cells> &expected) const;
};

// By the tasks' names as the store has them, then by computer.
std::vector<RawState> FiguresTest::statesOfToday(const Narrowing &narrowing) const
{
    std::vector<SequentialTask> tasks = m_store->tasks;
    std::ranges::sort(tasks, {}, [](const SequentialTask &task) { return task.name.toCaseFolded().toUtf8(); });
    std::vector<RawState> states;
    for (const SequentialTask &task : tasks) {
        const bool asked = narrowing.request.task.isEmpty() || narrowing.request.task == task.name;
        for (const RawState &state : m_states) {
            if (asked && state.task == task.id && narrowing.counts(state))
                states.push_back(state);
        }
    }
    return states;
}

std::vector<Cells> FiguresTest::expectedByTask(const Narrowing &narrowing) const
{
    std::vector<SequentialTask> tasks = m_store->tasks;
    std::ranges::sort(tasks, {}, [](const SequentialTask &task) { return task.name.toCaseFolded().toUtf8(); });
    const std::vector<RawState> all = statesOfToday(narrowing);
    std::vector<Cells> rows;
    for (const SequentialTask &task : tasks) {
        if (!narrowing.request.task.isEmpty() && narrowing.request.task != task.name)
            continue;
        std::vector<const RawState *> states;
        std::vector<qint64> durations;
        std::optional<qint64> first, last;
        for (const RawState &state : all) {
            if (!(state.task == task.id))
                continue;
            states.push_back(&state);
            noteDuration(durations, state.started, state.finished, state.reported);
            first = std::min(first.value_or(state.firstReceived), state.firstReceived);
            last = std::max(last.value_or(state.reported), state.reported);
        }
        Cells row{task.name, task.enabled ? QStringLiteral("enabled") : QStringLiteral("disabled"), qint64(states.size())};
        std::ranges::copy(statusCounts(states), std::back_inserter(row));
        const qint64 good = std::ranges::count(states, ComputerStatus::succeeded, &RawState::status);
        const qint64 bad = std::ranges::count(states, ComputerStatus::failed, &RawState::status);
        std::ranges::copy(Cells{share(good, good + bad), cell(first), cell(last), cell(percentileByTrying(durations, 50)), cell(percentileByTrying(durations, 90))},
                          std::back_inserter(row));
        rows.push_back(row);
    }
    return rows;
}

std::vector<Cells> FiguresTest::expectedByProgram(const Narrowing &narrowing) const
{
    const std::vector<RawState> states = statesOfToday(narrowing);
    struct Line {
        qint64 failed;
        Cells cells;
    };
    std::vector<Line> lines;
    std::vector<Program> programs = m_store->package.programs;
    std::ranges::sort(programs, {}, &Program::name);
    for (const Program &program : programs) {
        if (!narrowing.request.program.isEmpty() && narrowing.request.program != QStringLiteral("Suite/") + program.name
            && narrowing.request.program != m_store->package.name)
            continue;
        qint64 lineItems = 0, executions = 0, succeeded = 0, failed = 0;
        std::map<ReturnCode, qint64> codes;
        std::vector<qint64> durations;
        for (const SequentialTask &task : m_store->tasks) {
            if (!narrowing.request.task.isEmpty() && narrowing.request.task != task.name)
                continue;
            for (const LineItem &item : task.items) {
                if (!(item.program == program.id))
                    continue;
                ++lineItems;
                for (const RawState &state : states) {
                    const auto found = state.items.find(item.id);
                    if (found == state.items.end())
                        continue;
                    const RawItem &raw = found->second;
                    executions += raw.executions;
                    const bool failure = raw.status == ItemStatus::failed || raw.status == ItemStatus::timedOut
                                         || raw.status == ItemStatus::notVerified || raw.status == ItemStatus::interrupted;
                    succeeded += raw.status == ItemStatus::succeeded;
                    failed += failure;
                    if (raw.code && raw.status != ItemStatus::alreadyPresent)
                        ++codes[*raw.code];
                    if (raw.executions > 0)
                        noteDuration(durations, raw.started, raw.finished, state.reported);
                }
            }
        }
        if (lineItems == 0)
            continue;
        ReturnCodeCounts frequent;
        while (!codes.empty() && frequent.size() < 5) {
            const auto most = std::ranges::max_element(codes, {}, [](const auto &one) { return one.second; });
            frequent.push_back({most->first, most->second});
            codes.erase(most);
        }
        lines.push_back({failed, {QStringLiteral("Suite/") + program.name, QStringLiteral("2.1"), lineItems, executions, succeeded, failed,
                                  share(failed, succeeded + failed), cell(percentileByTrying(durations, 50)), cell(percentileByTrying(durations, 90)),
                                  cell(percentileByTrying(durations, 99)), frequent.empty() ? ReportCell() : ReportCell(frequent)}});
    }
    std::ranges::stable_sort(lines, [](const Line &a, const Line &b) { return a.failed > b.failed; });
    std::vector<Cells> rows;
    for (Line &line : lines)
        rows.push_back(std::move(line.cells));
    return rows;
}

std::vector<Cells> FiguresTest::expectedByComputer(const Narrowing &narrowing) const
{
    std::map<QString, std::vector<const RawState *>> byComputer;
    const std::vector<RawState> all = statesOfToday(narrowing);
    for (const RawState &state : all)
        byComputer[state.computer].push_back(&state);
    std::vector<std::pair<qint64, Cells>> lines;
    for (const auto &[computer, states] : byComputer) {
        Cells row{m_store->ledger.nameOf(computer), qint64(states.size())};
        std::ranges::copy(statusCounts(states), std::back_inserter(row));
        qint64 restarts = 0;
        qint64 last = 0;
        for (const RawState *state : states) {
            restarts += state->restarts;
            last = std::max(last, state->reported);
        }
        row.emplace_back(restarts);
        row.emplace_back(last);
        lines.emplace_back(-std::ranges::count(states, ComputerStatus::failed, &RawState::status), row);
    }
    std::ranges::stable_sort(lines, {}, [](const auto &line) { return line.first; });
    std::vector<Cells> rows;
    for (auto &line : lines)
        rows.push_back(std::move(line.second));
    return rows;
}

std::vector<Cells> FiguresTest::expectedRestarts(const Narrowing &narrowing) const
{
    std::vector<std::pair<qint64, Cells>> lines;
    for (const RawState &state : statesOfToday(narrowing)) {
        qint64 reruns = 0;
        for (const auto &[item, raw] : state.items)
            reruns += std::max(0, raw.executions - 1);
        const auto task = std::ranges::find(m_store->tasks, state.task, &SequentialTask::id);
        if (state.restarts + reruns > 0) {
            lines.emplace_back(-(state.restarts + reruns), Cells{task->name, m_store->ledger.nameOf(state.computer), toWord(state.status), qint64(state.run),
                                                                 qint64(state.restarts), reruns, state.reported});
        }
    }
    std::ranges::stable_sort(lines, {}, [](const auto &line) { return line.first; });
    std::vector<Cells> rows;
    for (auto &line : lines)
        rows.push_back(std::move(line.second));
    return rows;
}

std::vector<Cells> FiguresTest::expectedPending(const Narrowing &narrowing) const
{
    std::vector<RawState> states = statesOfToday(narrowing);
    std::erase_if(states, [](const RawState &state) { return state.status != ComputerStatus::restartPending; });
    std::ranges::stable_sort(states, {}, &RawState::reported);
    std::vector<Cells> rows;
    for (const RawState &state : states) {
        const auto task = std::ranges::find(m_store->tasks, state.task, &SequentialTask::id);
        rows.push_back({m_store->ledger.nameOf(state.computer), task->name, state.reported, qint64(state.restarts), state.explanation});
    }
    return rows;
}

// Everything that was ever told counts here, removed tasks and old orders too; and who tasks apply to.
std::vector<Cells> FiguresTest::expectedSilent(const Narrowing &narrowing, int days) const
{
    struct Heard {
        QString name;
        qint64 last = 0, tasks = 0, unfinished = 0;
        bool counts = false;
    };
    std::map<QString, Heard> heard;
    const auto isToday = [&](TaskId id) { return std::ranges::find(m_store->tasks, id, &SequentialTask::id) != m_store->tasks.end(); };
    const auto asked = std::ranges::find(m_store->tasks, narrowing.request.task, &SequentialTask::name);
    for (const RawState &state : m_states) {
        Heard &one = heard[state.computer];
        one.name = m_store->ledger.nameOf(state.computer);
        one.last = std::max(one.last, state.reported);
        one.tasks += isToday(state.task);
        one.unfinished += isToday(state.task) && state.status != ComputerStatus::succeeded && state.status != ComputerStatus::failed
                          && state.status != ComputerStatus::withdrawn;
        one.counts = one.counts || narrowing.request.task.isEmpty() || (asked != m_store->tasks.end() && state.task == asked->id);
    }
    const size_t collection = asked != m_store->tasks.end() && asked->appliesTo.front() == m_store->collections[0].id ? 0 : 1;
    for (size_t i = 1; i <= m_store->collections[collection].members.size(); ++i) {
        const QString name = ReportedStore::nameOf(static_cast<int>(i));
        Heard &one = heard[name.toCaseFolded()];
        one.counts = true;
        if (one.name.isEmpty())
            one.name = name;
    }
    std::vector<std::tuple<qint64, QString, Cells>> lines;
    for (const auto &[folded, one] : heard) {
        RawState state{TaskId::mint(), folded};
        state.reported = one.last;
        if (one.counts && one.last <= m_store->now - days * day && narrowing.counts(state)) {
            lines.emplace_back(one.last, folded, Cells{one.name, one.last == 0 ? ReportCell() : ReportCell(one.last),
                                                       one.last == 0 ? ReportCell() : ReportCell((m_store->now - one.last) / day), one.tasks, one.unfinished});
        }
    }
    std::ranges::sort(lines, [](const auto &a, const auto &b) { return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b)); });
    std::vector<Cells> rows;
    for (auto &line : lines)
        rows.push_back(std::move(std::get<2>(line)));
    return rows;
}

std::vector<Narrowing> FiguresTest::narrowings() const
{
    std::vector<Narrowing> all(7);
    all[1].request.task = QStringLiteral("Rollout");
    all[2].request.task = QStringLiteral("Änderung & <Co>");
    all[3].request.computer = QStringLiteral("pc-?0*");
    all[3].counts = [](const RawState &state) { return state.computer.size() >= 5 && state.computer[4] == u'0'; };
    all[4].request.computer = QStringLiteral("C-00");
    all[4].counts = [](const RawState &state) { return state.computer.contains(QStringLiteral("c-00")); };
    all[5].request.collection = QStringLiteral("half");
    const qsizetype half = std::ssize(m_store->collections[0].members);
    all[5].counts = [half](const RawState &state) { return state.computer.mid(3).toInt() <= half; };
    all[6].request.task = QStringLiteral("Rollout");
    all[6].request.computer = QStringLiteral("*1");
    all[6].counts = [](const RawState &state) { return state.computer.endsWith(u'1'); };
    return all;
}

void FiguresTest::compare(ReportKind kind, const Narrowing &narrowing, const std::vector<Cells> &expected) const
{
    ReportRequest request = narrowing.request;
    request.kind = kind;
    const Result<Report> report = makeReport(*m_store->workspace, request, m_store->now);
    QVERIFY2(report.ok(), report.ok() ? "" : qPrintable(report.error().message()));
    std::vector<Cells> rows;
    for (const ReportRow &row : report->rows) {
        QCOMPARE(row.cells.size(), report->columns.size());
        rows.push_back(row.cells);
    }
    for (size_t i = 0; i < std::min(rows.size(), expected.size()); ++i)
        QCOMPARE(shown(rows[i]), shown(expected[i]));
    QCOMPARE(rows.size(), expected.size());
    QVERIFY(rows == expected);
    for (const ReportSeries &series : report->chart.series)
        QCOMPARE(std::ssize(series.values), report->chart.categories.size());
}

void FiguresTest::recomputed_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<int>("computers");
    for (unsigned seed = 1; seed <= 8; ++seed)
        QTest::addRow("%u", seed) << seed << 14;
    QTest::addRow("many computers") << 99U << 230; // more than are looked up one by one
}

void FiguresTest::recomputed()
{
    QFETCH(unsigned, seed);
    QFETCH(int, computers);
    m_store = std::make_unique<ReportedStore>(seed, computers, computers > 100 ? 1 : 3);
    m_states = m_store->ledger.states();
    for (Narrowing narrowing : narrowings()) {
        for (const bool within : {false, true}) {
            if (within) { // a part of the time
                const Instant since = RandomHistory::start + 8 * day;
                const Instant until = m_store->now - day / 2;
                narrowing.request.since = since;
                narrowing.request.until = until;
                narrowing.counts = [since, until, before = narrowing.counts](const RawState &state) {
                    return before(state) && state.reported >= since && state.reported < until;
                };
            }
            compare(ReportKind::byTask, narrowing, expectedByTask(narrowing));
            compare(ReportKind::byProgram, narrowing, expectedByProgram(narrowing));
            compare(ReportKind::byComputer, narrowing, expectedByComputer(narrowing));
            compare(ReportKind::restarts, narrowing, expectedRestarts(narrowing));
            compare(ReportKind::restartPending, narrowing, expectedPending(narrowing));
            if (!within) {
                for (const int days : {1, 2, 7}) {
                    Narrowing silent = narrowing;
                    silent.request.days = days;
                    compare(ReportKind::notReported, silent, expectedSilent(narrowing, days));
                }
            }
        }
    }
    Narrowing program;
    for (const char *name : {"Suite/Patch", "Suite"}) {
        program.request.program = QString::fromLatin1(name);
        compare(ReportKind::byProgram, program, expectedByProgram(program));
    }
}

// The same raw events in another order, with other duplicates: what does not go by arrival stays.
void FiguresTest::anyOrderGivesTheSame()
{
    m_store = std::make_unique<ReportedStore>(5, 10, 2);
    ReportRequest request;
    request.kind = ReportKind::byProgram;
    const Report before = makeReport(*m_store->workspace, request, m_store->now).value();
    for (const std::vector<Arrival> &batch : m_store->history.batches()) {
        std::vector<StatusEvent> events;
        for (const Arrival &arrival : batch)
            events.push_back(arrival.event);
        QVERIFY(m_store->workspace->store().statuses().apply(events, m_store->now + day).ok());
    }
    for (const ReportDescription &description : allReports()) {
        request.kind = description.kind;
        const Report once = makeReport(*m_store->workspace, request, m_store->now).value();
        QVERIFY(makeReport(*m_store->workspace, request, m_store->now).value() == once);
        if (description.kind == before.kind)
            QVERIFY(once == before);
    }
}

void FiguresTest::manyChosenComputersAreCountedAsFewAre()
{
    m_store = std::make_unique<ReportedStore>(7, 210, 1);
    for (const ReportKind kind : {ReportKind::byTask, ReportKind::byProgram, ReportKind::byComputer, ReportKind::restarts}) {
        ReportRequest request;
        request.kind = kind;
        const Report all = makeReport(*m_store->workspace, request, m_store->now).value();
        request.computer = QStringLiteral("*");
        QVERIFY(makeReport(*m_store->workspace, request, m_store->now).value().rows == all.rows);
        request.computer = QStringLiteral("nobody");
        const Report none = makeReport(*m_store->workspace, request, m_store->now).value();
        QVERIFY(none.chart.isEmpty() || kind == ReportKind::byProgram);
    }
}

void FiguresTest::simulatedRunsAreInNoReport_B41()
{
    m_store = std::make_unique<ReportedStore>(3, 6, 1);
    const auto reports = [&] {
        std::vector<Report> all;
        for (const ReportDescription &description : allReports()) {
            ReportRequest request;
            request.kind = description.kind;
            all.push_back(makeReport(*m_store->workspace, request, m_store->now).value());
        }
        return all;
    };
    const std::vector<Report> before = reports();
    SimulationRequest simulation;
    simulation.task = QStringLiteral("Rollout");
    simulation.scenario.endpoints = 50;
    simulation.record = true;
    const Result<SimulationResult> simulated = simulateTask(*m_store->workspace, simulation);
    QVERIFY2(simulated.ok() && simulated->recorded, simulated.ok() ? "" : qPrintable(simulated.error().message()));
    QVERIFY(reports() == before);
}

void FiguresTest::durationsOfWrongClocks_data()
{
    QTest::addColumn<qint64>("started");
    QTest::addColumn<qint64>("finished");
    QTest::addColumn<bool>("credible");
    const Instant now = RandomHistory::start;
    QTest::newRow("ordinary") << now - 5000 << now - 1000 << true;
    QTest::newRow("no time at all") << now << now << true;
    QTest::newRow("backwards") << now << now - 1 << false;
    QTest::newRow("a clock that is wrong all the time") << now - 900 * day << now - 900 * day + 60'000 << true;
    QTest::newRow("a dead battery, then the right time") << qint64(0) << now - 1000 << false;
    QTest::newRow("a little ahead") << now << now + 10 * millisPerMinute << true;
    QTest::newRow("set ahead in the middle") << now << now + day << false;
    QTest::newRow("a year") << now - 366 * day << now << true;
}

void FiguresTest::durationsOfWrongClocks()
{
    QFETCH(qint64, started);
    QFETCH(qint64, finished);
    QTEST(isCredibleDuration(started, finished, RandomHistory::start), "credible");
}

QTEST_GUILESS_MAIN(FiguresTest)
#include "figures_test.moc"
