#include "engine/workspace/statusview.h"

#include "engine/sequence/explain.h"
#include "engine/workspace/programnames.h"

#include <algorithm>

namespace seriatim {

namespace {

constexpr int pageSize = 5000;

// Of one computer also what its programs printed.
Result<std::vector<ComputerTaskStatus>> reportedBy(Workspace &workspace, const SequentialTask &task, const QString &computer)
{
    Result<std::optional<ComputerTaskStatus>> status = workspace.store().statuses().statusOf(task.id, computer);
    if (!status)
        return status.error();
    std::vector<ComputerTaskStatus> all;
    if (*status)
        all.push_back(std::move(**status));
    return all;
}

Result<std::vector<ComputerTaskStatus>> reportedBy(Workspace &workspace, const SequentialTask &task)
{
    std::vector<ComputerTaskStatus> all;
    StatusQuery query;
    query.atMost = pageSize;
    for (;;) {
        Result<std::vector<ComputerTaskStatus>> page = workspace.store().statuses().statuses(task.id, query);
        if (!page)
            return page;
        std::ranges::move(*page, std::back_inserter(all));
        if (static_cast<int>(page->size()) < pageSize)
            return all;
        query.after = all.back().computer;
    }
}

// B39, of a state that was reported without a sentence.
QString plainSentence(const LineItemStatus &item)
{
    if (item.status == ItemStatus::notStarted)
        return QStringLiteral("Item %1 not started: its turn has not come.").arg(item.place);
    if (!item.returnCode)
        return QStringLiteral("Item %1 %2.").arg(item.place).arg(toText(item.status));
    return QStringLiteral("Item %1 %2: it returned %3.").arg(item.place).arg(toText(item.status)).arg(*item.returnCode);
}

Error noSuchRevision(const SequentialTask &task, int revision)
{
    return Error{ErrorCode::notFound, QStringLiteral("'%1'").arg(task.name),
                 QStringLiteral("has no revision %1; its newest is %2").arg(revision).arg(task.revision)};
}

} // namespace

ComputerTaskStatus neverReported(const QString &computer)
{
    ComputerTaskStatus status;
    status.computer = computer;
    status.status = ComputerStatus::notReceived;
    status.explanation = QStringLiteral("Not received: this computer has not reported on this task yet.");
    return status;
}

std::vector<LineItemStatus> everyPlace(const SequentialTask &task, std::vector<LineItemStatus> reported)
{
    QHash<LineItemId, size_t> byId;
    for (size_t i = 0; i < reported.size(); ++i)
        byId.insert(reported[i].item, i);
    std::vector<LineItemStatus> all;
    all.reserve(task.items.size());
    for (const LineItem &item : task.items) {
        const auto found = byId.constFind(item.id);
        all.push_back(found != byId.cend() ? std::move(reported[*found]) : LineItemStatus(item.id));
        LineItemStatus &status = all.back();
        status.place = static_cast<int>(all.size());
        if (status.explanation.isEmpty())
            status.explanation = plainSentence(status);
    }
    return all;
}

Result<TaskStatusView> statusOf(Workspace &workspace, const QString &taskName, const std::optional<QString> &computer, std::optional<int> revision)
{
    Result<SequentialTask> task = workspace.store().tasks().find(taskName);
    if (!task)
        return task.error();
    const TaskId inForce = task->id;
    if (revision) {
        const Error none = noSuchRevision(*task, *revision);
        task = workspace.store().tasks().loadRevision(inForce, *revision);
        if (!task)
            return task.error().code == ErrorCode::notFound ? none : task.error();
    }
    TaskStatusView view(std::move(task).value());
    view.inForce = view.task.id == inForce;
    Result<QStringList> names = programNames(workspace, view.task);
    if (!names)
        return names.error();
    view.programNames = std::move(names).value();
    Result<std::vector<ComputerTaskStatus>> reported = computer ? reportedBy(workspace, view.task, *computer)
                                                                    : reportedBy(workspace, view.task);
    if (!reported)
        return reported.error();
    const Result<std::vector<Computer>> targets = view.inForce ? workspace.computersOf(view.task) : Result(std::vector<Computer>());
    if (!targets)
        return targets.error();

    const auto sameName = [](const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) == 0; };
    view.computers = std::move(reported).value();
    QSet<QString> known;
    for (const ComputerTaskStatus &status : view.computers)
        known.insert(status.computer.toCaseFolded());
    for (const Computer &target : *targets) {
        if (!known.contains(target.name.toCaseFolded()))
            view.computers.push_back(neverReported(target.name));
    }
    if (computer)
        std::erase_if(view.computers, [&](const ComputerTaskStatus &status) { return !sameName(status.computer, *computer); });
    if (computer && view.computers.empty()) {
        const QString why = view.inForce ? QStringLiteral("'%1' does not apply to it and it never reported; 'status' lists the computers").arg(view.task.name)
                                         : QStringLiteral("it reported nothing on the order that '%1' had in revision %2; without --computer those that did are listed")
                                               .arg(view.task.name, QString::number(view.task.revision));
        return Error{ErrorCode::notFound, QStringLiteral("computer '%1'").arg(*computer), why};
    }
    std::ranges::sort(view.computers, {}, [](const ComputerTaskStatus &status) { return status.computer.toCaseFolded(); });
    for (ComputerTaskStatus &status : view.computers)
        status.items = everyPlace(view.task, std::move(status.items));
    return view;
}

} // namespace seriatim
