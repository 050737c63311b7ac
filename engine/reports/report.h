// Report: a table of typed columns with what a chart of it shows. Values only; how they are written is reportformats.h.
#pragma once

#include "engine/base/clock.h"
#include "engine/domain/ids.h"
#include "engine/domain/returncodes.h"
#include "engine/domain/status.h"

#include <QStringList>

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

namespace seriatim {

enum class ReportKind { byTask, byProgram, byComputer, restarts, notReported, restartPending, portalRequests, changes };

enum class ReportColumnType {
    text,
    word,       // text, one lowerCamelCase word of a fixed list; people see it as "restart pending"
    count,      // qint64
    share,      // double from 0 to 1
    duration,   // qint64, milliseconds
    instant,    // qint64, an Instant
    returnCodes // ReturnCodeCounts
};

struct ReportColumn {
    QString key;   // in JSON and CSV: lowerCamelCase
    QString title; // for people
    ReportColumnType type = ReportColumnType::text;
    bool operator==(const ReportColumn &) const = default;
};

struct ReturnCodeCount {
    ReturnCode code = 0;
    qint64 count = 0;
    bool operator==(const ReturnCodeCount &) const = default;
};

using ReturnCodeCounts = std::vector<ReturnCodeCount>; // the most frequent first

// std::monostate: not known.
using ReportCell = std::variant<std::monostate, QString, qint64, double, ReturnCodeCounts>;

// Where a row leads to: what the Status tab, or the object's own page, shows of it.
struct ReportTarget {
    std::optional<TaskId> task{};
    std::optional<ProgramId> program{};
    QString computer{};
    std::optional<ItemStatus> failure{}; // of a program: the one that came most often
    bool operator==(const ReportTarget &) const = default;
};

struct ReportRow {
    std::vector<ReportCell> cells; // one for each column
    ReportTarget target{};
    bool operator==(const ReportRow &) const = default;
};

// What a series stands for, so that every chart gives it the same colour.
enum class SeriesTone { good, bad, busy, waiting, quiet };

struct ReportSeries {
    QString name;
    SeriesTone tone = SeriesTone::quiet;
    std::vector<double> values; // one for each category
    bool operator==(const ReportSeries &) const = default;
};

// Bars, one for each category; the series of one bar add up.
struct ReportChart {
    QString title;
    QStringList categories;
    std::vector<ReportSeries> series;
    [[nodiscard]] bool isEmpty() const { return categories.isEmpty() || series.empty(); }
    // An earlier series has the same tone, so this one is to be told from it by more than that.
    [[nodiscard]] bool repeatsTone(size_t index) const
    {
        return std::any_of(series.begin(), series.begin() + static_cast<std::ptrdiff_t>(index),
                           [&](const ReportSeries &one) { return one.tone == series[index].tone; });
    }
    bool operator==(const ReportChart &) const = default;
};

struct Report {
    ReportKind kind = ReportKind::byTask;
    QString name;  // as on the command line: "by-task"
    QString title; // "By task"
    QString sentence;
    QStringList filter; // what was asked for, in words; empty: everything
    Instant made = 0;
    std::vector<ReportColumn> columns;
    std::vector<ReportRow> rows;
    qint64 leftOut = 0; // rows beyond the request's limit
    ReportChart chart;  // of all rows, those left out included

    bool operator==(const Report &) const = default;
};

} // namespace seriatim
