#include "app/cli/command.h"
#include "engine/base/files.h"
#include "engine/reports/reportformats.h"
#include "engine/reports/reports.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>

namespace seriatim {

namespace {

const QString taskOption = QStringLiteral("task");
const QString programOption = QStringLiteral("program");
const QString computerOption = QStringLiteral("computer");
const QString collectionOption = QStringLiteral("collection");
const QString sinceOption = QStringLiteral("since");
const QString untilOption = QStringLiteral("until");
const QString daysOption = QStringLiteral("days");
const QString limitOption = QStringLiteral("limit");
const QString csvOption = QStringLiteral("csv");
const QString htmlOption = QStringLiteral("html");
const QString outputOption = QStringLiteral("output");

class ReportCommand final : public Command
{
public:
    ReportCommand()
        : Command(QStringLiteral("report"),
                  QStringLiteral("[NAME [--task TASK] [--program PACKAGE[/PROGRAM]] [--computer PATTERN] [--collection C] [--since D] [--until D] "
                                 "[--days N] [--limit N] [--csv|--html] [-o FILE]]"),
                  QStringLiteral("Shows a report of what real computers reported and administrators did; without a name it lists the reports."))
    {
        takes(0, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({taskOption, QStringLiteral("Of this task only."), QStringLiteral("TASK")});
        parser.addOption({programOption, QStringLiteral("Of this package-program, or of a package's programs, only."), QStringLiteral("PACKAGE[/PROGRAM]")});
        parser.addOption({computerOption, QStringLiteral("Of computers with this name only: a part of it, or with * and ?."), QStringLiteral("PATTERN")});
        parser.addOption({collectionOption, QStringLiteral("Of the computers of this collection only."), QStringLiteral("C")});
        parser.addOption({sinceOption, QStringLiteral("Of what came in then or later: 2026-02-10, or 2026-02-10 09:00, in UTC."), QStringLiteral("D")});
        parser.addOption({untilOption, QStringLiteral("Of what came in before then; a day alone counts whole."), QStringLiteral("D")});
        parser.addOption({daysOption, QStringLiteral("Of the last N days; of not-reported: not heard of for N days (7)."), QStringLiteral("N")});
        parser.addOption({limitOption, QStringLiteral("The first N rows only."), QStringLiteral("N")});
        parser.addOption({csvOption, QStringLiteral("As CSV.")});
        parser.addOption({htmlOption, QStringLiteral("As an HTML page that needs nothing else.")});
        parser.addOption({{QStringLiteral("o"), outputOption}, QStringLiteral("Write it to a file; - for standard output."), QStringLiteral("FILE")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        const int formats = int(invocation.json()) + int(invocation.isSet(csvOption)) + int(invocation.isSet(htmlOption));
        if (formats > 1)
            return invocation.usageError(QStringLiteral("--json, --csv and --html cannot be had together; choose one"));
        if (invocation.arguments().isEmpty())
            return list(invocation);
        if (invocation.isSet(outputOption) && invocation.value(outputOption).isEmpty())
            return invocation.usageError(QStringLiteral("--output is empty; name a file, or leave the option out"));
        const Result<ReportRequest> request = requestOf(invocation);
        if (!request)
            return request.error();
        if (const Result<> checked = checkRequest(*request); !checked)
            return invocation.usageError(checked.error().message());
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<Report> report = makeReport(*workspace, *request, SystemClock().now());
        if (!report)
            return report.error();
        return write(invocation, *report);
    }

private:
    static Result<int> list(Invocation &invocation)
    {
        if (invocation.isSet(csvOption) || invocation.isSet(htmlOption) || invocation.isSet(outputOption))
            return invocation.usageError(QStringLiteral("which report? 'seriatimctl report' lists them"));
        QJsonArray reports;
        for (const ReportDescription &report : allReports()) {
            if (!invocation.json())
                invocation.print(report.name.leftJustified(16) + u' ' + report.sentence);
            reports.append(QJsonObject{{QStringLiteral("name"), report.name}, {QStringLiteral("title"), report.title}, {QStringLiteral("sentence"), report.sentence}});
        }
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("reports"), reports}});
        return exitDone;
    }

    static Result<ReportRequest> requestOf(Invocation &invocation)
    {
        const Result<ReportKind> kind = reportNamed(invocation.argument(0));
        if (!kind)
            return invocation.usageError(kind.error().message());
        ReportRequest request;
        request.kind = *kind;
        for (const auto &[option, field] : {std::pair(taskOption, &request.task), std::pair(programOption, &request.program),
                                            std::pair(computerOption, &request.computer), std::pair(collectionOption, &request.collection)}) {
            *field = invocation.value(option);
            if (invocation.isSet(option) && field->trimmed().isEmpty())
                return invocation.usageError(QStringLiteral("--%1 is empty; name one, or leave the option out for all").arg(option));
        }
        for (const auto &[option, field, edge] : {std::tuple(sinceOption, &request.since, PeriodEdge::begin),
                                                  std::tuple(untilOption, &request.until, PeriodEdge::end)}) {
            if (!invocation.isSet(option))
                continue;
            *field = parsePeriodEdge(invocation.value(option), edge);
            if (!*field)
                return invocation.usageError(QStringLiteral("--%1 is '%2'; write it as 2026-02-10 or 2026-02-10 09:00, in UTC").arg(option, invocation.value(option)));
        }
        const Result<std::optional<int>> days = invocation.optionalNumber(daysOption, 1, mostReportDays);
        if (!days)
            return days.error();
        const Result<std::optional<int>> limit = invocation.optionalNumber(limitOption, 1, std::numeric_limits<int>::max());
        if (!limit)
            return limit.error();
        request.days = *days;
        request.atMost = limit->value_or(0);
        return request;
    }

    static ReportFormat formatOf(const Invocation &invocation)
    {
        if (invocation.json())
            return ReportFormat::json;
        if (invocation.isSet(csvOption))
            return ReportFormat::csv;
        return invocation.isSet(htmlOption) ? ReportFormat::html : ReportFormat::text;
    }

    static Result<int> write(const Invocation &invocation, const Report &report)
    {
        const QByteArray bytes = reportBytes(report, formatOf(invocation));
        const QString target = invocation.value(outputOption);
        if (target.isEmpty() || target == u"-") {
            invocation.write(bytes);
            return exitDone;
        }
        if (auto written = replaceFileDurably(target, bytes); !written)
            return written.error();
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("file"), target}, {QStringLiteral("rows"), qint64(report.rows.size())}});
        else
            invocation.print(QStringLiteral("wrote %1: %2").arg(target, counted(std::ssize(report.rows), QStringLiteral("row"))));
        return exitDone;
    }
};

} // namespace

void addReportCommands(Commands &commands)
{
    commands.push_back(std::make_unique<ReportCommand>());
}

} // namespace seriatim
