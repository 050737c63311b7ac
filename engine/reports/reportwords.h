// A report's cells as people read them, the same on every screen, page and terminal.
#pragma once

#include "engine/reports/report.h"

namespace seriatim {

// "restartPending" → "restart pending"
[[nodiscard]] QString wordsApart(const QString &word);

// "3.2 s", "6 min 10 s", "2 h 5 min", "3 d 4 h"
[[nodiscard]] QString durationText(qint64 milliseconds);

// One line without control characters, whoever wrote it; times in UTC; empty where it is not known.
[[nodiscard]] QString cellText(const ReportCell &cell, ReportColumnType type);

// Whether cells of this type stand to the right.
[[nodiscard]] bool isNumeric(ReportColumnType type);

// A column's title, with "(UTC)" where it has times as cellText() writes them.
[[nodiscard]] QString headingOf(const ReportColumn &column);

[[nodiscard]] QString madeText(const Report &report); // "Made 2026-02-10 09:00:00 UTC"

// "1603 (ERROR_INSTALL_FAILURE): the installation failed" for each that has a meaning and is not 0.
[[nodiscard]] QStringList codeMeanings(const ReturnCodeCounts &codes);

// A heading, and "1603 (ERROR_INSTALL_FAILURE): the installation failed; …" for each code in the report that has a meaning
// and is not 0; empty where none has.
[[nodiscard]] QStringList codeLegend(const Report &report);

// What a page says below the table: that there is nothing, the legend, and how many rows are left out; a paragraph each.
[[nodiscard]] QStringList footLines(const Report &report);

} // namespace seriatim
