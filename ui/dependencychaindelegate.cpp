#include "ui/dependencychaindelegate.h"

#include "ui/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>

namespace seriatim {

namespace {

double laneWidth(const QFontMetrics &metrics)
{
    return std::max(8.0, metrics.height() * 0.6);
}

} // namespace

int DependencyChainDelegate::widthFor(const DependencyChain &chain, const QFontMetrics &metrics)
{
    return static_cast<int>(laneWidth(metrics) * (std::max(chain.laneCount(), 1) + 1.2));
}

QSize DependencyChainDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {widthFor(m_chain, option.fontMetrics), option.fontMetrics.height()};
}

void DependencyChainDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const std::vector<const DependencyLine *> lines = m_chain.through(index.row());
    if (lines.empty())
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipRect(option.rect);
    // Thousands may share the last lane; in this row they look the same.
    std::array<int, DependencyChain::maximumLanes> drawn{};
    constexpr int enoughInALane = 8;
    for (const DependencyLine *line : lines) {
        const bool endsHere = line->item == index.row() || line->on.back() == index.row() || line->on.front() == index.row();
        if (endsHere || line->item == m_currentRow || drawn[static_cast<size_t>(line->lane)]++ < enoughInALane)
            paintLine(*painter, option, *line, index.row());
    }
    painter->restore();
}

void DependencyChainDelegate::paintLine(QPainter &painter, const QStyleOptionViewItem &option, const DependencyLine &line, int row) const
{
    const bool selected = option.state & QStyle::State_Selected;
    const bool current = line.item == m_currentRow || std::ranges::binary_search(line.on, m_currentRow);
    QColor color = selected ? option.palette.color(QPalette::HighlightedText)
                            : toneColor(current ? Tone::accent : Tone::muted, option.palette);
    const double unit = laneWidth(option.fontMetrics);
    painter.setPen(QPen(color, current ? unit / 4 : unit / 7, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(color);

    const QRectF area(option.rect);
    const double right = area.right() - unit * 0.3;
    const double x = right - unit * (line.lane + 1);
    const double middle = area.center().y();
    // Coming in a little above the middle and leaving a little below it, so that a chain is seen as links.
    const double in = middle - unit * 0.28;
    const double out = middle + unit * 0.28;
    const bool needed = std::ranges::binary_search(line.on, row);

    if (row == line.item) {
        QPainterPath path(QPointF(x, area.top()));
        path.quadTo(QPointF(x, in), QPointF(right - unit * 0.3, in));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
        painter.setBrush(color);
        painter.drawPolygon(QPolygonF{{right, in}, {right - unit * 0.45, in - unit * 0.25}, {right - unit * 0.45, in + unit * 0.25}});
        return;
    }
    if (row == line.on.front()) {
        QPainterPath path(QPointF(x, area.bottom() + 1));
        path.quadTo(QPointF(x, out), QPointF(right - unit * 0.2, out));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    } else {
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 1));
        if (needed)
            painter.drawLine(QPointF(x, out), QPointF(right - unit * 0.2, out));
    }
    if (needed) {
        painter.setBrush(color);
        painter.drawEllipse(QPointF(right - unit * 0.2, out), unit * 0.18, unit * 0.18);
    }
}

} // namespace seriatim
