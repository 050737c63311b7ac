// Facts of the computer that this process runs on.
#pragma once

#include "engine/domain/computer.h"

#include <QStringList>

namespace seriatim {

// The inventory of this computer. `name` stands for the host name where it is given; the id follows from the name,
// so that the same computer is the same every time. What cannot be found out stays empty (memory 0).
[[nodiscard]] Computer thisComputer(const QString &name = {});

// Differs after every start of the operating system and never changes in between (B19a).
[[nodiscard]] QString bootIdentity();

// Names of the users with a session, each once, in alphabetical order.
[[nodiscard]] QStringList loggedOnUsers();

} // namespace seriatim
