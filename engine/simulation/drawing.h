// Drawing: random numbers by a counter, not by a stream: each is a function of what it is for, so that neither the order
// nor the number of threads changes any of them, and one computer can be replayed alone (B42).
#pragma once

#include <QStringView>

#include <cmath>
#include <initializer_list>
#include <numbers>

namespace seriatim {

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit moves every output bit.
[[nodiscard]] constexpr quint64 mixBits(quint64 value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

[[nodiscard]] inline char16_t foldedCase(QChar c)
{
    const char16_t unicode = c.unicode();
    if (unicode >= 0x80)
        return c.toCaseFolded().unicode();
    return unicode >= u'A' && unicode <= u'Z' ? static_cast<char16_t>(unicode + (u'a' - u'A')) : unicode;
}

// Names match without regard to letter case, so they draw without regard to it.
[[nodiscard]] inline quint64 drawingKey(quint64 seed, QStringView name)
{
    quint64 key = mixBits(seed);
    for (const QChar c : name)
        key = mixBits(key ^ foldedCase(c));
    return key;
}

// A key for what several draws have in common: the rest of their purpose is drawn with it.
[[nodiscard]] constexpr quint64 drawingKey(quint64 key, std::initializer_list<quint64> purpose)
{
    for (const quint64 part : purpose)
        key = mixBits(key ^ part);
    return key;
}

// From 0 up to, not including, 1.
[[nodiscard]] constexpr double uniformDraw(quint64 key, std::initializer_list<quint64> purpose)
{
    return static_cast<double>(drawingKey(key, purpose) >> 11) * 0x1.0p-53;
}

// Standard normal, from two uniform draws (Box and Muller 1958).
[[nodiscard]] inline double normalFrom(double first, double second)
{
    return std::sqrt(-2.0 * std::log1p(-first)) * std::cos(2.0 * std::numbers::pi * second);
}

} // namespace seriatim
