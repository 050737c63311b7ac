#include "engine/agent/sequencewalk.h"

#include "engine/base/logging.h"
#include "engine/policy/plancompiler.h"

#include <cmath>

namespace seriatim {

StartIdentity startIdentity(const JournalSequence &record, int index)
{
    return {record.guid, record.items[static_cast<size_t>(index)].guid, record.name, index + 1, record.state.run,
            record.state.items[static_cast<size_t>(index)].attempts};
}

SequencePlan::SequencePlan(ClientPolicies clientPolicies, const DeliveryOptions &options)
    : policies(std::move(clientPolicies)), agentOptions(options), plan(compilePlan(policies, agentOptions)), words(itemWords(policies))
{
}

void SequencePlan::recallProblems(const JournalSequence &record)
{
    for (size_t i = 0; i < words.size(); ++i)
        words[i].problem = record.items[i].problem;
}

SequenceWalk::SequenceWalk(SequencePlan &plan, JournalSequence &record, SoftwareDelivery &delivery, StatusReporter &reporter,
                           WalkHost &host, const Clock &clock, RestartMeans restartMeans)
    : m_plan(plan), m_record(record), m_delivery(delivery), m_reporter(reporter), m_host(host), m_clock(clock)
    , m_restartMeans(restartMeans)
{
}

Event SequenceWalk::event(Event::Kind kind) const
{
    Event e;
    e.kind = kind;
    e.time = m_clock.now();
    return e;
}

void SequenceWalk::tell(Event::Kind kind)
{
    apply(event(kind));
}

void SequenceWalk::apply(const Event &event)
{
    SequenceMachine(m_plan.plan).apply(m_record.state, event);
}

const DeliveryPolicy *SequenceWalk::delivery(int index) const
{
    return m_plan.policies.deliveryOf(m_record.items[static_cast<size_t>(index)].guid);
}

StartIdentity SequenceWalk::identity(int index) const
{
    return startIdentity(m_record, index);
}

Result<SequenceWalk::Outcome> SequenceWalk::walk()
{
    for (;;) {
        const Action action = SequenceMachine(m_plan.plan).next(m_record.state);
        if (action.kind == Action::Kind::none)
            return Outcome::finished;
        Result<std::optional<Outcome>> outcome = perform(action);
        if (!outcome)
            return outcome.error();
        if (*outcome)
            return **outcome;
    }
}

Result<std::optional<SequenceWalk::Outcome>> SequenceWalk::perform(const Action &action)
{
    switch (action.kind) {
    case Action::Kind::none:
    case Action::Kind::awaitProgram: // the runner below blocks until the end
        return std::optional<Outcome>();
    case Action::Kind::save:
        return save(action);
    case Action::Kind::evaluateCondition:
    case Action::Kind::evaluateDetection:
        evaluate(action);
        return std::optional<Outcome>();
    case Action::Kind::askRestartNeeded: {
        Event answered = event(Event::Kind::answered);
        answered.holds = m_host.restartNeeded();
        apply(answered);
        return std::optional<Outcome>();
    }
    case Action::Kind::prepare:
        prepare(action.item);
        return std::optional<Outcome>();
    case Action::Kind::startProgram:
        if (auto started = startProgram(action); !started)
            return started.error();
        return std::optional<Outcome>();
    case Action::Kind::endLeftover:
        if (auto ended = m_host.endLeftover(identity(action.item)); !ended)
            return ended.error();
        tellDetail(action.item, QStringLiteral("Item %1 was interrupted: nothing of it is left running.").arg(action.item + 1));
        tell(Event::Kind::leftoverEnded);
        return std::optional<Outcome>();
    case Action::Kind::wait:
        return wait(action);
    case Action::Kind::restart:
        say(action);
        return std::optional(Outcome::restartRequested);
    case Action::Kind::logOff:
        m_host.logOffUsers();
        tell(Event::Kind::loggedOff);
        return std::optional<Outcome>();
    }
    Q_UNREACHABLE();
}

Result<std::optional<SequenceWalk::Outcome>> SequenceWalk::save(const Action &action)
{
    const bool itemAction = action.item < static_cast<int>(m_record.items.size());
    if (action.point == StatusPoint::beforeStart && itemAction && item(action.item).started == 0)
        item(action.item).started = m_clock.now();
    if (action.point == StatusPoint::beforeStart && delivery(action.item)) {
        if (auto made = m_host.insist([&] { return m_delivery.makeLog(identity(action.item)); }); !made)
            return made.error();
    }
    if (action.point == StatusPoint::itemEnded && itemAction)
        item(action.item).finished = m_clock.now();
    if (action.point == StatusPoint::runEnded)
        m_record.ended = m_clock.now();

    // What is written is the state before the answer "saved": an agent that finds it knows how far it had come. The end
    // of a run is written as what it is; an agent that died before it only ends the run once more.
    const bool runEnds = action.point == StatusPoint::runEnded;
    if (runEnds)
        tell(Event::Kind::saved);
    if (auto saved = m_host.saveJournal(); !saved)
        return saved.error();
    const auto report = [&] { return m_reporter.report(m_record, m_plan.plan, m_plan.words, m_output); };
    if (auto reported = m_host.insist(report); !reported)
        return reported.error();
    m_output.clear();
    say(action);
    m_reporter.deliver(false);
    // Before the answer, which goes on to the next item: that one belongs to what the policy says now (B26, B26a).
    if (action.point == StatusPoint::runStarted || action.point == StatusPoint::itemEnded)
        (void)askForPolicy();
    if (!runEnds)
        tell(Event::Kind::saved);
    return pauseAfter(action);
}

std::optional<SequenceWalk::Outcome> SequenceWalk::pauseAfter(const Action &action)
{
    if (action.point == StatusPoint::beforeStart || action.point == StatusPoint::runEnded)
        return std::nullopt;
    if (m_host.mustStop())
        return Outcome::stopped;
    const bool betweenItems = action.point == StatusPoint::itemEnded || action.point == StatusPoint::runStarted;
    if (!betweenItems || !m_host.mustYield())
        return std::nullopt;
    tell(Event::Kind::putOff); // the others write the journal: it must not say that this item runs
    return Outcome::yielded;
}

// Whether the sequence has been taken away.
bool SequenceWalk::askForPolicy()
{
    switch (m_host.checkPolicy()) {
    case WalkHost::Policy::same:
        return false;
    case WalkHost::Policy::withdrawn:
        endWhatIsLeft();
        tell(Event::Kind::withdrawn);
        return true;
    case WalkHost::Policy::superseded:
        tell(Event::Kind::superseded);
        return true;
    }
    Q_UNREACHABLE();
}

std::optional<SequenceWalk::Outcome> SequenceWalk::wait(const Action &action)
{
    // Nobody is disturbed by a simulated restart, so nobody has to be warned of it.
    const bool nobodyToWarn = action.waitReason == WaitReason::none && m_restartMeans == RestartMeans::simulated;
    if (!nobodyToWarn) {
        if (isWarning(m_record.state))
            tellSession(m_plan.plan, m_record, m_host.session(), m_clock.now());
        if (m_clock.now() < SequenceMachine(m_plan.plan).next(m_record.state).until)
            return Outcome::waiting;
    }
    tell(Event::Kind::timeReached);
    return std::nullopt;
}

void SequenceWalk::evaluate(const Action &action)
{
    const DeliveryPolicy *policy = delivery(action.item);
    const auto &task = m_plan.policies.synch.tasks[static_cast<size_t>(action.item)];
    const bool condition = action.kind == Action::Kind::evaluateCondition;
    const std::optional<Rule> rule = condition ? task.appliesWhen : policy ? policy->program.detection : std::nullopt;
    // A newer revision may have taken the rule away: nothing to verify then, and nothing that proves a presence.
    const RuleAnswer answer = rule ? m_delivery.look(*rule, policy)
                                   : RuleAnswer{condition || action.moment == DetectionMoment::afterEnd, QString()};
    m_plan.words[static_cast<size_t>(action.item)].problem = answer.why;
    item(action.item).problem = answer.why;
    if (rule) {
        tellDetail(action.item, QStringLiteral("Item %1: %2 %3%4.")
                                    .arg(action.item + 1)
                                    .arg(condition ? QStringLiteral("its condition") : QStringLiteral("its detection rule"),
                                         answer.holds ? QStringLiteral("holds") : QStringLiteral("does not hold"),
                                         answer.why.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(answer.why)));
    }
    Event answered = event(Event::Kind::answered);
    answered.holds = answer.holds;
    apply(answered);
}

void SequenceWalk::prepare(int index)
{
    const DeliveryPolicy *policy = delivery(index);
    const PlannedStart start{m_plan.plan, m_plan.plan.items[static_cast<size_t>(index)], m_record.state.byHand};
    const auto goOn = [this] { return !m_host.mustStop() && !m_host.isTakenAway(false); };
    m_delivery.setPackageListener([this, index](const QString &sentence) { tellDetail(index, sentence); });
    const Preparation preparation = policy ? m_delivery.prepare(*policy, start, m_clock.now(), goOn) : Preparation{};
    m_delivery.setPackageListener({});
    if (!m_host.isTakenAway(true)) {
        takePreparation(index, preparation);
        return;
    }
    // Given back in this very moment, and maybe as a newer revision: it is made ready anew.
    (void)askForPolicy();
}

void SequenceWalk::takePreparation(int index, const Preparation &preparation)
{
    JournalItem &record = item(index);
    record.problem = preparation.why;
    m_plan.words[static_cast<size_t>(index)].problem = preparation.why;
    switch (preparation.kind) {
    case Preparation::Kind::ready:
        record.packageTries = 0;
        tell(Event::Kind::prepared);
        return;
    case Preparation::Kind::cannot:
        tell(Event::Kind::startFailed);
        return;
    case Preparation::Kind::notYet: {
        Event notPrepared = event(Event::Kind::notPrepared);
        notPrepared.waitReason = preparation.reason;
        notPrepared.until = preparation.reason == WaitReason::package ? notPrepared.time + packageRetryDelay(record.packageTries++)
                                                                      : preparation.until;
        apply(notPrepared);
        m_host.progress(QStringLiteral("item %1 waits: %2").arg(index + 1).arg(preparation.why));
        return;
    }
    }
    Q_UNREACHABLE();
}

Result<> SequenceWalk::startProgram(const Action &action)
{
    const DeliveryPolicy *policy = delivery(action.item);
    ProgramEnd end;
    end.kind = ProgramEnd::Kind::couldNotStart;
    end.reason = QStringLiteral("no policy says what to run; import the Altiris.SWD policy of this line item");
    const auto run = [&]() -> Result<> {
        end = m_delivery.run(*policy, identity(action.item), [this] { tell(Event::Kind::began); },
                             [this] { m_reporter.deliver(false); return m_host.mustCutOff(); });
        if (end.kind == ProgramEnd::Kind::couldNotRecord)
            return Error{ErrorCode::io, m_record.name, end.reason};
        return Done{};
    };
    if (policy) {
        m_host.beginsToRun(m_delivery.logFile(identity(action.item)));
        const Result<> recorded = m_host.insist(run);
        m_host.hasRun();
        if (!recorded) {
            tell(Event::Kind::putOff);
            const Result<> saved = m_host.saveJournal();
            return saved ? recorded : saved;
        }
    }
    m_output = QString::fromLocal8Bit(end.outputTail);
    item(action.item).problem = end.reason;
    m_plan.words[static_cast<size_t>(action.item)].problem = end.reason;
    takeEnd(end);
    return Done{};
}

void SequenceWalk::takeEnd(const ProgramEnd &end)
{
    switch (end.kind) {
    case ProgramEnd::Kind::exited: {
        Event ended = event(Event::Kind::programEnded);
        ended.returnCode = end.code;
        apply(ended);
        return;
    }
    case ProgramEnd::Kind::timedOut:
        tell(Event::Kind::timedOut);
        return;
    case ProgramEnd::Kind::cancelled:
        tell(Event::Kind::withdrawn);
        tell(Event::Kind::cutOff);
        return;
    case ProgramEnd::Kind::couldNotStart:
    case ProgramEnd::Kind::couldNotRecord:
        tell(Event::Kind::startFailed);
        return;
    }
    Q_UNREACHABLE();
}

// Of a program that was cut off nothing goes on running in the background. What an item that came to its end by itself
// has left there, a service that it installed say, is not touched.
void SequenceWalk::endWhatIsLeft()
{
    const int index = m_record.state.current;
    if (index >= static_cast<int>(m_record.items.size()))
        return;
    const ItemStatus status = m_record.state.items[static_cast<size_t>(index)].status;
    if (status != ItemStatus::timedOut && status != ItemStatus::interrupted)
        return;
    const Result<int> ended = m_delivery.endLeftover(identity(index));
    if (!ended)
        qCWarning(logAgent).noquote() << ended.error().message();
    else if (*ended > 0)
        m_host.progress(QStringLiteral("item %1: its task was withdrawn; ended %2 processes that it left behind").arg(index + 1).arg(*ended));
}

// Of no weight: a disk that does not take it keeps nobody from working.
void SequenceWalk::tellDetail(int index, const QString &sentence)
{
    if (auto reported = m_reporter.reportDetail(m_record, m_plan.plan, index, sentence); !reported)
        qCWarning(logAgent).noquote() << reported.error().message();
}

void SequenceWalk::say(const Action &action)
{
    if (action.kind == Action::Kind::restart) {
        m_host.progress(QStringLiteral("item %1: restart").arg(action.item + 1));
        return;
    }
    const SequenceState &state = m_record.state;
    switch (action.point) {
    case StatusPoint::runStarted:
        m_host.progress(QStringLiteral("'%1': run %2 started").arg(m_record.name).arg(state.run));
        return;
    case StatusPoint::beforeStart: {
        const DeliveryPolicy *policy = delivery(action.item);
        m_host.progress(QStringLiteral("item %1 of %2: %3, start %4")
                            .arg(action.item + 1)
                            .arg(m_record.items.size())
                            .arg(policy ? policy->package.name + u'/' + policy->program.name : QStringLiteral("unknown program"))
                            .arg(state.items[static_cast<size_t>(action.item)].attempts));
        return;
    }
    case StatusPoint::codeRecorded:
    case StatusPoint::itemEnded:
    case StatusPoint::retryWait:
        m_host.progress(explainItem(m_plan.plan, state, action.item, m_plan.words));
        return;
    case StatusPoint::runEnded:
        m_host.progress(QStringLiteral("'%1': %2").arg(m_record.name, explainComputer(state)));
        return;
    case StatusPoint::beforeRestart:
    case StatusPoint::recovered:
        return;
    }
    Q_UNREACHABLE();
}

void tellSession(const Plan &plan, JournalSequence &record, SessionState session, Instant now)
{
    Event seen;
    seen.kind = Event::Kind::sessionSeen;
    seen.time = now;
    seen.session = session;
    SequenceMachine(plan).apply(record.state, seen);
}

void resumeAfterAgentStart(const Plan &plan, JournalSequence &record, const SoftwareDelivery &delivery, Instant now, quint64 boot)
{
    if (!record.inProgress())
        return;
    Event started;
    started.kind = Event::Kind::agentStarted;
    started.time = now;
    started.boot = boot;
    const int index = record.state.current;
    if (index < static_cast<int>(record.items.size()))
        started.programBegan = delivery.hasBegun(startIdentity(record, index));
    const SequenceMachine machine(plan);
    machine.apply(record.state, started);
    started.kind = Event::Kind::putOff; // it is not walked yet: others may come first, and its task may be taken away
    machine.apply(record.state, started);
}

} // namespace seriatim
