#include "models/simulationreport.h"

#include "engine/simulation/scenariowriter.h"
#include "models/packagesnapshot.h"
#include "models/statuswords.h"
#include "models/timewords.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SimulationReport)
};

constexpr ItemStatus ends[]{ItemStatus::succeeded, ItemStatus::alreadyPresent, ItemStatus::carriedOver, ItemStatus::notApplicable, ItemStatus::failed,
                            ItemStatus::timedOut,  ItemStatus::notVerified,    ItemStatus::interrupted, ItemStatus::skipped};
constexpr int shownPercents[]{50, 90, 95, 99, 100};

QString numberText(qint64 value)
{
    return QLocale().toString(value);
}

QString spanText(qint64 seconds)
{
    return elapsedText(seconds * millisPerSecond);
}

CompletionCurve curveFrom(const QJsonArray &points)
{
    CompletionCurve curve;
    for (const QJsonValue &point : points)
        curve.push_back({point.toArray().at(0).toInteger(), point.toArray().at(1).toInt()});
    return curve;
}

SimulatedItem itemFrom(const QJsonObject &totals, const QJsonObject &details)
{
    SimulatedItem item;
    item.id = totals.value(u"item").toInt();
    item.program = details.value(u"program").toString();
    for (const ItemStatus status : ends) {
        const QJsonValue count = (status == ItemStatus::notApplicable ? details : totals).value(toWord(status));
        if (count.toInt() > 0)
            item.computers[status] = count.toInt();
    }
    item.executions = details.value(u"executions").toInteger();
    item.reruns = details.value(u"reruns").toInteger();
    return item;
}

int countOf(const SimulatedItem &item, ItemStatus status)
{
    const auto found = item.computers.find(status);
    return found == item.computers.end() ? 0 : found->second;
}

// What returned a code is listed code by code; what never came to one by its end.
void addCauses(std::vector<FailureCause> &causes, const SimulatedItem &item, const QJsonArray &codes)
{
    const auto add = [&](const QString &cause, int computers) {
        if (computers > 0)
            causes.push_back({0, item.id, item.program, cause, computers});
    };
    for (const QJsonValue &code : codes) {
        const QJsonValue returned = code.toObject().value(u"returnCode");
        add(returned.isNull() ? Words::tr("could not be started") : Words::tr("return code %1").arg(returned.toInteger()), code.toObject().value(u"computers").toInt());
    }
    if (codes.isEmpty()) { // of a record without details
        add(statusText(ItemStatus::failed), countOf(item, ItemStatus::failed));
        add(statusText(ItemStatus::notVerified), countOf(item, ItemStatus::notVerified));
    }
    add(statusText(ItemStatus::timedOut), countOf(item, ItemStatus::timedOut));
    add(statusText(ItemStatus::interrupted), countOf(item, ItemStatus::interrupted));
}

void readItems(SimulationReport &report, const QJsonArray &totals, const QJsonArray &details)
{
    for (qsizetype i = 0; i < totals.size(); ++i) {
        const QJsonObject detail = details.at(i).toObject();
        report.items.push_back(itemFrom(totals.at(i).toObject(), detail));
        report.reruns += report.items.back().reruns;
        addCauses(report.causes, report.items.back(), detail.value(u"causes").toArray());
    }
    std::ranges::stable_sort(report.causes, std::ranges::greater(), &FailureCause::computers);
    for (size_t i = 0; i < report.causes.size(); ++i)
        report.causes[i].id = static_cast<int>(i);
}

void readSummary(SimulationReport &report, const QJsonObject &counts, int endpoints)
{
    report.summary.computers = endpoints;
    for (const ComputerStatus status : {ComputerStatus::succeeded, ComputerStatus::failed, ComputerStatus::waiting, ComputerStatus::notReceived}) {
        if (const int count = counts.value(toWord(status)).toInt(); count > 0)
            report.summary.byStatus[status] = count;
    }
}

void add(std::vector<FleetFigure> &figures, const QString &name, const QString &value)
{
    figures.push_back({static_cast<int>(figures.size()), name, value});
}

// In the order in which a computer comes to them.
std::vector<FleetFigure> waitsFrom(const QJsonObject &waited)
{
    std::vector<FleetFigure> waits;
    for (size_t i = 0; i < simulatedWaits; ++i) {
        const auto wait = static_cast<SimulatedWait>(i);
        if (const QJsonValue seconds = waited.value(toWord(wait)); seconds.toInteger() > 0)
            add(waits, waitText(wait), spanText(seconds.toInteger()));
    }
    return waits;
}

std::vector<FleetFigure> loadOf(const SimulationReport &report, const QJsonObject &summary, const QJsonArray &servers)
{
    std::vector<FleetFigure> load;
    add(load, Words::tr("Restarts"), numberText(report.restarts));
    add(load, Words::tr("Runs"), numberText(report.runs));
    add(load, Words::tr("Programs that ran again"), numberText(report.reruns));
    if (summary.contains(u"bytesReceived")) {
        add(load, Words::tr("Packages received by computers"), sizeText(summary.value(u"bytesReceived").toInteger()));
        add(load, Words::tr("Packages sent by servers"), sizeText(summary.value(u"bytesFromServer").toInteger()));
    }
    for (const QJsonValue &server : servers) {
        const QString name = server.toObject().value(u"server").toString();
        add(load, name.isEmpty() ? Words::tr("Packages sent by the unnamed server") : Words::tr("Packages sent by “%1”").arg(name), sizeText(server.toObject().value(u"bytes").toInteger()));
    }
    return load;
}

} // namespace

