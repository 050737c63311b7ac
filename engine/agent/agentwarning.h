// The warning or countdown that a sequence's record stands in, as an AgentView tells it.
#pragma once

#include "engine/agent/agentview.h"

namespace seriatim {

// Absent: none goes on. `plan` may be null: then its programs have no names.
[[nodiscard]] std::optional<AgentWarningView> warningOf(const JournalSequence &record, const SequencePlan *plan,
                                                        const std::vector<Notice> &notices);

} // namespace seriatim
