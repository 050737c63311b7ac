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

Result<int> ProgramRunner::endLeftover(const QString &token, const std::optional<ProcessIdentity> &recorded)
{
    return endLeftoverProcesses(token, recorded);
}

qint64 boundLog(const QString &logFile)
{
    QFile file(logFile);
    const qint64 size = QFileInfo(logFile).size();
    // Appending, so that nothing that the program prints meanwhile is written over.
    if (size <= maximumLogBytes || !file.open(QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered))
        return size;
    constexpr qint64 beginning = maximumLogBytes / 4;
    file.seek(size - outputTailBytes);
    const QByteArray end = file.read(outputTailBytes);
    const qint64 missing = size - beginning - end.size();
    if (!file.resize(beginning))
        return size;
    file.write("\n[... " + QByteArray::number(missing) + " bytes are left out here: the log holds at most "
               + QByteArray::number(maximumLogBytes >> 20) + " MiB ...]\n" + end);
    return file.size();
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
