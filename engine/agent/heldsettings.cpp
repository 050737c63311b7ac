#include "engine/agent/heldsettings.h"

#include "engine/base/files.h"
#include "engine/base/logging.h"
#include "engine/domain/settingschoice.h"
#include "engine/policy/policyxml.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace seriatim {

namespace {

constexpr qint64 maximumNumbersBytes = qint64(1) << 20;

std::vector<QByteArray> settingsAmong(const std::vector<QByteArray> &documents)
{
    std::vector<QByteArray> found;
    std::ranges::copy_if(documents, std::back_inserter(found), isSettingsDocument);
    return found;
}

} // namespace

HeldSettings::HeldSettings(const HomeFiles &home, std::optional<PublicKey> trustedKey, bool allowUnsigned)
    : m_numbersFile(home.settingsNumbersFile()), m_trustedKey(std::move(trustedKey)), m_allowUnsigned(allowUnsigned)
{
    readNumbers();
}

std::optional<int> HeldSettings::refreshMinutes() const
{
    return m_settings ? std::optional(m_settings->refreshIntervalMinutes) : std::nullopt;
}

QStringList HeldSettings::take(const std::vector<QByteArray> &documents, const std::function<std::vector<QByteArray>()> &kept)
{
    QStringList refused;
    const std::vector<QByteArray> handedOut = settingsAmong(documents);
    if (handedOut.empty()) {
        m_settings.reset();
        m_document.clear();
    } else if (!takeAny(handedOut, refused) && !m_settings) {
        QStringList ofNoInterest;
        (void)takeAny(settingsAmong(kept()), ofNoInterest);
    }
    return refused;
}

// A store hands out one; of several the one that outranks the others.
bool HeldSettings::takeAny(const std::vector<QByteArray> &documents, QStringList &refused)
{
    std::optional<AgentSettings> best;
    QByteArray from;
    for (const QByteArray &document : documents) {
        Result<AgentSettings> admitted = admit(document);
        if (!admitted) {
            refused.append(QStringLiteral("The agent's settings were refused: %1.").arg(admitted.error().message()));
        } else if (!best || outranks(*admitted, *best)) {
            best = std::move(admitted).value();
            from = document;
        }
    }
    if (!best)
        return false;
    m_settings = std::move(best);
    m_document = from;
    return true;
}

// Nothing is made of a document before its signature has been seen to be right.
Result<AgentSettings> HeldSettings::admit(const QByteArray &document)
{
    std::optional<PolicyIssue> issue;
    if (!m_allowUnsigned) {
        if (!m_trustedKey)
            return Error{ErrorCode::refused, QStringLiteral("policy"), QStringLiteral("this agent belongs to no store yet; start it with --store-key")};
        const Result<PolicyIssue> verified = verifyPolicies(document, *m_trustedKey);
        if (!verified)
            return verified.error();
        issue = *verified;
    }
    Result<PolicyDocument> policies = readPolicies(document, QStringLiteral("policy"));
    if (!policies)
        return policies.error();
    if (policies->agentSettings.size() != 1) {
        return Error{ErrorCode::invalidInput, QStringLiteral("policy"),
                     QStringLiteral("a document for an agent holds one agent settings; this one holds %1").arg(policies->agentSettings.size())};
    }
    AgentSettings settings = std::move(policies->agentSettings.front());
    if (issue) {
        if (issue->agentSettings() != settings.id)
            return Error{ErrorCode::refused, QStringLiteral("policy '%1'").arg(settings.name), QStringLiteral("its signature is for something else")};
        if (auto newEnough = checkNumber(settings, issue->number); !newEnough)
            return newEnough.error();
    }
    return settings;
}

Result<> HeldSettings::checkNumber(const AgentSettings &settings, qint64 number)
{
    qint64 &newest = m_numbers[settings.id];
    if (number < newest) {
        return Error{ErrorCode::refused, QStringLiteral("policy '%1'").arg(settings.name),
                     QStringLiteral("it is older than the one that this agent has (number %1 after %2)").arg(number).arg(newest)};
    }
    if (std::exchange(newest, number) < number)
        writeNumbers();
    return Done{};
}

// A file that cannot be read is as good as none: the signature still counts.
void HeldSettings::readNumbers()
{
    const Result<QByteArray> bytes = readFile(m_numbersFile, maximumNumbersBytes);
    if (!bytes)
        return;
    const QJsonObject numbers = QJsonDocument::fromJson(*bytes).object();
    for (auto entry = numbers.begin(); entry != numbers.end(); ++entry) {
        if (const auto id = AgentSettingsId::parse(entry.key()))
            m_numbers[*id] = entry.value().toInteger();
    }
}

void HeldSettings::writeNumbers() const
{
    QJsonObject numbers;
    for (const auto &[id, number] : m_numbers)
        numbers.insert(id.toString(), number);
    if (auto written = replaceFileDurably(m_numbersFile, QJsonDocument(numbers).toJson()); !written)
        qCWarning(logAgent).noquote() << written.error().message();
}

} // namespace seriatim
