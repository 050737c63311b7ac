// The words of a search as they are compared (case and accents ignored), and where they lie in a name as it is shown.
#pragma once

#include <QList>
#include <QMetaType>
#include <QStringList>

namespace seriatim {

struct TextRange {
    int start = 0;
    int length = 0;
    bool operator==(const TextRange &) const = default;
};

// Folded, without white space, none of them empty.
[[nodiscard]] QStringList searchWords(const QString &text);

// Every place of every word, in whole characters of `name`; in order, not touching one another.
[[nodiscard]] QList<TextRange> rangesOf(const QStringList &words, QStringView name);

} // namespace seriatim

Q_DECLARE_METATYPE(seriatim::TextRange)
