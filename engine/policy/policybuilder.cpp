#include "engine/policy/policybuilder.h"

#include "engine/policy/policyxml.h"

#include <QHash>

#include <algorithm>

namespace seriatim {

namespace {

// A policy must not grow with every save for ever: a computer that still walks an older order than these is told by the
// task's name.
constexpr size_t maximumSuperseded = 100;

std::vector<TaskId> supersededBy(const SequentialTask &task, const std::vector<TaskId> &earlier)
{
    std::vector<TaskId> superseded;
    if (!task.receivedPolicy.isEmpty()) {
        if (const auto received = readPolicies(task.receivedPolicy, QString()); received && !received->sequences.empty())
            superseded = received->sequences.front().synch.supersedes;
    }
    for (const TaskId id : earlier) {
        if (id != task.id && std::ranges::find(superseded, id) == superseded.end())
            superseded.push_back(id);
    }
    if (superseded.size() > maximumSuperseded)
        superseded.erase(superseded.begin(), superseded.end() - maximumSuperseded);
    return superseded;
}

SynchPolicy headOf(const SequentialTask &task)
{
    SynchPolicy policy(task.id);
    policy.taskName = task.name;
    policy.version = task.policyVersion;
    policy.revision = std::max(task.revision, 1); // one that is not saved yet is on its way to 1
    policy.priority = task.priority;
    if (task.portal)
        policy.reportFinalStatusToServer = task.portal->reportFinalStatusToServer;
    policy.schedule = task.schedule;
    policy.options = task.options;
    policy.received = task.receivedPolicy;
    return policy;
}

SynchTask synchTaskOf(const LineItem &item, const QHash<LineItemId, ReturnCodeList> &usualCodes)
{
    SynchTask task(item.id);
    task.exeName = item.exeName;
    task.succeeds = item.succeeds;
    task.appliesWhen = item.appliesWhen;
    for (const Dependency &dependency : item.dependencies) {
        const bool written = dependency.codes && !dependency.codes->empty();
        task.dependencies.push_back({dependency.on, written ? *dependency.codes : usualCodes.value(dependency.on)});
    }
    return task;
}

// Never empty: a reader of the policy takes no codes for 0, and a simulation must not see something else.
ReturnCodeList usualCodesOf(const Program &program)
{
    ReturnCodeList codes = program.codes.successCodes();
    return codes.empty() ? ReturnCodeList{program.codes.firstSuccessCode()} : codes;
}

// A line item keeps the version that its own policy came with.
QString versionOf(const LineItem &item, const QString &taskVersion)
{
    if (item.receivedPolicy.isEmpty())
        return taskVersion;
    const auto received = readPolicies(item.receivedPolicy, QString());
    return received && !received->strayDeliveries.empty() ? received->strayDeliveries.front().version : taskVersion;
}

DeliveryPolicy deliveryOf(const LineItem &item, const PackageProgram &found, const QString &version)
{
    Package package = *found.package;
    package.programs.clear();
    DeliveryPolicy delivery(item.id, std::move(package), *found.program);
    delivery.version = version;
    delivery.received = item.receivedPolicy;
    return delivery;
}

} // namespace

Result<ClientPolicies> policiesOf(const SequentialTask &task, const ProgramIndex &programs, const std::vector<TaskId> &earlier)
{
    ClientPolicies policies(headOf(task));
    policies.synch.supersedes = supersededBy(task, earlier);
    QHash<LineItemId, ReturnCodeList> usualCodes;
    for (size_t i = 0; i < task.items.size(); ++i) {
        const LineItem &item = task.items[i];
        const auto found = programs.find(item.program);
        if (!found) {
            return Error{ErrorCode::notFound, QStringLiteral("task '%1', item %2").arg(task.name).arg(i + 1),
                         QStringLiteral("its program %1 is not in the catalogue; give the line item another program")
                             .arg(item.program.toString())};
        }
        usualCodes.insert(item.id, usualCodesOf(*found->program));
        policies.synch.tasks.push_back(synchTaskOf(item, usualCodes));
        if (!found->program->placeholder || !item.receivedPolicy.isEmpty())
            policies.deliveries.push_back(deliveryOf(item, *found, versionOf(item, task.policyVersion)));
    }
    return policies;
}

} // namespace seriatim
