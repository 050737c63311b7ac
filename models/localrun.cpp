#include "models/localrun.h"

#include "engine/agent/computerfacts.h"

#include <QRegularExpression>

namespace seriatim {

LocalRun::LocalRun(StoreSession &session, QObject *parent) : QObject(parent), m_session(session) {}

LocalRun::~LocalRun()
{
    m_stop = true;
    if (m_thread.joinable())
        m_thread.join();
}

QString LocalRun::thisComputerName()
{
    return thisComputer().name;
}

Result<> LocalRun::start(const SequentialTask &task, std::optional<int> fromPlace)
{
    return begin(task.id, [this, task, fromPlace](Workspace &workspace, const LocalAgentRequest &request) {
        return runTaskNow(workspace, request, task, fromPlace, m_stop);
    });
}

Result<> LocalRun::startRequest(const PortalRequest &request)
{
    if (!request.currentTask)
        return Error{ErrorCode::notFound, request.taskName, tr("its task is not in the store any more")};
    return begin(*request.currentTask, [this, task = *request.currentTask](Workspace &workspace, const LocalAgentRequest &agent) {
        return runRequestNow(workspace, agent, task, m_stop);
    });
}

Result<> LocalRun::begin(TaskId task, Work run)
{
    if (isRunning())
        return Error{ErrorCode::busy, tr("Run now"), tr("a run is going on already; stop it or wait for its end")};
    if (m_session.isReadOnly())
        return Error{ErrorCode::readOnly, tr("Run now"), tr("the store is open for reading only, so a run could not report what it did")};
    m_stop = false;
    m_lastStatus.reset();
    m_clock.start();
    setState(State::running);
    m_thread = std::thread([this, task, run = std::move(run), path = m_session.path()] { work(task, run, path); });
    return Done{};
}

void LocalRun::stop()
{
    if (m_state != State::running)
        return;
    m_stop = true;
    setState(State::stopping);
}

qint64 LocalRun::elapsedMs() const
{
    return isRunning() ? m_clock.elapsed() : m_tookMs;
}

// On the run's own thread: `this` is only posted to, and its destructor waits.
void LocalRun::work(TaskId task, const Work &run, const QString &path)
{
    const auto post = [this](auto call) { QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection); };
    LocalAgentRequest request;
    request.computer = thisComputerName();
    request.home = defaultAgentHome(path, request.computer);
    request.progress = [this, post](const QString &line) { post([this, line] { takeLine(line); }); };

    Result<Workspace> workspace = Workspace::open(path, Access::readWrite);
    bool wasKnown = false;
    if (workspace) {
        const auto computer = workspace->store().catalogue().findComputer(request.computer);
        wasKnown = computer && computer->has_value();
    }
    const Result<AgentEnd> end = workspace ? run(*workspace, request) : Result<AgentEnd>(workspace.error());
    std::optional<ComputerTaskStatus> status;
    if (workspace) {
        if (auto reported = workspace->store().statuses().statusOf(task, request.computer))
            status = std::move(reported).value();
    }
    post([this, end, status, wasKnown] { conclude(end, status, wasKnown); });
}

void LocalRun::takeLine(const QString &line)
{
    static const QRegularExpression ofItem(QStringLiteral("^item (\\d+)\\b"), QRegularExpression::CaseInsensitiveOption);
    if (const auto match = ofItem.match(line); match.hasMatch())
        Q_EMIT placeReached(match.captured(1).toInt());
    Q_EMIT progressed(line);
}

void LocalRun::conclude(const Result<AgentEnd> &end, std::optional<ComputerTaskStatus> status, bool wasKnown)
{
    m_thread.join();
    m_tookMs = m_clock.elapsed();
    m_lastStatus = std::move(status);
    if (!wasKnown)
        m_session.noteCatalogueChange(); // the run has added this computer
    m_session.noteStatusChange();
    m_session.noteRequestChange();
    setState(State::idle);
    Q_EMIT finished(end);
}

void LocalRun::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace seriatim
