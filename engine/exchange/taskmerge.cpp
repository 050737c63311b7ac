#include "engine/exchange/taskmerge.h"

#include "engine/domain/itemindexes.h"
#include "engine/domain/validation.h"

#include <algorithm>

namespace seriatim {

namespace {

QString describe(const SequentialTask &task)
{
    return QStringLiteral("sequential task '%1'").arg(task.name);
}

// The stored line item that each one of the document stands for: by guid where it runs the same program, else the next
// stored one, in order, that does.
std::vector<const LineItem *> matchItems(const SequentialTask &task, const std::vector<DefinedItem> &origins,
                                         const SequentialTask &stored)
{
    std::vector<const LineItem *> matches(task.items.size(), nullptr);
    std::vector<bool> taken(stored.items.size(), false);
    const QHash<LineItemId, int> storedIndexes = indexesOf(stored);
    for (size_t i = 0; i < task.items.size(); ++i) {
        const int at = origins[i].hasGuid ? storedIndexes.value(task.items[i].id, -1) : -1;
        if (at >= 0 && !taken[size_t(at)] && stored.items[size_t(at)].program == task.items[i].program) {
            matches[i] = &stored.items[size_t(at)];
            taken[size_t(at)] = true;
        }
    }
    QHash<ProgramId, std::vector<size_t>> left;
    for (size_t at = stored.items.size(); at-- > 0;) {
        if (!taken[at])
            left[stored.items[at].program].push_back(at);
    }
    for (size_t i = 0; i < task.items.size(); ++i) {
        const auto rest = left.find(task.items[i].program);
        if (matches[i] || rest == left.end() || rest->empty())
            continue;
        matches[i] = &stored.items[rest->back()];
        rest->pop_back();
    }
    return matches;
}

// Codes of a policy that are what the program gives anyway were not written down by anyone (B3).
void keepDefaultCodes(LineItem &item, const LineItem &stored, const QHash<LineItemId, ProgramId> &programs, const PackageMerge &packages)
{
    for (Dependency &dependency : item.dependencies) {
        const auto old = std::ranges::find(stored.dependencies, dependency.on, &Dependency::on);
        const auto on = programs.constFind(dependency.on);
        const Program *program = on == programs.constEnd() ? nullptr : packages.program(*on);
        if (old != stored.dependencies.end() && !old->codes && program && dependency.codes == program->codes.successCodes())
            dependency.codes.reset();
    }
}

// What policies do not carry, or nobody writes by hand, stays as the store has it.
void keepUnsaid(SequentialTask &draft, const SequentialTask &stored, bool fromPolicy)
{
    if (draft.receivedPolicy.isEmpty()) {
        draft.receivedPolicy = stored.receivedPolicy;
        if (draft.policyVersion == SequentialTask().policyVersion)
            draft.policyVersion = stored.policyVersion;
    }
    if (!fromPolicy)
        return;
    draft.description = stored.description;
    draft.folder = stored.folder;
    draft.enabled = stored.enabled;
    draft.appliesTo = stored.appliesTo;
    if (draft.portal && stored.portal) {
        const bool report = draft.portal->reportFinalStatusToServer;
        draft.portal = stored.portal;
        draft.portal->reportFinalStatusToServer = report;
    }
}

// A policy that this store wrote itself and takes in again says nothing new by being received.
bool saysTheSame(SequentialTask draft, const SequentialTask &stored)
{
    if (stored.receivedPolicy.isEmpty()) {
        draft.receivedPolicy.clear();
        for (size_t i = 0; i < std::min(draft.items.size(), stored.items.size()); ++i)
            draft.items[i].receivedPolicy = stored.items[i].receivedPolicy;
    }
    return draft == stored;
}

SequentialTask draftOver(const DefinedTask &defined, SequentialTask task, const SequentialTask &stored, const PackageMerge &packages)
{
    const std::vector<const LineItem *> matches = matchItems(task, defined.items, stored);
    task.id = stored.id;
    task.revision = stored.revision;
    QHash<LineItemId, LineItemId> finalIds;
    QHash<LineItemId, ProgramId> programs; // by the final id of their line items
    for (size_t i = 0; i < task.items.size(); ++i) {
        LineItem &item = task.items[i];
        const LineItemId final = matches[i] ? matches[i]->id : LineItemId::mint();
        finalIds.insert(item.id, final);
        item.id = final;
        programs.insert(final, item.program);
        for (Dependency &dependency : item.dependencies)
            dependency.on = finalIds.value(dependency.on, dependency.on);
        item.succeeds = matches[i] ? matches[i]->succeeds : std::vector<LineItemId>{};
        if (!matches[i])
            continue;
        if (item.receivedPolicy.isEmpty())
            item.receivedPolicy = matches[i]->receivedPolicy;
        if (item.exeName.isEmpty())
            item.exeName = matches[i]->exeName;
        if (defined.fromPolicy)
            keepDefaultCodes(item, *matches[i], programs, packages);
    }
    keepUnsaid(task, stored, defined.fromPolicy);
    return task;
}

class TaskMerge
{
public:
    TaskMerge(const std::vector<SequentialTask> &stored, const PackageMerge &packages, const References<Collection> &collections)
        : m_packages(packages), m_collections(collections)
    {
        for (const SequentialTask &task : stored) {
            for (const LineItem &item : task.items)
                m_itemOwners.insert(item.id, describe(task));
        }
    }

