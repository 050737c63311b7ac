#include "engine/simulation/computersimulation.h"

#include "engine/domain/occurrences.h"

#include <QTimeZone>

namespace seriatim {

ComputerSimulation::ComputerSimulation(const Plan &plan, const Schedule &schedule, const ScenarioIndex &index,
                                       const EndpointFacts &facts, AgentProfile profile, AnswerLog *log)
    : m_plan(&plan), m_schedule(&schedule), m_index(&index), m_facts(facts), m_endpoint(plan, index, facts, profile, log)
    , m_over(!m_endpoint.assumptions().hasTaskSynchronization())
{
}

void ComputerSimulation::step()
{
    if (m_over || m_endpoint.serverRequest())
        return;
    if (!m_inRun)
        startRun();
    else
        m_endpoint.step();
    if (m_endpoint.isRunOver())
        endRun();
}

void ComputerSimulation::strikeAt(FaultMoment moment, FaultKind kind)
{
    m_endpoint.strikeAt(moment, kind);
    m_inRun = m_runs > 0;
    m_over = false;
}

void ComputerSimulation::goOn()
{
    while (!m_over) {
        if (!m_inRun)
            startRun();
        m_endpoint.goOn();
        if (m_endpoint.serverRequest())
            return;
        endRun();
    }
}

void ComputerSimulation::strike(FaultKind kind)
{
    m_endpoint.strike(kind);
    if (m_endpoint.isRunOver())
        endRun();
}

void ComputerSimulation::strikeAfterExit(FaultKind kind)
{
    m_endpoint.strikeAfterExit(kind);
    if (m_endpoint.isRunOver())
        endRun();
}

void ComputerSimulation::startRun()
{
    m_endpoint.startRun(m_schedule->repeat ? RunStart::Mode::keepSuccesses : RunStart::Mode::anew);
    ++m_runs;
    m_inRun = true;
}

void ComputerSimulation::endRun()
{
    m_finished = m_endpoint.now();
    m_inRun = false;
    std::optional<Instant> next;
    if (m_runs < m_index->scenario.runs && !m_endpoint.isStuck())
        next = nextRun();
    m_over = !next;
    if (next)
        m_endpoint.waitUntil(*next);
}

// When the schedule brings the next run after the one that has ended; nothing when it brings none (B21, B23).
std::optional<Instant> ComputerSimulation::nextRun() const
{
    const Instant end = m_endpoint.now();
    constexpr qint64 aDay = millisPerMinute * 60 * 24;
    if (m_schedule->repeat && !m_endpoint.machine().wantsAnotherRun(m_endpoint.state()))
        return std::nullopt;
    if (!m_schedule->repeat && !m_schedule->recurs())
        return std::nullopt;
    Instant next = end + (m_schedule->repeat ? m_schedule->repeat->rerunDelayMinutes * millisPerMinute : aDay);
    if (m_schedule->recurs()) // at startup and at logon come once a day in a simulation
        next = nextOccurrence(*m_schedule, end, QTimeZone::utc()).value_or(end + aDay);
    if (validPeriodAt(m_schedule->validPeriod, end, QTimeZone::utc()) != ValidPeriodState::over
        && validPeriodAt(m_schedule->validPeriod, next, QTimeZone::utc()) == ValidPeriodState::over) {
        return std::nullopt;
    }
    return next;
}

SimulatedComputer ComputerSimulation::result() const
{
    SimulatedComputer result;
    result.name = m_facts.name;
    result.runs = m_runs;
    if (m_runs == 0)
        return result;
    result.finished = m_finished;
    result.restarts = m_endpoint.restarts();
    result.downloads = m_endpoint.downloads();
    result.server = m_endpoint.assumptions().server();
    result.multicast = m_plan->multicast;
    result.waits = m_endpoint.waits();
    result.begun = m_endpoint.begun();
    result.state = m_endpoint.state();
    result.status = SequenceMachine::computerStatus(result.state);
    return result;
}

} // namespace seriatim
