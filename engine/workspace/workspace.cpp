#include "engine/workspace/workspace.h"

#include "engine/agent/systemfacts.h"
#include "engine/base/logging.h"
#include "engine/domain/validation.h"
#include "engine/policy/policybuilder.h"
#include "engine/policy/policyxml.h"
#include "engine/policy/settingspolicy.h"
#include "engine/workspace/collectionmembers.h"
#include "engine/workspace/issuing.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace seriatim {

namespace {

Error ambiguous(const QString &name, const std::vector<const Package *> &packages)
{
    QStringList versions;
    for (const Package *package : packages)
        versions.append(package->version.isEmpty() ? QStringLiteral("(none)") : package->version);
    return {ErrorCode::invalidInput, QStringLiteral("'%1'").arg(name),
            QStringLiteral("the package has several versions (%1); write PACKAGE@VERSION/PROGRAM").arg(versions.join(QStringLiteral(", ")))};
}

bool sameText(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

// "A/B@1/C" may mean the package A, A/B or A/B@1.
QStringList possiblePackageNames(const QString &name)
{
    QStringList names;
    for (qsizetype slash = name.indexOf(u'/'); slash >= 0; slash = name.indexOf(u'/', slash + 1)) {
        const QString prefix = name.left(slash);
        names.append(prefix);
        for (qsizetype at = prefix.indexOf(u'@'); at >= 0; at = prefix.indexOf(u'@', at + 1))
            names.append(prefix.left(at));
    }
    return names;
}

// Both names may hold a slash, so every one of them may be the one in between.
std::vector<std::pair<const Package *, const Program *>> programsNamed(const std::vector<Package> &packages, const QString &name)
{
    std::vector<std::pair<const Package *, const Program *>> found;
    for (const Package &package : packages) {
        for (const QString &prefix : {package.name, package.name + u'@' + package.version}) {
            if (name.size() <= prefix.size() || name[prefix.size()] != u'/' || !sameText(name.left(prefix.size()), prefix))
                continue;
            for (const Program &program : package.programs) {
                if (sameText(program.name, name.mid(prefix.size() + 1)))
                    found.emplace_back(&package, &program);
            }
        }
    }
    return found;
}

} // namespace

QString currentUser()
{
    const QString name = systemUser();
    return name.isEmpty() ? QStringLiteral("unknown") : name;
}

QString Workspace::storeFile(const QString &path)
{
    return QFileInfo(path).isDir() ? QDir(path).filePath(QStringLiteral("seriatim.store")) : path;
}

Workspace::Workspace(Store store) : m_store(std::move(store)) {}
Workspace::Workspace(Workspace &&) noexcept = default;
Workspace &Workspace::operator=(Workspace &&) noexcept = default;
Workspace::~Workspace() = default;

Result<Workspace> Workspace::create(const QString &path)
{
    Result<Store> store = Store::create(storeFile(path));
    if (!store)
        return store.error();
    Workspace workspace(std::move(store).value());
    if (auto ready = workspace.becomeAdministrator(true); !ready)
        return ready.error();
    return workspace;
}

Result<Workspace> Workspace::open(const QString &path, Access access, Role role)
{
    Result<Store> store = Store::open(storeFile(path), access);
    if (!store)
        return store.error();
    Workspace workspace(std::move(store).value());
    if (role == Role::administrator && access == Access::readWrite) {
        if (auto ready = workspace.becomeAdministrator(false); !ready)
            return ready.error();
    }
    return workspace;
}

Result<> Workspace::becomeAdministrator(bool makesKey)
{
    m_issuer = std::make_unique<PolicyIssuer>(m_store.database());
    if (makesKey) {
        if (auto made = m_issuer->takeKey(); !made)
            return made;
    }
    // What a store from an older version has never issued. Who only looks must not be kept out by a key that is not
    // theirs to read; whoever saves is told.
    const Result<bool> behind = m_issuer->isAnythingOutOfDate();
    if (behind && *behind) {
        Result<Transaction> transaction = m_store.begin();
        Result<> issued = transaction ? m_issuer->issueOutOfDate() : Result<>(transaction.error());
        if (issued)
            issued = transaction->commit();
        if (!issued)
            qCWarning(logPolicy).noquote() << "policies are not issued:" << issued.error().message();
    }
    m_store.database().setBeforeCommit([issuer = m_issuer.get()] { return issuer->issueOutOfDate(); });
    return Done{};
}

Result<QByteArray> Workspace::issuedPolicy(const SequentialTask &task)
{
    Result<std::optional<IssuedPolicy>> issued = m_store.policies().find(task.id);
    if (!issued)
        return issued.error();
    if (*issued)
        return (*issued)->document;
    const Result<ClientPolicies> policies = policiesFor(task);
    if (!policies)
        return policies.error();
    return writePolicies(*policies);
}

Result<QByteArray> Workspace::issuedPolicy(const AgentSettings &settings)
{
    Result<std::optional<IssuedSettings>> issued = m_store.settingsPolicies().find(settings.id);
    if (!issued)
        return issued.error();
    return *issued ? (*issued)->document : writeSettingsPolicy(settings);
}

Result<IssueCounts> Workspace::issueAllPolicies()
{
    if (!m_issuer)
        return Error{ErrorCode::readOnly, m_store.path(), QStringLiteral("the store was opened for reading only; nothing was changed")};
    Result<Transaction> transaction = m_store.begin();
    if (!transaction)
        return transaction.error();
    Result<IssueCounts> issued = m_issuer->issueAll();
    if (!issued)
        return issued;
    if (auto committed = transaction->commit(); !committed)
        return committed.error();
    return issued;
}

Result<TaskPrograms> Workspace::programsOf(const std::vector<SequentialTask> &tasks)
{
    std::vector<ProgramId> programs;
    for (const SequentialTask &task : tasks) {
        for (const LineItem &item : task.items)
            programs.push_back(item.program);
    }
    Result<std::vector<Package>> packages = m_store.catalogue().packagesWith(programs);
    if (!packages)
        return packages.error();
    return TaskPrograms(std::move(packages).value());
}

Result<ProgramId> Workspace::findProgram(const QString &name)
{
    if (const auto id = ProgramId::parse(name)) {
        const Result<std::vector<Package>> packages = m_store.catalogue().packagesWith({*id});
        if (!packages)
            return packages.error();
        if (!packages->empty())
            return *id;
    }
    const Result<std::vector<Package>> packages = m_store.catalogue().packagesNamed(possiblePackageNames(name));
    if (!packages)
        return packages.error();
    const auto found = programsNamed(*packages, name);
    if (found.size() == 1)
        return found.front().second->id;
    if (found.empty()) {
        return Error{ErrorCode::notFound, QStringLiteral("'%1'").arg(name),
                     QStringLiteral("there is no such package-program; write PACKAGE/PROGRAM as 'package search' lists it")};
    }
    std::vector<const Package *> owners;
    owners.reserve(found.size());
    for (const auto &[package, program] : found)
        owners.push_back(package);
    return ambiguous(name, owners);
}

Result<std::vector<Computer>> Workspace::computersOf(const SequentialTask &task)
{
    std::vector<Collection> collections;
    for (const CollectionId id : task.appliesTo) {
        Result<std::optional<Collection>> found = m_store.catalogue().find(id);
        if (!found)
            return found.error();
        if (*found)
            collections.push_back(std::move(**found));
    }
    if (collections.empty())
        return std::vector<Computer>();
    Result<std::vector<Computer>> computers = m_store.catalogue().computers();
    if (!computers)
        return computers.error();
    const std::vector<bool> applies = membersOf(collections, *computers);
    std::vector<Computer> chosen;
    for (size_t i = 0; i < applies.size(); ++i) {
        if (applies[i])
            chosen.push_back(std::move((*computers)[i]));
    }
    std::ranges::sort(chosen, {}, &Computer::name);
    return chosen;
}

Result<SaveOutcome> Workspace::saveTask(const SequentialTask &draft, KeepFinished keep)
{
    if (auto valid = validateTask(draft); !valid)
        return valid.error();
    SaveRequest request;
    request.who = currentUser();
    request.when = SystemClock().now();
    request.keep = keep;
    return m_store.tasks().save(draft, request);
}

Result<ClientPolicies> Workspace::policiesFor(const SequentialTask &task)
{
    const Result<TaskPrograms> programs = programsOf({task});
    if (!programs)
        return programs.error();
    const Result<std::vector<TaskId>> identities = m_store.tasks().identitiesOf(task.id);
    if (!identities && identities.error().code != ErrorCode::notFound) // a draft that is not saved yet has none
        return identities.error();
    return policiesOf(task, programs->index, identities ? *identities : std::vector<TaskId>());
}

} // namespace seriatim
