// Private to the reports: what a request came to, and the columns, rows and charts of each kind.
#pragma once

#include "engine/reports/reports.h"
#include "engine/store/reportstore.h"

namespace seriatim {

// A request with every name looked up.
struct ReportInput {
    Workspace &workspace;
    const ReportRequest &request;
    Instant now;
    const std::function<bool()> &cancelled;
    ReportScope scope{};
    std::optional<SequentialTask> task{};
    std::optional<QStringList> collection{}; // its computers
};

struct ReportTable {
    std::vector<ReportColumn> columns;
    std::vector<ReportRow> rows; // no more than the request wants
    size_t allRows = 0;
    ReportChart chart;           // of all of them
};

// A row for each of the first things that the request wants to see, which are in order.
template <typename Things, typename MakeRow>
void addRows(const ReportInput &input, ReportTable &table, const Things &things, MakeRow &&makeRow)
{
    table.allRows = things.size();
    const auto most = static_cast<size_t>(input.request.atMost);
    const size_t shown = input.request.atMost > 0 && most < things.size() ? most : things.size();
    table.rows.reserve(shown);
    for (size_t i = 0; i < shown; ++i)
        table.rows.push_back(makeRow(things[i]));
}

namespace reportbuilder {

[[nodiscard]] Result<ReportTable> byTask(const ReportInput &input);
[[nodiscard]] Result<ReportTable> byProgram(const ReportInput &input);
[[nodiscard]] Result<ReportTable> byComputer(const ReportInput &input);
[[nodiscard]] Result<ReportTable> restarts(const ReportInput &input);
[[nodiscard]] Result<ReportTable> notReported(const ReportInput &input);
[[nodiscard]] Result<ReportTable> restartPending(const ReportInput &input);
[[nodiscard]] Result<ReportTable> portalRequests(const ReportInput &input);
[[nodiscard]] Result<ReportTable> changes(const ReportInput &input);

} // namespace reportbuilder

struct ChartBar {
    QString label;
    std::vector<double> values; // one for each series
    double weight = 0;          // which bars stay where there are too many
};

// `series`: names and tones. Of too many bars the weightiest stay, in their order.
[[nodiscard]] ReportChart barChart(const QString &title, std::vector<ReportSeries> series, std::vector<ChartBar> bars);

// How many categories a chart has at most; a bar for each of a million computers shows nothing.
inline constexpr size_t mostBars = 20;

inline constexpr qint64 millisPerDay = 24 * 60 * millisPerMinute;

[[nodiscard]] inline ReportCell cellOf(const std::optional<qint64> &value)
{
    return value ? ReportCell(*value) : ReportCell();
}
[[nodiscard]] inline ReportCell shareOf(qint64 part, qint64 whole)
{
    return whole > 0 ? ReportCell(static_cast<double>(part) / static_cast<double>(whole)) : ReportCell();
}

} // namespace seriatim
