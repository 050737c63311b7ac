#include "models/environmentmodel.h"

#include "models/rowchange.h"

namespace seriatim {

void EnvironmentModel::setVariables(const std::vector<EnvironmentVariable> &variables)
{
    if (variables == m_variables)
        return;
    const RowChange change = RowChange::between(m_variables, variables, std::equal_to<>());
    if (change.removed == change.inserted) {
        m_variables = variables;
        Q_EMIT dataChanged(index(change.first, 0), index(change.first + change.inserted - 1, ColumnCount - 1));
        return;
    }
    if (change.removed > 0) {
        beginRemoveRows({}, change.first, change.first + change.removed - 1);
        m_variables.erase(m_variables.begin() + change.first, m_variables.begin() + change.first + change.removed);
        endRemoveRows();
    }
    if (change.inserted > 0) {
        beginInsertRows({}, change.first, change.first + change.inserted - 1);
        m_variables = variables;
        endInsertRows();
    }
}

QModelIndex EnvironmentModel::add()
{
    QString name = QStringLiteral("NAME");
    for (int number = 2; !whyNoName(name, -1).isEmpty(); ++number)
        name = QStringLiteral("NAME%1").arg(number);
    const int row = static_cast<int>(m_variables.size());
    beginInsertRows({}, row, row);
    m_variables.push_back({name, QString()});
    endInsertRows();
    Q_EMIT edited(tr("Add an environment variable"));
    return index(row, NameColumn);
}

void EnvironmentModel::remove(int row)
{
    if (m_readOnly || row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_variables.erase(m_variables.begin() + row);
    endRemoveRows();
    Q_EMIT edited(tr("Remove an environment variable"));
}

int EnvironmentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_variables.size());
}

int EnvironmentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EnvironmentModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole))
        return {};
    const EnvironmentVariable &variable = m_variables[static_cast<size_t>(index.row())];
    return index.column() == NameColumn ? variable.name : variable.value;
}

bool EnvironmentModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (m_readOnly || role != Qt::EditRole || !index.isValid())
        return false;
    EnvironmentVariable &variable = m_variables[static_cast<size_t>(index.row())];
    QString &field = index.column() == NameColumn ? variable.name : variable.value;
    if (field == value.toString())
        return true;
    if (index.column() == NameColumn) {
        const QString why = whyNoName(value.toString(), index.row());
        Q_EMIT refused(why);
        if (!why.isEmpty())
            return false;
    }
    field = value.toString();
    Q_EMIT dataChanged(index, index);
    Q_EMIT edited(tr("Change an environment variable"));
    return true;
}

QString EnvironmentModel::whyNoName(const QString &name, int row) const
{
    if (name.isEmpty() || name.contains(u'=') || name.contains(QChar(u'\0')))
        return tr("“%1” is no name for an environment variable; use letters, digits and _.").arg(name);
    for (int other = 0; other < rowCount(); ++other) {
        if (other != row && m_variables[static_cast<size_t>(other)].name == name)
            return tr("There is a variable “%1” already; change its value instead.").arg(name);
    }
    return {};
}

QVariant EnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

Qt::ItemFlags EnvironmentModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (!m_readOnly && index.isValid())
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace seriatim
