#include "ui/statusdelegate.h"

#include "ui/statuslook.h"

namespace seriatim {

StatusDelegate::StatusDelegate(int itemStatusRole, int computerStatusRole, QObject *parent)
    : QStyledItemDelegate(parent), m_itemStatusRole(itemStatusRole), m_computerStatusRole(computerStatusRole)
{
}

void StatusDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto show = [&](auto status) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(symbolOf(status));
        option->palette.setColor(QPalette::Text, toneColor(toneOf(status), option->palette));
    };
    if (const QVariant item = index.data(m_itemStatusRole); item.isValid())
        show(static_cast<ItemStatus>(item.toInt()));
    else if (const QVariant computer = index.data(m_computerStatusRole); computer.isValid())
        show(static_cast<ComputerStatus>(computer.toInt()));
}

} // namespace seriatim
