// AgentDesk: a real Agent over a folder, with real programs, whose clock, policies and surroundings a test decides.
#pragma once

#include "engine/agent/agent.h"
#include "engine/agent/computerfacts.h"
#include "engine/policy/policyxml.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

namespace seriatim::test {

// Time passes by being looked at: waits of minutes take moments, and their order stays.
class HastyClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return m_now += m_step; }
    [[nodiscard]] Instant last() const { return m_now; }
    void setStep(qint64 millis) { m_step = millis; }

private:
    mutable Instant m_now = 1767600000000; // Monday 2026-01-05 08:00 UTC
    qint64 m_step = 10 * millisPerSecond;
};

class FixedPolicies final : public PolicySource
{
public:
    std::vector<QByteArray> documents;
    Result<FetchedPolicies> fetch(const QString &) override { return FetchedPolicies{documents, {}, {}}; }
    bool mayHaveChanged() override { return false; }
};

class SeenEvents final : public EventSink
{
public:
    std::vector<StatusEvent> events;
    std::function<void(const StatusEvent &)> onEvent;
    Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &delivered) override
    {
        std::vector<EventId> ids;
        for (const StatusEvent &event : delivered) {
            events.push_back(event);
            ids.push_back(event.id);
            if (onEvent)
                onEvent(event);
        }
        return ids;
    }
    bool takeForgotten() override { return false; }
};

class ToldSenses final : public EndpointSenses
{
public:
    std::function<SessionState()> sessionNow = [] { return SessionState::attended; };
    bool needsRestart = false;
    std::optional<int> kbps;

    [[nodiscard]] bool someoneLoggedOn() const override { return sessionNow() != SessionState::empty; }
    [[nodiscard]] SessionState session() const override { return sessionNow(); }
    [[nodiscard]] bool restartNeeded() const override { return needsRestart; }
    [[nodiscard]] std::optional<int> connectionKbps() const override { return kbps; }
};

class AgentDesk
{
public:
    AgentDesk() : m_home(std::make_unique<AgentHome>(*AgentHome::open(m_folder.filePath(QStringLiteral("home")))))
    {
        options.allowUnsigned = true;
        options.once = true;
        computer.name = QStringLiteral("PC-1");
        sink.onEvent = [this](const StatusEvent &event) {
            if (stopWhen && stopWhen(event))
                stop = true;
        };
    }

    // A task of one line item; as soon as possible unless the schedule is changed.
    ClientPolicies task(const Program &program, const Package &package = Package())
    {
        ClientPolicies policies{SynchPolicy(TaskId::mint())};
        policies.synch.taskName = QStringLiteral("Task");
        policies.synch.version = QStringLiteral("1");
        const LineItemId item = LineItemId::mint();
        policies.synch.tasks.emplace_back(item);
        policies.deliveries.emplace_back(item, package, program);
        return policies;
    }

    // Notes in `ran` what the shell says when it runs.
    Program program(const QString &says = QStringLiteral("ran"))
    {
        Program noting(ProgramId::mint(), QStringLiteral("Install"));
        noting.commandLine = QStringLiteral("echo %1 >> '%2'").arg(says, ranFile());
        return noting;
    }

    Result<AgentEnd> run(std::optional<ManualRun> manual = {})
    {
        stop = false;
        return runAgent({*m_home, computer, source, sink, runner, clock, stop, {}, nullptr, {}, &senses}, options, manual);
    }

    void hand(const ClientPolicies &policies) { source.documents.push_back(writePolicies(policies)); }

    // Goes on until the first event that says so; a wait of the agent is no end.
    void goOnUntil(std::function<bool(const StatusEvent &)> reached)
    {
        options.once = false;
        stopWhen = std::move(reached);
    }

    [[nodiscard]] QStringList ran() const
    {
        QFile file(ranFile());
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts) : QStringList();
    }

    // "waiting deferral, running, succeeded": what was said of the computer, in order, each once in a row.
    [[nodiscard]] QString said() const
    {
        QStringList words;
        for (const StatusEvent &event : sink.events) {
            if (event.kind == StatusEvent::Kind::itemChanged || event.kind == StatusEvent::Kind::problem)
                continue;
            const QString word = toWord(event.computerStatus)
                                 + (event.computerStatus == ComputerStatus::waiting ? u' ' + toWord(event.waitReason) : QString());
            if (words.isEmpty() || words.last() != word)
                words.append(word);
        }
        return words.join(QStringLiteral(", "));
    }

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] AgentHome &home() { return *m_home; }

    AgentOptions options;
    Computer computer{thisComputer()};
    HastyClock clock;
    FixedPolicies source;
    SeenEvents sink;
    ToldSenses senses;
    SystemProgramRunner runner;
    std::atomic<bool> stop{false};
    std::function<bool(const StatusEvent &)> stopWhen;

private:
    [[nodiscard]] QString ranFile() const { return m_folder.filePath(QStringLiteral("ran")); }

    QTemporaryDir m_folder;
    std::unique_ptr<AgentHome> m_home;
};

inline bool hasEnded(const StatusEvent &event)
{
    return event.kind == StatusEvent::Kind::runEnded;
}

inline bool waits(const StatusEvent &event)
{
    return event.computerStatus == ComputerStatus::waiting;
}

} // namespace seriatim::test
