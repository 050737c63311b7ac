// AgentBench: the real agent over a home of its own, in this process. Policies, programs, the clock and who is there are the
// test's; the journal, the event queue, the package cache and everything else are real.
#pragma once

#include "engine/agent/agent.h"

#include <QStringList>
#include <QTemporaryDir>

namespace seriatim::test {

class AgentBench final : private PolicySource, private EventSink, private ProgramRunner, private EndpointSenses, private Clock
{
public:
    AgentBench();

    // One task for this computer, as soon as possible; each program's command line is its name.
    [[nodiscard]] static ClientPolicies task(const QString &name, const QStringList &programs);
    // B5: the same task with these of its items (by index), under new GUIDs; with `keep` it carries over (B7).
    [[nodiscard]] static ClientPolicies reordered(const ClientPolicies &task, const std::vector<int> &order, bool keep = false);

    // What the source has from now on.
    void offer(const std::vector<ClientPolicies> &tasks);
    void failNextFetch() { m_failNextFetch = true; } // the source does not say again that it has changed
    void setReachable(bool reachable) { m_reachable = reachable; }
    void setDelivering(bool delivering) { m_delivering = delivering; } // whether the store takes events
    void setAttended(bool attended) { m_attended = attended; }
    void setLogsWritable(bool writable) { m_logsWritable = writable; } // for the output of programs
    [[nodiscard]] Instant time() const { return m_now; }
    void advance(qint64 milliseconds) { m_now += milliseconds; }

    // One agent from its start to its end; errors go to lastError(). After an end that asks for a restart of the
    // computer, the next one finds another boot.
    AgentEnd::Kind start(const AgentOptions &options = once());
    [[nodiscard]] static AgentOptions once();
    [[nodiscard]] static AgentOptions service(); // restarts by the system's means: counted down
    void stop() { m_stop = true; } // the agent that is at work

    [[nodiscard]] QString lastError() const { return m_error; }
    [[nodiscard]] QStringList ran() const { return m_ran; } // command lines
    [[nodiscard]] QStringList said() const { return m_said; }
    [[nodiscard]] const std::vector<StatusEvent> &events() const { return m_events; } // that the store has
    [[nodiscard]] QString home() const { return m_folder.filePath(m_home); }
    [[nodiscard]] Journal journal() const; // as it is on disk
    [[nodiscard]] JournalSequence sequence(const ClientPolicies &task) const;
    [[nodiscard]] QStringList statuses(const ClientPolicies &task) const; // of its items, in the journal

    // The agent dies here: what it has on disk at this moment is what the next one finds.
    void dieHere();

    // What a program does; otherwise it exits with 0.
    std::function<ProgramEnd(const QString &commandLine, const std::function<bool()> &cancelled)> program;
    std::function<void()> asked; // the source, whether anything has changed
    std::function<void()> fetched; // policies are being fetched
    std::function<void(const QString &line)> heard;
    std::function<Result<int>()> ending; // what is left of a start

private:
    Result<FetchedPolicies> fetch(const QString &computer) override;
    bool mayHaveChanged() override;
    Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &events) override;
    bool takeForgotten() override { return false; }
    ProgramEnd run(const ProgramStart &start, const std::function<bool()> &cancelled) override;
    Result<int> endLeftover(const QString &token, const std::optional<ProcessIdentity> &recorded) override;
    bool someoneLoggedOn() const override { return m_attended; }
    SessionState session() const override { return m_attended ? SessionState::attended : SessionState::empty; }
    bool restartNeeded() const override { return false; }
    std::optional<int> connectionKbps() const override { return std::nullopt; }
    Instant now() const override { return m_now += 250; } // goes on as it is looked at

    QTemporaryDir m_folder;
    QString m_home = QStringLiteral("home");
    QString m_nextHome;
    Computer m_computer{ComputerId::mint(), QStringLiteral("PC-1")};
    std::vector<QByteArray> m_documents;
    bool m_changed = false;
    bool m_reachable = true;
    bool m_failNextFetch = false;
    bool m_delivering = true;
    bool m_attended = true;
    bool m_logsWritable = true;
    mutable Instant m_now;
    std::atomic<bool> m_stop{false};
    QString m_error;
    QStringList m_ran;
    QStringList m_said;
    std::vector<StatusEvent> m_events;
};

} // namespace seriatim::test
