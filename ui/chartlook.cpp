#include "ui/chartlook.h"

#include "models/completioncurve.h"

#include <QAbstractAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLegend>
#include <QValueAxis>

namespace seriatim {

namespace {

QColor mixed(const QColor &one, const QColor &other, double share)
{
    const auto part = [share](int a, int b) { return static_cast<int>(a * share + b * (1 - share)); };
    return {part(one.red(), other.red()), part(one.green(), other.green()), part(one.blue(), other.blue())};
}

} // namespace

std::unique_ptr<QChart> makeChart(const QString &title, const QFont &font)
{
    auto chart = std::make_unique<QChart>();
    QFont bold = font;
    bold.setBold(true);
    chart->setTitleFont(bold);
    chart->setTitle(title);
    chart->setLocalizeNumbers(true);
    chart->setMargins(QMargins(4, 4, 12, 4));
    return chart;
}

QValueAxis *addNumberAxis(QChart &chart, const AxisScale &scale, const QString &title, Qt::Alignment side)
{
    auto *axis = new QValueAxis;
    axis->setRange(0, scale.last);
    axis->setTickType(QValueAxis::TicksDynamic);
    axis->setTickAnchor(0);
    axis->setTickInterval(scale.step);
    axis->setLabelFormat(QStringLiteral("%.0f"));
    axis->setTitleText(title);
    QFont plain = axis->titleFont();
    plain.setBold(false);
    axis->setTitleFont(plain);
    chart.addAxis(axis, side);
    return axis;
}

void showChart(QChartView &view, std::unique_ptr<QChart> chart)
{
    const std::unique_ptr<QChart> old(view.chart());
    view.setChart(chart.release());
}

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
