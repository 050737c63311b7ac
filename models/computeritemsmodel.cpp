#include "models/computeritemsmodel.h"

#include "models/statuswords.h"
#include "models/timewords.h"

namespace seriatim {

void ComputerItemsModel::setItems(std::vector<LineItemStatus> items, const QStringList &programNames)
{
    const bool sameRows = items.size() == m_items.size() && programNames == m_programNames;
    if (!sameRows)
        beginResetModel();
    m_programNames = programNames;
    std::swap(m_items, items);
    if (!sameRows)
        return endResetModel();
    for (size_t i = 0; i < m_items.size(); ++i) {
        const int row = static_cast<int>(i);
        if (m_items[i] != items[i])
            Q_EMIT dataChanged(index(row, 0), index(row, columnCountOfModel - 1));
    }
}

int ComputerItemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int ComputerItemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

QString ComputerItemsModel::text(const LineItemStatus &item, int column) const
{
    switch (static_cast<Column>(column)) {
    case Place: return QString::number(item.place);
    case Program: return m_programNames.value(item.place - 1);
    case Status: return statusText(item);
    case Attempts: return item.attempts > 0 ? QString::number(item.attempts) : QString();
    case Started: return item.started ? timeText(*item.started) : QString();
    case Took: return item.started && item.finished ? elapsedText(*item.finished - *item.started) : QString();
    case Explanation: return item.explanation;
    case columnCountOfModel: break;
    }
    return {};
}

QVariant ComputerItemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LineItemStatus &shown = item(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(shown, index.column());
    case Qt::ToolTipRole:
        return index.column() == Explanation || index.column() == Program ? text(shown, index.column()) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Place || index.column() == Attempts ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case ItemStatusRole:
        return index.column() == Status ? QVariant(static_cast<int>(shown.status)) : QVariant();
    default:
        return {};
    }
}

QVariant ComputerItemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == Attempts)
        return tr("How often the program was started in this run");
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Place: return tr("No.");
    case Program: return tr("Program");
    case Status: return tr("Status");
    case Attempts: return tr("Attempts");
    case Started: return tr("Started");
    case Took: return tr("Took");
    case Explanation: return tr("Why");
    case columnCountOfModel: break;
    }
    return {};
}

} // namespace seriatim
