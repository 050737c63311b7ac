#include "engine/domain/maintenance.h"

#include "engine/domain/occurrences.h"

#include <algorithm>

namespace seriatim {

namespace {

// A week has every window in it; one day more, so that one which is over today is found next week.
constexpr int daysAhead = 8;

struct Opening {
    Instant from = 0;
    Instant to = 0;
};

void addOpenings(const MaintenanceWindow &window, const QDate &today, const QTimeZone &zone, std::vector<Opening> &openings)
{
    if (!window.start.isValid() || window.durationMinutes <= 0)
        return;
    const int daysBack = 1 + window.durationMinutes / (24 * 60); // one that began then may still be open
    for (int day = -daysBack; day <= daysAhead; ++day) {
        const QDate date = today.addDays(day);
        if (!(window.daysOfTheWeek & (1 << (date.dayOfWeek() % 7))))
            continue;
        const Instant from = resolveWallTime(WallTime(date, window.start, Qt::UTC), zone);
        openings.push_back({from, from + window.durationMinutes * millisPerMinute});
    }
}

std::vector<Opening> mergedOpenings(const std::vector<MaintenanceWindow> &windows, Instant now, const QTimeZone &zone)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(now, zone).date();
    std::vector<Opening> openings;
    for (const MaintenanceWindow &window : windows)
        addOpenings(window, today, zone, openings);
    std::ranges::sort(openings, {}, &Opening::from);
    std::vector<Opening> merged;
    for (const Opening &opening : openings) {
        if (!merged.empty() && opening.from <= merged.back().to)
            merged.back().to = std::max(merged.back().to, opening.to);
        else
            merged.push_back(opening);
    }
    return merged;
}

} // namespace

std::optional<Instant> nextFittingMoment(const std::vector<MaintenanceWindow> &windows, Instant now, qint64 neededMillis,
                                         const QTimeZone &zone)
{
    if (windows.empty())
        return now;
    for (const Opening &opening : mergedOpenings(windows, now, zone)) {
        const Instant start = std::max(now, opening.from);
        if (start < opening.to && start + neededMillis <= opening.to)
            return start;
    }
    return std::nullopt;
}

} // namespace seriatim
