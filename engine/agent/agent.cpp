#include "engine/agent/agent.h"

#include "engine/agent/computerfacts.h"
#include "engine/agent/journalfile.h"
#include "engine/agent/systemcontrol.h"
#include "engine/base/files.h"
#include "engine/base/logging.h"
#include "engine/base/text.h"

#include <QFile>


namespace seriatim {

namespace {

constexpr int triesOfAShortRun = 5; // somebody waits for it; a service waits for the disk

} // namespace

Agent::Agent(AgentEnvironment environment, AgentOptions options, std::optional<ManualRun> &manual)
    : m_environment(std::move(environment)), m_options(options), m_systemSenses(m_options.assumed)
    , m_patience(manual || options.once ? triesOfAShortRun : 0, m_environment.stop, m_environment.progress)
    , m_manual(manual), m_boot(m_environment.home.boot())
    , m_since(m_environment.clock.now()), m_inbox(m_environment.home)
    , m_delivery(m_environment.home, m_environment.computer, m_environment.runner, senses(), m_options.sharesFolder)
    , m_logs(m_environment.home.logFolder()), m_settings(m_environment.home, m_options.trustedKey, m_options.allowUnsigned)
{
}

Agent::~Agent() = default;

void Agent::progress(const QString &line)
{
    qCInfo(logAgent).noquote() << line;
    if (m_environment.progress)
        m_environment.progress(line);
}

bool Agent::mustStop()
{
    return m_environment.stop.load(std::memory_order_relaxed);
}

Result<> Agent::replaceJournal()
{
    const AgentHome &home = m_environment.home;
    const JournalFile file(home.journalFile(), home.previousJournalFile(), home.spareJournalFile());
    auto replaced = file.replace(writeJournal(m_journal));
    m_newRecords = m_newRecords && !replaced;
    return replaced;
}

Result<> Agent::saveJournal()
{
    return m_patience.insist([this] { return replaceJournal(); });
}

// While a program runs its time limit and its log come before everything that a store could hold up.
void Agent::beginsToRun(const QString &logFile)
{
    m_logs.watch(logFile);
    if (m_environment.supervising)
        m_environment.supervising(true);
}

void Agent::hasRun()
{
    if (m_environment.supervising)
        m_environment.supervising(false);
}

void Agent::logOffUsers()
{
    if (m_options.restartMeans == RestartMeans::system)
        logOffAllUsers();
    else
        progress(QStringLiteral("log off user: simulated, nobody is logged off"));
}

Result<AgentEnd> Agent::run()
{
    if (auto ready = wakeUp(); !ready)
        return ready.error();
    for (;;) {
        if (mustStop()) {
            if (auto saved = saveJournal(); !saved) // B18: agent shutdown
                return saved.error();
            return end(AgentEnd::Kind::stopped);
        }
        m_wake.reset();
        (void)takeWishes(WishTime::betweenItems);
        const Result<JournalSequence *> next = pickNext();
        if (!next)
            return next.error();
        if (*next) {
            const Result<std::optional<AgentEnd>> ended = workOn(**next);
            if (!ended)
                return ended.error();
            if (*ended)
                return **ended;
            continue;
        }
        // Since when a sequence is known decides on what was missed (B22), also for the next agent; and who waits for its
        // schedule is seen, and can be wished for, before it has ever run.
        if (m_newRecords) {
            if (auto saved = saveJournal(); !saved)
                return saved.error();
        }
        m_reporter->deliver(true);
        downloadAhead();
        deleteUnusedPackages();
        if (m_manual ? isManualDone() : m_options.once)
            return end(AgentEnd::Kind::nothingLeft);
        sleep();
    }
}

AgentEnd Agent::end(AgentEnd::Kind kind)
{
    m_reporter->deliver(true);
    return {kind, m_anyFailed};
}

Result<> Agent::wakeUp()
{
    auto queue = EventQueue::open(m_environment.home.eventFolder());
    if (!queue)
        return queue.error();
    m_queue = std::move(queue).value();
    for (const QString &remark : m_queue->remarks())
        progress(remark);
    m_reporter = std::make_unique<StatusReporter>(m_environment.home.agent(), m_environment.computer.name, *m_queue,
                                                  m_environment.sink, m_environment.clock);
    m_notices = std::make_unique<NoticeBoard>(m_environment.home.noticeFile());
    if (auto opened = openJournal(); !opened)
        return opened;
    if (auto ended = endLeftovers(); !ended)
        return ended;
    refreshPolicies();
    if (auto settled = settleRecords(); !settled)
        return settled;
    if (auto reported = reportStandings(); !reported)
        return reported;
    resumeWarnings();
    m_logs.prune();
    return startManualRun();
}

// A journal that cannot be read is never guessed from (B20).
Result<> Agent::openJournal()
{
    m_journal.agent = m_environment.home.agent();
    m_journal.computer = m_environment.computer.name;
    if (!QFile::exists(m_environment.home.journalFile()))
        return Done{};
    Result<Journal> journal = readOwnJournal();
    if (!journal)
        return journal.error().code == ErrorCode::io ? Result<>(journal.error()) : setJournalAside(journal.error());
    m_journal.sequences = std::move(journal->sequences);
    for (const JournalSequence &record : m_journal.sequences) {
        if (record.inProgress())
            m_unresumed.insert(record.guid);
    }
    m_journal.answered = std::move(journal->answered);
    return Done{};
}

// Another agent's memory, brought here with its folder, is no memory of this computer.
Result<Journal> Agent::readOwnJournal() const
{
    const QString path = m_environment.home.journalFile();
    const Result<QByteArray> bytes = readFile(path, maximumJournalBytes);
    if (!bytes)
        return bytes.error();
    Result<Journal> journal = readJournal(*bytes, path);
    if (!journal)
        return journal;
    const bool foreignAgent = journal->agent && *journal->agent != m_environment.home.agent();
    if (foreignAgent || journal->computer.compare(m_environment.computer.name, Qt::CaseInsensitive) != 0) {
        return Error{ErrorCode::invalidInput, path,
                     QStringLiteral("is the memory of another agent, of computer '%1'").arg(journal->computer)};
    }
    return journal;
}

Result<> Agent::setJournalAside(const Error &why)
{
    const QString path = m_environment.home.journalFile();
    QString aside;
    for (int n = 1; aside.isEmpty() || QFile::exists(aside); ++n)
        aside = QStringLiteral("%1.damaged-%2").arg(path).arg(n);
    if (!QFile::rename(path, aside)) {
        return Error{ErrorCode::io, path,
                     QStringLiteral("cannot be set aside as '%1', and what is damaged is not written over: %2").arg(aside, why.detail)};
    }
    m_journalTrouble = QStringLiteral("%1; kept as %2. What was reported as succeeded is not run again.").arg(why.message(), aside);
    qCWarning(logAgent).noquote() << m_journalTrouble;
    progress(m_journalTrouble);
    m_journal.answered = m_queue->endedRequests();
    return Done{};
}

SequencePlan *Agent::planOf(TaskId task)
{
    if (const auto found = m_plans.find(task); found != m_plans.end())
        return found->second.get();
    const auto outgoing = m_outgoing.find(task);
    return outgoing == m_outgoing.end() ? nullptr : outgoing->second.plan.get();
}

Result<> Agent::startManualRun()
{
    if (!m_manual || m_manual->begun)
        return Done{};
    JournalSequence *record = m_journal.find(m_manual->task);
    const SequencePlan *plan = planOf(m_manual->task);
    if (!record || !plan) {
        return Error{ErrorCode::notFound, m_manual->task.toString(),
                     QStringLiteral("its policy could not be fetched, so it cannot be run; check the store")};
    }
    if (m_manual->byRequest && waitingRequests(record->guid).empty() && record->requests.empty()) {
        return Error{ErrorCode::refused, QStringLiteral("'%1'").arg(record->name),
                     QStringLiteral("no approved request for it waits on this computer; approve one first")};
    }
    m_manual->begun = true;
    return runByHand(*record, m_manual->fromPlace);
}

// B27
Result<> Agent::runByHand(JournalSequence &record, std::optional<int> fromPlace)
{
    if (record.inProgress() && !fromPlace) { // B19: an interrupted run is gone on with
        record.state.byHand = true; // somebody is waiting for it now
        if (record.state.phase == Phase::warning)
            record.state.deferred = true; // nobody has to see the rest of it
        if (record.state.phase == Phase::warning || record.state.phase == Phase::preparationWait)
            record.state.until = m_environment.clock.now();
        return Done{};
    }
    RunStart start;
    start.byHand = true;
    if (fromPlace) {
        start.mode = RunStart::Mode::fromItem;
        start.fromItem = *fromPlace - 1;
    }
    if (record.inProgress()) {
        if (auto abandoned = abandonRun(record); !abandoned)
            return abandoned;
    }
    return startRun(record, start);
}

// A run by hand takes the place of one that was interrupted; nothing of it may go on beside.
Result<> Agent::abandonRun(JournalSequence &record)
{
    const size_t index = static_cast<size_t>(record.state.current);
    if (index >= record.items.size() || isFinal(record.state.items[index].status))
        return Done{};
    ItemState &item = record.state.items[index];
    if (auto ended = endLeftover(startIdentity(record, record.state.current)); !ended)
        return ended;
    const bool begun = item.attempts > 0;
    item = ItemState{};
    item.status = begun ? ItemStatus::interrupted : ItemStatus::notStarted;
    return Done{};
}

// B7, B20: of ancestors that the journal knows nothing of, because it was damaged or has forgotten them, the reports say how
// they ended.
std::optional<ReturnCode> Agent::carriedOver(const SynchTask &task) const
{
    if (const auto code = m_journal.successOf(task.succeeds))
        return code;
    std::vector<LineItemId> unknown;
    std::ranges::copy_if(task.succeeds, std::back_inserter(unknown), [this](LineItemId item) { return !m_journal.knows(item); });
    return m_queue->reportedSuccess(unknown);
}

Result<> Agent::startRun(JournalSequence &record, RunStart start)
{
    const SequencePlan &plan = *planOf(record.guid);
    if (record.state.run == 0) { // B7: only what an ancestor has done before this identity ever ran
        for (const SynchTask &task : plan.policies.synch.tasks)
            start.carried.push_back(carriedOver(task));
    }
    takeUpRequests(record, plan);
    SequenceMachine(plan.plan).startRun(record.state, start, m_boot);
    record.started = m_environment.clock.now();
    for (size_t i = 0; i < record.items.size(); ++i) {
        if (!record.state.items[i].kept)
            record.items[i] = JournalItem(record.items[i].guid);
    }
    return Done{};
}

Result<std::optional<AgentEnd>> Agent::workOn(JournalSequence &record)
{
    m_walking = &record;
    SequenceWalk walk(*planOf(record.guid), record, m_delivery, *m_reporter, *this, m_environment.clock, m_options.restartMeans);
    const Result<SequenceWalk::Outcome> outcome = walk.walk();
    m_walking = nullptr;
    dropOutgoing();
    m_seenStanding = Policy::same;
    m_cutOffAt.reset();
    if (!outcome)
        return outcome.error();
    noteEnd(record);
    switch (*outcome) {
    case SequenceWalk::Outcome::finished:
        m_logs.prune();
        m_anyFailed = m_anyFailed || SequenceMachine::computerStatus(record.state) == ComputerStatus::failed;
        reportRefusedSettings(record); // its start has put aside what was said before it
        return std::optional<AgentEnd>();
    case SequenceWalk::Outcome::yielded:
        return std::optional<AgentEnd>();
    case SequenceWalk::Outcome::waiting:
        return recordWait(record);
    case SequenceWalk::Outcome::restartRequested:
        return std::optional(end(AgentEnd::Kind::restart));
    case SequenceWalk::Outcome::stopped:
        return std::optional(end(AgentEnd::Kind::stopped));
    }
    Q_UNREACHABLE();
}

Result<std::optional<AgentEnd>> Agent::recordWait(const JournalSequence &record)
{
    noteWarning(record); // first: whoever sees the warning finds its notice
    if (auto saved = saveJournal(); !saved)
        return saved.error();
    const SequencePlan &plan = *planOf(record.guid);
    if (auto reported = m_patience.insist([&] { return m_reporter->report(record, plan.plan, plan.words); }); !reported)
        return reported.error();
    return std::optional<AgentEnd>();
}

Result<AgentEnd> runAgent(const AgentEnvironment &environment, const AgentOptions &options, std::optional<ManualRun> manual)
{
    AgentEnd total;
    for (;;) {
        // Each start is an agent of its own that knows nothing but what is on the disk.
        Result<AgentEnd> ended = Agent(environment, options, manual).run();
        if (!ended)
            return ended;
        total.kind = ended->kind;
        total.anyFailed = total.anyFailed || ended->anyFailed;
        if (ended->kind != AgentEnd::Kind::restart)
            return total;
        if (options.restartMeans == RestartMeans::system) {
            if (auto asked = restartComputer(); !asked)
                return asked.error();
            return total;
        }
        if (auto restarted = environment.home.simulateRestart(); !restarted)
            return restarted.error();
        if (environment.progress)
            environment.progress(QStringLiteral("restart simulated: the agent starts again as after a boot"));
    }
}

} // namespace seriatim
