// What an agent's home says, in the console's words.
#pragma once

#include "engine/agent/agentview.h"

#include <QStringList>

namespace seriatim {

[[nodiscard]] QString agentRunningText(const AgentView &view); // "An agent works here now (process 4711)"
[[nodiscard]] QString agentChangedText(const AgentView &view); // last change, and whether it was in this boot
[[nodiscard]] QString agentEventsText(const AgentView &view);  // what waits for the store
[[nodiscard]] QString agentMemoryText(const AgentView &view);  // why nothing is known of its sequences; mostly empty
[[nodiscard]] QString agentProblemsText(const AgentView &view); // a line each, the newest first; mostly empty

// Of the selected row: what it is and how it stands, and its times.
[[nodiscard]] QString headingText(const AgentSequenceView &sequence);
[[nodiscard]] QString headingText(const AgentItemView &item);
[[nodiscard]] QString timesText(const AgentSequenceView &sequence, Instant now);
[[nodiscard]] QString timesText(const AgentItemView &item, Instant now);
[[nodiscard]] QString logText(const AgentItemView &item, const LogEnd &end); // which log that is

} // namespace seriatim
