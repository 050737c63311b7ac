#include "engine/simulation/scenario.h"

#include "engine/simulation/scenariorows_p.h"
#include "engine/xml/reader.h"

namespace seriatim {

namespace {

constexpr size_t maximumRows = 1'000'000;

void readSeed(XmlReader &reader, pugi::xml_node root, quint64 &seed)
{
    const auto field = fieldNamed(root, "seed");
    if (!field)
        return;
    bool ok = false;
    const quint64 value = field->text.trimmed().toULongLong(&ok, 10);
    if (ok)
        seed = value;
    else
        reader.failValue(*field, "seed", QStringLiteral("a whole number from 0 to 18446744073709551615"));
}

// An instant without a zone is meant in UTC, so that every computer simulates the same.
void readStart(XmlReader &reader, pugi::xml_node root, Instant &start)
{
    const auto field = fieldNamed(root, "start");
    if (!field)
        return;
    QDateTime time = QDateTime::fromString(field->text.trimmed(), Qt::ISODateWithMs);
    if (time.isValid() && time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), Qt::UTC);
    if (time.isValid() && time.date().year() >= 1970 && time.date().year() <= 9000)
        start = time.toMSecsSinceEpoch();
    else
        reader.failValue(*field, "start", QStringLiteral("an instant such as 2026-01-05T08:00:00Z"));
}

Scenario readOne(XmlReader &reader, pugi::xml_node element)
{
    Scenario scenario;
    reader.text(element, "task", scenario.task);
    readSeed(reader, element, scenario.seed);
    reader.optionalInteger(element, "endpoints", scenario.endpoints, 1, 10'000'000);
    reader.integer(element, "runs", scenario.runs, 1, 10'000);
    readStart(reader, element, scenario.start);
    const std::vector<pugi::xml_node> rows = elementsOf(element);
    if (rows.size() > maximumRows)
        reader.fail(rows[maximumRows], QStringLiteral("the scenario has more than %1 rows").arg(maximumRows));
    for (const pugi::xml_node row : rows)
        readScenarioRow(reader, row, scenario);
    return scenario;
}

} // namespace

Result<std::vector<Scenario>> readScenarios(const QByteArray &bytes, const QString &source)
{
    const auto document = XmlDocument::parse(bytes, source);
    if (!document)
        return document.error();
    const pugi::xml_node root = document->root();
    std::vector<pugi::xml_node> elements{root};
    if (hasName(root, "Seriatim")) {
        elements = childrenNamed(root, "Scenario");
        if (elements.empty())
            return document->errorAt(root, QStringLiteral("the definition holds no scenario; expected a <Scenario> in it"));
    } else if (!hasName(root, "Scenario")) {
        return document->errorAt(root, QStringLiteral("<%1> is no scenario; expected <Scenario>").arg(document->rootName()));
    }
    XmlReader reader(*document);
    std::vector<Scenario> scenarios;
    for (const pugi::xml_node element : elements)
        scenarios.push_back(readOne(reader, element));
    return reader.finish(std::move(scenarios));
}

Result<Scenario> readScenario(const QByteArray &bytes, const QString &source)
{
    Result<std::vector<Scenario>> scenarios = readScenarios(bytes, source);
    if (!scenarios)
        return scenarios.error();
    return std::move(scenarios->front());
}

} // namespace seriatim
