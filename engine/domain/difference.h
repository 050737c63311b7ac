// What differs between two states of a task, as sentences: for a refused save (B8), the audit (B9) and the diff.
#pragma once

#include "engine/domain/catalogue.h"
#include "engine/domain/sequentialtask.h"

#include <QStringList>

namespace seriatim {

// From `before` to `after`; empty when they are the same but for identity and revision.
[[nodiscard]] QStringList describeDifferences(const SequentialTask &before, const SequentialTask &after,
                                              const ProgramIndex &programs);

} // namespace seriatim
