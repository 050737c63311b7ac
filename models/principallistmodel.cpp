#include "models/principallistmodel.h"

#include "models/searchtext.h"

namespace seriatim {

PrincipalListModel::PrincipalListModel(std::shared_ptr<const std::vector<PrincipalEntry>> principals,
                                       const std::function<bool(const PrincipalEntry &)> &taken, QObject *parent)
    : QAbstractListModel(parent), m_principals(std::move(principals))
{
    for (const PrincipalEntry &principal : *m_principals) {
        m_folded.push_back(foldForSearch(principal.name + u'\n' + principal.detail));
        m_taken.push_back(taken(principal));
    }
    setSearch({});
}

void PrincipalListModel::setSearch(const QString &text)
{
    const QString wanted = foldForSearch(text.trimmed());
    beginResetModel();
    m_shown.clear();
    for (size_t i = 0; i < m_folded.size(); ++i) {
        if (m_folded[i].contains(wanted))
            m_shown.push_back(i);
    }
    endResetModel();
}

int PrincipalListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PrincipalListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const size_t place = m_shown[static_cast<size_t>(index.row())];
    const PrincipalEntry &principal = (*m_principals)[place];
    if (role == isGroupRole)
        return principal.kind == PortalAccess::Kind::group;
    if (role != Qt::DisplayRole)
        return {};
    const QString name = principal.detail.isEmpty() ? principal.name : tr("%1 — %2").arg(principal.name, principal.detail);
    return m_taken[place] ? tr("%1 (in the list already)").arg(name) : name;
}

Qt::ItemFlags PrincipalListModel::flags(const QModelIndex &index) const
{
    if (index.isValid() && m_taken[m_shown[static_cast<size_t>(index.row())]])
        return Qt::NoItemFlags;
    return QAbstractListModel::flags(index);
}

} // namespace seriatim
