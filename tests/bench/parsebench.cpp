#include "tests/bench/benchmarks.h"
#include "tests/bench/sampledata.h"

#include "engine/domain/catalogue.h"
#include "engine/policy/policybuilder.h"
#include "engine/policy/policyxml.h"
#include "engine/xml/document.h"

#include <QXmlStreamReader>

#include <pugixml.hpp>

namespace seriatim::bench {

namespace {

// Sequences of twenty steps each, until the document has so many bytes.
Result<QByteArray> policiesDocument(qsizetype bytes)
{
    const std::vector<Package> packages = samplePackages(20);
    const ProgramIndex index(packages);
    const QByteArray open = "<ClientPolicies>";
    const QByteArray close = "</ClientPolicies>";
    QByteArray document = open;
    for (int number = 1; document.size() < bytes; ++number) {
        const auto policies = policiesOf(sampleTask(QStringLiteral("Rollout %1").arg(number), packages, 20), index);
        if (!policies)
            return policies.error();
        const QByteArray one = writePolicies(*policies);
        const qsizetype from = one.indexOf(open) + open.size();
        document += one.mid(from, one.lastIndexOf(close) - from);
    }
    return document + close;
}

Result<double> parseDocument(const QByteArray &document)
{
    const Stopwatch watch;
    const auto parsed = XmlDocument::parse(document, QStringLiteral("policies.xml"));
    const double seconds = watch.seconds();
    return parsed ? Result<double>(seconds) : parsed.error();
}

Result<double> readWhole(const QByteArray &document)
{
    const Stopwatch watch;
    const auto policies = readPolicies(document, QStringLiteral("policies.xml"));
    const double seconds = watch.seconds();
    return policies ? Result<double>(seconds) : policies.error();
}

Result<double> readThroughStream(const QByteArray &document)
{
    const Stopwatch watch;
    QXmlStreamReader reader(document);
    qsizetype seen = 0;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement)
            seen += reader.attributes().size();
    }
    keep(seen);
    const double seconds = watch.seconds();
    if (reader.hasError())
        return Error{ErrorCode::invalidInput, QStringLiteral("QXmlStreamReader"), reader.errorString()};
    return seconds;
}

Result<double> parseBare(const QByteArray &document)
{
    const Stopwatch watch;
    pugi::xml_document tree;
    const pugi::xml_parse_result parsed = tree.load_buffer(document.constData(), static_cast<size_t>(document.size()));
    const double seconds = watch.seconds();
    if (!parsed)
        return Error{ErrorCode::invalidInput, QStringLiteral("pugixml"), QString::fromLatin1(parsed.description())};
    return seconds;
}

} // namespace

Result<std::vector<Contest>> parseContests(const Options &options)
{
    const Result<QByteArray> document = policiesDocument(options.choose(100'000, 20'000'000, 20'000'000));
    if (!document)
        return document.error();
    const double megabytes = static_cast<double>(document->size()) / 1e6;
    const auto contender = [&](const QString &name, Result<double> (*work)(const QByteArray &)) {
        return Contender{name, megabytes, [text = *document, work] { return work(text); }};
    };
    Contest contest{QStringLiteral("%1 MB of client policies").arg(megabytes, 0, 'f', 1), QStringLiteral("MB"), Show::unitsPerSecond, {}, {}};
    contest.ours = {contender(QStringLiteral("XmlDocument::parse"), parseDocument),
                    contender(QStringLiteral("readPolicies, to values"), readWhole)};
    contest.peers = {contender(QStringLiteral("QXmlStreamReader"), readThroughStream), contender(QStringLiteral("pugixml"), parseBare)};
    return std::vector{contest};
}

} // namespace seriatim::bench
