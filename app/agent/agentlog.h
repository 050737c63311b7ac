// AgentLog: where an agent's messages go. Every line has its time, weight and category; control characters are written out,
// so that no name can forge a line.
#pragma once

#include "engine/base/result.h"

#include <optional>

namespace seriatim {

enum class LogTarget {
    standardError, // warnings and errors, as every Seriatim process
    journal,       // standard error with the weights that systemd's journal understands, everything
    file           // <home>/Logs/agent.log, everything; at most five of at most 1 MiB, the newest without a number
};

[[nodiscard]] std::optional<LogTarget> logTargetFromWord(const QString &word);

// From now on, for the whole process. Call once.
void startLog(LogTarget target, const QString &home);

} // namespace seriatim
