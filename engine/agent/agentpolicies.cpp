// The part of Agent that takes policies in and keeps them for the time without a server.
#include "engine/agent/agent.h"

#include "engine/base/files.h"
#include "engine/base/logging.h"
#include "engine/base/text.h"
#include "engine/policy/plancompiler.h"
#include "engine/policy/policyxml.h"
#include "engine/policy/signing.h"

#include <QCryptographicHash>
#include <QDir>

namespace seriatim {

namespace {

constexpr qint64 maximumPolicyBytes = qint64(64) << 20;
constexpr qint64 withdrawalLookInterval = 2 * millisPerSecond;
constexpr qint64 withdrawalGrace = 10 * millisPerSecond;

// By content: the same policy keeps its file, a changed one gets another.
QString cacheName(const QByteArray &document)
{
    return QString::fromLatin1(QCryptographicHash::hash(document, QCryptographicHash::Sha256).toHex()) + QStringLiteral(".xml");
}

// Whether a sequence is in none of the policies, and no newer order of the same task has taken its place (B26a).
bool takesAway(const std::vector<QByteArray> &documents, const JournalSequence &walked)
{
    for (const QByteArray &document : documents) {
        const Result<PolicyDocument> policies = readPolicies(document, QStringLiteral("policy"));
        if (!policies)
            return false; // it cannot be told
        for (const ClientPolicies &sequence : policies->sequences) {
            if (sequence.synch.guid == walked.guid || sequence.synch.taskName == walked.name)
                return false;
        }
    }
    return true;
}

} // namespace

std::vector<QByteArray> Agent::cachedPolicies() const
{
    std::vector<QByteArray> documents;
    const QDir folder(m_environment.home.policyFolder());
    for (const QString &name : folder.entryList({QStringLiteral("*.xml")}, QDir::Files, QDir::Name)) {
        if (Result<QByteArray> bytes = readFile(folder.filePath(name), maximumPolicyBytes))
            documents.push_back(std::move(bytes).value());
    }
    return documents;
}

// Only what was taken: a policy that was refused does not drive out the good one before it.
void Agent::cachePolicies() const
{
    QDir folder(m_environment.home.policyFolder());
    QStringList names;
    for (const auto &[task, document] : m_taken) {
        names.append(cacheName(document));
        if (folder.exists(names.last()))
            continue;
        if (auto written = replaceFileDurably(folder.filePath(names.last()), document); !written)
            qCWarning(logAgent).noquote() << written.error().message();
    }
    for (const QString &name : folder.entryList({QStringLiteral("*.xml")}, QDir::Files)) {
        if (!names.contains(name))
            folder.remove(name);
    }
}

void Agent::refreshPolicies()
{
    m_nextRefresh = m_environment.clock.now() + m_options.refreshMinutes * millisPerMinute;
    const Result<std::vector<QByteArray>> fetched = m_environment.source.fetch(m_environment.computer.name);
    if (fetched) {
        qCInfo(logAgent) << "policies fetched:" << fetched->size();
        if (*fetched == m_documents && !m_plans.empty())
            return;
        takePolicies(*fetched);
        m_documents = *fetched;
        if (!m_manual) // a run by hand knows one task only
            cachePolicies();
        return;
    }
    const QString why = QStringLiteral("policies cannot be fetched (%1); going on with those at hand").arg(fetched.error().message());
    if (fetched.error().code == ErrorCode::refused) // that does not pass by itself
        qCWarning(logAgent).noquote() << why;
    progress(why);
    if (m_plans.empty())
        takePolicies(cachedPolicies());
}

void Agent::takePolicies(const std::vector<QByteArray> &documents)
{
    std::map<TaskId, std::unique_ptr<SequencePlan>> before = std::move(m_plans);
    const std::map<TaskId, QByteArray> takenBefore = std::exchange(m_taken, {});
    m_plans.clear();
    for (const QByteArray &document : documents) {
        Result<Admitted> admitted = admit(document);
        // A plan that is being walked keeps its place in memory; its contents change between two items (B26a). One whose
        // new policy is refused stays as it was: a forged policy must not withdraw anything either.
        const std::optional<TaskId> task = admitted ? std::optional(admitted->policies.synch.guid) : claimedTask(document);
        if (task && !m_plans.contains(*task)) {
            if (const auto known = before.find(*task); known != before.end())
                m_plans.emplace(*task, std::move(known->second));
        }
        if (admitted) {
            m_taken[*task] = document;
            takeSequence(std::move(admitted).value());
            continue;
        }
        refusePolicy(document, admitted.error());
        if (const auto known = task ? takenBefore.find(*task) : takenBefore.end(); known != takenBefore.end())
            m_taken.insert(*known);
        else if (task)
            (void)takeCached(*task);
    }
    if (m_walking && !m_plans.contains(m_walking->guid)) {
        if (const auto known = before.find(m_walking->guid); known != before.end())
            m_withdrawnPlan = std::move(known->second); // the walk still reads it until it has ended
    }
}

// What an earlier start of this agent had of a task.
bool Agent::takeCached(TaskId task)
{
    for (const QByteArray &document : cachedPolicies()) {
        if (claimedTask(document) != task)
            continue;
        Result<Admitted> admitted = admit(document);
        if (!admitted)
            continue;
        m_taken[task] = document;
        takeSequence(std::move(admitted).value());
        return true;
    }
    return false;
}

// One sequence that this agent's own store has issued, and not an older issue than it has. Nothing is made of a document
// before its signature has been seen to be right.
Result<Agent::Admitted> Agent::admit(const QByteArray &document) const
{
    std::optional<PolicyIssue> issue;
    if (!m_options.allowUnsigned) {
        const Result<PolicyIssue> verified = checkSignature(document);
        if (!verified)
            return verified.error();
        issue = *verified;
    }
    Result<PolicyDocument> policies = readPolicies(document, QStringLiteral("policy"));
    if (!policies)
        return policies.error();
    if (policies->sequences.size() != 1) {
        return Error{ErrorCode::invalidInput, QStringLiteral("policy"),
                     QStringLiteral("a document for an agent holds one sequence; this one holds %1").arg(policies->sequences.size())};
    }
    Admitted admitted{std::move(policies->sequences.front()), issue ? issue->number : 0};
    const SynchPolicy &synch = admitted.policies.synch;
    if (issue && (issue->task != synch.guid || issue->revision != synch.revision)) {
        return Error{ErrorCode::refused, QStringLiteral("policy '%1'").arg(synch.taskName),
                     QStringLiteral("its signature is for another task or revision")};
    }
    return admitted;
}

Result<PolicyIssue> Agent::checkSignature(const QByteArray &document) const
{
    if (!m_options.trustedKey)
        return Error{ErrorCode::refused, QStringLiteral("policy"), QStringLiteral("this agent belongs to no store yet; start it with --store-key")};
    const Result<PolicyIssue> issue = verifyPolicies(document, *m_options.trustedKey);
    if (!issue)
        return issue;
    const JournalSequence *record = m_journal.find(issue->task);
    if (record && issue->number < record->policyNumber) {
        return Error{ErrorCode::refused, QStringLiteral("policy '%1'").arg(record->name),
                     QStringLiteral("it is older than the one that this agent has (number %1 after %2)").arg(issue->number).arg(record->policyNumber)};
    }
    return issue;
}

// Said once for each reason; support staff see it beside the task's status.
void Agent::refusePolicy(const QByteArray &document, const Error &why)
{
    const QString sentence = QStringLiteral("A policy was refused: %1.").arg(why.message());
    qCWarning(logAgent).noquote() << sentence;
    progress(sentence);
    const std::optional<TaskId> task = claimedTask(document);
    if (!task || std::exchange(m_refused[*task], sentence) == sentence)
        return;
    const JournalSequence *record = m_journal.find(*task);
    if (auto reported = m_reporter->reportProblem(record ? *record : JournalSequence(*task), sentence); !reported)
        qCWarning(logAgent).noquote() << reported.error().message();
}

void Agent::takeSequence(Admitted admitted)
{
    ClientPolicies &policies = admitted.policies;
    const TaskId task = policies.synch.guid;
    m_refused.erase(task);
    JournalSequence *record = m_journal.find(task);
    m_journalIsBehind = m_journalIsBehind || !record || record->revision != policies.synch.revision;
    const bool sameItems = record
                           && std::ranges::equal(record->items, policies.synch.tasks, {}, &JournalItem::guid, &SynchTask::guid);
    if (record && sameItems) {
        record->name = policies.synch.taskName;
        record->revision = policies.synch.revision;
    } else {
        JournalSequence fresh = recordFor(policies);
        recoverFromReports(fresh, compilePlan(policies, DeliveryOptions{}));
        if (record)
            fresh.policyNumber = record->policyNumber;
        if (record)
            *record = std::move(fresh);
        else
            m_journal.sequences.push_back(std::move(fresh));
        record = m_journal.find(task);
    }
    record->policyNumber = std::max(record->policyNumber, admitted.number);
    std::unique_ptr<SequencePlan> &plan = m_plans[task];
    if (!plan)
        plan = std::make_unique<SequencePlan>(std::move(policies));
    else if (plan->policies != policies)
        *plan = SequencePlan(std::move(policies));
    noteAvailable(*record, plan->plan);
}

JournalSequence Agent::recordFor(const ClientPolicies &policies) const
{
    JournalSequence record(policies.synch.guid);
    record.name = policies.synch.taskName;
    record.revision = policies.synch.revision;
    record.knownSince = m_environment.clock.now();
    for (const SynchTask &task : policies.synch.tasks)
        record.items.emplace_back(task.guid);
    record.state.items.resize(record.items.size());
    return record;
}

// There is no memory of this sequence, but the event queue may know that it has run (B20): what was reported as
// succeeded in the newest run is not run again in it, and a run that was reported as ended has ended.
void Agent::recoverFromReports(JournalSequence &record, const Plan &plan) const
{
    const int run = m_queue->lastRun(record.guid);
    if (run == 0)
        return;
    for (const StatusEvent &event : m_queue->reported(record.guid, run)) {
        const size_t index = static_cast<size_t>(event.place) - 1;
        if (index >= record.items.size() || record.items[index].guid != event.item || !isFinal(event.itemStatus))
            continue;
        ItemState &item = record.state.items[index];
        item.status = event.itemStatus;
        item.hasReturnCode = event.returnCode.has_value();
        item.returnCode = event.returnCode.value_or(0);
        item.attempts = static_cast<quint16>(event.attempts);
    }
    const std::optional<StatusEvent> computer = m_queue->reportedComputer(record.guid, run);
    if (computer && computer->kind == StatusEvent::Kind::runEnded) {
        record.state.run = run;
        record.state.phase = Phase::finished;
        record.state.end = computer->computerStatus == ComputerStatus::withdrawn ? RunEnd::withdrawn : RunEnd::completed;
        record.started = record.ended = computer->time;
        return;
    }
    record.state.run = run - 1; // the same run, from its beginning, with what it has achieved
    RunStart start;
    start.mode = RunStart::Mode::keepSuccesses;
    SequenceMachine(plan).startRun(record.state, start, m_boot);
    record.started = m_environment.clock.now();
}

// B26, B26a
WalkHost::Policy Agent::checkPolicy()
{
    if (!takeReload() && !m_policiesChanged && !m_environment.source.mayHaveChanged())
        return Policy::same;
    m_policiesChanged = false;
    refreshPolicies();
    if (m_plans.contains(m_walking->guid))
        return Policy::same;
    return isSuperseded(*m_walking) ? Policy::superseded : Policy::withdrawn;
}

// What a run in progress may still need stays, however long it has been waiting.
void Agent::deleteUnusedPackages()
{
    const auto isNeeded = [this](PackageId package) {
        return std::ranges::any_of(m_journal.sequences, [&](const JournalSequence &record) {
            const SequencePlan *plan = record.inProgress() ? planOf(record.guid) : nullptr;
            return plan && std::ranges::any_of(plan->policies.deliveries, [&](const DeliveryPolicy &d) { return d.package.id == package; });
        });
    };
    if (const int deleted = m_delivery.packages().cleanUp(m_environment.clock.now(), isNeeded); deleted > 0)
        progress(QStringLiteral("deleted %1 cached packages that were not used for long").arg(deleted));
}

// How long a program may still come to an end by itself after its task was withdrawn: an installer that is cut in half
// does more harm than one that is let finish, and its estimated run time says when that will be.
bool Agent::mustCutOff()
{
    m_logs.look();
    lookForWithdrawal();
    lookForAnswers();
    return m_cutOffAt && m_environment.clock.now() >= *m_cutOffAt;
}

// While a program runs the policies are only looked at, never taken: revisions are not mixed within an item (B26a).
void Agent::lookForWithdrawal()
{
    const Instant now = m_environment.clock.now();
    if (m_cutOffAt || m_manual || now < m_nextLook || !m_environment.source.mayHaveChanged())
        return;
    m_nextLook = now + withdrawalLookInterval;
    m_policiesChanged = true;
    const Result<std::vector<QByteArray>> fetched = m_environment.source.fetch(m_environment.computer.name);
    if (!fetched || !takesAway(*fetched, *m_walking))
        return;
    const size_t index = static_cast<size_t>(m_walking->state.current);
    const qint64 estimated = planOf(m_walking->guid)->plan.items[index].estimatedRunTime;
    m_cutOffAt = std::max(now + withdrawalGrace, m_walking->items[index].started + estimated);
    progress(QStringLiteral("'%1' was withdrawn; its running program has until %2 UTC to come to its end")
                 .arg(m_walking->name, formatInstant(*m_cutOffAt)));
}

} // namespace seriatim
