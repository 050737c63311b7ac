#include "engine/reports/reports.h"

#include "engine/base/text.h"
#include "engine/domain/schedule.h"
#include "engine/reports/reportbuilder_p.h"
#include "engine/workspace/collectioncomputers.h"

#include <algorithm>

namespace seriatim {

namespace {

std::vector<ReportDescription> describeAll()
{
    using enum ReportFilter;
    return {
        {ReportKind::byTask, QStringLiteral("by-task"), QStringLiteral("By task"),
         QStringLiteral("How each sequential task stands on the computers that reported on it, and how long its runs take."),
         {task, computer, collection, period, days}},
        {ReportKind::byProgram, QStringLiteral("by-program"), QStringLiteral("By program"),
         QStringLiteral("How often each package-program fails over all tasks, with which return codes, and how long it takes."),
         {task, program, computer, collection, period, days}},
        {ReportKind::byComputer, QStringLiteral("by-computer"), QStringLiteral("By computer"),
         QStringLiteral("How many tasks have failed, run or wait on each computer, and when it last reported."),
         {task, computer, collection, period, days}},
        {ReportKind::restarts, QStringLiteral("restarts"), QStringLiteral("Restarts and reruns"),
         QStringLiteral("Which computers were restarted, and which ran a program more than once, in the newest run of a task."),
         {task, computer, collection, period, days}},
        {ReportKind::notReported, QStringLiteral("not-reported"), QStringLiteral("Not reported"),
         QStringLiteral("Computers that tasks apply to, or that once reported, of which nothing was heard for some days (7)."),
         {task, computer, collection, days}},
        {ReportKind::restartPending, QStringLiteral("restart-pending"), QStringLiteral("Restart pending"),
         QStringLiteral("Computers that wait for a restart before a task goes on."),
         {task, computer, collection, period, days}},
        {ReportKind::portalRequests, QStringLiteral("portal-requests"), QStringLiteral("Portal requests"),
         QStringLiteral("What users requested in the Software Portal, who decided, and what came of it."),
         {task, computer, collection, period, days}},
        {ReportKind::changes, QStringLiteral("changes"), QStringLiteral("Changes"),
         QStringLiteral("Who changed what in the store, and when; the newest first."),
         {task, period, days}},
    };
}

struct GivenFilter {
    ReportFilter filter;
    QString option; // as the command line calls it
    bool given;
};

std::vector<GivenFilter> givenFilters(const ReportRequest &request)
{
    return {{ReportFilter::task, QStringLiteral("task"), !request.task.isEmpty()},
            {ReportFilter::program, QStringLiteral("program"), !request.program.isEmpty()},
            {ReportFilter::computer, QStringLiteral("computer"), !request.computer.isEmpty()},
            {ReportFilter::collection, QStringLiteral("collection"), !request.collection.isEmpty()},
            {ReportFilter::period, QStringLiteral("since"), request.since.has_value()},
            {ReportFilter::period, QStringLiteral("until"), request.until.has_value()},
            {ReportFilter::days, QStringLiteral("days"), request.days.has_value()}};
}

Result<QStringList> computersOfCollection(Workspace &workspace, const QString &nameOrGuid)
{
    Result<std::vector<Collection>> collections = workspace.store().catalogue().collections();
    if (!collections)
        return collections.error();
    const auto id = CollectionId::parse(nameOrGuid);
    const auto found = std::ranges::find_if(*collections, [&](const Collection &one) {
        return (id && one.id == *id) || one.name.compare(nameOrGuid.trimmed(), Qt::CaseInsensitive) == 0;
    });
    if (found == collections->end()) {
        return Error{ErrorCode::notFound, QStringLiteral("collection '%1'").arg(nameOrGuid),
                     QStringLiteral("there is no such collection in the store; check its name")};
    }
    return computersIn(workspace, *found);
}

// A package's name stands for all its programs; anything with a '/' may be a package-program, or a package's name after all.
Result<std::vector<ProgramId>> programsNamed(Workspace &workspace, const QString &name)
{
    Result<std::vector<Package>> packages = workspace.store().catalogue().packagesNamed({name, name.section(u'@', 0, -2)});
    if (!packages)
        return packages.error();
    std::vector<ProgramId> programs;
    const auto same = [](const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) == 0; };
    for (const Package &package : *packages) {
        if (!same(package.name, name) && !same(package.name + u'@' + package.version, name))
            continue;
        for (const Program &program : package.programs)
            programs.push_back(program.id);
    }
    if (!programs.empty())
        return programs;
    const Result<ProgramId> program = workspace.findProgram(name);
    if (!program)
        return program.error();
    return std::vector{*program};
}

Result<> lookUpNames(ReportInput &input)
{
    const ReportRequest &request = input.request;
    if (!request.task.isEmpty()) {
        Result<SequentialTask> task = input.workspace.store().tasks().find(request.task);
        if (!task)
            return task.error();
        input.scope.task = task->id;
        input.task = std::move(task).value();
    }
    if (!request.program.isEmpty()) {
        Result<std::vector<ProgramId>> programs = programsNamed(input.workspace, request.program);
        if (!programs)
            return programs.error();
        input.scope.programs = std::move(programs).value();
    }
    if (!request.collection.isEmpty()) {
        Result<QStringList> computers = computersOfCollection(input.workspace, request.collection);
        if (!computers)
            return computers.error();
        input.scope.among = *computers;
        input.collection = std::move(computers).value();
    }
    input.scope.computer = request.computer.trimmed();
    input.scope.since = request.since;
    input.scope.until = request.until;
    if (request.days && request.kind != ReportKind::notReported)
        input.scope.since = input.now - *request.days * millisPerDay;
    return Done{};
}

QStringList filterWords(const ReportInput &input)
{
    const ReportRequest &request = input.request;
    QStringList words;
    if (input.task)
        words.append(QStringLiteral("task '%1'").arg(input.task->name));
    if (!request.program.isEmpty())
        words.append(QStringLiteral("program '%1'").arg(request.program));
    if (!request.computer.isEmpty())
        words.append(QStringLiteral("computers '%1'").arg(request.computer));
    if (!request.collection.isEmpty())
        words.append(QStringLiteral("collection '%1'").arg(request.collection));
    if (request.kind == ReportKind::notReported)
        words.append(QStringLiteral("for %1 days or longer").arg(request.days.value_or(defaultNotReportedDays)));
    if (input.scope.since)
        words.append(QStringLiteral("since %1 UTC").arg(formatInstant(*input.scope.since)));
    if (input.scope.until)
        words.append(QStringLiteral("before %1 UTC").arg(formatInstant(*input.scope.until)));
    return words;
}

Result<ReportTable> tableOf(const ReportInput &input)
{
    switch (input.request.kind) {
    case ReportKind::byTask:
        return reportbuilder::byTask(input);
    case ReportKind::byProgram:
        return reportbuilder::byProgram(input);
    case ReportKind::byComputer:
        return reportbuilder::byComputer(input);
    case ReportKind::restarts:
        return reportbuilder::restarts(input);
    case ReportKind::notReported:
        return reportbuilder::notReported(input);
    case ReportKind::restartPending:
        return reportbuilder::restartPending(input);
    case ReportKind::portalRequests:
        return reportbuilder::portalRequests(input);
    case ReportKind::changes:
        return reportbuilder::changes(input);
    }
    Q_UNREACHABLE();
}

} // namespace

