// Asks this computer's package managers what is installed (B34).
#pragma once

#include "engine/base/result.h"

namespace seriatim {

// Whether the package is there, in at least the version where one is given. `manager` is dpkg, rpm or uninstallKey, in
// any letter case. dpkg versions are compared by dpkg itself, the others number by number. An error says why this
// computer cannot tell: its tool is missing or failed, the name or version is none.
[[nodiscard]] Result<bool> isPackageInstalled(const QString &manager, const QString &name, const QString &minimumVersion);

} // namespace seriatim
