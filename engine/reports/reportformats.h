// A report written down: as a table of text, CSV, JSON and one HTML page. The same report gives the same bytes.
#pragma once

#include "engine/reports/report.h"

#include <QByteArray>
#include <QJsonObject>

namespace seriatim {

// Aligned columns, a line for each row, and what the return codes mean; lines end with '\n'. The rows alone decide, not `made`.
[[nodiscard]] QString reportText(const Report &report);

// RFC 4180 with a line of column keys first; times in ISO 8601, durations in seconds, shares from 0 to 1, return codes as
// "1603: 26; 0: 974". Nothing in it is a formula to a spreadsheet.
[[nodiscard]] QByteArray reportCsv(const Report &report);

// docs/formats.md
[[nodiscard]] QJsonObject reportJson(const Report &report);

// One page that needs nothing else, light or dark as the reader's system is, with the chart as SVG.
[[nodiscard]] QByteArray reportHtml(const Report &report);

enum class ReportFormat { text, csv, json, html };

// As a file of that format has it.
[[nodiscard]] QByteArray reportBytes(const Report &report, ReportFormat format);

} // namespace seriatim
