#include "models/assumptionsmodel.h"

#include "models/assumptionfields.h"
#include "models/assumptionwords.h"

#include <algorithm>

namespace seriatim {

void AssumptionsModel::setItemNames(QStringList names)
{
    m_itemNames = std::move(names);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, AppliesTo), index(rowCount() - 1, AppliesTo));
}

void AssumptionsModel::setScenario(const Scenario &scenario)
{
    beginResetModel();
    m_rows = rowsOf(scenario);
    m_head = withRows(scenario, {});
    endResetModel();
}

int AssumptionsModel::add(const AssumptionRow &row)
{
    const auto after = std::ranges::upper_bound(m_rows, kindOf(row), {}, [](const AssumptionRow &one) { return kindOf(one); });
    const auto number = static_cast<int>(after - m_rows.begin());
    beginInsertRows({}, number, number);
    m_rows.insert(after, row);
    endInsertRows();
    Q_EMIT edited();
    return number;
}

void AssumptionsModel::replace(int number, const AssumptionRow &row)
{
    Q_ASSERT(kindOf(row) == kindOf(this->row(number)));
    m_rows[static_cast<size_t>(number)] = row;
    Q_EMIT dataChanged(index(number, 0), index(number, columnCountOfModel - 1));
    Q_EMIT edited();
}

void AssumptionsModel::remove(int number)
{
    beginRemoveRows({}, number, number);
    m_rows.erase(m_rows.begin() + number);
    endRemoveRows();
    Q_EMIT edited();
}

bool AssumptionsModel::canMove(int number, int by) const
{
    const int to = number + by;
    return number >= 0 && number < rowCount() && to >= 0 && to < rowCount() && kindOf(row(number)) == kindOf(row(to));
}

void AssumptionsModel::move(int number, int by)
{
    if (!canMove(number, by))
        return;
    beginMoveRows({}, number, number, {}, by < 0 ? number + by : number + by + 1);
    std::swap(m_rows[static_cast<size_t>(number)], m_rows[static_cast<size_t>(number + by)]);
    endMoveRows();
    Q_EMIT edited();
}

Scenario AssumptionsModel::scenarioWith(int number, const AssumptionRow &row) const
{
    std::vector<AssumptionRow> rows = m_rows;
    if (number < 0)
        rows.push_back(row);
    else
        rows[static_cast<size_t>(number)] = row;
    return withRows(m_head, rows);
}

int AssumptionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AssumptionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

QVariant AssumptionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AssumptionRow &of = row(index.row());
    if (role == Qt::TextAlignmentRole && index.column() == Probability)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        const QString whole = matchText(of, m_itemNames) + QStringLiteral(": ") + assumedText(of);
        return whole + u'\n' + (canEdit(kindOf(of)) ? kindPurpose(kindOf(of)) : tr("Kept as it is in the file. %1").arg(kindPurpose(kindOf(of))));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(index.column())) {
    case Kind: return kindText(kindOf(of));
    case AppliesTo: return matchText(of, m_itemNames);
    case Assumed: return assumedText(of);
    case Probability: return probabilityText(matchOf(of).probability);
    case columnCountOfModel: break;
    }
    return {};
}

QVariant AssumptionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Kind: return tr("Kind");
    case AppliesTo: return tr("Applies to");
    case Assumed: return tr("What is assumed");
    case Probability: return tr("Probability");
    case columnCountOfModel: break;
    }
    return {};
}

} // namespace seriatim
