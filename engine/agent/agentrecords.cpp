// The part of Agent that takes up what an earlier one left: programs that still run, and runs in progress.
#include "engine/agent/agent.h"

#include "engine/agent/supersession.h"
#include "engine/base/logging.h"
#include "engine/policy/signing.h"

#include <QSet>

namespace seriatim {

namespace {

constexpr size_t rememberedRecords = 20;

} // namespace

// B19: whatever sequence it belongs to, also one that is in no policy any more or that a run by hand leaves alone: nothing
// starts beside it.
Result<> Agent::endLeftovers()
{
    for (const JournalSequence &record : m_journal.sequences) {
        const int index = record.state.current;
        if (index >= static_cast<int>(record.items.size()) || record.state.items[static_cast<size_t>(index)].status != ItemStatus::running)
            continue;
        if (auto ended = endLeftover(startIdentity(record, index)); !ended)
            return ended;
    }
    // Of one that a damaged journal does not know any more (B20).
    return insistOnEnding([this] { return m_delivery.endLastProgram(); }, QStringLiteral("the program that was started last"), nullptr);
}

Result<> Agent::endLeftover(const StartIdentity &start)
{
    return insistOnEnding([&] { return m_delivery.endLeftover(start); }, QStringLiteral("'%1', item %2").arg(start.taskName).arg(start.place),
                          m_journal.find(start.task));
}

// What cannot be ended is waited for, and support staff see it beside the task's status.
Result<> Agent::insistOnEnding(const std::function<Result<int>()> &end, const QString &of, const JournalSequence *record)
{
    const PatienceWords words{QStringLiteral("It was left by %1. Nothing is started beside it.").arg(of),
                              QStringLiteral("what was left by %1 is gone; going on").arg(of)};
    bool reported = false;
    return m_patience.insist(
        [&]() -> Result<> {
            const Result<int> ended = end();
            if (ended && *ended > 0)
                progress(QStringLiteral("%1: was interrupted; ended %2 processes that it left behind").arg(of).arg(*ended));
            if (ended)
                return Done{};
            if (record && !std::exchange(reported, true)) {
                if (auto queued = m_reporter->reportProblem(*record, ended.error().message() + QStringLiteral(". ") + words.waiting); queued)
                    m_reporter->deliver(true);
            }
            return ended.error();
        },
        words);
}

// After policies were taken: goes on with what the last agent was in the middle of, and ends what was taken away.
Result<> Agent::settleRecords()
{
    resumeRecords();
    if (m_manual) // a run by hand knows one task only
        return Done{};
    Result<> ended = endRecordsWithoutPolicy();
    if (!ended || m_walking) // who walks holds on to records and plans
        return ended;
    dropOutgoing();
    return forgetOldRecords();
}

// Each once in the life of this agent, when its policy is there.
void Agent::resumeRecords()
{
    for (JournalSequence &record : m_journal.sequences) {
        if (m_manual && record.guid != m_manual->task)
            continue;
        const SequencePlan *plan = planOf(record.guid);
        if (!plan || m_unresumed.erase(record.guid) == 0)
            continue;
        resumeAfterAgentStart(plan->plan, record, m_delivery, m_environment.clock.now(), m_boot);
        progress(QStringLiteral("'%1': going on with run %2").arg(record.name).arg(record.state.run));
    }
}

Result<> Agent::reportStandings()
{
    for (const JournalSequence &record : m_journal.sequences) {
        const SequencePlan *plan = !m_manual || record.guid == m_manual->task ? planOf(record.guid) : nullptr;
        if (!plan && record.state.phase == Phase::finished && !record.requests.empty()) { // B37: its requester still waits
            if (auto reported = m_patience.insist([&] { return m_reporter->reportRequests(record); }); !reported)
                return reported;
        }
        if (!plan)
            continue;
        // A run that ended or began to wait just before its agent died may not have been reported yet; saying it twice is no
        // second event. What goes on at once is reported at its next status point.
        const bool rests = record.state.phase == Phase::finished
                           || SequenceMachine(plan->plan).next(record.state).kind == Action::Kind::wait;
        const auto report = [&]() -> Result<> {
            Result<> said = rests ? m_reporter->report(record, plan->plan, plan->words) : Result<>(Done{});
            return said && !m_journalTrouble.isEmpty() ? m_reporter->reportProblem(record, m_journalTrouble) : said;
        };
        if (auto reported = m_patience.insist(report); !reported)
            return reported;
    }
    return Done{};
}

bool Agent::isSuperseded(const JournalSequence &record) const
{
    return std::ranges::any_of(m_plans, [&](const auto &plan) { return supersedes(plan.second->policies.synch, record); });
}

// A policy that is not at hand says nothing: it may be that the store cannot be reached and what was kept of it is lost.
bool Agent::isKnownToBeGone(TaskId task) const
{
    return m_outgoing.contains(task) || (m_fetched && !m_mentioned.contains(task));
}

// B26, B26a: what was taken away while no agent ran, or while another sequence was walked.
Result<> Agent::endRecordsWithoutPolicy()
{
    for (JournalSequence &record : m_journal.sequences) {
        if (&record == m_walking || !record.inProgress() || m_plans.contains(record.guid) || !isKnownToBeGone(record.guid))
            continue;
        if (auto ended = takeAway(record); !ended)
            return ended;
    }
    return Done{};
}

// Reported before it is on disk: an agent that dies between the two says the same again, which is no second event.
Result<> Agent::takeAway(JournalSequence &record)
{
    JournalSequence after = record;
    const bool superseded = isSuperseded(record);
    if (const SequencePlan *plan = planOf(record.guid)) {
        const SequenceMachine machine(plan->plan);
        Event taken;
        taken.kind = superseded ? Event::Kind::superseded : Event::Kind::withdrawn;
        taken.time = m_environment.clock.now();
        machine.apply(after.state, taken);
        taken.kind = Event::Kind::saved;
        if (after.state.phase == Phase::savingRunEnd)
            machine.apply(after.state, taken);
    } else { // what it still has to finish is not known
        const size_t index = static_cast<size_t>(after.state.current);
        if (index < after.items.size() && after.state.items[index].status == ItemStatus::running)
            after.state.items[index].status = ItemStatus::interrupted;
        after.state.pending = Pending::none;
        after.state.phase = Phase::finished;
        after.state.end = superseded ? RunEnd::superseded : RunEnd::withdrawn;
    }
    if (after == record)
        return Done{};
    if (!after.inProgress()) {
        after.ended = m_environment.clock.now();
        if (auto reported = m_patience.insist([&] { return reportTakenAway(after); }); !reported)
            return reported;
    }
    record = std::move(after);
    return saveJournal();
}

Result<> Agent::reportTakenAway(const JournalSequence &record)
{
    if (const SequencePlan *plan = planOf(record.guid))
        return m_reporter->report(record, plan->plan, plan->words);
    return m_reporter->reportStanding(record, ComputerStatus::withdrawn, WaitReason::none, explainComputer(record.state));
}

// A newer order of a task does not begin while the older one still has its item's restart before it (B26a).
bool Agent::waitsForPredecessor(const JournalSequence &record)
{
    const SynchPolicy &policy = planOf(record.guid)->policies.synch;
    return std::ranges::any_of(m_journal.sequences, [&](const JournalSequence &other) {
        return other.inProgress() && m_outgoing.contains(other.guid) && supersedes(policy, other);
    });
}

// The walk reads its plan until it has ended, and a sequence that waits for its own restart needs it afterwards.
void Agent::keepOutgoing(std::map<TaskId, std::unique_ptr<SequencePlan>> before, const std::map<TaskId, QByteArray> &documents)
{
    for (auto &[task, plan] : before) {
        const JournalSequence *record = m_journal.find(task);
        const auto document = documents.find(task);
        if (plan && record && (record->inProgress() || record == m_walking))
            m_outgoing[task] = {std::move(plan), document == documents.end() ? QByteArray() : document->second};
    }
}

// What an earlier start of this agent kept.
void Agent::bringBackOutgoing()
{
    if (m_manual || std::exchange(m_lookedForOutgoing, true))
        return;
    const std::vector<QByteArray> kept = m_unresumed.empty() ? std::vector<QByteArray>()
                                                             : cachedPolicies({QStringLiteral("*.xml"), QStringLiteral("*.outgoing")});
    for (const QByteArray &document : kept) {
        const std::optional<TaskId> task = claimedTask(document);
        if (!task || !m_unresumed.contains(*task) || planOf(*task))
            continue;
        Result<Admitted> admitted = admit(document);
        const JournalSequence &record = *m_journal.find(*task);
        if (!admitted || !std::ranges::equal(record.items, admitted->policies.synch.tasks, {}, &JournalItem::guid, &SynchTask::guid))
            continue;
        auto plan = std::make_unique<SequencePlan>(std::move(admitted->policies), m_settings.options());
        plan->recallProblems(record);
        m_outgoing[*task] = {std::move(plan), document};
    }
}

void Agent::dropOutgoing()
{
    const size_t dropped = std::erase_if(m_outgoing, [this](const auto &outgoing) {
        const JournalSequence *record = m_journal.find(outgoing.first);
        return !record || !record->inProgress();
    });
    if (dropped > 0 && !m_manual)
        cachePolicies();
}

// Those that no policy has, and that no order which has still to begin could carry a success over from (B7).
std::vector<const JournalSequence *> Agent::recordsThatAreOver() const
{
    QSet<LineItemId> needed;
    for (const auto &[task, plan] : m_plans) {
        const JournalSequence *record = m_journal.find(task);
        for (const SynchTask &item : plan->policies.synch.tasks) {
            if (!record || record->state.run == 0)
                needed.unite({item.succeeds.begin(), item.succeeds.end()});
        }
    }
    std::vector<const JournalSequence *> over;
    for (const JournalSequence &record : m_journal.sequences) {
        const bool inForce = record.inProgress() || m_plans.contains(record.guid) || !isKnownToBeGone(record.guid);
        if (!inForce && std::ranges::none_of(record.items, [&](const JournalItem &item) { return needed.contains(item.guid); }))
            over.push_back(&record);
    }
    return over;
}

// The whole journal is written at each status point: of what is over the newest stay, for support staff. What was reported of
// the others is known for longer, from the event queue, should one of them come back (B20).
Result<> Agent::forgetOldRecords()
{
    if (m_queue->pendingCount() > 0)
        return Done{}; // the store does not know everything yet
    std::vector<const JournalSequence *> over = recordsThatAreOver();
    if (over.size() <= rememberedRecords)
        return Done{};
    std::ranges::stable_sort(over, std::ranges::greater(), [](const JournalSequence *record) { return std::max(record->ended, record->knownSince); });
    std::set<TaskId> old;
    for (size_t i = rememberedRecords; i < over.size(); ++i)
        old.insert(over[i]->guid);
    std::erase_if(m_journal.sequences, [&](const JournalSequence &record) { return old.contains(record.guid); });
    progress(QStringLiteral("forgot %1 sequences that are in no policy any more").arg(old.size()));
    return saveJournal();
}

} // namespace seriatim
