// What every Seriatim process does first, what its options share, and the wish to stop that a signal brings.
#pragma once

#include "engine/base/result.h"

#include <QCommandLineParser>
#include <QString>

#include <atomic>

namespace seriatim {

// Call before the application object: text is UTF-8 whatever the locale says.
void prepareProcess();

// Set by SIGINT and SIGTERM; a second one ends the process as usual.
[[nodiscard]] const std::atomic<bool> &stopOnSignals();

// Set by SIGHUP; whoever acts on it takes it back.
[[nodiscard]] std::atomic<bool> &reloadOnSignal();

// A peer that hangs up, a web server say, is an error of that call and not the end of an agent. For what runs programs.
void ignoreBrokenPipes();

// --store, else SERIATIM_STORE, else the file in the user's data folder.
[[nodiscard]] QString storePath(const QString &option);

// What is wrong with the options, without a full stop.
[[nodiscard]] QString parserComplaint(const QCommandLineParser &parser);

// A whole number within bounds; else invalidInput, which names the option or argument.
[[nodiscard]] Result<int> wholeNumber(const QString &text, const QString &name, int least, int most);

// "1 computer", "2 computers"
[[nodiscard]] QString counted(qint64 count, const QString &singular);

// What every Seriatim process ends with (formats.md).
enum ExitCode { exitDone = 0, exitFailed = 1, exitUsage = 2, exitNotSuccessful = 3 };

// "PROGRAM: message" as one line on standard error; returns the exit code.
int fail(const QString &message, ExitCode exitCode);

// Progress is for people: a line on standard error, and only where that is a terminal.
void showProgress(const QString &line);

} // namespace seriatim
