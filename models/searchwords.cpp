#include "models/searchwords.h"

#include "engine/base/text.h"

#include <algorithm>
#include <vector>

namespace seriatim {

namespace {

// A name folded, and for each folded unit the piece of the name that it came from: ß becomes two units, an accent none.
class FoldedName
{
public:
    explicit FoldedName(QStringView name)
    {
        for (qsizetype i = 0; i < name.size();) {
            const bool pair = name[i].isHighSurrogate() && i + 1 < name.size() && name[i + 1].isLowSurrogate();
            const qsizetype next = i + (pair ? 2 : 1);
            const bool plain = name[i].unicode() < 128;
            add(plain ? QString(name[i].toLower()) : foldForSearch(name.sliced(i, next - i)), static_cast<int>(i), static_cast<int>(next));
            i = next;
        }
        // Marks of several letters may change places when they are folded together; then no piece is known.
        m_isExact = m_text == foldForSearch(name);
    }

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isExact() const { return m_isExact; }
    [[nodiscard]] TextRange range(qsizetype first, qsizetype length) const
    {
        const int start = m_from[static_cast<size_t>(first)];
        return {start, m_to[static_cast<size_t>(first + length - 1)] - start};
    }

private:
    void add(const QString &folded, int from, int to)
    {
        if (folded.isEmpty() && !m_to.empty())
            m_to.back() = to; // an accent belongs to its letter
        m_text += folded;
        m_from.insert(m_from.end(), static_cast<size_t>(folded.size()), from);
        m_to.insert(m_to.end(), static_cast<size_t>(folded.size()), to);
    }

    QString m_text;
    std::vector<int> m_from;
    std::vector<int> m_to;
    bool m_isExact = false;
};

QList<TextRange> merged(QList<TextRange> ranges)
{
    std::ranges::sort(ranges, {}, &TextRange::start);
    QList<TextRange> apart;
    for (const TextRange &range : ranges) {
        if (apart.isEmpty() || range.start > apart.last().start + apart.last().length)
            apart.append(range);
        else
            apart.last().length = std::max(apart.last().length, range.start + range.length - apart.last().start);
    }
    return apart;
}

} // namespace

QStringList searchWords(const QString &text)
{
    return foldForSearch(text).simplified().split(u' ', Qt::SkipEmptyParts);
}

QList<TextRange> rangesOf(const QStringList &words, QStringView name)
{
    if (words.isEmpty())
        return {};
    const FoldedName folded(name);
    if (!folded.isExact()) {
        const QString whole = foldForSearch(name);
        const bool found = std::ranges::any_of(words, [&](const QString &word) { return whole.contains(word); });
        return found ? QList<TextRange>{{0, static_cast<int>(name.size())}} : QList<TextRange>();
    }
    QList<TextRange> ranges;
    for (const QString &word : words) {
        for (qsizetype at = folded.text().indexOf(word); at >= 0; at = folded.text().indexOf(word, at + word.size()))
            ranges.append(folded.range(at, word.size()));
    }
    return merged(std::move(ranges));
}

} // namespace seriatim
