// WorkingAgent: a real agent at work in a home, in a thread of its own, with real programs, over a clock that the test
// moves. Policies are handed to it as they are, its events go nowhere, and a restart only ends it.
#pragma once

#include "engine/agent/agent.h"
#include "engine/agent/agentview.h"
#include "engine/policy/policyxml.h"

#include <QDir>
#include <QTest>

#include <mutex>
#include <thread>

namespace seriatim::test {

class HandClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return m_now; }
    void advance(qint64 milliseconds) { m_now += milliseconds; }

private:
    // Whole seconds, as people read remaining times.
    std::atomic<Instant> m_now = QDateTime::currentMSecsSinceEpoch() / millisPerSecond * millisPerSecond;
};

class HandSenses final : public EndpointSenses
{
public:
    [[nodiscard]] bool someoneLoggedOn() const override { return state != SessionState::empty; }
    [[nodiscard]] SessionState session() const override { return state; }
    [[nodiscard]] bool restartNeeded() const override { return false; }
    [[nodiscard]] std::optional<int> connectionKbps() const override { return std::nullopt; }
    std::atomic<SessionState> state = SessionState::attended;
};

class WorkingAgent final : private PolicySource, private EventSink
{
public:
    explicit WorkingAgent(QString home) : m_folder(std::move(home)) {}
    ~WorkingAgent() override { stop(); }
    Q_DISABLE_COPY_MOVE(WorkingAgent)

    HandClock clock;
    HandSenses senses;

    void setPolicies(const std::vector<ClientPolicies> &policies)
    {
        const std::scoped_lock lock(m_mutex);
        m_documents.clear();
        for (const ClientPolicies &sequence : policies)
            m_documents.push_back(writePolicies(sequence));
        m_changed = true;
    }

    void start()
    {
        stop();
        m_stop = false;
        m_thread = std::thread([this] { work(); });
    }

    void stop()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
    }

    // Why it has ended, where it has.
    [[nodiscard]] std::optional<AgentEnd::Kind> ended() const
    {
        const int kind = m_ended;
        return kind < 0 ? std::nullopt : std::optional(static_cast<AgentEnd::Kind>(kind));
    }

    [[nodiscard]] HomeFiles files() const { return HomeFiles(m_folder); }
    [[nodiscard]] Inbox inbox() const { return Inbox(files()); }
    [[nodiscard]] AgentView look() const
    {
        const Result<AgentView> view = AgentViewReader(m_folder).read();
        return view ? *view : AgentView{};
    }
    // Of one task; empty where the agent does not know it yet.
    [[nodiscard]] AgentSequenceView look(TaskId task) const
    {
        for (AgentSequenceView &sequence : look().sequences) {
            if (sequence.guid == task)
                return std::move(sequence);
        }
        return {.guid = task, .name = {}, .explanation = {}, .warning = {}, .items = {}};
    }
    [[nodiscard]] std::optional<AgentWarningView> warning(TaskId task) const { return look(task).warning; }

    // What the programs of `sequenceOf` have written, in order.
    [[nodiscard]] QByteArray ran() const
    {
        QFile file(m_folder + QStringLiteral("/ran"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().simplified() : QByteArray();
    }

private:
    void work()
    {
        m_ended = -1;
        Result<AgentHome> home = AgentHome::open(m_folder);
        if (!home)
            qFatal("%s", qPrintable(home.error().message()));
        const Computer computer(ComputerId::mint(), QStringLiteral("PC-1"));
        SystemProgramRunner runner;
        AgentOptions options;
        options.restartMeans = RestartMeans::system; // is counted down; who asks for it is the caller of Agent::run, and nobody does
        options.allowUnsigned = true;
        std::optional<ManualRun> none;
        AgentEnvironment environment{*home, computer, *this, *this, runner, clock, m_stop, {}, nullptr, {}, &senses};
        const Result<AgentEnd> end = Agent(std::move(environment), options, none).run();
        if (!end)
            qWarning("%s", qPrintable(end.error().message()));
        m_ended = static_cast<int>(end ? end->kind : AgentEnd::Kind::stopped);
    }

    Result<FetchedPolicies> fetch(const QString &) override
    {
        const std::scoped_lock lock(m_mutex);
        m_changed = false;
        return FetchedPolicies{m_documents, {}, {}};
    }
    bool mayHaveChanged() override { return m_changed; }
    Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &events) override
    {
        std::vector<EventId> ids;
        for (const StatusEvent &event : events)
            ids.push_back(event.id);
        return ids;
    }
    bool takeForgotten() override { return false; }

    QString m_folder;
    std::thread m_thread;
    std::atomic<bool> m_stop = false;
    std::atomic<int> m_ended = -1;
    std::mutex m_mutex;
    std::vector<QByteArray> m_documents;
    std::atomic<bool> m_changed = false;
};

// A sequence of programs "Tools/one", "Tools/two" … that note their names in the home's file `ran`.
inline ClientPolicies sequenceOf(const QString &name, const QStringList &programs, const std::optional<DeliveryOptions> &options = {})
{
    SynchPolicy synch(TaskId::mint());
    synch.taskName = name;
    synch.options = options;
    std::vector<DeliveryPolicy> deliveries;
    const Package package(PackageId::mint(), QStringLiteral("Tools"));
    for (const QString &program : programs) {
        synch.tasks.emplace_back(LineItemId::mint());
        Program made(ProgramId::mint(), program);
        made.commandLine = QStringLiteral("echo %1 >> \"$SERIATIM_HOME/ran\"").arg(program);
        made.estimatedRunTimeMinutes = 5;
        deliveries.emplace_back(synch.tasks.back().guid, package, made);
    }
    ClientPolicies policies(synch);
    policies.deliveries = std::move(deliveries);
    return policies;
}

// Comes once, in ten years.
inline ClientPolicies notDue(ClientPolicies policies)
{
    Trigger trigger;
    trigger.type = TriggerType::once;
    trigger.begin = QDateTime(QDate::currentDate().addYears(10), QTime(9, 0), Qt::UTC);
    policies.synch.schedule.triggers = {trigger};
    return policies;
}

inline DeliveryOptions warns(int noticeMinutes, int deferrableMinutes)
{
    DeliveryOptions options;
    options.warnBeforeRunning = true;
    options.warnMinutes = noticeMinutes;
    options.deferrableUpToMinutes = deferrableMinutes;
    return options;
}

} // namespace seriatim::test
