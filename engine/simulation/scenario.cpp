#include "engine/simulation/scenario.h"

#include "engine/base/text.h"
#include "engine/xml/reader.h"

#include <QTimeZone>

#include <array>
#include <limits>

namespace seriatim {

namespace {

constexpr int most = std::numeric_limits<int>::max();
constexpr size_t maximumRows = 1'000'000;

constexpr std::array kindWords{XmlWord{FaultKind::powerLoss, u"power-loss"}, XmlWord{FaultKind::agentCrash, u"agent-crash"},
                               XmlWord{FaultKind::installerRestart, u"installer-restart"}};
constexpr std::array momentWords{XmlWord{FaultMoment::beforeStart, u"before-start"}, XmlWord{FaultMoment::running, u"running"},
                                 XmlWord{FaultMoment::afterExit, u"after-exit"}, XmlWord{FaultMoment::countdown, u"countdown"}};
constexpr std::array sessionWords{XmlWord{SessionState::attended, u"attended"}, XmlWord{SessionState::locked, u"locked"},
                                  XmlWord{SessionState::empty, u"empty"}};

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
    return match;
}

OutcomeRow readOutcome(XmlReader &reader, pugi::xml_node element)
{
    OutcomeRow row;
    row.match = readMatch(reader, element);
    if (const auto field = fieldNamed(element, "returnCode"); field && !field->text.trimmed().isEmpty()) {
        const auto code = parseReturnCode(field->text);
        if (code)
            row.returnCode = *code;
        else
            reader.failWith(field->at, code.error());
    }
    if (const auto field = fieldNamed(element, "duration"); field && !field->text.trimmed().isEmpty()) {
        double seconds = 0;
        // A century: far beyond every time limit, and its milliseconds still fit.
        reader.decimal(element, "duration", seconds, 0, 3'155'760'000.0);
        row.durationSeconds = seconds;
    }
    return row;
}

FaultRow readFault(XmlReader &reader, pugi::xml_node element)
{
    FaultRow row;
    row.match = readMatch(reader, element);
    if (!fieldNamed(element, "kind"))
        reader.failMissing(element, "kind (power-loss, agent-crash or installer-restart)");
    reader.word<FaultKind>(element, "kind", row.kind, kindWords);
    reader.word<FaultMoment>(element, "at", row.at, momentWords);
    if (row.kind == FaultKind::installerRestart)
        row.at = FaultMoment::running;
    return row;
}

DetectionRow readDetection(XmlReader &reader, pugi::xml_node element)
{
    DetectionRow row;
    row.match = readMatch(reader, element);
    reader.boolean(element, "before", row.before);
    reader.boolean(element, "after", row.after);
    return row;
}

AppliesRow readApplies(XmlReader &reader, pugi::xml_node element)
{
    AppliesRow row;
    row.match = readMatch(reader, element);
    reader.boolean(element, "value", row.value);
    return row;
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

SessionRow readSession(XmlReader &reader, pugi::xml_node element)
{
    SessionRow row;
    row.match = readMatch(reader, element);
    reader.word<SessionState>(element, "state", row.state, sessionWords);
    readTimeOfDay(reader, element, "from", row.from);
    readTimeOfDay(reader, element, "to", row.to);
    reader.integer(element, "daysOfTheWeek", row.daysOfTheWeek, 1, 0x7f);
    return row;
}

ConnectionRow readConnection(XmlReader &reader, pugi::xml_node element)
{
    ConnectionRow row;
    row.match = readMatch(reader, element);
    if (!fieldNamed(element, "kbps"))
        reader.failMissing(element, "kbps (kilobytes a second)");
    reader.integer(element, "kbps", row.kbps, 1, 100'000'000);
    return row;
}

DeferralRow readDeferral(XmlReader &reader, pugi::xml_node element)
{
    DeferralRow row;
    row.match = readMatch(reader, element);
    if (!fieldNamed(element, "minutes"))
        reader.failMissing(element, "minutes");
    reader.decimal(element, "minutes", row.minutes, 0, 5'256'000);
    return row;
}

RestartNeededRow readRestartNeeded(XmlReader &reader, pugi::xml_node element)
{
    RestartNeededRow row;
    row.match = readMatch(reader, element);
    reader.boolean(element, "value", row.value);
    return row;
}

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

void readRow(XmlReader &reader, pugi::xml_node row, Scenario &scenario)
{
    if (hasName(row, "Outcome"))
        scenario.outcomes.push_back(readOutcome(reader, row));
    else if (hasName(row, "Fault"))
        scenario.faults.push_back(readFault(reader, row));
    else if (hasName(row, "Detection"))
        scenario.detections.push_back(readDetection(reader, row));
    else if (hasName(row, "Applies"))
        scenario.applies.push_back(readApplies(reader, row));
    else if (hasName(row, "Session"))
        scenario.sessions.push_back(readSession(reader, row));
    else if (hasName(row, "Connection"))
        scenario.connections.push_back(readConnection(reader, row));
    else if (hasName(row, "Deferral"))
        scenario.deferrals.push_back(readDeferral(reader, row));
    else if (hasName(row, "RestartNeeded"))
        scenario.restartsNeeded.push_back(readRestartNeeded(reader, row));
}

} // namespace

Result<Scenario> readScenario(const QByteArray &bytes, const QString &source)
{
    const auto document = XmlDocument::parse(bytes, source);
    if (!document)
        return document.error();
    const pugi::xml_node root = document->root();
    if (!hasName(root, "Scenario")) {
        return document->errorAt(root, QStringLiteral("<%1> is no scenario; expected <Scenario>").arg(document->rootName()));
    }
    XmlReader reader(*document);
    Scenario scenario;
    readSeed(reader, root, scenario.seed);
    reader.optionalInteger(root, "endpoints", scenario.endpoints, 1, 10'000'000);
    reader.integer(root, "runs", scenario.runs, 1, 10'000);
    readStart(reader, root, scenario.start);
    const std::vector<pugi::xml_node> rows = elementsOf(root);
    if (rows.size() > maximumRows)
        reader.fail(rows[maximumRows], QStringLiteral("the scenario has more than %1 rows").arg(maximumRows));
    for (const pugi::xml_node row : rows)
        readRow(reader, row, scenario);
    return reader.finish(std::move(scenario));
}

} // namespace seriatim
