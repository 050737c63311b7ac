// Restarts and reruns, restarts that are still needed, and computers that nothing is heard of.
#include "engine/reports/reportbuilder_p.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>

namespace seriatim {

namespace {

using Type = ReportColumnType;

// Sums of a task's rows, in the order of the tasks' names.
std::vector<ChartBar> barsByTask(const std::vector<RunFigures> &runs, const std::function<std::vector<double>(const RunFigures &)> &values)
{
    std::vector<ChartBar> bars;
    const RunFigures *before = nullptr;
    for (const RunFigures &run : runs) {
        const std::vector<double> adds = values(run);
        if (!before || !(before->task == run.task))
            bars.push_back({run.taskName, std::vector<double>(adds.size(), 0), 0});
        for (size_t i = 0; i < adds.size(); ++i) {
            bars.back().values[i] += adds[i];
            bars.back().weight += adds[i];
        }
        before = &run;
    }
    return bars;
}

QString foldedName(const QString &name)
{
    return name.trimmed().normalized(QString::NormalizationForm_C).toCaseFolded();
}

// The computers of these tasks' collections; each once.
Result<std::vector<Computer>> computersOfTasks(const ReportInput &input)
{
    if (input.task)
        return input.workspace.computersOf(*input.task);
    Result<std::vector<SequentialTask>> tasks = input.workspace.store().tasks().loadAll();
    if (!tasks)
        return tasks.error();
    SequentialTask together; // what applies to any of them
    QSet<CollectionId> known;
    for (const SequentialTask &task : *tasks) {
        for (const CollectionId &collection : task.enabled ? task.appliesTo : std::vector<CollectionId>()) {
            if (!known.contains(collection))
                together.appliesTo.push_back(collection);
            known.insert(collection);
        }
    }
    return input.workspace.computersOf(together);
}

// As the scope says, of computers that are in no table of reports.
class ScopeNames
{
public:
    explicit ScopeNames(const ReportInput &input) : m_pattern(input.scope.computer), m_limited(input.collection.has_value())
    {
        for (const QString &name : input.collection.value_or(QStringList()))
            m_among.insert(foldedName(name));
    }

