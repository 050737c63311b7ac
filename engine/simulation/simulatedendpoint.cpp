#include "engine/simulation/simulatedendpoint.h"

#include <algorithm>
#include <utility>

namespace seriatim {

namespace {

// An installer restarts the computer while it runs, whatever the row says.
FaultMoment momentOf(const FaultRow &fault)
{
    return fault.kind == FaultKind::installerRestart ? FaultMoment::running : fault.at;
}

int packageCount(const Plan &plan)
{
    int count = 0;
    for (const PlanItem &item : plan.items)
        count = std::max(count, item.package + 1);
    return count;
}

} // namespace

QString toWord(SimulatedWait wait)
{
    switch (wait) {
    case SimulatedWait::pickup: return QStringLiteral("pickup");
    case SimulatedWait::off: return QStringLiteral("off");
    case SimulatedWait::download: return QStringLiteral("download");
    case SimulatedWait::server: return QStringLiteral("server");
    case SimulatedWait::retry: return QStringLiteral("retry");
    case SimulatedWait::package: return QStringLiteral("package");
    case SimulatedWait::user: return QStringLiteral("user");
    case SimulatedWait::window: return QStringLiteral("window");
    case SimulatedWait::warning: return QStringLiteral("warning");
    case SimulatedWait::countdown: return QStringLiteral("countdown");
    }
    Q_UNREACHABLE();
}

SimulatedEndpoint::SimulatedEndpoint(const Plan &plan, const ScenarioIndex &index, const EndpointFacts &facts, AgentProfile profile,
                                     AnswerLog *log)
    : m_machine(plan), m_plan(&plan), m_assumptions(index, facts, log), m_profile(profile), m_now(index.scenario.start)
    , m_workDone(plan.items.size(), false), m_begun(plan.items.size(), 0)
    , m_packagesAtHand(static_cast<size_t>(packageCount(plan)), false), m_downloads(m_packagesAtHand.size(), 0)
{
    charge();
    waitUntil(m_now);
    if (const qint64 pickup = m_assumptions.pickupMillis()) {
        m_waits[static_cast<size_t>(SimulatedWait::pickup)] += pickup;
        waitUntil(m_now + pickup);
    }
}

void SimulatedEndpoint::startRun(RunStart::Mode mode)
{
    if (m_assumptions.hasMomentFaults())
        m_moments.emplace(m_plan->items.size());
    m_startsBeforeRun = m_agentStarts;
    beginRun(mode);
}

void SimulatedEndpoint::beginRun(RunStart::Mode mode)
{
    RunStart start;
    start.mode = mode;
    m_restarts += m_state.restarts;
    m_machine.startRun(m_state, start, m_boot);
    m_disk = m_state;
    m_attempt = {};
    m_runStarted = m_now;
    m_warnings = 0;
}

void SimulatedEndpoint::waitUntil(Instant instant)
{
    while (m_now < instant) {
        const std::optional<Instant> off = nextOff(instant);
        m_now = off.value_or(instant);
        if (off)
            beOn();
    }
    beOn();
}

void SimulatedEndpoint::step()
{
    m_lastFault.reset();
    perform(next());
}

void SimulatedEndpoint::goOn()
{
    for (Action action = next(); action.kind != Action::Kind::none && !m_stuck && !m_request; action = next())
        perform(action);
}

void SimulatedEndpoint::perform(const Action &action)
{
    if (m_moments) {
        const std::optional<FaultMoment> moment = momentOf(action, m_state.phase);
        if (moment && isStruckAt(*moment, action.item))
            return;
    }
    switch (action.kind) {
    case Action::Kind::none:
        return;
    case Action::Kind::save:
        saveAndTell(action);
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
    case Action::Kind::awaitProgram:
        awaitProgram();
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

void SimulatedEndpoint::saveAndTell(const Action &action)
{
    save();
    tell(Event::Kind::saved);
    if (!m_moments)
        return;
    if (const std::optional<FaultMoment> moment = afterSaving(action.point))
        isStruckAt(*moment, action.item);
}

// The moment has come; a row that waits for it strikes.
bool SimulatedEndpoint::isStruckAt(FaultMoment moment, int index)
{
    const int item = std::min(index + 1, static_cast<int>(m_plan->items.size()));
    const FaultRow *row = m_assumptions.momentFault(moment, item, m_moments->arrive(moment, index), m_state.run);
    if (row)
        strikeAt(moment, row->kind);
    return row;
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
                                 m_state.run, workDone(action.item));
}

void SimulatedEndpoint::prepare(int index)
{
    const PlanItem &planItem = m_plan->items[static_cast<size_t>(index)];
    Surroundings around;
    around.now = m_now;
    around.session = m_assumptions.sessionAt(m_now);
    around.speedKbps = m_assumptions.connectionKbps();
    around.packageAtHand = planItem.package >= 0 && m_packagesAtHand[static_cast<size_t>(planItem.package)];
    const Readiness readiness = readinessOf(*m_plan, planItem, m_state.byHand, around);
    switch (readiness.kind) {
    case Readiness::Kind::ready:
        takeFiles(planItem, readiness.files);
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

// What comes from this computer's own disks takes no time and no server. A download that the computer's going off has cut
// off begins anew: the part of it that was here already is little beside a night.
void SimulatedEndpoint::takeFiles(const PlanItem &planItem, Readiness::Files files)
{
    const bool fetches = files == Readiness::Files::download || files == Readiness::Files::onServer;
    if (!planItem.overNetwork || !fetches) {
        tell(Event::Kind::prepared);
        return;
    }
    const size_t package = static_cast<size_t>(planItem.package);
    const std::optional<int> speed = m_assumptions.connectionKbps();
    const ServerRow *server = m_assumptions.server();
    m_packagesAtHand[package] = files == Readiness::Files::download;
    ++m_downloads[package]; // running from the server reads the files as well
    if (server) {
        m_request = ServerRequest{server, planItem.packageBytes, speed};
        return;
    }
    const qint64 millis = speed ? planItem.packageBytes * millisPerSecond / (qint64(*speed) * 1024) : 0;
    if (passTo(m_now + millis, SimulatedWait::download))
        tell(Event::Kind::prepared);
    else
        m_packagesAtHand[package] = false;
}

// The server sends on while the computer is off for a while: it is told again when that is over.
void SimulatedEndpoint::filesCame(Instant began, Instant ended)
{
    m_waits[static_cast<size_t>(SimulatedWait::server)] += std::max<qint64>(0, began - m_now);
    m_waits[static_cast<size_t>(SimulatedWait::download)] += ended - std::max(began, m_now);
    m_request.reset();
    if (passTo(ended, std::nullopt))
        tell(Event::Kind::prepared);
}

void SimulatedEndpoint::startProgram(int index, int attempt)
{
    takeFault(index, attempt);
    if (m_attempt.fault && momentOf(*m_attempt.fault) == FaultMoment::beforeStart) {
        goDown(m_attempt.fault->kind);
        comeBack();
        return;
    }
    m_attempt.outcome = m_nextOutcome ? *m_nextOutcome
                                      : m_assumptions.outcome(index + 1, attempt, m_state.run, m_plan->items[static_cast<size_t>(index)]);
    m_nextOutcome.reset();
    m_attempt.began = m_now;
    ++m_begun[static_cast<size_t>(index)];
    tell(Event::Kind::began);
}

// Each attempt has at most one fault.
void SimulatedEndpoint::takeFault(int index, int attempt)
{
    m_attempt.item = index;
    m_attempt.number = attempt;
    m_attempt.fault = m_assumptions.fault(index + 1, attempt, m_state.run);
}

// To its end or its time limit; false when the computer went off meanwhile. What a program does, it has done at its end.
bool SimulatedEndpoint::passProgram()
{
    const PlanItem &plan = m_plan->items[static_cast<size_t>(m_attempt.item)];
    const Assumptions::Outcome &outcome = m_attempt.outcome;
    if (!passTo(m_attempt.began + std::min(outcome.durationMillis, plan.timeLimit), std::nullopt))
        return false;
    if (outcome.durationMillis <= plan.timeLimit && countsAsSuccess(plan.codes.classify(outcome.returnCode)))
        m_workDone[static_cast<size_t>(m_attempt.item)] = true;
    return true;
}

void SimulatedEndpoint::awaitProgram()
{
    const PlanItem &plan = m_plan->items[static_cast<size_t>(m_attempt.item)];
    const std::optional<FaultMoment> at = m_attempt.fault ? std::optional(momentOf(*m_attempt.fault)) : std::nullopt;
    if (at == FaultMoment::running) {
        strike(m_attempt.fault->kind);
        return;
    }
    if (at == FaultMoment::afterExit) {
        strikeAfterExit(m_attempt.fault->kind);
        return;
    }
    if (m_moments && isStruckAt(FaultMoment::afterExit, m_attempt.item))
        return;
    if (!passProgram())
        return;
    const bool timedOut = m_attempt.outcome.durationMillis > plan.timeLimit;
    Event end = event(timedOut ? Event::Kind::timedOut : Event::Kind::programEnded);
    end.returnCode = m_attempt.outcome.returnCode;
    m_machine.apply(m_state, end);
}

void SimulatedEndpoint::wait(const Action &action)
{
    if (m_state.phase == Phase::installerRestartWait) { // it comes once its code is on disk
        restartComputer();
        return;
    }
    const FaultRow *fault = m_attempt.item == action.item ? m_attempt.fault : nullptr;
    if (m_state.phase == Phase::countdown && fault && momentOf(*fault) == FaultMoment::countdown) {
        m_attempt.fault = nullptr; // it strikes once
        strikeAt(FaultMoment::countdown, fault->kind);
        return;
    }
    if (isWarning(m_state)) {
        passWarning(action);
    } else if (m_state.phase == Phase::preparationWait) {
        passPreparationWait(action);
    } else if (passTo(action.until, SimulatedWait::retry)) {
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
    m_stuck = next == forever || next - m_runStarted > longestSimulatedWait;
    if (!m_stuck)
        passTo(next, m_state.phase == Phase::countdown ? SimulatedWait::countdown : SimulatedWait::warning);
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
    SimulatedWait what = SimulatedWait::package;
    if (m_state.waitReason == WaitReason::user) {
        next = m_assumptions.nextSessionChange(m_now);
        what = SimulatedWait::user;
    } else if (m_state.waitReason == WaitReason::download) {
        next.reset();
    } else if (m_state.waitReason == WaitReason::window) {
        what = SimulatedWait::window;
    }
    m_stuck = !next || *next - m_runStarted > longestSimulatedWait;
    if (!m_stuck && passTo(*next, what))
        tell(Event::Kind::timeReached);
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
