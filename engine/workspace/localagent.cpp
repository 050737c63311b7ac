#include "engine/workspace/localagent.h"

#include "engine/agent/computerfacts.h"
#include "engine/policy/policybuilder.h"
#include "engine/policy/policyxml.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace seriatim {

namespace {

class StorePolicySource final : public PolicySource
{
public:
    // `only`: the one task of a run by hand, which runs disabled and for computers it does not apply to as well.
    StorePolicySource(Workspace &workspace, std::optional<TaskId> only) : m_workspace(workspace), m_only(only) {}

    Result<std::vector<QByteArray>> fetch(const QString &computer) override
    {
        m_seen = m_workspace.store().changeCounter();
        Result<std::vector<SequentialTask>> tasks = tasksFor(computer);
        if (!tasks)
            return tasks.error();
        const Result<TaskPrograms> programs = m_workspace.programsOf(*tasks);
        if (!programs)
            return programs.error();
        std::vector<QByteArray> documents;
        for (const SequentialTask &task : *tasks) {
            const Result<ClientPolicies> policies = policiesOf(task, programs->index);
            if (!policies)
                return policies.error();
            documents.push_back(writePolicies(*policies));
        }
        return documents;
    }

    bool mayHaveChanged() override { return m_workspace.store().changeCounter() != m_seen; }

private:
    Result<std::vector<SequentialTask>> tasksFor(const QString &computerName)
    {
        if (m_only) {
            Result<SequentialTask> task = m_workspace.store().tasks().load(*m_only);
            if (task)
                return std::vector{std::move(task).value()};
            if (task.error().code == ErrorCode::notFound)
                return std::vector<SequentialTask>{};
            return task.error();
        }
        const Result<std::optional<Computer>> computer = m_workspace.store().catalogue().findComputer(computerName);
        if (!computer)
            return computer.error();
        const Result<std::vector<Collection>> collections = m_workspace.store().catalogue().collections();
        if (!collections)
            return collections.error();
        Result<std::vector<SequentialTask>> tasks = m_workspace.store().tasks().loadAll();
        if (!tasks)
            return tasks;
        std::erase_if(*tasks, [&](const SequentialTask &task) {
            const bool applies = *computer && std::ranges::any_of(*collections, [&](const Collection &collection) {
                return std::ranges::find(task.appliesTo, collection.id) != task.appliesTo.end() && collection.includes(**computer);
            });
            return !task.enabled || !applies;
        });
        return tasks;
    }

    Workspace &m_workspace;
    std::optional<TaskId> m_only;
    qint64 m_seen = -1;
};

class StoreEventSink final : public EventSink
{
public:
    StoreEventSink(Workspace &workspace, const Clock &clock) : m_workspace(workspace), m_clock(clock) {}

    Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &events) override
    {
        return m_workspace.store().statuses().apply(events, m_clock.now());
    }

private:
    Workspace &m_workspace;
    const Clock &m_clock;
};

Result<AgentEnd> run(Workspace &workspace, const LocalAgentRequest &request, std::optional<ManualRun> manual,
                     const std::atomic<bool> &stop)
{
    Result<AgentHome> home = AgentHome::open(request.home);
    if (!home)
        return home.error();
    const SystemClock clock;
    const Computer computer = thisComputer(request.computer);
    SystemProgramRunner runner;
    StorePolicySource source(workspace, manual ? std::optional(manual->task) : std::nullopt);
    StoreEventSink sink(workspace, clock);
    return runAgent({*home, computer, source, sink, runner, clock, stop, request.progress}, request.options, manual);
}

} // namespace

QString defaultAgentHome(const QString &storePath, const QString &computer)
{
    static const QRegularExpression unsafe(QStringLiteral("[^A-Za-z0-9._-]"));
    QString folder = computer;
    folder.replace(unsafe, QStringLiteral("_"));
    if (folder.startsWith(u'.'))
        folder.prepend(u'_');
    return QFileInfo(Workspace::storeFile(storePath)).absoluteFilePath() + QStringLiteral(".agent/") + folder;
}

Result<AgentEnd> runLocalAgent(Workspace &workspace, const LocalAgentRequest &request, const std::atomic<bool> &stop)
{
    const Result<std::optional<Computer>> known = workspace.store().catalogue().findComputer(request.computer);
    if (!known)
        return known.error();
    if (!*known) {
        return Error{ErrorCode::notFound, QStringLiteral("computer '%1'").arg(request.computer),
                     QStringLiteral("is not in the store; import a definition with <Computer name=\"%1\" /> and put it into a collection")
                         .arg(request.computer)};
    }
    return run(workspace, request, std::nullopt, stop);
}

Result<AgentEnd> runTaskNow(Workspace &workspace, const LocalAgentRequest &request, const SequentialTask &task,
                            std::optional<int> fromPlace, const std::atomic<bool> &stop)
{
    if (fromPlace && (*fromPlace < 1 || *fromPlace > static_cast<int>(task.items.size()))) {
        return Error{ErrorCode::invalidInput, QStringLiteral("item %1 of '%2'").arg(*fromPlace).arg(task.name),
                     QStringLiteral("there is no such place; its execution order has %1 items").arg(task.items.size())};
    }
    const Result<std::optional<Computer>> known = workspace.store().catalogue().findComputer(request.computer);
    if (!known)
        return known.error();
    if (!*known) {
        if (auto saved = workspace.store().catalogue().save(std::vector{thisComputer(request.computer)}); !saved)
            return saved.error();
    }
    return run(workspace, request, ManualRun{task.id, fromPlace}, stop);
}

} // namespace seriatim
