// How a state stands: its result, and whether another run follows (B16, B21, B38).
#include "engine/sequence/machine_p.h"

#include <algorithm>

namespace seriatim {

bool SequenceMachine::anyFailed(const SequenceState &state)
{
    return std::ranges::any_of(state.items, countsAsFailure, &ItemState::status);
}

ComputerStatus SequenceMachine::computerStatus(const SequenceState &state)
{
    if (state.phase == Phase::idle)
        return ComputerStatus::waiting;
    if (state.end == RunEnd::withdrawn || state.end == RunEnd::superseded)
        return ComputerStatus::withdrawn;
    if (state.end == RunEnd::completed)
        return anyFailed(state) ? ComputerStatus::failed : ComputerStatus::succeeded;
    if (state.pending == Pending::restart || state.pending == Pending::installerRestart || state.pending == Pending::restartFirst)
        return ComputerStatus::restartPending;
    if (state.phase == Phase::preparationWait || state.phase == Phase::warning)
        return ComputerStatus::waiting;
    return ComputerStatus::running;
}

bool SequenceMachine::wantsAnotherRun(const SequenceState &state) const
{
    return m_plan.repeatUntilSuccessful && state.end == RunEnd::completed && anyFailed(state)
           && (m_plan.maximumRuns == 0 || state.run < m_plan.maximumRuns);
}

} // namespace seriatim
