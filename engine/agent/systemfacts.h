// What computerfacts.cpp asks the operating system; one file for each answers.
#pragma once

#include <QString>

namespace seriatim {

[[nodiscard]] int systemMemoryMb();     // 0: not known
[[nodiscard]] QString systemDomain();   // empty: none
[[nodiscard]] QString systemUser();     // the user whom this process belongs to

} // namespace seriatim
