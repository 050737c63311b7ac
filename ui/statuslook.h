// How states look: an icon whose shape tells them apart, and a colour that is never the only sign.
#pragma once

#include "models/statuswords.h"
#include "ui/icons.h"
#include "ui/theme.h"

namespace seriatim {

[[nodiscard]] Symbol symbolOf(ItemStatus status);
[[nodiscard]] Symbol symbolOf(ComputerStatus status);
[[nodiscard]] Tone toneOf(ItemStatus status);
[[nodiscard]] Tone toneOf(ComputerStatus status);

} // namespace seriatim
