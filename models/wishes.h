// Wishes of the people at this computer, left for an agent off the GUI thread: its home may be far away.
#pragma once

#include "engine/agent/inbox.h"
#include "models/runapart.h"

namespace seriatim {

[[nodiscard]] inline Answer<Result<>> leaveWish(const QString &home, const Wish &wish)
{
    return runApart<Result<>>([home, wish](JobControl &) { return Inbox(HomeFiles(home)).leave(wish); });
}

} // namespace seriatim
