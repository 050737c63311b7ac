#include "models/agentmodel.h"

#include "models/rowchange.h"
#include "models/statuswords.h"
#include "models/timewords.h"

#include <algorithm>

namespace seriatim {

namespace {

QString withReason(const QString &status, bool waits, WaitReason reason)
{
    if (waits && reason == WaitReason::deferral) // whether somebody has truly put it off, the sequence knows
        return AgentModel::tr("%1, warned").arg(status);
    return waits && reason != WaitReason::none ? status + u' ' + reasonText(reason) : status;
}

QString momentText(Instant instant)
{
    return instant > 0 ? shortTimeText(instant, SystemClock().now()) : QString();
}

QVariant momentTip(Instant instant)
{
    return instant > 0 ? QVariant(timeText(instant)) : QVariant();
}

const auto sameGuid = [](const auto &a, const auto &b) { return a.guid == b.guid; };

} // namespace

QString itemTitle(const AgentItemView &item)
{
    return item.program.isEmpty() ? AgentModel::tr("Item %1").arg(item.place) : QStringLiteral("%1. %2").arg(QString::number(item.place), item.program);
}

QString statusText(const AgentSequenceView &sequence)
{
    if (sequence.warning && sequence.warning->deferred)
        return AgentModel::tr("%1, put off").arg(statusText(sequence.status));
    return withReason(statusText(sequence.status), sequence.status == ComputerStatus::waiting, sequence.waitReason);
}

QString statusText(const AgentItemView &item)
{
    return withReason(statusText(item.state.status), item.state.status == ItemStatus::waiting, item.waitReason);
}

void AgentModel::setSequences(std::vector<AgentSequenceView> sequences)
{
    moveRows(sequences);
    for (size_t i = 0; i < sequences.size(); ++i) {
        moveItems(static_cast<int>(i), sequences[i].items);
        updateRow(static_cast<int>(i), std::move(sequences[i]));
    }
}

// Afterwards there is a row for each of the sequences, in their order.
void AgentModel::moveRows(const std::vector<AgentSequenceView> &sequences)
{
    std::vector<AgentSequenceView> before;
    for (const Row &row : m_rows)
        before.push_back({.guid = row.sequence.guid, .name = {}, .explanation = {}, .warning = {}, .items = {}});
    const RowChange change = RowChange::between(before, sequences, sameGuid);
    const auto first = m_rows.begin() + change.first;
    if (change.removed > 0) {
        beginRemoveRows({}, change.first, change.first + change.removed - 1);
        m_rows.erase(first, first + change.removed);
        endRemoveRows();
    }
    if (change.inserted == 0)
        return;
    beginInsertRows({}, change.first, change.first + change.inserted - 1);
    std::vector<Row> added;
    for (int i = change.first; i < change.first + change.inserted; ++i)
        added.push_back({m_nextId++, sequences[static_cast<size_t>(i)]});
    m_rows.insert(m_rows.begin() + change.first, std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
    endInsertRows();
}

void AgentModel::moveItems(int row, const std::vector<AgentItemView> &items)
{
    std::vector<AgentItemView> &shown = m_rows[static_cast<size_t>(row)].sequence.items;
    const RowChange change = RowChange::between(shown, items, sameGuid);
    const QModelIndex parent = index(row, 0);
    if (change.removed > 0) {
        beginRemoveRows(parent, change.first, change.first + change.removed - 1);
        shown.erase(shown.begin() + change.first, shown.begin() + change.first + change.removed);
        endRemoveRows();
    }
    if (change.inserted > 0) {
        beginInsertRows(parent, change.first, change.first + change.inserted - 1);
        shown.insert(shown.begin() + change.first, items.begin() + change.first, items.begin() + change.first + change.inserted);
        endInsertRows();
    }
}

void AgentModel::updateRow(int row, AgentSequenceView sequence)
{
    AgentSequenceView &shown = m_rows[static_cast<size_t>(row)].sequence;
    std::vector<int> changed;
    for (size_t i = 0; i < shown.items.size(); ++i) {
        if (shown.items[i] != sequence.items[i])
            changed.push_back(static_cast<int>(i));
    }
    shown.items = sequence.items;
    const bool changedItself = shown != sequence;
    shown = std::move(sequence);
    if (changedItself)
        Q_EMIT dataChanged(index(row, 0), index(row, columnCountOfModel - 1));
    const QModelIndex parent = index(row, 0);
    for (const int item : changed)
        Q_EMIT dataChanged(index(item, 0, parent), index(item, columnCountOfModel - 1, parent));
}

int AgentModel::rowOf(quintptr id) const
{
    return static_cast<int>(std::ranges::find(m_rows, id, &Row::id) - m_rows.begin());
}

const AgentSequenceView *AgentModel::sequenceAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const int row = index.internalId() == 0 ? index.row() : rowOf(index.internalId());
    return &m_rows[static_cast<size_t>(row)].sequence;
}

const AgentItemView *AgentModel::itemAt(const QModelIndex &index) const
{
    return index.isValid() && index.internalId() != 0 ? &sequenceAt(index)->items[static_cast<size_t>(index.row())] : nullptr;
}

QModelIndex AgentModel::current() const
{
    const auto isUnderWay = [](const AgentItemView &item) {
        return item.state.status == ItemStatus::running || item.state.status == ItemStatus::verifying || item.state.status == ItemStatus::waiting;
    };
    const auto works = std::ranges::find_if(m_rows, [](const Row &row) {
        return row.sequence.status == ComputerStatus::running || row.sequence.status == ComputerStatus::restartPending;
    });
    if (works == m_rows.end())
        return {};
    const QModelIndex parent = index(static_cast<int>(works - m_rows.begin()), 0);
    const auto item = std::ranges::find_if(works->sequence.items, isUnderWay);
    return item == works->sequence.items.end() ? parent : index(static_cast<int>(item - works->sequence.items.begin()), 0, parent);
}

QModelIndex AgentModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_rows[static_cast<size_t>(parent.row())].id : quintptr(0));
}

