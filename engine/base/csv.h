// Comma-separated values as RFC 4180 has them, safe to open in a spreadsheet.
#pragma once

#include <QByteArray>
#include <QStringList>

namespace seriatim {

// In quotes where it has to be. What a spreadsheet would take for a formula (= + - @ or a control character in front) gets
// an apostrophe in front; a plain whole number is none.
[[nodiscard]] QString csvField(const QString &text);

// UTF-8, with the line's end (CR LF).
[[nodiscard]] QByteArray csvLine(const QStringList &fields);

} // namespace seriatim
