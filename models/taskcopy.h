// A copy of a sequential task as a new one: nothing that computers did for the original counts for it.
#pragma once

#include "engine/domain/sequentialtask.h"

#include <QStringList>

namespace seriatim {

// New GUIDs throughout, revision 0, and disabled, so that saving it runs nothing.
[[nodiscard]] SequentialTask copyOf(const SequentialTask &task, const QString &name);

// "Office (copy)", "Office (copy) 2": the first that is not among the names; letter case does not count.
[[nodiscard]] QString freeCopyName(const QString &name, const QStringList &taken);
// "New folder", "New folder 2".
[[nodiscard]] QString freeName(const QString &name, const QStringList &taken);

} // namespace seriatim
