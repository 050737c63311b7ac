// Private to the store's .cpp files: statuses beside what their events say, where these are all still there. Throws as SOCI does.
#pragma once

#include "engine/store/statusstates_p.h"

namespace seriatim::statusverification {

// Those that say something else than the events behind them, with what these say: its key is the row's, 0 where there is none.
[[nodiscard]] std::map<StatusStates::Pair, statusfold::ComputerState> differing(soci::session &session);

// Writes what the events say, and counts the totals anew, within the open transaction; how many statuses were wrong.
qint64 repair(soci::session &session);

// Removed events that are known but not counted, or the other way about.
[[nodiscard]] qint64 wrongCounts(soci::session &session);

} // namespace seriatim::statusverification
