#include "engine/workspace/simulating.h"

#include "engine/policy/deliveryindex.h"
#include "engine/policy/plancompiler.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace seriatim {

namespace {

QJsonObject itemJson(int place, const ItemState &state)
{
    return {{QStringLiteral("item"), place},
            {QStringLiteral("status"), toWord(state.status)},
            {QStringLiteral("returnCode"), state.hasReturnCode && state.status != ItemStatus::notApplicable ? QJsonValue(state.returnCode) : QJsonValue()},
            {QStringLiteral("attempts"), state.attempts},
            {QStringLiteral("executions"), state.executions}};
}

QJsonObject computerJson(const SimulatedComputer &computer)
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

Result<> record(Workspace &workspace, const SimulationRequest &request, const SimulationResult &result,
                const std::vector<RecordedComputer> &computers)
{
    SimulationRun run(SimulationId::mint(), result.task.id);
    run.taskName = result.task.name;
    run.taskRevision = result.task.revision;
    run.seed = request.scenario.seed;
    run.endpoints = result.totals.endpoints;
    run.recordedAt = SystemClock().now();
    run.recordedBy = currentUser();
    run.parameters = request.scenarioText;
    run.summary = QString::fromUtf8(QJsonDocument(toJson(result)).toJson(QJsonDocument::Compact));
    return workspace.store().simulations().record(run, computers);
}

} // namespace

QJsonObject toJson(const SimulationResult &result)
{
    QJsonArray items;
    for (size_t i = 0; i < result.totals.items.size(); ++i)
        items.append(totalsJson(static_cast<int>(i) + 1, result.totals.items[i]));
    QJsonObject summary{{QStringLiteral("succeeded"), result.totals.succeeded}, {QStringLiteral("failed"), result.totals.failed}};
    if (result.totals.waiting > 0)
        summary.insert(QStringLiteral("waiting"), result.totals.waiting);
    QJsonObject object{{QStringLiteral("task"), result.task.id.toString()},
            {QStringLiteral("seed"), static_cast<qint64>(result.totals.seed)},
            {QStringLiteral("endpoints"), result.totals.endpoints},
            {QStringLiteral("virtualSeconds"), (result.totals.virtualMillis + millisPerSecond / 2) / millisPerSecond},
            {QStringLiteral("summary"), summary},
            {QStringLiteral("items"), items}};
    if (result.bytesReceived > 0) {
        object.insert(QStringLiteral("bytesReceived"), result.bytesReceived);
        object.insert(QStringLiteral("bytesFromServer"), result.bytesFromServer);
    }
    return object;
}

Result<SimulationResult> simulateTask(Workspace &workspace, const SimulationRequest &request, const SimulationVisitor &visit,
                                      const std::function<bool()> &cancelled)
{
    Result<SequentialTask> task = workspace.store().tasks().find(request.task);
    if (!task)
        return task.error();
    SimulationResult result(std::move(task).value());
    const Result<ClientPolicies> policies = workspace.policiesFor(result.task);
    if (!policies)
        return policies.error();
    const QHash<LineItemId, const DeliveryPolicy *> deliveries = deliveriesByItem(*policies);
    for (const LineItem &item : result.task.items) {
        const DeliveryPolicy *delivery = deliveries.value(item.id, nullptr);
        result.programNames.append(delivery ? delivery->package.name + u'/' + delivery->program.name : item.id.toString());
    }

    std::vector<QString> names;
    if (!request.scenario.endpoints) {
        const Result<std::vector<Computer>> computers = workspace.computersOf(result.task);
        if (!computers)
            return computers.error();
        for (const Computer &computer : *computers)
            names.push_back(computer.name);
        if (names.empty()) {
            return Error{ErrorCode::notFound, QStringLiteral("'%1'").arg(result.task.name),
                         QStringLiteral("applies to no computer, so there is nothing to simulate; give --endpoints N")};
        }
    }
    const Plan plan = compilePlan(*policies, DeliveryOptions{});
    const Fleet fleet(plan, result.task.schedule, request.scenario);
    std::vector<RecordedComputer> recorded;
    const auto onComputer = [&](const SimulatedComputer &computer) {
        const QJsonObject object = computerJson(computer);
        if (visit)
            visit(object);
        if (request.record)
            recorded.push_back({computer.name, QJsonDocument(object).toJson(QJsonDocument::Compact)});
    };
    const bool wanted = visit || request.record;
    result.totals = fleet.simulateAll(
        request.scenario.endpoints.value_or(static_cast<int>(names.size())),
        [&](int index) { return request.scenario.endpoints ? Fleet::endpointName(index) : names[static_cast<size_t>(index)]; },
        wanted ? std::function<void(const SimulatedComputer &)>(onComputer) : nullptr,
        cancelled);
    result.bytesReceived = result.totals.bytesReceived(plan);
    result.bytesFromServer = result.totals.bytesFromServer(plan);
    if (cancelled && cancelled())
        return Error{ErrorCode::cancelled, result.task.name, QStringLiteral("the simulation was cancelled; nothing was recorded")};
    if (request.record) {
        if (auto done = record(workspace, request, result, recorded); !done)
            return done.error();
    }
    return result;
}

} // namespace seriatim
