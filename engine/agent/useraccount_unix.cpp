#include "engine/agent/useraccount.h"

#include "engine/agent/systemfacts.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>

#include <algorithm>
#include <cerrno>

#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utmpx.h>

namespace seriatim {

namespace {

constexpr int probeTimeoutMs = 30'000;
constexpr int folderIsClosed = 10; // of the probe's codes one that setpriv has no use for

// For columns of a fixed width, which have no NUL at their end where the text fills them.
template <size_t size>
QString textOf(const char (&field)[size])
{
    return QString::fromLocal8Bit(QByteArrayView(std::begin(field), std::find(std::begin(field), std::end(field), '\0')));
}

// Whoever is in the group of a file has the group's rights and not everybody's, so both are given.
constexpr mode_t everybodyReads = S_IRGRP | S_IROTH;
constexpr mode_t everybodyEnters = S_IXGRP | S_IXOTH;

// The rights that a file or folder has to have: those to read that its owner has.
mode_t readableMode(const struct stat &info)
{
    const bool entered = S_ISDIR(info.st_mode) || (info.st_mode & S_IXUSR) != 0;
    return (info.st_mode & 07777) | everybodyReads | (entered ? everybodyEnters : 0);
}

void letEverybodyReadOne(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat info{};
    if (::lstat(name.constData(), &info) != 0 || (!S_ISDIR(info.st_mode) && !S_ISREG(info.st_mode)))
        return;
    if (const mode_t mode = readableMode(info); mode != (info.st_mode & 07777))
        (void)::chmod(name.constData(), mode);
}

} // namespace

Result<UserAccount> findAccount(const QString &name)
{
    const passwd *entry = name.isEmpty() || name.contains(QChar(u'\0')) ? nullptr : ::getpwnam(name.toLocal8Bit().constData());
    if (entry == nullptr)
        return Error{ErrorCode::notFound, QStringLiteral("user '%1'").arg(name), QStringLiteral("there is no such user on this computer")};
    return UserAccount{QString::fromLocal8Bit(entry->pw_name), static_cast<qint64>(entry->pw_uid), static_cast<qint64>(entry->pw_gid),
                       QFile::decodeName(entry->pw_dir), QFile::decodeName(entry->pw_shell)};
}

bool isThisUser(const UserAccount &account)
{
    return account.uid == static_cast<qint64>(::geteuid());
}

// Not through PATH, which is anybody's.
QString usualUserSwitcher()
{
    for (const char *path : {"/usr/bin/setpriv", "/bin/setpriv"}) {
        if (QFileInfo(QString::fromLatin1(path)).isExecutable())
            return QString::fromLatin1(path);
    }
    return {};
}

std::optional<QString> whyNotAsOthers(const QString &switcher)
{
    if (::geteuid() != 0)
        return QStringLiteral("that is not possible here: this agent runs as '%1', and only root may run programs as another user").arg(systemUser());
    if (switcher.isEmpty() || !QFileInfo(switcher).isExecutable())
        return QStringLiteral("that is not possible here: there is no setpriv (of util-linux) to change the user with");
    return std::nullopt;
}

std::vector<QString> wordsToRunAs(const UserAccount &account, const QString &switcher)
{
    return {switcher, QStringLiteral("--reuid=%1").arg(account.uid), QStringLiteral("--regid=%1").arg(account.gid),
            QStringLiteral("--init-groups"), QStringLiteral("--inh-caps=-all"), QStringLiteral("--")};
}

std::optional<QString> whyNotAs(const UserAccount &account, const QString &folder, const QString &switcher)
{
    if (auto why = whyNotAsOthers(switcher))
        return why;
    const QString place = folder.isEmpty() ? QStringLiteral("/") : folder;
    const std::vector<QString> words = wordsToRunAs(account, switcher);
    QStringList arguments(words.begin() + 1, words.end());
    arguments << QStringLiteral("/bin/sh") << QStringLiteral("-c") << QStringLiteral("cd -- \"$1\" 2>/dev/null || exit %1").arg(folderIsClosed)
              << QStringLiteral("sh") << place;
    QProcess probe;
    probe.setWorkingDirectory(QStringLiteral("/"));
    QProcessEnvironment nothingOfRoots; // the user may look at it
    nothingOfRoots.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    probe.setProcessEnvironment(nothingOfRoots);
    probe.start(switcher, arguments);
    const bool ended = probe.waitForFinished(probeTimeoutMs) && probe.exitStatus() == QProcess::NormalExit;
    if (ended && probe.exitCode() == 0)
        return std::nullopt;
    if (ended && probe.exitCode() == folderIsClosed) {
        return QStringLiteral("the user '%1' may not enter the folder '%2'; give everybody the right to pass through it and those above it (chmod o+x)")
            .arg(account.name, place);
    }
    const QString said = ended ? QString::fromLocal8Bit(probe.readAllStandardError()).simplified() : probe.errorString();
    return QStringLiteral("the system does not let the agent run programs as '%1': %2").arg(account.name, said);
}

void letEverybodyPass(const QString &folder)
{
    const QByteArray name = QFile::encodeName(folder);
    struct stat info{};
    if (::lstat(name.constData(), &info) == 0 && S_ISDIR(info.st_mode) && (info.st_mode & everybodyEnters) != everybodyEnters)
        (void)::chmod(name.constData(), (info.st_mode & 07777) | everybodyEnters);
}

void letEverybodyRead(const QString &folder)
{
    if (QFileInfo(folder).isSymLink())
        return;
    letEverybodyReadOne(folder);
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext())
        letEverybodyReadOne(entries.next());
}

std::vector<UserSession> userSessions()
{
    std::vector<UserSession> sessions;
    ::setutxent();
    while (const utmpx *entry = ::getutxent()) {
        // A session that ended with the power leaves its record behind.
        const bool lives = ::kill(entry->ut_pid, 0) == 0 || errno != ESRCH;
        if (entry->ut_type == USER_PROCESS && lives)
            sessions.push_back({textOf(entry->ut_user), textOf(entry->ut_line), textOf(entry->ut_host), static_cast<qint64>(entry->ut_tv.tv_sec)});
    }
    ::endutxent();
    return sessions;
}

} // namespace seriatim
