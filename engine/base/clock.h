// Clock: where the drivers take the time from, so that tests and the simulation bring their own.
#pragma once

#include <QDateTime>

#include <limits>

namespace seriatim {

// Milliseconds since 1970-01-01T00:00:00Z.
using Instant = qint64;

inline constexpr Instant forever = std::numeric_limits<Instant>::max();
inline constexpr qint64 millisPerSecond = 1000;
inline constexpr qint64 millisPerMinute = 60 * millisPerSecond;

class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return QDateTime::currentMSecsSinceEpoch(); }
};

class ManualClock final : public Clock
{
public:
    explicit ManualClock(Instant start = 0) : m_now(start) {}
    [[nodiscard]] Instant now() const override { return m_now; }
    void advanceTo(Instant instant) { m_now = std::max(m_now, instant); }

private:
    Instant m_now;
};

} // namespace seriatim
