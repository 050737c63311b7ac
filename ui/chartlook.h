// What the charts share: colours of the palette, one title style, nothing animated. For .cpp files: nobody else sees Qt Charts.
#pragma once

#include <QPalette>

#include <memory>

class QChart;
class QChartView;
class QValueAxis;

namespace seriatim {

struct AxisScale;

// With the title in bold; its owner is who it is shown to.
[[nodiscard]] std::unique_ptr<QChart> makeChart(const QString &title, const QFont &font);
// From 0, in whole numbers; the chart owns it.
QValueAxis *addNumberAxis(QChart &chart, const AxisScale &scale, const QString &title, Qt::Alignment side);
// The one that was shown before is gone.
void showChart(QChartView &view, std::unique_ptr<QChart> chart);

void applyPalette(QChart &chart, const QPalette &palette); // again after axes and series were added

// Grid lines and axes: seen, but behind the data.
[[nodiscard]] QColor gridColor(const QPalette &palette);

} // namespace seriatim
