// StoreSession: the store that a console window works on. Owns this thread's Workspace and threads with others
// for what takes longer; tells when something in the store changed, whoever changed it.
#pragma once

#include "engine/workspace/workspace.h"
#include "models/answer.h"
#include "models/jobqueue.h"

#include <QObject>
#include <QPromise>
#include <QTimer>

#include <atomic>
#include <memory>

namespace seriatim {

// How a job off the GUI thread hears that it is no longer wanted, and says how far it is. Any thread.
class JobControl
{
public:
    [[nodiscard]] const std::atomic<bool> &isCancelled() const { return m_cancelled; }
    void cancel() { m_cancelled = true; }
    void report(int done, int total) { m_done = done; m_total = total; }
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] int total() const { return m_total; } // 0: not known

private:
    std::atomic<bool> m_cancelled = false;
    std::atomic<int> m_done = 0;
    std::atomic<int> m_total = 0;
};

// What takes seconds (a report over a million statuses) is asked beside what a window waits for.
enum class Lane { quick, slow };

class StoreSession : public QObject
{
    Q_OBJECT

public:
    // The errors are those of Workspace.
    [[nodiscard]] static Result<std::unique_ptr<StoreSession>> create(const QString &path);
    [[nodiscard]] static Result<std::unique_ptr<StoreSession>> open(const QString &path, Access access);
    ~StoreSession() override;

    // For reads and writes of a few milliseconds. This thread only.
    [[nodiscard]] Workspace &workspace() { return m_workspace; }
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] bool isReadOnly() const { return m_access == Access::readOnly; }

    // Runs `job` on the lane's thread with a Workspace of its own, one job after the other. Jobs that have begun are
    // waited for by the destructor, so long ones look at `control`.
    template <typename Value>
    [[nodiscard]] Answer<Result<Value>> run(std::function<Result<Value>(Workspace &, JobControl &)> job,
                                            std::shared_ptr<JobControl> control = std::make_shared<JobControl>(),
                                            Lane lane = Lane::quick)
    {
        remember(control);
        const auto promise = std::make_shared<QPromise<Result<Value>>>();
        promise->start(); // here, as nobody can wait for a result before
        QFuture<Result<Value>> future = promise->future();
        JobQueue &queue = lane == Lane::quick ? m_quick : m_slow;
        queue.start([path = m_path, access = m_access, job = std::move(job), control, promise] {
            Result<Workspace> workspace = Workspace::open(path, access);
            promise->addResult(workspace ? job(*workspace, *control) : Result<Value>(workspace.error()));
            promise->finish();
        });
        return Answer<Result<Value>>(std::move(future));
    }

    // To be called after a write of one's own; writes of others are noticed within a second.
    void noteCatalogueChange();
    void noteTaskChange();
    void noteStatusChange();
    void noteRequestChange();

Q_SIGNALS:
    void catalogueChanged(); // packages, computers, collections, users, agent settings, folders
    void tasksChanged();     // sequential tasks
    void statusesChanged();  // reported statuses
    void requestsChanged();  // portal requests: made, decided, or reported by their computer

private:
    StoreSession(Workspace workspace, Access access);
    void remember(const std::shared_ptr<JobControl> &control);
    void lookForChanges();
    [[nodiscard]] bool readNewAuditRecords(bool &catalogue, bool &tasks);

    Workspace m_workspace;
    QString m_path;
    Access m_access;
    JobQueue m_quick;
    JobQueue m_slow;
    std::vector<std::weak_ptr<JobControl>> m_controls;
    QTimer m_poll;
    qint64 m_seenChange = 0;
    qint64 m_seenAudit = 0; // number of the last record
};

} // namespace seriatim
