// Private to the machine's .cpp files: what its parts share.
#pragma once

#include "engine/sequence/machine.h"

namespace seriatim {

inline ItemState &current(SequenceState &state)
{
    return state.items[static_cast<size_t>(state.current)];
}

inline void recordCode(ItemState &item, ReturnCode code)
{
    item.hasReturnCode = true;
    item.returnCode = code;
}

inline void forgetCode(ItemState &item)
{
    item.hasReturnCode = false;
    item.returnCode = 0;
}

inline void forgetWarning(SequenceState &state)
{
    state.deadline = 0;
    state.unattendedSince = 0;
    state.session = SessionState::attended;
    state.deferred = false;
}

inline void endRun(SequenceState &state, RunEnd end)
{
    forgetWarning(state);
    state.end = end;
    state.pending = Pending::none;
    state.waitReason = WaitReason::none;
    state.phase = Phase::savingRunEnd;
}

} // namespace seriatim
