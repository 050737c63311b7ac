#include "engine/exchange/definitionmerge.h"
#include "engine/exchange/matching.h"

#include <QHash>

#include <algorithm>

namespace seriatim {

namespace {

// Policies as a definition: the same rules then say what each part stands for.
class PolicyImporter
{
public:
    explicit PolicyImporter(const std::vector<SequentialTask> &stored)
    {
        for (const SequentialTask &task : stored) {
            for (const LineItem &item : task.items)
                m_storedPrograms.insert(item.id, item.program);
        }
    }

    Definition definition;

    void take(const ClientPolicies &policies)
    {
        const SynchPolicy &synch = policies.synch;
        DefinedTask defined{.task = SequentialTask(synch.guid, synch.taskName), .hasGuid = true, .fromPolicy = true,
                            .where = QStringLiteral("policy '%1'").arg(synch.taskName)};
        SequentialTask &task = defined.task;
        task.priority = synch.priority;
        task.revision = synch.revision;
        task.schedule = synch.schedule;
        task.options = synch.options;
        if (synch.reportFinalStatusToServer)
            task.portal.emplace().reportFinalStatusToServer = *synch.reportFinalStatusToServer;
        task.policyVersion = synch.version;
        task.receivedPolicy = synch.received;
        QHash<LineItemId, const DeliveryPolicy *> deliveries;
        for (const DeliveryPolicy &delivery : policies.deliveries)
            deliveries.insert(delivery.guid, &delivery);
        for (const SynchTask &item : synch.tasks)
            takeItem(item, deliveries.value(item.guid, nullptr), defined);
        definition.tasks.push_back(std::move(defined));
    }

    // Which collections they apply to no policy says: that stays as the store has it.
    void take(const AgentSettings &settings, const std::vector<AgentSettings> &stored)
    {
        DefinedAgentSettings defined{settings, {}, true, QStringLiteral("policy '%1'").arg(settings.name)};
        auto known = std::ranges::find(stored, settings.id, &AgentSettings::id);
        if (known == stored.end())
            known = std::ranges::find_if(stored, [&](const AgentSettings &other) { return sameText(other.name, settings.name); });
        if (known != stored.end()) {
            for (const CollectionId collection : known->appliesTo)
                defined.appliesTo.push_back({QString(), collection, defined.where});
        }
        definition.agentSettings.push_back(std::move(defined));
    }

private:
    void takeItem(const SynchTask &item, const DeliveryPolicy *delivery, DefinedTask &defined)
    {
        DefinedItem origin;
        origin.hasGuid = true;
        origin.where = defined.where;
        LineItem lineItem(item.guid, delivery ? delivery->program.id : ProgramId::mint());
        for (const SynchDependency &dependency : item.dependencies)
            lineItem.dependencies.push_back({dependency.on, dependency.codes});
        lineItem.succeeds = item.succeeds;
        lineItem.appliesWhen = item.appliesWhen;
        lineItem.exeName = item.exeName;
        if (delivery)
            lineItem.receivedPolicy = delivery->received;
        // A line item that the store has keeps the program it has there, where the document does not describe one.
        const bool described = delivery && !delivery->program.placeholder;
        if (const auto stored = m_storedPrograms.constFind(item.guid); !described && stored != m_storedPrograms.constEnd()) {
            origin.programGuid = *stored;
        } else if (delivery) {
            takeDelivery(*delivery, origin);
        } else {
            takePlaceholder(item.guid, origin);
        }
        defined.task.items.push_back(std::move(lineItem));
        defined.items.push_back(std::move(origin));
    }

    void takeDelivery(const DeliveryPolicy &delivery, DefinedItem &origin)
    {
        DefinedPackage &package = packageFor(delivery.package, origin.where);
        // A delivery that does not describe its program does not describe its package either.
        package.described = package.described || !delivery.program.placeholder;
        origin.package = package.package.name;
        origin.version = package.package.version;
        origin.program = delivery.program.name;
        addProgram(package, {delivery.program, true}, origin);
    }

    void takePlaceholder(LineItemId guid, DefinedItem &origin)
    {
        DefinedPackage &package = packageFor(Package(PackageId::mint(), QStringLiteral("Placeholders")), origin.where);
        Program program(ProgramId::mint(), guid.toString());
        program.placeholder = true;
        origin.package = package.package.name;
        origin.version = QString();
        origin.program = program.name;
        addProgram(package, {std::move(program), false}, origin);
    }

    DefinedPackage &packageFor(const Package &package, const QString &where)
    {
        const QString key = (package.name + QChar(0x1f) + package.version).toCaseFolded();
        if (const auto known = m_packages.constFind(key); known != m_packages.constEnd())
            return definition.packages[*known];
        m_packages.insert(key, definition.packages.size());
        definition.packages.push_back({.package = package, .hasGuid = true, .described = false, .where = where});
        return definition.packages.back();
    }

    // The same program may be delivered to several line items (B1).
    static void addProgram(DefinedPackage &package, DefinedProgram program, DefinedItem &origin)
    {
        const auto known = std::ranges::find_if(package.programs, [&](const DefinedProgram &other) {
            return other.program.id == program.program.id
                   || other.program.name.compare(program.program.name, Qt::CaseInsensitive) == 0;
        });
        origin.programGuid = known == package.programs.end() ? program.program.id : known->program.id;
        if (known == package.programs.end())
            package.programs.push_back(std::move(program));
    }

    QHash<LineItemId, ProgramId> m_storedPrograms;
    QHash<QString, size_t> m_packages;
};

} // namespace

Result<ImportPlan> mergePolicies(const PolicyDocument &policies, const Catalogue &existing,
                                 const std::vector<SequentialTask> &existingTasks)
{
    PolicyImporter importer(existingTasks);
    for (const ClientPolicies &sequence : policies.sequences)
        importer.take(sequence);
    for (const AgentSettings &settings : policies.agentSettings)
        importer.take(settings, existing.agentSettings);
    Result<ImportPlan> plan = mergeDefinition(importer.definition, existing, existingTasks);
    if (!plan)
        return plan;
    plan->notBroughtOver = policies.notUnderstood;
    for (const AgentSettings &settings : plan->catalogue.agentSettings) {
        if (settings.appliesTo.empty()) {
            plan->notBroughtOver.append(QStringLiteral("the collections of agent settings '%1': a policy does not name them; they apply to none")
                                            .arg(settings.name));
        }
    }
    for (const DeliveryPolicy &stray : policies.strayDeliveries) {
        plan->notBroughtOver.append(QStringLiteral("delivery policy %1 for program '%2': its sequence is not in the document")
                                        .arg(stray.guid.toString(), stray.program.name));
    }
    return plan;
}

} // namespace seriatim
