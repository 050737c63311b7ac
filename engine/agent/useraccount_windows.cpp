#include "engine/agent/useraccount.h"

#include "engine/agent/computerfacts.h"
#include "engine/agent/systemfacts.h"

namespace seriatim {

// Only this process's own user is of use here, see whyNotAsOthers().
Result<UserAccount> findAccount(const QString &name)
{
    return UserAccount{name, 0, 0, {}, {}};
}

bool isThisUser(const UserAccount &account)
{
    return account.name.section(u'\\', -1).compare(systemUser(), Qt::CaseInsensitive) == 0;
}

QString usualUserSwitcher()
{
    return {};
}

std::optional<QString> whyNotAsOthers(const QString &)
{
    return QStringLiteral("that is not possible here: on Windows this release runs programs as the agent's own user '%1' only").arg(systemUser());
}

std::optional<QString> whyNotAs(const UserAccount &, const QString &, const QString &switcher)
{
    return whyNotAsOthers(switcher);
}

std::vector<QString> wordsToRunAs(const UserAccount &, const QString &)
{
    return {};
}

void letEverybodyPass(const QString &) {}
void letEverybodyRead(const QString &) {}

std::vector<UserSession> userSessions()
{
    std::vector<UserSession> sessions;
    for (const QString &user : loggedOnUsers())
        sessions.push_back({user, {}, {}, 0});
    return sessions;
}

} // namespace seriatim
