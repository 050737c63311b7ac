#include "models/statussnapshot.h"

#include "engine/workspace/programnames.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace seriatim {

namespace {

struct SnapshotWords {
    Q_DECLARE_TR_FUNCTIONS(SnapshotWords)
};

constexpr int firstRows = 128;

Result<StatusRows> rowsOf(const StatusList &list, const std::vector<StatusKey> &entries)
{
    std::vector<StatusKey> keys;
    for (size_t i = 0; i < entries.size() && i < firstRows; ++i) {
        if (entries[i] >= 0)
            keys.push_back(entries[i]);
    }
    return list.rows(keys);
}

// All but the list and its rows.
Result<StatusSnapshot> readCounts(Workspace &workspace, const StatusQuestion &question)
{
    Result<QStringList> programs = programNamesOf(workspace, question.task);
    if (!programs)
        return programs.error();
    Result<StatusCounts> counts = workspace.store().statuses().counts(question.task.id);
    if (!counts)
        return counts.error();
    StatusSnapshot snapshot;
    snapshot.programNames = std::move(programs).value();
    snapshot.summary.byStatus = std::move(counts->computers);
    snapshot.summary.items = std::move(counts->items);
    for (const auto &[status, count] : snapshot.summary.byStatus)
        snapshot.summary.computers += count;
    return snapshot;
}

// Those of the task's collections that never reported.
Result<QStringList> silentOf(Workspace &workspace, const SequentialTask &task)
{
    const Result<std::vector<Computer>> targets = workspace.computersOf(task);
    if (!targets)
        return targets.error();
    QStringList names;
    for (const Computer &target : *targets)
        names.append(target.name);
    return StatusList(workspace.store().database()).silentOf(task.id, names);
}

} // namespace

Result<QStringList> programNamesOf(Workspace &workspace, const SequentialTask &task)
{
    return programNames(workspace, task, SnapshotWords::tr("(a program that was deleted)"));
}

Result<StatusSnapshot> readStatusSnapshot(Workspace &workspace, const StatusQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    Result<StatusSnapshot> snapshot = readCounts(workspace, question);
    if (!snapshot)
        return snapshot;
    const Result<QStringList> silent = silentOf(workspace, question.task);
    if (!silent)
        return silent.error();
    if (!silent->isEmpty()) {
        snapshot->summary.computers += static_cast<int>(silent->size());
        snapshot->summary.byStatus[ComputerStatus::notReceived] += static_cast<int>(silent->size());
    }
    const StatusList list(workspace.store().database());
    Result<StatusListing> listing = list.list(question.task.id, question.query, *silent);
    if (!listing)
        return listing.error();
    snapshot->listing = std::move(listing).value();
    Result<StatusRows> rows = rowsOf(list, snapshot->listing.entries);
    if (!rows)
        return rows.error();
    snapshot->rows = std::move(rows).value();
    if (!question.followed.isEmpty()) {
        const Result<std::optional<StatusKey>> followed = list.keyOf(question.task.id, question.followed);
        if (!followed)
            return followed.error();
        snapshot->followed = *followed;
    }
    snapshot->tookMs = timer.elapsed();
    return snapshot;
}

Result<StatusSnapshot> readStatusBeginning(Workspace &workspace, const StatusQuestion &question)
{
    Result<StatusSnapshot> snapshot = readCounts(workspace, question);
    if (!snapshot)
        return snapshot;
    snapshot->isWhole = false;
    const StatusList list(workspace.store().database());
    Result<std::vector<StatusKey>> keys = list.keys(question.task.id, question.query, firstRows);
    if (!keys)
        return keys.error();
    snapshot->listing.entries = std::move(keys).value();
    Result<StatusRows> rows = rowsOf(list, snapshot->listing.entries);
    if (!rows)
        return rows.error();
    snapshot->rows = std::move(rows).value();
    return snapshot;
}

} // namespace seriatim
