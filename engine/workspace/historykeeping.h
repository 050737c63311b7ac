// How long a store keeps what computers reported, and removing what is older. Statuses, totals, recorded simulation runs, portal
// requests and the audit are not touched. HistoryStore has the settings, and what is left of what was removed.
#pragma once

#include "engine/store/historystore.h"
#include "engine/workspace/workspace.h"

namespace seriatim {

// Audited; absent: for ever. What is older goes with the next compactHistory().
[[nodiscard]] Result<> setHistoryDays(Workspace &workspace, std::optional<int> days);

// Removes what came in longer ago than the store keeps it, step by step, while others read and write; nothing where it is kept
// for ever. Audited where anything was removed. May be ended in the middle (CompactOptions::goOn) and gone on with at any time.
[[nodiscard]] Result<CompactOutcome> compactHistory(Workspace &workspace, Instant now, const CompactOptions &options = {});

} // namespace seriatim
