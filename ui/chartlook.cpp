#include "ui/chartlook.h"

#include <QAbstractAxis>
#include <QChart>
#include <QGraphicsLayout>
#include <QLegend>

namespace seriatim {

namespace {

QColor mixed(const QColor &one, const QColor &other, double share)
{
    const auto part = [share](int a, int b) { return static_cast<int>(a * share + b * (1 - share)); };
    return {part(one.red(), other.red()), part(one.green(), other.green()), part(one.blue(), other.blue())};
}

} // namespace

QColor gridColor(const QPalette &palette)
{
    constexpr double share = 0.18;
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), share);
}

void applyPalette(QChart &chart, const QPalette &palette)
{
    const QColor text = palette.color(QPalette::Text);
    const QColor grid = gridColor(palette);
    chart.layout()->setContentsMargins(0, 0, 0, 0); // the frame of its own is enough
    chart.setBackgroundRoundness(0);
    chart.setBackgroundBrush(palette.base());
    chart.setBackgroundPen(QPen(grid));
    chart.setTitleBrush(text);
    chart.legend()->setLabelColor(text);
    for (QAbstractAxis *axis : chart.axes()) {
        axis->setLabelsColor(text);
        axis->setTitleBrush(text);
        axis->setGridLineColor(grid);
        axis->setLinePenColor(palette.color(QPalette::PlaceholderText));
    }
}

} // namespace seriatim
