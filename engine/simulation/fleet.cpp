#include "engine/simulation/fleet.h"

#include "engine/domain/occurrences.h"
#include "engine/simulation/assumptions.h"

#include <QTimeZone>

#include <algorithm>
#include <utility>

namespace seriatim {

namespace {

// An installer restarts the computer while it runs, whatever the row says.
FaultMoment momentOf(const FaultRow &fault)
{
    return fault.kind == FaultKind::installerRestart ? FaultMoment::running : fault.at;
}

// One computer: its clock, its disk and what its programs have done to it.
class Endpoint
{
public:
    Endpoint(const Plan &plan, const Scenario &scenario, const QString &name)
        : m_machine(plan), m_plan(plan), m_assumptions(scenario, name), m_now(scenario.start), m_workDone(plan.items.size(), false)
    {
    }

    void run(RunStart::Mode mode)
    {
        RunStart start;
        start.mode = mode;
        m_machine.startRun(m_state, start, m_boot);
        m_disk = m_state;
        m_faultAttempt = {};
        for (Action action = m_machine.next(m_state); action.kind != Action::Kind::none; action = m_machine.next(m_state))
            perform(action);
        m_restarts += m_state.restarts;
    }

    void waitUntil(Instant instant) { m_now = std::max(m_now, instant); }

    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] int restarts() const { return m_restarts; }
    [[nodiscard]] const SequenceState &state() const { return m_state; }
    [[nodiscard]] const SequenceMachine &machine() const { return m_machine; }

private:
    void perform(const Action &action)
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
        case Action::Kind::prepare:
            tell(Event::Kind::prepared);
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

    void save() { copyState(m_state, m_disk); }

    // Within a run the machine changes items only from the current one on, so the two differ in those between their
    // current ones. Copying all of them at every save would make a long sequence quadratic.
    void copyState(SequenceState &from, SequenceState &to)
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
    bool detects(const Action &action) const
    {
        const int started = item(action.item).attempts;
        return m_assumptions.detects(action.item + 1, action.moment == DetectionMoment::beforeStart ? started + 1 : started,
                                     m_state.run, m_workDone[static_cast<size_t>(action.item)]);
    }

    void startProgram(int index, int attempt)
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
    const FaultRow *takeFault(int index, int attempt)
    {
        m_faultAttempt = {index, attempt};
        m_countdownFault = nullptr;
        const FaultRow *fault = m_assumptions.fault(index + 1, attempt, m_state.run);
        if (fault && momentOf(*fault) == FaultMoment::countdown)
            m_countdownFault = fault;
        return fault;
    }

    void wait(const Action &action)
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
        m_now = std::max(m_now, action.until);
        tell(Event::Kind::timeReached);
    }

    void strike(FaultKind kind, bool programBegan)
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

    void restartComputer()
    {
        m_now += simulatedRestartTime;
        ++m_boot;
        startAgent(false);
    }

    // Whatever was only in memory is gone.
    void startAgent(bool programBegan)
    {
        copyState(m_disk, m_state);
        Event started = event(Event::Kind::agentStarted);
        started.boot = m_boot;
        started.programBegan = programBegan;
        m_machine.apply(m_state, started);
    }

    [[nodiscard]] Event event(Event::Kind kind) const
    {
        Event e;
        e.kind = kind;
        e.time = m_now;
        return e;
    }

    void tell(Event::Kind kind) { m_machine.apply(m_state, event(kind)); }

    void answer(bool holds)
    {
        Event e = event(Event::Kind::answered);
        e.holds = holds;
        m_machine.apply(m_state, e);
    }

    [[nodiscard]] const ItemState &item(int index) const { return m_state.items[static_cast<size_t>(index)]; }

    struct Attempt {
        int item = -1;
        int number = 0;
    };

    SequenceMachine m_machine;
    const Plan &m_plan;
    Assumptions m_assumptions;
    SequenceState m_state;
    SequenceState m_disk;
    Instant m_now;
    quint64 m_boot = 1;
    int m_restarts = 0;
    Attempt m_faultAttempt;
    const FaultRow *m_countdownFault = nullptr;
    std::vector<bool> m_workDone; // remembered for each line item apart, over all runs
};

