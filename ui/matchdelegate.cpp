#include "ui/matchdelegate.h"

#include "models/selectormodel.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace seriatim {

namespace {

const QStyle &styleOf(const QStyleOptionViewItem &item)
{
    return item.widget ? *item.widget->style() : *QApplication::style();
}

QList<QTextLayout::FormatRange> formatsFor(const QList<TextRange> &ranges, qsizetype length)
{
    QTextCharFormat found;
    found.setFontWeight(QFont::Bold);
    found.setFontUnderline(true);
    QList<QTextLayout::FormatRange> formats;
    for (const TextRange &range : ranges) {
        if (range.start < length)
            formats.append({range.start, std::min(range.length, static_cast<int>(length) - range.start), found});
    }
    return formats;
}

void lay(QTextLayout &layout, const QStyleOptionViewItem &item)
{
    QTextOption option;
    option.setTextDirection(item.direction);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
}

// What of the text fits; found parts are bold, so that only the layout knows how wide it is.
QString elided(const QTextLayout &layout, const QFontMetrics &metrics, qreal width)
{
    const QTextLine line = layout.lineAt(0);
    if (line.naturalTextWidth() <= width)
        return layout.text();
    const QString dots(QChar(0x2026));
    const int fits = line.xToCursor(std::max(0.0, width - metrics.horizontalAdvance(dots)), QTextLine::CursorOnCharacter);
    return layout.text().left(fits) + dots;
}

QPen textPen(const QStyleOptionViewItem &item)
{
    const QPalette::ColorGroup group = !item.state.testFlag(QStyle::State_Enabled) ? QPalette::Disabled
                                       : item.state.testFlag(QStyle::State_Active) ? QPalette::Active
                                                                                   : QPalette::Inactive;
    return item.palette.color(group, item.state.testFlag(QStyle::State_Selected) ? QPalette::HighlightedText : QPalette::Text);
}

void drawMarked(QPainter &painter, const QStyleOptionViewItem &item, const QRect &rect, const QString &text, const QList<TextRange> &ranges)
{
    QTextLayout layout(text, item.font);
    layout.setFormats(formatsFor(ranges, text.size()));
    lay(layout, item);
    if (const QString shown = elided(layout, item.fontMetrics, rect.width()); shown != text) {
        layout.setText(shown);
        layout.setFormats(formatsFor(ranges, shown.size() - 1));
        lay(layout, item);
    }
    const qreal slack = rect.width() - layout.lineAt(0).naturalTextWidth();
    const qreal x = item.direction == Qt::RightToLeft ? rect.left() + std::max(0.0, slack) : rect.left();
    painter.setPen(textPen(item));
    layout.draw(&painter, QPointF(x, rect.top() + (rect.height() - layout.lineAt(0).height()) / 2));
}

} // namespace

MatchDelegate::MatchDelegate(QObject *parent)
    : QStyledItemDelegate(parent), m_folder(icon(Symbol::folder)), m_package(icon(Symbol::package)), m_program(icon(Symbol::program))
{
}

const QIcon &MatchDelegate::iconOf(const QModelIndex &index) const
{
    switch (static_cast<SelectorModel::Kind>(index.data(SelectorModel::kindRole).toInt())) {
    case SelectorModel::Kind::folder: return m_folder;
    case SelectorModel::Kind::package: return m_package;
    case SelectorModel::Kind::program: return m_program;
    }
    Q_UNREACHABLE();
}

void MatchDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() == SelectorModel::nameColumn) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = iconOf(index);
    } else {
        option->palette.setColor(QPalette::Text, toneColor(Tone::muted, option->palette));
    }
}

void MatchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto ranges = index.data(SelectorModel::rangesRole).value<QList<TextRange>>();
    if (ranges.isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QStyle &style = styleOf(item);
    const int margin = style.pixelMetric(QStyle::PM_FocusFrameHMargin, &item, item.widget) + 1; // as the style's own text has it
    const QRect rect = style.subElementRect(QStyle::SE_ItemViewItemText, &item, item.widget).adjusted(margin, 0, -margin, 0);
    const QString text = std::exchange(item.text, QString());
    style.drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    painter->save();
    drawMarked(*painter, item, rect, text, ranges);
    painter->restore();
}

} // namespace seriatim
