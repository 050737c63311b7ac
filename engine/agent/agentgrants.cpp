// The part of Agent that answers requests from the portal (B36, B37).
#include "engine/agent/agent.h"

#include "engine/agent/grantfile.h"
#include "engine/base/files.h"
#include "engine/base/logging.h"

#include <QFile>

#include <algorithm>

namespace seriatim {

namespace {

constexpr qint64 maximumGrantBytes = qint64(16) << 20;

} // namespace

void Agent::takeGrants(std::vector<PortalGrant> grants, std::set<TaskId> onlyByRequest)
{
    m_grants = std::move(grants);
    m_onlyByRequest = std::move(onlyByRequest);
    publishRuns();
    for (JournalSequence &record : m_journal.sequences) {
        if (record.inProgress() && planOf(record.guid))
            joinRun(record);
    }
}

// Where nothing can be read there is nothing to go by: a task is rather not run than at a time that nobody wanted. All
// that is here then counts as being here by request only, and no request as given, until the server is back.
void Agent::takeCachedGrants()
{
    const QString path = m_environment.home.grantFile();
    if (!QFile::exists(path))
        return takeGrants({}, {}); // as older agents left it
    const Result<QByteArray> bytes = readFile(path, maximumGrantBytes);
    Result<KeptGrants> kept = bytes ? readGrants(*bytes, path) : Result<KeptGrants>(bytes.error());
    if (kept)
        return takeGrants(std::move(kept->grants), std::move(kept->onlyByRequest));
    progress(kept.error().message());
    std::set<TaskId> all;
    for (const auto &[task, plan] : m_plans)
        all.insert(task);
    takeGrants({}, std::move(all));
}

// Most computers are never granted anything, and most fetches change nothing here.
void Agent::cacheGrants() const
{
    const QString path = m_environment.home.grantFile();
    const QByteArray bytes = writeGrants({m_grants, m_onlyByRequest});
    const Result<QByteArray> before = readFile(path, maximumGrantBytes);
    const bool isNeeded = before || !m_grants.empty() || !m_onlyByRequest.empty();
    if (!isNeeded || (before && *before == bytes))
        return;
    if (auto written = replaceFileDurably(path, bytes); !written)
        qCWarning(logAgent).noquote() << written.error().message();
}

// A run that was for a requester alone has become one that the task's own policy asks for as well: the server is told of
// it, or it would wait for ever for a computer that has done everything.
void Agent::publishRuns()
{
    for (JournalSequence &record : m_journal.sequences) {
        const SequencePlan *plan = record.keptHere ? planOf(record.guid) : nullptr;
        const bool isReported = plan && (!m_onlyByRequest.contains(record.guid) || plan->policies.synch.reportFinalStatusToServer.value_or(true));
        if (!isReported)
            continue;
        record.keptHere = false;
        m_reporter->publish(record.guid);
        if (record.state.phase != Phase::finished)
            continue; // said at its next status point
        if (auto reported = m_reporter->report(record, plan->plan, plan->words); !reported)
            qCWarning(logAgent).noquote() << reported.error().message();
    }
}

std::vector<RequestId> Agent::waitingRequests(TaskId task) const
{
    std::vector<RequestId> waiting;
    for (const PortalGrant &grant : m_grants) {
        if (grant.task == task && !m_journal.hasTakenUp(grant.request))
            waiting.push_back(grant.request);
    }
    return waiting;
}

// One run at a time: what is asked for while it is being done has been asked for. It is on the disk with the next status
// point; an agent that dies before fetches the grant again.
void Agent::joinRun(JournalSequence &record)
{
    for (const RequestId &request : waitingRequests(record.guid)) {
        record.requests.push_back(request);
        progress(QStringLiteral("'%1': the run in progress answers one more request").arg(record.name));
    }
}

// With the status point at the run's start they are on the disk, and no other run starts for them (B18).
void Agent::takeUpRequests(JournalSequence &record, const SequencePlan &plan)
{
    const std::vector<RequestId> waiting = waitingRequests(record.guid);
    if (!record.inProgress()) // a run that takes the place of an interrupted one answers what that one would have
        m_journal.closeRequests(record);
    record.requests.insert(record.requests.end(), waiting.begin(), waiting.end());
    const bool forRequester = !record.requests.empty() && (!m_manual || m_manual->byRequest) && m_onlyByRequest.contains(record.guid);
    record.keptHere = forRequester && !plan.policies.synch.reportFinalStatusToServer.value_or(true);
    for (const PortalGrant &grant : m_grants) {
        if (std::ranges::find(record.requests, grant.request) != record.requests.end())
            progress(QStringLiteral("'%1': requested by %2").arg(record.name, grant.user));
    }
}

std::optional<bool> Agent::dueByRequest(const JournalSequence &record) const
{
    if (!waitingRequests(record.guid).empty())
        return true;
    return m_onlyByRequest.contains(record.guid) ? std::optional(false) : std::nullopt;
}

} // namespace seriatim
