#include "engine/policy/plancompiler.h"

#include "engine/policy/deliveryindex.h"

#include <QHash>

namespace seriatim {

namespace {

void compileProgram(const Program &program, const Package &package, PlanItem &item)
{
    item.codes = program.codes;
    item.afterRunning = program.afterRunning;
    item.detects = program.detection.has_value();
    item.endsOnly = !package.statusEvents;
    item.needsPreparation = package.source.type != SourceType::none || program.canRun != CanRun::always
                            || program.rights != RunWithRights::system || program.estimatedDiskSpaceMb > 0;
    item.maximumAttempts = program.maximumAttempts;
    item.retryCount = program.retryCount;
    item.retryDelay = program.retryDelayMinutes * millisPerMinute;
    item.estimatedRunTime = program.estimatedRunTimeMinutes * millisPerMinute;
    item.timeLimit = program.terminateAfter() * millisPerMinute;
    if (program.restartDelayMinutes)
        item.restartDelay = *program.restartDelayMinutes * millisPerMinute;
}

} // namespace

Plan compilePlan(const ClientPolicies &policies, const DeliveryOptions &agentOptions)
{
    const DeliveryOptions &options = policies.synch.options ? *policies.synch.options : agentOptions;
    QHash<LineItemId, int> places;
    const QHash<LineItemId, const DeliveryPolicy *> deliveries = deliveriesByItem(policies);
    Plan plan;
    plan.verboseStatus = options.verboseStatusEvents;
    plan.items.reserve(policies.synch.tasks.size());
    for (const SynchTask &task : policies.synch.tasks) {
        PlanItem item;
        item.restartDelay = options.warnMinutes * millisPerMinute;
        if (const DeliveryPolicy *delivery = deliveries.value(task.guid, nullptr))
            compileProgram(delivery->program, delivery->package, item);
        item.firstSuccessCode = item.codes.firstSuccessCode();
        item.conditional = task.appliesWhen.has_value();
        for (const SynchDependency &dependency : task.dependencies)
            item.dependencies.push_back({places.value(dependency.on, 0), dependency.codes});
        places.insert(task.guid, static_cast<int>(plan.items.size()));
        plan.items.push_back(std::move(item));
    }
    if (const auto &repeat = policies.synch.schedule.repeat) {
        plan.repeatUntilSuccessful = true;
        plan.maximumRuns = repeat->maximumRuns;
    }
    return plan;
}

std::vector<ItemWords> itemWords(const ClientPolicies &policies)
{
    const QHash<LineItemId, const DeliveryPolicy *> deliveries = deliveriesByItem(policies);
    std::vector<ItemWords> words;
    for (const SynchTask &task : policies.synch.tasks) {
        ItemWords item;
        const DeliveryPolicy *delivery = deliveries.value(task.guid, nullptr);
        if (delivery && delivery->program.detection)
            item.detectionRule = describeRule(*delivery->program.detection);
        if (task.appliesWhen)
            item.condition = describeRule(*task.appliesWhen);
        words.push_back(item);
    }
    return words;
}

} // namespace seriatim
