#include "engine/workspace/simulating.h"

#include "engine/workspace/simulationrecord.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace seriatim {

namespace {

constexpr int curvePoints = 200;

QJsonObject itemJson(int place, const ItemState &state)
{
    return {{QStringLiteral("item"), place},
            {QStringLiteral("status"), toWord(state.status)},
            {QStringLiteral("returnCode"), state.hasReturnCode && state.status != ItemStatus::notApplicable ? QJsonValue(state.returnCode) : QJsonValue()},
            {QStringLiteral("attempts"), state.attempts},
            {QStringLiteral("executions"), state.executions}};
}

QJsonArray causesJson(const SimulatedItemTotals &totals)
{
    QJsonArray causes;
    for (const auto &[code, count] : totals.failures)
        causes.append(QJsonObject{{QStringLiteral("returnCode"), code}, {QStringLiteral("computers"), count}});
    if (totals.couldNotStart > 0)
        causes.append(QJsonObject{{QStringLiteral("returnCode"), QJsonValue()}, {QStringLiteral("computers"), totals.couldNotStart}});
    return causes;
}

QJsonObject totalsJson(int place, const SimulatedItemTotals &totals)
{
    return {{QStringLiteral("item"), place},
            {QStringLiteral("succeeded"), totals.succeeded},
            {QStringLiteral("alreadyPresent"), totals.alreadyPresent},
            {QStringLiteral("carriedOver"), totals.carriedOver},
            {QStringLiteral("failed"), totals.failed},
            {QStringLiteral("timedOut"), totals.timedOut},
            {QStringLiteral("notVerified"), totals.notVerified},
            {QStringLiteral("interrupted"), totals.interrupted},
            {QStringLiteral("skipped"), totals.skipped}};
}

QJsonObject itemDetailsJson(int place, const QString &program, const SimulatedItemTotals &totals)
{
    return {{QStringLiteral("item"), place},
            {QStringLiteral("program"), program},
            {QStringLiteral("notApplicable"), totals.notApplicable},
            {QStringLiteral("executions"), totals.executions},
            {QStringLiteral("reruns"), totals.reruns},
            {QStringLiteral("causes"), causesJson(totals)}};
}

QJsonObject summaryJson(const SimulationTotals &totals)
{
    QJsonObject summary{{QStringLiteral("succeeded"), totals.succeeded}, {QStringLiteral("failed"), totals.failed}};
    if (totals.waiting > 0)
        summary.insert(QStringLiteral("waiting"), totals.waiting);
    if (totals.notReceived > 0)
        summary.insert(QStringLiteral("notReceived"), totals.notReceived);
    return summary;
}

// Nothing where no computer came so far.
QJsonValue percentilesJson(const std::vector<quint32> &sorted)
{
    if (sorted.empty())
        return {};
    QJsonObject object;
    for (const int percent : {50, 90, 95, 99, 100})
        object.insert(QStringLiteral("p%1").arg(percent), static_cast<qint64>(*percentile(sorted, percent)));
    return object;
}

QJsonArray curveJson(const std::vector<quint32> &sorted)
{
    QJsonArray points;
    for (const CurvePoint &point : completionCurve(sorted, curvePoints))
        points.append(QJsonArray{point.seconds, point.done});
    return points;
}

QJsonObject waitsJson(const WaitTimes &waits)
{
    QJsonObject object;
    for (size_t i = 0; i < waits.size(); ++i) {
        if (waits[i] > 0)
            object.insert(toWord(static_cast<SimulatedWait>(i)), (waits[i] + millisPerSecond / 2) / millisPerSecond);
    }
    return object;
}

Result<SimulationId> record(Workspace &workspace, const SimulationRequest &request, const SimulationResult &result, const SimulationRecord &computers)
{
    SimulationRun run(SimulationId::mint(), result.task.id);
    run.taskName = result.task.name;
    run.taskRevision = result.task.revision;
    run.seed = request.scenario.seed;
    run.endpoints = result.totals.endpoints;
    run.recordedAt = SystemClock().now();
    run.recordedBy = currentUser();
    run.parameters = request.scenarioText;
    QJsonObject summary = toJson(result);
    summary.insert(QStringLiteral("details"), detailsJson(result));
    run.summary = QString::fromUtf8(QJsonDocument(summary).toJson(QJsonDocument::Compact));
    const Result<> recorded = workspace.store().simulations().record(run, computers.fleet());
    return recorded ? Result<SimulationId>(run.id) : recorded.error();
}

} // namespace

