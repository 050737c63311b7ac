#include "engine/agent/commandcheck.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QStringList>

namespace seriatim {

namespace {

// Builtins and keywords of dash and bash: never looked for in PATH.
bool isShellWord(const QString &word)
{
    static const QSet<QString> words = [] {
        const QString all = QStringLiteral(
            ". : [ [[ ! { } alias bg bind break builtin caller case cd chdir command compgen complete compopt continue "
            "coproc declare dirs disown do done echo elif else enable esac eval exec exit export false fc fg fi for "
            "function getopts hash help history if in jobs kill let local logout mapfile popd printf pushd pwd read "
            "readarray readonly return select set shift shopt source suspend test then time times trap true type "
            "typeset ulimit umask unalias unset until wait while");
        const QStringList list = all.split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return words.contains(word);
}

bool isPlain(QChar c)
{
    return c.isLetterOrNumber() || QStringView(u"_./+:,@%-").contains(c);
}

// The first word where the shell takes it literally, or nothing.
std::optional<QString> literalFirstWord(const QString &commandLine)
{
    const QString line = commandLine.trimmed();
    if (line.isEmpty())
        return std::nullopt;
    const QChar quote = line.front();
    if (quote == u'"' || quote == u'\'') {
        const qsizetype end = line.indexOf(quote, 1);
        const bool wordEnds = end > 1 && (end + 1 == line.size() || line[end + 1].isSpace());
        const QString word = wordEnds ? line.mid(1, end - 1) : QString();
        const bool expands = quote == u'"' && (word.contains(u'$') || word.contains(u'`') || word.contains(u'\\'));
        return word.isEmpty() || expands ? std::nullopt : std::optional(word);
    }
    QString word;
    for (const QChar c : line) {
        if (c.isSpace())
            break;
        if (!isPlain(c))
            return std::nullopt;
        word += c;
    }
    return isShellWord(word) ? std::nullopt : std::optional(word);
}

bool holdsSeveralCommands(const QString &commandLine)
{
    const QString line = commandLine.trimmed();
    return line.contains(u';') || line.contains(u'&') || line.contains(u'|') || line.contains(u'\n');
}

std::optional<QString> whyNotExecutable(const QString &word, const QFileInfo &file)
{
    if (!file.exists())
        return QStringLiteral("'%1' was not found").arg(word);
    if (file.isDir())
        return QStringLiteral("'%1' is a folder, not a program").arg(word);
    if (!file.isExecutable())
        return QStringLiteral("'%1' is not executable; check the rights on the file").arg(word);
    return std::nullopt;
}

} // namespace

std::optional<QString> whyNotStartable(const QString &commandLine, const QString &workingDirectory,
                                       const QString &searchPath)
{
    if (commandLine.trimmed().isEmpty())
        return QStringLiteral("the command line is empty");
    const std::optional<QString> word = literalFirstWord(commandLine);
    if (!word || holdsSeveralCommands(commandLine))
        return std::nullopt;
    const QDir folder(workingDirectory.isEmpty() ? QDir::currentPath() : workingDirectory);
    if (word->contains(u'/'))
        return whyNotExecutable(*word, QFileInfo(folder, *word));
    if (searchPath.isEmpty())
        return std::nullopt;
    std::optional<QString> why = QStringLiteral("'%1' was not found").arg(*word);
    for (const QString &part : searchPath.split(QDir::listSeparator())) {
        const QFileInfo candidate(QDir(folder.absoluteFilePath(part)), *word);
        if (!candidate.exists() || candidate.isDir())
            continue;
        why = whyNotExecutable(candidate.filePath(), candidate);
        if (!why)
            return std::nullopt;
    }
    return why;
}

} // namespace seriatim
