// What an endpoint really starts for a program, as the agent does it, for people to read before they save.
#pragma once

#include "engine/domain/program.h"

namespace seriatim {

struct ProgramCommand {
    QString unixShell;        // what is started on Linux and macOS
    QString windowsShell;     // and on Windows
    QString workingDirectory; // <home> stands for the agent's own folder
    std::vector<EnvironmentVariable> environment; // beside the agent's own
    QString terminates;       // when it is ended
};

[[nodiscard]] ProgramCommand programCommand(const Package &package, const Program &program);
[[nodiscard]] QString programCommandText(const Package &package, const Program &program); // all of it, several lines

// Whether Windows Installer is what the command line starts first (B15).
[[nodiscard]] bool startsWindowsInstaller(const QString &commandLine);
// Whether to offer its return codes: it starts Windows Installer and the codes are still the plain ones.
[[nodiscard]] bool wantsWindowsInstallerCodes(const Program &program);

// B32, in the words of the screen; empty where there is no contradiction.
[[nodiscard]] QString rightsContradiction(const Program &program);

} // namespace seriatim
