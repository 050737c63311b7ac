// Paints a navigator row: the symbol of what it is, its name, and at the right, quietly, how much is in it.
#pragma once

#include "models/navigatortree.h"

#include <QStyledItemDelegate>

namespace seriatim {

[[nodiscard]] QIcon iconOf(NavigatorKind kind, bool disabled);

class NavigatorDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace seriatim
