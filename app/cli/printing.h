// How tables and times are printed by several commands.
#pragma once

#include "app/cli/command.h"

namespace seriatim {

enum class Align { left, right };

// Columns as wide as their widest cell, two spaces between them. `aligned` is by column; those behind it are left.
void printAligned(const Invocation &invocation, const std::vector<QStringList> &rows, const std::vector<Align> &aligned = {});

// "2026-01-05T08:00:00Z"; empty, null in JSON, for none.
[[nodiscard]] QString isoTime(const std::optional<Instant> &instant);
[[nodiscard]] QJsonValue timeJson(const std::optional<Instant> &instant);

// "+3", "-3", "0"
[[nodiscard]] QString signedText(qint64 difference);

} // namespace seriatim
