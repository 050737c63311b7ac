// What people are told before programs run and before a restart, and how they put it off (B28).
#include "engine/sequence/machine_p.h"

#include <algorithm>

namespace seriatim {

// The program of the current item could start now.
void SequenceMachine::ready(SequenceState &state, Instant time) const
{
    if (m_plan.warnBeforeRunning && !state.byHand && !state.warned)
        warn(state, time);
    else
        markRunning(state);
}

// A deadline that an earlier warning of this item has set stays: what waited meanwhile gives no new time to put it off.
void SequenceMachine::warn(SequenceState &state, Instant time) const
{
    const Instant deadline = state.deadline != 0 ? state.deadline : time + m_plan.deferrable;
    forgetWarning(state);
    current(state).status = ItemStatus::waiting;
    state.waitReason = WaitReason::deferral;
    state.until = time + m_plan.notice;
    state.deadline = std::max(state.until, deadline);
    state.phase = Phase::warning;
}

// The countdown begins when the item's end is on disk; its time runs from here.
void SequenceMachine::awaitRestart(SequenceState &state, Pending restart, Instant from, qint64 delay) const
{
    forgetWarning(state);
    state.pending = restart;
    state.until = from + delay;
    state.deadline = std::max(state.until, from + m_plan.deferrable);
}

void SequenceMachine::startCountdown(SequenceState &state, Pending restart, Instant from, qint64 delay) const
{
    awaitRestart(state, restart, from, delay);
    state.phase = Phase::countdown;
}

bool SequenceMachine::standsStill(const SequenceState &state)
{
    return isWarning(state) && state.session == SessionState::locked && !state.deferred;
}

// A locked or empty session uses up no deferral. What a person has chosen stays; nobody has to wait for a warning that
// nobody sees.
void SequenceMachine::sessionSeen(SequenceState &state, SessionState session, Instant time) const
{
    if (!isWarning(state))
        return;
    if (state.unattendedSince != 0 && time > state.unattendedSince) {
        const qint64 unattended = time - state.unattendedSince;
        state.deadline += unattended;
        if (!state.deferred)
            state.until += unattended;
    }
    state.session = session;
    state.unattendedSince = session == SessionState::attended ? 0 : time;
    if (session == SessionState::empty && !state.deferred)
        state.until = std::min(state.until, time);
}

void SequenceMachine::userChose(SequenceState &state, Instant until, Instant time) const
{
    if (!isWarning(state))
        return;
    state.until = std::clamp(until, time, std::max(time, state.deadline));
    state.deferred = true;
}

} // namespace seriatim
