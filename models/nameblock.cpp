#include "models/nameblock.h"

#include "engine/base/text.h"

#include <algorithm>
#include <cstring>

namespace seriatim {

namespace {

constexpr char separator = '\n';

// Most names are plain, and folding those needs none of Unicode's tables.
bool appendPlain(QByteArray &bytes, QStringView name)
{
    const qsizetype before = bytes.size();
    bytes.resize(before + name.size());
    char *out = bytes.data() + before;
    for (const QChar c : name) {
        if (c.unicode() > 127) {
            bytes.resize(before);
            return false;
        }
        const char plain = static_cast<char>(c.unicode());
        *out++ = plain >= 'A' && plain <= 'Z' ? static_cast<char>(plain + 32) : plain;
    }
    return true;
}

} // namespace

void NameBlock::append(QStringView name)
{
    const qsizetype before = m_bytes.size();
    if (!appendPlain(m_bytes, name))
        m_bytes += foldForSearch(name).toUtf8();
    for (qsizetype i = before; i < m_bytes.size(); ++i)
        ++m_frequency[static_cast<uint8_t>(m_bytes[i])];
    m_bytes += separator;
    m_starts.push_back(static_cast<uint32_t>(m_bytes.size()));
}

qsizetype NameBlock::rarestByte(const QByteArray &word) const
{
    const auto frequency = [this](char byte) { return m_frequency[static_cast<uint8_t>(byte)]; };
    return std::ranges::min_element(word, {}, frequency) - word.begin();
}

// memchr() uses the widest registers that the processor has; on the rarest byte of the word it seldom stops in vain.
void NameBlock::mark(const QByteArray &word, std::vector<uint8_t> &found) const
{
    found.assign(count(), 0);
    const qsizetype anchor = rarestByte(word);
    const char *const begin = m_bytes.constData();
    const char *const end = begin + m_bytes.size();
    const char *from = begin; // a match begins here or later
    size_t name = 0;
    while (end - from >= word.size()) {
        const char *hit = from + anchor;
        hit = static_cast<const char *>(std::memchr(hit, word[anchor], static_cast<size_t>(end - hit)));
        if (!hit)
            return;
        const char *const start = hit - anchor;
        if (end - start < word.size())
            return;
        if (std::memcmp(start, word.constData(), static_cast<size_t>(word.size())) != 0) {
            from = start + 1;
            continue;
        }
        while (m_starts[name + 1] <= static_cast<uint32_t>(start - begin))
            ++name;
        found[name] = 1;
        from = begin + m_starts[name + 1];
    }
}

} // namespace seriatim