// When the schedule brings the next run after one that ended at `end`; nothing when it brings none (B21, B23).
std::optional<Instant> nextRun(const Schedule &schedule, const Endpoint &endpoint)
{
    const Instant end = endpoint.now();
    constexpr qint64 aDay = millisPerMinute * 60 * 24;
    if (schedule.repeat && !endpoint.machine().wantsAnotherRun(endpoint.state()))
        return std::nullopt;
    if (!schedule.repeat && !schedule.recurs())
        return std::nullopt;
    Instant next = end + (schedule.repeat ? schedule.repeat->rerunDelayMinutes * millisPerMinute : aDay);
    if (schedule.recurs()) // at startup and at logon come once a day in a simulation
        next = nextOccurrence(schedule, end, QTimeZone::utc()).value_or(end + aDay);
    if (validPeriodAt(schedule.validPeriod, end, QTimeZone::utc()) != ValidPeriodState::over
        && validPeriodAt(schedule.validPeriod, next, QTimeZone::utc()) == ValidPeriodState::over) {
        return std::nullopt;
    }
    return next;
}

} // namespace

Fleet::Fleet(const Plan &plan, const Schedule &schedule, const Scenario &scenario)
    : m_plan(plan), m_schedule(schedule), m_scenario(scenario)
{
}

SimulatedComputer Fleet::simulate(const QString &computerName) const
{
    Endpoint endpoint(m_plan, m_scenario, computerName);
    SimulatedComputer result;
    result.name = computerName;
    for (;;) {
        endpoint.run(m_schedule.repeat ? RunStart::Mode::keepSuccesses : RunStart::Mode::anew);
        ++result.runs;
        result.finished = endpoint.now();
        if (result.runs >= m_scenario.runs)
            break;
        const std::optional<Instant> next = nextRun(m_schedule, endpoint);
        if (!next)
            break;
        endpoint.waitUntil(*next);
    }
    result.restarts = endpoint.restarts();
    result.state = endpoint.state();
    result.status = SequenceMachine::computerStatus(result.state);
    return result;
}

void SimulationTotals::add(const SimulatedComputer &computer, Instant start)
{
    ++endpoints;
    ++(computer.status == ComputerStatus::succeeded ? succeeded : failed);
    virtualMillis = std::max(virtualMillis, computer.finished - start);
    items.resize(computer.state.items.size());
    for (size_t i = 0; i < items.size(); ++i) {
        SimulatedItemTotals &total = items[i];
        switch (computer.state.items[i].status) {
        case ItemStatus::succeeded: ++total.succeeded; break;
        case ItemStatus::alreadyPresent: ++total.alreadyPresent; break;
        case ItemStatus::carriedOver: ++total.carriedOver; break;
        case ItemStatus::notApplicable: ++total.notApplicable; break;
        case ItemStatus::failed: ++total.failed; break;
        case ItemStatus::timedOut: ++total.timedOut; break;
        case ItemStatus::notVerified: ++total.notVerified; break;
        case ItemStatus::interrupted: ++total.interrupted; break;
        case ItemStatus::skipped: ++total.skipped; break;
        case ItemStatus::notStarted:
        case ItemStatus::waiting:
        case ItemStatus::running:
        case ItemStatus::verifying:
            break; // no run ends in these
        }
    }
}

SimulationTotals Fleet::simulateAll(int count, const std::function<QString(int)> &nameOf,
                                    const std::function<void(const SimulatedComputer &)> &visit,
                                    const std::function<bool()> &cancelled) const
{
    SimulationTotals totals;
    totals.seed = m_scenario.seed;
    totals.items.resize(m_plan.items.size());
    for (int i = 0; i < count; ++i) {
        if (cancelled && cancelled())
            break;
        const SimulatedComputer computer = simulate(nameOf(i));
        totals.add(computer, m_scenario.start);
        if (visit)
            visit(computer);
    }
    return totals;
}

QString Fleet::endpointName(int index)
{
    return QStringLiteral("SIM-%1").arg(index + 1, 6, 10, QLatin1Char('0'));
}

} // namespace seriatim
