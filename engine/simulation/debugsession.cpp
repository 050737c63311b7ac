#include "engine/simulation/debugsession.h"

#include "engine/simulation/crashmatrix.h"
#include "engine/simulation/sharedservers.h"

#include <algorithm>

namespace seriatim {

namespace {

constexpr int stepsPerKept = 64;

bool isSame(const DebugMove &one, const DebugMove &other)
{
    const bool sameOutcome = one.nextOutcome.has_value() == other.nextOutcome.has_value()
                             && (!one.nextOutcome || (one.nextOutcome->returnCode == other.nextOutcome->returnCode
                                                      && one.nextOutcome->durationMillis == other.nextOutcome->durationMillis));
    const bool sameFault = one.kind == DebugMove::Kind::step || one.fault == other.fault;
    return one.kind == other.kind && sameFault && sameOutcome;
}

} // namespace

DebugSession::DebugSession(const Fleet &fleet, EndpointFacts facts, AgentProfile profile, std::vector<ServedFiles> served)
    : m_fleet(fleet), m_facts(std::move(facts)), m_profile(profile), m_served(std::move(served)), m_now(begin())
{
}

DebugSession::DebugSession(const DebugSession &other)
    : m_fleet(other.m_fleet), m_facts(other.m_facts), m_profile(other.m_profile), m_served(other.m_served)
    , m_now(std::make_unique<ComputerSimulation>(*other.m_now)), m_servedUsed(other.m_servedUsed), m_position(other.m_position)
    , m_steps(other.m_steps), m_nextOutcome(other.m_nextOutcome), m_breakpoints(other.m_breakpoints)
{
    for (const std::unique_ptr<Kept> &kept : other.m_kept)
        m_kept.push_back(std::make_unique<Kept>(*kept));
}

DebugSession::~DebugSession() = default;

std::unique_ptr<ComputerSimulation> DebugSession::begin() const
{
    return std::make_unique<ComputerSimulation>(m_fleet.simulation(m_facts, m_profile));
}

Action DebugSession::nextAction() const
{
    return m_now->isOver() || !m_now->isInRun() ? Action{} : m_now->endpoint().next();
}

void DebugSession::step()
{
    DebugMove move;
    // What is done is asked for again in the past, unless the tester says otherwise.
    if (m_position < size() && m_steps[static_cast<size_t>(m_position)].move.kind == DebugMove::Kind::step && !m_nextOutcome)
        move.nextOutcome = m_steps[static_cast<size_t>(m_position)].move.nextOutcome;
    if (m_nextOutcome && nextAction().kind == Action::Kind::startProgram)
        move.nextOutcome = std::exchange(m_nextOutcome, std::nullopt);
    make(move);
}

void DebugSession::strike(FaultKind fault)
{
    if (m_now->isInRun())
        make({DebugMove::Kind::strike, fault, {}});
}

void DebugSession::strikeAfterExit(FaultKind fault)
{
    if (m_now->isInRun() && m_now->endpoint().runsProgram())
        make({DebugMove::Kind::strikeAfterExit, fault, {}});
}

void DebugSession::make(const DebugMove &move)
{
    if (m_now->isOver())
        return;
    const auto at = static_cast<size_t>(m_position);
    if (m_position < size() && !isSame(m_steps[at].move, move))
        forgetFuture();
    if (m_position % stepsPerKept == 0 && m_kept.size() == at / stepsPerKept)
        m_kept.push_back(std::make_unique<Kept>(Kept{*m_now, m_servedUsed}));
    if (m_position == size())
        m_steps.emplace_back();
    perform(move, &m_steps[at]);
    ++m_position;
}

void DebugSession::perform(const DebugMove &move, DebugStep *step)
{
    SimulatedEndpoint &endpoint = m_now->endpoint();
    DebugStep done;
    done.move = move;
    done.action = nextAction();
    done.began = endpoint.now();
    const bool inRun = m_now->isInRun();
    const bool ran = inRun && endpoint.runsProgram();
    if (move.nextOutcome)
        endpoint.setNextOutcome(*move.nextOutcome);
    switch (move.kind) {
    case DebugMove::Kind::step:
        m_now->step();
        break;
    case DebugMove::Kind::strike:
        m_now->strike(move.fault);
        break;
    case DebugMove::Kind::strikeAfterExit:
        m_now->strikeAfterExit(move.fault);
        break;
    }
    serve();
    done.run = m_now->runs();
    done.ended = endpoint.now();
    if (inRun)
        done.fault = endpoint.lastFault();
    done.programBegan = !ran && m_now->isInRun() && endpoint.runsProgram();
    done.outcome = endpoint.outcome();
    const SequenceState &state = endpoint.state();
    done.item = std::clamp(inRun ? done.action.item : state.current, 0, std::max(0, static_cast<int>(state.items.size()) - 1));
    if (!state.items.empty())
        done.itemAfter = state.items[static_cast<size_t>(done.item)];
    done.phaseAfter = state.phase;
    done.waitAfter = state.waitReason;
    *step = done;
}

// As long after as the run of the whole fleet has told, or as if nobody else asked.
void DebugSession::serve()
{
    SimulatedEndpoint &endpoint = m_now->endpoint();
    if (!endpoint.serverRequest())
        return;
    if (m_servedUsed >= m_served.size()) {
        serveAlone(endpoint);
        return;
    }
    const ServedFiles &files = m_served[m_servedUsed++];
    const Instant late = std::max<qint64>(0, endpoint.now() - files.began); // what the tester did has held it up
    endpoint.filesCame(files.began + late, files.ended + late);
}

void DebugSession::goTo(int position)
{
    const int target = std::clamp(position, 0, size());
    const auto kept = std::min(static_cast<size_t>(target / stepsPerKept), m_kept.empty() ? 0 : m_kept.size() - 1);
    if (target < m_position || m_position < static_cast<int>(kept) * stepsPerKept) {
        if (m_kept.empty()) {
            m_now = begin();
            m_servedUsed = 0;
            m_position = 0;
        } else {
            m_now = std::make_unique<ComputerSimulation>(m_kept[kept]->simulation);
            m_servedUsed = m_kept[kept]->servedUsed;
            m_position = static_cast<int>(kept) * stepsPerKept;
        }
    }
    DebugStep again;
    for (; m_position < target; ++m_position)
        perform(m_steps[static_cast<size_t>(m_position)].move, &again);
}

void DebugSession::forgetFuture()
{
    m_steps.resize(static_cast<size_t>(m_position));
    const auto keeps = static_cast<size_t>((m_position + stepsPerKept) / stepsPerKept);
    if (m_kept.size() > keeps)
        m_kept.resize(keeps);
}

// Moments are counted as a scenario counts them. A fault between two of them is the one that came last: the same is on disk.
Scenario DebugSession::reproduction() const
{
    Scenario scenario = m_fleet.scenario();
    std::vector<Strike> strikes;
    std::vector<OutcomeRow> outcomes;
    MomentCounts counts(plan().items.size());
    Strike last;
    const auto arrive = [&](FaultMoment moment, const DebugStep &step) {
        last.at = moment;
        last.item = step.item;
        last.run = step.run;
        last.occurrence = counts.arrive(moment, step.item);
    };
    Phase phase = Phase::idle;
    for (int i = 0; i < m_position; ++i) {
        const DebugStep &step = m_steps[static_cast<size_t>(i)];
        if (step.action.kind == Action::Kind::none)
            counts = MomentCounts(plan().items.size()); // a run begins
        else if (const std::optional<FaultMoment> moment = momentOf(step.action, std::exchange(phase, step.phaseAfter)))
            arrive(*moment, step);
        phase = step.phaseAfter;
        if (step.move.kind == DebugMove::Kind::strikeAfterExit)
            arrive(FaultMoment::afterExit, step);
        if (step.move.kind != DebugMove::Kind::step) {
            strikes.push_back(last);
            strikes.back().kind = step.move.fault;
            continue;
        }
        if (step.action.kind == Action::Kind::save && !step.fault) {
            if (const std::optional<FaultMoment> saved = afterSaving(step.action.point))
                arrive(*saved, step);
        } else if (step.action.kind == Action::Kind::awaitProgram && !step.fault) {
            arrive(FaultMoment::afterExit, step);
        }
        if (step.move.nextOutcome) {
            OutcomeRow row;
            row.match = {m_facts.name, step.item + 1, step.action.attempt, step.run, 1, {}};
            row.returnCode = step.move.nextOutcome->returnCode;
            row.durationSeconds = static_cast<double>(step.move.nextOutcome->durationMillis) / static_cast<double>(millisPerSecond);
            outcomes.push_back(row);
        }
    }
    scenario.outcomes.insert(scenario.outcomes.begin(), outcomes.begin(), outcomes.end());
    return withStrikes(std::move(scenario), strikes);
}

void DebugSession::setBreakpoint(int item, bool set)
{
    if (set)
        m_breakpoints.insert(item);
    else
        m_breakpoints.erase(item);
}

void DebugSession::runUntil(const std::function<bool(const DebugSession &)> &stop, const std::function<bool()> &cancelled)
{
    while (!isOver() && !(cancelled && cancelled())) {
        step();
        if (stop(*this))
            return;
    }
}

void DebugSession::runToBreakpoint(const std::function<bool()> &cancelled)
{
    int last = endpoint().state().current;
    int run = m_now->runs();
    runUntil(
        [&](const DebugSession &now) {
            const int item = now.endpoint().state().current;
            const bool arrived = item != std::exchange(last, item) || now.simulation().runs() != std::exchange(run, now.simulation().runs());
            return arrived && now.hasBreakpoint(item);
        },
        cancelled);
}

void DebugSession::runToNextItem()
{
    const int item = endpoint().state().current;
    runUntil([item](const DebugSession &now) { return now.endpoint().state().current != item; });
}

void DebugSession::runToEnd(const std::function<bool()> &cancelled)
{
    runUntil([](const DebugSession &) { return false; }, cancelled);
}

} // namespace seriatim
