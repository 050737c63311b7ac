// Makes what was written to an open file durable.
#pragma once

#include "engine/base/result.h"

#include <QFileDevice>

namespace seriatim {

[[nodiscard]] Result<> syncFile(QFileDevice &file);

} // namespace seriatim
