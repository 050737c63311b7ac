#include "engine/agent/agentview.h"

#include "engine/agent/agentwarning.h"
#include "engine/agent/homelock.h"
#include "engine/base/files.h"
#include "engine/policy/policyxml.h"
#include "engine/sequence/explain.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace seriatim {

namespace {

constexpr qint64 maximumPolicyBytes = qint64(64) << 20;

bool sameItems(const SequencePlan &plan, const JournalSequence &record)
{
    return std::ranges::equal(record.items, plan.policies.synch.tasks, {}, &JournalItem::guid, &SynchTask::guid);
}

std::vector<std::shared_ptr<SequencePlan>> plansOf(const PolicyDocument &document, const DeliveryOptions &options)
{
    std::vector<std::shared_ptr<SequencePlan>> plans;
    for (const ClientPolicies &policies : document.sequences)
        plans.push_back(std::make_shared<SequencePlan>(policies, options));
    return plans;
}

QString programOf(const SequencePlan *plan, LineItemId item)
{
    const DeliveryPolicy *delivery = plan ? plan->policies.deliveryOf(item) : nullptr;
    return delivery ? delivery->package.name + u'/' + delivery->program.name : QString();
}

// The logs of one task's starts: by place, the newest of a run that is not later than the record's.
std::map<int, AgentLog> newestLogs(const HomeFiles &files, const JournalSequence &record)
{
    static const QRegularExpression name(QStringLiteral("^run-(\\d{1,9})-item-(\\d{1,9})-attempt-(\\d{1,9})\\.log$"));
    std::map<int, AgentLog> newest;
    for (const QString &file : QDir(files.logFolder(record.guid)).entryList(QDir::Files)) {
        const QRegularExpressionMatch match = name.match(file);
        const int run = match.captured(1).toInt();
        const int attempt = match.captured(3).toInt();
        if (!match.hasMatch() || run > record.state.run)
            continue;
        const int place = match.captured(2).toInt();
        AgentLog &log = newest[place];
        if (std::pair(run, attempt) > std::pair(log.run, log.attempt))
            log = {files.logFile(record.guid, run, place, attempt), run, attempt};
    }
    return newest;
}

// Of an item that has not been started in this run only a result that was kept has a log that still says something.
bool belongsToState(const AgentLog &log, const ItemState &state, int run)
{
    return state.attempts > 0 ? log.run == run : state.kept || state.status == ItemStatus::carriedOver;
}

std::vector<ItemWords> wordsOf(const SequencePlan &plan, const JournalSequence &record)
{
    std::vector<ItemWords> words = plan.words;
    for (size_t i = 0; i < words.size(); ++i)
        words[i].problem = record.items[i].problem;
    return words;
}

} // namespace

AgentViewReader::AgentViewReader(const QString &folder, IssuedDocuments issued)
    : m_files(QDir(folder).absolutePath()), m_issued(std::move(issued))
{
}

Result<AgentView> AgentViewReader::read()
{
    AgentView view;
    view.folder = m_files.folder();
    const QFileInfo folder(view.folder);
    if (!folder.isDir())
        return Error{ErrorCode::notFound, QDir::toNativeSeparators(view.folder), QStringLiteral("there is no such folder")};
    if (!folder.isReadable() || !folder.isExecutable())
        return Error{ErrorCode::io, QDir::toNativeSeparators(view.folder), QStringLiteral("there is no right to read this folder")};
    const Result<std::optional<AgentId>> identity = m_files.identity();
    if (identity && !*identity && !QFileInfo(m_files.journalFolder()).isDir()) {
        return Error{ErrorCode::invalidInput, QDir::toNativeSeparators(view.folder),
                     QStringLiteral("is not an agent's home: it holds neither agent.id nor a folder Task Synchronization")};
    }
    if (identity)
        view.agent = *identity;
    else
        view.problems.append(identity.error().message());
    view.process = HomeLock::holder(view.folder);
    view.wishes = Inbox(m_files).rights();
    readEvents(view);
    readPolicies(view);
    readJournalInto(view);
    listSetAside(view);
    return view;
}

AgentViewReader::Stamp AgentViewReader::stampOf(const QString &path)
{
    const QFileInfo file(path);
    return file.exists() ? Stamp{file.size(), file.lastModified()} : Stamp{};
}

void AgentViewReader::readJournalInto(AgentView &view)
{
    const QFileInfo file(m_files.journalFile());
    if (!file.exists()) {
        readNoticesInto(view);
        return;
    }
    view.changed = file.lastModified().toMSecsSinceEpoch();
    const Result<QByteArray> bytes = readFile(file.filePath(), maximumJournalBytes);
    readNoticesInto(view); // an agent writes the notice of a warning before the journal that stands in it
    const Result<Journal> journal = bytes ? readJournal(*bytes, file.filePath()) : Result<Journal>(bytes.error());
    if (!journal) {
        view.memory = AgentView::Memory::unreadable;
        view.memoryProblem = journal.error().message();
        return;
    }
    view.memory = AgentView::Memory::read;
    view.computer = journal->computer;
    const quint64 boot = m_files.boot();
    for (const JournalSequence &record : journal->sequences) {
        view.sequences.push_back(viewOf(record, view.notices));
        if (record.state.run > 0)
            view.bootIsCurrent = view.bootIsCurrent.value_or(false) || record.state.boot == boot;
    }
}

