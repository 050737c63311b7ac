#include "tests/support/agentbench.h"

#include "engine/base/files.h"
#include "engine/policy/policyxml.h"

#include <QDir>
#include <QDirIterator>

namespace seriatim::test {

AgentBench::AgentBench() : m_now(SystemClock().now()) {}

ClientPolicies AgentBench::task(const QString &name, const QStringList &programs)
{
    SynchPolicy synch(TaskId::mint());
    synch.taskName = name;
    ClientPolicies policies(std::move(synch));
    for (const QString &program : programs) {
        const LineItemId item = policies.synch.tasks.emplace_back(LineItemId::mint()).guid;
        Program described(ProgramId::mint(), program);
        described.commandLine = program;
        policies.deliveries.emplace_back(item, Package(PackageId::mint(), program), std::move(described));
    }
    return policies;
}

ClientPolicies AgentBench::reordered(const ClientPolicies &task, const std::vector<int> &order, bool keep)
{
    ClientPolicies newer(task.synch);
    newer.synch.guid = TaskId::mint();
    newer.synch.supersedes.push_back(task.synch.guid);
    newer.synch.revision = task.synch.revision + 1;
    newer.synch.tasks.clear();
    for (const int index : order) {
        SynchTask item = task.synch.tasks[static_cast<size_t>(index)];
        DeliveryPolicy delivery = *task.deliveryOf(item.guid);
        if (keep)
            item.succeeds.push_back(item.guid);
        else
            item.succeeds.clear();
        item.guid = delivery.guid = LineItemId::mint();
        newer.synch.tasks.push_back(item);
        newer.deliveries.push_back(delivery);
    }
    return newer;
}

void AgentBench::offer(const std::vector<ClientPolicies> &tasks)
{
    m_documents.clear();
    for (const ClientPolicies &policies : tasks)
        m_documents.push_back(writePolicies(policies));
    m_changed = true;
}

AgentOptions AgentBench::once()
{
    AgentOptions options;
    options.once = true;
    options.allowUnsigned = true;
    options.restartMeans = RestartMeans::system;
    return options;
}

AgentOptions AgentBench::service()
{
    AgentOptions options = once();
    options.once = false;
    return options;
}

AgentEnd::Kind AgentBench::start(const AgentOptions &options)
{
    m_stop = false;
    m_error.clear();
    if (!m_nextHome.isEmpty())
        m_home = std::exchange(m_nextHome, QString());
    Result<AgentHome> agentHome = AgentHome::open(home());
    if (!agentHome) {
        m_error = agentHome.error().message();
        return AgentEnd::Kind::stopped;
    }
    std::optional<ManualRun> manual;
    const auto listen = [this](const QString &line) {
        m_said.append(line);
        if (heard)
            heard(line);
    };
    const AgentEnvironment environment{*agentHome, m_computer, *this, *this, *this, *this, m_stop, listen, nullptr, {}, this};
    const Result<AgentEnd> end = Agent(environment, options, manual).run();
    if (!end)
        m_error = end.error().message();
    else if (end->kind == AgentEnd::Kind::restart)
        (void)agentHome->simulateRestart();
    return end ? end->kind : AgentEnd::Kind::stopped;
}

void AgentBench::dieHere()
{
    if (!m_nextHome.isEmpty())
        return;
    m_nextHome = m_home + QStringLiteral(" again");
    QDirIterator files(home(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString from = files.next();
        const QString to = m_folder.filePath(m_nextHome) + from.mid(home().size());
        QDir().mkpath(QFileInfo(to).absolutePath());
        QFile::copy(from, to);
    }
    m_stop = true;
}

Journal AgentBench::journal() const
{
    const QString path = HomeFiles(home()).journalFile();
    const Result<QByteArray> bytes = readFile(path, maximumJournalBytes);
    Result<Journal> journal = bytes ? readJournal(*bytes, path) : Result<Journal>(bytes.error());
    return journal ? std::move(journal).value() : Journal();
}

JournalSequence AgentBench::sequence(const ClientPolicies &task) const
{
    const Journal all = journal();
    const JournalSequence *found = all.find(task.synch.guid);
    return found ? *found : JournalSequence(task.synch.guid);
}

QStringList AgentBench::statuses(const ClientPolicies &task) const
{
    QStringList words;
    for (const ItemState &item : sequence(task).state.items)
        words.append(toWord(item.status));
    return words;
}

Result<FetchedPolicies> AgentBench::fetch(const QString &)
{
    if (!m_reachable)
        return Error{ErrorCode::io, QStringLiteral("the store"), QStringLiteral("is away")};
    m_changed = false;
    if (std::exchange(m_failNextFetch, false))
        return Error{ErrorCode::busy, QStringLiteral("the store"), QStringLiteral("is locked")};
    if (const auto hook = fetched)
        hook();
    return FetchedPolicies{m_documents, {}, {}};
}

bool AgentBench::mayHaveChanged()
{
    if (asked)
        asked();
    return m_reachable && m_changed;
}

Result<std::vector<EventId>> AgentBench::deliver(const std::vector<StatusEvent> &events)
{
    if (!m_reachable || !m_delivering)
        return Error{ErrorCode::io, QStringLiteral("the store"), QStringLiteral("is away")};
    std::vector<EventId> accepted;
    for (const StatusEvent &event : events)
        accepted.push_back(event.id);
    m_events.insert(m_events.end(), events.begin(), events.end());
    return accepted;
}

ProgramEnd AgentBench::run(const ProgramStart &start, const std::function<bool()> &cancelled)
{
    if (!m_logsWritable) {
        ProgramEnd end;
        end.kind = ProgramEnd::Kind::couldNotRecord;
        end.reason = QStringLiteral("the disk is full");
        return end;
    }
    if (start.started)
        start.started({});
    m_ran.append(start.commandLine);
    return program ? program(start.commandLine, cancelled) : ProgramEnd();
}

Result<int> AgentBench::endLeftover(const QString &, const std::optional<ProcessIdentity> &)
{
    return ending ? ending() : Result<int>(0);
}

} // namespace seriatim::test
