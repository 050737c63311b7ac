// By task, by program and by computer.
#include "engine/reports/reportbuilder_p.h"

#include <algorithm>
#include <numeric>

namespace seriatim {

namespace {

using Type = ReportColumnType;

template <typename Status>
qint64 countOf(const std::map<Status, qint64> &counts, Status status)
{
    const auto found = counts.find(status);
    return found == counts.end() ? 0 : found->second;
}

qint64 total(const auto &counts)
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0), [](qint64 sum, const auto &one) { return sum + one.second; });
}

const std::vector<ComputerStatus> &shownStatuses()
{
    static const std::vector<ComputerStatus> all{ComputerStatus::succeeded, ComputerStatus::failed, ComputerStatus::running,
                                                 ComputerStatus::waiting, ComputerStatus::restartPending, ComputerStatus::withdrawn};
    return all;
}

void addStatusColumns(std::vector<ReportColumn> &columns)
{
    columns.push_back({QStringLiteral("succeeded"), QStringLiteral("Succeeded"), Type::count});
    columns.push_back({QStringLiteral("failed"), QStringLiteral("Failed"), Type::count});
    columns.push_back({QStringLiteral("running"), QStringLiteral("Running"), Type::count});
    columns.push_back({QStringLiteral("waiting"), QStringLiteral("Waiting"), Type::count});
    columns.push_back({QStringLiteral("restartPending"), QStringLiteral("Restart pending"), Type::count});
    columns.push_back({QStringLiteral("withdrawn"), QStringLiteral("Withdrawn"), Type::count});
}

void addStatusCells(std::vector<ReportCell> &cells, const std::map<ComputerStatus, qint64> &counts)
{
    for (const ComputerStatus status : shownStatuses())
        cells.emplace_back(countOf(counts, status));
}

std::vector<ReportSeries> statusSeries()
{
    return {{QStringLiteral("Succeeded"), SeriesTone::good, {}},
            {QStringLiteral("Failed"), SeriesTone::bad, {}},
            {QStringLiteral("Running"), SeriesTone::busy, {}},
            {QStringLiteral("Waiting"), SeriesTone::waiting, {}},
            {QStringLiteral("Restart pending"), SeriesTone::waiting, {}},
            {QStringLiteral("Withdrawn"), SeriesTone::quiet, {}}};
}

ChartBar statusBar(const QString &label, const std::map<ComputerStatus, qint64> &counts)
{
    ChartBar bar{label, {}, static_cast<double>(countOf(counts, ComputerStatus::failed))};
    for (const ComputerStatus status : shownStatuses())
        bar.values.push_back(static_cast<double>(countOf(counts, status)));
    return bar;
}

ReportRow taskRow(const TaskFigures &task)
{
    const qint64 succeeded = countOf(task.computers, ComputerStatus::succeeded);
    const qint64 failed = countOf(task.computers, ComputerStatus::failed);
    ReportRow row{{task.name, task.enabled ? QStringLiteral("enabled") : QStringLiteral("disabled"), total(task.computers)}, {.task = task.task}};
    addStatusCells(row.cells, task.computers);
    row.cells.insert(row.cells.end(), {shareOf(succeeded, succeeded + failed), cellOf(task.firstReport), cellOf(task.lastReport),
                                       cellOf(task.duration.median), cellOf(task.duration.p90)});
    return row;
}

struct Outcomes {
    qint64 succeeded = 0;
    qint64 failed = 0;
};

Outcomes outcomesOf(const ProgramFigures &program)
{
    Outcomes outcomes{countOf(program.results, ItemStatus::succeeded), 0};
    for (const auto &[status, count] : program.results)
        outcomes.failed += countsAsFailure(status) ? count : 0;
    return outcomes;
}

ReturnCodeCounts mostFrequent(const std::map<ReturnCode, qint64> &codes)
{
    constexpr size_t most = 5;
    ReturnCodeCounts counts;
    for (const auto &[code, count] : codes)
        counts.push_back({code, count});
    std::ranges::stable_sort(counts, std::greater(), &ReturnCodeCount::count);
    if (counts.size() > most)
        counts.resize(most);
    return counts;
}

ReportRow programRow(const ProgramFigures &program)
{
    const Outcomes outcomes = outcomesOf(program);
    const ReturnCodeCounts codes = mostFrequent(program.codes);
    return {{program.package + u'/' + program.name, program.version, qint64(program.lineItems), program.executions, outcomes.succeeded,
             outcomes.failed, shareOf(outcomes.failed, outcomes.succeeded + outcomes.failed), cellOf(program.duration.median),
             cellOf(program.duration.p90), cellOf(program.duration.p99), codes.empty() ? ReportCell() : ReportCell(codes)},
            {.program = program.program}};
}

ReportRow computerRow(const ComputerFigures &computer)
{
    ReportRow row{{computer.computer, total(computer.tasks)}, {.computer = computer.computer}};
    addStatusCells(row.cells, computer.tasks);
    row.cells.insert(row.cells.end(), {qint64(computer.restarts), computer.lastReport});
    return row;
}

} // namespace

