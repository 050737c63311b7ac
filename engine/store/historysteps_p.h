// Private to the store's .cpp files: one step of removing old events, within an open transaction. Throws as SOCI does.
#pragma once

#include "engine/base/clock.h"
#include "engine/store/sql_p.h"

namespace seriatim::historysteps {

// Events by their keys, which were given in the order in which they came in.
struct Range {
    sql::Key after = 0;
    sql::Key last = 0;
};

struct Old {
    qint64 removable = 0;
    qint64 needed = 0; // they say how things stand now
};

// Among those that came in before that moment.
[[nodiscard]] Old look(soci::session &session, const Range &range, Instant before);
[[nodiscard]] Old remove(soci::session &session, const Range &range, Instant before);

} // namespace seriatim::historysteps
