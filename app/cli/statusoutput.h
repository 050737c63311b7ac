// How the status of a task is shown by several commands.
#pragma once

#include "app/cli/command.h"
#include "engine/workspace/statusview.h"

#include <QJsonArray>

namespace seriatim {

[[nodiscard]] QJsonObject statusJson(const TaskStatusView &view);
[[nodiscard]] QByteArray statusCsv(const TaskStatusView &view);

// What one computer reported.
[[nodiscard]] QJsonArray eventsJson(const std::vector<ReportedEvent> &events);
void printEvents(const Invocation &invocation, const std::vector<ReportedEvent> &events);

// A table, and below it a sentence for every line item that did not succeed (B39).
void printStatus(const Invocation &invocation, const TaskStatusView &view);

} // namespace seriatim
