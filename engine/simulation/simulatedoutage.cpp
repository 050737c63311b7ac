// How a simulated computer goes down and comes back: faults, restarts, hours in which it is off, its battery.
#include "engine/simulation/simulatedendpoint.h"

#include <algorithm>
#include <utility>

namespace seriatim {

void SimulatedEndpoint::strike(FaultKind kind)
{
    if (runsProgram()) {
        const PlanItem &plan = m_plan->items[static_cast<size_t>(m_attempt.item)];
        if (!passTo(m_now + std::min(m_attempt.outcome.durationMillis, plan.timeLimit) / 2, std::nullopt))
            return; // the computer went off before it could strike
        if (kind == FaultKind::installerRestart)
            m_workDone[static_cast<size_t>(m_attempt.item)] = true;
    }
    goDown(kind);
    comeBack();
}

void SimulatedEndpoint::strikeAfterExit(FaultKind kind)
{
    Q_ASSERT(runsProgram());
    if (!passProgram())
        return;
    goDown(kind);
    comeBack();
}

void SimulatedEndpoint::strikeAt(FaultMoment moment, FaultKind kind)
{
    if (moment == FaultMoment::afterExit) {
        strikeAfterExit(kind);
        return;
    }
    if (moment == FaultMoment::countdown) {
        const Instant until = next().until;
        const qint64 left = until == forever ? 0 : std::max<qint64>(0, until - m_now); // nobody sees it run out
        if (!passTo(m_now + left / 2, SimulatedWait::countdown))
            return; // the computer went off before it could strike
    }
    strike(kind);
}

void SimulatedEndpoint::goDown(FaultKind kind)
{
    m_lastFault = kind;
    switch (kind) {
    case FaultKind::powerLoss:
    case FaultKind::installerRestart:
        m_now += simulatedRestartTime;
        ++m_boot;
        return;
    case FaultKind::agentCrash:
        m_now += simulatedAgentStartTime;
        return;
    }
    Q_UNREACHABLE();
}

void SimulatedEndpoint::restartComputer()
{
    m_now += simulatedRestartTime;
    ++m_boot;
    comeBack();
}

// The program that the disk knows to be about to start has begun, whatever became of it since.
bool SimulatedEndpoint::hasBegunUnsaved() const
{
    const auto index = static_cast<size_t>(m_disk.current);
    return index < m_disk.items.size() && m_state.items[index].executions > m_disk.items[index].executions;
}

// The agent starts; whatever was only in memory is gone.
void SimulatedEndpoint::comeBack()
{
    m_request.reset();
    ++m_agentStarts;
    m_stuck = m_agentStarts - m_startsBeforeRun > mostAgentStarts(m_plan->items.size());
    if (!m_assumptions.isAlwaysOn())
        beOn();
    if (m_profile == AgentProfile::preSp3) {
        m_restarts += m_state.boot != m_boot ? 1 : 0;
        SequenceState forgotten;
        forgotten.run = m_state.run - 1;
        m_state = std::move(forgotten);
        beginRun(RunStart::Mode::anew);
        return;
    }
    Event started = event(Event::Kind::agentStarted);
    started.boot = m_boot;
    started.programBegan = hasBegunUnsaved();
    copyState(m_disk, m_state);
    m_machine.apply(m_state, started);
}

// False: the computer went off before, and is on again; what was going on has been cut off.
bool SimulatedEndpoint::passTo(Instant until, std::optional<SimulatedWait> wait)
{
    const std::optional<Instant> off = nextOff(until);
    const Instant end = std::max(m_now, off.value_or(until));
    if (wait)
        m_waits[static_cast<size_t>(*wait)] += end - m_now;
    m_now = end;
    if (!off)
        return true;
    m_lastFault = FaultKind::powerLoss;
    beOn();
    comeBack();
    return false;
}

std::optional<Instant> SimulatedEndpoint::nextOff(Instant until) const
{
    if (m_assumptions.isAlwaysOn() || until <= m_now)
        return std::nullopt;
    const Instant last = std::min(until, m_now + longestSimulatedWait);
    std::optional<Instant> off = m_assumptions.isOnAt(m_now) ? m_assumptions.nextSwitch(m_now, last) : std::optional(m_now);
    if (m_batteryEnd < last && (!off || m_batteryEnd < *off))
        off = std::max(m_now, m_batteryEnd);
    return off;
}

// The next moment, from now on, at which the computer is on and has power; a boot later where that is not now.
void SimulatedEndpoint::beOn()
{
    const Instant since = m_now;
    while (m_batteryEnd <= m_now || !m_assumptions.isOnAt(m_now)) {
        if (m_batteryEnd <= m_now) {
            m_now += std::max(simulatedRestartTime, m_assumptions.chargingMillis());
            charge();
        }
        if (!m_assumptions.isOnAt(m_now)) {
            m_now = m_assumptions.nextSwitch(m_now, m_now + longestSimulatedWait).value_or(m_now + longestSimulatedWait);
            charge(); // while it was off
        }
    }
    if (m_now == since)
        return;
    m_waits[static_cast<size_t>(SimulatedWait::off)] += m_now - since;
    ++m_boot;
}

void SimulatedEndpoint::charge()
{
    const std::optional<qint64> lasts = m_assumptions.batteryMillis(++m_charges);
    m_batteryEnd = lasts ? m_now + *lasts : forever;
}

} // namespace seriatim
