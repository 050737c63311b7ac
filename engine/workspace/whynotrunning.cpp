#include "engine/workspace/whynotrunning.h"

#include "engine/domain/settingschoice.h"
#include "engine/policy/plancompiler.h"
#include "engine/store/statuslist.h"
#include "engine/workspace/notrunning_p.h"

#include <algorithm>
#include <array>

namespace seriatim {

namespace {

struct CauseWords {
    NotRunningCause cause;
    const char *word;
    const char *text;
};

using Cause = NotRunningCause;

constexpr std::array words{
    CauseWords{Cause::running, "running", "running"},
    CauseWords{Cause::restartPending, "restartPending", "restart pending"},
    CauseWords{Cause::taskDisabled, "taskDisabled", "task disabled"},
    CauseWords{Cause::notInCollections, "notInCollections", "not in its collections"},
    CauseWords{Cause::notIssued, "notIssued", "policy not issued"},
    CauseWords{Cause::agentMissing, "agentMissing", "no agent"},
    CauseWords{Cause::policyNotPickedUp, "policyNotPickedUp", "policy not picked up"},
    CauseWords{Cause::agentSilent, "agentSilent", "agent silent"},
    CauseWords{Cause::schedule, "schedule", "schedule"},
    CauseWords{Cause::validPeriod, "validPeriod", "valid period"},
    CauseWords{Cause::window, "window", "maintenance window"},
    CauseWords{Cause::download, "download", "download"},
    CauseWords{Cause::package, "package", "package not available"},
    CauseWords{Cause::user, "user", "user"},
    CauseWords{Cause::deferral, "deferral", "warned or put off"},
    CauseWords{Cause::dependency, "dependency", "dependency"},
    CauseWords{Cause::retry, "retry", "retry"},
    CauseWords{Cause::waiting, "waiting", "waiting"},
    CauseWords{Cause::anotherSequence, "anotherSequence", "another sequence"},
    CauseWords{Cause::done, "done", "done"},
    CauseWords{Cause::scheduleOver, "scheduleOver", "schedule over"},
    CauseWords{Cause::withdrawn, "withdrawn", "withdrawn"},
};

const CauseWords &wordsOf(NotRunningCause cause)
{
    return *std::ranges::find(words, cause, &CauseWords::cause);
}

bool sharesAny(const std::vector<CollectionId> &wanted, const std::vector<Collection> &has)
{
    return std::ranges::any_of(has, [&](const Collection &collection) { return std::ranges::find(wanted, collection.id) != wanted.end(); });
}

} // namespace

QString toWord(NotRunningCause cause)
{
    return QString::fromLatin1(wordsOf(cause).word);
}

QString toText(NotRunningCause cause)
{
    return QString::fromLatin1(wordsOf(cause).text);
}

std::vector<NotRunningCause> allNotRunningCauses()
{
    std::vector<NotRunningCause> causes;
    std::ranges::transform(words, std::back_inserter(causes), &CauseWords::cause);
    return causes;
}

struct NotRunningReasons::Task {
    Task(Workspace &openWorkspace, SequentialTask storedTask, ClientPolicies taskPolicies)
        : workspace(openWorkspace), facts(std::move(storedTask)), policies(std::move(taskPolicies)) {}

    [[nodiscard]] ComputerLookup lookup() const { return ComputerLookup(workspace.store().database()); }
    [[nodiscard]] Result<> readTask();
    [[nodiscard]] Result<notrunning::ComputerFacts> factsOf(const QString &computer);
    [[nodiscard]] Result<> addCatalogue(const QString &computer, notrunning::ComputerFacts &of);
    [[nodiscard]] Result<> addReports(const QString &computer, notrunning::ComputerFacts &of);
    [[nodiscard]] Result<std::optional<notrunning::OtherTask>> otherAtWork(const std::vector<ReportedTask> &reports);

