#include "models/reporttexts.h"

#include "models/timewords.h"

#include <QCoreApplication>
#include <QLocale>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::ReportTexts)
};

QString whyEmpty(ReportKind kind)
{
    switch (kind) {
    case ReportKind::byTask: return Words::tr("There is no sequential task in this store yet.");
    case ReportKind::byProgram: return Words::tr("No sequential task runs a program yet.");
    case ReportKind::byComputer: return Words::tr("No computer has reported on a task yet; it comes here with its first report.");
    case ReportKind::restarts: return Words::tr("No computer was restarted, and no program ran more than once.");
    case ReportKind::notReported: return Words::tr("Every computer was heard of in that time, or no task applies to any computer.");
    case ReportKind::restartPending: return Words::tr("No computer waits for a restart.");
    case ReportKind::portalRequests: return Words::tr("Nobody has requested anything in the Software Portal yet.");
    case ReportKind::changes: return Words::tr("Nothing has been changed in this store yet.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString emptyReportText(const ReportRequest &request, const Report &report)
{
    if (!request.isFiltered())
        return whyEmpty(report.kind);
    return Words::tr("Nothing matches these filters: %1. Clear one of them to see more.").arg(report.filter.join(QStringLiteral(", ")));
}

QString savedFilterText(const ReportRequest &request)
{
    QStringList parts;
    if (!request.task.isEmpty())
        parts.append(Words::tr("task “%1”").arg(request.task));
    if (!request.program.isEmpty())
        parts.append(Words::tr("program “%1”").arg(request.program));
    if (!request.computer.isEmpty())
        parts.append(Words::tr("computers “%1”").arg(request.computer));
    if (!request.collection.isEmpty())
        parts.append(Words::tr("collection “%1”").arg(request.collection));
    if (request.days)
        parts.append(request.kind == ReportKind::notReported ? Words::tr("for %n day(s) or longer", nullptr, *request.days) : Words::tr("the last %n day(s)", nullptr, *request.days));
    if (request.since)
        parts.append(Words::tr("from %1").arg(timeText(*request.since)));
    if (request.until)
        parts.append(Words::tr("before %1").arg(timeText(*request.until)));
    return parts.isEmpty() ? Words::tr("everything") : parts.join(QStringLiteral(", "));
}

QString rowCountText(const Report &report)
{
    const auto shown = static_cast<int>(report.rows.size());
    if (report.leftOut == 0)
        return Words::tr("%n row(s)", nullptr, shown);
    const QLocale locale;
    return Words::tr("The first %1 of %2 rows; an export has them all").arg(locale.toString(shown), locale.toString(shown + report.leftOut));
}

} // namespace seriatim
