#include "app/cli/command.h"
#include "app/cli/pdfreport.h"
#include "app/shared/reportoptions.h"
#include "engine/base/files.h"
#include "engine/reports/reportformats.h"
#include "engine/reports/reports.h"

#include <QJsonArray>

namespace seriatim {

namespace {

const QString csvOption = QStringLiteral("csv");
const QString htmlOption = QStringLiteral("html");
const QString pdfOption = QStringLiteral("pdf");
const QString outputOption = QStringLiteral("output");

class ReportCommand final : public Command
{
public:
    ReportCommand()
        : Command(QStringLiteral("report"),
                  QStringLiteral("[NAME [--task TASK] [--program PACKAGE[/PROGRAM]] [--computer PATTERN] [--collection C] [--since D] [--until D] "
                                 "[--days N] [--limit N] [--csv|--html|--pdf] [-o FILE]]"),
                  QStringLiteral("Shows a report of what real computers reported and administrators did; without a name it lists the reports."))
    {
        takes(0, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        addReportOptions(parser);
        parser.addOption({csvOption, QStringLiteral("As CSV.")});
        parser.addOption({htmlOption, QStringLiteral("As an HTML page that needs nothing else.")});
        parser.addOption({pdfOption, QStringLiteral("As a PDF, which the console makes; with -o.")});
        parser.addOption({{QStringLiteral("o"), outputOption}, QStringLiteral("Write it to a file; - for standard output."), QStringLiteral("FILE")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        const int formats = int(invocation.json()) + int(invocation.isSet(csvOption)) + int(invocation.isSet(htmlOption)) + int(invocation.isSet(pdfOption));
        if (formats > 1)
            return invocation.usageError(QStringLiteral("--json, --csv, --html and --pdf cannot be had together; choose one"));
        if (invocation.arguments().isEmpty())
            return list(invocation);
        if (invocation.isSet(outputOption) && invocation.value(outputOption).isEmpty())
            return invocation.usageError(QStringLiteral("--output is empty; name a file, or leave the option out"));
        const Result<ReportRequest> request = reportRequestOf(invocation.argument(0), invocation.options());
        if (!request)
            return invocation.usageError(request.error().message());
        if (invocation.isSet(pdfOption))
            return makePdf(invocation);
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
        if (invocation.isSet(csvOption) || invocation.isSet(htmlOption) || invocation.isSet(pdfOption) || invocation.isSet(outputOption))
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

    // Nobody wants a PDF on a terminal by mistake, so standard output has to be named.
    static Result<int> makePdf(Invocation &invocation)
    {
        if (!invocation.isSet(outputOption))
            return invocation.usageError(QStringLiteral("--pdf needs -o FILE; -o - is standard output"));
        return makePdfReport({invocation.storePath(), invocation.argument(0), givenReportOptions(invocation.options()), invocation.value(outputOption)});
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
            invocation.print(reportWritten(target, report.rows.size()));
        return exitDone;
    }
};

} // namespace

void addReportCommands(Commands &commands)
{
    commands.push_back(std::make_unique<ReportCommand>());
}

} // namespace seriatim
