#include "models/endpointdebugger.h"

#include "engine/workspace/reproduction.h"
#include "models/debugwords.h"

namespace seriatim {

namespace {

// Bounds a computer that never comes to an end, such as the classic loop.
constexpr int mostSteps = 20'000;

AgentSequenceView emptyView(TaskId guid)
{
    return {guid, {}, 0, 0, 0, ComputerStatus::waiting, WaitReason::none, 0, 0, 0, false, {}, {}, {}};
}

AgentItemView emptyItem(LineItemId guid)
{
    return {guid, 0, {}, {}, WaitReason::none, 0, 0, {}, {}};
}

bool isTooLong(const DebugSession &session)
{
    return session.position() >= mostSteps;
}

} // namespace

EndpointDebugger::EndpointDebugger(std::shared_ptr<const PreparedSimulation> prepared, int computer, AgentProfile profile, QObject *parent)
    : QObject(parent), m_prepared(std::move(prepared)), m_computer(computer)
{
    const FleetMember member = m_prepared->member(computer);
    std::vector<ServedFiles> served;
    if (!m_prepared->scenario().servers.empty())
        served = servedTo(m_prepared->run(), computer);
    m_branches.push_back({tr("As simulated"), std::make_unique<DebugSession>(*member.fleet, member.facts, profile, std::move(served))});
    m_steps.show({}, 0, m_prepared->scenario().start);
}

QStringList EndpointDebugger::branchNames() const
{
    QStringList names;
    for (const Branch &branch : m_branches)
        names.append(branch.name);
    return names;
}

void EndpointDebugger::chooseBranch(int branch)
{
    if (branch < 0 || branch >= static_cast<int>(m_branches.size()) || branch == currentBranch())
        return;
    m_current = static_cast<size_t>(branch);
    announce();
    Q_EMIT branchesChanged();
}

void EndpointDebugger::fork()
{
    addBranch();
    now().forgetFuture();
    announce();
    Q_EMIT branchesChanged();
}

void EndpointDebugger::addBranch()
{
    auto copy = std::make_unique<DebugSession>(session());
    m_branches.push_back({tr("Branch %1 from step %2").arg(m_made++).arg(copy->position()), std::move(copy)});
    m_current = m_branches.size() - 1;
}

// What is done in the past of a way that goes on leaves that way as it is.
void EndpointDebugger::branchOffInThePast()
{
    if (session().position() == session().size())
        return;
    addBranch();
    now().forgetFuture();
    Q_EMIT branchesChanged();
}

void EndpointDebugger::announce()
{
    m_steps.show(session().steps(), session().position(), m_prepared->scenario().start);
    Q_EMIT moved();
}

void EndpointDebugger::step()
{
    if (session().nextOutcome())
        branchOffInThePast();
    now().step();
    announce();
}

void EndpointDebugger::stepBack()
{
    now().goTo(session().position() - 1);
    announce();
}

void EndpointDebugger::goTo(int position)
{
    if (position == session().position())
        return;
    now().goTo(position);
    announce();
}

void EndpointDebugger::runToBreakpoint()
{
    now().runToBreakpoint([this] { return isTooLong(session()); });
    announce();
}

void EndpointDebugger::runToNextItem()
{
    const int item = session().endpoint().state().current;
    now().runUntil([item](const DebugSession &at) { return at.endpoint().state().current != item || isTooLong(at); });
    announce();
}

void EndpointDebugger::runToEnd()
{
    now().runToEnd([this] { return isTooLong(session()); });
    announce();
}

void EndpointDebugger::runToFault()
{
    now().runUntil([](const DebugSession &at) { return at.endpoint().lastFault().has_value() || isTooLong(at); });
    announce();
}

void EndpointDebugger::strike(FaultKind fault)
{
    if (!session().simulation().isInRun())
        return;
    branchOffInThePast();
    now().strike(fault);
    announce();
}

void EndpointDebugger::strikeAfterExit(FaultKind fault)
{
    if (!session().endpoint().runsProgram())
        return;
    branchOffInThePast();
    now().strikeAfterExit(fault);
    announce();
}

void EndpointDebugger::setNextReturnCode(std::optional<ReturnCode> code)
{
    std::optional<Assumptions::Outcome> outcome;
    if (code) {
        const Plan &plan = session().plan();
        const auto item = static_cast<size_t>(std::max(0, session().endpoint().state().current));
        outcome = Assumptions::Outcome{*code, item < plan.items.size() ? plan.items[item].estimatedRunTime : 0};
    }
    now().setNextOutcome(outcome);
    Q_EMIT moved();
}

void EndpointDebugger::setBreakpoint(int item, bool set)
{
    for (const Branch &branch : m_branches)
        branch.session->setBreakpoint(item, set);
}

EndpointDebugger::Export EndpointDebugger::exporter() const
{
    return [prepared = m_prepared, computer = m_computer, scenario = session().reproduction()](Workspace &workspace) {
        return reproduction(workspace, *prepared, computer, {scenario});
    };
}

QString EndpointDebugger::nextSentence() const
{
    const DebugSession &at = session();
    return nextText(at.nextAction(), at.isOver(), at.simulation().runs() + 1);
}

QString EndpointDebugger::why() const
{
    return explainComputer(session().endpoint().state());
}

QString EndpointDebugger::why(int item) const
{
    const SequenceState &state = session().endpoint().state();
    if (item < 0 || item >= static_cast<int>(state.items.size()))
        return {};
    return explainItem(session().plan(), state, item, m_prepared->words());
}

JournalSequence EndpointDebugger::recordOf(const SequenceState &state, int steps) const
{
    const SequentialTask &task = m_prepared->task();
    JournalSequence record(task.id);
    record.name = task.name;
    record.revision = task.revision;
    record.state = state;
    for (const LineItem &item : task.items)
        record.items.emplace_back(item.id);
    for (int i = 0; i < steps; ++i) {
        const DebugStep &step = session().steps()[static_cast<size_t>(i)];
        if (step.action.kind == Action::Kind::none)
            record.started = step.began;
        JournalItem &item = record.items[static_cast<size_t>(step.item)];
        if (step.programBegan)
            item.started = step.began;
        if (step.action.kind == Action::Kind::awaitProgram && !step.fault)
            item.finished = step.ended;
        if (step.phaseAfter == Phase::savingRunEnd)
            record.ended = step.ended;
    }
    return record;
}

QString EndpointDebugger::journalText(const SequenceState &state, int steps) const
{
    if (state.items.empty())
        return {};
    Journal journal;
    journal.computer = computerName();
    journal.sequences.push_back(recordOf(state, steps));
    return QString::fromUtf8(writeJournal(journal));
}

QString EndpointDebugger::memoryText() const
{
    return journalText(session().endpoint().state(), session().position());
}

// As of the last status point, or of the last time that it was read back.
QString EndpointDebugger::diskText() const
{
    int written = session().position();
    const auto isWrite = [this](int step) {
        const DebugStep &at = session().steps()[static_cast<size_t>(step)];
        return (at.action.kind == Action::Kind::save && !at.fault) || at.action.kind == Action::Kind::none;
    };
    while (written > 0 && !isWrite(written - 1))
        --written;
    return journalText(session().endpoint().disk(), written);
}

bool EndpointDebugger::wouldLose() const
{
    const SequenceState &memory = session().endpoint().state();
    const SequenceState &disk = session().endpoint().disk();
    for (size_t i = 0; i < memory.items.size(); ++i) {
        const ItemState &item = memory.items[i];
        const bool isResult = isFinal(item.status) || item.hasReturnCode; // that it is about to start is none
        if (isResult && (i >= disk.items.size() || item != disk.items[i]))
            return true;
    }
    return false;
}

AgentSequenceView EndpointDebugger::view() const
{
    const SequenceState &state = session().endpoint().state();
    const JournalSequence record = recordOf(state, session().position());
    AgentSequenceView view = emptyView(record.guid);
    view.name = record.name;
    view.revision = record.revision;
    view.run = state.run;
    view.restarts = session().endpoint().restarts();
    view.status = state.items.empty() ? ComputerStatus::notReceived : SequenceMachine::computerStatus(state);
    view.waitReason = state.waitReason;
    view.until = state.until;
    view.started = record.started;
    view.ended = record.ended;
    view.policyAtHand = true;
    view.explanation = state.items.empty() ? QString() : why();
    for (size_t i = 0; i < record.items.size(); ++i) {
        AgentItemView item = emptyItem(record.items[i].guid);
        item.place = static_cast<int>(i) + 1;
        item.program = programNames().value(static_cast<qsizetype>(i));
        if (i < state.items.size()) {
            item.state = state.items[i];
            item.explanation = why(static_cast<int>(i));
        }
        if (item.state.status == ItemStatus::waiting)
            item.waitReason = state.waitReason;
        item.started = record.items[i].started;
        item.finished = record.items[i].finished;
        view.items.push_back(std::move(item));
    }
    return view;
}

} // namespace seriatim
