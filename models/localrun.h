// LocalRun: one task run on this computer by its own agent (B27), as `seriatimctl task run` does, in a thread of its own
// with its own Workspace. Restarts are simulated. GUI thread only; the session outlives it.
#pragma once

#include "engine/workspace/localagent.h"
#include "models/storesession.h"

#include <QElapsedTimer>

#include <thread>

namespace seriatim {

class LocalRun : public QObject
{
    Q_OBJECT

public:
    enum class State { idle, running, stopping };

    explicit LocalRun(StoreSession &session, QObject *parent = nullptr);
    // Stops and waits for the next status point, which may be as far away as the program that runs takes.
    ~LocalRun() override;

    // The task as it is stored. Refused while one is running and where the store is open for reading only.
    [[nodiscard]] Result<> start(const SequentialTask &task, std::optional<int> fromPlace = {});
    // B36: what was requested on this computer and approved, as the agent would start it by itself.
    [[nodiscard]] Result<> startRequest(const PortalRequest &request);
    // Ends at the next status point: a program that is running is let run to its end.
    void stop();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isRunning() const { return m_state != State::idle; }
    [[nodiscard]] qint64 elapsedMs() const; // of the run that is going on or was the last
    // What this computer reported at the end of the last run, with its explanation.
    [[nodiscard]] const std::optional<ComputerTaskStatus> &lastStatus() const { return m_lastStatus; }

    [[nodiscard]] static QString thisComputerName();

Q_SIGNALS:
    void stateChanged();
    void progressed(const QString &line);
    void placeReached(int place); // from 1
    void finished(const seriatim::Result<seriatim::AgentEnd> &end);

private:
    using Work = std::function<Result<AgentEnd>(Workspace &, const LocalAgentRequest &)>;
    [[nodiscard]] Result<> begin(TaskId task, Work run);
    void work(TaskId task, const Work &run, const QString &path);
    void takeLine(const QString &line);
    void conclude(const Result<AgentEnd> &end, std::optional<ComputerTaskStatus> status, bool wasKnown);
    void setState(State state);

    StoreSession &m_session;
    State m_state = State::idle;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
    QElapsedTimer m_clock;
    qint64 m_tookMs = 0;
    std::optional<ComputerTaskStatus> m_lastStatus;
};

} // namespace seriatim
