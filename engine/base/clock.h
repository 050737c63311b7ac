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

// Whether a moment has come that was set to at most `wait` from a now; also where the clock was set back since, so that
// a clock that was wrong for a while never makes anything wait for years.
[[nodiscard]] constexpr bool hasCome(Instant moment, qint64 wait, Instant now)
{
    return now >= moment || now < moment - wait;
}

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
