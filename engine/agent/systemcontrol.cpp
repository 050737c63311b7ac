#include "engine/agent/systemcontrol.h"

#include "engine/agent/computerfacts.h"
#include "engine/base/logging.h"

#include <QFile>
#include <QProcess>

namespace seriatim {

namespace {

struct SystemCommand {
    QString program;
    QStringList arguments;
};

bool succeeds(const SystemCommand &command)
{
    QProcess process;
    process.start(command.program, command.arguments);
    return process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

// What a command prints, or nothing where it cannot be had soon.
QString answerOf(const SystemCommand &command)
{
    QProcess process;
    process.start(command.program, command.arguments);
    if (!process.waitForFinished(2000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return {};
    return QString::fromLocal8Bit(process.readAllStandardOutput());
}

std::vector<SystemCommand> restartCommands()
{
#ifdef Q_OS_WIN
    return {{QStringLiteral("shutdown"), {QStringLiteral("/r"), QStringLiteral("/t"), QStringLiteral("0")}}};
#else
    return {{QStringLiteral("systemctl"), {QStringLiteral("reboot")}},
            {QStringLiteral("shutdown"), {QStringLiteral("-r"), QStringLiteral("now")}}};
#endif
}

SystemCommand logOffCommand(const QString &user)
{
#ifdef Q_OS_WIN
    Q_UNUSED(user)
    return {QStringLiteral("shutdown"), {QStringLiteral("/l"), QStringLiteral("/f")}};
#else
    return {QStringLiteral("loginctl"), {QStringLiteral("terminate-user"), user}};
#endif
}

} // namespace

Result<> restartComputer()
{
    QStringList tried;
    for (const SystemCommand &command : restartCommands()) {
        if (succeeds(command))
            return Done{};
        tried.append(command.program);
    }
    return Error{ErrorCode::io, QStringLiteral("restart"),
                 QStringLiteral("the system would not restart (tried %1); check the agent's rights").arg(tried.join(QStringLiteral(", ")))};
}

void logOffAllUsers()
{
    for (const QString &user : loggedOnUsers()) {
        if (!succeeds(logOffCommand(user)))
            qCWarning(logAgent).noquote() << "user" << user << "could not be logged off";
    }
}

bool everySessionIsLocked()
{
#ifdef Q_OS_LINUX
    const QString sessions = answerOf({QStringLiteral("loginctl"), {QStringLiteral("list-sessions"), QStringLiteral("--no-legend")}});
    bool anyLocked = false;
    for (const QString &line : sessions.split(u'\n', Qt::SkipEmptyParts)) {
        const QString id = line.simplified().section(u' ', 0, 0);
        const QString hint = answerOf({QStringLiteral("loginctl"), {QStringLiteral("show-session"), id, QStringLiteral("--property=LockedHint"), QStringLiteral("--value")}});
        if (hint.trimmed() != u"yes")
            return false;
        anyLocked = true;
    }
    return anyLocked;
#else
    return false;
#endif
}

bool systemNeedsRestart()
{
#ifdef Q_OS_UNIX
    return QFile::exists(QStringLiteral("/run/reboot-required")) || QFile::exists(QStringLiteral("/var/run/reboot-required"));
#else
    return false;
#endif
}

} // namespace seriatim
