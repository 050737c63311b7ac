// Lengths of time in whole minutes: written shortly for fields ("1 h 30 min"), in words for sentences ("90 minutes"),
// and read back the way people type them ("90", "1:30", "1 h 30 min", "2 days").
#pragma once

#include <QString>

#include <optional>

namespace seriatim {

[[nodiscard]] QString lengthText(int minutes);
[[nodiscard]] QString lengthInWords(int minutes);
[[nodiscard]] std::optional<int> parseLength(const QString &text);

} // namespace seriatim
