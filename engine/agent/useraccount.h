// Users of this computer as whom programs are run (B31: run with rights), by the system's own means.
#pragma once

#include "engine/base/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace seriatim {

struct UserAccount {
    QString name;
    qint64 uid = 0;
    qint64 gid = 0; // of its main group
    QString home;   // may not exist
    QString shell;
    bool operator==(const UserAccount &) const = default;
};

// By its name, as the system has it ("setup", with a directory service also "CORP\setup"). notFound where there is none.
[[nodiscard]] Result<UserAccount> findAccount(const QString &name);

// Whether this very process runs as that user, and nothing has to be changed.
[[nodiscard]] bool isThisUser(const UserAccount &account);

// The program that changes the user, setpriv of util-linux; empty where the system has none.
[[nodiscard]] QString usualUserSwitcher();

// Why this process cannot run programs as another user, in a sentence's second half; nothing where it can.
[[nodiscard]] std::optional<QString> whyNotAsOthers(const QString &switcher = usualUserSwitcher());

// The same for one user who is to work in `folder`: tried for real, without starting anything of anybody's.
[[nodiscard]] std::optional<QString> whyNotAs(const UserAccount &account, const QString &folder, const QString &switcher);

// What stands before a program's own words to have it run as that user. No shell reads any of it.
[[nodiscard]] std::vector<QString> wordsToRunAs(const UserAccount &account, const QString &switcher);

// Adds rights of everybody to a folder of the agent's own: to reach what is in it by its name; to read it with all that is in
// it. Links are not followed.
void letEverybodyPass(const QString &folder);
void letEverybodyRead(const QString &folder);

struct UserSession {
    QString user;
    QString line; // "tty2", ":0", "pts/3"
    QString host; // where from, for a session from elsewhere; a display or a console for one at the computer
    qint64 since = 0; // seconds since 1970
};

// Everybody who is logged on now.
[[nodiscard]] std::vector<UserSession> userSessions();

// The logged-in user whom a program is run as: whoever sits at the computer comes before who is logged on from elsewhere;
// of several the one who logged on last. Nothing where nobody is logged on.
[[nodiscard]] std::optional<QString> loggedInUser(const std::vector<UserSession> &sessions);

} // namespace seriatim
