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

// A heading, and "1603 (ERROR_INSTALL_FAILURE): the installation failed; …" for each code in the report that has a meaning
// and is not 0; empty where none has.
[[nodiscard]] QStringList codeLegend(const Report &report);

} // namespace seriatim
