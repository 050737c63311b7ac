#include "tests/bench/commandline.h"

#include "engine/base/text.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

namespace seriatim::bench {

namespace {

enum ExitCode { exitDone = 0, exitFailed = 1, exitUsage = 2 };

void print(std::FILE *file, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), file);
    std::fflush(file);
}

int fail(const QString &message, int exitCode)
{
    print(stderr, QCoreApplication::applicationName() + QStringLiteral(": ") + message.simplified() + u'\n');
    return exitCode;
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "Measures Seriatim beside peers in the same run. A ratio is our time by the peer's for the same work, the median\n"
        "of the rounds (and the least and most): 2 takes twice as long."));
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help.")});
    parser.addOption({QStringLiteral("list"), QStringLiteral("List the benchmarks.")});
    parser.addOption({QStringLiteral("only"), QStringLiteral("Only this benchmark; may be given several times."), QStringLiteral("NAME")});
    parser.addOption({QStringLiteral("rounds"), QStringLiteral("How often each contender has its turn (5)."), QStringLiteral("N"), QStringLiteral("5")});
    parser.addOption({QStringLiteral("full"), QStringLiteral("The full sizes, a million status rows among them.")});
    parser.addOption({QStringLiteral("tiny"), QStringLiteral("Sizes that only show that the benchmarks work.")});
    parser.addOption({QStringLiteral("json"), QStringLiteral("One JSON object instead of tables.")});
}

struct Output {
    bool json = false;
    QJsonArray benchmarks;
};

Result<> run(const Benchmark &benchmark, const Options &options, Output &output)
{
    const Result<std::vector<Contest>> contests = benchmark.contests(options);
    if (!contests)
        return contests.error();
    if (!output.json)
        print(stdout, QStringLiteral("\n%1: %2\n").arg(benchmark.name, benchmark.about));
    QJsonArray held;
    for (const Contest &contest : *contests) {
        const Result<ContestResult> result = hold(contest, options.rounds);
        if (!result)
            return result.error();
        held.append(asJson(*result));
        if (!output.json)
            print(stdout, asTable(*result));
    }
    output.benchmarks.append(QJsonObject{{QStringLiteral("name"), benchmark.name}, {QStringLiteral("contests"), held}});
    return Done{};
}

void printHead()
{
    print(stdout, QStringLiteral("Ratios are our time by the peer's for the same work (2 takes twice as long): the median of the rounds, least-most.\n"));
#ifdef QT_DEBUG
    print(stdout, QStringLiteral("This is no Release build: the figures say nothing.\n"));
#endif
}

Result<std::vector<Benchmark>> chosen(std::vector<Benchmark> all, const QStringList &names)
{
    for (const QString &name : names) {
        if (std::ranges::find(all, name, &Benchmark::name) == all.end())
            return Error{ErrorCode::notFound, QStringLiteral("'%1'").arg(name), QStringLiteral("there is no such benchmark; see --list")};
    }
    if (!names.isEmpty())
        std::erase_if(all, [&](const Benchmark &benchmark) { return !names.contains(benchmark.name); });
    return all;
}

} // namespace

int runBenchmarks(const std::vector<Benchmark> &benchmarks)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        return fail(parser.errorText() + QStringLiteral("; see --help"), exitUsage);
    if (parser.isSet(QStringLiteral("help"))) {
        print(stdout, parser.helpText());
        return exitDone;
    }
    if (parser.isSet(QStringLiteral("list"))) {
        for (const Benchmark &benchmark : benchmarks)
            print(stdout, QStringLiteral("%1 %2\n").arg(benchmark.name.leftJustified(8), benchmark.about));
        return exitDone;
    }
    const std::optional<qint64> rounds = parseInteger(parser.value(QStringLiteral("rounds")));
    if (!rounds || *rounds < 1 || *rounds > 1000)
        return fail(QStringLiteral("--rounds is '%1'; use a whole number from 1 to 1000").arg(parser.value(QStringLiteral("rounds"))), exitUsage);
    const Result<std::vector<Benchmark>> wanted = chosen(benchmarks, parser.values(QStringLiteral("only")));
    if (!wanted)
        return fail(wanted.error().message(), exitUsage);

    Options options;
    options.rounds = static_cast<int>(*rounds);
    if (parser.isSet(QStringLiteral("tiny")) || parser.isSet(QStringLiteral("full")))
        options.size = parser.isSet(QStringLiteral("tiny")) ? Size::tiny : Size::full;
    Output output{parser.isSet(QStringLiteral("json")), {}};
    if (!output.json)
        printHead();
    for (const Benchmark &benchmark : *wanted) {
        if (const Result<> done = run(benchmark, options, output); !done)
            return fail(benchmark.name + QStringLiteral(": ") + done.error().message(), exitFailed);
    }
    if (output.json)
        print(stdout, QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("benchmarks"), output.benchmarks}}).toJson()));
    return exitDone;
}

} // namespace seriatim::bench
