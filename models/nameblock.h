// NameBlock: many names, folded as foldForSearch() does it, one after the other in one block of memory that is searched as
// a whole. Numbers are the order of append(). Searching is safe from any thread.
#pragma once

#include <QByteArray>
#include <QStringView>

#include <array>
#include <cstdint>
#include <vector>

namespace seriatim {

class NameBlock
{
public:
    void reserve(size_t names) { m_starts.reserve(names + 1); }
    void append(QStringView name);
    [[nodiscard]] size_t count() const { return m_starts.size() - 1; }

    // found[i] is 1 where name i has the word in it, else 0. The word is folded UTF-8 without white space, not empty.
    void mark(const QByteArray &word, std::vector<uint8_t> &found) const;

private:
    [[nodiscard]] qsizetype rarestByte(const QByteArray &word) const;

    QByteArray m_bytes;
    std::vector<uint32_t> m_starts{0};
    std::array<uint32_t, 256> m_frequency{};
};

} // namespace seriatim
