#include "models/statussnapshot.h"

#include "engine/workspace/collectioncomputers.h"
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

// The computers of the collection that is asked for; nothing where none is.
Result<std::optional<ComputerNames>> namesAmong(Workspace &workspace, const StatusListQuery &query)
{
    if (!query.collection)
        return std::optional<ComputerNames>();
    const Result<QStringList> names = computersIn(workspace, *query.collection);
    if (!names)
        return names.error();
    return std::optional(ComputerNames(*names));
}

const ComputerNames *pointerTo(const std::optional<ComputerNames> &names)
{
    return names ? &*names : nullptr;
}

} // namespace

Result<QStringList> programNamesOf(Workspace &workspace, const SequentialTask &task)
{
    return programNames(workspace, task, SnapshotWords::tr("(a program that was deleted)"));
}

Result<QStringList> silentComputers(Workspace &workspace, const StatusQuestion &question)
{
    if (question.inForce == OrderInForce::no)
        return QStringList();
    const Result<std::vector<Computer>> targets = workspace.computersOf(question.task);
    if (!targets)
        return targets.error();
    QStringList names;
    for (const Computer &target : *targets)
        names.append(target.name);
    return StatusList(workspace.store().database()).silentOf(question.task.id, names);
}

Result<StatusListing> readStatusList(Workspace &workspace, const StatusQuestion &question, const QStringList &silent)
{
    const Result<std::optional<ComputerNames>> among = namesAmong(workspace, question.query);
    if (!among)
        return among.error();
    return StatusList(workspace.store().database()).list(question.task.id, question.query, silent, pointerTo(*among));
}

Result<StatusSnapshot> readStatusSnapshot(Workspace &workspace, const StatusQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    Result<StatusSnapshot> snapshot = readCounts(workspace, question);
    if (!snapshot)
        return snapshot;
    const Result<QStringList> silent = silentComputers(workspace, question);
    if (!silent)
        return silent.error();
    if (!silent->isEmpty()) {
        snapshot->summary.computers += static_cast<int>(silent->size());
        snapshot->summary.byStatus[ComputerStatus::notReceived] += static_cast<int>(silent->size());
    }
    Result<StatusListing> listing = readStatusList(workspace, question, *silent);
    if (!listing)
        return listing.error();
    snapshot->listing = std::move(listing).value();
    const StatusList list(workspace.store().database());
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
    const Result<std::optional<ComputerNames>> among = namesAmong(workspace, question.query);
    if (!among)
        return among.error();
    const StatusList list(workspace.store().database());
    Result<std::vector<StatusKey>> keys = list.keys(question.task.id, question.query, firstRows, pointerTo(*among));
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
