#include "engine/agent/programrunner.h"

#include <QFile>
#include <QFileInfo>

namespace seriatim {

std::optional<QString> refuseStart(const ProgramStart &start)
{
    const auto hasNul = [](const QString &text) { return text.contains(QChar(u'\0')); };
    if (hasNul(start.commandLine) || hasNul(start.workingDirectory) || hasNul(start.logFile) || hasNul(start.token))
        return QStringLiteral("the command line, working directory or log file contains a NUL character");
    for (const EnvironmentVariable &variable : start.environment) {
        if (variable.name.isEmpty() || variable.name.contains(u'=') || hasNul(variable.name) || hasNul(variable.value)) {
            return QStringLiteral("the environment variable '%1' cannot be set: a name must not be empty or contain '=', "
                                  "and neither name nor value a NUL character")
                .arg(variable.name);
        }
    }
    if (start.workingDirectory.isEmpty())
        return std::nullopt;
    const QFileInfo folder(start.workingDirectory);
    if (!folder.exists())
        return QStringLiteral("the working directory '%1' does not exist").arg(start.workingDirectory);
    if (!folder.isDir())
        return QStringLiteral("the working directory '%1' is not a folder").arg(start.workingDirectory);
    return std::nullopt;
}

QByteArray readOutputTail(const QString &logFile, qint64 from)
{
    QFile file(logFile);
    if (logFile.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    const qint64 end = file.size();
    file.seek(std::max(from, end - outputTailBytes));
    return file.read(outputTailBytes);
}

} // namespace seriatim
