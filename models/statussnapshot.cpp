#include "models/statussnapshot.h"

#include "engine/base/text.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace seriatim {

namespace {

struct SnapshotWords {
    Q_DECLARE_TR_FUNCTIONS(SnapshotWords)
};

constexpr int pageSize = 5000;

Result<std::vector<ComputerTaskStatus>> readAll(Workspace &workspace, TaskId task, StatusQuery query)
{
    std::vector<ComputerTaskStatus> all;
    query.atMost = pageSize;
    query.withItems = false;
    for (;;) {
        Result<std::vector<ComputerTaskStatus>> page = workspace.store().statuses().statuses(task, query);
        if (!page)
            return page;
        const bool last = static_cast<int>(page->size()) < pageSize;
        std::ranges::move(*page, std::back_inserter(all));
        if (last)
            return all;
        query.after = all.back().computer;
    }
}

ComputerTaskStatus neverReported(const QString &name)
{
    ComputerTaskStatus status;
    status.computer = name;
    status.explanation = SnapshotWords::tr("Not received: this computer has not reported on this task yet.");
    return status;
}

void sortByName(std::vector<ComputerTaskStatus> &computers)
{
    std::vector<std::pair<QString, size_t>> order;
    order.reserve(computers.size());
    for (size_t i = 0; i < computers.size(); ++i)
        order.emplace_back(computers[i].computer.toCaseFolded(), i);
    if (std::ranges::is_sorted(order))
        return;
    std::ranges::sort(order);
    std::vector<ComputerTaskStatus> sorted;
    sorted.reserve(computers.size());
    for (const auto &[name, index] : order)
        sorted.push_back(std::move(computers[index]));
    computers = std::move(sorted);
}

} // namespace

bool isComputerMeant(const QString &name, const QString &pattern)
{
    const bool wildcards = pattern.contains(u'*') || pattern.contains(u'?');
    return wildcards ? matchesWildcard(name, pattern) : name.contains(pattern, Qt::CaseInsensitive);
}

Result<QStringList> programNamesOf(Workspace &workspace, const SequentialTask &task)
{
    const Result<TaskPrograms> programs = workspace.programsOf({task});
    if (!programs)
        return programs.error();
    QStringList names;
    for (const LineItem &item : task.items) {
        const auto found = programs->index.find(item.program);
        names.append(found ? found->package->name + u'/' + found->program->name : SnapshotWords::tr("(a program that was deleted)"));
    }
    return names;
}

Result<StatusSnapshot> readStatusSnapshot(Workspace &workspace, const SequentialTask &task, const StatusFilter &filter)
{
    const Result<QStringList> programs = programNamesOf(workspace, task);
    if (!programs)
        return programs.error();
    const Result<std::vector<Computer>> targets = workspace.computersOf(task);
    if (!targets)
        return targets.error();
    Result<StatusCounts> counts = workspace.store().statuses().counts(task.id);
    if (!counts)
        return counts.error();
    Result<std::vector<ComputerTaskStatus>> reported = readAll(workspace, task.id, {});
    if (!reported)
        return reported.error();

    StatusSnapshot snapshot;
    snapshot.programNames = *programs;
    QSet<QString> known;
    for (const ComputerTaskStatus &status : *reported)
        known.insert(status.computer.toCaseFolded());
    std::vector<ComputerTaskStatus> silent;
    for (const Computer &target : *targets) {
        if (!known.contains(target.name.toCaseFolded()))
            silent.push_back(neverReported(target.name));
    }
    snapshot.summary.computers = static_cast<int>(reported->size() + silent.size());
    snapshot.summary.byStatus = std::move(counts->computers);
    if (!silent.empty())
        snapshot.summary.byStatus[ComputerStatus::notReceived] += static_cast<int>(silent.size());
    snapshot.summary.items = std::move(counts->items);

    if (filter != StatusFilter{}) {
        StatusQuery query;
        query.computer = filter.computer;
        query.status = filter.status;
        reported = readAll(workspace, task.id, query);
        if (!reported)
            return reported.error();
        std::erase_if(silent, [&](const ComputerTaskStatus &status) {
            return (filter.status && *filter.status != ComputerStatus::notReceived) || !isComputerMeant(status.computer, filter.computer);
        });
    }
    snapshot.computers = std::move(reported).value();
    std::ranges::move(silent, std::back_inserter(snapshot.computers));
    sortByName(snapshot.computers);
    return snapshot;
}

} // namespace seriatim
