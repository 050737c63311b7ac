#include "models/dashboardfailuresmodel.h"

#include "models/dashboardwords.h"
#include "models/rowchange.h"

namespace seriatim {

namespace {

bool isSameCause(const FailureGroup &one, const FailureGroup &other)
{
    return one.program == other.program && one.status == other.status && one.code == other.code;
}

QString textOf(const FailureGroup &failure, int column)
{
    switch (column) {
    case DashboardFailuresModel::Computers: return numberText(failure.computers());
    case DashboardFailuresModel::ProgramName: return failure.programName;
    case DashboardFailuresModel::Result: return resultText(failure);
    case DashboardFailuresModel::Meaning: return meaningText(failure);
    case DashboardFailuresModel::Places: return placesText(failure);
    default: return {};
    }
}

} // namespace

void DashboardFailuresModel::setFailures(std::vector<FailureGroup> failures)
{
    const RowChange change = RowChange::between(m_failures, failures, isSameCause);
    if (change.removed > 0) {
        beginRemoveRows({}, change.first, change.first + change.removed - 1);
        m_failures.erase(m_failures.begin() + change.first, m_failures.begin() + change.first + change.removed);
        endRemoveRows();
    }
    if (change.inserted > 0) {
        beginInsertRows({}, change.first, change.first + change.inserted - 1);
        m_failures.insert(m_failures.begin() + change.first, failures.begin() + change.first, failures.begin() + change.first + change.inserted);
        endInsertRows();
    }
    for (size_t row = 0; row < failures.size(); ++row) {
        if (m_failures[row] == failures[row])
            continue;
        m_failures[row] = std::move(failures[row]);
        Q_EMIT dataChanged(index(static_cast<int>(row), 0), index(static_cast<int>(row), columnCountOfModel - 1));
    }
}

int DashboardFailuresModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_failures.size());
}

int DashboardFailuresModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

QVariant DashboardFailuresModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FailureGroup &failure = m_failures[static_cast<size_t>(index.row())];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return textOf(failure, index.column());
    if (role == Qt::TextAlignmentRole && index.column() == Computers)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant DashboardFailuresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Computers)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Computers: return tr("Computers");
    case ProgramName: return tr("Program");
    case Result: return tr("Result");
    case Meaning: return tr("What that usually means");
    case Places: return tr("Task");
    default: return {};
    }
}

} // namespace seriatim
