// How portal requests and offers are shown by several commands.
#pragma once

#include "app/cli/command.h"
#include "engine/workspace/portal.h"

namespace seriatim {

[[nodiscard]] QJsonObject requestJson(const PortalRequest &request);
[[nodiscard]] QJsonObject offerJson(const PortalOffer &offer);

// One line, and below it what its user would want to know.
void printRequest(const Invocation &invocation, const PortalRequest &request);
void printOffer(const Invocation &invocation, const PortalOffer &offer);

} // namespace seriatim
