// The reports by name: what there is, what each can be asked for, and the answer from a store (B38–B41).
// What the figures count and what they do not is engine/store/reportstore.h. Simulated results are in none of them.
#pragma once

#include "engine/reports/report.h"
#include "engine/workspace/workspace.h"

#include <functional>
#include <utility>

namespace seriatim {

enum class ReportFilter { task, program, computer, collection, period, days };

struct ReportDescription {
    ReportKind kind = ReportKind::byTask;
    QString name;
    QString title;
    QString sentence;                  // what it shows
    std::vector<ReportFilter> filters; // that it takes
    [[nodiscard]] bool takes(ReportFilter filter) const;
};

// In the order in which they are shown.
[[nodiscard]] const std::vector<ReportDescription> &allReports();
[[nodiscard]] const ReportDescription &descriptionOf(ReportKind kind);

// notFound, naming those that there are.
[[nodiscard]] Result<ReportKind> reportNamed(const QString &name);

inline constexpr int defaultNotReportedDays = 7;
inline constexpr int mostReportDays = 36'500;

// What is left empty counts whole. A filter that the report does not take is invalidInput, one that names nothing is notFound.
struct ReportRequest {
    ReportKind kind = ReportKind::byTask;
    QString task{};       // name or GUID
    QString program{};    // "PACKAGE/PROGRAM", a package's name (with "@VERSION" for one of several), or a program's GUID
    QString computer{};   // a name with '*' and '?', or a part of one
    QString collection{}; // name or GUID
    std::optional<Instant> since{}; // of what came in, was requested or was changed then or later
    std::optional<Instant> until{}; // and before then
    std::optional<int> days{}; // notReported: not heard of for so many days; else: of the last so many days, instead of `since`
    int atMost = 0;       // rows; 0: all
    bool operator==(const ReportRequest &) const = default;

    [[nodiscard]] bool isFiltered() const; // it asks for anything but the whole report
};

// Whether the report takes these filters and they do not contradict each other, before any store is asked: invalidInput.
[[nodiscard]] Result<> checkRequest(const ReportRequest &request);

// The same store gives the same rows in the same order. May take seconds on a large store: off the GUI thread. `cancelled`
// may be empty; where it says so the answer is an error of that code.
[[nodiscard]] Result<Report> makeReport(Workspace &workspace, const ReportRequest &request, Instant now,
                                        const std::function<bool()> &cancelled = {});

// Leaves of a report of changes those whose number `keeps`, in its rows and its chart, and adds `words` to its filter.
void keepChanges(Report &report, const std::function<bool(qint64 number)> &keeps, const QString &words);

// The chart of the report of changes, for a page that shows them itself.
using ChangeKind = std::pair<AuditObject, AuditAction>;
[[nodiscard]] ReportChart chartOfChanges(const std::vector<ChangeKind> &changes);

// Reads "2026-02-10", "2026-02-10 09:00" or "2026-02-10T09:00:00Z" in UTC. As an end, a day alone counts whole.
enum class PeriodEdge { begin, end };
[[nodiscard]] std::optional<Instant> parsePeriodEdge(const QString &text, PeriodEdge edge);

} // namespace seriatim
