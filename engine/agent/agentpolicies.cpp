// The part of Agent that takes policies in and keeps them for the time without a server.
#include "engine/agent/agent.h"

#include "engine/base/files.h"
#include "engine/base/logging.h"
#include "engine/policy/plancompiler.h"
#include "engine/policy/policyxml.h"
#include "engine/policy/signing.h"

#include <QCryptographicHash>
#include <QDir>

namespace seriatim {

namespace {

constexpr qint64 maximumPolicyBytes = qint64(64) << 20;
constexpr qint64 delayAfterFailedFetch = 5 * millisPerMinute;

// By content: the same policy keeps its file, a changed one gets another.
QString cacheName(const QByteArray &document, const char *ending)
{
    return QString::fromLatin1(QCryptographicHash::hash(document, QCryptographicHash::Sha256).toHex()) + QString::fromLatin1(ending);
}

} // namespace

std::vector<QByteArray> Agent::cachedPolicies(const QStringList &names) const
{
    std::vector<QByteArray> documents;
    const QDir folder(m_environment.home.policyFolder());
    for (const QString &name : folder.entryList(names, QDir::Files, QDir::Name)) {
        if (Result<QByteArray> bytes = readFile(folder.filePath(name), maximumPolicyBytes))
            documents.push_back(std::move(bytes).value());
    }
    return documents;
}

// Only what was taken: a policy that was refused does not drive out the good one before it. What is outgoing stands apart, so
// that without a server it is not taken for a policy in force.
void Agent::cachePolicies() const
{
    QDir folder(m_environment.home.policyFolder());
    QStringList names;
    const auto keep = [&](const QByteArray &document, const char *ending) {
        names.append(cacheName(document, ending));
        if (folder.exists(names.last()))
            return;
        if (auto written = replaceFileDurably(folder.filePath(names.last()), document); !written)
            qCWarning(logAgent).noquote() << written.error().message();
    };
    for (const auto &[task, outgoing] : m_outgoing) {
        if (!outgoing.document.isEmpty())
            keep(outgoing.document, ".outgoing");
    }
    for (const auto &[task, document] : m_taken)
        keep(document, ".xml");
    if (!m_settings.document().isEmpty())
        keep(m_settings.document(), ".xml");
    for (const QString &name : folder.entryList({QStringLiteral("*.xml"), QStringLiteral("*.outgoing")}, QDir::Files)) {
        if (!names.contains(name))
            folder.remove(name);
    }
}

// The command line goes over the agent settings.
qint64 Agent::refreshInterval() const
{
    constexpr int usualMinutes = 60;
    return m_options.refreshMinutes.value_or(m_settings.refreshMinutes().value_or(usualMinutes)) * millisPerMinute;
}

void Agent::planNextRefresh()
{
    m_nextRefresh = m_environment.clock.now() + refreshInterval();
}

bool Agent::refreshPolicies()
{
    planNextRefresh();
    Result<FetchedPolicies> fetched = m_environment.source.fetch(m_environment.computer.name);
    if (auto seen = std::exchange(m_seen, std::nullopt); seen && !fetched)
        fetched = std::move(*seen); // the store was there a moment ago
    if (fetched) {
        qCInfo(logAgent) << "policies fetched:" << fetched->documents.size();
        m_fetched = true;
        if (*fetched == m_lastFetched && !m_plans.empty())
            return true;
        takePolicies(fetched->documents);
        takeGrants(fetched->grants, fetched->onlyByRequest);
        m_lastFetched = *fetched;
        if (!m_manual) { // a run by hand knows one task only
            cachePolicies();
            cacheGrants();
        }
        return true;
    }
    const QString why = QStringLiteral("policies cannot be fetched (%1); going on with those at hand").arg(fetched.error().message());
    if (fetched.error().code == ErrorCode::refused) // that does not pass by itself
        qCWarning(logAgent).noquote() << why;
    progress(why);
    m_nextRefresh = std::min(m_nextRefresh, m_environment.clock.now() + delayAfterFailedFetch);
    if (m_plans.empty()) {
        takePolicies(cachedPolicies());
        takeCachedGrants();
    }
    return false;
}

void Agent::takePolicies(const std::vector<QByteArray> &documents)
{
    std::map<TaskId, std::unique_ptr<SequencePlan>> before = std::move(m_plans);
    const std::map<TaskId, QByteArray> takenBefore = std::exchange(m_taken, {});
    m_plans.clear();
    const QStringList refusedSettings = m_settings.take(documents, [this] { return cachedPolicies(); });
    m_mentioned.clear();
    for (const QByteArray &document : documents) {
        if (isSettingsDocument(document))
            continue;
        Result<Admitted> admitted = admit(document);
        // A plan that is being walked keeps its place in memory; its contents change between two items (B26a). One whose
        // new policy is refused stays as it was: a forged policy must not withdraw anything either.
        const std::optional<TaskId> task = admitted ? std::optional(admitted->policies.synch.guid) : claimedTask(document);
        if (task && !m_plans.contains(*task)) {
            if (const auto known = before.find(*task); known != before.end())
                m_plans.emplace(*task, std::move(known->second));
            else if (const auto back = m_outgoing.find(*task); back != m_outgoing.end())
                m_plans.emplace(*task, std::move(back->second.plan));
            m_outgoing.erase(*task);
        }
        if (admitted) {
            m_taken[*task] = document;
            takeSequence(std::move(admitted).value());
            continue;
        }
        refusePolicy(document, admitted.error());
        if (const auto known = task ? takenBefore.find(*task) : takenBefore.end(); known != takenBefore.end())
            m_taken.insert(*known);
        else if (task && !takeCached(*task))
            m_mentioned.insert(*task);
    }
    keepOutgoing(std::move(before), takenBefore);
    bringBackOutgoing();
    applySettings(refusedSettings);
}

// Changed settings count for what runs already, too: from the next line item on (B26a).
void Agent::applySettings(const QStringList &refused)
{
    for (const auto &[task, plan] : m_plans) {
        if (plan->agentOptions == m_settings.options())
            continue;
        *plan = SequencePlan(std::move(plan->policies), m_settings.options());
        if (const JournalSequence *record = m_journal.find(task))
            plan->recallProblems(*record);
    }
    planNextRefresh();
    const QString sentence = refused.join(u' ');
    if (std::exchange(m_refusedSettings, sentence) == sentence || sentence.isEmpty())
        return;
    qCWarning(logAgent).noquote() << sentence;
    progress(sentence);
    for (const JournalSequence &record : m_journal.sequences)
        reportRefusedSettings(record);
}

// Support staff see it beside the status of each task that goes by other settings than were handed out.
void Agent::reportRefusedSettings(const JournalSequence &record)
{
    if (m_refusedSettings.isEmpty() || !planOf(record.guid))
        return;
    if (auto reported = m_reporter->reportProblem(record, m_refusedSettings); !reported)
        qCWarning(logAgent).noquote() << reported.error().message();
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
    if (issue && (issue->task() != synch.guid || issue->revision != synch.revision)) {
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
    const std::optional<TaskId> task = issue->task();
    const JournalSequence *record = task ? m_journal.find(*task) : nullptr;
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
    m_newRecords = m_newRecords || !record || record->revision != policies.synch.revision;
    const bool sameItems = record
                           && std::ranges::equal(record->items, policies.synch.tasks, {}, &JournalItem::guid, &SynchTask::guid);
    if (record && sameItems) {
        record->name = policies.synch.taskName;
        record->revision = policies.synch.revision;
    } else {
        JournalSequence fresh = recordFor(policies);
        recoverFromReports(fresh, compilePlan(policies, m_settings.options()));
        if (record) {
            fresh.policyNumber = record->policyNumber;
            if (!record->inProgress()) // else the grant is still there, and another run takes it up
                m_journal.closeRequests(*record);
        }
        m_unresumed.erase(task);
        if (record)
            *record = std::move(fresh);
        else
            m_journal.sequences.push_back(std::move(fresh));
        record = m_journal.find(task);
    }
    m_newRecords = takeSchedule(*record, policies.synch.schedule, m_environment.clock.now()) || m_newRecords;
    record->policyNumber = std::max(record->policyNumber, admitted.number);
    std::unique_ptr<SequencePlan> &plan = m_plans[task];
    if (!plan)
        plan = std::make_unique<SequencePlan>(std::move(policies), m_settings.options());
    else if (plan->policies != policies)
        *plan = SequencePlan(std::move(policies), m_settings.options());
    plan->recallProblems(*record);
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
    record.keptHere = computer && computer->keptHere;
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

} // namespace seriatim
