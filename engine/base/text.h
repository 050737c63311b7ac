// Small text helpers that several folders share: numbers, switches, wildcards and folding for searches.
#pragma once

#include <QStringView>

#include <optional>

namespace seriatim {

// A whole decimal number, optionally signed, with nothing around it but white space.
[[nodiscard]] std::optional<qint64> parseInteger(QStringView text);
[[nodiscard]] std::optional<double> parseDecimal(QStringView text);

// true/false/1/0 in any case.
[[nodiscard]] std::optional<bool> parseBoolean(QStringView text);

// Case and accents removed, and ß written out, for searches that ignore them.
[[nodiscard]] QString foldForSearch(QStringView text);

// '*' stands for any run of characters, '?' for one; letter case does not count. Linear in pattern times text.
[[nodiscard]] bool matchesWildcard(QStringView text, QStringView pattern);

// "1, 2 and 3"
[[nodiscard]] QString joinWords(const QStringList &words, const QString &last);

// The time of day and date as people read it: "2026-01-05 08:00:00" in UTC.
[[nodiscard]] QString formatInstant(qint64 millisSinceEpoch);

} // namespace seriatim
