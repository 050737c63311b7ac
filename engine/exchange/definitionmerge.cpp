#include "engine/exchange/definitionmerge.h"

#include "engine/exchange/packagemerge.h"
#include "engine/exchange/references.h"
#include "engine/exchange/taskmerge.h"

namespace seriatim {

namespace {

template <typename Value>
bool sameNamed(const Value &a, const Value &b)
{
    if constexpr (requires { a.domain; }) {
        // A name without a domain stands for one that has it.
        if (!a.domain.isEmpty() && !b.domain.isEmpty() && !sameText(a.domain, b.domain))
            return false;
    }
    return sameText(a.name, b.name);
}

void keepWhereEmpty(QString &field, const QString &stored)
{
    if (field.isEmpty())
        field = stored;
}

// What a document leaves out of an inventory is not known to it; it is not gone.
void keepInventory(Computer &computer, const Computer &stored)
{
    keepWhereEmpty(computer.domain, stored.domain);
    keepWhereEmpty(computer.operatingSystem, stored.operatingSystem);
    keepWhereEmpty(computer.architecture, stored.architecture);
    keepWhereEmpty(computer.user, stored.user);
    if (computer.memoryMb == 0)
        computer.memoryMb = stored.memoryMb;
}

void keepInventory(User &user, const User &stored)
{
    keepWhereEmpty(user.domain, stored.domain);
    keepWhereEmpty(user.displayName, stored.displayName);
}

template <typename Value>
void keepInventory(Value &, const Value &)
{
}

// Objects of one kind; `complete` resolves what an element refers to and gives the whole value.
template <typename Value, typename Defined, typename Complete>
Result<> mergeKind(const QString &kind, const std::vector<Defined> &defined, const std::vector<Value> &stored,
                   References<Value> &references, std::vector<Value> &out, ImportPlan &plan, Complete complete)
{
    std::vector<MatchCandidate<Value>> candidates;
    candidates.reserve(defined.size());
    for (const Defined &element : defined)
        candidates.push_back({&element.value, element.hasGuid, element.where});
    const auto matches = matchStored<Value>(candidates, stored, sameNamed<Value>);
    if (!matches)
        return matches.error();
    const QSet<const Value *> replaced(matches->begin(), matches->end());
    for (const Value &value : stored) {
        if (!replaced.contains(&value))
            references.add(value);
    }
    for (size_t i = 0; i < defined.size(); ++i) {
        Result<Value> completed = complete(defined[i]);
        if (!completed)
            return completed.error();
        Value value = std::move(completed).value();
        const Value *old = (*matches)[i];
        if (old) {
            references.alias(value.id, old->id);
            value.id = old->id;
            keepInventory(value, *old);
        }
        references.add(value);
        const bool same = old && *old == value;
        (!old ? plan.added : same ? plan.unchanged : plan.changed).append(kind + QStringLiteral(" '") + value.name + u'\'');
        if (!same)
            out.push_back(std::move(value));
    }
    return Done{};
}

template <typename Value, typename Id>
Result<> resolveAll(const References<Value> &references, const std::vector<DefinedReference<Id>> &names, const QString &owner,
                    std::vector<Id> &target)
{
    for (const DefinedReference<Id> &reference : names) {
        const auto id = references.resolve(reference, owner);
        if (!id)
            return id.error();
        target.push_back(*id);
    }
    return Done{};
}

} // namespace

Result<ImportPlan> mergeDefinition(const Definition &definition, const Catalogue &existing,
                                   const std::vector<SequentialTask> &existingTasks)
{
    ImportPlan plan;
    Catalogue &out = plan.catalogue;
    const auto packages = PackageMerge::run(definition.packages, existing.packages, plan);
    if (!packages)
        return packages.error();

    References<User> users(QStringLiteral("user"));
    References<UserGroup> groups(QStringLiteral("group"));
    References<Computer> computers(QStringLiteral("computer"));
    References<Collection> collections(QStringLiteral("collection"));
    References<AgentSettings> settings(QStringLiteral("agent settings"));
    const auto asItIs = [](const auto &defined) -> Result<std::remove_cvref_t<decltype(defined.value)>> { return defined.value; };
    const auto withUsers = [&](const DefinedGroup &defined) -> Result<UserGroup> {
        UserGroup group = defined.value;
        auto resolved = resolveAll(users, defined.members, QStringLiteral("group '%1'").arg(group.name), group.members);
        return resolved ? Result<UserGroup>(std::move(group)) : resolved.error();
    };
    const auto withComputers = [&](const DefinedCollection &defined) -> Result<Collection> {
        Collection collection = defined.value;
        auto resolved = resolveAll(computers, defined.members, QStringLiteral("collection '%1'").arg(collection.name), collection.members);
        return resolved ? Result<Collection>(std::move(collection)) : resolved.error();
    };
    const auto withCollections = [&](const DefinedAgentSettings &defined) -> Result<AgentSettings> {
        AgentSettings value = defined.value;
        auto resolved = resolveAll(collections, defined.appliesTo, QStringLiteral("agent settings '%1'").arg(value.name), value.appliesTo);
        return resolved ? Result<AgentSettings>(std::move(value)) : resolved.error();
    };
    const std::function<Result<>()> steps[] = {
        [&] { return mergeKind(QStringLiteral("user"), definition.users, existing.users, users, out.users, plan, asItIs); },
        [&] { return mergeKind(QStringLiteral("group"), definition.groups, existing.groups, groups, out.groups, plan, withUsers); },
        [&] { return mergeKind(QStringLiteral("computer"), definition.computers, existing.computers, computers, out.computers, plan, asItIs); },
        [&] { return mergeKind(QStringLiteral("collection"), definition.collections, existing.collections, collections, out.collections, plan, withComputers); },
        [&] { return mergeKind(QStringLiteral("agent settings"), definition.agentSettings, existing.agentSettings, settings, out.agentSettings, plan, withCollections); },
        [&] { return mergeTasks(definition.tasks, existingTasks, *packages, collections, plan); },
    };
    for (const auto &step : steps) {
        if (auto done = step(); !done)
            return done.error();
    }
    return plan;
}

} // namespace seriatim
