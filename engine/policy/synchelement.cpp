#include "engine/policy/synchelement.h"

#include "engine/policy/policyparts.h"
#include "engine/xml/ruleelement.h"
#include "engine/xml/scheduleelement.h"
#include "engine/xml/taskelement.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <limits>

namespace seriatim {

namespace {

struct PlacedTask {
    pugi::xml_node element;
    int priority;
    SynchTask task;
};

SynchDependency readDependency(XmlReader &reader, pugi::xml_node element)
{
    SynchDependency dependency{reader.requiredId<LineItemTag>(element, "guid"), {}};
    reader.codes(element, "returncodes", dependency.codes);
    if (dependency.codes.empty())
        dependency.codes = {0};
    return dependency;
}

PlacedTask readTask(XmlReader &reader, pugi::xml_node element)
{
    PlacedTask placed{element, 0, SynchTask(reader.requiredId<LineItemTag>(element, "guid"))};
    if (!fieldNamed(element, "priority"))
        reader.failMissing(element, "priority");
    reader.integer(element, "priority", placed.priority, 1, static_cast<int>(maximumPolicyTasks));
    reader.text(element, "ExeName", placed.task.exeName);
    for (const pugi::xml_node child : childrenNamed(element, "Dependency"))
        placed.task.dependencies.push_back(readDependency(reader, child));
    for (const pugi::xml_node child : childrenNamed(element, "Succeeds"))
        placed.task.succeeds.push_back(reader.requiredId<LineItemTag>(child, "guid"));
    placed.task.appliesWhen = readRuleIn(reader, element, "AppliesWhen", RuleUse::appliesWhen);
    return placed;
}

// B2, B3: priorities 1, 2, 3 …; no Task twice; dependencies on earlier ones only.
void checkOrder(XmlReader &reader, const std::vector<PlacedTask> &tasks)
{
    QSet<LineItemId> earlier;
    for (size_t i = 0; i < tasks.size(); ++i) {
        const auto &[element, priority, task] = tasks[i];
        if (priority != static_cast<int>(i) + 1) {
            reader.fail(element, QStringLiteral("Task %1 has priority %2; expected %3, priorities run 1, 2, 3 … without gaps")
                                     .arg(task.guid.toString()).arg(priority).arg(i + 1));
        }
        for (const SynchDependency &dependency : task.dependencies) {
            if (!earlier.contains(dependency.on)) {
                reader.fail(element, QStringLiteral("Task %1 depends on %2, which is %3; expected an earlier Task of this policy")
                                         .arg(task.guid.toString(), dependency.on.toString(),
                                              dependency.on == task.guid ? QStringLiteral("itself") : QStringLiteral("no earlier Task")));
            }
        }
        if (earlier.contains(task.guid))
            reader.fail(element, QStringLiteral("Task %1 stands twice in the policy; expected each GUID once").arg(task.guid.toString()));
        earlier.insert(task.guid);
    }
}

std::vector<PlacedTask> readTasks(XmlReader &reader, pugi::xml_node clientPolicy)
{
    const std::vector<pugi::xml_node> elements = childrenNamed(clientPolicy, "Task");
    std::vector<PlacedTask> tasks;
    if (elements.size() > maximumPolicyTasks) {
        reader.fail(elements[maximumPolicyTasks], QStringLiteral("the policy has %1 Tasks; at most %2 are read")
                                                      .arg(elements.size()).arg(maximumPolicyTasks));
        return tasks;
    }
    for (const pugi::xml_node element : elements)
        tasks.push_back(readTask(reader, element));
    std::ranges::stable_sort(tasks, {}, &PlacedTask::priority);
    checkOrder(reader, tasks);
    return tasks;
}

void writeTask(pugi::xml_node parent, const SynchTask &task, int priority)
{
    const pugi::xml_node element = addElement(parent, "Task");
    setAttribute(element, "guid", task.guid.toString());
    setAttribute(element, "priority", priority);
    setAttribute(element, "ExeName", task.exeName);
    for (const SynchDependency &dependency : task.dependencies) {
        const pugi::xml_node child = addElement(element, "Dependency");
        setAttribute(child, "guid", dependency.on.toString());
        setAttribute(child, "returncodes", formatReturnCodes(dependency.codes));
    }
    for (const LineItemId ancestor : task.succeeds)
        setAttribute(addElement(element, "Succeeds"), "guid", ancestor.toString());
    writeRuleIn(element, "AppliesWhen", task.appliesWhen);
}

// Each Task as it was received where it still says the same, else anew.
void writeTasks(pugi::xml_node parent, const SynchPolicy &policy, const QHash<LineItemId, PlacedTask> &received)
{
    for (size_t i = 0; i < policy.tasks.size(); ++i) {
        const SynchTask &task = policy.tasks[i];
        const int priority = static_cast<int>(i) + 1;
        const auto twin = received.constFind(task.guid);
        if (twin != received.constEnd() && twin->priority == priority && twin->task == task)
            parent.append_copy(twin->element);
        else
            writeTask(parent, task, priority);
    }
}

// The standard words say nothing that the trigger does not: they are written anew (describeTrigger).
void dropStandardDescriptions(Schedule &schedule)
{
    for (Trigger &trigger : schedule.triggers) {
        if (trigger.description == describeTrigger(trigger))
            trigger.description.clear();
    }
}

bool sameTriggers(const Schedule &a, const Schedule &b)
{
    return a.triggers == b.triggers && a.retryMissed == b.retryMissed && a.utc == b.utc;
}

std::vector<PolicyPart> partsOf(const SynchPolicy &now, const SynchPolicy *was, const QHash<LineItemId, PlacedTask> &receivedTasks)
{
    const auto portal = [&now](pugi::xml_node target) {
        if (now.reportFinalStatusToServer) {
            setAttribute(addElement(target, "TaskCreatedForSWPortal"), "ReportFinalStatusToServer",
                         *now.reportFinalStatusToServer ? QStringLiteral("True") : QStringLiteral("False"));
        }
    };
    const auto superseded = [&now](pugi::xml_node target) {
        for (const TaskId older : now.supersedes)
            setAttribute(addElement(target, "Supersedes"), "guid", older.toString());
    };
    const bool sameRepeat = was && was->schedule.repeat == now.schedule.repeat;
    const auto nothing = [](pugi::xml_node) {};
    return {
        {"Supersedes", was && was->supersedes == now.supersedes, superseded},
        {"Task", was && was->tasks == now.tasks, [&](pugi::xml_node t) { writeTasks(t, now, receivedTasks); }},
        {"TaskCreatedForSWPortal", was && was->reportFinalStatusToServer == now.reportFinalStatusToServer, portal},
        {"ValidPeriod", was && was->schedule.validPeriod == now.schedule.validPeriod,
         [&](pugi::xml_node t) { writeValidPeriod(t, now.schedule.validPeriod); }},
        {"Schedule", was && sameTriggers(was->schedule, now.schedule),
         [&](pugi::xml_node t) { writeTriggers(t, now.schedule, ScheduleForm::policy); }},
        {"RepeatUntilSuccessful", sameRepeat, [&](pugi::xml_node t) { writeRepeat(t, now.schedule.repeat); }},
        {"MaximumRuns", sameRepeat, nothing},
        {"RerunDelay", sameRepeat, nothing},
        {"Options", was && was->options == now.options, [&](pugi::xml_node t) { writeOptionsIn(t, now.options); }},
    };
}

} // namespace

SynchPolicy readSynchPolicy(XmlReader &reader, pugi::xml_node policy, pugi::xml_node clientPolicy)
{
    SynchPolicy synch(reader.requiredId<TaskTag>(policy, "guid"));
    QString policyName;
    reader.text(policy, "name", policyName);
    synch.taskName = withoutPrefix(policyName, synchNamePrefix);
    if (synch.taskName.trimmed().isEmpty())
        synch.taskName = synch.guid.toString();
    reader.text(policy, "version", synch.version);
    reader.integer(clientPolicy, "revision", synch.revision, 1, std::numeric_limits<int>::max());
    readPriority(reader, clientPolicy, synch.priority);
    for (const pugi::xml_node older : childrenNamed(clientPolicy, "Supersedes"))
        synch.supersedes.push_back(reader.requiredId<TaskTag>(older, "guid"));
    for (PlacedTask &placed : readTasks(reader, clientPolicy))
        synch.tasks.push_back(std::move(placed.task));
    if (const pugi::xml_node portal = childNamed(clientPolicy, "TaskCreatedForSWPortal")) {
        bool report = false;
        reader.boolean(portal, "ReportFinalStatusToServer", report);
        synch.reportFinalStatusToServer = report;
    }
    readSchedule(reader, clientPolicy, synch.schedule);
    dropStandardDescriptions(synch.schedule);
    synch.options = readOptionsIn(reader, clientPolicy);
    synch.received = elementText(policy);
    return synch;
}

void writeSynchPolicy(pugi::xml_node parent, const SynchPolicy &now)
{
    const auto document = XmlDocument::parse(now.received, QString());
    pugi::xml_node receivedPolicy;
    pugi::xml_node receivedClientPolicy;
    std::optional<SynchPolicy> was;
    QHash<LineItemId, PlacedTask> receivedTasks;
    if (document) {
        XmlReader reader(*document);
        const pugi::xml_node clientPolicy = clientPolicyFor(document->root(), synchAgent);
        SynchPolicy policy = readSynchPolicy(reader, document->root(), clientPolicy);
        std::vector<PlacedTask> tasks = readTasks(reader, clientPolicy);
        if (!reader.failed()) {
            was = std::move(policy);
            receivedPolicy = document->root();
            receivedClientPolicy = clientPolicy;
            for (PlacedTask &placed : tasks)
                receivedTasks.insert(placed.task.guid, placed);
        }
    }

    const pugi::xml_node target = addElement(parent, "Policy");
    writePolicyAttributes(target, receivedPolicy,
                          {{"guid", now.guid.toString()},
                           {"name", synchNamePrefix.toString() + now.taskName, was && was->taskName == now.taskName},
                           {"version", now.version, was && was->version == now.version}});
    const auto optionalNumber = [](int value) { return value == 1 ? std::nullopt : std::optional(QString::number(value)); };
    const auto writeClientPolicy = [&](pugi::xml_node policy) {
        const pugi::xml_node element = addElement(policy, "ClientPolicy");
        writePolicyAttributes(element, receivedClientPolicy,
                              {{"agentClsid", QString::fromLatin1(synchAgent), was.has_value()},
                               {"revision", optionalNumber(now.revision), was && was->revision == now.revision},
                               {"priority", priorityWord(now.priority), was && was->priority == now.priority}});
        writePolicyParts(element, receivedClientPolicy, partsOf(now, was ? &*was : nullptr, receivedTasks));
    };
    writePolicyParts(target, receivedPolicy, {{"ClientPolicy", false, writeClientPolicy}});
    normalizeGuids(target);
}

} // namespace seriatim
