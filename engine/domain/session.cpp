#include "engine/domain/session.h"

namespace seriatim {

QString toWord(SessionState state)
{
    switch (state) {
    case SessionState::attended: return QStringLiteral("attended");
    case SessionState::locked: return QStringLiteral("locked");
    case SessionState::empty: return QStringLiteral("empty");
    }
    Q_UNREACHABLE();
}

std::optional<SessionState> sessionStateFromWord(QStringView word)
{
    for (const SessionState state : {SessionState::attended, SessionState::locked, SessionState::empty}) {
        if (word.compare(toWord(state), Qt::CaseInsensitive) == 0)
            return state;
    }
    return std::nullopt;
}

} // namespace seriatim
