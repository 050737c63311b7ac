#include "engine/workspace/simulating.h"

#include "engine/policy/deliveryindex.h"
#include "engine/policy/plancompiler.h"
#include "engine/workspace/settingsmembers.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <list>

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

// The fleet that each computer belongs to: those that go by the same options walk the same plan (B28).
class Fleets
{
public:
    // The policies, the schedule and the scenario must outlive it. Without computers all are made up, and go by the
    // built-in values.
    Fleets(const ClientPolicies &policies, const Schedule &schedule, const Scenario &scenario)
        : m_policies(policies), m_schedule(schedule), m_scenario(scenario)
    {
        m_usual = &fleetFor({});
    }

    void setSettings(const std::vector<const AgentSettings *> &ofComputers)
    {
        for (const AgentSettings *settings : ofComputers)
            m_ofComputers.push_back(settings ? &fleetFor(settings->options) : m_usual);
    }

    [[nodiscard]] const Fleet &of(int index) const { return m_ofComputers.empty() ? *m_usual : *m_ofComputers[static_cast<size_t>(index)]; }

private:
    struct Group {
        DeliveryOptions options;
        Plan plan;
        Fleet fleet;
        Group(const Fleets &all, const DeliveryOptions &groupOptions)
            : options(groupOptions), plan(compilePlan(all.m_policies, options)), fleet(plan, all.m_schedule, all.m_scenario) {}
    };

    const Fleet &fleetFor(const DeliveryOptions &options)
    {
        const auto known = std::ranges::find(m_groups, options, &Group::options);
        return known == m_groups.end() ? m_groups.emplace_back(*this, options).fleet : known->fleet;
    }

    const ClientPolicies &m_policies;
    const Schedule &m_schedule;
    const Scenario &m_scenario;
    std::list<Group> m_groups; // which never move: fleets refer to their plans
    const Fleet *m_usual = nullptr;
    std::vector<const Fleet *> m_ofComputers;
};

Result<> useSettings(Workspace &workspace, const std::vector<Computer> &computers, Fleets &fleets)
{
    const Result<std::vector<AgentSettings>> settings = workspace.store().catalogue().agentSettings();
    if (!settings)
        return settings.error();
    const Result<std::vector<Collection>> collections = workspace.store().catalogue().collections();
    if (!collections)
        return collections.error();
    fleets.setSettings(settingsOfComputers(*settings, *collections, computers));
    return Done{};
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

    Fleets fleets(*policies, result.task.schedule, request.scenario);
    std::vector<QString> names;
    if (!request.scenario.endpoints) {
        const Result<std::vector<Computer>> computers = workspace.computersOf(result.task);
        if (!computers)
            return computers.error();
        for (const Computer &computer : *computers)
            names.push_back(computer.name);
        const bool inherits = !policies->synch.options;
        if (auto used = inherits ? useSettings(workspace, *computers, fleets) : Result<>(Done{}); !used)
            return used.error();
        if (names.empty()) {
            return Error{ErrorCode::notFound, QStringLiteral("'%1'").arg(result.task.name),
                         QStringLiteral("applies to no computer, so there is nothing to simulate; give --endpoints N")};
        }
    }
    std::vector<RecordedComputer> recorded;
    const bool wanted = visit || request.record;
    SimulationTotals &totals = result.totals;
    totals.seed = request.scenario.seed;
    totals.items.resize(result.task.items.size());
    const int count = request.scenario.endpoints.value_or(static_cast<int>(names.size()));
    for (int i = 0; i < count && !(cancelled && cancelled()); ++i) {
        const QString name = request.scenario.endpoints ? Fleet::endpointName(i) : names[static_cast<size_t>(i)];
        const SimulatedComputer computer = fleets.of(i).simulate(name);
        totals.add(computer, request.scenario.start);
        if (!wanted)
            continue;
        const QJsonObject object = computerJson(computer);
        if (visit)
            visit(object);
        if (request.record)
            recorded.push_back({computer.name, QJsonDocument(object).toJson(QJsonDocument::Compact)});
    }
    const Plan sizes = compilePlan(*policies, DeliveryOptions{});
    result.bytesReceived = totals.bytesReceived(sizes);
    result.bytesFromServer = totals.bytesFromServer(sizes);
    if (cancelled && cancelled())
        return Error{ErrorCode::cancelled, result.task.name, QStringLiteral("the simulation was cancelled; nothing was recorded")};
    if (request.record) {
        if (auto done = record(workspace, request, result, recorded); !done)
            return done.error();
    }
    return result;
}

} // namespace seriatim
