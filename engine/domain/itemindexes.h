// Where each line item stands, for looking many of them up: SequentialTask::indexOf goes through the whole order.
#pragma once

#include "engine/domain/sequentialtask.h"

#include <QHash>

namespace seriatim {

[[nodiscard]] inline QHash<LineItemId, int> indexesOf(const SequentialTask &task)
{
    QHash<LineItemId, int> indexes;
    indexes.reserve(static_cast<qsizetype>(task.items.size()));
    for (size_t i = task.items.size(); i-- > 0;) // backwards, so that the first of two wins
        indexes.insert(task.items[i].id, static_cast<int>(i));
    return indexes;
}

} // namespace seriatim
