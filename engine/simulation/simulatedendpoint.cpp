#include "engine/simulation/simulatedendpoint.h"

#include "engine/simulation/fleet.h"

#include <algorithm>
#include <utility>

namespace seriatim {

namespace {

// An installer restarts the computer while it runs, whatever the row says.
FaultMoment momentOf(const FaultRow &fault)
{
    return fault.kind == FaultKind::installerRestart ? FaultMoment::running : fault.at;
}

// How long a simulated computer waits within one run for what does not come, before that is its result.
constexpr qint64 longestWait = qint64(366) * 24 * 60 * millisPerMinute;

int packageCount(const Plan &plan)
{
    int count = 0;
    for (const PlanItem &item : plan.items)
        count = std::max(count, item.package + 1);
    return count;
}

} // namespace

SimulatedEndpoint::SimulatedEndpoint(const Plan &plan, const Scenario &scenario, const QString &name)
    : m_machine(plan), m_plan(plan), m_assumptions(scenario, name), m_now(scenario.start), m_workDone(plan.items.size(), false)
    , m_packagesAtHand(static_cast<size_t>(packageCount(plan)), false), m_downloads(m_packagesAtHand.size(), 0)
{
}

void SimulatedEndpoint::run(RunStart::Mode mode)
{
    RunStart start;
    start.mode = mode;
    m_machine.startRun(m_state, start, m_boot);
    m_disk = m_state;
    m_faultAttempt = {};
    m_runStarted = m_now;
    m_warnings = 0;
    for (Action action = m_machine.next(m_state); action.kind != Action::Kind::none && !m_stuck; action = m_machine.next(m_state))
        perform(action);
    m_restarts += m_state.restarts;
}

void SimulatedEndpoint::perform(const Action &action)
{
    switch (action.kind) {
    case Action::Kind::none:
    case Action::Kind::awaitProgram: // startProgram below runs to the end at once
        return;
    case Action::Kind::save:
        save();
        tell(Event::Kind::saved);
        return;
    case Action::Kind::evaluateCondition:
        answer(m_assumptions.applies(action.item + 1, m_state.run));
        return;
    case Action::Kind::evaluateDetection:
        answer(detects(action));
        return;
    case Action::Kind::askRestartNeeded:
        answer(m_assumptions.restartNeeded(m_state.run));
        return;
    case Action::Kind::prepare:
        prepare(action.item);
        return;
    case Action::Kind::startProgram:
        startProgram(action.item, action.attempt);
        return;
    case Action::Kind::endLeftover:
        tell(Event::Kind::leftoverEnded); // agentCrash ends the program with the agent
        return;
    case Action::Kind::wait:
        wait(action);
        return;
    case Action::Kind::restart:
        restartComputer();
        return;
    case Action::Kind::logOff:
        tell(Event::Kind::loggedOff);
        return;
    }
    Q_UNREACHABLE();
}

// Within a run the machine changes items only from the current one on, so the two differ in those between their
// current ones. Copying all of them at every save would make a long sequence quadratic.
void SimulatedEndpoint::copyState(SequenceState &from, SequenceState &to)
{
    const auto first = static_cast<std::ptrdiff_t>(m_disk.current);
    const auto last = std::min(static_cast<std::ptrdiff_t>(m_state.current) + 1, std::ssize(m_state.items));
    std::vector<ItemState> items = std::exchange(to.items, {});
    if (first < last)
        std::copy(from.items.begin() + first, from.items.begin() + last, items.begin() + first);
    std::vector<ItemState> kept = std::exchange(from.items, {});
    to = from;
    from.items = std::move(kept);
    to.items = std::move(items);
    Q_ASSERT(to == from);
}

// The look before a start belongs to that start, the others to the one that was.
bool SimulatedEndpoint::detects(const Action &action) const
{
    const int started = item(action.item).attempts;
    return m_assumptions.detects(action.item + 1, action.moment == DetectionMoment::beforeStart ? started + 1 : started,
                                 m_state.run, m_workDone[static_cast<size_t>(action.item)]);
}

void SimulatedEndpoint::prepare(int index)
{
    const PlanItem &planItem = m_plan.items[static_cast<size_t>(index)];
    Surroundings around;
    around.now = m_now;
    around.session = m_assumptions.sessionAt(m_now);
    around.speedKbps = m_assumptions.connectionKbps();
    around.packageAtHand = planItem.package >= 0 && m_packagesAtHand[static_cast<size_t>(planItem.package)];
    const Readiness readiness = readinessOf(m_plan, planItem, m_state.byHand, around);
    switch (readiness.kind) {
    case Readiness::Kind::ready:
        takeFiles(planItem, readiness.files);
        tell(Event::Kind::prepared);
        return;
    case Readiness::Kind::never:
        tell(Event::Kind::startFailed);
        return;
    case Readiness::Kind::wait: {
        Event notYet = event(Event::Kind::notPrepared);
        notYet.waitReason = readiness.reason;
        notYet.until = readiness.until;
        m_machine.apply(m_state, notYet);
        return;
    }
    }
    Q_UNREACHABLE();
}

// What comes from this computer's own disks takes no time and no server.
void SimulatedEndpoint::takeFiles(const PlanItem &planItem, Readiness::Files files)
{
    const bool fetches = files == Readiness::Files::download || files == Readiness::Files::onServer;
    if (!planItem.overNetwork || !fetches)
        return;
    const size_t package = static_cast<size_t>(planItem.package);
    ++m_downloads[package]; // running from the server reads the files as well
    m_packagesAtHand[package] = files == Readiness::Files::download;
    if (const std::optional<int> speed = m_assumptions.connectionKbps())
        m_now += planItem.packageBytes * millisPerSecond / (qint64(*speed) * 1024);
}

void SimulatedEndpoint::startProgram(int index, int attempt)
{
    const PlanItem &plan = m_plan.items[static_cast<size_t>(index)];
    const FaultRow *fault = takeFault(index, attempt);
    const FaultMoment at = fault ? momentOf(*fault) : FaultMoment::countdown;
    if (at == FaultMoment::beforeStart) {
        strike(fault->kind, false);
        return;
    }
    tell(Event::Kind::began);
    const Assumptions::Outcome outcome = m_assumptions.outcome(index + 1, attempt, m_state.run, plan);
    const qint64 runs = std::min(outcome.durationMillis, plan.timeLimit);
    if (at == FaultMoment::running) {
        m_now += runs / 2;
        if (fault->kind == FaultKind::installerRestart)
            m_workDone[static_cast<size_t>(index)] = true;
        strike(fault->kind, true);
        return;
    }
    m_now += runs;
    const bool timedOut = outcome.durationMillis > plan.timeLimit;
    if (!timedOut && countsAsSuccess(plan.codes.classify(outcome.returnCode)))
        m_workDone[static_cast<size_t>(index)] = true;
    if (at == FaultMoment::afterExit) {
        strike(fault->kind, true);
        return;
    }
    Event end = event(timedOut ? Event::Kind::timedOut : Event::Kind::programEnded);
    end.returnCode = outcome.returnCode;
    m_machine.apply(m_state, end);
}

// Each attempt has at most one fault, which strikes at most once.
const FaultRow *SimulatedEndpoint::takeFault(int index, int attempt)
{
    m_faultAttempt = {index, attempt};
    m_countdownFault = nullptr;
    const FaultRow *fault = m_assumptions.fault(index + 1, attempt, m_state.run);
    if (fault && momentOf(*fault) == FaultMoment::countdown)
        m_countdownFault = fault;
    return fault;
}

void SimulatedEndpoint::wait(const Action &action)
{
    if (m_state.phase == Phase::installerRestartWait) { // it comes once its code is on disk
        restartComputer();
        return;
    }
    if (m_state.phase == Phase::countdown && m_countdownFault && m_faultAttempt.item == action.item) {
        const FaultKind kind = m_countdownFault->kind;
        m_countdownFault = nullptr;
        m_now += std::max<qint64>(0, action.until - m_now) / 2;
        strike(kind, false);
        return;
    }
    if (isWarning(m_state)) {
        passWarning(action);
    } else if (m_state.phase == Phase::preparationWait) {
        passPreparationWait(action);
    } else {
        m_now = std::max(m_now, action.until);
        tell(Event::Kind::timeReached);
    }
}

// To its end, or to the next moment at which somebody comes or goes.
void SimulatedEndpoint::passWarning(const Action &action)
{
    Event seen = event(Event::Kind::sessionSeen);
    seen.session = m_assumptions.sessionAt(m_now).value_or(SessionState::attended);
    m_machine.apply(m_state, seen);
    if (seen.session == SessionState::attended)
        putOff(action.item);
    const Instant until = m_machine.next(m_state).until;
    if (until <= m_now) {
        tell(Event::Kind::timeReached);
        return;
    }
    const Instant next = std::min(until, m_assumptions.nextSessionChange(m_now).value_or(forever));
    m_stuck = next == forever || next - m_runStarted > longestWait;
    if (!m_stuck)
        m_now = next;
}

// Whoever sees it is asked once.
void SimulatedEndpoint::putOff(int index)
{
    if (m_askedAbout == m_state.deadline)
        return;
    m_askedAbout = m_state.deadline;
    const std::optional<qint64> millis = m_assumptions.deferralMillis(index + 1, ++m_warnings, m_state.run);
    if (!millis)
        return;
    Event chose = event(Event::Kind::userChose);
    chose.until = m_state.until + *millis;
    m_machine.apply(m_state, chose);
}

// Looking again every minute would be the same until somebody comes or goes; a connection never gets faster.
void SimulatedEndpoint::passPreparationWait(const Action &action)
{
    std::optional<Instant> next = action.until;
    if (m_state.waitReason == WaitReason::user)
        next = m_assumptions.nextSessionChange(m_now);
    else if (m_state.waitReason == WaitReason::download)
        next.reset();
    m_stuck = !next || *next - m_runStarted > longestWait;
    if (m_stuck)
        return;
    m_now = std::max(m_now, *next);
    tell(Event::Kind::timeReached);
}

void SimulatedEndpoint::strike(FaultKind kind, bool programBegan)
{
    switch (kind) {
    case FaultKind::powerLoss:
    case FaultKind::installerRestart:
        m_now += simulatedRestartTime;
        ++m_boot;
        break;
    case FaultKind::agentCrash:
        m_now += simulatedAgentStartTime;
        break;
    }
    startAgent(programBegan);
}

void SimulatedEndpoint::restartComputer()
{
    m_now += simulatedRestartTime;
    ++m_boot;
    startAgent(false);
}

// Whatever was only in memory is gone.
void SimulatedEndpoint::startAgent(bool programBegan)
{
    copyState(m_disk, m_state);
    Event started = event(Event::Kind::agentStarted);
    started.boot = m_boot;
    started.programBegan = programBegan;
    m_machine.apply(m_state, started);
}

Event SimulatedEndpoint::event(Event::Kind kind) const
{
    Event e;
    e.kind = kind;
    e.time = m_now;
    return e;
}

void SimulatedEndpoint::answer(bool holds)
{
    Event e = event(Event::Kind::answered);
    e.holds = holds;
    m_machine.apply(m_state, e);
}

} // namespace seriatim
