// Maintenance windows (B25): when a program may start that needs so much time. A pure function of windows, instant and zone.
#pragma once

#include "engine/base/clock.h"
#include "engine/domain/options.h"

#include <QTimeZone>

namespace seriatim {

// The first moment, `now` or later, from which `neededMillis` lie within the windows; windows that touch each other are one.
// `now` where there are no windows; nothing where none is ever long enough. Starts are wall times of `zone`, lengths are
// minutes that pass, whatever a daylight-saving change makes of the clock meanwhile.
[[nodiscard]] std::optional<Instant> nextFittingMoment(const std::vector<MaintenanceWindow> &windows, Instant now,
                                                       qint64 neededMillis, const QTimeZone &zone);

} // namespace seriatim
