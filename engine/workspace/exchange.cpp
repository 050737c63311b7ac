#include "engine/workspace/exchange.h"

#include "engine/base/files.h"
#include "engine/domain/validation.h"
#include "engine/exchange/definitionmerge.h"
#include "engine/workspace/democatalogue.h"

#include <QSet>

#include <algorithm>

namespace seriatim {

namespace {

constexpr qint64 maximumBytes = qint64(64) << 20; // formats.md

constexpr int objectsAtOnce = 200; // between two questions whether to go on

// Counts what is done and asks whether to go on.
class Steps
{
public:
    explicit Steps(const GoOn &goOn) : m_goOn(goOn) {}

    void expect(qsizetype more) { m_total += static_cast<int>(more); }
    [[nodiscard]] Result<> did(qsizetype more)
    {
        m_done += static_cast<int>(more);
        if (!m_goOn || m_goOn(m_done, m_total))
            return Done{};
        return Error{ErrorCode::cancelled, {}, QStringLiteral("cancelled; nothing was changed")};
    }

private:
    const GoOn &m_goOn;
    int m_done = 0;
    int m_total = 0;
};

Result<ImportPlan> planImport(Workspace &workspace, const QByteArray &document, const QString &path)
{
    const Result<QString> root = rootNameOf(document, path);
    if (!root)
        return root.error();
    const Result<Catalogue> catalogue = workspace.store().catalogue().load();
    if (!catalogue)
        return catalogue.error();
    const Result<std::vector<SequentialTask>> tasks = workspace.store().tasks().loadAll();
    if (!tasks)
        return tasks.error();
    if (isDefinitionRoot(*root)) {
        const Result<Definition> definition = readDefinition(document, path);
        if (!definition)
            return definition.error();
        if (definition->isLineItems) {
            return Error{ErrorCode::invalidInput, path,
                         QStringLiteral("holds line items that were copied from a sequence; paste them into one")};
        }
        return mergeDefinition(*definition, *catalogue, *tasks);
    }
    if (isPolicyRoot(*root)) {
        const Result<PolicyDocument> policies = readPolicies(document, path);
        return policies ? mergePolicies(*policies, *catalogue, *tasks) : policies.error();
    }
    return Error{ErrorCode::invalidInput, path,
                 QStringLiteral("its root is <%1>; expected a definition (<Seriatim>) or client policies (<Policy>, <ClientPolicies>)").arg(*root)};
}

Result<> validate(const ImportPlan &plan)
{
    for (const Package &package : plan.catalogue.packages) {
        if (auto valid = validatePackage(package); !valid)
            return valid;
    }
    for (const Computer &computer : plan.catalogue.computers) {
        if (auto valid = validateComputer(computer); !valid)
            return valid;
    }
    for (const Collection &collection : plan.catalogue.collections) {
        if (auto valid = validateCollection(collection); !valid)
            return valid;
    }
    for (const AgentSettings &settings : plan.catalogue.agentSettings) {
        if (auto valid = validateAgentSettings(settings); !valid)
            return valid;
    }
    for (const ImportPlan::ImportedTask &imported : plan.tasks) {
        if (auto valid = validateTask(imported.task); !valid)
            return valid;
    }
    return Done{};
}

size_t sizeOf(const Catalogue &changes)
{
    return changes.packages.size() + changes.users.size() + changes.groups.size() + changes.computers.size() + changes.collections.size()
           + changes.agentSettings.size();
}

template <typename T>
Result<> saveInSteps(CatalogueStore &store, const std::vector<T> &values, Steps &steps)
{
    for (size_t first = 0; first < values.size(); first += objectsAtOnce) {
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(first);
        const std::vector<T> some(begin, begin + static_cast<std::ptrdiff_t>(std::min<size_t>(objectsAtOnce, values.size() - first)));
        if (auto saved = store.save(some); !saved)
            return saved;
        if (auto wanted = steps.did(static_cast<qsizetype>(some.size())); !wanted)
            return wanted;
    }
    return Done{};
}

Result<> saveCatalogue(CatalogueStore &store, const Catalogue &changes, Steps &steps)
{
    Result<> saved = saveInSteps(store, changes.packages, steps);
    const auto then = [&](const auto &values) {
        if (saved)
            saved = saveInSteps(store, values, steps);
    };
    then(changes.users);
    then(changes.groups);
    then(changes.computers);
    then(changes.collections);
    then(changes.agentSettings);
    return saved;
}

Result<> bringIn(Workspace &workspace, const QString &path, ImportReport &report, Steps &steps)
{
    const Result<QByteArray> document = readFile(path, maximumBytes);
    if (!document)
        return document.error();
    if (auto wanted = steps.did(0); !wanted)
        return wanted;
    const Result<ImportPlan> plan = planImport(workspace, *document, path);
    if (!plan)
        return plan.error();
    if (auto valid = validate(*plan); !valid) {
        Error error = valid.error();
        error.subject = path + QStringLiteral(": ") + error.subject;
        return error;
    }
    steps.expect(static_cast<qsizetype>(sizeOf(plan->catalogue) + plan->tasks.size()));
    if (auto saved = saveCatalogue(workspace.store().catalogue(), plan->catalogue, steps); !saved)
        return saved;
    SaveRequest request;
    request.who = currentUser();
    request.when = SystemClock().now();
    request.origin = SaveRequest::Origin::document;
    for (const ImportPlan::ImportedTask &imported : plan->tasks) {
        if (auto saved = workspace.store().tasks().save(imported.task, request); !saved)
            return saved.error();
        if (auto wanted = steps.did(1); !wanted)
            return wanted;
    }
    report.added += plan->added;
    report.changed += plan->changed;
    report.unchanged += plan->unchanged;
    report.notBroughtOver += plan->notBroughtOver;
    return Done{};
}

// Catalogue objects that a document brings have no records of their own: one for the document says what came.
Result<> recordInAudit(Workspace &workspace, const QString &name, const QStringList &changes)
{
    AuditRecord record;
    record.when = SystemClock().now();
    record.who = currentUser();
    record.object = AuditObject::store;
    record.name = name;
    record.changes = changes;
    const Result<qint64> appended = workspace.store().audit().append(record);
    return appended ? Result<>(Done{}) : appended.error();
}

// What the chosen tasks refer to, and what that refers to.
Catalogue neededBy(const std::vector<SequentialTask> &tasks, Catalogue all)
{
    QSet<ProgramId> programs;
    QSet<CollectionId> collections;
    QSet<ComputerId> computers;
    QSet<QString> principals;
    for (const SequentialTask &task : tasks) {
        for (const LineItem &item : task.items)
            programs.insert(item.program);
        for (const CollectionId collection : task.appliesTo)
            collections.insert(collection);
        for (const PortalAccess &access : task.portal ? task.portal->access : std::vector<PortalAccess>{})
            principals.insert(access.name.toCaseFolded());
    }
    std::erase_if(all.packages, [&](const Package &package) {
        return std::ranges::none_of(package.programs, [&](const Program &program) { return programs.contains(program.id); });
    });
    std::erase_if(all.collections, [&](const Collection &collection) { return !collections.contains(collection.id); });
    for (const Collection &collection : all.collections)
        computers.unite(QSet<ComputerId>(collection.members.begin(), collection.members.end()));
    std::erase_if(all.computers, [&](const Computer &computer) { return !computers.contains(computer.id); });

    const auto isNamed = [&](const auto &principal) {
        return principals.contains(principal.name.toCaseFolded())
               || principals.contains((principal.domain + u'\\' + principal.name).toCaseFolded());
    };
    std::erase_if(all.groups, [&](const UserGroup &group) { return !isNamed(group); });
    QSet<UserId> members;
    for (const UserGroup &group : all.groups)
        members.unite(QSet<UserId>(group.members.begin(), group.members.end()));
    std::erase_if(all.users, [&](const User &user) { return !isNamed(user) && !members.contains(user.id); });
    all.agentSettings.clear();
    return all;
}

} // namespace

Result<ImportReport> importFiles(Workspace &workspace, const QStringList &paths, const GoOn &goOn)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    ImportReport report;
    Steps steps(goOn);
    for (const QString &path : paths) {
        if (auto done = bringIn(workspace, path, report, steps); !done)
            return done.error();
    }
    QStringList changes;
    for (const QString &added : report.added)
        changes.append(QStringLiteral("added %1").arg(added));
    for (const QString &changed : report.changed)
        changes.append(QStringLiteral("changed %1").arg(changed));
    if (!changes.isEmpty()) {
        if (auto recorded = recordInAudit(workspace, QStringLiteral("import of %1").arg(paths.join(QStringLiteral(", "))), changes); !recorded)
            return recorded.error();
    }
    if (auto committed = transaction->commit(); !committed)
        return committed.error();
    return report;
}

