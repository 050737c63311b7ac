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
    if (const Result<qint64> last = m_workspace.store().audit().lastNumber())
        m_seenAudit = *last;
    connect(&m_poll, &QTimer::timeout, this, &StoreSession::lookForChanges);
    m_poll.start(pollMs);
}

StoreSession::~StoreSession()
{
    m_quick.forgetWaiting();
    m_slow.forgetWaiting();
    for (const std::weak_ptr<JobControl> &weak : m_controls) {
        if (const std::shared_ptr<JobControl> control = weak.lock())
            control->cancel();
    }
    m_quick.waitForDone();
    m_slow.waitForDone();
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

void StoreSession::noteRequestChange()
{
    Q_EMIT requestsChanged();
}

// Everything but statuses leaves a record, so an agent that reports all the time makes nobody read the catalogue again.
bool StoreSession::readNewAuditRecords(bool &catalogue, bool &tasks)
{
    constexpr int enough = 500;
    while (true) {
        const Result<std::vector<AuditRecord>> records = m_workspace.store().audit().all(m_seenAudit, enough);
        if (!records)
            return false;
        for (const AuditRecord &record : *records) {
            const bool isStore = record.object == AuditObject::store;
            tasks = tasks || isStore || record.object == AuditObject::task;
            catalogue = catalogue || isStore || (record.object != AuditObject::task && record.object != AuditObject::portalRequest);
            m_seenAudit = record.number;
        }
        if (records->size() < enough)
            return true;
    }
}

void StoreSession::lookForChanges()
{
    const qint64 change = m_workspace.store().changeCounter();
    if (change == m_seenChange)
        return;
    m_seenChange = change;
    bool catalogue = false;
    bool tasks = false;
    if (!readNewAuditRecords(catalogue, tasks))
        catalogue = tasks = true;
    if (catalogue)
        Q_EMIT catalogueChanged();
    if (tasks)
        Q_EMIT tasksChanged();
    Q_EMIT statusesChanged();
    Q_EMIT requestsChanged(); // their computers leave no record
}

} // namespace seriatim
