// What the machine asks for in each phase.
#include "engine/sequence/machine_p.h"

namespace seriatim {

namespace {

Action saveAction(StatusPoint point, int item)
{
    Action action;
    action.kind = Action::Kind::save;
    action.point = point;
    action.item = item;
    return action;
}

Action itemAction(Action::Kind kind, int item)
{
    Action action;
    action.kind = kind;
    action.item = item;
    return action;
}

Action detectionAction(DetectionMoment moment, int item)
{
    Action action = itemAction(Action::Kind::evaluateDetection, item);
    action.moment = moment;
    return action;
}

Action waitAction(const SequenceState &state, WaitReason reason)
{
    Action action = itemAction(Action::Kind::wait, state.current);
    action.waitReason = reason;
    action.until = SequenceMachine::standsStill(state) ? forever : state.until;
    return action;
}

Action startAction(const SequenceState &state)
{
    Action action = itemAction(Action::Kind::startProgram, state.current);
    action.attempt = state.items[static_cast<size_t>(state.current)].attempts;
    return action;
}

} // namespace

Action SequenceMachine::next(const SequenceState &state) const
{
    using Kind = Action::Kind;
    const int item = state.current;
    switch (state.phase) {
    case Phase::idle:
    case Phase::finished:
        return {};
    case Phase::savingRunStart:
        return saveAction(StatusPoint::runStarted, item);
    case Phase::askingRestart:
        return itemAction(Kind::askRestartNeeded, item);
    case Phase::askingCondition:
        return itemAction(Kind::evaluateCondition, item);
    case Phase::lookingBefore:
        return detectionAction(DetectionMoment::beforeStart, item);
    case Phase::preparing:
        return itemAction(Kind::prepare, item);
    case Phase::preparationWait:
    case Phase::warning:
        return waitAction(state, state.waitReason);
    case Phase::savingBeforeStart:
        return saveAction(StatusPoint::beforeStart, item);
    case Phase::starting:
        return startAction(state);
    case Phase::running:
        return itemAction(Kind::awaitProgram, item);
    case Phase::savingRetry:
        return saveAction(StatusPoint::retryWait, item);
    case Phase::retryWait:
        return waitAction(state, WaitReason::retry);
    case Phase::lookingAfter:
        return detectionAction(DetectionMoment::afterEnd, item);
    case Phase::savingCode:
        return saveAction(StatusPoint::codeRecorded, item);
    case Phase::savingItemEnd:
        return saveAction(StatusPoint::itemEnded, item);
    case Phase::countdown:
    case Phase::installerRestartWait:
        return waitAction(state, WaitReason::none);
    case Phase::savingBeforeRestart:
        return saveAction(StatusPoint::beforeRestart, item);
    case Phase::restarting:
        return itemAction(Kind::restart, item);
    case Phase::loggingOff:
        return itemAction(Kind::logOff, item);
    case Phase::savingRecovery:
        return saveAction(StatusPoint::recovered, item);
    case Phase::endingLeftover:
        return itemAction(Kind::endLeftover, item);
    case Phase::lookingOnRecovery:
        return detectionAction(DetectionMoment::recovery, item);
    case Phase::savingRunEnd:
        return saveAction(StatusPoint::runEnded, item);
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
