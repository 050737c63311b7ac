// The part of Agent that chooses what to work on, and waits.
#include "engine/agent/agent.h"

#include "engine/base/logging.h"
#include "engine/base/text.h"

#include <chrono>
#include <thread>

namespace seriatim {

namespace {

constexpr qint64 sessionLookInterval = 2 * millisPerSecond;

} // namespace

void Agent::wakeAt(Instant instant)
{
    m_wake = std::min(m_wake.value_or(instant), instant);
}

bool Agent::Candidate::comesBefore(const Candidate &other) const
{
    if (!other.record || restartIsDue != other.restartIsDue)
        return !other.record || restartIsDue;
    if (byHand != other.byHand)
        return byHand;
    if (priority != other.priority)
        return priority > other.priority;
    return inProgress && !other.inProgress; // else in the order in which the policies came
}

// The moment of the next restart that is being counted down, of whichever sequence.
std::optional<Instant> Agent::nextRestart()
{
    std::optional<Instant> next;
    for (const JournalSequence &record : m_journal.sequences) {
        const bool counting = record.state.phase == Phase::countdown || record.state.phase == Phase::installerRestartWait;
        if (!planOf(record.guid))
            continue; // nobody brings that restart about
        if (counting && (!next || record.state.until < *next))
            next = record.state.until;
    }
    return m_options.restartMeans == RestartMeans::simulated ? std::nullopt : next;
}

// A restart that is put off holds up only the sequence that needs it. But nothing is begun that would make people wait
// longer for a restart that they have been told of than was said.
bool Agent::fitsBeforeRestart(const JournalSequence &record, std::optional<Instant> nextRestart)
{
    if (!nextRestart)
        return true;
    const Plan &plan = planOf(record.guid)->plan;
    const size_t index = record.inProgress() ? static_cast<size_t>(record.state.current) : 0;
    const qint64 estimated = index < plan.items.size() ? plan.items[index].estimatedRunTime : 0;
    return m_environment.clock.now() + std::max(estimated, millisPerMinute) <= *nextRestart;
}

// Whether its wait is over. A warning or countdown is over when its time has run out before somebody's eyes (B28).
bool Agent::isReady(JournalSequence &record, const Action &action)
{
    const Instant now = m_environment.clock.now();
    const bool countdown = action.kind == Action::Kind::wait && action.waitReason == WaitReason::none;
    if (action.kind != Action::Kind::wait || (countdown && m_options.restartMeans == RestartMeans::simulated))
        return true;
    if (isWarning(record.state)) {
        tellSession(planOf(record.guid)->plan, record, session(), now);
        wakeAt(m_nextSessionLook);
    }
    const Instant until = SequenceMachine(planOf(record.guid)->plan).next(record.state).until;
    if (until > now)
        wakeAt(until);
    return until <= now;
}

// Asking the system takes a moment: what it said holds for a little while.
SessionState Agent::session()
{
    const Instant now = m_environment.clock.now();
    if (hasCome(m_nextSessionLook, sessionLookInterval, now)) {
        m_nextSessionLook = now + sessionLookInterval;
        m_session = senses().session();
    }
    return m_session;
}

// B28: what another sequence has pending is a restart that the computer needs, too.
bool Agent::restartNeeded()
{
    const bool anotherWaits = std::ranges::any_of(m_journal.sequences, [&](const JournalSequence &record) {
        return &record != m_walking && (record.state.phase == Phase::countdown || record.state.phase == Phase::installerRestartWait);
    });
    return anotherWaits || senses().restartNeeded();
}

Result<std::optional<Agent::Candidate>> Agent::candidate(JournalSequence &record, std::optional<Instant> nextRestart)
{
    const SequencePlan *plan = planOf(record.guid);
    if (!plan || (m_manual && record.guid != m_manual->task))
        return std::optional<Candidate>();
    if (forgetFuture(record, plan->plan, m_environment.clock.now())) {
        progress(QStringLiteral("'%1': the clock was set back; what lies in the future does not count").arg(record.name));
        if (auto saved = saveJournal(); !saved)
            return saved.error();
    }
    Candidate found{&record, false, record.inProgress() && record.state.byHand, static_cast<int>(plan->policies.synch.priority), record.inProgress()};
    if (record.inProgress()) {
        const Action action = SequenceMachine(plan->plan).next(record.state);
        const bool ready = isReady(record, action);
        const bool countdown = action.kind == Action::Kind::wait && action.waitReason == WaitReason::none;
        found.restartIsDue = countdown || action.kind == Action::Kind::restart || action.point == StatusPoint::beforeRestart;
        const bool begins = !found.restartIsDue;
        return ready && (!begins || fitsBeforeRestart(record, nextRestart)) ? std::optional(found) : std::nullopt;
    }
    if (m_manual || waitsForPredecessor(record))
        return std::optional<Candidate>();
    const Result<bool> due = becomesDue(record);
    if (!due)
        return due.error();
    return *due && fitsBeforeRestart(record, nextRestart) ? std::optional(found) : std::nullopt;
}

Result<Agent::Candidate> Agent::choose()
{
    Candidate best;
    const std::optional<Instant> restart = nextRestart();
    for (JournalSequence &record : m_journal.sequences) {
        const Result<std::optional<Candidate>> found = candidate(record, restart);
        if (!found)
            return found.error();
        if (*found && (*found)->comesBefore(best))
            best = **found;
    }
    return best;
}

Result<JournalSequence *> Agent::pickNext()
{
    const Result<Candidate> best = choose();
    if (!best)
        return best.error();
    if (best->record && !best->inProgress) {
        const SequencePlan &plan = *planOf(best->record->guid);
        RunStart start;
        if (dueByRequest(*best->record)) // the whole order, as by hand: somebody has asked for it
            start.byHand = true;
        else
            start.mode = dueOf(plan.policies.synch.schedule, plan.plan, *best->record, scheduleMoment()).mode;
        if (auto started = startRun(*best->record, start); !started)
            return started.error();
    }
    return best->record;
}

bool Agent::mustYield()
{
    (void)takeWishes(WishTime::betweenItems);
    if (m_journal.sequences.size() < 2 || m_manual)
        return false;
    const Result<Candidate> best = choose();
    return best && best->record && best->record != m_walking;
}

ScheduleMoment Agent::scheduleMoment()
{
    const Instant now = m_environment.clock.now();
    m_since = std::min(m_since, now); // where the clock was set back, the agent watches what comes by the new one
    return {now, m_since, m_boot, senses().someoneLoggedOn()};
}

Result<bool> Agent::becomesDue(JournalSequence &record)
{
    if (const std::optional<bool> due = dueByRequest(record))
        return *due;
    const SequencePlan &plan = *planOf(record.guid);
    const Schedule &schedule = plan.policies.synch.schedule;
    const Due due = dueOf(schedule, plan.plan, record, scheduleMoment());
    switch (due.kind) {
    case Due::Kind::now:
        return true;
    case Due::Kind::later: {
        for (const std::optional<Instant> &wake : {due.at, due.lookAgain}) {
            if (wake)
                wakeAt(*wake);
        }
        if (record.state.run > 0)
            return false; // its last result stays what is shown
        const QString when = due.at ? QStringLiteral("it comes at %1 UTC").arg(formatInstant(*due.at))
                                    : describeTrigger(schedule.triggers.front());
        const QString why = due.reason == WaitReason::validPeriod ? QStringLiteral("Waiting for its valid period: %1.")
                                                                  : QStringLiteral("Waiting for its schedule: %1.");
        const auto report = [&] { return m_reporter->reportStanding(record, ComputerStatus::waiting, due.reason, why.arg(when)); };
        if (auto reported = m_patience.insist(report); !reported)
            return reported.error();
        return false;
    }
    case Due::Kind::never:
        return false;
    }
    Q_UNREACHABLE();
}

// A run by hand is done when it has ended, or waits for something that only others can bring.
bool Agent::isManualDone() const
{
    const JournalSequence *record = m_journal.find(m_manual->task);
    return !record || !record->inProgress() || record->state.phase == Phase::preparationWait;
}

bool Agent::takeReload()
{
    const bool wished = m_environment.reload && m_environment.reload->exchange(false);
    if (wished)
        m_lastFetched = {}; // also those that say the same
    return wished;
}

// An agent that has nothing to do for days asks once a second, and a store on a sleeping disk is not asked more often.
bool Agent::policiesMayHaveChanged()
{
    const Instant now = m_environment.clock.now();
    if (takeReload() || hasCome(m_nextRefresh, refreshInterval(), now))
        return true;
    if (!hasCome(m_nextQuestion, millisPerSecond, now))
        return false;
    m_nextQuestion = now + millisPerSecond;
    return m_environment.source.mayHaveChanged();
}

// B22: nobody tells an agent of a logon, so while a schedule waits for one it looks by itself.
bool Agent::logonHasCome()
{
    const Instant now = m_environment.clock.now();
    const bool looks = std::ranges::any_of(m_plans, [](const auto &plan) {
        return std::ranges::any_of(plan.second->policies.synch.schedule.triggers,
                                   [](const Trigger &trigger) { return !trigger.disabled && trigger.type == TriggerType::atLogon; });
    });
    if (!looks || now < m_nextLogonLook)
        return false;
    m_nextLogonLook = now + sessionLookInterval;
    const bool someone = senses().someoneLoggedOn();
    return !std::exchange(m_someoneWasThere, someone) && someone;
}

// In slices, so that a wish to stop and a change of policy are noticed soon.
void Agent::sleep()
{
    using namespace std::chrono_literals;
    while (!mustStop()) {
        const Instant now = m_environment.clock.now();
        if ((m_wake && *m_wake <= now) || logonHasCome())
            return;
        if (policiesMayHaveChanged()) {
            refreshPolicies();
            if (auto settled = settleRecords(); !settled)
                qCWarning(logAgent).noquote() << settled.error().message();
            return;
        }
        if (takeWishes(WishTime::betweenItems))
            return;
        m_reporter->deliver(false);
        m_logs.look();
        if (nap(200ms) != ClockStep::onward)
            return; // everything that waits for a time is looked at anew
    }
}

// An agent does not know by itself that its computer slept; the clock tells it.
ClockStep Agent::nap(std::chrono::milliseconds length)
{
    const Instant before = m_environment.clock.now();
    std::this_thread::sleep_for(length);
    const Instant after = m_environment.clock.now();
    const ClockStep step = clockStep(before, after);
    if (step == ClockStep::ahead)
        m_since = after;
    return step;
}

} // namespace seriatim