    Workspace &workspace;
    notrunning::TaskFacts facts;
    ClientPolicies policies;
    std::vector<AgentSettings> settings;
    std::vector<std::pair<DeliveryOptions, Plan>> plans; // by those settings that were asked for: a store has few
};

Result<> NotRunningReasons::Task::readTask()
{
    Store &store = workspace.store();
    Result<std::vector<TaskId>> identities = store.tasks().identitiesOf(facts.task.id);
    if (!identities)
        return identities.error();
    facts.identities = std::move(identities).value();
    Result<QStringList> names = lookup().namesOf(facts.task.appliesTo);
    if (!names)
        return names.error();
    facts.collections = std::move(names).value();
    const Result<std::vector<TaskRevision>> revisions = store.tasks().revisions(facts.task.id);
    if (!revisions)
        return revisions.error();
    if (!revisions->empty()) {
        facts.savedAt = revisions->back().savedAt;
        facts.savedBy = revisions->back().savedBy;
    }
    const Result<std::optional<IssuedPolicy>> issued = store.policies().find(facts.task.id);
    if (!issued)
        return issued.error();
    facts.issuedRevision = *issued ? (*issued)->revision : 0;
    Result<std::vector<AgentSettings>> all = store.catalogue().agentSettings();
    if (!all)
        return all.error();
    settings = std::move(all).value();
    return Done{};
}

Result<> NotRunningReasons::Task::addCatalogue(const QString &name, notrunning::ComputerFacts &of)
{
    Store &store = workspace.store();
    const Result<std::optional<Computer>> known = store.catalogue().findComputer(name);
    if (!known)
        return known.error();
    AgentSettings holding; // the built-in values
    if (*known) {
        const Result<std::vector<Collection>> collections = lookup().collectionsOf(**known);
        if (!collections)
            return collections.error();
        of.isInCatalogue = true;
        of.name = (*known)->name;
        of.applies = sharesAny(facts.task.appliesTo, *collections);
        std::vector<CollectionId> ids;
        std::ranges::transform(*collections, std::back_inserter(ids), &Collection::id);
        if (const AgentSettings *chosen = settingsFor(ids, settings))
            holding = *chosen;
    }
    of.settings = holding.name;
    of.refreshMinutes = holding.refreshIntervalMinutes;
    auto plan = std::ranges::find(plans, holding.options, &std::pair<DeliveryOptions, Plan>::first);
    if (plan == plans.end())
        plan = plans.insert(plan, {holding.options, compilePlan(policies, holding.options)});
    of.plan = plan->second;
    const Result<std::vector<PortalGrant>> grants = store.portal().grantsFor(name);
    if (!grants)
        return grants.error();
    if (const auto grant = std::ranges::find(*grants, facts.task.id, &PortalGrant::task); grant != grants->end())
        of.grant = *grant;
    return Done{};
}

Result<std::optional<notrunning::OtherTask>> NotRunningReasons::Task::otherAtWork(const std::vector<ReportedTask> &reports)
{
    for (const ReportedTask &report : reports) {
        const bool works = report.status == ComputerStatus::running || report.status == ComputerStatus::restartPending;
        if (!works || std::ranges::find(facts.identities, report.task) != facts.identities.end())
            continue;
        const Result<std::optional<TaskId>> today = workspace.store().tasks().currentIdOf(report.task);
        if (!today)
            return today.error();
        if (!*today)
            continue; // it was removed: what it last said may be long over
        const Result<SequentialTask> task = workspace.store().tasks().load(**today);
        if (!task)
            return task.error();
        return std::optional(notrunning::OtherTask{task->name, report});
    }
    return std::optional<notrunning::OtherTask>();
}

Result<> NotRunningReasons::Task::addReports(const QString &computer, notrunning::ComputerFacts &of)
{
    Result<std::vector<ReportedTask>> reports = lookup().reportedBy(computer);
    if (!reports)
        return reports.error();
    of.reports = std::move(reports).value();
    Result<std::optional<ComputerTaskStatus>> own = workspace.store().statuses().statusOf(facts.task.id, computer);
    if (!own)
        return own.error();
    of.own = std::move(own).value();
    if (of.own && !of.isInCatalogue)
        of.name = of.own->computer;
    Result<std::optional<notrunning::OtherTask>> other = otherAtWork(of.reports);
    if (!other)
        return other.error();
    of.other = std::move(other).value();
    return Done{};
}

// As they are at one moment.
Result<notrunning::ComputerFacts> NotRunningReasons::Task::factsOf(const QString &computer)
{
    const Result<Transaction> moment = workspace.store().database().beginRead();
    if (!moment)
        return moment.error();
    notrunning::ComputerFacts of;
    of.name = computer;
    if (auto added = addCatalogue(computer, of); !added)
        return added.error();
    if (auto added = addReports(computer, of); !added)
        return added.error();
    if (!of.isInCatalogue && of.reports.empty()) {
        return Error{ErrorCode::notFound, QStringLiteral("computer '%1'").arg(computer),
                     QStringLiteral("is not in the store and has never reported to it; check the name")};
    }
    return of;
}

NotRunningReasons::NotRunningReasons(std::unique_ptr<Task> task) : m_task(std::move(task)) {}
NotRunningReasons::NotRunningReasons(NotRunningReasons &&) noexcept = default;
NotRunningReasons &NotRunningReasons::operator=(NotRunningReasons &&) noexcept = default;
NotRunningReasons::~NotRunningReasons() = default;

Result<NotRunningReasons> NotRunningReasons::of(Workspace &workspace, const SequentialTask &task, Instant now, const QTimeZone &endpointZone)
{
    Result<ClientPolicies> policies = workspace.policiesFor(task);
    if (!policies)
        return policies.error();
    auto reasons = std::make_unique<Task>(workspace, task, std::move(policies).value());
    reasons->facts.now = now;
    reasons->facts.zone = endpointZone;
    if (auto read = reasons->readTask(); !read)
        return read.error();
    return NotRunningReasons(std::move(reasons));
}

Result<WhyNotRunning> NotRunningReasons::on(const QString &computer)
{
    const Result<notrunning::ComputerFacts> facts = m_task->factsOf(computer);
    if (!facts)
        return facts.error();
    return notrunning::judge(m_task->facts, *facts);
}

Result<QStringList> NotRunningReasons::computers()
{
    const Result<std::vector<Computer>> targets = m_task->workspace.computersOf(m_task->facts.task);
    if (!targets)
        return targets.error();
    QStringList names;
    for (const Computer &target : *targets)
        names.append(target.name);
    Result<QStringList> reported = m_task->lookup().reportersOn(m_task->facts.task.id);
    if (!reported)
        return reported;
    const Result<QStringList> silent = StatusList(m_task->workspace.store().database()).silentOf(m_task->facts.task.id, names);
    if (!silent)
        return silent.error();
    names = std::move(reported).value() + *silent;
    std::ranges::sort(names, {}, [](const QString &name) { return name.toCaseFolded(); });
    return names;
}

Result<WhyNotRunning> whyNotRunning(Workspace &workspace, const SequentialTask &task, const QString &computer, Instant now)
{
    Result<NotRunningReasons> reasons = NotRunningReasons::of(workspace, task, now);
    if (!reasons)
        return reasons.error();
    return reasons->on(computer);
}

} // namespace seriatim
