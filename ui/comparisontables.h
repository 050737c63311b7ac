// What the windows that compare simulation runs share.
#pragma once

#include <QString>

class QAbstractItemModel;
class QSplitter;
class QTableView;
class QWidget;

namespace seriatim {

inline constexpr int comparisonCurvePoints = 400;

// Read only, whole rows.
[[nodiscard]] QTableView *makeComparisonTable(QAbstractItemModel &model, const QString &objectName, const QString &accessibleName, QWidget *parent);

// Every column as wide as what it shows; `stretched` takes the room that is left.
void fitColumns(QTableView &table, int stretched);

// Its two sides have the same room, now and when the window grows.
void shareEvenly(QSplitter &splitter);

} // namespace seriatim
