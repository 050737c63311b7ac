#include "engine/simulation/scenariowriter.h"

#include "engine/simulation/scenariowords_p.h"
#include "engine/xml/writer.h"

namespace seriatim {

namespace {

// The shortest text that is read as the same number.
void setNumber(pugi::xml_node element, const char *name, double value)
{
    setAttribute(element, name, QString::number(value, 'g', QLocale::FloatingPointShortest));
}

void setOptional(pugi::xml_node element, const char *name, std::optional<int> value)
{
    if (value)
        setAttribute(element, name, *value);
}

void writeMatch(pugi::xml_node element, const ScenarioMatch &match)
{
    const ScenarioMatch usual;
    setAttributeUnless(element, "computer", match.computer, usual.computer);
    setAttributeUnless(element, "trait", match.trait, usual.trait);
    setOptional(element, "item", match.item);
    setOptional(element, "attempt", match.attempt);
    setOptional(element, "run", match.run);
    if (match.probability != usual.probability)
        setNumber(element, "probability", match.probability);
}

void writeDistribution(pugi::xml_node element, Distribution distribution, double spread)
{
    if (distribution != Distribution::fixed)
        setAttribute(element, "distribution", scenarioWord(distribution, distributionWords));
    if (distribution != Distribution::fixed || spread != 0)
        setNumber(element, "spread", spread);
}

void setTimeOfDay(pugi::xml_node element, const char *name, QTime time)
{
    if (!time.isValid())
        return;
    const bool isWhole = time.second() == 0 && time.msec() == 0;
    setAttribute(element, name, isWhole ? time.toString(QStringLiteral("HH:mm")) : time.toString(Qt::ISODateWithMs));
}

void writeHours(pugi::xml_node element, const Hours &hours)
{
    setTimeOfDay(element, "from", hours.from);
    setTimeOfDay(element, "to", hours.to);
    setAttributeUnless(element, "daysOfTheWeek", hours.daysOfTheWeek, everyDay);
}

void write(pugi::xml_node element, const OutcomeRow &row)
{
    setOptional(element, "returnCode", row.returnCode);
    if (row.durationSeconds)
        setNumber(element, "duration", *row.durationSeconds);
    writeDistribution(element, row.distribution, row.spread);
}

void write(pugi::xml_node element, const FaultRow &row)
{
    setAttribute(element, "kind", scenarioWord(row.kind, faultKindWords));
    setAttribute(element, "at", scenarioWord(row.at, faultMomentWords));
    if (row.occurrence == FaultRow::everyTime)
        setAttribute(element, "occurrence", QStringLiteral("*"));
    else
        setOptional(element, "occurrence", row.occurrence);
}

void write(pugi::xml_node element, const DetectionRow &row)
{
    setFlag(element, "before", row.before);
    setFlag(element, "after", row.after);
}

void write(pugi::xml_node element, const AppliesRow &row)
{
    setFlag(element, "value", row.value);
}

void write(pugi::xml_node element, const SessionRow &row)
{
    setAttribute(element, "state", scenarioWord(row.state, sessionWords));
    writeHours(element, row.hours);
}

void write(pugi::xml_node element, const ConnectionRow &row)
{
    setAttribute(element, "kbps", row.kbps);
}

void write(pugi::xml_node element, const DeferralRow &row)
{
    setNumber(element, "minutes", row.minutes);
}

void write(pugi::xml_node element, const RestartNeededRow &row)
{
    setFlag(element, "value", row.value);
}

void write(pugi::xml_node element, const TraitRow &row)
{
    setAttribute(element, "name", row.name);
    setAttributeUnless(element, "os", row.operatingSystem, QStringLiteral("*"));
    setAttributeUnless(element, "domain", row.domain, QStringLiteral("*"));
}

void write(pugi::xml_node element, const PoweredOnRow &row)
{
    writeHours(element, row.hours);
}

void write(pugi::xml_node element, const BatteryRow &row)
{
    setNumber(element, "minutes", row.minutes);
    writeDistribution(element, row.distribution, row.spread);
    setNumber(element, "charging", row.chargingMinutes);
}

void write(pugi::xml_node element, const PickupRow &row)
{
    setNumber(element, "minutes", row.minutes);
    writeDistribution(element, row.distribution, row.spread);
}

void write(pugi::xml_node element, const ServerRow &row)
{
    setAttributeUnless(element, "name", row.name);
    setAttribute(element, "kbps", row.kbps);
    setAttribute(element, "connections", row.connections);
}

void write(pugi::xml_node element, const AgentRow &row)
{
    setFlag(element, "taskSynchronization", row.taskSynchronization);
}

void write(pugi::xml_node element, const ExpectRow &row)
{
    if (row.itemStatus)
        setAttribute(element, "status", toWord(*row.itemStatus));
    if (row.computerStatus)
        setAttribute(element, "status", toWord(*row.computerStatus));
    setOptional(element, "returnCode", row.returnCode);
    setOptional(element, "attempts", row.attempts);
    setOptional(element, "executions", row.executions);
    setOptional(element, "runs", row.runs);
    setOptional(element, "restarts", row.restarts);
}

template <typename Row>
void writeRows(pugi::xml_node scenario, const char *name, const std::vector<Row> &rows)
{
    for (const Row &row : rows) {
        const pugi::xml_node element = addElement(scenario, name);
        writeMatch(element, row.match);
        write(element, row);
    }
}

pugi::xml_node addScenario(pugi::xml_document &document, const Scenario &scenario)
{
    const pugi::xml_node element = addElement(document, "Scenario");
    setAttributeUnless(element, "task", scenario.task);
    if (scenario.seed != 0)
        setAttribute(element, "seed", QString::number(scenario.seed));
    setOptional(element, "endpoints", scenario.endpoints);
    if (scenario.start != defaultSimulationStart)
        setAttribute(element, "start", QDateTime::fromMSecsSinceEpoch(scenario.start, Qt::UTC).toString(Qt::ISODateWithMs));
    setAttributeUnless(element, "runs", scenario.runs, 1);
    writeRows(element, "Trait", scenario.traits);
    writeRows(element, "Agent", scenario.agents);
    writeRows(element, "PoweredOn", scenario.poweredOn);
    writeRows(element, "Battery", scenario.batteries);
    writeRows(element, "Pickup", scenario.pickups);
    writeRows(element, "Session", scenario.sessions);
    writeRows(element, "Connection", scenario.connections);
    writeRows(element, "Server", scenario.servers);
    writeRows(element, "Outcome", scenario.outcomes);
    writeRows(element, "Fault", scenario.faults);
    writeRows(element, "Detection", scenario.detections);
    writeRows(element, "Applies", scenario.applies);
    writeRows(element, "Deferral", scenario.deferrals);
    writeRows(element, "RestartNeeded", scenario.restartsNeeded);
    writeRows(element, "Expect", scenario.expectations);
    return element;
}

} // namespace

QByteArray writeScenario(const Scenario &scenario)
{
    pugi::xml_document document;
    addScenario(document, scenario);
    return documentText(document);
}

QByteArray scenarioElement(const Scenario &scenario)
{
    pugi::xml_document document;
    return elementText(addScenario(document, scenario));
}

} // namespace seriatim
