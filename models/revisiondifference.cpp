#include "models/revisiondifference.h"

#include "engine/domain/difference.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct RevisionWords {
    Q_DECLARE_TR_FUNCTIONS(RevisionWords)
};

} // namespace

Result<QStringList> changesSince(Workspace &workspace, const QString &taskGuid, int revision)
{
    TaskStore &tasks = workspace.store().tasks();
    const std::optional<TaskId> id = TaskId::parse(taskGuid);
    Result<std::optional<TaskId>> current = id ? tasks.currentIdOf(*id) : Result<std::optional<TaskId>>(std::nullopt);
    if (!current)
        return current.error();
    if (!*current)
        return Error{ErrorCode::notFound, RevisionWords::tr("This task"), RevisionWords::tr("is not in the store any more, and its revisions went with it")};
    const Result<SequentialTask> then = tasks.loadRevision(**current, revision);
    if (!then)
        return then.error();
    const Result<SequentialTask> now = tasks.load(**current);
    if (!now)
        return now.error();
    const Result<TaskPrograms> programs = workspace.programsOf({*then, *now});
    if (!programs)
        return programs.error();
    return describeDifferences(*then, *now, programs->index);
}

} // namespace seriatim
