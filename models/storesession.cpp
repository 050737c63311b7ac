#include "models/storesession.h"

namespace seriatim {

namespace {

constexpr int pollMs = 1000;

} // namespace

Result<std::unique_ptr<StoreSession>> StoreSession::create(const QString &path)
{
    Result<Workspace> workspace = Workspace::create(path);
    if (!workspace)
        return workspace.error();
    return std::unique_ptr<StoreSession>(new StoreSession(std::move(workspace).value(), Access::readWrite));
}

Result<std::unique_ptr<StoreSession>> StoreSession::open(const QString &path, Access access)
{
    Result<Workspace> workspace = Workspace::open(path, access);
    if (!workspace)
        return workspace.error();
    return std::unique_ptr<StoreSession>(new StoreSession(std::move(workspace).value(), access));
}

StoreSession::StoreSession(Workspace workspace, Access access)
    : m_workspace(std::move(workspace)), m_path(m_workspace.store().path()), m_access(access),
      m_seenChange(m_workspace.store().changeCounter())
{
    m_worker.setMaxThreadCount(1);
    connect(&m_poll, &QTimer::timeout, this, &StoreSession::lookForChanges);
    m_poll.start(pollMs);
}

StoreSession::~StoreSession()
{
    m_worker.clear();
    for (const std::weak_ptr<JobControl> &weak : m_controls) {
        if (const std::shared_ptr<JobControl> control = weak.lock())
            control->cancel();
    }
    m_worker.waitForDone();
}

void StoreSession::remember(const std::shared_ptr<JobControl> &control)
{
    std::erase_if(m_controls, [](const std::weak_ptr<JobControl> &weak) { return weak.expired(); });
    m_controls.push_back(control);
}

void StoreSession::noteCatalogueChange()
{
    Q_EMIT catalogueChanged();
}

void StoreSession::noteTaskChange()
{
    Q_EMIT tasksChanged();
}

void StoreSession::noteStatusChange()
{
    Q_EMIT statusesChanged();
}

void StoreSession::lookForChanges()
{
    const qint64 change = m_workspace.store().changeCounter();
    if (change == m_seenChange)
        return;
    m_seenChange = change;
    Q_EMIT catalogueChanged();
    Q_EMIT tasksChanged();
    Q_EMIT statusesChanged();
}

} // namespace seriatim
