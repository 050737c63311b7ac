// What a page says of a report beside its figures.
#pragma once

#include "engine/reports/reports.h"

namespace seriatim {

// Of a report without rows: why there are none.
[[nodiscard]] QString emptyReportText(const ReportRequest &request, const Report &report);

// What a saved filter narrows its report to, in words.
[[nodiscard]] QString savedFilterText(const ReportRequest &request);

// "12 rows", or how many of how many.
[[nodiscard]] QString rowCountText(const Report &report);

} // namespace seriatim
