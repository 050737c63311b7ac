// Who is at a computer, as far as it matters for disturbing them (B28).
#pragma once

#include <QString>

#include <optional>

namespace seriatim {

enum class SessionState : quint8 {
    attended, // somebody is logged on, and sees what is shown
    locked,   // somebody is logged on and away
    empty     // nobody is logged on
};

[[nodiscard]] QString toWord(SessionState state); // "attended", "locked", "empty"
[[nodiscard]] std::optional<SessionState> sessionStateFromWord(QStringView word);

} // namespace seriatim
