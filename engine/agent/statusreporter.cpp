#include "engine/agent/statusreporter.h"

#include "engine/base/logging.h"
#include "engine/sequence/machine.h"

#include <algorithm>

namespace seriatim {

namespace {

constexpr int eventsPerDelivery = 2000;
constexpr qint64 delayAfterFailure = 30 * millisPerSecond; // a store that is locked holds up the work as long as it is waited for

QByteArray words(std::initializer_list<qint64> numbers)
{
    QByteArray text;
    for (const qint64 number : numbers)
        text += QByteArray::number(number) + ' ';
    return text;
}

// What people have chosen while they are warned, and whether they can see the warning at all (B28).
QByteArray sayingOfWarning(const SequenceState &state)
{
    return words({state.deferred, state.deferred ? state.until : 0, state.session == SessionState::locked});
}

QByteArray sayingOf(const ItemState &item, const SequenceState &state)
{
    const bool waiting = item.status == ItemStatus::waiting;
    const QByteArray saying = words({qint64(item.status), item.attempts, item.interruptions, item.retries, item.hasReturnCode, item.returnCode,
                                     waiting ? qint64(state.waitReason) : 0});
    return waiting && isWarning(state) ? saying + sayingOfWarning(state) : saying;
}

QByteArray sayingOf(const SequenceState &state)
{
    return words({qint64(SequenceMachine::computerStatus(state)), qint64(state.waitReason), state.restarts,
                  state.phase == Phase::finished})
           + sayingOfWarning(state);
}

// Of a run that is told of afterwards.
void tellTheirTimes(const JournalSequence &sequence, std::vector<StatusEvent> &events)
{
    for (StatusEvent &event : events) {
        const JournalItem *item = event.kind == StatusEvent::Kind::itemChanged ? &sequence.items[static_cast<size_t>(event.place) - 1] : nullptr;
        if (item && item->finished > 0)
            event.time = item->finished;
        else if (event.kind == StatusEvent::Kind::runStarted)
            event.time = sequence.started;
        else if (event.kind == StatusEvent::Kind::runEnded)
            event.time = sequence.ended;
    }
}

} // namespace

StatusReporter::StatusReporter(AgentId agent, QString computer, EventQueue &queue, EventSink &sink, const Clock &clock)
    : m_agent(agent), m_computer(std::move(computer)), m_queue(queue), m_sink(sink), m_clock(clock)
{
}

StatusEvent StatusReporter::event(const JournalSequence &sequence, StatusEvent::Kind kind, const QByteArray &saying) const
{
    const QByteArray name = sequence.guid.toString().toLatin1() + ' ' + QByteArray::number(sequence.state.run) + ' '
                            + QByteArray::number(int(kind)) + ' ' + saying + (sequence.keptHere ? " kept" : "");
    StatusEvent event(EventId::fromName(m_agent.uuid(), name), m_agent, sequence.guid);
    event.time = m_clock.now();
    event.computer = m_computer;
    event.taskRevision = sequence.revision;
    event.run = sequence.state.run;
    event.kind = kind;
    event.computerStatus = SequenceMachine::computerStatus(sequence.state);
    event.waitReason = sequence.state.waitReason;
    event.restarts = sequence.state.restarts;
    event.keptHere = sequence.keptHere;
    return event;
}

// Named by the request alone: whatever becomes of the run's number, it starts and ends once.
StatusEvent StatusReporter::requestEvent(const JournalSequence &sequence, StatusEvent::Kind kind, RequestId request) const
{
    const StatusEvent like = event(sequence, kind, {});
    StatusEvent result(EventId::fromName(m_agent.uuid(), request.toString().toLatin1() + ' ' + QByteArray::number(int(kind))), m_agent,
                       sequence.guid);
    result.time = like.time;
    result.computer = like.computer;
    result.taskRevision = like.taskRevision;
    result.run = like.run;
    result.kind = kind;
    result.computerStatus = like.computerStatus;
    result.restarts = like.restarts;
    result.request = request;
    return result;
}

// B37. A run that a newer order took the place of has answered nothing: the request goes on with that one.
void StatusReporter::addRequestEvents(const JournalSequence &sequence, Reported &said, std::vector<StatusEvent> &events) const
{
    const SequenceState &state = sequence.state;
    const bool ended = state.phase == Phase::finished && state.end != RunEnd::superseded;
    const auto isNew = [](std::vector<RequestId> &known, RequestId request) {
        if (std::ranges::find(known, request) != known.end())
            return false;
        known.push_back(request);
        return true;
    };
    for (const RequestId &request : sequence.requests) {
        if (isNew(said.started, request))
            events.push_back(requestEvent(sequence, StatusEvent::Kind::requestStarted, request));
        if (ended && isNew(said.ended, request)) {
            events.push_back(requestEvent(sequence, StatusEvent::Kind::requestEnded, request));
            events.back().explanation = explainComputer(state);
        }
    }
}

Result<> StatusReporter::reportRequests(const JournalSequence &sequence)
{
    Reported said = lastReported(sequence);
    std::vector<StatusEvent> events;
    addRequestEvents(sequence, said, events);
    if (auto queued = append(sequence, std::move(events)); !queued)
        return queued;
    m_reported[sequence.guid] = std::move(said);
    return Done{};
}

void StatusReporter::publish(TaskId task)
{
    m_reported.remove(task);
    m_published.insert(task);
}

StatusEvent StatusReporter::itemEvent(const JournalSequence &sequence, size_t index, const QByteArray &saying) const
{
    const ItemState &state = sequence.state.items[index];
    StatusEvent result = event(sequence, StatusEvent::Kind::itemChanged, QByteArray::number(qint64(index)) + ' ' + saying);
    result.item = sequence.items[index].guid;
    result.place = static_cast<int>(index) + 1;
    result.itemStatus = state.status;
    if (state.hasReturnCode)
        result.returnCode = state.returnCode;
    result.attempts = state.attempts;
    result.executions = state.executions;
    return result;
}

StatusReporter::Reported &StatusReporter::lastReported(const JournalSequence &sequence)
{
    Reported &reported = m_reported[sequence.guid];
    if (reported.run != sequence.state.run) {
        // Of an item that was not started there is nothing to say.
        const QByteArray untouched = sayingOf(ItemState{}, SequenceState{});
        reported = {sequence.state.run, std::vector<QByteArray>(sequence.items.size(), untouched), {}, {}, {}};
    }
    return reported;
}

Result<> StatusReporter::report(const JournalSequence &sequence, const Plan &plan, const std::vector<ItemWords> &itemWords,
                                const QString &output)
{
    const bool firstOfRun = m_published.contains(sequence.guid) || m_queue.lastRun(sequence.guid) < sequence.state.run;
    Reported said = lastReported(sequence); // only what is in the queue counts as said
    std::vector<StatusEvent> events;
    if (firstOfRun)
        events.push_back(event(sequence, StatusEvent::Kind::runStarted, {}));
    for (size_t i = 0; i < sequence.items.size(); ++i) {
        const QByteArray saying = sayingOf(sequence.state.items[i], sequence.state);
        if (saying == said.items[i])
            continue;
        said.items[i] = saying;
        if (plan.items[i].endsOnly && !isFinal(sequence.state.items[i].status))
            continue;
        events.push_back(itemEvent(sequence, i, saying));
        events.back().explanation = explainItem(plan, sequence.state, static_cast<int>(i), itemWords);
        if (static_cast<int>(i) == sequence.state.current)
            events.back().output = wantedOutput(plan, sequence.state.items[i].status, output);
    }
    if (const QByteArray saying = sayingOf(sequence.state); saying != said.computer) {
        said.computer = saying;
        const bool ended = sequence.state.phase == Phase::finished;
        events.push_back(event(sequence, ended ? StatusEvent::Kind::runEnded : StatusEvent::Kind::computerChanged, saying));
        events.back().explanation = explainComputer(sequence.state);
    }
    addRequestEvents(sequence, said, events);
    if (m_published.contains(sequence.guid))
        tellTheirTimes(sequence, events);
    if (auto queued = append(sequence, std::move(events)); !queued)
        return queued;
    m_reported[sequence.guid] = std::move(said);
    m_published.remove(sequence.guid);
    return Done{};
}

QString StatusReporter::wantedOutput(const Plan &plan, ItemStatus status, const QString &output)
{
    return plan.verboseStatus || !isSuccess(status) ? output : output.right(briefOutputLength);
}

Result<> StatusReporter::reportDetail(const JournalSequence &sequence, const Plan &plan, int index, const QString &sentence)
{
    const size_t i = static_cast<size_t>(index);
    if (!plan.verboseStatus || plan.items[i].endsOnly)
        return Done{};
    const QByteArray saying = QByteArray::number(index) + ' ' + QByteArray::number(m_clock.now()) + sentence.toUtf8();
    StatusEvent detail = event(sequence, StatusEvent::Kind::detail, saying);
    detail.item = sequence.items[i].guid;
    detail.place = index + 1;
    detail.itemStatus = sequence.state.items[i].status;
    detail.explanation = sentence;
    return append(sequence, {std::move(detail)});
}

Result<> StatusReporter::append(const JournalSequence &sequence, std::vector<StatusEvent> events)
{
    if (events.empty())
        return Done{};
    if (auto queued = m_queue.append(std::move(events)); !queued)
        return queued;
    const std::optional<QString> dropped = m_queue.takeDropNotice();
    return dropped ? reportProblem(sequence, *dropped) : Result<>(Done{});
}

Result<> StatusReporter::reportProblem(const JournalSequence &sequence, const QString &sentence)
{
    StatusEvent problem = event(sequence, StatusEvent::Kind::problem, QByteArray::number(m_clock.now()) + sentence.toUtf8());
    problem.explanation = sentence;
    problem.keptHere = false; // support staff must know
    return m_queue.append(std::move(problem));
}

Result<> StatusReporter::reportStanding(const JournalSequence &sequence, ComputerStatus status, WaitReason reason,
                                        const QString &sentence)
{
    const QByteArray saying = words({qint64(status), qint64(reason)}) + sentence.toUtf8();
    Reported said = lastReported(sequence);
    std::vector<StatusEvent> events;
    if (said.computer != saying) {
        said.computer = saying;
        events.push_back(event(sequence, StatusEvent::Kind::computerChanged, saying));
        events.back().computerStatus = status;
        events.back().waitReason = reason;
        events.back().explanation = sentence;
    }
    addRequestEvents(sequence, said, events);
    if (auto queued = append(sequence, std::move(events)); !queued)
        return queued;
    m_reported[sequence.guid] = std::move(said);
    return Done{};
}

bool StatusReporter::deliver(bool now)
{
    if (!now && !hasCome(m_nextDelivery, delayAfterFailure, m_clock.now()))
        return true;
    const Result<> delivered = deliverPending();
    const bool failed = !delivered && delivered.error().code != ErrorCode::pending;
    if (failed)
        qCWarning(logAgent).noquote() << "status events stay queued:" << delivered.error().message();
    m_nextDelivery = m_clock.now() + (failed ? delayAfterFailure : millisPerSecond);
    return delivered.ok();
}

Result<> StatusReporter::deliverPending()
{
    for (;;) {
        if (m_sink.takeForgotten()) {
            if (auto again = m_queue.forgetAcknowledgements(); !again)
                qCWarning(logAgent).noquote() << again.error().message();
        }
        const std::vector<StatusEvent> events = m_queue.pending(eventsPerDelivery);
        if (events.empty())
            return Done{};
        const Result<std::vector<EventId>> accepted = m_sink.deliver(events);
        if (!accepted)
            return accepted.error();
        if (auto acknowledged = m_queue.acknowledge(*accepted); !acknowledged)
            return acknowledged;
        if (accepted->empty())
            return Done{};
    }
}

} // namespace seriatim
