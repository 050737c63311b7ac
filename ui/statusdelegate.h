// StatusDelegate: a state as icon, word and code in its tone. The model gives the state as an int under two roles.
#pragma once

#include <QStyledItemDelegate>

namespace seriatim {

class StatusDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    StatusDelegate(int itemStatusRole, int computerStatusRole, QObject *parent);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    int m_itemStatusRole;
    int m_computerStatusRole;
};

} // namespace seriatim
