// The processes that one start brought about, and ending all of them (B19, B33).
#pragma once

#include "engine/base/result.h"

#include <optional>

namespace seriatim {

// Every start carries its token in this variable, and what it starts inherits it.
inline constexpr auto startTokenVariable = "SERIATIM_START_TOKEN";

// Which process it was, so that a number that was given out anew never passes for it.
struct ProcessIdentity {
    qint64 pid = 0;
    qint64 startTime = 0; // in the system's own unit; only good for comparing
    QString boot;         // bootIdentity()
    bool operator==(const ProcessIdentity &) const = default;
};

// Ends everything that is still alive of the start with this token, also after its agent was killed: asks (SIGTERM),
// waits two seconds, then kills. Returns how many processes were ended; an error names those that would not go.
// `recorded` is the start's first process where it is known: on Linux its group and session are ended too; on other Unix systems
// only its process group can be found, and only while that first process lives. On Windows nothing outlives the agent.
[[nodiscard]] Result<int> endLeftoverProcesses(const QString &token,
                                               const std::optional<ProcessIdentity> &recorded = std::nullopt);

// The same for a child of this process that has not been waited for yet.
[[nodiscard]] Result<int> endProcessTree(qint64 child, const QString &token);

// Absent when there is no such process (any more).
[[nodiscard]] std::optional<ProcessIdentity> identifyProcess(qint64 pid);

} // namespace seriatim
