#include "models/breakpointproxy.h"

namespace seriatim {

BreakpointProxy::BreakpointProxy(AgentModel &tasks, QObject *parent) : QIdentityProxyModel(parent), m_tasks(tasks)
{
    setSourceModel(&m_tasks);
}

std::optional<int> BreakpointProxy::itemOf(const QModelIndex &index) const
{
    const AgentItemView *item = index.isValid() ? m_tasks.itemAt(mapToSource(index)) : nullptr;
    return item ? std::optional(item->place - 1) : std::nullopt;
}

Qt::ItemFlags BreakpointProxy::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags usual = QIdentityProxyModel::flags(index);
    return index.column() == AgentModel::Name && itemOf(index) ? usual | Qt::ItemIsUserCheckable : usual;
}

QVariant BreakpointProxy::data(const QModelIndex &index, int role) const
{
    if (role == Qt::CheckStateRole && index.column() == AgentModel::Name) {
        if (const std::optional<int> item = itemOf(index))
            return m_items.contains(*item) ? Qt::Checked : Qt::Unchecked;
    }
    return QIdentityProxyModel::data(index, role);
}

bool BreakpointProxy::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const std::optional<int> item = itemOf(index);
    if (role != Qt::CheckStateRole || index.column() != AgentModel::Name || !item)
        return false;
    const bool set = value.toInt() == Qt::Checked;
    if (set)
        m_items.insert(*item);
    else
        m_items.erase(*item);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT breakpointSet(*item, set);
    return true;
}

void BreakpointProxy::toggle(const QModelIndex &index)
{
    const QModelIndex name = index.siblingAtColumn(AgentModel::Name);
    if (const std::optional<int> item = itemOf(name))
        setData(name, m_items.contains(*item) ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace seriatim
