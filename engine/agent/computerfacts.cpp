#include "engine/agent/computerfacts.h"

#include "engine/agent/systemfacts.h"

#include <QSysInfo>

namespace seriatim {

Computer thisComputer(const QString &name)
{
    static const QUuid space(QStringLiteral("{5B8E0C3B-6E0D-4C39-9A0B-3C1E0B1F7E11}"));
    // What follows the first dot is the domain's.
    const QString known = name.isEmpty() ? QSysInfo::machineHostName().section(u'.', 0, 0) : name;
    Computer computer(ComputerId::fromName(space, known.toCaseFolded().toUtf8()), known);
    computer.domain = systemDomain();
    computer.operatingSystem = QSysInfo::prettyProductName();
    computer.architecture = QSysInfo::currentCpuArchitecture();
    computer.memoryMb = systemMemoryMb();
    computer.user = systemUser();
    return computer;
}

} // namespace seriatim
