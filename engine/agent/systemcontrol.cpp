#include "engine/agent/systemcontrol.h"

#include "engine/agent/computerfacts.h"
#include "engine/base/logging.h"

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

} // namespace seriatim
