// PortalRequestDelegate: the state of a portal request as icon and word in its tone.
#pragma once

#include "models/portalrequestwords.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QStyledItemDelegate>

namespace seriatim {

[[nodiscard]] Symbol symbolOf(RequestLook look);
[[nodiscard]] Tone toneOf(RequestLook look);

class PortalRequestDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace seriatim
