// HomeLock: that no two agents work in one home. Held by the process, not by the file: one that was killed, at whatever
// instant, never locks the next one out.
#pragma once

#include "engine/base/result.h"

#include <memory>
#include <optional>

namespace seriatim {

class HomeLock
{
public:
    // busy: another agent has it, and which; readOnly, io: the file cannot be made.
    [[nodiscard]] static Result<HomeLock> take(const QString &homeFolder);

    // The process that holds the lock of a home now; absent where none does. Does not disturb the holder.
    [[nodiscard]] static std::optional<qint64> holder(const QString &homeFolder);

    HomeLock(HomeLock &&) noexcept;
    HomeLock &operator=(HomeLock &&) noexcept;
    ~HomeLock(); // gives it back

private:
    struct Held;
    explicit HomeLock(std::unique_ptr<Held> held);
    std::unique_ptr<Held> m_held;
};

} // namespace seriatim
