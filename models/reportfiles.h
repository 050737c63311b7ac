// Reading reports and writing them down, off the window's thread: for StoreSession::run on the slow lane.
#pragma once

#include "engine/reports/reportformats.h"
#include "engine/reports/reportwords.h"
#include "models/reportmodel.h"
#include "models/savedreports.h"
#include "models/storesession.h"

namespace seriatim {

[[nodiscard]] Result<SharedReport> readReport(Workspace &workspace, const ReportRequest &request, JobControl &control);

// The file is replaced only once everything is written. The error names it and says what to do.
[[nodiscard]] Result<> writeReportFile(const QString &path, const QByteArray &bytes);

} // namespace seriatim