AgentSequenceView AgentViewReader::viewOf(const JournalSequence &record, const std::vector<Notice> &notices)
{
    AgentSequenceView view{.guid = record.guid, .name = record.name, .explanation = {}, .warning = {}, .items = {}};
    view.revision = record.revision;
    view.run = record.state.run;
    view.restarts = record.state.restarts;
    view.status = SequenceMachine::computerStatus(record.state);
    view.waitReason = record.state.waitReason;
    view.until = record.state.until;
    view.started = record.started;
    view.ended = record.inProgress() ? 0 : record.ended;
    view.explanation = explainComputer(record.state);
    if (record.state.phase == Phase::idle)
        explainIdle(view);
    const std::shared_ptr<SequencePlan> plan = planFor(record);
    view.policyAtHand = plan && sameItems(*plan, record);
    view.warning = warningOf(record, view.policyAtHand ? plan.get() : nullptr, notices);
    const std::vector<ItemWords> words = view.policyAtHand ? wordsOf(*plan, record) : std::vector<ItemWords>();
    const std::map<int, AgentLog> logs = newestLogs(m_files, record);
    for (size_t i = 0; i < record.items.size(); ++i) {
        const JournalItem &item = record.items[i];
        const ItemState &state = record.state.items[i];
        const int place = static_cast<int>(i) + 1;
        view.items.push_back({.guid = item.guid, .place = place, .program = programOf(plan.get(), item.guid), .state = state, .explanation = item.problem, .log = {}});
        AgentItemView &shown = view.items.back();
        shown.waitReason = state.status == ItemStatus::waiting ? record.state.waitReason : WaitReason::none;
        shown.started = item.started;
        shown.finished = item.finished;
        if (view.policyAtHand)
            shown.explanation = explainItem(plan->plan, record.state, static_cast<int>(i), words);
        const auto log = logs.find(place);
        if (log != logs.end() && belongsToState(log->second, state, record.state.run))
            shown.log = log->second;
    }
    return view;
}

// What it waits for is for its schedule to say, and was reported.
void AgentViewReader::explainIdle(AgentSequenceView &view) const
{
    const auto standing = m_events ? m_events->reportedComputer(view.guid, view.run) : std::nullopt;
    const bool known = standing && standing->kind == StatusEvent::Kind::computerChanged;
    view.waitReason = known ? standing->waitReason : WaitReason::none;
    view.explanation = known ? standing->explanation : QStringLiteral("Waiting: it has not been started on this computer yet.");
}

std::shared_ptr<SequencePlan> AgentViewReader::planFor(const JournalSequence &record)
{
    std::shared_ptr<SequencePlan> known;
    for (const auto &[name, file] : m_policies) {
        for (const std::shared_ptr<SequencePlan> &plan : file.plans) {
            if (plan->policies.synch.guid != record.guid)
                continue;
            if (sameItems(*plan, record) && plan->policies.synch.revision == record.revision)
                return plan;
            known = plan;
        }
    }
    if (std::shared_ptr<SequencePlan> issued = issuedPlanFor(record); issued && (!known || sameItems(*issued, record)))
        return issued;
    return known;
}

std::shared_ptr<SequencePlan> AgentViewReader::issuedPlanFor(const JournalSequence &record)
{
    if (!m_issued)
        return nullptr;
    IssuedPlan &known = m_issuedPlans[record.guid];
    if (known.revision == record.revision)
        return known.plan;
    const Result<std::optional<QByteArray>> document = m_issued(record.guid);
    if (!document)
        return nullptr;
    known = {record.revision, nullptr};
    if (!*document)
        return nullptr;
    const Result<PolicyDocument> policies = seriatim::readPolicies(**document, QStringLiteral("policy"));
    for (const std::shared_ptr<SequencePlan> &plan : policies ? plansOf(*policies, m_options) : std::vector<std::shared_ptr<SequencePlan>>()) {
        if (plan->policies.synch.guid == record.guid)
            known.plan = plan;
    }
    return known.plan;
}

void AgentViewReader::readPolicies(AgentView &view)
{
    const QDir folder(m_files.policyFolder());
    std::map<QString, CachedFile> found;
    for (const QString &name : folder.entryList({QStringLiteral("*.xml")}, QDir::Files, QDir::Name)) {
        const QString path = folder.filePath(name);
        const auto known = m_policies.find(name);
        const bool unchanged = known != m_policies.end() && known->second.stamp == stampOf(path);
        const auto [entry, added] = found.emplace(name, unchanged ? std::move(known->second) : readPolicyFile(path));
        if (!entry->second.problem.isEmpty())
            view.problems.append(entry->second.problem);
    }
    m_policies = std::move(found);
    applySettings();
}

