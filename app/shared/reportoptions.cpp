#include "app/shared/reportoptions.h"

#include "app/shared/processsetup.h"

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

QList<QCommandLineOption> reportOptions()
{
    return {
        {taskOption, QStringLiteral("Of this task only."), QStringLiteral("TASK")},
        {programOption, QStringLiteral("Of this package-program, or of a package's programs, only."), QStringLiteral("PACKAGE[/PROGRAM]")},
        {computerOption, QStringLiteral("Of computers with this name only: a part of it, or with * and ?."), QStringLiteral("PATTERN")},
        {collectionOption, QStringLiteral("Of the computers of this collection only."), QStringLiteral("C")},
        {sinceOption, QStringLiteral("Of what came in then or later: 2026-02-10, or 2026-02-10 09:00, in UTC."), QStringLiteral("D")},
        {untilOption, QStringLiteral("Of what came in before then; a day alone counts whole."), QStringLiteral("D")},
        {daysOption, QStringLiteral("Of the last N days; of not-reported: not heard of for N days (7)."), QStringLiteral("N")},
        {limitOption, QStringLiteral("The first N rows only."), QStringLiteral("N")},
    };
}

Error wrong(const QString &detail)
{
    return {ErrorCode::invalidInput, {}, detail};
}

Result<> readNames(const QCommandLineParser &parser, ReportRequest &request)
{
    for (const auto &[option, field] : {std::pair(taskOption, &request.task), std::pair(programOption, &request.program),
                                        std::pair(computerOption, &request.computer), std::pair(collectionOption, &request.collection)}) {
        *field = parser.value(option);
        if (parser.isSet(option) && field->trimmed().isEmpty())
            return wrong(QStringLiteral("--%1 is empty; name one, or leave the option out for all").arg(option));
    }
    return Done{};
}

Result<> readPeriod(const QCommandLineParser &parser, ReportRequest &request)
{
    for (const auto &[option, field, edge] : {std::tuple(sinceOption, &request.since, PeriodEdge::begin),
                                              std::tuple(untilOption, &request.until, PeriodEdge::end)}) {
        if (!parser.isSet(option))
            continue;
        *field = parsePeriodEdge(parser.value(option), edge);
        if (!*field)
            return wrong(QStringLiteral("--%1 is '%2'; write it as 2026-02-10 or 2026-02-10 09:00, in UTC").arg(option, parser.value(option)));
    }
    return Done{};
}

Result<> readNumbers(const QCommandLineParser &parser, ReportRequest &request)
{
    const auto number = [&](const QString &option, int most) { return wholeNumber(parser.value(option), QStringLiteral("--") + option, 1, most); };
    if (parser.isSet(daysOption)) {
        const Result<int> days = number(daysOption, mostReportDays);
        if (!days)
            return days.error();
        request.days = *days;
    }
    if (parser.isSet(limitOption)) {
        const Result<int> limit = number(limitOption, std::numeric_limits<int>::max());
        if (!limit)
            return limit.error();
        request.atMost = *limit;
    }
    return Done{};
}

} // namespace

void addReportOptions(QCommandLineParser &parser)
{
    parser.addOptions(reportOptions());
}

Result<ReportRequest> reportRequestOf(const QString &name, const QCommandLineParser &parser)
{
    const Result<ReportKind> kind = reportNamed(name);
    if (!kind)
        return kind.error();
    ReportRequest request;
    request.kind = *kind;
    for (const auto read : {readNames, readPeriod, readNumbers}) {
        if (const Result<> done = read(parser, request); !done)
            return done.error();
    }
    if (const Result<> checked = checkRequest(request); !checked)
        return checked.error();
    return request;
}

QStringList givenReportOptions(const QCommandLineParser &parser)
{
    QStringList given;
    for (const QCommandLineOption &option : reportOptions()) {
        if (parser.isSet(option))
            given.append(QStringLiteral("--%1=%2").arg(option.names().first(), parser.value(option)));
    }
    return given;
}

QString reportWritten(const QString &file, size_t rows)
{
    return QStringLiteral("wrote %1: %2").arg(file, counted(static_cast<qint64>(rows), QStringLiteral("row")));
}

} // namespace seriatim
