#include "ui/principaldelegate.h"

#include "models/portalaccessmodel.h"
#include "models/principallistmodel.h"
#include "ui/icons.h"

namespace seriatim {

// One delegate serves both models.
static_assert(static_cast<int>(PortalAccessModel::isGroupRole) == static_cast<int>(PrincipalListModel::isGroupRole));

void PrincipalDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() != 0)
        return;
    const QVariant known = index.data(PortalAccessModel::isKnownRole);
    const Symbol kind = index.data(PortalAccessModel::isGroupRole).toBool() ? Symbol::userGroup : Symbol::user;
    option->icon = icon(known.isValid() && !known.toBool() ? Symbol::warning : kind);
    option->features |= QStyleOptionViewItem::HasDecoration;
}

} // namespace seriatim
