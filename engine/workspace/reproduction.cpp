#include "engine/workspace/reproduction.h"

#include "engine/exchange/definition.h"
#include "engine/simulation/expectations.h"
#include "engine/simulation/scenariowriter.h"
#include "engine/simulation/struckrun.h"

#include <QSet>

namespace seriatim {

namespace {

// Only what decides how the sequence runs: nobody's inventory, portal or received policies.
SequentialTask bareTask(const PreparedSimulation &prepared, int computer, CollectionId appliesTo)
{
    SequentialTask task = prepared.task();
    task.portal.reset();
    task.receivedPolicy.clear();
    for (LineItem &item : task.items)
        item.receivedPolicy.clear();
    task.appliesTo = {appliesTo};
    if (const DeliveryOptions &options = prepared.optionsOf(computer); !task.options && options != DeliveryOptions{})
        task.options = options; // from agent settings, which are not in the file
    return task;
}

Result<std::vector<Package>> packagesOf(Workspace &workspace, const SequentialTask &task)
{
    Result<TaskPrograms> programs = workspace.programsOf({task});
    if (!programs)
        return programs.error();
    QSet<ProgramId> used;
    for (const LineItem &item : task.items)
        used.insert(item.program);
    std::vector<Package> packages = programs->packages;
    for (Package &package : packages)
        std::erase_if(package.programs, [&](const Program &program) { return !used.contains(program.id); });
    return packages;
}

Result<Scenario> withItsOutcome(const PreparedSimulation &prepared, int computer, Scenario scenario)
{
    const FleetMember member = prepared.member(computer);
    scenario.task = prepared.task().name;
    scenario.endpoints.reset();
    const Fleet fleet(member.fleet->plan(), prepared.task().schedule, scenario);
    StruckRun run(fleet.simulation(member.facts), static_cast<int>(scenario.faults.size()));
    run.finish({});
    if (run.ending() != StruckRun::Ending::ended)
        return Error{ErrorCode::invalidInput, QStringLiteral("'%1'").arg(scenario.task), QStringLiteral("the simulation never ends, so no file can reproduce it")};
    scenario.expectations = expectationsOf(run.simulation().result());
    return scenario;
}

QByteArray indented(const QByteArray &element)
{
    return "  " + QByteArray(element).replace('\n', "\n  ") + '\n';
}

} // namespace

Result<QByteArray> reproduction(Workspace &workspace, const PreparedSimulation &prepared, int computer, const std::vector<Scenario> &scenarios)
{
    Catalogue catalogue;
    catalogue.computers = {prepared.computer(computer)};
    Collection collection(CollectionId::fromName(QUuid(), "Reproduction"), QStringLiteral("Reproduction"));
    collection.members = {catalogue.computers.front().id};
    catalogue.collections = {collection};
    const SequentialTask task = bareTask(prepared, computer, collection.id);
    Result<std::vector<Package>> packages = packagesOf(workspace, task);
    if (!packages)
        return packages.error();
    catalogue.packages = std::move(packages).value();
    QByteArray text;
    for (const Scenario &scenario : scenarios) {
        const Result<Scenario> whole = withItsOutcome(prepared, computer, scenario);
        if (!whole)
            return whole.error();
        text += indented(scenarioElement(*whole));
    }
    QByteArray document = writeDefinition(catalogue, {task});
    return document.insert(document.lastIndexOf("</Seriatim>"), text);
}

} // namespace seriatim