    [[nodiscard]] bool contains(const QString &name) const
    {
        return (!m_limited || m_among.contains(foldedName(name))) && (m_pattern.isEmpty() || isNamedLike(name, m_pattern));
    }

private:
    QString m_pattern;
    bool m_limited;
    QSet<QString> m_among;
};

// A computer with its name as it is compared: a million names are folded once each, not at every comparison.
struct SilentComputer {
    QString name;
    HeardFigures figures;
};

// Those that have not been heard of since, also those that never were.
Result<std::vector<SilentComputer>> silentComputers(const ReportInput &input, Instant since)
{
    Result<std::vector<HeardFigures>> heard = ReportStore(input.workspace.store().database(), input.cancelled).heard(input.scope);
    if (!heard)
        return heard.error();
    const Result<std::vector<Computer>> targets = computersOfTasks(input);
    if (!targets)
        return targets.error();
    QHash<QString, const Computer *> unheard; // of the targets, by name
    for (const Computer &target : *targets)
        unheard.insert(foldedName(target.name), &target);
    std::vector<SilentComputer> silent;
    for (HeardFigures &computer : *heard) {
        QString name = foldedName(computer.computer);
        const bool applies = unheard.remove(name);
        const bool counts = !input.task || computer.onTask || applies;
        if (counts && computer.lastReport <= since)
            silent.push_back({std::move(name), std::move(computer)});
    }
    const ScopeNames scope(input);
    for (auto target = unheard.cbegin(); target != unheard.cend(); ++target) {
        if (!scope.contains(target.value()->name))
            continue;
        silent.push_back({target.key(), {}});
        silent.back().figures.computer = target.value()->name;
    }
    std::ranges::sort(silent, {}, [](const SilentComputer &one) { return std::pair(one.figures.lastReport, QStringView(one.name)); });
    return silent;
}

struct Age {
    const char *name;
    qint64 leastDays;
};

std::optional<qint64> daysSilent(const HeardFigures &computer, Instant now)
{
    return computer.lastReport > 0 ? std::optional((now - computer.lastReport) / millisPerDay) : std::nullopt;
}

ReportChart agesChart(const std::vector<SilentComputer> &silent, Instant now)
{
    constexpr std::array ages{Age{"over 90 days", 91}, Age{"31 to 90 days", 31}, Age{"8 to 30 days", 8}};
    std::vector<ChartBar> bars{{QStringLiteral("never"), {0}, 0}};
    for (const Age &age : ages)
        bars.push_back({QString::fromLatin1(age.name), {0}, 0});
    bars.push_back({QStringLiteral("up to 7 days"), {0}, 0});
    for (const SilentComputer &computer : silent) {
        const std::optional<qint64> days = daysSilent(computer.figures, now);
        const auto age = std::ranges::find_if(ages, [&](const Age &one) { return days && *days >= one.leastDays; });
        ++bars[days ? static_cast<size_t>(age - ages.begin()) + 1 : 0].values[0];
    }
    return silent.empty() ? ReportChart()
                          : barChart(QStringLiteral("Computers by when they last reported"), {{QStringLiteral("Computers"), SeriesTone::quiet, {}}}, bars);
}

} // namespace

Result<ReportTable> reportbuilder::restarts(const ReportInput &input)
{
    Result<std::vector<RunFigures>> runs = ReportStore(input.workspace.store().database(), input.cancelled).restarts(input.scope);
    if (!runs)
        return runs.error();
    ReportTable table;
    table.chart = barChart(QStringLiteral("Restarts and reruns by task"),
                           {{QStringLiteral("Restarts"), SeriesTone::waiting, {}}, {QStringLiteral("Reruns"), SeriesTone::busy, {}}},
                           barsByTask(*runs, [](const RunFigures &run) { return std::vector<double>{double(run.restarts), double(run.reruns)}; }));
    std::ranges::stable_sort(*runs, std::greater(), [](const RunFigures &run) { return run.restarts + run.reruns; });
    table.columns = {{QStringLiteral("task"), QStringLiteral("Task")},
                     {QStringLiteral("computer"), QStringLiteral("Computer")},
                     {QStringLiteral("status"), QStringLiteral("Status"), Type::word},
                     {QStringLiteral("run"), QStringLiteral("Run"), Type::count},
                     {QStringLiteral("restarts"), QStringLiteral("Restarts"), Type::count},
                     {QStringLiteral("reruns"), QStringLiteral("Reruns"), Type::count},
                     {QStringLiteral("lastReport"), QStringLiteral("Last report"), Type::instant}};
    addRows(input, table, *runs, [](const RunFigures &run) {
        return ReportRow{{run.taskName, run.computer, toWord(run.status), qint64(run.run), qint64(run.restarts), qint64(run.reruns), run.lastReport},
                         {.task = run.task, .computer = run.computer}};
    });
    return table;
}

Result<ReportTable> reportbuilder::restartPending(const ReportInput &input)
{
    Result<std::vector<RunFigures>> runs = ReportStore(input.workspace.store().database(), input.cancelled).restartPending(input.scope);
    if (!runs)
        return runs.error();
    ReportTable table;
    table.chart = barChart(QStringLiteral("Computers by task"), {{QStringLiteral("Restart pending"), SeriesTone::waiting, {}}},
                           barsByTask(*runs, [](const RunFigures &) { return std::vector<double>{1}; }));
    std::ranges::stable_sort(*runs, {}, &RunFigures::lastReport);
    table.columns = {{QStringLiteral("computer"), QStringLiteral("Computer")},
                     {QStringLiteral("task"), QStringLiteral("Task")},
                     {QStringLiteral("lastReport"), QStringLiteral("Last report"), Type::instant},
                     {QStringLiteral("restarts"), QStringLiteral("Restarts so far"), Type::count},
                     {QStringLiteral("explanation"), QStringLiteral("What it says")}};
    addRows(input, table, *runs, [](const RunFigures &run) {
        return ReportRow{{run.computer, run.taskName, run.lastReport, qint64(run.restarts), run.explanation},
                         {.task = run.task, .computer = run.computer}};
    });
    return table;
}

Result<ReportTable> reportbuilder::notReported(const ReportInput &input)
{
    const Instant since = input.now - input.request.days.value_or(defaultNotReportedDays) * millisPerDay;
    const Result<std::vector<SilentComputer>> silent = silentComputers(input, since);
    if (!silent)
        return silent.error();
    ReportTable table;
    table.columns = {{QStringLiteral("computer"), QStringLiteral("Computer")},
                     {QStringLiteral("lastReport"), QStringLiteral("Last report"), Type::instant},
                     {QStringLiteral("days"), QStringLiteral("Days ago"), Type::count},
                     {QStringLiteral("tasks"), QStringLiteral("Tasks"), Type::count},
                     {QStringLiteral("unfinished"), QStringLiteral("Unfinished"), Type::count}};
    addRows(input, table, *silent, [&](const SilentComputer &one) {
        const HeardFigures &computer = one.figures;
        const ReportCell last = computer.lastReport > 0 ? ReportCell(computer.lastReport) : ReportCell();
        return ReportRow{{computer.computer, last, cellOf(daysSilent(computer, input.now)), qint64(computer.tasks), qint64(computer.unfinished)},
                         {.task = input.scope.task, .computer = computer.computer}};
    });
    table.chart = agesChart(*silent, input.now);
    return table;
}

} // namespace seriatim
