#include "models/portalaccessmodel.h"

#include <algorithm>

namespace seriatim {

namespace {

// Kind and name as they are compared: letter case does not count.
QString keyOf(PortalAccess::Kind kind, const QString &name)
{
    return (kind == PortalAccess::Kind::group ? u'g' : u'u') + name.trimmed().toCaseFolded();
}

bool PortalAccess::*fieldOf(int column)
{
    switch (static_cast<PortalAccessModel::Column>(column)) {
    case PortalAccessModel::seeColumn: return &PortalAccess::maySee;
    case PortalAccessModel::recommendedColumn: return &PortalAccess::recommended;
    case PortalAccessModel::preApprovedColumn: return &PortalAccess::preApproved;
    case PortalAccessModel::nameColumn:
    case PortalAccessModel::columnCountValue: break;
    }
    return nullptr;
}

} // namespace

void PortalAccessModel::setAccess(const std::vector<PortalAccess> &access)
{
    const int old = rowCount();
    const int now = static_cast<int>(access.size());
    for (int row = 0; row < std::min(old, now); ++row) {
        const auto place = static_cast<size_t>(row);
        if (m_access[place] == access[place])
            continue;
        m_access[place] = access[place];
        Q_EMIT dataChanged(index(row, 0), index(row, columnCountValue - 1));
    }
    if (now < old) {
        beginRemoveRows({}, now, old - 1);
        m_access = access;
        endRemoveRows();
    } else if (now > old) {
        beginInsertRows({}, old, now - 1);
        m_access = access;
        endInsertRows();
    }
}

void PortalAccessModel::setPrincipals(const std::vector<PrincipalEntry> &principals)
{
    m_known.clear();
    for (const PrincipalEntry &principal : principals) {
        m_known.insert(keyOf(principal.kind, principal.name));
        // A name without its domain means the same one.
        m_known.insert(keyOf(principal.kind, principal.name.section(u'\\', -1)));
    }
    m_knownLoaded = true;
    announce();
}

void PortalAccessModel::setEditable(bool editable)
{
    if (std::exchange(m_editable, editable) != editable)
        announce();
}

void PortalAccessModel::announce()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCountValue - 1));
}

bool PortalAccessModel::isKnown(const PortalAccess &access) const
{
    return !m_knownLoaded || m_known.contains(keyOf(access.kind, access.name));
}

bool PortalAccessModel::contains(const PrincipalEntry &principal) const
{
    const QString key = keyOf(principal.kind, principal.name);
    return std::ranges::any_of(m_access, [&](const PortalAccess &access) { return keyOf(access.kind, access.name) == key; });
}

void PortalAccessModel::add(const std::vector<PrincipalEntry> &principals)
{
    std::vector<PortalAccess> added;
    for (const PrincipalEntry &principal : principals) {
        if (!contains(principal))
            added.push_back({principal.kind, principal.name});
    }
    if (added.empty())
        return;
    const int count = static_cast<int>(added.size());
    beginInsertRows({}, rowCount(), rowCount() + count - 1);
    m_access.insert(m_access.end(), added.begin(), added.end());
    endInsertRows();
    Q_EMIT accessEdited(count == 1 ? tr("Add %1 to the portal entry").arg(added.front().name)
                                   : tr("Add %1 users and groups to the portal entry").arg(count));
}

void PortalAccessModel::remove(QList<int> rows)
{
    if (rows.isEmpty())
        return;
    const QString text = rows.size() == 1
                             ? tr("Remove %1 from the portal entry").arg(m_access[static_cast<size_t>(rows.front())].name)
                             : tr("Remove %1 users and groups from the portal entry").arg(rows.size());
    std::ranges::sort(rows, std::greater{});
    for (const int row : rows) {
        beginRemoveRows({}, row, row);
        m_access.erase(m_access.begin() + row);
        endRemoveRows();
    }
    Q_EMIT accessEdited(text);
}

int PortalAccessModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_access.size());
}

int PortalAccessModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountValue;
}

QVariant PortalAccessModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PortalAccess &access = m_access[static_cast<size_t>(index.row())];
    const bool known = isKnown(access);
    switch (role) {
    case isGroupRole:
        return access.kind == PortalAccess::Kind::group;
    case isKnownRole:
        return known;
    case Qt::DisplayRole:
        if (index.column() == nameColumn)
            return known ? access.name : tr("%1 (not in the store)").arg(access.name);
        return {};
    case Qt::ToolTipRole:
        if (known)
            return access.kind == PortalAccess::Kind::group ? tr("Group %1").arg(access.name) : tr("User %1").arg(access.name);
        return tr("The store has no such %1. Add one under Users and groups, or remove this line.")
            .arg(access.kind == PortalAccess::Kind::group ? tr("group") : tr("user"));
    case Qt::AccessibleTextRole:
        if (index.column() != nameColumn)
            return tr("%1: %2").arg(access.name, headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
        return {};
    case Qt::CheckStateRole:
        if (bool PortalAccess::*field = fieldOf(index.column()))
            return access.*field ? Qt::Checked : Qt::Unchecked;
        return {};
    default:
        return {};
    }
}

QVariant PortalAccessModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (static_cast<Column>(section)) {
    case nameColumn: return tip ? QVariant() : tr("User or group");
    case seeColumn: return tip ? tr("The task stands in their portal") : tr("May see");
    case recommendedColumn: return tip ? tr("The task is marked as recommended for them") : tr("Recommended");
    case preApprovedColumn: return tip ? tr("Their requests need no approval") : tr("Pre-approved");
    case columnCountValue: break;
    }
    return {};
}

Qt::ItemFlags PortalAccessModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return m_editable && index.isValid() && index.column() != nameColumn ? flags | Qt::ItemIsUserCheckable : flags;
}

bool PortalAccessModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    bool PortalAccess::*field = index.isValid() ? fieldOf(index.column()) : nullptr;
    if (!field || role != Qt::CheckStateRole || !m_editable)
        return false;
    PortalAccess access = m_access[static_cast<size_t>(index.row())];
    const bool on = value.toInt() == Qt::Checked;
    access.*field = on;
    if (on)
        access.maySee = true;
    else if (field == &PortalAccess::maySee)
        access.recommended = access.preApproved = false;
    m_access[static_cast<size_t>(index.row())] = access;
    Q_EMIT dataChanged(index.siblingAtColumn(0), index.siblingAtColumn(columnCountValue - 1));
    switch (static_cast<Column>(index.column())) {
    case seeColumn:
        Q_EMIT accessEdited(on ? tr("Show the task to %1").arg(access.name) : tr("Hide the task from %1").arg(access.name));
        break;
    case recommendedColumn:
        Q_EMIT accessEdited(on ? tr("Recommend the task to %1").arg(access.name) : tr("Do not recommend the task to %1").arg(access.name));
        break;
    case preApprovedColumn:
        Q_EMIT accessEdited(on ? tr("Pre-approve requests of %1").arg(access.name) : tr("Do not pre-approve requests of %1").arg(access.name));
        break;
    case nameColumn:
    case columnCountValue:
        break;
    }
    return true;
}

} // namespace seriatim
