// A table as lines of text: columns as wide as their widest cell, two spaces between them, nothing behind the last one.
#pragma once

#include <QStringList>

#include <vector>

namespace seriatim {

// `isRight` says by column whether its cells stand to the right; columns behind it stand to the left. Without line ends.
[[nodiscard]] QStringList inColumns(const std::vector<QStringList> &rows, const std::vector<bool> &isRight);

} // namespace seriatim
