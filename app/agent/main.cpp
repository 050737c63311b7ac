// seriatim-agent: the endpoint agent over a store.
#include "app/agent/agentlog.h"
#include "app/shared/processsetup.h"
#include "engine/base/files.h"
#include "engine/base/text.h"
#include "engine/workspace/localagent.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace seriatim;

namespace {

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "Fetches this computer's policies from the store, runs their sequences in order and reports.\n"
        "Exit codes: 0 done, 1 could not be done, 2 wrong usage, 3 a sequence failed."));
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help.")});
    parser.addOption({QStringLiteral("version"), QStringLiteral("Show the version.")});
    parser.addOption({QStringLiteral("home"), QStringLiteral("The folder that the agent works in; one agent for each."), QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("store"), QStringLiteral("The store (else SERIATIM_STORE, else the one in your data folder)."), QStringLiteral("PATH")});
    parser.addOption({QStringLiteral("computer"), QStringLiteral("The name of this computer in the store."), QStringLiteral("NAME")});
    parser.addOption({QStringLiteral("once"), QStringLiteral("Stop when nothing is left to do now.")});
    parser.addOption({QStringLiteral("allow-restart"), QStringLiteral("Restart the computer where a program needs it. Without this a restart is simulated: "
                                                                     "the agent ends and starts again as after a boot.")});
    parser.addOption({QStringLiteral("store-key"), QStringLiteral("Belong to the store of this public key ('seriatimctl store key' prints it) and take policies of no other. "
                                                                  "Without this the agent stays with the store that it sees first."), QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("allow-unsigned"), QStringLiteral("Take policies that are unsigned, altered or another store's. For tests only.")});
    parser.addOption({QStringLiteral("shares"), QStringLiteral("The folder where network shares are mounted, so that a package's \\\\server\\share is DIR/server/share."), QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("assume"), QStringLiteral("For testers: what is said instead of the system, several times: session=attended|locked|empty, "
                                                              "speed=KB/s (of the connection to packages' servers), restart-needed=true|false."), QStringLiteral("NAME=VALUE")});
    parser.addOption({QStringLiteral("log"), QStringLiteral("Where messages go: stderr (warnings only), journal (for systemd) or file (Logs/agent.log in the home)."), QStringLiteral("TARGET"), QStringLiteral("stderr")});
    parser.addOption({QStringLiteral("refresh"), QStringLiteral("Fetch policies at least every so many minutes, whatever the agent settings say (they, else 60)."), QStringLiteral("MINUTES")});
}

// "session=locked"
Result<> assume(const QString &word, AssumedSurroundings &assumed)
{
    const QString name = word.section(u'=', 0, 0).trimmed().toLower();
    const QString value = word.section(u'=', 1).trimmed();
    const auto unknown = [&](const QString &expected) {
        return Error{ErrorCode::invalidInput, QStringLiteral("--assume %1").arg(word), QStringLiteral("use ") + expected};
    };
    if (name == u"session") {
        assumed.session = sessionStateFromWord(value);
        return assumed.session ? Result<>(Done{}) : unknown(QStringLiteral("session=attended, session=locked or session=empty"));
    }
    if (name == u"speed") {
        const std::optional<qint64> kbps = parseInteger(value);
        if (!kbps || *kbps < 0 || *kbps > 1'000'000'000)
            return unknown(QStringLiteral("speed= and a whole number of KB/s"));
        assumed.connectionKbps = static_cast<int>(*kbps);
        return Done{};
    }
    if (name == u"restart-needed" && (value == u"true" || value == u"false")) {
        assumed.restartNeeded = value == u"true";
        return Done{};
    }
    return unknown(QStringLiteral("session=…, speed=… or restart-needed=true|false"));
}

Result<PublicKey> readKey(const QString &path)
{
    const Result<QByteArray> text = readFile(path, 4096);
    if (!text)
        return text.error();
    Result<PublicKey> key = PublicKey::parse(QString::fromLatin1(*text));
    return key ? key : Result<PublicKey>(Error{key.error().code, path, key.error().detail});
}

} // namespace

int main(int argc, char **argv)
{
    prepareProcess();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("seriatim-agent"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SERIATIM_VERSION));

    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        return fail(parserComplaint(parser) + QStringLiteral("; see 'seriatim-agent --help'"), exitUsage);
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        const QByteArray text = parser.isSet(QStringLiteral("help")) ? parser.helpText().toUtf8() : QByteArray("seriatim-agent " SERIATIM_VERSION "\n");
        std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stdout);
        return exitDone;
    }
    if (!parser.positionalArguments().isEmpty())
        return fail(QStringLiteral("'%1' is no option; see 'seriatim-agent --help'").arg(parser.positionalArguments().first()), exitUsage);
    const bool hasRefresh = parser.isSet(QStringLiteral("refresh"));
    const std::optional<qint64> refresh = parseInteger(parser.value(QStringLiteral("refresh")));
    if (hasRefresh && (!refresh || *refresh < 1 || *refresh > 100'000))
        return fail(QStringLiteral("--refresh is '%1'; use a whole number of minutes from 1 to 100000").arg(parser.value(QStringLiteral("refresh"))), exitUsage);

    const std::optional<LogTarget> log = logTargetFromWord(parser.value(QStringLiteral("log")));
    if (!log)
        return fail(QStringLiteral("--log is '%1'; use stderr, journal or file").arg(parser.value(QStringLiteral("log"))), exitUsage);

    LocalAgentRequest request;
    request.home = parser.value(QStringLiteral("home"));
    request.computer = parser.value(QStringLiteral("computer"));
    if (request.home.isEmpty() || request.computer.isEmpty())
        return fail(QStringLiteral("usage: seriatim-agent --home DIR --store PATH --computer NAME [--once]"), exitUsage);
    if (parser.isSet(QStringLiteral("store")) && parser.value(QStringLiteral("store")).isEmpty())
        return fail(QStringLiteral("--store is empty; name a store, or leave the option out for the usual one"), exitUsage);
    startLog(*log, request.home);
    request.reload = &reloadOnSignal();
    request.options.once = parser.isSet(QStringLiteral("once"));
    request.options.restartMeans = parser.isSet(QStringLiteral("allow-restart")) ? RestartMeans::system : RestartMeans::simulated;
    if (hasRefresh)
        request.options.refreshMinutes = static_cast<int>(*refresh);
    request.progress = showProgress;

    request.options.allowUnsigned = parser.isSet(QStringLiteral("allow-unsigned"));
    request.options.sharesFolder = parser.value(QStringLiteral("shares"));
    for (const QString &word : parser.values(QStringLiteral("assume"))) {
        if (auto taken = assume(word, request.options.assumed); !taken)
            return fail(taken.error().message(), exitUsage);
    }
    if (parser.isSet(QStringLiteral("store-key"))) {
        const Result<PublicKey> key = readKey(parser.value(QStringLiteral("store-key")));
        if (!key)
            return fail(key.error().message(), exitFailed);
        request.storeKey = *key;
    }
    ignoreBrokenPipes();
    const Result<AgentEnd> end = runLocalAgent(storePath(parser.value(QStringLiteral("store"))), request, stopOnSignals());
    if (!end)
        return fail(end.error().message(), exitFailed);
    return end->anyFailed ? exitNotSuccessful : exitDone;
}
