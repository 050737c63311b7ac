#include "engine/workspace/statusview.h"

#include "engine/sequence/explain.h"

#include <algorithm>

namespace seriatim {

namespace {

constexpr int pageSize = 5000;

ComputerTaskStatus neverReported(const QString &computer)
{
    ComputerTaskStatus status;
    status.computer = computer;
    status.status = ComputerStatus::notReceived;
    status.explanation = QStringLiteral("Not received: this computer has not reported on this task yet.");
    return status;
}

// Agents report what happened; what has not happened is shown too.
void fillItems(const SequentialTask &task, ComputerTaskStatus &computer)
{
    std::vector<LineItemStatus> all;
    for (size_t i = 0; i < task.items.size(); ++i) {
        const auto reported = std::ranges::find(computer.items, task.items[i].id, &LineItemStatus::item);
        LineItemStatus item = reported != computer.items.end() ? *reported : LineItemStatus(task.items[i].id);
        item.place = static_cast<int>(i) + 1;
        if (item.explanation.isEmpty())
            item.explanation = QStringLiteral("Item %1 not started: its turn has not come.").arg(item.place);
        all.push_back(std::move(item));
    }
    computer.items = std::move(all);
}

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

} // namespace

Result<TaskStatusView> statusOf(Workspace &workspace, const QString &taskName, const std::optional<QString> &computer)
{
    Result<SequentialTask> task = workspace.store().tasks().find(taskName);
    if (!task)
        return task.error();
    TaskStatusView view(std::move(task).value());
    const Result<TaskPrograms> programs = workspace.programsOf({view.task});
    if (!programs)
        return programs.error();
    for (const LineItem &item : view.task.items) {
        const auto found = programs->index.find(item.program);
        view.programNames.append(found ? found->package->name + u'/' + found->program->name : item.program.toString());
    }
    Result<std::vector<ComputerTaskStatus>> reported = computer ? reportedBy(workspace, view.task, *computer)
                                                                    : reportedBy(workspace, view.task);
    if (!reported)
        return reported.error();
    const Result<std::vector<Computer>> targets = workspace.computersOf(view.task);
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
        return Error{ErrorCode::notFound, QStringLiteral("computer '%1'").arg(*computer),
                     QStringLiteral("'%1' does not apply to it and it never reported; 'status' lists the computers").arg(view.task.name)};
    }
    std::ranges::sort(view.computers, {}, [](const ComputerTaskStatus &status) { return status.computer.toCaseFolded(); });
    for (ComputerTaskStatus &status : view.computers)
        fillItems(view.task, status);
    return view;
}

} // namespace seriatim
