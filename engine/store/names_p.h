// Private to the store's .cpp files: names as they are compared, without regard to letter case in any script.
#pragma once

#include "engine/store/sql_p.h"

namespace seriatim::sql {

[[nodiscard]] inline std::string folded(const QString &name)
{
    return text(name.trimmed().normalized(QString::NormalizationForm_C).toCaseFolded());
}

} // namespace seriatim::sql
