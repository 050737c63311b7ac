// RowDelegate: rows with some air, so that figures are followed from column to column.
#pragma once

#include <QStyledItemDelegate>

#include <algorithm>

namespace seriatim {

class RowDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(std::max(size.height(), option.fontMetrics.height() * 3 / 2));
        return size;
    }
};

} // namespace seriatim
