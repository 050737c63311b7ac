// What the cells and headers of the status grid say.
#include "models/statusmodel.h"

#include "models/statuswords.h"
#include "models/timewords.h"

namespace seriatim {

int StatusModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int StatusModel::columnCount(const QModelIndex &parent) const
{
    constexpr int columnsAfterItems = 3;
    return parent.isValid() ? 0 : firstItemColumn + itemCount() + columnsAfterItems;
}

QVariant StatusModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StatusKey entry = m_entries[static_cast<size_t>(index.row())];
    const int item = index.column() - firstItemColumn;
    const bool isItem = item >= 0 && item < itemCount();
    if (role == Qt::TextAlignmentRole)
        return item == itemCount() + 2 ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (entry >= 0) {
        m_rows.look(index.row());
        if (!m_rows.isFresh(entry))
            wantRow(index.row());
    }
    return isItem ? itemData(index.row(), item, role) : computerData(index.row(), index.column(), role);
}

QVariant StatusModel::computerData(int row, int column, int role) const
{
    const StatusKey entry = m_entries[static_cast<size_t>(row)];
    ComputerTaskStatus silent;
    const ComputerTaskStatus *computer = m_rows.find(entry);
    if (entry < 0) {
        silent = neverReported(m_silent.name(entry));
        computer = &silent;
    }
    if (!computer)
        return role == Qt::DisplayRole && column <= statusColumn ? QVariant(QStringLiteral("…")) : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        if (column == computerColumn)
            return computer->computer;
        return column == statusColumn ? statusText(*computer) : timeCell(*computer, column - firstItemColumn - itemCount());
    case Qt::ToolTipRole:
        return computer->problem.isEmpty() ? computer->explanation : computer->explanation + u'\n' + computer->problem;
    case ComputerStatusRole:
        return column == statusColumn ? QVariant(static_cast<int>(computer->status)) : QVariant();
    case ClockAheadRole:
        return computer->clockAhead;
    default:
        return {};
    }
}

QVariant StatusModel::itemData(int row, int item, int role) const
{
    const StatusKey entry = m_entries[static_cast<size_t>(row)];
    if (entry < 0)
        return {};
    const ComputerTaskStatus *computer = m_rows.find(entry);
    const auto place = static_cast<size_t>(item);
    if (!computer || place >= computer->items.size())
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("…")) : QVariant();
    const LineItemStatus &status = computer->items[place];
    switch (role) {
    case Qt::DisplayRole:
        return statusText(status);
    case Qt::ToolTipRole:
        return status.explanation;
    case ItemStatusRole:
        return static_cast<int>(status.status);
    default:
        return {};
    }
}

QString StatusModel::timeCell(const ComputerTaskStatus &computer, int column) const
{
    switch (column) {
    case 0: return computer.started ? timeText(*computer.started) : QString();
    case 1: return computer.started && computer.finished ? elapsedText(*computer.finished - *computer.started) : QString();
    default: return computer.reported != 0 ? QString::number(computer.restarts) : QString();
    }
}

// "succeeded: 31, failed: 4"
QString StatusModel::itemCounts(int item) const
{
    const auto counts = m_summary.items.find(m_task.items[static_cast<size_t>(item)].id);
    if (counts == m_summary.items.end())
        return tr("No computer has reported on it yet.");
    QStringList parts;
    for (const auto &[status, count] : counts->second)
        parts.append(tr("%1: %2").arg(statusText(status)).arg(count));
    return parts.join(QStringLiteral(", "));
}

QVariant StatusModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    if (orientation == Qt::Vertical)
        return section < rowCount() && role == Qt::DisplayRole ? data(index(section, computerColumn)) : QVariant();
    const int item = section - firstItemColumn;
    if (item >= 0 && item < itemCount()) {
        const QString program = m_programNames.value(item);
        if (role == Qt::ToolTipRole)
            return tr("%1. %2").arg(item + 1).arg(program) + u'\n' + itemCounts(item);
        return QString::number(item + 1) + u' ' + program.section(u'/', -1);
    }
    if (role == Qt::ToolTipRole)
        return {};
    if (section == computerColumn)
        return tr("Computer");
    if (section == statusColumn)
        return tr("Status");
    switch (item - itemCount()) {
    case 0: return tr("Started");
    case 1: return tr("Took");
    case 2: return tr("Restarts");
    default: return {};
    }
}

} // namespace seriatim
