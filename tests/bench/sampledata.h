// Made-up catalogues and sequences of any size, the same each time but for the GUIDs.
#pragma once

#include "engine/domain/program.h"
#include "engine/domain/sequentialtask.h"

namespace seriatim::bench {

// Twenty programs to a package, which run `commandLine`.
[[nodiscard]] std::vector<Package> samplePackages(int programs, const QString &commandLine = QStringLiteral("msiexec /i core.msi /qn REBOOT=ReallySuppress"));

enum class DependsOn { first, previous };

// One line item for each of the first `items` programs; every one but the first depends on another.
[[nodiscard]] SequentialTask sampleTask(const QString &name, const std::vector<Package> &packages, int items,
                                        DependsOn dependsOn = DependsOn::first);

} // namespace seriatim::bench
