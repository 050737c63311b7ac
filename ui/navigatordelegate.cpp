#include "ui/navigatordelegate.h"

#include "models/navigatormodel.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPainter>

namespace seriatim {

namespace {

QString countText(const QModelIndex &index)
{
    const int count = index.data(NavigatorModel::CountRole).toInt();
    return count > 0 ? QLocale().toString(count) : QString();
}

int countWidth(const QStyleOptionViewItem &option, const QString &text)
{
    return text.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(text) + option.fontMetrics.averageCharWidth() * 2;
}

} // namespace

QIcon iconOf(NavigatorKind kind, bool disabled)
{
    switch (kind) {
    case NavigatorKind::tasks: return icon(Symbol::task);
    case NavigatorKind::task:
    case NavigatorKind::recentTask: return icon(disabled ? Symbol::taskDisabled : Symbol::task);
    case NavigatorKind::taskFolder:
    case NavigatorKind::packageFolder: return icon(Symbol::folder);
    case NavigatorKind::recentTasks: return icon(Symbol::history);
    case NavigatorKind::packages: return icon(Symbol::package);
    case NavigatorKind::computers: return icon(Symbol::computer);
    case NavigatorKind::collections:
    case NavigatorKind::collection: return icon(Symbol::collection);
    case NavigatorKind::users: return icon(Symbol::userGroup);
    case NavigatorKind::portalRequests: return icon(Symbol::portalRequest);
    case NavigatorKind::simulationRuns: return icon(Symbol::simulation);
    case NavigatorKind::reports:
    case NavigatorKind::report: return icon(Symbol::report);
    case NavigatorKind::savedReport: return icon(Symbol::filter);
    case NavigatorKind::agentSettings: return icon(Symbol::agentSettings);
    }
    Q_UNREACHABLE();
}

void NavigatorDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->icon = iconOf(NavigatorModel::kindOf(index), index.data(NavigatorModel::DisabledRole).toBool());
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->font.setItalic(index.data(NavigatorModel::UnsavedRole).toBool());
    if (index.data(NavigatorModel::DisabledRole).toBool())
        option->palette.setColor(QPalette::Text, toneColor(Tone::muted, option->palette));
}

void NavigatorDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QString count = countText(index);
    const int reserved = countWidth(item, count);
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    item.text = item.fontMetrics.elidedText(
        item.text, Qt::ElideRight,
        std::max(0, style->subElementRect(QStyle::SE_ItemViewItemText, &item, item.widget).width() - reserved - item.fontMetrics.averageCharWidth()));
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    if (count.isEmpty())
        return;
    const bool selected = item.state.testFlag(QStyle::State_Selected);
    painter->setPen(selected ? item.palette.color(QPalette::HighlightedText) : toneColor(Tone::muted, item.palette));
    painter->drawText(item.rect.adjusted(0, 0, -item.fontMetrics.averageCharWidth(), 0), Qt::AlignRight | Qt::AlignVCenter, count);
}

QSize NavigatorDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.rwidth() += countWidth(option, countText(index));
    size.setHeight(std::max(size.height(), option.fontMetrics.height() * 3 / 2));
    return size;
}

} // namespace seriatim
