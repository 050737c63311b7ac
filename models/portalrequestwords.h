// Portal requests in words: for administrators who decide, and for the users who made them (B36, B37).
#pragma once

#include "engine/domain/portalrequest.h"

namespace seriatim {

// What kind of answer a state is, for its symbol and tone. An ended request is what its run was.
enum class RequestLook { open, held, underWay, good, bad, over };
[[nodiscard]] RequestLook lookOf(const PortalRequest &request);

[[nodiscard]] QString requestStateText(RequestState state);        // "on hold"
[[nodiscard]] QString requestStateText(const PortalRequest &request); // an ended one: how its run ended
[[nodiscard]] QString requestStepText(const RequestRecord &record); // "Put on hold"

// What an administrator said last; empty: nothing.
[[nodiscard]] QString latestComment(const PortalRequest &request);

// What its user is told, in a sentence or two: what happens next, or how it ended.
[[nodiscard]] QString requestStanding(const PortalRequest &request);

// What whoever decides is told beside the history.
[[nodiscard]] QString decisionStanding(const PortalRequest &request);

// On the card of a task that cannot be requested again now: "Waiting for an approval".
[[nodiscard]] QString cardStanding(const PortalRequest &request);

} // namespace seriatim
