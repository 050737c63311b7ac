#include "models/reportfiles.h"

#include "engine/base/files.h"

#include <QCoreApplication>

namespace seriatim {

Result<SharedReport> readReport(Workspace &workspace, const ReportRequest &request, JobControl &control)
{
    Result<Report> report = makeReport(workspace, request, SystemClock().now(), [&control] { return control.isCancelled().load(); });
    if (!report)
        return report.error();
    if (control.isCancelled())
        return Error{ErrorCode::cancelled, {}, {}}; // too late for the report to see it
    return std::make_shared<const Report>(std::move(report).value());
}

Result<> writeReportFile(const QString &path, const QByteArray &bytes)
{
    Result<> written = replaceFileDurably(path, bytes);
    if (!written) {
        Error error = written.error();
        error.detail += QCoreApplication::translate("seriatim::ReportFiles", "; choose another folder or file");
        return error;
    }
    return written;
}

} // namespace seriatim
