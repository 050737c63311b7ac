#include "engine/policy/signing.h"

#include "engine/policy/policyparts.h"
#include "engine/policy/settingspolicy.h"
#include "engine/xml/writer.h"

#include <sodium.h>

#include <algorithm>
#include <limits>

namespace seriatim {

namespace {

constexpr auto signatureName = "Signature";
constexpr auto algorithm = "Ed25519";

// A number before every text, so that no two policies have the same bytes.
void appendText(QByteArray &bytes, char mark, QByteArrayView text)
{
    bytes += mark + QByteArray::number(text.size()) + ':';
    bytes += text;
}

bool isBlank(pugi::xml_node text)
{
    return QByteArrayView(text.value()).trimmed().isEmpty();
}

// What a policy says, whatever white space stands between its elements. Comments say nothing.
void appendContents(QByteArray &bytes, pugi::xml_node element, bool isPolicy)
{
    appendText(bytes, '<', element.name());
    for (const pugi::xml_attribute attribute : element.attributes()) {
        appendText(bytes, '@', attribute.name());
        appendText(bytes, '=', attribute.value());
    }
    QByteArray text;
    const bool onlyText = !std::ranges::any_of(element.children(), [](pugi::xml_node child) { return child.type() == pugi::node_element; });
    for (const pugi::xml_node child : element.children()) {
        const bool isText = child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata;
        if (isText && (onlyText || !isBlank(child)))
            text += child.value();
        if (child.type() != pugi::node_element || (isPolicy && qstricmp(child.name(), signatureName) == 0))
            continue;
        appendText(bytes, '"', text);
        text.clear();
        appendContents(bytes, child, false);
    }
    appendText(bytes, '"', text);
    bytes += '>';
}

struct SignatureFields {
    PolicyIssue issue;
    int policies = 0; // how many the issue has, so that none can be left out
};

// How a signature names what it is about. The mark is signed, so that no kind passes for another.
struct SubjectWords {
    const char *attribute;
    char mark;
    QString guid;
};

SubjectWords wordsOf(const PolicyIssue &issue)
{
    if (const auto settings = issue.agentSettings())
        return {"agentSettings", 'a', settings->toString()};
    return {"task", 't', issue.task()->toString()};
}

QByteArray messageOf(pugi::xml_node policy, const SignatureFields &fields)
{
    QByteArray message;
    appendText(message, 'S', "Seriatim policy signature 1");
    const SubjectWords subject = wordsOf(fields.issue);
    appendText(message, subject.mark, subject.guid.toLatin1());
    appendText(message, 'r', QByteArray::number(fields.issue.revision));
    appendText(message, 'n', QByteArray::number(fields.issue.number));
    appendText(message, 'p', QByteArray::number(fields.policies));
    appendContents(message, policy, true);
    return message;
}

std::vector<pugi::xml_node> policiesIn(const XmlDocument &document)
{
    const pugi::xml_node root = document.root();
    if (hasName(root, "Policy"))
        return {root};
    std::vector<pugi::xml_node> policies;
    for (const pugi::xml_node policy : childrenNamed(root, "Policy"))
        policies.push_back(policy);
    return policies;
}

Error refused(pugi::xml_node policy, const QString &why)
{
    return {ErrorCode::refused, QStringLiteral("policy '%1'").arg(QString::fromUtf8(attributeNamed(policy, "name").value())), why};
}

// Absent where it names nothing, or two things.
std::optional<PolicyIssue> subjectOf(pugi::xml_node signature)
{
    const pugi::xml_attribute task = attributeNamed(signature, "task");
    const pugi::xml_attribute settings = attributeNamed(signature, "agentSettings");
    if (!task == !settings)
        return std::nullopt;
    const QString guid = QString::fromUtf8((task ? task : settings).value());
    const auto issueFor = [](const auto &id) { return id ? std::optional(PolicyIssue(*id)) : std::nullopt; };
    return task ? issueFor(TaskId::parse(guid)) : issueFor(AgentSettingsId::parse(guid));
}

// The fields as they stand there; whether they are true only the signature tells.
Result<SignatureFields> fieldsOf(pugi::xml_node policy, pugi::xml_node signature)
{
    const std::optional<PolicyIssue> issue = subjectOf(signature);
    const auto number = [&](const char *name) { return QByteArray(attributeNamed(signature, name).value()).toLongLong(); };
    const qint64 revision = number("revision");
    const qint64 policies = number("policies");
    if (!issue || revision < 0 || revision > std::numeric_limits<int>::max() || policies < 1 || policies > std::numeric_limits<int>::max())
        return refused(policy, QStringLiteral("its signature cannot be read"));
    SignatureFields fields{*issue, static_cast<int>(policies)};
    fields.issue.revision = static_cast<int>(revision);
    fields.issue.number = number("number");
    return fields;
}

Result<SignatureFields> verifyPolicy(pugi::xml_node policy, const PublicKey &key)
{
    const pugi::xml_node signature = childNamed(policy, signatureName);
    if (!signature)
        return refused(policy, QStringLiteral("it is not signed"));
    const QString signer = QString::fromUtf8(attributeNamed(signature, "key").value());
    if (signer != key.fingerprint())
        return refused(policy, QStringLiteral("it is signed by another store (key %1; this agent trusts %2)").arg(signer, key.fingerprint()));
    const Result<SignatureFields> fields = fieldsOf(policy, signature);
    if (!fields)
        return fields;
    const QByteArray value = QByteArray::fromBase64(QByteArray(signature.child_value()).trimmed());
    const QByteArray message = messageOf(policy, *fields);
    const bool genuine = value.size() == crypto_sign_BYTES
                         && crypto_sign_verify_detached(reinterpret_cast<const unsigned char *>(value.constData()),
                                                        reinterpret_cast<const unsigned char *>(message.constData()),
                                                        static_cast<unsigned long long>(message.size()),
                                                        reinterpret_cast<const unsigned char *>(key.bytes().constData())) == 0;
    if (!genuine)
        return refused(policy, QStringLiteral("it was altered after it was signed"));
    return fields;
}

bool hasGuid(pugi::xml_node policy, const QString &guid)
{
    const auto own = Id<struct AnyTag>::parse(QString::fromUtf8(attributeNamed(policy, "guid").value()));
    return own && own->toString() == guid;
}

// Agent settings, and the synch policy of a task, say themselves what they are about.
Result<> matchesIssue(pugi::xml_node policy, const SignatureFields &fields)
{
    const bool isSettings = static_cast<bool>(clientPolicyFor(policy, settingsAgent));
    const bool isOfTask = clientPolicyFor(policy, synchAgent) || clientPolicyFor(policy, deliveryAgent);
    const bool signedAsSettings = fields.issue.agentSettings().has_value();
    if (signedAsSettings != isSettings || (isSettings && (isOfTask || fields.policies != 1)))
        return refused(policy, QStringLiteral("its signature is for another kind of policy"));
    const bool namesItself = isSettings || clientPolicyFor(policy, synchAgent);
    if (namesItself && !hasGuid(policy, wordsOf(fields.issue).guid))
        return refused(policy, isSettings ? QStringLiteral("its signature is for other agent settings") : QStringLiteral("its signature is for another task"));
    return Done{};
}

} // namespace

Result<QByteArray> signPolicies(const QByteArray &document, const PolicyIssue &issue, const SigningKey &key)
{
    const Result<XmlDocument> parsed = XmlDocument::parse(document, QStringLiteral("policy"));
    if (!parsed)
        return parsed.error();
    const std::vector<pugi::xml_node> policies = policiesIn(*parsed);
    const SignatureFields fields{issue, static_cast<int>(policies.size())};
    const QString fingerprint = key.publicKey().fingerprint();
    const SubjectWords subject = wordsOf(issue);
    for (pugi::xml_node policy : policies) {
        while (const pugi::xml_node old = childNamed(policy, signatureName))
            policy.remove_child(old);
        const QByteArray value = key.sign(messageOf(policy, fields)).toBase64();
        pugi::xml_node signature = addElement(policy, signatureName);
        setAttribute(signature, "algorithm", QString::fromLatin1(algorithm));
        setAttribute(signature, "key", fingerprint);
        setAttribute(signature, subject.attribute, subject.guid);
        setAttribute(signature, "revision", issue.revision);
        setAttribute(signature, "number", QString::number(issue.number));
        setAttribute(signature, "policies", fields.policies);
        signature.append_child(pugi::node_pcdata).set_value(value.constData());
    }
    return documentText(parsed->tree());
}

Result<PolicyIssue> verifyPolicies(const QByteArray &document, const PublicKey &key)
{
    const Result<XmlDocument> parsed = XmlDocument::parse(document, QStringLiteral("policy"));
    if (!parsed)
        return parsed.error();
    const std::vector<pugi::xml_node> policies = policiesIn(*parsed);
    if (policies.empty())
        return Error{ErrorCode::refused, QStringLiteral("policy"), QStringLiteral("there is none in the document")};
    std::optional<SignatureFields> first;
    for (const pugi::xml_node policy : policies) {
        const Result<SignatureFields> fields = verifyPolicy(policy, key);
        if (!fields)
            return fields.error();
        if (auto matches = matchesIssue(policy, *fields); !matches)
            return matches.error();
        if (!first)
            first = *fields;
        else if (fields->issue != first->issue || fields->policies != first->policies)
            return refused(policy, QStringLiteral("it belongs to another issue than the policies beside it"));
    }
    if (static_cast<int>(policies.size()) != first->policies)
        return refused(policies.front(), QStringLiteral("%1 of its %2 policies have come").arg(policies.size()).arg(first->policies));
    return first->issue;
}

std::optional<TaskId> claimedTask(const QByteArray &document)
{
    const Result<XmlDocument> parsed = XmlDocument::parse(document, QStringLiteral("policy"));
    if (!parsed)
        return std::nullopt;
    for (const pugi::xml_node policy : policiesIn(*parsed)) {
        if (clientPolicyFor(policy, synchAgent))
            return TaskId::parse(QString::fromUtf8(attributeNamed(policy, "guid").value()));
    }
    return std::nullopt;
}

bool isSettingsDocument(const QByteArray &document)
{
    if (!document.contains(settingsAgent)) // most are not, and large; what this store wrote has these very letters
        return false;
    const Result<XmlDocument> parsed = XmlDocument::parse(document, QStringLiteral("policy"));
    if (!parsed)
        return false;
    const std::vector<pugi::xml_node> policies = policiesIn(*parsed);
    const auto isFor = [&](const char *agent) {
        return std::ranges::any_of(policies, [&](pugi::xml_node policy) { return static_cast<bool>(clientPolicyFor(policy, agent)); });
    };
    return isFor(settingsAgent) && !isFor(synchAgent);
}

} // namespace seriatim
