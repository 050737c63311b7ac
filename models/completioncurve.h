// Completion curves: how many computers are done when, as stairs over simulated time. Points rise in both directions; before
// the first one nobody is done.
#pragma once

#include "engine/simulation/simulationtotals.h"

#include <QStringList>

namespace seriatim {

using CompletionCurve = std::vector<CurvePoint>;

[[nodiscard]] int doneAfter(const CompletionCurve &curve, qint64 seconds);
// Those of either, as one curve.
[[nodiscard]] CompletionCurve addCurves(const CompletionCurve &one, const CompletionCurve &other);

// An axis that people can read: from 0 to `last` in whole steps.
struct AxisScale {
    double unit = 1; // of the figures, in what is shown: 60 where seconds are shown as minutes
    double step = 1; // in what is shown
    double last = 1; // in what is shown
    bool operator==(const AxisScale &) const = default;
};
enum class TimeUnit { seconds, minutes, hours, days };
struct TimeScale {
    TimeUnit unit = TimeUnit::seconds;
    AxisScale axis;
};
[[nodiscard]] TimeScale timeScale(qint64 seconds);
[[nodiscard]] AxisScale countScale(int most);

} // namespace seriatim
