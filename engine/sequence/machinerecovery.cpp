// What an agent that starts makes of the state that it finds (B17, B19, B19a), and of a start that did not come about.
#include "engine/sequence/machine_p.h"

namespace seriatim {

namespace {

// A computer that does not start anew although it is asked to (a container, say) must not be asked for ever (B19).
constexpr quint8 maximumRestartTries = 3;

} // namespace

void SequenceMachine::agentStarted(SequenceState &state, const Event &event) const
{
    if (state.phase == Phase::idle || state.phase == Phase::finished)
        return;
    if (state.phase == Phase::savingRunEnd)
        return; // the run is over, only its end has to be written: later boots are none of its business
    const bool newBoot = event.boot != state.boot;
    if (newBoot) {
        ++state.restarts;
        state.boot = event.boot;
    }
    if (state.phase == Phase::savingRunStart) {
        saved(state);
        return;
    }
    if (state.phase == Phase::askingRestart)
        return; // it is asked again
    if (state.current >= static_cast<int>(state.items.size())) {
        moveOn(state);
        return;
    }
    ItemState &item = current(state);
    if (item.status == ItemStatus::running) { // B19: it was interrupted
        ++item.interruptions;
        // Where the state on disk is further on, its beginning has been counted.
        if (event.programBegan && (state.phase == Phase::savingBeforeStart || state.phase == Phase::starting))
            ++item.executions;
        state.pending = Pending::none;
        state.phase = Phase::savingRecovery;
    } else if (state.pending != Pending::none && state.pending != Pending::logOff) { // B19a
        if (newBoot || state.restartTries >= maximumRestartTries)
            afterRestart(state);
        else
            state.phase = state.pending == Pending::installerRestart ? Phase::installerRestartWait : Phase::countdown;
    } else if (state.phase == Phase::warning && !newBoot) {
        // it is taken up again; after a restart whoever is there then is warned anew
    } else if (state.pending == Pending::logOff && !newBoot) {
        state.phase = Phase::loggingOff;
    } else if (item.status == ItemStatus::verifying) {
        state.phase = Phase::lookingAfter;
    } else if (state.phase == Phase::savingRetry) {
        state.phase = Phase::retryWait;
    } else if (state.phase != Phase::retryWait) {
        state.pending = Pending::none;
        moveOn(state); // an ended item is passed, one that had not begun is looked at again
    }
    if (state.stop != RunEnd::notYet) // it was asked for before the agent died: a wait taken up again ends now (B26)
        stop(state, state.stop);
}

// As before its start; what was seen to be ready is looked at again then.
void SequenceMachine::putOff(SequenceState &state) const
{
    if (state.phase != Phase::savingBeforeStart && state.phase != Phase::starting)
        return;
    current(state).status = ItemStatus::notStarted;
    --current(state).attempts;
    state.phase = Phase::preparing;
    if (state.stop != RunEnd::notYet)
        endRun(state, state.stop);
}

void SequenceMachine::afterRestart(SequenceState &state) const
{
    const bool beforeItem = state.pending == Pending::restartFirst;
    forgetWarning(state);
    state.pending = Pending::none;
    state.restartTries = 0;
    if (beforeItem)
        moveOn(state);
    else if (current(state).status == ItemStatus::verifying)
        state.phase = Phase::lookingAfter;
    else
        nextItem(state);
}

// An interrupted program is not there after all: once more, or the end of it (B19).
void SequenceMachine::recover(SequenceState &state) const
{
    ItemState &item = current(state);
    if (item.interruptions >= planItem(state).maximumAttempts || state.stop != RunEnd::notYet) {
        forgetCode(item);
        endItem(state, ItemStatus::interrupted);
    } else {
        startOrPrepare(state);
    }
}

void SequenceMachine::continueRecovery(SequenceState &state) const
{
    const PlanItem &plan = planItem(state);
    // A rule that brings the computer down while it is looked at must not loop either.
    if (plan.detects && current(state).interruptions <= plan.maximumAttempts)
        state.phase = Phase::lookingOnRecovery;
    else
        recover(state);
}

} // namespace seriatim