QModelIndex AgentModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(rowOf(child.internalId()), 0, quintptr(0));
}

int AgentModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_rows.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    return static_cast<int>(m_rows[static_cast<size_t>(parent.row())].sequence.items.size());
}

int AgentModel::columnCount(const QModelIndex &) const
{
    return columnCountOfModel;
}

QVariant AgentModel::sequenceData(const AgentSequenceView &sequence, int column, int role) const
{
    if (role == ItemStatusRole || role == ComputerStatusRole)
        return role == ComputerStatusRole && column == Status ? QVariant(static_cast<int>(sequence.status)) : QVariant();
    const bool tip = role == Qt::ToolTipRole;
    switch (static_cast<Column>(column)) {
    case Name: return sequence.name;
    case Status: return statusText(sequence);
    case Started: return tip ? momentTip(sequence.started) : QVariant(momentText(sequence.started));
    case Finished: return tip ? momentTip(sequence.ended) : QVariant(momentText(sequence.ended));
    case Why: return sequence.explanation;
    case Code:
    case Starts:
    case columnCountOfModel: break;
    }
    return {};
}

QVariant AgentModel::itemData(const AgentItemView &item, int column, int role) const
{
    if (role == ItemStatusRole || role == ComputerStatusRole)
        return role == ItemStatusRole && column == Status ? QVariant(static_cast<int>(item.state.status)) : QVariant();
    const bool tip = role == Qt::ToolTipRole;
    switch (static_cast<Column>(column)) {
    case Name: return itemTitle(item);
    case Status: return statusText(item);
    case Code: return item.state.hasReturnCode ? QVariant(QString::number(item.state.returnCode)) : QVariant();
    case Starts: return item.state.attempts > 0 ? QVariant(QString::number(item.state.attempts)) : QVariant();
    case Started: return tip ? momentTip(item.started) : QVariant(momentText(item.started));
    case Finished: return tip ? momentTip(item.finished) : QVariant(momentText(item.finished));
    case Why: return item.explanation;
    case columnCountOfModel: break;
    }
    return {};
}

QVariant AgentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return index.column() == Code || index.column() == Starts ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != ItemStatusRole && role != ComputerStatusRole)
        return {};
    const AgentItemView *item = itemAt(index);
    return item ? itemData(*item, index.column(), role) : sequenceData(*sequenceAt(index), index.column(), role);
}

QVariant AgentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == Starts)
        return tr("How often the program was started in this run");
    if (role == Qt::TextAlignmentRole)
        return section == Code || section == Starts ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Name: return tr("Application Task");
    case Status: return tr("Status");
    case Code: return tr("Code");
    case Starts: return tr("Starts");
    case Started: return tr("Started");
    case Finished: return tr("Finished");
    case Why: return tr("Why");
    case columnCountOfModel: break;
    }
    return {};
}

} // namespace seriatim
