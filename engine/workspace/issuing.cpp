#include "engine/workspace/issuing.h"

#include "engine/base/logging.h"
#include "engine/policy/policybuilder.h"
#include "engine/policy/policyxml.h"
#include "engine/policy/settingspolicy.h"
#include "engine/store/policystore.h"

#include <QCryptographicHash>

#include <algorithm>

namespace seriatim {

namespace {

QString hashOf(const QByteArray &document)
{
    return QString::fromLatin1(QCryptographicHash::hash(document, QCryptographicHash::Sha256).toHex());
}

} // namespace

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
    const QString keyName = known ? known->fingerprint() : QString();
    const Result<std::vector<TaskId>> tasks = policies.outOfDate(keyName);
    if (!tasks)
        return tasks.error();
    const Result<std::vector<AgentSettingsId>> settings = SettingsPolicyStore(m_database).outOfDate(keyName);
    return settings ? Result<bool>(!tasks->empty() || !settings->empty()) : Result<bool>(settings.error());
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
    const QString keyName = m_key->publicKey().fingerprint();
    const Result<std::vector<TaskId>> tasks = policies.outOfDate(keyName);
    if (!tasks)
        return tasks.error();
    const Result<std::vector<AgentSettingsId>> settings = SettingsPolicyStore(m_database).outOfDate(keyName);
    return settings ? issueEach(*tasks, *settings, false) : Result<>(settings.error());
}

Result<> PolicyIssuer::issueEach(const std::vector<TaskId> &tasks, const std::vector<AgentSettingsId> &settings, bool evenIfSame)
{
    for (const TaskId task : tasks) {
        if (auto issued = issue(task, evenIfSame); !issued)
            return issued;
    }
    for (const AgentSettingsId each : settings) {
        if (auto issued = issue(each, evenIfSame); !issued)
            return issued;
    }
    return Done{};
}

Result<IssueCounts> PolicyIssuer::issueAll()
{
    if (auto taken = takeKey(); !taken)
        return taken.error();
    const Result<std::vector<SequentialTask>> tasks = TaskStore(m_database).loadAll();
    if (!tasks)
        return tasks.error();
    const Result<std::vector<AgentSettings>> settings = CatalogueStore(m_database).agentSettings();
    if (!settings)
        return settings.error();
    std::vector<TaskId> taskIds;
    std::ranges::transform(*tasks, std::back_inserter(taskIds), &SequentialTask::id);
    std::vector<AgentSettingsId> settingsIds;
    std::ranges::transform(*settings, std::back_inserter(settingsIds), &AgentSettings::id);
    if (auto issued = issueEach(taskIds, settingsIds, true); !issued)
        return issued.error();
    return IssueCounts{static_cast<int>(taskIds.size()), static_cast<int>(settingsIds.size())};
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
    const QString hash = hashOf(document);

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

// Which collections they apply to is not in the policy, so that a change of those alone gives no new number.
Result<> PolicyIssuer::issue(AgentSettingsId id, bool evenIfSame)
{
    SettingsPolicyStore policies(m_database);
    const Result<std::optional<AgentSettings>> settings = CatalogueStore(m_database).find(id);
    if (!settings)
        return settings.error();
    if (!*settings)
        return Error{ErrorCode::notFound, id.toString(), QStringLiteral("there are no such agent settings in the store")};
    const QByteArray document = writeSettingsPolicy(**settings);
    IssuedSettings issued(id);
    issued.keyName = m_key->publicKey().fingerprint();
    issued.contentHash = hashOf(document);
    const Result<std::optional<IssuedSettings>> before = policies.find(id); // an error: it is damaged
    const bool same = before && *before && (*before)->contentHash == issued.contentHash && (*before)->keyName == issued.keyName;
    if (same && !evenIfSame)
        return policies.issue(**before); // only its stamp is new
    const Result<qint64> number = PolicyStore(m_database).nextNumber();
    if (!number)
        return number.error();
    PolicyIssue about(id);
    about.number = issued.number = *number;
    const Result<QByteArray> signedDocument = signPolicies(document, about, *m_key);
    if (!signedDocument)
        return signedDocument.error();
    issued.document = *signedDocument;
    return policies.issue(issued);
}

} // namespace seriatim