bool ReportDescription::takes(ReportFilter filter) const
{
    return std::ranges::find(filters, filter) != filters.end();
}

const std::vector<ReportDescription> &allReports()
{
    static const std::vector<ReportDescription> all = describeAll();
    return all;
}

const ReportDescription &descriptionOf(ReportKind kind)
{
    return allReports()[static_cast<size_t>(kind)];
}

Result<ReportKind> reportNamed(const QString &name)
{
    QStringList names;
    for (const ReportDescription &report : allReports()) {
        if (report.name == name)
            return report.kind;
        names.append(report.name);
    }
    return Error{ErrorCode::notFound, QStringLiteral("report '%1'").arg(name),
                 QStringLiteral("there is no such report; use %1").arg(joinWords(names, QStringLiteral("or")))};
}

bool ReportRequest::isFiltered() const
{
    return std::ranges::any_of(givenFilters(*this), &GivenFilter::given);
}

Result<> checkRequest(const ReportRequest &request)
{
    const ReportDescription &report = descriptionOf(request.kind);
    QStringList taken;
    for (const GivenFilter &filter : givenFilters(request)) {
        if (report.takes(filter.filter))
            taken.append(filter.option);
    }
    for (const GivenFilter &filter : givenFilters(request)) {
        if (filter.given && !report.takes(filter.filter)) {
            return Error{ErrorCode::invalidInput, QStringLiteral("report '%1'").arg(report.name),
                         QStringLiteral("it cannot be narrowed by %1; it can by %2").arg(filter.option, joinWords(taken, QStringLiteral("and")))};
        }
    }
    if (request.days && (*request.days < 1 || *request.days > mostReportDays))
        return Error{ErrorCode::invalidInput, QStringLiteral("%1 days").arg(*request.days), QStringLiteral("use 1 to %1").arg(mostReportDays)};
    if (request.days && request.since)
        return Error{ErrorCode::invalidInput, QString(), QStringLiteral("since and days both say where the report begins; give one of them")};
    if (request.since && request.until && *request.since >= *request.until)
        return Error{ErrorCode::invalidInput, QString(), QStringLiteral("the report ends before it begins; give an earlier since or a later until")};
    return Done{};
}

Result<Report> makeReport(Workspace &workspace, const ReportRequest &request, Instant now, const std::function<bool()> &cancelled)
{
    const ReportDescription &description = descriptionOf(request.kind);
    if (auto checked = checkRequest(request); !checked)
        return checked.error();
    ReportInput input{workspace, request, now, cancelled};
    if (auto found = lookUpNames(input); !found)
        return found.error();
    Result<ReportTable> table = tableOf(input);
    if (!table)
        return table.error();
    const auto leftOut = static_cast<qint64>(table->allRows - table->rows.size());
    return Report{request.kind, description.name, description.title, description.sentence, filterWords(input), now,
                  std::move(table->columns), std::move(table->rows), leftOut, std::move(table->chart)};
}

std::optional<Instant> parsePeriodEdge(const QString &text, PeriodEdge edge)
{
    QString trimmed = text.trimmed();
    const QDate day = QDate::fromString(trimmed, QStringLiteral("yyyy-MM-dd"));
    if (day.isValid())
        return QDateTime(edge == PeriodEdge::end ? day.addDays(1) : day, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
    if (trimmed.endsWith(u'Z', Qt::CaseInsensitive))
        trimmed.chop(1);
    const std::optional<WallTime> time = parseWallTime(trimmed);
    return time ? std::optional(time->toMSecsSinceEpoch()) : std::nullopt;
}

} // namespace seriatim
