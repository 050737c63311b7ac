#include "engine/agent/useraccount.h"

#include <algorithm>

namespace seriatim {

namespace {

bool isAtTheComputer(const UserSession &session)
{
    return session.host.isEmpty() || session.host.startsWith(u':') || session.host.startsWith(u"tty");
}

} // namespace

std::optional<QString> loggedInUser(const std::vector<UserSession> &sessions)
{
    const auto chosen = std::ranges::max_element(sessions, {}, [](const UserSession &session) {
        return std::pair(isAtTheComputer(session), session.since);
    });
    return chosen == sessions.end() ? std::nullopt : std::optional(chosen->user);
}

} // namespace seriatim
