// What happens in a struck run, as short sentences: from the first fault's item on, and of the other items only what is
// otherwise than undisturbed.
#pragma once

#include "engine/simulation/struckrun.h"

#include <QStringList>

namespace seriatim {

// `start` is at its beginning; `undisturbed` is how it ends without the strikes.
[[nodiscard]] QStringList crashTrace(const StruckRun &start, const SequenceState &undisturbed, const std::vector<Strike> &strikes);

} // namespace seriatim
