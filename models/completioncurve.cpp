#include "models/completioncurve.h"

#include <algorithm>
#include <cmath>

namespace seriatim {

namespace {

constexpr int mostSteps = 8;

double lastStep(double most, double step)
{
    return std::max(1.0, std::ceil(most / step)) * step;
}

// The smallest of the steps with which `most` needs no more than so many; the last one doubled where none is large enough.
double stepFor(double most, std::initializer_list<double> steps)
{
    for (const double step : steps) {
        if (most <= step * mostSteps)
            return step;
    }
    double step = *(steps.end() - 1);
    while (most > step * mostSteps)
        step *= 2;
    return step;
}

} // namespace

int doneAfter(const CompletionCurve &curve, qint64 seconds)
{
    const auto later = std::ranges::upper_bound(curve, seconds, {}, &CurvePoint::seconds);
    return later == curve.begin() ? 0 : std::prev(later)->done;
}

CompletionCurve addCurves(const CompletionCurve &one, const CompletionCurve &other)
{
    CompletionCurve sum;
    for (const CompletionCurve *curve : {&one, &other}) {
        for (const CurvePoint &point : *curve)
            sum.push_back({point.seconds, 0});
    }
    std::ranges::sort(sum, {}, &CurvePoint::seconds);
    const auto repeated = std::ranges::unique(sum, {}, &CurvePoint::seconds);
    sum.erase(repeated.begin(), repeated.end());
    for (CurvePoint &point : sum)
        point.done = doneAfter(one, point.seconds) + doneAfter(other, point.seconds);
    return sum;
}

TimeScale timeScale(qint64 seconds)
{
    constexpr double minute = 60;
    constexpr double hour = 60 * minute;
    constexpr double day = 24 * hour;
    const auto length = static_cast<double>(std::max<qint64>(seconds, 1));
    const auto scale = [&](TimeUnit unit, double size, std::initializer_list<double> steps) {
        const double step = stepFor(length / size, steps);
        return TimeScale{unit, {size, step, lastStep(length / size, step)}};
    };
    if (length <= 3 * minute)
        return scale(TimeUnit::seconds, 1, {1, 2, 5, 10, 15, 30});
    if (length <= 3 * hour)
        return scale(TimeUnit::minutes, minute, {1, 2, 5, 10, 15, 30});
    if (length <= 3 * day)
        return scale(TimeUnit::hours, hour, {1, 2, 3, 6, 12});
    return scale(TimeUnit::days, day, {1, 2, 5, 7, 14, 28, 56});
}

AxisScale countScale(int most)
{
    const double length = std::max(most, 1);
    double step = 1;
    for (double power = 1; length > step * mostSteps; power *= 10) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            step = factor * power;
            if (length <= step * mostSteps)
                break;
        }
    }
    return {1, step, lastStep(length, step)};
}

} // namespace seriatim
