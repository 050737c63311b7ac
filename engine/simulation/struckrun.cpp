#include "engine/simulation/struckrun.h"

#include "engine/simulation/sharedservers.h"

#include <algorithm>

namespace seriatim {

namespace {

// Where the time of day decides as well, the same state may end otherwise on another day of a year.
constexpr int roundsByTheClock = 400;

bool goesByTheClock(const Plan &plan, const Scenario &scenario)
{
    return !plan.windows.empty() || !scenario.sessions.empty() || !scenario.poweredOn.empty() || !scenario.batteries.empty();
}

// Far beyond what any run needs that ends: each item starts at most as often as it may be interrupted and retried.
qint64 stepsFor(const Plan &plan, const Scenario &scenario)
{
    qint64 starts = 2;
    for (const PlanItem &item : plan.items)
        starts += item.maximumAttempts + item.retryCount + 4;
    return scenario.runs * starts * 64 * (goesByTheClock(plan, scenario) ? roundsByTheClock : 1);
}

SequenceState withoutTimes(SequenceState state)
{
    state.startBoot = state.startBoot == state.boot ? 1 : 0;
    state.boot = 1;
    state.restarts = 0;
    state.until = 0;
    state.deadline = 0;
    state.unattendedSince = 0;
    return state;
}

} // namespace

StruckRun::StruckRun(ComputerSimulation simulation, int chances)
    : m_simulation(std::move(simulation)), m_counts(m_simulation.plan().items.size())
{
    const Plan &plan = m_simulation.plan();
    const Scenario &scenario = m_simulation.scenario();
    m_roundsAllowed = goesByTheClock(plan, scenario) ? roundsByTheClock : 1 + chances;
    m_stepsLeft = stepsFor(plan, scenario);
    settle();
}

void StruckRun::strike(FaultKind kind, bool everyTime)
{
    Q_ASSERT(m_moment);
    if (everyTime)
        m_standing.push_back({kind, *m_moment, m_item, m_occurrence, true, m_simulation.runs()});
    else
        m_marks.clear();
    hit(kind);
}

void StruckRun::hit(FaultKind kind)
{
    m_saved.reset();
    m_simulation.strikeAt(*std::exchange(m_moment, std::nullopt), kind);
    settle();
}

// A program that runs has two moments one after the other, and so has a status point.
void StruckRun::advance()
{
    const std::optional<FaultMoment> passed = std::exchange(m_moment, std::nullopt);
    if (m_saved) {
        m_saved.reset();
        settle();
    } else if (passed == FaultMoment::running) {
        arrive(FaultMoment::afterExit, m_item);
    } else {
        step();
    }
}

void StruckRun::step()
{
    const Action action = endpoint().next();
    m_simulation.step();
    if (endpoint().serverRequest())
        serveAlone(m_simulation.endpoint());
    if (action.kind == Action::Kind::save && !endpoint().lastFault() && afterSaving(action.point)) {
        m_saved = action.point;
        arrive(*afterSaving(action.point), action.item);
        return;
    }
    settle();
}

// To the next moment, or at least one step on.
void StruckRun::settle()
{
    if (--m_stepsLeft < 0) {
        m_ending = Ending::tooLong;
        return;
    }
    if (goesRound()) {
        m_ending = Ending::loops;
        return;
    }
    if (m_simulation.isOver()) {
        m_ending = Ending::ended;
        return;
    }
    const Action action = endpoint().next();
    if (const std::optional<FaultMoment> moment = momentOf(action, endpoint().state().phase))
        arrive(*moment, action.item);
}

void StruckRun::arrive(FaultMoment moment, int index)
{
    if (m_countedRun != m_simulation.runs()) {
        m_countedRun = m_simulation.runs();
        m_counts = MomentCounts(m_simulation.plan().items.size());
    }
    m_moment = moment;
    m_item = std::clamp(index, 0, std::max(0, static_cast<int>(m_simulation.plan().items.size()) - 1));
    m_occurrence = m_counts.arrive(moment, m_item);
    const auto stands = [&](const Strike &standing) { return standing.at == moment && standing.item == m_item; };
    const auto standing = std::ranges::find_if(m_standing, stands);
    if (standing != m_standing.end())
        hit(standing->kind);
}

bool StruckRun::goesRound()
{
    if (m_agentStarts == endpoint().agentStarts())
        return false;
    m_agentStarts = endpoint().agentStarts();
    SequenceState state = withoutTimes(endpoint().state());
    for (Mark &mark : m_marks) {
        if (mark.state == state && mark.workDone == endpoint().workDone())
            return ++mark.seen > m_roundsAllowed;
    }
    m_marks.push_back({std::move(state), endpoint().workDone(), 1});
    return false;
}

bool StruckRun::isAt(const Strike &strike) const
{
    return strike.at == m_moment && strike.item == m_item && strike.occurrence == m_occurrence && strike.run == m_simulation.runs();
}

void StruckRun::finish(const std::vector<Strike> &strikes)
{
    while (!isOver()) {
        const auto found = std::ranges::find_if(strikes, [this](const Strike &strike) { return isAt(strike); });
        if (found != strikes.end())
            this->strike(found->kind, found->everyTime);
        else
            advance();
    }
}

} // namespace seriatim
