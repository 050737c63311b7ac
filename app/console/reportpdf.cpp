#include "app/console/reportpdf.h"

#include "app/shared/openstore.h"
#include "app/shared/processsetup.h"
#include "app/shared/reportoptions.h"
#include "models/reportfiles.h"
#include "ui/reportdocument.h"

#include <QGuiApplication>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <span>
#include <string_view>
#include <thread>

#ifdef Q_OS_WIN
#include <fcntl.h>
#include <io.h>
#endif

namespace seriatim {

namespace {

const QString storeOption = QStringLiteral("store");
const QString fileOption = QStringLiteral("report-pdf");
const QString nameOption = QStringLiteral("report");
constexpr std::chrono::milliseconds pollInterval{50};

// Tells the work, which asks its control only, that a signal wants it to end.
class CancelOnSignals
{
public:
    explicit CancelOnSignals(JobControl &control)
        : m_watch([&control, &stop = stopOnSignals()](const std::stop_token &done) {
              for (; !done.stop_requested() && !stop; std::this_thread::sleep_for(pollInterval)) {}
              if (stop)
                  control.cancel();
          })
    {
    }

private:
    std::jthread m_watch;
};

Result<> writeToStandardOutput(const QByteArray &bytes)
{
#ifdef Q_OS_WIN
    ::_setmode(::_fileno(stdout), _O_BINARY);
#endif
    ignoreBrokenPipes(); // seriatimctl would take that end for a crash
    const size_t size = static_cast<size_t>(bytes.size());
    if (std::fwrite(bytes.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0)
        return Error{ErrorCode::io, {}, QStringLiteral("standard output: the answer could not be written")};
    return Done{};
}

// How many rows it has.
Result<size_t> writePdf(const QString &store, const ReportRequest &request, const QString &file)
{
    JobControl control;
    const CancelOnSignals watch(control);
    Result<Workspace> workspace = openStore(store, Access::readOnly);
    if (!workspace)
        return workspace.error();
    const Result<SharedReport> report = readReport(*workspace, request, control);
    if (!report)
        return report.error();
    const Result<QByteArray> bytes = reportPdf(**report, control);
    if (!bytes)
        return bytes.error();
    const Result<> written = file == u"-" ? writeToStandardOutput(*bytes) : writeReportFile(file, *bytes);
    return written ? Result<size_t>((*report)->rows.size()) : written.error();
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral("Makes one report as a PDF, without a window."));
    addReportPdfOption(parser);
    parser.addOption({nameOption, QStringLiteral("This report; 'seriatimctl report' lists them."), QStringLiteral("NAME")});
    parser.addOption({storeOption, QStringLiteral("Of this store; SERIATIM_STORE where it is not given."), QStringLiteral("PATH")});
    addReportOptions(parser);
    parser.addHelpOption();
}

// Empty where they can be used.
QString complaintAbout(const QCommandLineParser &parser)
{
    if (!parser.positionalArguments().isEmpty())
        return QStringLiteral("'%1' is no option (seriatim --report-pdf FILE --help)").arg(parser.positionalArguments().first());
    if (parser.value(fileOption).isEmpty())
        return QStringLiteral("--%1 is empty; name a file, or - for standard output").arg(fileOption);
    if (parser.value(nameOption).isEmpty())
        return QStringLiteral("which report? Use --%1 NAME; 'seriatimctl report' lists them").arg(nameOption);
    return {};
}

} // namespace

bool asksForReportPdf(int argc, char **argv)
{
    const QByteArray option = "--" + fileOption.toUtf8();
    return std::ranges::any_of(std::span(argv, static_cast<size_t>(argc)), [&](std::string_view word) {
        return word == option.constData() || word.starts_with((option + '=').constData());
    });
}

void addReportPdfOption(QCommandLineParser &parser)
{
    parser.addOption({fileOption, QStringLiteral("Make a report as a PDF and end; - for standard output. --report-pdf FILE --help says more."), QStringLiteral("FILE")});
}

int makeReportPdf(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // fonts are all that is needed
    const QGuiApplication application(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QGuiApplication::arguments()))
        return fail(parserComplaint(parser) + QStringLiteral(" (seriatim --report-pdf FILE --help)"), exitUsage);
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(exitDone); // prints and ends
    if (const QString complaint = complaintAbout(parser); !complaint.isEmpty())
        return fail(complaint, exitUsage);
    const Result<ReportRequest> request = reportRequestOf(parser.value(nameOption), parser);
    if (!request)
        return fail(request.error().message(), exitUsage);
    const QString file = parser.value(fileOption);
    const Result<size_t> rows = writePdf(storePath(parser.value(storeOption)), *request, file);
    if (!rows)
        return fail(rows.error().code == ErrorCode::cancelled ? QStringLiteral("stopped; no PDF was made") : rows.error().message(), exitFailed);
    if (file != u"-")
        std::printf("%s\n", qUtf8Printable(reportWritten(file, *rows)));
    return exitDone;
}

} // namespace seriatim
