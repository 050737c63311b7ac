// What the charts share: colours of the palette, one title style, nothing animated. For .cpp files: nobody else sees Qt Charts.
#pragma once

#include <QPalette>

class QChart;

namespace seriatim {

void applyPalette(QChart &chart, const QPalette &palette); // again after axes and series were added

// Grid lines and axes: seen, but behind the data.
[[nodiscard]] QColor gridColor(const QPalette &palette);

} // namespace seriatim
