#include "engine/policy/plancompiler.h"

#include "engine/policy/deliveryindex.h"

#include <QHash>

#include <numeric>

namespace seriatim {

namespace {

qint64 bytesOf(const Package &package)
{
    return std::accumulate(package.snapshot.begin(), package.snapshot.end(), qint64(0),
                           [](qint64 sum, const SnapshotFile &file) { return sum + file.size; });
}

void compilePackage(const Package &package, QHash<PackageId, int> &packages, PlanItem &item)
{
    if (package.source.type == SourceType::none)
        return;
    if (!packages.contains(package.id))
        packages.insert(package.id, static_cast<int>(packages.size()));
    item.package = packages.value(package.id);
    item.packageBytes = bytesOf(package);
    item.canRunFromServer = package.source.type == SourceType::unc;
    item.overNetwork = item.canRunFromServer || (package.source.type == SourceType::url && !package.source.location.startsWith(u"file:", Qt::CaseInsensitive));
}

void compileOptions(const DeliveryOptions &options, Plan &plan)
{
    plan.restartFirst = options.restartFirst;
    plan.notifyWhenAvailable = options.notifyWhenAvailable;
    plan.warnBeforeRunning = options.warnBeforeRunning;
    plan.notice = options.warnMinutes * millisPerMinute;
    plan.deferrable = options.deferrableUpToMinutes * millisPerMinute;
    plan.runFromServerKbps = options.runFromServerKbps;
    plan.downloadKbps = options.downloadAndRunKbps;
    plan.downloadAhead = options.downloadAsSoonAsPossible;
    plan.multicast = options.multicast;
    plan.windows = options.maintenanceWindows;
}

void compileProgram(const Program &program, const Package &package, PlanItem &item)
{
    item.codes = program.codes;
    item.afterRunning = program.afterRunning;
    item.detects = program.detection.has_value();
    item.canRun = program.canRun;
    item.minimumSpeedKbps = program.minimumConnectionSpeedKbps;
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
    compileOptions(options, plan);
    QHash<PackageId, int> packages;
    plan.verboseStatus = options.verboseStatusEvents;
    plan.items.reserve(policies.synch.tasks.size());
    for (const SynchTask &task : policies.synch.tasks) {
        PlanItem item;
        item.restartDelay = options.warnMinutes * millisPerMinute;
        if (const DeliveryPolicy *delivery = deliveries.value(task.guid, nullptr)) {
            compileProgram(delivery->program, delivery->package, item);
            compilePackage(delivery->package, packages, item);
        }
        item.needsPreparation = item.needsPreparation || plan.warnBeforeRunning || !plan.windows.empty();
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
