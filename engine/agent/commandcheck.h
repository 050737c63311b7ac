// Tells before a start whether a command line can be started at all (B16a).
#pragma once

#include <QString>

#include <optional>

namespace seriatim {

// Why the shell could certainly not start this command line ("'foo' was not found"), or nothing. Only one plain command
// is judged: with a list (;, &, |), an expansion or a shell word in its first place the shell itself has to tell.
// `searchPath` is PATH as the program will have it; empty: not judged by it.
[[nodiscard]] std::optional<QString> whyNotStartable(const QString &commandLine, const QString &workingDirectory,
                                                     const QString &searchPath);

} // namespace seriatim
