#include "engine/policy/policyxml.h"

#include "engine/policy/deliveryelement.h"
#include "engine/policy/policyparts.h"
#include "engine/policy/settingspolicy.h"
#include "engine/policy/synchelement.h"
#include "engine/xml/writer.h"

#include <QHash>
#include <QSet>

namespace seriatim {

namespace {

bool isPasswordName(const char *name)
{
    const QByteArray folded = QByteArray(name).toLower();
    return folded.contains("password") || folded.contains("passwd");
}

// What is not understood in a policy is kept as it came, but never a password: Seriatim stores none. How many there were.
int dropPasswords(pugi::xml_node element)
{
    int dropped = 0;
    for (pugi::xml_attribute attribute = element.first_attribute(), next; attribute; attribute = next) {
        next = attribute.next_attribute();
        if (isPasswordName(attribute.name()))
            dropped += element.remove_attribute(attribute) ? 1 : 0;
    }
    for (pugi::xml_node child = element.first_child(), next; child; child = next) {
        next = child.next_sibling();
        if (isPasswordName(child.name()))
            dropped += element.remove_child(child) ? 1 : 0;
        else
            dropped += dropPasswords(child);
    }
    return dropped;
}

class PolicyCollector
{
public:
    explicit PolicyCollector(XmlReader &reader) : m_reader(reader) {}

    void take(pugi::xml_node policy)
    {
        if (dropPasswords(policy) > 0)
            m_result.notUnderstood.append(QStringLiteral("a password in ") + describe(policy) + QStringLiteral(", which is not stored"));
        if (const pugi::xml_node synch = clientPolicyFor(policy, synchAgent)) {
            m_result.sequences.emplace_back(readSynchPolicy(m_reader, policy, synch));
            checkUnique(policy, m_result.sequences.back().synch.guid.uuid());
        } else if (const pugi::xml_node delivery = clientPolicyFor(policy, deliveryAgent)) {
            m_deliveries.push_back(readDeliveryPolicy(m_reader, policy, delivery));
            checkUnique(policy, m_deliveries.back().guid.uuid());
        } else if (const pugi::xml_node settings = clientPolicyFor(policy, settingsAgent)) {
            m_result.agentSettings.push_back(readSettingsPolicy(m_reader, policy, settings));
            checkUnique(policy, m_result.agentSettings.back().id.uuid());
        } else {
            m_result.notUnderstood.append(describe(policy));
        }
    }

    PolicyDocument finish()
    {
        QHash<LineItemId, size_t> sequenceOf;
        for (size_t i = 0; i < m_result.sequences.size(); ++i) {
            for (const SynchTask &task : m_result.sequences[i].synch.tasks)
                sequenceOf.insert(task.guid, i);
        }
        for (DeliveryPolicy &delivery : m_deliveries) {
            const auto owner = sequenceOf.constFind(delivery.guid);
            auto &deliveries = owner == sequenceOf.constEnd() ? m_result.strayDeliveries : m_result.sequences[*owner].deliveries;
            deliveries.push_back(std::move(delivery));
        }
        return std::move(m_result);
    }

private:
    void checkUnique(pugi::xml_node policy, const QUuid &guid)
    {
        if (m_seen.contains(guid)) {
            m_reader.fail(policy, QStringLiteral("a second policy has the GUID %1; expected each GUID once")
                                      .arg(guid.toString().toUpper()));
        }
        m_seen.insert(guid);
    }

    static QString describe(pugi::xml_node policy)
    {
        const QString agent = QString::fromUtf8(attributeNamed(childNamed(policy, "ClientPolicy"), "agentClsid").value());
        const QString name = QString::fromUtf8(attributeNamed(policy, "name").value());
        return QStringLiteral("policy '%1' (%2)").arg(name, agent.isEmpty() ? QStringLiteral("for no agent") : QStringLiteral("for agent ") + agent);
    }

    XmlReader &m_reader;
    PolicyDocument m_result;
    std::vector<DeliveryPolicy> m_deliveries;
    QSet<QUuid> m_seen;
};

} // namespace

bool isPolicyRoot(QStringView rootName)
{
    return rootName.compare(u"Policy", Qt::CaseInsensitive) == 0 || rootName.compare(u"ClientPolicies", Qt::CaseInsensitive) == 0;
}

Result<PolicyDocument> readPolicies(const QByteArray &bytes, const QString &source)
{
    const auto document = XmlDocument::parse(bytes, source);
    if (!document)
        return document.error();
    const pugi::xml_node root = document->root();
    if (!isPolicyRoot(document->rootName())) {
        return document->errorAt(root, QStringLiteral("<%1> is no client policy; expected <Policy> or <ClientPolicies>")
                                           .arg(document->rootName()));
    }
    XmlReader reader(*document);
    PolicyCollector collector(reader);
    if (hasName(root, "Policy")) {
        collector.take(root);
    } else {
        for (const pugi::xml_node policy : childrenNamed(root, "Policy"))
            collector.take(policy);
    }
    return reader.finish(collector.finish());
}

QByteArray writePolicies(const ClientPolicies &policies)
{
    pugi::xml_document document;
    const pugi::xml_node parent = policies.deliveries.empty() ? static_cast<pugi::xml_node>(document) : addElement(document, "ClientPolicies");
    writeSynchPolicy(parent, policies.synch);
    for (const DeliveryPolicy &delivery : policies.deliveries)
        writeDeliveryPolicy(parent, delivery);
    return documentText(document);
}

} // namespace seriatim
