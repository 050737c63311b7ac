// What the windows that compare simulation runs share.
#pragma once

#include "engine/workspace/comparisonwatch.h"
#include "models/storesession.h"

class QAbstractItemModel;
class QTableView;

namespace seriatim {

inline constexpr int comparisonCurvePoints = 400;

// Read only, whole rows, the last column takes the room.
[[nodiscard]] QTableView *makeComparisonTable(QAbstractItemModel &model, const QString &objectName, const QString &accessibleName, QWidget *parent);

// The engine's view of a job.
[[nodiscard]] ComparisonWatch watchOf(JobControl &control);

} // namespace seriatim
