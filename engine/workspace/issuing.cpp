#include "engine/workspace/issuing.h"

#include "engine/base/logging.h"
#include "engine/policy/policybuilder.h"
#include "engine/policy/policyxml.h"
#include "engine/store/policystore.h"

#include <QCryptographicHash>

namespace seriatim {

QString keyFileOf(const QString &storeFile)
{
    return storeFile + QStringLiteral(".key");
}

Result<> PolicyIssuer::takeKey()
{
    if (m_key)
        return Done{};
    PolicyStore policies(m_database);
    const Result<std::optional<QString>> known = policies.publicKey();
    if (!known)
        return known.error();
    const QString path = keyFileOf(m_database.path());
    Result<SigningKey> key = SigningKey::load(path);
    if (!key && key.error().code == ErrorCode::notFound)
        key = makeKey(path, known->has_value());
    else if (key && *known && key->publicKey().toText() != **known)
        return Error{ErrorCode::refused, path,
                     QStringLiteral("is the key of another store; put this store's own key back, or move the file away to have a new one made, "
                                    "which every agent has to be given then")};
    if (!key)
        return key.error();
    if (const QString text = key->publicKey().toText(); !*known || **known != text) {
        if (auto set = policies.setPublicKey(text); !set)
            return set;
    }
    m_key = std::move(key).value();
    return Done{};
}

Result<SigningKey> PolicyIssuer::makeKey(const QString &path, bool hadOne)
{
    Result<SigningKey> key = SigningKey::create(path);
    if (key && hadOne) {
        qCWarning(logPolicy).noquote() << QStringLiteral("%1: the store's key was not there, so a new one was made. Agents that know the old one "
                                                         "take nothing of this store before they are given the new one "
                                                         "('seriatimctl store key').").arg(path);
    }
    return key;
}

// Without the private key, which is only loaded where something has to be signed.
Result<bool> PolicyIssuer::isAnythingOutOfDate() const
{
    const PolicyStore policies(m_database);
    const Result<std::optional<QString>> text = policies.publicKey();
    if (!text)
        return text.error();
    const Result<PublicKey> known = PublicKey::parse(text->value_or(QString()));
    const Result<std::vector<TaskId>> tasks = policies.outOfDate(known ? known->fingerprint() : QString());
    return tasks ? Result<bool>(!tasks->empty()) : Result<bool>(tasks.error());
}

Result<> PolicyIssuer::issueOutOfDate()
{
    PolicyStore policies(m_database);
    const Result<bool> anything = isAnythingOutOfDate();
    if (!anything)
        return anything.error();
    if (!*anything)
        return Done{};
    if (auto taken = takeKey(); !taken)
        return taken;
    const Result<std::vector<TaskId>> tasks = policies.outOfDate(m_key->publicKey().fingerprint());
    if (!tasks)
        return tasks.error();
    for (const TaskId task : *tasks) {
        if (auto issued = issue(task, false); !issued)
            return issued;
    }
    return Done{};
}

Result<int> PolicyIssuer::issueAll()
{
    if (auto taken = takeKey(); !taken)
        return taken.error();
    const Result<std::vector<SequentialTask>> tasks = TaskStore(m_database).loadAll();
    if (!tasks)
        return tasks.error();
    for (const SequentialTask &task : *tasks) {
        if (auto issued = issue(task.id, true); !issued)
            return issued.error();
    }
    return static_cast<int>(tasks->size());
}

Result<> PolicyIssuer::issue(TaskId id, bool evenIfSame)
{
    PolicyStore policies(m_database);
    const Result<SequentialTask> task = TaskStore(m_database).load(id);
    if (!task)
        return task.error();
    std::vector<ProgramId> programs;
    for (const LineItem &item : task->items)
        programs.push_back(item.program);
    const Result<std::vector<Package>> packages = CatalogueStore(m_database).packagesWith(programs);
    if (!packages)
        return packages.error();
    const Result<std::vector<TaskId>> identities = TaskStore(m_database).identitiesOf(id);
    if (!identities)
        return identities.error();
    const Result<ClientPolicies> built = policiesOf(*task, ProgramIndex(*packages), *identities);
    if (!built)
        return built.error();
    const QByteArray document = writePolicies(*built);
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(document, QCryptographicHash::Sha256).toHex());

    Result<std::optional<IssuedPolicy>> before = policies.find(id);
    const bool damaged = !before;
    const QString keyName = m_key->publicKey().fingerprint();
    if (!evenIfSame && !damaged && *before && (*before)->contentHash == hash && (*before)->keyName == keyName)
        return policies.issue(**before); // says the same; only its packages' stamp is new
    const Result<qint64> number = policies.nextNumber();
    if (!number)
        return number.error();
    PolicyIssue about(id);
    about.revision = task->revision;
    about.number = *number;
    const Result<QByteArray> signedDocument = signPolicies(document, about, *m_key);
    if (!signedDocument)
        return signedDocument.error();
    IssuedPolicy issued(id);
    issued.revision = task->revision;
    issued.number = *number;
    issued.keyName = keyName;
    issued.contentHash = hash;
    issued.document = *signedDocument;
    return policies.issue(issued);
}

} // namespace seriatim
