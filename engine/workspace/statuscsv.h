// Statuses as comma-separated values: a line for each line item of each computer, words and times as docs/formats.md has them.
#pragma once

#include "engine/store/statusstore.h"

#include <QByteArray>

namespace seriatim {

[[nodiscard]] QByteArray statusCsvHeader();

// A computer without items is one line. `programNames` by place.
[[nodiscard]] QByteArray statusCsvLines(const ComputerTaskStatus &computer, const QStringList &programNames);

} // namespace seriatim