ReportChart barChart(const QString &title, std::vector<ReportSeries> series, std::vector<ChartBar> bars)
{
    if (bars.size() > mostBars) {
        std::vector<size_t> order(bars.size());
        std::iota(order.begin(), order.end(), 0);
        std::ranges::stable_sort(order, std::greater(), [&](size_t i) { return bars[i].weight; });
        order.resize(mostBars);
        std::ranges::sort(order);
        std::vector<ChartBar> kept;
        for (const size_t i : order)
            kept.push_back(std::move(bars[i]));
        bars = std::move(kept);
    }
    ReportChart chart{title, {}, std::move(series)};
    for (const ChartBar &bar : bars) {
        chart.categories.append(bar.label);
        for (size_t i = 0; i < chart.series.size(); ++i)
            chart.series[i].values.push_back(bar.values[i]);
    }
    return chart;
}

Result<ReportTable> reportbuilder::byTask(const ReportInput &input)
{
    const Result<std::vector<TaskFigures>> tasks = ReportStore(input.workspace.store().database(), input.cancelled).byTask(input.scope);
    if (!tasks)
        return tasks.error();
    ReportTable table;
    table.columns = {{QStringLiteral("task"), QStringLiteral("Task")},
                     {QStringLiteral("state"), QStringLiteral("State"), Type::word},
                     {QStringLiteral("computers"), QStringLiteral("Computers"), Type::count}};
    addStatusColumns(table.columns);
    table.columns.insert(table.columns.end(), {{QStringLiteral("successRate"), QStringLiteral("Success rate"), Type::share},
                                               {QStringLiteral("firstReport"), QStringLiteral("First report"), Type::instant},
                                               {QStringLiteral("lastReport"), QStringLiteral("Last report"), Type::instant},
                                               {QStringLiteral("medianRun"), QStringLiteral("Run, median"), Type::duration},
                                               {QStringLiteral("p90Run"), QStringLiteral("Run, p90"), Type::duration}});
    std::vector<ChartBar> bars;
    for (const TaskFigures &task : *tasks) {
        table.rows.push_back(taskRow(task));
        if (!task.computers.empty())
            bars.push_back(statusBar(task.name, task.computers));
    }
    table.chart = barChart(QStringLiteral("Computers by status"), statusSeries(), std::move(bars));
    return table;
}

Result<ReportTable> reportbuilder::byProgram(const ReportInput &input)
{
    Result<std::vector<ProgramFigures>> programs = ReportStore(input.workspace.store().database(), input.cancelled).byProgram(input.scope);
    if (!programs)
        return programs.error();
    std::ranges::stable_sort(*programs, std::greater(), [](const ProgramFigures &program) { return outcomesOf(program).failed; });
    ReportTable table;
    table.columns = {{QStringLiteral("program"), QStringLiteral("Program")},
                     {QStringLiteral("version"), QStringLiteral("Version")},
                     {QStringLiteral("lineItems"), QStringLiteral("Line items"), Type::count},
                     {QStringLiteral("executions"), QStringLiteral("Executions"), Type::count},
                     {QStringLiteral("succeeded"), QStringLiteral("Succeeded"), Type::count},
                     {QStringLiteral("failed"), QStringLiteral("Failed"), Type::count},
                     {QStringLiteral("failureRate"), QStringLiteral("Failure rate"), Type::share},
                     {QStringLiteral("median"), QStringLiteral("Median"), Type::duration},
                     {QStringLiteral("p90"), QStringLiteral("p90"), Type::duration},
                     {QStringLiteral("p99"), QStringLiteral("p99"), Type::duration},
                     {QStringLiteral("returnCodes"), QStringLiteral("Return codes"), Type::returnCodes}};
    std::vector<ChartBar> bars;
    for (const ProgramFigures &program : *programs) {
        table.rows.push_back(programRow(program));
        const Outcomes outcomes = outcomesOf(program);
        if (outcomes.succeeded + outcomes.failed > 0) {
            bars.push_back({program.package + u'/' + program.name, {double(outcomes.failed), double(outcomes.succeeded)}, double(outcomes.failed)});
        }
    }
    table.chart = barChart(QStringLiteral("Results by program"),
                           {{QStringLiteral("Failed"), SeriesTone::bad, {}}, {QStringLiteral("Succeeded"), SeriesTone::good, {}}}, std::move(bars));
    return table;
}

Result<ReportTable> reportbuilder::byComputer(const ReportInput &input)
{
    Result<std::vector<ComputerFigures>> computers = ReportStore(input.workspace.store().database(), input.cancelled).byComputer(input.scope);
    if (!computers)
        return computers.error();
    std::ranges::stable_sort(*computers, std::greater(),
                             [](const ComputerFigures &computer) { return countOf(computer.tasks, ComputerStatus::failed); });
    ReportTable table;
    table.columns = {{QStringLiteral("computer"), QStringLiteral("Computer")}, {QStringLiteral("tasks"), QStringLiteral("Tasks"), Type::count}};
    addStatusColumns(table.columns);
    table.columns.push_back({QStringLiteral("restarts"), QStringLiteral("Restarts"), Type::count});
    table.columns.push_back({QStringLiteral("lastReport"), QStringLiteral("Last report"), Type::instant});
    table.rows.reserve(computers->size());
    std::vector<ChartBar> bars;
    for (const ComputerFigures &computer : *computers) {
        table.rows.push_back(computerRow(computer));
        if (bars.size() < mostBars) // those that failed most come first
            bars.push_back(statusBar(computer.computer, computer.tasks));
    }
    table.chart = barChart(QStringLiteral("Tasks by status"), statusSeries(), std::move(bars));
    return table;
}

} // namespace seriatim
