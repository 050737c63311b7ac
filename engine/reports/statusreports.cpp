// By task, by program and by computer.
#include "engine/reports/reportbuilder_p.h"

#include <algorithm>
#include <numeric>

namespace seriatim {

namespace {

using Type = ReportColumnType;

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

void addStatusCells(std::vector<ReportCell> &cells, const StatusTally &counts)
{
    for (const ComputerStatus status : shownStatuses())
        cells.emplace_back(counts.of(status));
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

ChartBar statusBar(const QString &label, const StatusTally &counts)
{
    ChartBar bar{label, {}, static_cast<double>(counts.of(ComputerStatus::failed))};
    for (const ComputerStatus status : shownStatuses())
        bar.values.push_back(static_cast<double>(counts.of(status)));
    return bar;
}

ReportRow taskRow(const TaskFigures &task)
{
    const qint64 succeeded = task.computers.of(ComputerStatus::succeeded);
    const qint64 failed = task.computers.of(ComputerStatus::failed);
    ReportRow row{{task.name, task.enabled ? QStringLiteral("enabled") : QStringLiteral("disabled"), task.computers.total()}, {.task = task.task}};
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
    Outcomes outcomes;
    for (const auto &[status, count] : program.results) {
        outcomes.succeeded += status == ItemStatus::succeeded ? count : 0;
        outcomes.failed += countsAsFailure(status) ? count : 0;
    }
    return outcomes;
}

std::optional<ItemStatus> mostFrequentFailure(const ProgramFigures &program)
{
    std::optional<ItemStatus> most;
    for (const auto &[status, count] : program.results) {
        if (countsAsFailure(status) && count > 0 && (!most || count > program.results.at(*most)))
            most = status;
    }
    return most;
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
            {.program = program.program, .failure = mostFrequentFailure(program)}};
}

ReportRow computerRow(const ComputerFigures &computer, const std::optional<TaskId> &onlyTask)
{
    ReportRow row{{computer.computer, computer.tasks.total()}, {.task = onlyTask, .computer = computer.computer}};
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
    addRows(input, table, *tasks, taskRow);
    std::vector<ChartBar> bars;
    for (const TaskFigures &task : *tasks) {
        if (task.computers.total() > 0)
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
    addRows(input, table, *programs, programRow);
    std::vector<ChartBar> bars;
    for (const ProgramFigures &program : *programs) {
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
                             [](const ComputerFigures &computer) { return computer.tasks.of(ComputerStatus::failed); });
    ReportTable table;
    table.columns = {{QStringLiteral("computer"), QStringLiteral("Computer")}, {QStringLiteral("tasks"), QStringLiteral("Tasks"), Type::count}};
    addStatusColumns(table.columns);
    table.columns.push_back({QStringLiteral("restarts"), QStringLiteral("Restarts"), Type::count});
    table.columns.push_back({QStringLiteral("lastReport"), QStringLiteral("Last report"), Type::instant});
    addRows(input, table, *computers, [&](const ComputerFigures &computer) { return computerRow(computer, input.scope.task); });
    std::vector<ChartBar> bars;
    for (size_t i = 0; i < std::min(mostBars, computers->size()); ++i) // those that failed most come first
        bars.push_back(statusBar((*computers)[i].computer, (*computers)[i].tasks));
    table.chart = barChart(QStringLiteral("Tasks by status"), statusSeries(), std::move(bars));
    return table;
}

} // namespace seriatim
