// PrincipalDelegate: puts the icon of a user or group before its name, and a warning where the store does not know it.
#pragma once

#include <QStyledItemDelegate>

namespace seriatim {

class PrincipalDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace seriatim
