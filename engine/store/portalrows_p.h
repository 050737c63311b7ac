// Private to the store's .cpp files: rows of portal requests. Throws as SOCI does.
#pragma once

#include "engine/domain/portalrequest.h"
#include "engine/domain/statusevent.h"
#include "engine/store/sql_p.h"

namespace seriatim::portalrows {

// B40: what a computer reports of its own requests changes them once, however often and in whatever order it comes. One
// that the store does not know is passed over. Within an open transaction.
void apply(soci::session &session, const StatusEvent &event, Instant receivedAt);

} // namespace seriatim::portalrows
