#include "models/programcommand.h"

#include "models/programwords.h"

#include <QCoreApplication>
#include <QDir>
#include <QStringList>

namespace seriatim {

namespace {

struct ProgramCommands {
    Q_DECLARE_TR_FUNCTIONS(seriatim::ProgramCommand)
};

QString singleQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

QString packageFolder(const Package &package)
{
    return QStringLiteral("<home>/Package Cache/%1").arg(package.id.uuid().toString(QUuid::WithoutBraces).toUpper());
}

QString firstWord(const QString &commandLine)
{
    const QString text = commandLine.trimmed();
    if (text.startsWith(u'"'))
        return text.mid(1).section(u'"', 0, 0);
    return text.section(u' ', 0, 0).section(u'\t', 0, 0);
}

} // namespace

ProgramCommand programCommand(const Package &package, const Program &program)
{
    ProgramCommand command;
    command.unixShell = QStringLiteral("/bin/sh -c ") + singleQuoted(program.commandLine);
    command.windowsShell = QStringLiteral("cmd.exe /d /s /c \"%1\"").arg(program.commandLine);
    const QString base = package.source.type == SourceType::none ? QStringLiteral("<home>") : packageFolder(package);
    const QString folder = program.workingDirectory.trimmed();
    const bool absolute = QDir::isAbsolutePath(folder) || folder.startsWith(u'%') || folder.startsWith(u'$') || folder.mid(1, 1) == u":"
                          || folder.startsWith(QStringLiteral("\\\\"));
    command.workingDirectory = folder.isEmpty() ? base : absolute ? folder : base + u'/' + folder;
    command.environment = {{QStringLiteral("SERIATIM_HOME"), QStringLiteral("<home>")},
                           {QStringLiteral("SERIATIM_COMPUTER"), ProgramCommands::tr("<name of the computer>")},
                           {QStringLiteral("SERIATIM_PACKAGE"), packageFolder(package)}};
    command.environment.insert(command.environment.end(), program.environment.begin(), program.environment.end());
    command.environment.push_back({QStringLiteral("SERIATIM_TASK"), ProgramCommands::tr("<name of the sequential task>")});
    command.environment.push_back({QStringLiteral("SERIATIM_ITEM"), ProgramCommands::tr("<place in the execution order>")});
    command.environment.push_back({QStringLiteral("SERIATIM_ATTEMPT"), ProgramCommands::tr("<number of the attempt>")});
    command.terminates = ProgramCommands::tr("after %1, with every process it started").arg(minutesText(program.terminateAfter()));
    return command;
}

QString programCommandText(const Package &package, const Program &program)
{
    if (program.commandLine.trimmed().isEmpty())
        return ProgramCommands::tr("Nothing: the program has no command line, and a line item that runs it fails.");
    const ProgramCommand command = programCommand(package, program);
    QStringList lines{ProgramCommands::tr("Linux, macOS:  %1").arg(command.unixShell), ProgramCommands::tr("Windows:  %1").arg(command.windowsShell),
                      ProgramCommands::tr("In the folder:  %1").arg(command.workingDirectory),
                      ProgramCommands::tr("Ended:  %1").arg(command.terminates), ProgramCommands::tr("Environment, beside the agent's own:")};
    for (const EnvironmentVariable &variable : command.environment)
        lines.append(QStringLiteral("    %1=%2").arg(variable.name, variable.value));
    lines.append(ProgramCommands::tr("<home> is the agent's own folder on the computer."));
    return lines.join(u'\n');
}

bool startsWindowsInstaller(const QString &commandLine)
{
    QString name = firstWord(commandLine).replace(u'\\', u'/').section(u'/', -1).toLower();
    if (name.endsWith(QStringLiteral(".exe")))
        name.chop(4);
    return name == u"msiexec";
}

bool wantsWindowsInstallerCodes(const Program &program)
{
    return startsWindowsInstaller(program.commandLine) && program.codes == ReturnCodeRules();
}

QString rightsContradiction(const Program &program)
{
    if (program.rights != RunWithRights::loggedInUser || program.canRun == CanRun::loggedOn)
        return {};
    return ProgramCommands::tr("“Run with rights of the %1” contradicts “Can run %2”: there may be no user to run it as. "
                               "Let it run only when a user is logged on, or choose other rights.")
        .arg(rightsText(program.rights), canRunText(program.canRun));
}

} // namespace seriatim
