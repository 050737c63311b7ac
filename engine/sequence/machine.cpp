#include "engine/sequence/machine_p.h"

#include <algorithm>

namespace seriatim {

namespace {

bool isCountingDown(const SequenceState &state)
{
    return state.phase == Phase::countdown || state.phase == Phase::installerRestartWait;
}

// The current item has not begun, or waits to begin again.
bool isBeforeStart(Phase phase)
{
    return phase == Phase::askingCondition || phase == Phase::lookingBefore || phase == Phase::preparing
           || phase == Phase::preparationWait || phase == Phase::retryWait || phase == Phase::askingRestart
           || phase == Phase::warning;
}

bool isUnfinished(ItemStatus status)
{
    return !isFinal(status);
}

} // namespace

const PlanItem &SequenceMachine::planItem(const SequenceState &state) const
{
    return m_plan.items[static_cast<size_t>(state.current)];
}

void SequenceMachine::apply(SequenceState &state, const Event &event) const
{
    switch (event.kind) {
    case Event::Kind::saved:
        saved(state);
        return;
    case Event::Kind::answered:
        answered(state, event.holds, event.time);
        return;
    case Event::Kind::prepared:
        ready(state, event.time);
        return;
    case Event::Kind::notPrepared:
        current(state).status = ItemStatus::waiting;
        state.warned = false; // by the time that it can start, people have forgotten
        state.waitReason = event.waitReason;
        state.until = event.until;
        state.phase = Phase::preparationWait;
        return;
    case Event::Kind::startFailed: // B16a
        forgetCode(current(state));
        current(state).couldNotStart = true;
        endItem(state, ItemStatus::failed);
        return;
    case Event::Kind::began:
        ++current(state).executions;
        state.phase = Phase::running;
        return;
    case Event::Kind::programEnded:
        programEnded(state, event.returnCode, event.time);
        return;
    case Event::Kind::timedOut: // B33
        forgetCode(current(state));
        endItem(state, ItemStatus::timedOut);
        return;
    case Event::Kind::cutOff: // its task was withdrawn
        forgetCode(current(state));
        endItem(state, ItemStatus::interrupted);
        return;
    case Event::Kind::leftoverEnded:
        continueRecovery(state);
        return;
    case Event::Kind::timeReached:
        timeReached(state);
        return;
    case Event::Kind::loggedOff:
        state.pending = Pending::none;
        nextItem(state);
        return;
    case Event::Kind::agentStarted:
        agentStarted(state, event);
        return;
    case Event::Kind::withdrawn:
        stop(state, RunEnd::withdrawn);
        return;
    case Event::Kind::superseded:
        stop(state, RunEnd::superseded);
        return;
    case Event::Kind::putOff:
        putOff(state);
        return;
    case Event::Kind::sessionSeen:
        sessionSeen(state, event.session, event.time);
        return;
    case Event::Kind::userChose:
        userChose(state, event.until, event.time);
        return;
    }
    Q_UNREACHABLE();
}

void SequenceMachine::startRun(SequenceState &state, const RunStart &start, quint64 boot) const
{
    state.items.resize(m_plan.items.size());
    for (size_t i = 0; i < state.items.size(); ++i) {
        ItemState &item = state.items[i];
        const bool keep = (start.mode == RunStart::Mode::keepSuccesses && isSuccess(item.status))
                          || (start.mode == RunStart::Mode::fromItem && static_cast<int>(i) < start.fromItem
                              && !isUnfinished(item.status));
        ItemState fresh;
        if (keep) { // status and code stay; the counts are this run's (B21)
            fresh = {.status = item.status, .kept = true, .hasReturnCode = item.hasReturnCode,
                     .couldNotStart = item.couldNotStart, .returnCode = item.returnCode};
        } else if (i < start.carried.size() && start.carried[i]) { // B7
            fresh.status = ItemStatus::carriedOver;
            fresh.kept = true;
            recordCode(fresh, *start.carried[i]);
        }
        item = fresh;
    }
    SequenceState begun;
    begun.items = std::move(state.items);
    begun.run = state.run + 1;
    begun.boot = boot;
    begun.byHand = start.byHand;
    begun.current = start.mode == RunStart::Mode::fromItem ? start.fromItem : 0;
    begun.phase = Phase::savingRunStart;
    state = std::move(begun);
}

// The state is on disk: what comes after that status point.
void SequenceMachine::saved(SequenceState &state) const
{
    switch (state.phase) {
    case Phase::savingRunStart:
        if (m_plan.restartFirst && state.stop == RunEnd::notYet && state.current < static_cast<int>(state.items.size()))
            state.phase = Phase::askingRestart;
        else
            moveOn(state);
        return;
    case Phase::savingBeforeStart:
        state.phase = Phase::starting;
        return;
    case Phase::savingRetry:
        state.phase = Phase::retryWait;
        if (state.stop != RunEnd::notYet)
            endRun(state, state.stop);
        return;
    case Phase::savingCode:
    case Phase::savingItemEnd:
        if (state.pending != Pending::none && state.stop == RunEnd::withdrawn) {
            endRun(state, state.stop); // B26: nothing is counted down for a task that was taken away
        } else if (state.pending == Pending::restart) {
            state.phase = Phase::countdown;
        } else if (state.pending == Pending::installerRestart) {
            state.phase = Phase::installerRestartWait;
        } else if (state.pending == Pending::logOff) {
            state.phase = Phase::loggingOff;
        } else {
            nextItem(state);
        }
        return;
    case Phase::savingBeforeRestart:
        state.phase = Phase::restarting;
        return;
    case Phase::savingRecovery:
        state.phase = Phase::endingLeftover;
        return;
    case Phase::savingRunEnd:
        state.phase = Phase::finished;
        return;
    case Phase::idle:
    case Phase::askingRestart:
    case Phase::askingCondition:
    case Phase::lookingBefore:
    case Phase::preparing:
    case Phase::preparationWait:
    case Phase::warning:
    case Phase::starting:
    case Phase::running:
    case Phase::retryWait:
    case Phase::lookingAfter:
    case Phase::countdown:
    case Phase::installerRestartWait:
    case Phase::restarting:
    case Phase::loggingOff:
    case Phase::endingLeftover:
    case Phase::lookingOnRecovery:
    case Phase::finished:
        return; // a save that was not asked for (agent shutdown) changes nothing
    }
}

void SequenceMachine::answered(SequenceState &state, bool holds, Instant time) const
{
    ItemState &item = current(state);
    if (state.phase == Phase::askingRestart) { // B28
        if (holds)
            startCountdown(state, Pending::restartFirst, time, m_plan.notice);
        else
            moveOn(state);
    } else if (state.phase == Phase::askingCondition) { // B11a
        if (!holds)
            endItem(state, ItemStatus::notApplicable);
        else if (planItem(state).detects)
            state.phase = Phase::lookingBefore;
        else
            startOrPrepare(state);
    } else if (state.phase == Phase::lookingBefore) { // B14
        if (holds)
            present(state);
        else
            startOrPrepare(state);
    } else if (state.phase == Phase::lookingAfter) { // B13
        const bool restarted = item.status == ItemStatus::verifying;
        if (holds && !restarted)
            followUp(state, time);
        endItem(state, holds ? ItemStatus::succeeded : ItemStatus::notVerified);
    } else if (state.phase == Phase::lookingOnRecovery) { // B19
        if (!holds) {
            recover(state);
            return;
        }
        if (state.boot == state.startBoot) // B17: nothing has started the computer anew since
            followUp(state, time);
        present(state);
    }
}

// B15
void SequenceMachine::programEnded(SequenceState &state, ReturnCode code, Instant time) const
{
    ItemState &item = current(state);
    const PlanItem &plan = planItem(state);
    recordCode(item, code);
    switch (plan.codes.classify(code)) {
    case ReturnCodeClass::failure:
        endItem(state, ItemStatus::failed);
        return;
    case ReturnCodeClass::tryAgain:
        if (item.retries >= plan.retryCount) {
            endItem(state, ItemStatus::failed);
            return;
        }
        ++item.retries;
        item.status = ItemStatus::waiting;
        state.until = time + plan.retryDelay;
        state.phase = Phase::savingRetry;
        return;
    case ReturnCodeClass::success:
        if (plan.detects) {
            state.phase = Phase::lookingAfter;
            return;
        }
        followUp(state, time);
        endItem(state, ItemStatus::succeeded);
        return;
    case ReturnCodeClass::restartNeeded:
    case ReturnCodeClass::restartStarted:
        awaitRestart(state,
                     plan.codes.classify(code) == ReturnCodeClass::restartNeeded ? Pending::restart : Pending::installerRestart,
                     time, plan.restartDelay);
        if (plan.detects) {
            item.status = ItemStatus::verifying;
            state.phase = Phase::savingCode;
        } else {
            endItem(state, ItemStatus::succeeded);
        }
        return;
    }
    Q_UNREACHABLE();
}

void SequenceMachine::timeReached(SequenceState &state) const
{
    if (standsStill(state))
        return;
    if (state.phase == Phase::warning) {
        const Instant deadline = state.deadline; // holds until the program has started
        forgetWarning(state);
        state.deadline = deadline;
        state.warned = true;
        state.waitReason = WaitReason::none;
        startOrPrepare(state); // a window may have closed meanwhile
    } else if (isCountingDown(state)) { // a restart that the installer began has not come within the delay: bring it about (B15)
        ++state.restartTries;
        state.phase = Phase::savingBeforeRestart;
    } else if (state.phase == Phase::retryWait || state.phase == Phase::preparationWait) {
        state.waitReason = WaitReason::none;
        moveOn(state);
    }
}

// B26, B26a
void SequenceMachine::stop(SequenceState &state, RunEnd end) const
{
    if (state.phase == Phase::idle || state.phase == Phase::finished || state.phase == Phase::savingRunEnd)
        return;
    state.stop = end;
    // What has begun goes to its end first; a superseded item's own restart belongs to it, a withdrawn one's is cancelled.
    const bool cancelsRestart = end == RunEnd::withdrawn || state.pending == Pending::restartFirst;
    if (isBeforeStart(state.phase) || (isCountingDown(state) && cancelsRestart))
        endRun(state, end);
}

void SequenceMachine::nextItem(SequenceState &state) const
{
    forgetWarning(state);
    state.pending = Pending::none;
    state.restartTries = 0;
    ++state.current;
    moveOn(state);
}

// From the current item to the first that needs something from outside (B10–B12).
void SequenceMachine::moveOn(SequenceState &state) const
{
    if (state.stop != RunEnd::notYet) {
        endRun(state, state.stop);
        return;
    }
    while (state.current < static_cast<int>(state.items.size()) && isFinal(current(state).status))
        ++state.current;
    if (state.current >= static_cast<int>(state.items.size())) {
        endRun(state, RunEnd::completed);
        return;
    }
    state.pending = Pending::none;
    state.restartTries = 0;
    const PlanItem &plan = planItem(state);
    if (unmetDependency(state, state.current))
        endItem(state, ItemStatus::skipped);
    else if (plan.conditional && current(state).attempts == 0)
        state.phase = Phase::askingCondition;
    else if (plan.detects)
        state.phase = Phase::lookingBefore;
    else
        startOrPrepare(state);
}

std::optional<int> SequenceMachine::unmetDependency(const SequenceState &state, int item) const
{
    const auto &dependencies = m_plan.items[static_cast<size_t>(item)].dependencies;
    for (size_t d = 0; d < dependencies.size(); ++d) {
        if (!holds(state, dependencies[d]))
            return static_cast<int>(d);
    }
    return std::nullopt;
}

bool SequenceMachine::holds(const SequenceState &state, const PlanDependency &dependency) const
{
    const size_t index = static_cast<size_t>(dependency.on);
    const ItemState &on = state.items[index];
    const bool ran = isSuccess(on.status) || on.status == ItemStatus::failed;
    return (ran && on.hasReturnCode && contains(dependency.codes, on.returnCode))
           || (on.status == ItemStatus::notApplicable && contains(dependency.codes, m_plan.items[index].firstSuccessCode));
}

void SequenceMachine::startOrPrepare(SequenceState &state) const
{
    if (planItem(state).needsPreparation)
        state.phase = Phase::preparing;
    else
        markRunning(state);
}

void SequenceMachine::markRunning(SequenceState &state) const
{
    ItemState &item = current(state);
    item.status = ItemStatus::running;
    ++item.attempts;
    forgetCode(item); // codes of earlier attempts never show
    forgetWarning(state);
    state.startBoot = state.boot;
    state.phase = Phase::savingBeforeStart;
}

void SequenceMachine::endItem(SequenceState &state, ItemStatus status) const
{
    current(state).status = status;
    state.phase = Phase::savingItemEnd;
}

void SequenceMachine::present(SequenceState &state) const
{
    recordCode(current(state), planItem(state).firstSuccessCode);
    endItem(state, ItemStatus::alreadyPresent);
}

// B17: what after running asks for; a restart that the code asked for has taken its place already.
void SequenceMachine::followUp(SequenceState &state, Instant time) const
{
    const PlanItem &plan = planItem(state);
    switch (plan.afterRunning) {
    case AfterRunning::noAction:
        return;
    case AfterRunning::restart:
        awaitRestart(state, Pending::restart, time, plan.restartDelay);
        return;
    case AfterRunning::logOff:
        state.pending = Pending::logOff;
        return;
    }
}

} // namespace seriatim