QStringList SimulationReport::programNames() const
{
    QStringList names;
    for (const SimulatedItem &item : items)
        names.append(item.program);
    return names;
}

SimulationReport reportOf(const SimulationRun &run)
{
    const QJsonObject summary = QJsonDocument::fromJson(run.summary.toUtf8()).object();
    const QJsonObject details = summary.value(u"details").toObject();
    SimulationReport report;
    readSummary(report, summary.value(u"summary").toObject(), run.endpoints);
    report.hasDetails = !details.isEmpty();
    report.virtualSeconds = summary.value(u"virtualSeconds").toInteger();
    report.restarts = details.value(u"restarts").toInteger();
    report.runs = details.value(u"runs").toInteger();
    const QJsonObject percentiles = details.value(u"succeededAfter").toObject();
    for (const int percent : shownPercents) {
        if (const QJsonValue seconds = percentiles.value(QStringLiteral("p%1").arg(percent)); seconds.isDouble())
            report.succeededAfter[percent] = seconds.toInteger();
    }
    report.succeeded = curveFrom(details.value(u"succeededCurve").toArray());
    report.failed = curveFrom(details.value(u"failedCurve").toArray());
    readItems(report, summary.value(u"items").toArray(), details.value(u"items").toArray());
    report.waits = waitsFrom(details.value(u"waited").toObject());
    if (report.hasDetails)
        report.load = loadOf(report, summary, details.value(u"servers").toArray());
    return report;
}

QString percentilesText(const SimulationReport &report)
{
    if (!report.hasDetails)
        return Words::tr("This run was recorded by an earlier version, which kept no times.");
    const std::map<int, qint64> &after = report.succeededAfter;
    if (!after.contains(50) || !after.contains(100))
        return Words::tr("No computer succeeds.");
    const auto span = [&](int percent) { return after.contains(percent) ? spanText(after.at(percent)) : QString(); };
    return Words::tr("Half of those that succeed are done after %1, 90 % after %2, 99 % after %3, the last after %4.").arg(span(50), span(90), span(99), span(100));
}

QString waitText(SimulatedWait wait)
{
    switch (wait) {
    case SimulatedWait::pickup: return Words::tr("Until it had its policies");
    case SimulatedWait::off: return Words::tr("Switched off");
    case SimulatedWait::download: return Words::tr("Downloading");
    case SimulatedWait::server: return Words::tr("In a server's queue");
    case SimulatedWait::retry: return Words::tr("To try again");
    case SimulatedWait::package: return Words::tr("For a package");
    case SimulatedWait::user: return Words::tr("For a user");
    case SimulatedWait::window: return Words::tr("For a maintenance window");
    case SimulatedWait::warning: return Words::tr("For users who had been warned");
    case SimulatedWait::countdown: return Words::tr("Counting down to a restart");
    }
    Q_UNREACHABLE();
}

Result<Scenario> scenarioOf(const SimulationRun &run, bool madeUp)
{
    Result<Scenario> scenario = run.parameters.isEmpty() ? Result<Scenario>(Scenario()) : readScenario(run.parameters.toUtf8(), run.taskName);
    if (!scenario)
        return scenario;
    scenario->seed = run.seed;
    scenario->endpoints = madeUp ? std::optional(run.endpoints) : std::nullopt;
    return scenario;
}

Result<QString> scenarioTextOf(const SimulationRun &run, bool madeUp)
{
    const Result<Scenario> scenario = scenarioOf(run, madeUp);
    return scenario ? Result<QString>(QString::fromUtf8(writeScenario(*scenario))) : scenario.error();
}

std::vector<SimulatedItemTable::Column> simulatedItemColumns(const std::vector<SimulatedItem> &items)
{
    using Item = SimulatedItem;
    std::vector<SimulatedItemTable::Column> columns{
        {Words::tr("Item"), [](const Item &i) { return QString::number(i.id); }, [](const Item &i) { return i.id; }, 10},
        {Words::tr("Program"), [](const Item &i) { return i.program; }, {}, 36}};
    for (const ItemStatus status : ends) {
        if (std::ranges::none_of(items, [status](const Item &i) { return countOf(i, status) > 0; }))
            continue;
        const QString word = statusText(status);
        columns.push_back({word.left(1).toUpper() + word.mid(1), [status](const Item &i) { return numberText(countOf(i, status)); },
                           [status](const Item &i) { return countOf(i, status); }, std::max(12, static_cast<int>(word.size()) + 5)});
    }
    columns.push_back({Words::tr("Executions"), [](const Item &i) { return numberText(i.executions); }, [](const Item &i) { return static_cast<int>(i.executions); }, 14});
    columns.push_back({Words::tr("Ran again"), [](const Item &i) { return numberText(i.reruns); }, [](const Item &i) { return static_cast<int>(i.reruns); }, 14});
    return columns;
}

std::vector<FailureCauseTable::Column> failureCauseColumns()
{
    using Cause = FailureCause;
    return {{Words::tr("Computers"), [](const Cause &c) { return numberText(c.computers); }, [](const Cause &c) { return c.computers; }, 16},
            {Words::tr("Item"), [](const Cause &c) { return QString::number(c.item); }, [](const Cause &c) { return c.item; }, 10},
            {Words::tr("Program"), [](const Cause &c) { return c.program; }, {}, 40},
            {Words::tr("Cause"), [](const Cause &c) { return c.cause; }, {}, 24}};
}

std::vector<FleetFigureTable::Column> fleetFigureColumns(const QString &name, const QString &value)
{
    return {{name, [](const FleetFigure &f) { return f.name; }, {}, 36}, {value, [](const FleetFigure &f) { return f.value; }, {}, 18}};
}

} // namespace seriatim