QJsonObject toJson(const SimulatedComputer &computer)
{
    QJsonArray items;
    for (size_t i = 0; i < computer.state.items.size(); ++i)
        items.append(itemJson(static_cast<int>(i) + 1, computer.state.items[i]));
    return {{QStringLiteral("computer"), computer.name},
            {QStringLiteral("status"), toWord(computer.status)},
            {QStringLiteral("restarts"), computer.restarts},
            {QStringLiteral("runs"), computer.runs},
            {QStringLiteral("items"), items}};
}

QJsonObject toJson(const SimulationResult &result)
{
    const SimulationTotals &totals = result.totals;
    QJsonArray items;
    for (size_t i = 0; i < totals.items.size(); ++i)
        items.append(totalsJson(static_cast<int>(i) + 1, totals.items[i]));
    QJsonObject object{{QStringLiteral("task"), result.task.id.toString()},
                       {QStringLiteral("seed"), static_cast<qint64>(totals.seed)},
                       {QStringLiteral("endpoints"), totals.endpoints},
                       {QStringLiteral("virtualSeconds"), (totals.virtualMillis + millisPerSecond / 2) / millisPerSecond},
                       {QStringLiteral("summary"), summaryJson(totals)},
                       {QStringLiteral("items"), items}};
    if (result.bytesReceived > 0) {
        object.insert(QStringLiteral("bytesReceived"), result.bytesReceived);
        object.insert(QStringLiteral("bytesFromServer"), result.bytesFromServer);
    }
    return object;
}

QJsonObject detailsJson(const SimulationResult &result)
{
    const SimulationTotals &totals = result.totals;
    QJsonArray items;
    for (size_t i = 0; i < totals.items.size(); ++i)
        items.append(itemDetailsJson(static_cast<int>(i) + 1, result.programNames.value(static_cast<qsizetype>(i)), totals.items[i]));
    QJsonArray servers;
    for (const auto &[name, bytes] : result.bytesByServer)
        servers.append(QJsonObject{{QStringLiteral("server"), name}, {QStringLiteral("bytes"), bytes}});
    return {{QStringLiteral("restarts"), totals.restarts},
            {QStringLiteral("runs"), totals.runs},
            {QStringLiteral("succeededAfter"), percentilesJson(totals.succeededAfter)},
            {QStringLiteral("succeededCurve"), curveJson(totals.succeededAfter)},
            {QStringLiteral("failedCurve"), curveJson(totals.failedAfter)},
            {QStringLiteral("waited"), waitsJson(totals.waits)},
            {QStringLiteral("servers"), servers},
            {QStringLiteral("items"), items}};
}

Result<SimulationResult> simulate(const PreparedSimulation &prepared, const SimulationWatch &watch, int threads)
{
    SimulationResult result(prepared.task());
    result.programNames = prepared.programNames();
    FleetRun run = prepared.run();
    run.threads = threads;
    run.cancelled = watch.cancelled;
    if (watch.visit)
        run.visit = [&watch](int, const SimulatedComputer &computer) { watch.visit(computer); };
    if (watch.progress)
        run.progress = [&watch, &run](int done) { watch.progress(done, run.count); };
    result.totals = run.run();
    if (watch.cancelled && watch.cancelled())
        return Error{ErrorCode::cancelled, result.task.name, QStringLiteral("the simulation was cancelled; nothing was recorded")};
    result.bytesReceived = result.totals.bytesReceived(prepared.plan());
    result.bytesFromServer = result.totals.bytesFromServer(prepared.plan());
    result.bytesByServer = result.totals.bytesByServer(prepared.plan());
    return result;
}

Result<SimulationResult> simulateTask(Workspace &workspace, const SimulationRequest &request, const SimulationWatch &watch)
{
    const Result<std::unique_ptr<PreparedSimulation>> prepared = PreparedSimulation::prepare(workspace, request.task, request.scenario);
    if (!prepared)
        return prepared.error();
    SimulationRecord computers(request.scenario.start, (*prepared)->isMadeUp());
    SimulationWatch recording = watch;
    if (request.record) {
        recording.visit = [&](const SimulatedComputer &computer) {
            computers.add(computer);
            if (watch.visit)
                watch.visit(computer);
        };
    }
    Result<SimulationResult> result = simulate(**prepared, recording, request.threads);
    if (result && request.record) {
        const Result<SimulationId> recorded = record(workspace, request, *result, computers);
        if (!recorded)
            return recorded.error();
        result->recorded = *recorded;
    }
    return result;
}

} // namespace seriatim
