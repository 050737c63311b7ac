// Connection speeds as the editors offer them (B29).
#pragma once

#include <QComboBox>

namespace seriatim {

[[nodiscard]] QString speedText(int kilobytesPerSecond); // "256 KB/s", "1 MB/s", "any"

// Fills the box where need be and shows the speed, also one that is not offered. The items' data are KB/s.
void chooseSpeed(QComboBox *box, int kilobytesPerSecond);

} // namespace seriatim
