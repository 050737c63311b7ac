// Moments as documents have them: ISO 8601 in UTC, to the second.
#pragma once

#include "engine/base/clock.h"

#include <QDateTime>

namespace seriatim {

[[nodiscard]] inline QString isoTime(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant, Qt::UTC).toString(Qt::ISODate);
}

} // namespace seriatim
