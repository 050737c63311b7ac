// What a report is asked for on a command line: seriatimctl takes these options, and so does the console, which makes its PDFs.
#pragma once

#include "engine/reports/reports.h"

#include <QCommandLineParser>

namespace seriatim {

// Everything that a report can be narrowed to, and how many rows are wanted.
void addReportOptions(QCommandLineParser &parser);

// Every error is wrong usage: no such report, an option that cannot be read, or one that this report does not take.
[[nodiscard]] Result<ReportRequest> reportRequestOf(const QString &name, const QCommandLineParser &parser);

// Those options that were given, "--task=Rollout", for another program that takes them.
[[nodiscard]] QStringList givenReportOptions(const QCommandLineParser &parser);

// "wrote FILE: 3 rows"
[[nodiscard]] QString reportWritten(const QString &file, size_t rows);

} // namespace seriatim
