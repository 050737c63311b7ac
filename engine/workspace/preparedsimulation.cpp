#include "engine/workspace/preparedsimulation.h"

#include "engine/policy/deliveryindex.h"
#include "engine/policy/plancompiler.h"
#include "engine/workspace/settingsmembers.h"

#include <algorithm>

namespace seriatim {

PreparedSimulation::Group::Group(const PreparedSimulation &all, const DeliveryOptions &groupOptions)
    : options(groupOptions), plan(compilePlan(all.m_policies, options)), fleet(plan, all.m_task.schedule, all.m_scenario)
{
}

PreparedSimulation::PreparedSimulation(SequentialTask task, Scenario scenario, ClientPolicies policies)
    : m_task(std::move(task)), m_scenario(std::move(scenario)), m_policies(std::move(policies)), m_words(itemWords(m_policies))
{
    m_usual = &fleetFor({});
    nameItems();
}

Result<std::unique_ptr<PreparedSimulation>> PreparedSimulation::prepare(Workspace &workspace, const QString &name, Scenario scenario)
{
    Result<SequentialTask> task = workspace.store().tasks().find(name);
    if (!task)
        return task.error();
    Result<ClientPolicies> policies = workspace.policiesFor(*task);
    if (!policies)
        return policies.error();
    std::unique_ptr<PreparedSimulation> prepared(
        new PreparedSimulation(std::move(task).value(), std::move(scenario), std::move(policies).value()));
    if (prepared->m_scenario.endpoints)
        prepared->m_count = *prepared->m_scenario.endpoints;
    else if (auto taken = prepared->takeComputers(workspace); !taken)
        return taken.error();
    return prepared;
}

Result<std::unique_ptr<PreparedSimulation>> PreparedSimulation::prepare(Workspace &workspace, const SequentialTask &task, Scenario scenario)
{
    Result<ClientPolicies> policies = workspace.policiesFor(task);
    if (!policies)
        return policies.error();
    std::unique_ptr<PreparedSimulation> prepared(new PreparedSimulation(task, std::move(scenario), std::move(policies).value()));
    prepared->m_count = prepared->m_scenario.endpoints.value_or(1);
    return prepared;
}

const Fleet &PreparedSimulation::fleetFor(const DeliveryOptions &options)
{
    const auto known = std::ranges::find(m_groups, options, &Group::options);
    return known == m_groups.end() ? m_groups.emplace_back(*this, options).fleet : known->fleet;
}

void PreparedSimulation::nameItems()
{
    const QHash<LineItemId, const DeliveryPolicy *> deliveries = deliveriesByItem(m_policies);
    for (const LineItem &item : m_task.items) {
        const DeliveryPolicy *delivery = deliveries.value(item.id, nullptr);
        m_programNames.append(delivery ? delivery->package.name + u'/' + delivery->program.name : item.id.toString());
    }
}

Result<> PreparedSimulation::takeComputers(Workspace &workspace)
{
    Result<std::vector<Computer>> computers = workspace.computersOf(m_task);
    if (!computers)
        return computers.error();
    m_computers = std::move(computers).value();
    m_count = static_cast<int>(m_computers.size());
    if (m_computers.empty()) {
        return Error{ErrorCode::notFound, QStringLiteral("'%1'").arg(m_task.name),
                     QStringLiteral("applies to no computer, so there is nothing to simulate; give --endpoints N, or endpoints in the scenario")};
    }
    m_fleetOf.assign(m_computers.size(), m_usual);
    if (m_policies.synch.options) // the task's own options hold everywhere
        return Done{};
    const Result<std::vector<AgentSettings>> settings = workspace.store().catalogue().agentSettings();
    if (!settings)
        return settings.error();
    const Result<std::vector<Collection>> collections = workspace.store().catalogue().collections();
    if (!collections)
        return collections.error();
    const std::vector<const AgentSettings *> ofComputers = settingsOfComputers(*settings, *collections, m_computers);
    for (size_t i = 0; i < ofComputers.size(); ++i) {
        if (ofComputers[i])
            m_fleetOf[i] = &fleetFor(ofComputers[i]->options);
    }
    return Done{};
}

FleetMember PreparedSimulation::member(int index) const
{
    if (isMadeUp())
        return {m_usual, {Fleet::endpointName(index), {}, {}}};
    const Computer &computer = m_computers[static_cast<size_t>(index)];
    return {m_fleetOf[static_cast<size_t>(index)], {computer.name, computer.operatingSystem, computer.domain}};
}

const DeliveryOptions &PreparedSimulation::optionsOf(int index) const
{
    const Fleet *fleet = member(index).fleet;
    return std::ranges::find_if(m_groups, [fleet](const Group &group) { return &group.fleet == fleet; })->options;
}

Computer PreparedSimulation::computer(int index) const
{
    if (!isMadeUp())
        return m_computers[static_cast<size_t>(index)];
    const QString name = Fleet::endpointName(index);
    return Computer(ComputerId::fromName(QUuid(), name.toUtf8()), name);
}

std::optional<int> PreparedSimulation::find(const QString &computer) const
{
    if (isMadeUp()) {
        const int number = computer.mid(4).toInt();
        const bool known = number >= 1 && number <= m_count && computer.compare(Fleet::endpointName(number - 1), Qt::CaseInsensitive) == 0;
        return known ? std::optional(number - 1) : std::nullopt;
    }
    const auto at = std::ranges::find_if(m_computers, [&](const Computer &one) { return one.name.compare(computer, Qt::CaseInsensitive) == 0; });
    return at == m_computers.end() ? std::nullopt : std::optional(static_cast<int>(at - m_computers.begin()));
}

FleetRun PreparedSimulation::run() const
{
    FleetRun run;
    run.count = m_count;
    run.memberOf = [this](int index) { return member(index); };
    return run;
}

} // namespace seriatim
