// Hours: a part of the day on some days of the week, in UTC: when somebody is there, when a computer is on.
#pragma once

#include "engine/base/clock.h"

#include <QTime>

#include <optional>

namespace seriatim {

inline constexpr int everyDay = 127;

struct Hours {
    QTime from;                   // invalid: from midnight
    QTime to;                     // invalid: to midnight; not after `from`: on the next day
    int daysOfTheWeek = everyDay; // bits, Sunday 1 … Saturday 64
    bool operator==(const Hours &) const = default;

    [[nodiscard]] bool include(Instant instant) const;
    // Whether they begin, end or pass midnight at any moment in (after, until], and the first such moment.
    [[nodiscard]] std::optional<Instant> nextEdge(Instant after, Instant until) const;
};

} // namespace seriatim
