// Wish: what somebody at the computer wants of the agent that works there (B27, B28), as the small document that says so.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/ids.h"

#include <optional>

namespace seriatim {

struct Wish {
    enum class Kind : quint8 {
        runNow, // B27: from the item at `fromPlace` on, where that is given
        putOff, // the warning or the countdown that goes on
        goAhead // begin, or restart, now
    };

    explicit Wish(TaskId wishedTask, Kind wishedKind = Kind::runNow) : kind(wishedKind), task(wishedTask) {}

    Kind kind;
    TaskId task;
    std::optional<int> fromPlace; // runNow; from 1
    Instant until = 0;            // putOff; one behind the deadline stands for the deadline
    QString notice;               // putOff, goAhead: what is answered; empty: whatever goes on when it is taken

    bool operator==(const Wish &) const = default;
};

inline constexpr qint64 maximumWishBytes = 4096;

[[nodiscard]] QString toWord(Wish::Kind kind); // "runNow"
[[nodiscard]] QByteArray writeWish(const Wish &wish);

// `written` is when: minutes of a putOff count from there. The error says what is wrong without quoting anything, as
// anybody may have written it.
[[nodiscard]] Result<Wish> readWish(const QByteArray &bytes, Instant written);

} // namespace seriatim
