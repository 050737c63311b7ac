// What the windows that compare simulation runs share.
#pragma once

#include "engine/workspace/comparisonwatch.h"
#include "models/storesession.h"

class QAbstractItemModel;
class QTableView;

namespace seriatim {

inline constexpr int comparisonCurvePoints = 400;

// Read only, whole rows.
[[nodiscard]] QTableView *makeComparisonTable(QAbstractItemModel &model, const QString &objectName, const QString &accessibleName, QWidget *parent);

// Every column as wide as what it shows; `stretched` takes the room that is left.
void fitColumns(QTableView &table, int stretched);

// The engine's view of a job.
[[nodiscard]] ComparisonWatch watchOf(JobControl &control);

} // namespace seriatim
