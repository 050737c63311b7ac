// TaskStore: sequential tasks with their revisions and identities (B5–B9).
// A task has one lineage for life; each save that changes its execution order gives it a new TaskId within that.
#pragma once

#include "engine/base/clock.h"
#include "engine/domain/identity.h"

#include <QStringList>

namespace seriatim {

class Database;

struct TaskSummary {
    explicit TaskSummary(TaskId taskId) : id(taskId) {}
    TaskId id;
    QString name;
    QString folder;
    TaskPriority priority = TaskPriority::normal;
    int revision = 0;
    bool enabled = true;
    int itemCount = 0;
    Instant savedAt = 0;
    QString savedBy;
    bool operator==(const TaskSummary &) const = default;
};

struct TaskRevision {
    explicit TaskRevision(TaskId taskId) : id(taskId) {}
    TaskId id; // as it was then
    int revision = 0;
    Instant savedAt = 0;
    QString savedBy;
    bool operator==(const TaskRevision &) const = default;
};

struct SaveRequest {
    enum class Origin {
        editor,  // a draft of a task that somebody removed meanwhile is refused
        document // an import may bring a removed task back
    };

    QString who;
    Instant when = 0;
    KeepFinished keep = KeepFinished::no;
    Origin origin = Origin::editor;
};

struct SaveOutcome {
    SequentialTask task; // as it is stored now
    bool created = false;
    bool unchanged = false; // it was stored like this already: no new revision, no audit record
    bool renewed = false;   // the execution order changed: new GUIDs (B5)
    QStringList changes;    // sentences, as in the audit
};

class TaskStore
{
public:
    explicit TaskStore(Database &database) : m_database(&database) {}

    [[nodiscard]] Result<std::vector<TaskSummary>> list() const; // by name
    [[nodiscard]] Result<std::vector<SequentialTask>> loadAll() const;
    [[nodiscard]] Result<SequentialTask> load(TaskId id) const; // notFound for an identity of the past

    // By name, letter case does not count, or by GUID.
    [[nodiscard]] Result<SequentialTask> find(const QString &nameOrGuid) const;

    // Those that run any of these programs; those that apply to any of these collections; those in the portal. By name.
    [[nodiscard]] Result<std::vector<SequentialTask>> tasksUsing(const std::vector<ProgramId> &programs) const;
    [[nodiscard]] Result<std::vector<SequentialTask>> tasksUsing(const std::vector<CollectionId> &collections) const;
    [[nodiscard]] Result<std::vector<SequentialTask>> tasksInPortal() const;

    // The identity today of the task that has or once had this one.
    [[nodiscard]] Result<std::optional<TaskId>> currentIdOf(TaskId id) const;

    // Every identity that the task has had, oldest first; `id` may be any of them.
    [[nodiscard]] Result<std::vector<TaskId>> identitiesOf(TaskId id) const;

    // draft.revision is the one the draft was made from, 0 for a new task. A new one from elsewhere keeps its number.
    // stale (B8) says who saved what meanwhile; alreadyExists: name or GUID is taken; notFound: a program or
    // collection is not in the store. Nothing is changed then.
    [[nodiscard]] Result<SaveOutcome> save(const SequentialTask &draft, const SaveRequest &request);

    // Its revisions go with it, its audit and its reported statuses stay.
    [[nodiscard]] Result<> remove(TaskId id, const QString &who, Instant when);

    // The folder tree (domain/folderpath.h). A task's folder is made when it is saved; folders stay when they are empty.
    // Errors: alreadyExists, notFound, invalidInput (no name), refused (not empty, or into itself).
    [[nodiscard]] Result<QStringList> folders() const; // every one, each right before what is in it
    [[nodiscard]] Result<> addFolder(const QString &path); // with its parents
    [[nodiscard]] Result<> removeFolder(const QString &path);
    // Everything below moves along. Each task that moves gets a revision with an audit record (B6, B9); a draft of the
    // revision before can still be saved, and stays where the task is now unless it was moved itself (B8).
    [[nodiscard]] Result<> renameFolder(const QString &from, const QString &to, const QString &who, Instant when);
    [[nodiscard]] Result<> moveTasks(const std::vector<TaskId> &tasks, const QString &folder, const QString &who, Instant when);

    [[nodiscard]] Result<std::vector<TaskRevision>> revisions(TaskId id) const; // oldest first
    [[nodiscard]] Result<SequentialTask> loadRevision(TaskId id, int revision) const;

private:
    Database *m_database;
};

} // namespace seriatim
