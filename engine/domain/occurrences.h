// When a schedule's triggers come (B22, B24): a pure function of the schedule, an instant and a time zone.
#pragma once

#include "engine/base/clock.h"
#include "engine/domain/schedule.h"

#include <QTimeZone>

namespace seriatim {

// A wall time as an instant. In the gap of a daylight-saving change: the first moment that exists; where the clock
// shows it twice: the first time.
[[nodiscard]] Instant resolveWallTime(const WallTime &time, const QTimeZone &zone);

// The first occurrence after `after` by the clock (not at startup, at logon, as soon as possible), or nothing when none
// comes within ten years. `endpointZone` is ignored where the schedule is meant in UTC; a zone that is not valid is UTC.
[[nodiscard]] std::optional<Instant> nextOccurrence(const Schedule &schedule, Instant after, const QTimeZone &endpointZone);

// The last occurrence at or before `at`, and not before `notBefore`.
[[nodiscard]] std::optional<Instant> lastOccurrence(const Schedule &schedule, Instant at, Instant notBefore,
                                                    const QTimeZone &endpointZone);

enum class ValidPeriodState { notYet, valid, over };
[[nodiscard]] ValidPeriodState validPeriodAt(const ValidPeriod &period, Instant now, const QTimeZone &endpointZone);

} // namespace seriatim
