#include "app/cli/command.h"
#include "app/shared/processsetup.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

using namespace seriatim;

namespace {

const QString storeOption = QStringLiteral("store");
const QString jsonOption = QStringLiteral("json");

Commands allCommands()
{
    Commands commands;
    addStoreCommands(commands);
    addHistoryCommands(commands);
    addExchangeCommands(commands);
    addPackageCommands(commands);
    addTaskCommands(commands);
    addTaskEditCommands(commands);
    addTaskSettingCommands(commands);
    addRunCommands(commands);
    addAgentCommands(commands);
    addSimulateCommands(commands);
    addRecordedRunCommands(commands);
    addCompareCommands(commands);
    addMatrixCommands(commands);
    addTestCommands(commands);
    addStatusCommands(commands);
    addWhyCommands(commands);
    addReportCommands(commands);
    addAgentSettingsCommands(commands);
    addPortalCommands(commands);
    return commands;
}

void say(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout);
}

QString overview(const Commands &commands)
{
    QString text = QStringLiteral("seriatimctl does everything that the Seriatim console does, without a screen.\n\n"
                                  "Usage: seriatimctl [--store PATH] [--json] COMMAND …\n\nCommands:\n");
    for (const auto &command : commands)
        text += QStringLiteral("  %1 %2\n      %3\n").arg(command->words(), command->synopsis(), command->description());
    text += QStringLiteral("\nCommon options, before or after the command:\n"
                           "  --store PATH   the store (else SERIATIM_STORE, else the one in your data folder)\n"
                           "  --json         the answer as JSON\n"
                           "  --help         this text, or the help of the command\n"
                           "  --version      the version\n\n"
                           "Exit codes: 0 done, 1 could not be done, 2 wrong usage, 3 a sequence ran and did not succeed.\n");
    return text;
}

// The words that are no common option and no value of one: the command comes first among them.
QStringList bareWords(const QStringList &arguments)
{
    QStringList words;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == u"--store")
            ++i;
        else if (!argument.startsWith(u'-'))
            words.append(argument);
    }
    return words;
}

const Command *findCommand(const Commands &commands, const QStringList &words)
{
    const auto found = std::ranges::find_if(commands, [&](const auto &command) {
        const QStringList own = command->words().split(u' ');
        return words.mid(0, own.size()) == own;
    });
    return found == commands.end() ? nullptr : found->get();
}

QString helpOf(const Command &command, const QCommandLineParser &parser)
{
    // The parser's own list of options, under our usage line.
    const QString list = parser.helpText();
    const qsizetype options = list.indexOf(QStringLiteral("Options:"));
    return QStringLiteral("Usage: seriatimctl %1 %2\n\n%3\n\n%4").arg(command.words(), command.synopsis(), command.description(), list.mid(options));
}

void addCommonOptions(QCommandLineParser &parser)
{
    parser.addOption({storeOption, QStringLiteral("The store to work on."), QStringLiteral("PATH")});
    parser.addOption({jsonOption, QStringLiteral("Give the answer as JSON.")});
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help.")});
    parser.addOption({QStringLiteral("version"), QStringLiteral("Show the version.")});
}

int unknownCommand(const Commands &commands, const QStringList &words)
{
    QStringList near;
    for (const auto &command : commands) {
        if (command->words().section(u' ', 0, 0) == words.first())
            near.append(command->words());
    }
    if (near.isEmpty())
        return fail(QStringLiteral("there is no command '%1'; 'seriatimctl --help' lists them").arg(words.first()), exitUsage);
    const QString choice = near.join(QStringLiteral(", "));
    return fail(words.size() == 1 ? QStringLiteral("'%1' needs a second word: %2").arg(words.first(), choice)
                                  : QStringLiteral("there is no command '%1 %2'; use one of %3").arg(words[0], words[1], choice),
                exitUsage);
}

int runCommand(const Command &command, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
    addCommonOptions(parser);
    command.addOptions(parser);
    if (!parser.parse(arguments))
        return fail(parserComplaint(parser) + QStringLiteral("; see 'seriatimctl %1 --help'").arg(command.words()), exitUsage);
    if (parser.isSet(QStringLiteral("help"))) {
        say(helpOf(command, parser));
        return exitDone;
    }
    const QStringList positional = parser.positionalArguments().mid(command.words().split(u' ').size());
    if (positional.size() < command.leastArguments() || positional.size() > command.mostArguments())
        return fail(QStringLiteral("usage: seriatimctl %1 %2").arg(command.words(), command.synopsis()), exitUsage);

    if (parser.isSet(storeOption) && parser.value(storeOption).isEmpty())
        return fail(QStringLiteral("--store is empty; name a store, or leave the option out for the usual one"), exitUsage);

    Invocation invocation(parser, positional, storePath(parser.value(storeOption)), parser.isSet(jsonOption));
    const Result<int> exitCode = command.run(invocation);
    if (!exitCode)
        return fail(exitCode.error().message(), invocation.isUsageError() ? exitUsage : exitFailed);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
        return fail(QStringLiteral("standard output: the answer could not be written"), exitFailed);
    return *exitCode;
}

} // namespace

int main(int argc, char **argv)
{
    prepareProcess();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("seriatimctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SERIATIM_VERSION));

    const Commands commands = allCommands();
    const QStringList arguments = QCoreApplication::arguments();
    const QStringList words = bareWords(arguments);
    if (arguments.contains(QStringLiteral("--version"))) {
        say(QStringLiteral("seriatimctl " SERIATIM_VERSION "\n"));
        return exitDone;
    }
    if (words.isEmpty()) {
        if (arguments.contains(QStringLiteral("--help")) || arguments.contains(QStringLiteral("-h"))) {
            say(overview(commands));
            return exitDone;
        }
        if (arguments.last() == u"--store")
            return fail(QStringLiteral("--store needs the path of a store behind it"), exitUsage);
        return fail(QStringLiteral("which command? 'seriatimctl --help' lists them"), exitUsage);
    }
    const Command *command = findCommand(commands, words);
    return command ? runCommand(*command, arguments) : unknownCommand(commands, words);
}
