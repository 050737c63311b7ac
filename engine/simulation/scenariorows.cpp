#include "engine/simulation/scenariorows_p.h"

#include "engine/base/text.h"
#include "engine/simulation/scenariowords_p.h"
#include "engine/xml/reader.h"

#include <limits>

namespace seriatim {

namespace {

constexpr int most = std::numeric_limits<int>::max();
constexpr double mostMinutes = 5'256'000; // ten years
// A century: far beyond every time limit, and its milliseconds still fit.
constexpr double mostSeconds = 3'155'760'000.0;

template <typename Enum, size_t count>
void readWord(XmlReader &reader, pugi::xml_node row, const char *name, Enum &target, const std::array<ScenarioWord<Enum>, count> &words)
{
    std::vector<XmlWord<Enum>> allowed;
    for (const ScenarioWord<Enum> &word : words)
        allowed.push_back({word.value, word.word});
    reader.word<Enum>(row, name, target, allowed);
}

// A number from 1, or '*'.
void readPlace(XmlReader &reader, pugi::xml_node row, const char *name, std::optional<int> &target)
{
    const auto field = fieldNamed(row, name);
    if (!field || field->text.trimmed() == u"*")
        return;
    const auto number = parseInteger(field->text);
    if (number && *number >= 1 && *number <= most)
        target = static_cast<int>(*number);
    else
        reader.failValue(*field, name, QStringLiteral("a whole number from 1, or *"));
}

ScenarioMatch readMatch(XmlReader &reader, pugi::xml_node row)
{
    ScenarioMatch match;
    reader.text(row, "computer", match.computer);
    if (match.computer.trimmed().isEmpty())
        reader.failValue({row, match.computer}, "computer", QStringLiteral("a name, or * for all"));
    readPlace(reader, row, "item", match.item);
    readPlace(reader, row, "attempt", match.attempt);
    readPlace(reader, row, "run", match.run);
    reader.decimal(row, "probability", match.probability, 0, 1);
    reader.text(row, "trait", match.trait);
    return match;
}

void readReturnCode(XmlReader &reader, pugi::xml_node element, std::optional<ReturnCode> &target)
{
    const auto field = fieldNamed(element, "returnCode");
    if (!field || field->text.trimmed().isEmpty())
        return;
    const auto code = parseReturnCode(field->text);
    if (code)
        target = *code;
    else
        reader.failWith(field->at, code.error());
}

// `most` in the unit of the figure that it is spread around.
void readDistribution(XmlReader &reader, pugi::xml_node element, Distribution &distribution, double &spread, double mostSpread)
{
    readWord(reader, element, "distribution", distribution, distributionWords);
    const bool isFactor = distribution == Distribution::logNormal;
    const bool spreads = isFactor || distribution == Distribution::uniform || distribution == Distribution::normal;
    if (spreads && !fieldNamed(element, "spread"))
        reader.failMissing(element, isFactor ? "spread (a factor, from 1)" : "spread");
    reader.decimal(element, "spread", spread, isFactor ? 1 : 0, isFactor ? 1000 : mostSpread);
}

void readMinutes(XmlReader &reader, pugi::xml_node element, double &minutes)
{
    if (!fieldNamed(element, "minutes"))
        reader.failMissing(element, "minutes");
    reader.decimal(element, "minutes", minutes, 0, mostMinutes);
}

void readSpeed(XmlReader &reader, pugi::xml_node element, int &kbps)
{
    if (!fieldNamed(element, "kbps"))
        reader.failMissing(element, "kbps (kilobytes a second)");
    reader.integer(element, "kbps", kbps, 1, 100'000'000);
}

void readTimeOfDay(XmlReader &reader, pugi::xml_node row, const char *name, QTime &target)
{
    const auto field = fieldNamed(row, name);
    if (!field || field->text.trimmed().isEmpty())
        return;
    target = QTime::fromString(field->text.trimmed(), Qt::ISODate);
    if (!target.isValid())
        reader.failValue(*field, name, QStringLiteral("a time of day such as 08:00"));
}

void readHours(XmlReader &reader, pugi::xml_node element, Hours &hours)
{
    readTimeOfDay(reader, element, "from", hours.from);
    readTimeOfDay(reader, element, "to", hours.to);
    reader.integer(element, "daysOfTheWeek", hours.daysOfTheWeek, 1, everyDay);
}

void read(XmlReader &reader, pugi::xml_node element, OutcomeRow &row)
{
    readReturnCode(reader, element, row.returnCode);
    if (const auto field = fieldNamed(element, "duration"); field && !field->text.trimmed().isEmpty()) {
        double seconds = 0;
        reader.decimal(element, "duration", seconds, 0, mostSeconds);
        row.durationSeconds = seconds;
    }
    readDistribution(reader, element, row.distribution, row.spread, mostSeconds);
}

// A moment that no attempt has is counted: without a number the first time is meant.
void readOccurrence(XmlReader &reader, pugi::xml_node element, FaultRow &row)
{
    if (fieldNamed(element, "occurrence")) {
        std::optional<int> number;
        readPlace(reader, element, "occurrence", number);
        row.occurrence = number.value_or(FaultRow::everyTime);
    } else if (!isOfAttempt(row.at)) {
        row.occurrence = 1;
    }
    if (row.occurrence && row.match.attempt) {
        reader.fail(element, QStringLiteral("the fault at '%1' is counted by occurrence, not by attempt; leave attempt out")
                                 .arg(scenarioWord(row.at, faultMomentWords)));
    }
}

void read(XmlReader &reader, pugi::xml_node element, FaultRow &row)
{
    if (!fieldNamed(element, "kind"))
        reader.failMissing(element, "kind (power-loss, agent-crash or installer-restart)");
    readWord(reader, element, "kind", row.kind, faultKindWords);
    readWord(reader, element, "at", row.at, faultMomentWords);
    if (row.kind == FaultKind::installerRestart)
        row.at = FaultMoment::running;
    readOccurrence(reader, element, row);
}

void read(XmlReader &reader, pugi::xml_node element, DetectionRow &row)
{
    reader.boolean(element, "before", row.before);
    reader.boolean(element, "after", row.after);
}

void read(XmlReader &reader, pugi::xml_node element, AppliesRow &row)
{
    reader.boolean(element, "value", row.value);
}

void read(XmlReader &reader, pugi::xml_node element, SessionRow &row)
{
    readWord(reader, element, "state", row.state, sessionWords);
    readHours(reader, element, row.hours);
}

void read(XmlReader &reader, pugi::xml_node element, ConnectionRow &row)
{
    readSpeed(reader, element, row.kbps);
}

void read(XmlReader &reader, pugi::xml_node element, DeferralRow &row)
{
    readMinutes(reader, element, row.minutes);
}

void read(XmlReader &reader, pugi::xml_node element, RestartNeededRow &row)
{
    reader.boolean(element, "value", row.value);
}

void read(XmlReader &reader, pugi::xml_node element, TraitRow &row)
{
    reader.requiredText(element, "name", row.name);
    reader.text(element, "os", row.operatingSystem);
    reader.text(element, "domain", row.domain);
}

void read(XmlReader &reader, pugi::xml_node element, PoweredOnRow &row)
{
    readHours(reader, element, row.hours);
}

void read(XmlReader &reader, pugi::xml_node element, BatteryRow &row)
{
    readMinutes(reader, element, row.minutes);
    readDistribution(reader, element, row.distribution, row.spread, mostMinutes);
    reader.decimal(element, "charging", row.chargingMinutes, 0, mostMinutes);
}

void read(XmlReader &reader, pugi::xml_node element, PickupRow &row)
{
    readMinutes(reader, element, row.minutes);
    readDistribution(reader, element, row.distribution, row.spread, mostMinutes);
}

void read(XmlReader &reader, pugi::xml_node element, ServerRow &row)
{
    reader.text(element, "name", row.name);
    readSpeed(reader, element, row.kbps);
    reader.integer(element, "connections", row.connections, 1, 100'000);
}

void read(XmlReader &reader, pugi::xml_node element, AgentRow &row)
{
    reader.boolean(element, "taskSynchronization", row.taskSynchronization);
}

void readExpectedStatus(XmlReader &reader, pugi::xml_node element, ExpectRow &row)
{
    const auto field = fieldNamed(element, "status");
    if (!field || field->text.trimmed().isEmpty())
        return;
    if (row.match.item)
        row.itemStatus = itemStatusFromWord(field->text.trimmed());
    else
        row.computerStatus = computerStatusFromWord(field->text.trimmed());
    if (!row.itemStatus && !row.computerStatus) {
        reader.failValue(*field, "status", row.match.item ? QStringLiteral("a line item's status such as succeeded or alreadyPresent")
                                                          : QStringLiteral("a computer's status such as succeeded or failed"));
    }
}

void read(XmlReader &reader, pugi::xml_node element, ExpectRow &row)
{
    row.position = reader.document().position(element);
    if (row.match.attempt || row.match.run || row.match.probability != 1)
        reader.fail(element, QStringLiteral("an expectation is of the end of the last run, so it takes no attempt, run or probability"));
    readExpectedStatus(reader, element, row);
    readReturnCode(reader, element, row.returnCode);
    reader.optionalInteger(element, "attempts", row.attempts, 0, most);
    reader.optionalInteger(element, "executions", row.executions, 0, most);
    reader.optionalInteger(element, "runs", row.runs, 0, most);
    reader.optionalInteger(element, "restarts", row.restarts, 0, most);
    if (!row.match.item && (row.returnCode || row.attempts || row.executions))
        reader.fail(element, QStringLiteral("returnCode, attempts and executions belong to a line item; say which with item"));
    if (!row.computerStatus && !row.itemStatus && !row.returnCode && !row.attempts && !row.executions && !row.runs && !row.restarts)
        reader.failMissing(element, "status (or returnCode, attempts, executions, runs, restarts)");
}

template <typename Row>
bool readIf(const char *name, XmlReader &reader, pugi::xml_node element, std::vector<Row> &rows)
{
    if (!hasName(element, name))
        return false;
    Row row;
    row.match = readMatch(reader, element);
    read(reader, element, row);
    rows.push_back(std::move(row));
    return true;
}

} // namespace

void readScenarioRow(XmlReader &reader, pugi::xml_node row, Scenario &scenario)
{
    [[maybe_unused]] const bool known =
        readIf("Outcome", reader, row, scenario.outcomes) || readIf("Fault", reader, row, scenario.faults)
        || readIf("Detection", reader, row, scenario.detections) || readIf("Applies", reader, row, scenario.applies)
        || readIf("Session", reader, row, scenario.sessions) || readIf("Connection", reader, row, scenario.connections)
        || readIf("Deferral", reader, row, scenario.deferrals) || readIf("RestartNeeded", reader, row, scenario.restartsNeeded)
        || readIf("Trait", reader, row, scenario.traits) || readIf("PoweredOn", reader, row, scenario.poweredOn)
        || readIf("Battery", reader, row, scenario.batteries) || readIf("Pickup", reader, row, scenario.pickups)
        || readIf("Server", reader, row, scenario.servers) || readIf("Agent", reader, row, scenario.agents)
        || readIf("Expect", reader, row, scenario.expectations);
}

} // namespace seriatim
