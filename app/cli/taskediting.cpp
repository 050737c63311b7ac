#include "app/cli/taskediting.h"

#include "app/cli/taskoutput.h"

namespace seriatim {

namespace {

const QString revisionOption = QStringLiteral("revision");

Result<> expectRevision(SequentialTask &task, const std::optional<int> &revision)
{
    if (revision && *revision > task.revision) {
        return Error{ErrorCode::notFound, QStringLiteral("task ") + task.name,
                     QStringLiteral("is at revision %1; there is no revision %2 of it yet").arg(task.revision).arg(*revision)};
    }
    task.revision = revision.value_or(task.revision);
    return Done{};
}

} // namespace

Result<OpenTask> openTask(const Invocation &invocation, Access access)
{
    Result<Workspace> workspace = invocation.open(access);
    if (!workspace)
        return workspace.error();
    Result<SequentialTask> task = workspace->store().tasks().find(invocation.argument(0));
    if (!task)
        return task.error();
    return OpenTask{std::move(workspace).value(), std::move(task).value()};
}

void addRevisionOption(QCommandLineParser &parser)
{
    parser.addOption({revisionOption, QStringLiteral("Only if the task is still at this revision."), QStringLiteral("R")});
}

Result<int> editTask(Invocation &invocation, KeepFinished keep, const std::function<Result<>(Workspace &, SequentialTask &)> &edit)
{
    const Result<std::optional<int>> revision = invocation.optionalNumber(revisionOption, 1, 1'000'000'000);
    if (!revision)
        return revision.error();
    Result<OpenTask> open = openTask(invocation, Access::readWrite);
    if (!open)
        return open.error();
    if (auto expected = expectRevision(open->task, *revision); !expected)
        return expected.error();
    if (auto edited = edit(open->workspace, open->task); !edited)
        return edited.error();
    const Result<SaveOutcome> saved = open->workspace.saveTask(open->task, keep);
    if (!saved)
        return saved.error();
    printSaved(invocation, *saved);
    return exitDone;
}

} // namespace seriatim