Result<QByteArray> exportDefinition(Workspace &workspace, const QStringList &names, const GoOn &goOn)
{
    Steps steps(goOn);
    Result<Catalogue> catalogue = workspace.store().catalogue().load();
    if (!catalogue)
        return catalogue.error();
    if (names.isEmpty()) {
        const Result<std::vector<SequentialTask>> all = workspace.store().tasks().loadAll();
        if (!all)
            return all.error();
        const Result<> wanted = steps.did(0);
        return wanted ? Result<QByteArray>(writeDefinition(*catalogue, *all)) : wanted.error();
    }
    std::vector<SequentialTask> tasks;
    steps.expect(names.size());
    for (const QString &name : names) {
        if (auto wanted = steps.did(1); !wanted)
            return wanted.error();
        Result<SequentialTask> task = workspace.store().tasks().find(name);
        if (!task)
            return task.error();
        if (std::ranges::find(tasks, task->id, &SequentialTask::id) == tasks.end())
            tasks.push_back(std::move(task).value());
    }
    return writeDefinition(neededBy(tasks, std::move(catalogue).value()), tasks);
}

Result<> fillWithDemo(Workspace &workspace, int programs, quint64 seed, const GoOn &goOn)
{
    Steps steps(goOn);
    const DemoContents demo = makeDemo(programs, seed);
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    steps.expect(static_cast<qsizetype>(sizeOf(demo.catalogue) + demo.tasks.size()));
    if (auto saved = saveCatalogue(workspace.store().catalogue(), demo.catalogue, steps); !saved)
        return saved;
    for (const SequentialTask &task : demo.tasks) {
        if (auto saved = workspace.saveTask(task, KeepFinished::no); !saved)
            return saved.error();
        if (auto wanted = steps.did(1); !wanted)
            return wanted;
    }
    if (auto recorded = recordInAudit(workspace, QStringLiteral("demonstration catalogue"),
                                      {QStringLiteral("added %1 package-programs, made with seed %2").arg(programs).arg(seed)});
        !recorded)
        return recorded;
    return transaction->commit();
}

} // namespace seriatim
