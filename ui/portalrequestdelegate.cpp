#include "ui/portalrequestdelegate.h"

#include "models/portalrequestsmodel.h"

namespace seriatim {

Symbol symbolOf(RequestLook look)
{
    switch (look) {
    case RequestLook::open: return Symbol::portalRequest;
    case RequestLook::held: return Symbol::waiting;
    case RequestLook::underWay: return Symbol::running;
    case RequestLook::good: return Symbol::succeeded;
    case RequestLook::bad: return Symbol::failed;
    case RequestLook::over: return Symbol::withdrawn;
    }
    Q_UNREACHABLE();
}

Tone toneOf(RequestLook look)
{
    switch (look) {
    case RequestLook::open:
    case RequestLook::held: return Tone::warning;
    case RequestLook::underWay: return Tone::busy;
    case RequestLook::good: return Tone::good;
    case RequestLook::bad: return Tone::bad;
    case RequestLook::over: return Tone::muted;
    }
    Q_UNREACHABLE();
}

void PortalRequestDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant look = index.data(PortalRequestsModel::LookRole);
    if (!look.isValid())
        return;
    option->icon = icon(symbolOf(static_cast<RequestLook>(look.toInt())));
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->palette.setColor(QPalette::Text, toneColor(toneOf(static_cast<RequestLook>(look.toInt())), option->palette));
}

} // namespace seriatim