AgentViewReader::CachedFile AgentViewReader::readPolicyFile(const QString &path) const
{
    CachedFile file;
    file.stamp = stampOf(path);
    const Result<QByteArray> bytes = readFile(path, maximumPolicyBytes);
    const Result<PolicyDocument> document = bytes ? seriatim::readPolicies(*bytes, path) : Result<PolicyDocument>(bytes.error());
    if (document) {
        file.plans = plansOf(*document, m_options);
        if (!document->agentSettings.empty())
            file.settings = document->agentSettings.front().options;
    } else if (document.error().code != ErrorCode::notFound) { // replaced meanwhile
        file.problem = document.error().message();
    }
    return file;
}

// As the agent does it: what is at hand walks by the settings at hand.
void AgentViewReader::applySettings()
{
    m_options = {};
    for (const auto &[name, file] : m_policies)
        m_options = file.settings.value_or(m_options);
    for (auto &[name, file] : m_policies) {
        for (std::shared_ptr<SequencePlan> &plan : file.plans) {
            if (plan->agentOptions != m_options)
                plan = std::make_shared<SequencePlan>(plan->policies, m_options);
        }
    }
}

// The queue of an agent that has not reached its store for days is large, and grows with every status point: who watches
// must not take more than a small part of the computer from it.
bool AgentViewReader::isTimeToReadEvents() const
{
    constexpr qint64 shortMs = 100;
    constexpr qint64 share = 10;
    return m_eventsTookMs < shortMs || m_eventsReadAt.elapsed() > share * m_eventsTookMs;
}

void AgentViewReader::readNoticesInto(AgentView &view)
{
    const Stamp stamp = stampOf(m_files.noticeFile());
    if (stamp != m_noticeStamp) {
        m_noticeStamp = stamp;
        Result<std::vector<Notice>> notices = readNotices(m_files.noticeFile());
        m_noticeProblem = notices ? QString() : notices.error().message();
        m_notices = notices ? std::move(notices).value() : std::vector<Notice>();
    }
    if (!m_noticeProblem.isEmpty())
        view.problems.append(m_noticeProblem);
    view.notices = m_notices;
}

void AgentViewReader::readEvents(AgentView &view)
{
    const QFileInfo folder(m_files.eventFolder());
    view.eventsHidden = folder.isDir() && !folder.isExecutable(); // for its administrators only
    if (view.eventsHidden)
        return;
    const Stamp stamp = stampOf(m_files.eventFolder() + QStringLiteral("/queue.jsonl"));
    if (!m_events || (stamp != m_eventStamp && isTimeToReadEvents())) {
        m_eventStamp = stamp;
        m_eventsReadAt.start();
        Result<std::unique_ptr<const EventQueue>> events = EventQueue::look(m_files.eventFolder());
        m_eventProblem = events ? QString() : events.error().message();
        m_events = events ? std::move(events).value() : nullptr;
        m_eventsTookMs = m_eventsReadAt.elapsed();
    }
    if (!m_eventProblem.isEmpty())
        view.problems.append(m_eventProblem);
    if (!m_events)
        return;
    view.eventsWaiting = m_events->pendingCount();
    for (const StatusEvent &oldest : m_events->pending(1))
        view.oldestEvent = oldest.time;
    for (const StatusEvent &problem : m_events->problems())
        view.reported.push_back({problem.time, problem.explanation});
}

void AgentViewReader::listSetAside(AgentView &view) const
{
    const auto list = [&](const QString &path, const QString &pattern) {
        const QDir folder(path);
        for (const QString &name : folder.entryList({pattern}, QDir::Files, QDir::Name))
            view.setAside.append(folder.filePath(name));
    };
    list(m_files.journalFolder(), QStringLiteral("synchronization.xml.damaged-*"));
    list(m_files.eventFolder(), QStringLiteral("damaged-*.jsonl"));
}

Result<LogEnd> readLogEnd(const QString &path)
{
    const QFileInfo file(path);
    if (!file.isFile()) // a program may have put a pipe there
        return Error{ErrorCode::notFound, QDir::toNativeSeparators(path), QStringLiteral("there is no such file")};
    if (!file.isReadable())
        return Error{ErrorCode::io, QDir::toNativeSeparators(path), QStringLiteral("there is no right to read this file")};
    LogEnd end;
    end.size = file.size();
    QByteArray bytes = readOutputTail(path, 0);
    end.isWhole = end.size <= outputTailBytes;
    if (!end.isWhole)
        bytes.remove(0, bytes.indexOf('\n') + 1);
    end.text = QString::fromLocal8Bit(bytes);
    return end;
}

} // namespace seriatim
