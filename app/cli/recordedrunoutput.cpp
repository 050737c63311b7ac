#include "app/cli/recordedrunoutput.h"

#include "app/cli/printing.h"
#include "engine/base/text.h"
#include "engine/workspace/recordedruns.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace seriatim {

namespace {

// The counts of one line item in a run's summary, in the order of formats.md.
QString itemText(const QJsonObject &item)
{
    QStringList words;
    for (const ItemStatus status : {ItemStatus::succeeded, ItemStatus::alreadyPresent, ItemStatus::carriedOver, ItemStatus::failed, ItemStatus::timedOut,
                                    ItemStatus::notVerified, ItemStatus::interrupted, ItemStatus::skipped}) {
        if (const int count = item.value(toWord(status)).toInt(); count > 0)
            words.append(QStringLiteral("%1 %2").arg(count).arg(toText(status)));
    }
    return words.join(QStringLiteral(", "));
}

QString countsText(const SimulationRun &run)
{
    const RunCounts counts = countsOf(run);
    QString text = QStringLiteral("%1: %2 succeeded, %3 failed").arg(counted(run.endpoints, QStringLiteral("computer"))).arg(counts.succeeded).arg(counts.failed);
    if (counts.waiting > 0)
        text += QStringLiteral(", %1 waiting for what never comes").arg(counts.waiting);
    if (counts.notReceived > 0)
        text += QStringLiteral(", %1 without the Task Synchronization agent").arg(counts.notReceived);
    return text;
}

} // namespace

void addRunTaskOption(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("task"), QStringLiteral("Look for the run among those of this task; latest is its latest then."), QStringLiteral("TASK")});
}

Result<std::vector<SimulationRun>> runsToChooseFrom(const Invocation &invocation, Workspace &workspace)
{
    return recordedRuns(workspace, invocation.optionalValue(QStringLiteral("task")));
}

QJsonObject runJson(const SimulationRun &run)
{
    const RunCounts counts = countsOf(run);
    return {{QStringLiteral("run"), run.id.toString()},
            {QStringLiteral("task"), run.task.toString()},
            {QStringLiteral("name"), run.taskName},
            {QStringLiteral("revision"), run.taskRevision},
            {QStringLiteral("seed"), static_cast<qint64>(run.seed)},
            {QStringLiteral("computers"), run.endpoints},
            {QStringLiteral("succeeded"), counts.succeeded},
            {QStringLiteral("failed"), counts.failed},
            {QStringLiteral("waiting"), counts.waiting},
            {QStringLiteral("notReceived"), counts.notReceived},
            {QStringLiteral("recorded"), timeJson(run.recordedAt)},
            {QStringLiteral("by"), run.recordedBy}};
}

QString runText(const SimulationRun &run, const std::vector<SimulationRun> &among)
{
    return QStringLiteral("run %1 of revision %2, seed %3").arg(shortId(run.id, among)).arg(run.taskRevision).arg(run.seed);
}

void printRuns(const Invocation &invocation, const std::vector<SimulationRun> &runs, const std::vector<SimulationRun> &among)
{
    if (runs.empty()) {
        invocation.print(QStringLiteral("no simulated run is recorded; 'simulate TASK --record' records one"));
        return;
    }
    invocation.print(QStringLiteral("simulated: %1, the newest first").arg(counted(std::ssize(runs), QStringLiteral("recorded run"))));
    std::vector<QStringList> rows{{QStringLiteral("run"), QStringLiteral("task"), QStringLiteral("revision"), QStringLiteral("seed"), QStringLiteral("computers"),
                                   QStringLiteral("succeeded"), QStringLiteral("failed"), QStringLiteral("recorded (UTC)"), QStringLiteral("by")}};
    for (const SimulationRun &run : runs) {
        const RunCounts counts = countsOf(run);
        rows.push_back({shortId(run.id, among), run.taskName, QString::number(run.taskRevision), QString::number(run.seed), QString::number(run.endpoints),
                        QString::number(counts.succeeded), QString::number(counts.failed), formatInstant(run.recordedAt), run.recordedBy});
    }
    printAligned(invocation, rows, {Align::left, Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
}

void printRun(const Invocation &invocation, const SimulationRun &run, const QStringList &programs)
{
    const QJsonObject summary = QJsonDocument::fromJson(run.summary.toUtf8()).object();
    invocation.print(QStringLiteral("simulated: '%1', revision %2, seed %3").arg(run.taskName).arg(run.taskRevision).arg(run.seed));
    invocation.print(QStringLiteral("run %1, recorded %2 UTC by %3").arg(run.id.toString(), formatInstant(run.recordedAt), run.recordedBy));
    invocation.print(countsText(run));
    for (const QJsonValue value : summary.value(u"items").toArray()) {
        const QJsonObject item = value.toObject();
        const int place = item.value(u"item").toInt();
        const QString program = programs.value(place - 1);
        invocation.print(QStringLiteral("item %1%2: %3").arg(place).arg(program.isEmpty() ? program : u' ' + program, itemText(item)));
    }
    if (run.parameters.isEmpty())
        invocation.print(QStringLiteral("nothing was assumed but the rules of the agent"));
    else
        invocation.print(QStringLiteral("assumed:\n") + run.parameters.trimmed());
}

} // namespace seriatim