    [[nodiscard]] Result<> merge(const DefinedTask &defined, const SequentialTask *stored, ImportPlan &plan) const
    {
        Result<SequentialTask> resolved = withReferences(defined);
        if (!resolved)
            return resolved.error();
        SequentialTask task = std::move(resolved).value();
        if (stored)
            task = draftOver(defined, std::move(task), *stored, m_packages);
        else if (auto fresh = checkNewItems(defined, task); !fresh)
            return fresh.error();
        if (auto valid = validateTask(task); !valid)
            return Error{valid.error().code, defined.where, valid.error().message()};
        const bool same = stored && saysTheSame(task, *stored);
        (!stored ? plan.added : same ? plan.unchanged : plan.changed).append(describe(task));
        if (!same)
            plan.tasks.push_back({std::move(task), stored == nullptr});
        return Done{};
    }

private:
    [[nodiscard]] Result<SequentialTask> withReferences(const DefinedTask &defined) const
    {
        SequentialTask task = defined.task;
        for (size_t i = 0; i < task.items.size(); ++i) {
            const auto program = m_packages.resolve(defined.items[i], describe(task) + QStringLiteral(", item %1,").arg(i + 1));
            if (!program)
                return program.error();
            task.items[i].program = *program;
        }
        for (const DefinedReference<CollectionId> &reference : defined.appliesTo) {
            const auto collection = m_collections.resolve(reference, describe(task));
            if (!collection)
                return collection.error();
            task.appliesTo.push_back(*collection);
        }
        return task;
    }

    [[nodiscard]] Result<> checkNewItems(const DefinedTask &defined, const SequentialTask &task) const
    {
        for (size_t i = 0; i < task.items.size(); ++i) {
            const auto owner = m_itemOwners.constFind(task.items[i].id);
            if (owner != m_itemOwners.constEnd()) {
                return Error{ErrorCode::invalidInput, defined.items[i].where,
                             QStringLiteral("item %1 of %2 has the GUID %3, which the store has in %4; remove the guid to make a new line item")
                                 .arg(i + 1).arg(describe(task), task.items[i].id.toString(), *owner)};
            }
        }
        return Done{};
    }

    const PackageMerge &m_packages;
    const References<Collection> &m_collections;
    QHash<LineItemId, QString> m_itemOwners;
};

} // namespace

Result<> mergeTasks(const std::vector<DefinedTask> &defined, const std::vector<SequentialTask> &stored,
                    const PackageMerge &packages, const References<Collection> &collections, ImportPlan &plan)
{
    std::vector<MatchCandidate<SequentialTask>> candidates;
    candidates.reserve(defined.size());
    for (const DefinedTask &task : defined)
        candidates.push_back({&task.task, task.hasGuid, task.where});
    const auto matches = matchStored<SequentialTask>(
        candidates, stored, [](const SequentialTask &a, const SequentialTask &b) { return sameText(a.name, b.name); });
    if (!matches)
        return matches.error();
    const TaskMerge merge(stored, packages, collections);
    for (size_t i = 0; i < defined.size(); ++i) {
        if (auto merged = merge.merge(defined[i], (*matches)[i], plan); !merged)
            return merged;
    }
    return Done{};
}

} // namespace seriatim
